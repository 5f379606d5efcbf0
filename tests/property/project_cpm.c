/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Laws of dates on random networks: every link is kept, nothing can be
 * earlier, nothing later without moving the finish, and an activity that slips
 * by its total float does not move the finish while one second more does.
 */
#include "kit/project_network.h"
#include "kit/property.h"

enum {
    ACTIVITIES = 24,
};

static struct network net;

static void make(struct gen *g, int size, int elapsed)
{
    int count = 2 + size * (ACTIVITIES - 2) / 100;
    memset(&net, 0, sizeof net);
    network_init(&net);
    net.project.lag_calendar = gen_int(g, 0, elapsed ? LAG_ALWAYS : LAG_ON_PROJECT);
    for (int i = 0; i < count; i++) {
        int kind = gen_int(g, 0, 6) == 0 ? ACTIVITY_FINISH_MILESTONE : ACTIVITY_TASK;
        int v = network_add(&net, "x", kind, kind == ACTIVITY_TASK ? gen_int(g, 1, 60) : 0);
        if (gen_int(g, 0, 9) == 0) {
            net.activities[v].constraint = CONSTRAINT_START_FROM;
            net.activities[v].constraint_s = net.project.start_s + gen_int(g, 0, 900) * 3600;
        }
    }
    for (int i = 1; i < count; i++)
        for (int k = gen_int(g, 0, 2); k > 0 && net.project.link_count < NETWORK_MAX; k--) {
            struct link *l = network_link(&net, gen_int(g, 0, i - 1), i, gen_int(g, 0, LINK_SF),
                                          gen_int(g, 0, 3) ? 0 : gen_int(g, -20, 40));
            if (elapsed && gen_int(g, 0, 4) == 0) l->lag_kind = LAG_ELAPSED;
        }
}

/* The instant the link asks for, reckoned apart from the engine. */
static int64_t asked_s(const struct link *l, const struct worktime *w, const struct worktime *all)
{
    const struct project_dates *d = &net.cpm.dates[l->from];
    int from_start = l->kind == LINK_SS || l->kind == LINK_SF;
    int elapsed = l->lag_kind == LAG_ELAPSED || net.project.lag_calendar == LAG_ALWAYS;
    return worktime_add(elapsed ? all : w, from_start ? d->early_start_s : d->early_finish_s,
                        l->lag_s);
}

static int link_is_kept(const struct link *l, const struct worktime *w, const struct worktime *all)
{
    const struct project_dates *d = &net.cpm.dates[l->to];
    int to_start = l->kind == LINK_FS || l->kind == LINK_SS;
    return (to_start ? d->early_start_s : d->early_finish_s) >= asked_s(l, w, all);
}

/* Some bound holds with equality: the project's start, a constraint or a link. */
static int is_as_early_as_can_be(int i, const struct worktime *w, const struct worktime *all)
{
    const struct activity *v = &net.activities[i];
    int64_t start = net.cpm.dates[i].early_start_s;
    if (worktime_between(w, net.project.start_s, start) == 0) return 1;
    if (v->constraint_s != TIME_NONE && worktime_between(w, v->constraint_s, start) == 0) return 1;
    for (int l = 0; l < net.project.link_count; l++) {
        const struct link *k = &net.links[l];
        if (k->to != i) continue;
        int64_t t = asked_s(k, w, all);
        if (k->kind == LINK_FF || k->kind == LINK_SF) t = worktime_add(w, t, -v->duration_s);
        if (worktime_between(w, t, start) == 0) return 1;
    }
    return 0;
}

static int dates_are_earliest(struct gen *g, int size)
{
    struct worktime w, all;
    make(g, size, 1);
    network_run(&net);
    int sound = worktime_build(&w, &net.project, -1, &net.arena, NULL) == STATUS_OK &&
                worktime_build_always(&all, &net.arena, NULL) == STATUS_OK;
    for (int l = 0; sound && l < net.project.link_count; l++)
        sound = link_is_kept(&net.links[l], &w, &all);
    for (int i = 0; sound && i < net.project.activity_count; i++) {
        const struct project_dates *d = &net.cpm.dates[i];
        sound = is_as_early_as_can_be(i, &w, &all) &&
                worktime_between(&w, d->early_start_s, d->early_finish_s) ==
                    net.activities[i].duration_s;
    }
    arena_clear(&net.arena);
    return sound;
}

/* Floats against trying: delay the activity by so much and compute anew.  Without elapsed lags:
 * they may end outside working time, where a float has no last second. */
static int64_t finish_when_delayed(int i, int64_t start_s)
{
    struct activity kept = net.activities[i];
    net.activities[i].constraint = CONSTRAINT_START_FROM;
    net.activities[i].constraint_s = start_s;
    network_run(&net);
    net.activities[i] = kept;
    return net.cpm.finish_s;
}

static int floats_are_what_slipping_shows(struct gen *g, int size)
{
    struct worktime w;
    struct project_dates dates[ACTIVITIES];
    make(g, size, 0);
    network_run(&net);
    int64_t finish = net.cpm.finish_s;
    int sound = worktime_build(&w, &net.project, -1, &net.arena, NULL) == STATUS_OK;
    memcpy(dates, net.cpm.dates, sizeof dates[0] * (size_t)net.project.activity_count);
    for (int i = 0; sound && i < net.project.activity_count; i++) {
        if (net.activities[i].kind != ACTIVITY_TASK) continue;
        int64_t late = worktime_add(&w, dates[i].early_start_s, dates[i].total_float_s);
        sound = dates[i].total_float_s >= 0 &&
                worktime_between(&w, finish, finish_when_delayed(i, late)) <= 0;
        int64_t later = worktime_add(&w, dates[i].early_start_s, dates[i].total_float_s + 3600);
        sound = sound && worktime_between(&w, finish, finish_when_delayed(i, later)) > 0;
    }
    arena_clear(&net.arena);
    return sound;
}

TEST(earliest)
{
    property_check("dates are earliest", dates_are_earliest, 100, 1500);
}

TEST(floats)
{
    property_check("floats are what slipping shows", floats_are_what_slipping_shows, 100, 400);
}

SUITE(CASE(earliest), CASE(floats))
