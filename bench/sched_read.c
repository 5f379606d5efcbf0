/* SPDX-License-Identifier: Apache-2.0 */
#include "sched_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *path;
    FILE *file;
    struct sched_problem *p;
    struct arena *arena;
    /* the arrays of p, to write to */
    struct sched_activity *activities;
    struct sched_mode *modes;
    struct sched_need *needs;
    struct sched_use *uses;
    struct sched_link *links;
    struct sched_resource *resources;
    struct sched_stock *stocks;
};

static void refuse(const struct reader *r, const char *what)
{
    (void)fprintf(stderr, "%s: %s\n", r->path, what);
    exit(1);
}

static int number(const struct reader *r)
{
    int value;
    if (fscanf(r->file, "%d", &value) != 1) refuse(r, "a number is missing");
    return value;
}

/* Read on to behind the word that contains `word`. */
static void seek_word(const struct reader *r, const char *word)
{
    char text[256];
    while (fscanf(r->file, "%255s", text) == 1)
        if (strstr(text, word)) return;
    refuse(r, word);
}

static void skip_lines(const struct reader *r, int count)
{
    for (int c; count > 0 && (c = getc(r->file)) != EOF;)
        if (c == '\n') count--;
}

static void *room(const struct reader *r, size_t count, size_t size)
{
    void *at = arena_alloc(r->arena, count + 1, size);
    if (!at) refuse(r, "out of memory");
    return at;
}

static void make_room(struct reader *r, int activities, int modes, int links)
{
    const struct sched_problem *p = r->p;
    size_t m = (size_t)modes;
    r->activities = room(r, (size_t)activities, sizeof *r->activities);
    r->modes = room(r, m, sizeof *r->modes);
    r->needs = room(r, m * (size_t)p->resource_count, sizeof *r->needs);
    r->uses = room(r, m * (size_t)p->stock_count, sizeof *r->uses);
    r->links = room(r, (size_t)links, sizeof *r->links);
    r->resources = room(r, (size_t)p->resource_count, sizeof *r->resources);
    r->stocks = room(r, (size_t)p->stock_count, sizeof *r->stocks);
}

static void add_link(struct reader *r, int from, int to)
{
    r->links[r->p->link_count++] = (struct sched_link){from, to, LINK_FS, 0};
}

static void add_activity(struct reader *r)
{
    r->activities[r->p->activity_count++] =
        (struct sched_activity){r->p->mode_count, 0, 0, SCHED_NEVER, SCHED_NEVER, 0};
}

/* A mode of the newest activity; its needs and uses follow. */
static struct sched_mode *add_mode(struct reader *r, int duration)
{
    struct sched_mode *m = &r->modes[r->p->mode_count++];
    *m = (struct sched_mode){duration, r->p->need_count, 0, r->p->use_count, 0};
    r->activities[r->p->activity_count - 1].mode_count++;
    return m;
}

static void add_need(struct reader *r, struct sched_mode *m, int resource, int quantity)
{
    if (quantity == 0) return;
    r->needs[r->p->need_count++] = (struct sched_need){resource, quantity};
    m->need_count++;
}

static void add_use(struct reader *r, struct sched_mode *m, int stock, int taken, int given)
{
    if (taken == 0 && given == 0) return;
    r->uses[r->p->use_count++] = (struct sched_use){stock, taken, given};
    m->use_count++;
}

static void read_links(struct reader *r, int from, int count)
{
    for (int i = 0; i < count; i++)
        add_link(r, from, number(r) - 1);
}

/* The number of modes is needed before the modes are read: count them and go back. */
static void read_successors(struct reader *r, int activities)
{
    seek_word(r, "PRECEDENCE");
    skip_lines(r, 2);
    long here = ftell(r->file);
    int modes = 0, links = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (fseek(r->file, here, SEEK_SET) != 0) refuse(r, "cannot go back");
        if (pass == 1) make_room(r, activities, modes, links);
        for (int i = 0; i < activities; i++) {
            (void)number(r);
            int mode_count = number(r), count = number(r);
            modes += mode_count;
            links += count;
            if (pass == 1) {
                add_activity(r);
                r->activities[i].mode_count = mode_count;
                read_links(r, i, count);
            } else {
                for (int k = 0; k < count; k++)
                    (void)number(r);
            }
        }
    }
}

static void read_psplib(struct reader *r)
{
    struct sched_problem *p = r->p;
    seek_word(r, "):"); /* jobs (incl. supersource/sink ): */
    int activities = number(r);
    seek_word(r, "renewable");
    seek_word(r, ":");
    p->resource_count = number(r);
    seek_word(r, "nonrenewable");
    seek_word(r, ":");
    p->stock_count = number(r);
    read_successors(r, activities);
    seek_word(r, "REQUESTS/DURATIONS");
    skip_lines(r, 3);
    for (int a = 0; a < activities; a++) {
        int mode_count = r->activities[a].mode_count;
        r->activities[a].mode_first = p->mode_count;
        (void)number(r);
        for (int i = 0; i < mode_count; i++) {
            (void)number(r);
            struct sched_mode *m = &r->modes[p->mode_count++];
            *m = (struct sched_mode){number(r), p->need_count, 0, p->use_count, 0};
            for (int k = 0; k < p->resource_count; k++)
                add_need(r, m, k, number(r));
            for (int k = 0; k < p->stock_count; k++)
                add_use(r, m, k, number(r), 0);
        }
    }
    seek_word(r, "AVAILAB");
    skip_lines(r, 2);
    for (int k = 0; k < p->resource_count; k++)
        r->resources[k].capacity = number(r);
    for (int k = 0; k < p->stock_count; k++)
        r->stocks[k].initial = number(r);
}

static void read_cpr(struct reader *r)
{
    struct sched_problem *p = r->p;
    int activities = number(r);
    p->resource_count = number(r);
    p->stock_count = number(r);
    make_room(r, activities, activities, activities * activities);
    for (int k = 0; k < p->resource_count; k++)
        r->resources[k].capacity = number(r);
    for (int k = 0; k < p->stock_count; k++)
        r->stocks[k].initial = number(r);
    for (int a = 0; a < activities; a++) {
        add_activity(r);
        struct sched_mode *m = add_mode(r, number(r));
        for (int k = 0; k < p->resource_count; k++)
            add_need(r, m, k, number(r));
        for (int k = 0; k < p->stock_count; k++) {
            int taken = number(r), given = number(r);
            if (a > 0 && a < activities - 1) add_use(r, m, k, taken, given);
        }
        read_links(r, a, number(r));
    }
}

/* Start to start lags of either sign in brackets, after all successors of an activity. */
static void read_max(struct reader *r)
{
    struct sched_problem *p = r->p;
    int activities = number(r) + 2;
    p->resource_count = number(r);
    skip_lines(r, 1);
    make_room(r, activities, activities, activities * activities);
    for (int a = 0; a < activities; a++) {
        (void)number(r);
        (void)number(r); /* modes: 1 */
        int count = number(r), first = p->link_count;
        add_activity(r);
        for (int k = 0; k < count; k++)
            add_link(r, a, number(r));
        for (int i = first; i < first + count; i++) {
            r->links[i].kind = LINK_SS;
            if (fscanf(r->file, " [%d]", &r->links[i].lag) != 1) refuse(r, "a lag is missing");
        }
    }
    p->activity_count = 0;
    for (int a = 0; a < activities; a++) {
        add_activity(r);
        (void)number(r);
        (void)number(r);
        struct sched_mode *m = add_mode(r, number(r));
        for (int k = 0; k < p->resource_count; k++)
            add_need(r, m, k, number(r));
    }
    for (int k = 0; k < p->resource_count; k++)
        r->resources[k].capacity = number(r);
}

/* Successors are written project:activity, counted from 1. */
static void read_mplib_project(struct reader *r, int first, int activities)
{
    for (int i = 0; i < activities; i++) {
        add_activity(r);
        struct sched_mode *m = add_mode(r, number(r));
        for (int k = 0; k < r->p->resource_count; k++)
            add_need(r, m, k, number(r));
        int count = number(r), project, to;
        for (int k = 0; k < count; k++) {
            if (fscanf(r->file, "%d:%d", &project, &to) != 2) refuse(r, "no project:activity");
            add_link(r, first + i, first + to - 1);
        }
    }
}

static void read_mplib(struct reader *r)
{
    struct sched_problem *p = r->p;
    int projects = number(r);
    p->resource_count = number(r);

    enum {
        PROJECT_ACTIVITIES = 1000
    };

    size_t most = (size_t)projects * PROJECT_ACTIVITIES;
    make_room(r, (int)most, (int)most, (int)most * 10);
    for (int k = 0; k < p->resource_count; k++)
        r->resources[k].capacity = number(r);
    for (int j = 0; j < projects; j++) {
        int activities = number(r);
        (void)number(r); /* release, 0 throughout the set */
        for (int k = 0; k < p->resource_count; k++)
            (void)number(r); /* which resources it uses: all */
        if (activities > PROJECT_ACTIVITIES) refuse(r, "a project is too large");
        read_mplib_project(r, p->activity_count, activities);
    }
}

void sched_read(struct sched_problem *out, const char *path, struct arena *a)
{
    memset(out, 0, sizeof *out);
    out->makespan_weight = 1;
    struct reader r = {.path = path, .file = fopen(path, "r"), .p = out, .arena = a};
    if (!r.file) refuse(&r, "cannot be opened");
    const char *dot = strrchr(path, '.');
    if (dot && (strcmp(dot, ".sm") == 0 || strcmp(dot, ".mm") == 0))
        read_psplib(&r);
    else if (dot && strcmp(dot, ".rcp") == 0)
        read_cpr(&r);
    else if (dot && strcmp(dot, ".txt") == 0)
        read_mplib(&r);
    else if (dot && strcmp(dot, ".sch") == 0)
        read_max(&r);
    else
        refuse(&r, "is no .sm, .mm, .rcp, .sch or .txt");
    (void)fclose(r.file);
    out->activities = r.activities;
    out->modes = r.modes;
    out->needs = r.needs;
    out->uses = r.uses;
    out->links = r.links;
    out->resources = r.resources;
    out->stocks = r.stocks;
}
