/* SPDX-License-Identifier: Apache-2.0 */
/*
 * project_network - small projects for tests, written in a few lines.
 *
 *     struct network n = network_new();
 *     int a = network_task(&n, "A", 16), b = network_task(&n, "B", 8);
 *     network_link(&n, a, b, LINK_FS, 0);
 */
#ifndef KIT_PROJECT_NETWORK_H
#define KIT_PROJECT_NETWORK_H

#include "kit/test.h"
#include "project/cpm.h"

enum {
    NETWORK_MAX = 64,
};

struct network {
    struct project project;
    struct activity activities[NETWORK_MAX];
    struct link links[NETWORK_MAX];
    struct arena arena;
    struct project_cpm cpm;
};

static inline int64_t at(const char *text)
{
    int64_t t;
    CHECK(time_parse(slice_of(text), &t));
    return t;
}

/* Monday to Friday 8-12, 13-17, starting on Monday 2026-06-01. */
static inline void network_init(struct network *n)
{
    project_init(&n->project);
    n->project.activities = n->activities;
    n->project.links = n->links;
    n->project.start_s = at("2026-06-01T08:00");
    n->arena = (struct arena)ARENA_INIT(16 << 20);
}

static inline int network_add(struct network *n, const char *code, int kind, double hours)
{
    int i = n->project.activity_count++;
    CHECK(i < NETWORK_MAX);
    activity_init(&n->activities[i]);
    n->activities[i].uid = i + 1;
    n->activities[i].code = slice_of(code);
    n->activities[i].kind = kind;
    n->activities[i].duration_s = (int64_t)(hours * 3600);
    return i;
}

static inline int network_task(struct network *n, const char *code, double hours)
{
    return network_add(n, code, ACTIVITY_TASK, hours);
}

static inline struct link *network_link(struct network *n, int from, int to, int kind, double hours)
{
    struct link *l = &n->links[n->project.link_count++];
    CHECK(n->project.link_count <= NETWORK_MAX);
    link_init(l);
    l->from = from;
    l->to = to;
    l->kind = kind;
    l->lag_s = (int64_t)(hours * 3600);
    return l;
}

static inline void network_run(struct network *n)
{
    struct err e;
    enum status s = project_cpm_compute(&n->cpm, &n->project, &n->arena, &e);
    if (s != STATUS_OK) fail_msg("%s", e.text);
}

/* "2026-06-01 08:00" of an instant, for CHECK_TEXT; several at once. */
static inline const char *shown(int64_t t_s)
{
    static char texts[8][DATE_TEXT_MAX];
    static int next;
    char *text = texts[next++ % 8];
    if (t_s == TIME_NONE) return "none";
    time_write_minute(text, t_s);
    return text;
}

#define CHECK_EARLY(n, i, start, finish)                            \
    do {                                                            \
        CHECK_TEXT(shown((n).cpm.dates[i].early_start_s), start);   \
        CHECK_TEXT(shown((n).cpm.dates[i].early_finish_s), finish); \
    } while (0)

#define CHECK_LATE(n, i, start, finish)                            \
    do {                                                           \
        CHECK_TEXT(shown((n).cpm.dates[i].late_start_s), start);   \
        CHECK_TEXT(shown((n).cpm.dates[i].late_finish_s), finish); \
    } while (0)

#define CHECK_FLOAT(n, i, total_h, free_h)                                     \
    do {                                                                       \
        CHECK_NEAR((double)(n).cpm.dates[i].total_float_s / 3600, total_h, 0); \
        CHECK_NEAR((double)(n).cpm.dates[i].free_float_s / 3600, free_h, 0);   \
    } while (0)

#endif
