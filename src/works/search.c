/* SPDX-License-Identifier: Apache-2.0 */
#include "works/search.h"

#include <stdio.h>
#include <string.h>

#include "base/team.h"

enum {
    HEEDING = 3, /* candidates of a batch that serve late camps earlier all at once */
};

static enum status new_genes(struct genes *out, int camps, struct arena *a, struct err *e)
{
    out->order = ARENA_ARRAY(a, int, (size_t)camps + 1);
    out->preferred = ARENA_ARRAY(a, int, (size_t)camps + 1);
    if (!out->order || !out->preferred)
        return err_set(e, STATUS_NOMEM, "out of memory for schedules");
    return STATUS_OK;
}

static void copy_genes(struct genes *to, const struct genes *from, int camps)
{
    memcpy(to->order, from->order, sizeof(int) * (size_t)camps);
    memcpy(to->preferred, from->preferred, sizeof(int) * (size_t)camps);
}

enum status search_open(struct search *s, const struct job_net *n, const struct times *t,
                        const struct schedule_options *options, struct arena *a, struct err *e)
{
    *s = (struct search){.net = n, .options = options};
    s->rng = rng_new(options->seed, 1);
    s->late = ARENA_ARRAY(a, int, (size_t)n->camp_count + 1);
    if (!s->late) return err_set(e, STATUS_NOMEM, "out of memory for schedules");
    TRY(new_genes(&s->best, n->camp_count, a, e));
    for (int i = 0; i < BATCH; i++) {
        TRY(new_genes(&s->trials[i], n->camp_count, a, e));
        TRY(dispatch_new(&s->dispatch[i], n, t->latest, t->earliest, a, e));
    }
    return STATUS_OK;
}

static void run_trial(void *context, int i, int thread)
{
    struct search *s = context;
    (void)thread;
    dispatch_run(s->dispatch[i], &s->trials[i]);
}

/* The camps of the schedule just found that have late plants. */
static void list_late(struct search *s, const struct dispatch *d)
{
    const struct job_net *n = s->net;
    s->late_count = 0;
    for (int c = 0; c < n->camp_count; c++) {
        const struct camp *camp = &n->camps[c];
        int is_late = 0;
        for (int j = camp->job_first; j < camp->job_first + camp->job_count; j++)
            is_late |= d->placed[j].finish > n->due[n->jobs[j].facility];
        if (is_late) s->late[s->late_count++] = c;
    }
}

void search_try(struct search *s)
{
    team_run(s->options->threads, s->trial_count, 1, run_trial, s);
    int best = 0;
    for (int i = 1; i < s->trial_count; i++)
        if (score_compare(&s->dispatch[i]->score, &s->dispatch[best]->score) < 0) best = i;
    const struct score *score = &s->dispatch[best]->score;
    if (s->has_best && score_compare(score, &s->score) > 0) return;
    s->has_best = 1;
    s->score = *score;
    copy_genes(&s->best, &s->trials[best], s->net->camp_count);
    if (s->dispatch[best]->unplaced < 0) list_late(s, s->dispatch[best]);
}

static int place_in(const struct genes *g, int camps, int camp)
{
    for (int i = 0; i < camps; i++)
        if (g->order[i] == camp) return i;
    return 0;
}

static void move(int *order, int from, int to)
{
    int camp = order[from];
    if (to < from)
        memmove(order + to + 1, order + to, sizeof(int) * (size_t)(from - to));
    else
        memmove(order + from, order + from + 1, sizeof(int) * (size_t)(to - from));
    order[to] = camp;
}

/* Camps with late plants complain and are served earlier, about half of them at a time. */
static void heed_late(struct search *s, struct genes *g)
{
    int camps = s->net->camp_count, reach = 1 + camps / (8 << rng_int(&s->rng, 0, 3));
    for (int i = 0; i < s->late_count; i++) {
        if (rng_int(&s->rng, 0, 1)) continue;
        int at = place_in(g, camps, s->late[i]);
        move(g->order, at, at > reach ? at - reach : 0);
    }
}

/* One to three changes of the best: a late camp forward, any camp elsewhere, another crew. */
static void change(struct search *s, struct genes *g)
{
    int camps = s->net->camp_count, changes = rng_int(&s->rng, 1, 3);
    for (int i = 0; i < changes; i++) {
        int any = rng_int(&s->rng, 0, camps - 1), kind = rng_int(&s->rng, 0, 3);
        if (kind <= 1 && s->late_count > 0) {
            int at = place_in(g, camps, s->late[rng_int(&s->rng, 0, s->late_count - 1)]);
            int reach = 1 + camps / 8;
            move(g->order, at, rng_int(&s->rng, at > reach ? at - reach : 0, at));
        } else if (kind <= 2) {
            int other = any + rng_int(&s->rng, -(1 + camps / 10), 1 + camps / 10);
            if (other >= 0 && other < camps) move(g->order, any, other);
        } else {
            int crews = s->net->works->crew_count;
            g->preferred[any] = crews > 0 ? rng_int(&s->rng, -1, crews - 1) : -1;
        }
    }
}

static void report(const struct search *s, double done)
{
    char text[96];
    snprintf(text, sizeof text, "%.0f late days of plants", s->score.late_days);
    progress_report(s->options->progress, done, text);
}

void search_run(struct search *s, double late_days_bound, int rounds)
{
    if (s->net->camp_count == 0) return;
    for (int round = 0; round < rounds; round++) {
        if (!s->score.unplaced && s->score.late_days <= late_days_bound) break;
        if (stop_wanted(s->options->stop)) break;
        for (int i = 0; i < BATCH; i++) {
            copy_genes(&s->trials[i], &s->best, s->net->camp_count);
            if (i < HEEDING && s->late_count > 1)
                heed_late(s, &s->trials[i]);
            else
                change(s, &s->trials[i]);
        }
        s->trial_count = BATCH;
        search_try(s);
        report(s, (double)(round + 1) / rounds);
    }
}

const struct dispatch *search_best(struct search *s)
{
    dispatch_run(s->dispatch[0], &s->best);
    if (s->dispatch[0]->unplaced < 0) dispatch_explain(s->dispatch[0]);
    return s->dispatch[0];
}
