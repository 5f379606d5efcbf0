/* SPDX-License-Identifier: Apache-2.0 */
#include "works/schedule.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "works/bound.h"
#include "works/fill.h"
#include "works/search.h"

enum {
    RULES = 3,
    RESCUES = 20,
    BOUND_STEPS = 400, /* of normal effort and more; the figure does not get better by many */
    ROUNDS = 1000,     /* of normal effort */
};

struct key {
    int camp;
    double first, second;
};

static int by_key(const void *left, const void *right)
{
    const struct key *a = left, *b = right;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->second != b->second) return a->second < b->second ? -1 : 1;
    return a->camp - b->camp;
}

/* Days between the earliest possible and the due day, of the tightest plant of the visit. */
static double tightness(const struct job_net *n, const struct times *t, const struct camp *camp)
{
    double least = INFINITY;
    for (int j = camp->job_first; j < camp->job_first + camp->job_count; j++) {
        int facility = n->jobs[j].facility;
        least = fmin(least, n->due[facility] - t->ready[facility]);
    }
    return least;
}

/* 0: by year, tightest first; 1: by the latest start; 2: by year, in the order of the plan. */
static void fill_order(const struct job_net *n, const struct times *t, int rule, struct key *keys,
                       int *order)
{
    for (int c = 0; c < n->camp_count; c++) {
        const struct camp *camp = &n->camps[c];
        double slack = tightness(n, t, camp);
        keys[c] = (struct key){c, camp->release, rule == 0 ? slack : c};
        if (rule == 1) keys[c].first = camp->release + slack;
    }
    qsort(keys, (size_t)n->camp_count, sizeof *keys, by_key);
    for (int c = 0; c < n->camp_count; c++)
        order[c] = keys[c].camp;
}

/* A camp that came too late to be served at all goes first. */
static void put_first(int *order, int count, int camp)
{
    int at = 0;
    while (at < count - 1 && order[at] != camp)
        at++;
    memmove(order + 1, order, sizeof *order * (size_t)at);
    order[0] = camp;
}

/* What a job waits for goes before it, whatever the days. */
static int place_after(struct dispatch *d, const struct schedule *first, int j)
{
    const struct job *job = &d->net->jobs[j];
    if (d->placed[j].is_placed) return 1;
    for (int k = 0; k < job->link_count; k++)
        if (!place_after(d, first, d->net->links[job->link_first + k].before)) return 0;
    if (dispatch_place(d, j, 0, first->activities[j].crew)) return 1;
    d->unplaced = j;
    return 0;
}

/* As in a schedule made before: in the order of its days, with its crews. */
static void start_from(struct search *s, const struct schedule *first)
{
    const struct job_net *n = s->net;
    struct dispatch *d = search_best(s);
    assert(first->activity_count == n->job_count && !n->facts);
    dispatch_clear(d);
    for (int j = 0; j < n->job_count; j++)
        d->keys[j] = (struct start_key){first->activities[j].start, j};
    qsort(d->keys, (size_t)n->job_count, sizeof *d->keys, start_key_compare);
    for (int i = 0; i < n->job_count && d->unplaced < 0; i++)
        (void)place_after(d, first, d->keys[i].job);
    dispatch_score(d);
}

static enum status start(struct search *s, const struct times *t, struct arena *a, struct err *e)
{
    const struct job_net *n = s->net;
    struct key *keys = ARENA_ARRAY(a, struct key, (size_t)n->camp_count + 1);
    if (!keys) return err_set(e, STATUS_NOMEM, "out of memory for schedules");
    int unplaced = -1;
    if (s->options->first) {
        start_from(s, s->options->first);
        if (search_best(s)->unplaced < 0) return STATUS_OK;
    }
    for (int rule = 0; rule < RULES; rule++) {
        fill_order(n, t, rule, keys, s->order);
        unplaced = search_try(s, rule == 0);
    }
    for (int i = 0; i < RESCUES && search_best(s)->unplaced >= 0; i++) {
        put_first(s->order, n->camp_count, n->jobs[unplaced].camp);
        unplaced = search_try(s, 0);
    }
    return STATUS_OK;
}

static void settle(struct search *s)
{
    if (search_best(s)->unplaced < 0) dispatch_settle(search_best(s));
}

enum status schedule_solve(const struct job_net *n, const struct schedule_options *options,
                           struct schedule *out, struct arena *a, struct err *e)
{
    assert(options->threads >= 1 && options->effort >= 0);
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct times times;
    struct search search;
    *out = (struct schedule){.unplaced = -1};
    enum status s = times_compute(&times, n, &work, e);
    if (s == STATUS_OK) s = search_open(&search, n, &times, options, &work, e);
    if (s == STATUS_OK) s = start(&search, &times, &work, e);
    if (s == STATUS_OK) {
        settle(&search);
        search_run(&search, times.late_days, (int)(ROUNDS * options->effort));
        settle(&search);
        s = schedule_fill(out, search_best(&search), &times, a, e);
    }
    if (s == STATUS_OK && out->unplaced < 0 && !options->first) {
        struct bound_options bound = {.late_days = out->late_days,
                                      .steps = (int)ceil(BOUND_STEPS * fmin(1, options->effort)),
                                      .stop = options->stop};
        s = bound_late_days(&out->late_days_bound, n, &times, &bound, e);
    }
    arena_clear(&work);
    return s;
}
