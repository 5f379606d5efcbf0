/* SPDX-License-Identifier: Apache-2.0 */
#include "works/search.h"

#include <stdio.h>
#include <string.h>

#include "base/team.h"

enum {
    LOOKS = 60,   /* camps looked at to find related ones */
    SEASON = 200, /* days: visits that begin so near each other are related */
};

enum status search_open(struct search *s, const struct job_net *n, const struct times *t,
                        const struct schedule_options *options, struct arena *a, struct err *e)
{
    *s = (struct search){.net = n, .options = options, .latest = t->latest};
    s->rng = rng_new(options->seed, 1);
    s->late = ARENA_ARRAY(a, int, (size_t)n->camp_count + 1);
    s->order = ARENA_ARRAY(a, int, (size_t)n->camp_count + 1);
    if (!s->late || !s->order) return err_set(e, STATUS_NOMEM, "out of memory for schedules");
    int count = options->effort > 0 ? BATCH + 1 : 2;
    for (int i = 0; i < count; i++)
        TRY(dispatch_new(&s->dispatch[BATCH - i], n, t->latest, t->earliest, a, e));
    return STATUS_OK;
}

/* The camps of the best schedule that have late plants. */
static void list_late(struct search *s)
{
    const struct job_net *n = s->net;
    const struct dispatch *d = search_best(s);
    s->late_count = 0;
    for (int c = 0; c < n->camp_count; c++) {
        const struct camp *camp = &n->camps[c];
        int is_late = 0;
        for (int j = camp->job_first; j < camp->job_first + camp->job_count; j++)
            is_late |= d->placed[j].finish > n->due[n->jobs[j].facility];
        if (is_late) s->late[s->late_count++] = c;
    }
}

static void take(struct search *s, int trial)
{
    struct dispatch *taken = s->dispatch[trial];
    s->dispatch[trial] = s->dispatch[BATCH];
    s->dispatch[BATCH] = taken;
}

int search_try(struct search *s, int is_first)
{
    struct dispatch *d = s->dispatch[BATCH - 1];
    dispatch_run(d, s->order);
    if (is_first || score_compare(&d->score, &search_best(s)->score) < 0) take(s, BATCH - 1);
    return d->unplaced;
}

static int is_in(const struct ruin *r, int camp)
{
    for (int i = 0; i < r->count; i++)
        if (r->camps[i] == camp) return 1;
    return 0;
}

static void add(struct ruin *r, int camp, int most)
{
    if (r->count >= most || is_in(r, camp)) return;
    r->crews[r->count] = -1;
    r->camps[r->count++] = camp;
}

/* What the crew of a job does before it, nearest first, and what comes next. */
static void add_of_crew(const struct search *s, struct ruin *r, int job, int most)
{
    const struct dispatch *d = search_best(s);
    int recent[4] = {-1, -1, -1, -1}, count = 0;
    if (d->placed[job].crew < 0) return;
    for (int at = d->first_stay[d->placed[job].crew]; at >= 0; at = d->stays[at].next) {
        if (d->stays[at].first > d->placed[job].finish) {
            add(r, d->stays[at].camp, most);
            break;
        }
        recent[count++ % 4] = d->stays[at].camp;
    }
    for (int i = 1; i <= 4 && count - i >= 0; i++)
        add(r, recent[(count - i) % 4], most);
}

static int needs(const struct job_net *n, int camp, int stock)
{
    const struct camp *c = &n->camps[camp];
    for (int j = c->job_first; j < c->job_first + c->job_count; j++)
        for (int k = 0; k < n->jobs[j].need_count; k++)
            if (n->needs[n->jobs[j].need_first + k].stock == stock) return 1;
    return 0;
}

/* Any camps that begin in the same season; with a stock, only those that draw on it. */
static void add_near(struct search *s, struct ruin *r, int camp, int stock, int most)
{
    const struct job_net *n = s->net;
    const struct dispatch *d = search_best(s);
    int start = d->placed[n->camps[camp].job_first].start;
    for (int i = 0; i < LOOKS && r->count < most; i++) {
        int other = rng_int(&s->rng, 0, n->camp_count - 1);
        const struct camp *c = &n->camps[other];
        if (c->job_count == 0) continue;
        int apart = d->placed[c->job_first].start - start;
        if (apart > SEASON || apart < -SEASON || (stock >= 0 && !needs(n, other, stock))) continue;
        add(r, other, most);
    }
}

/* A job of the camp that waited for a crew or a material, any one with equal chance; -1: none. */
static int waiting_job(struct search *s, int camp)
{
    const struct camp *c = &s->net->camps[camp];
    const struct dispatch *d = search_best(s);
    int found = -1, count = 0;
    for (int j = c->job_first; j < c->job_first + c->job_count; j++) {
        enum wait_cause cause = d->placed[j].cause;
        if (cause != WAIT_CREW && cause != WAIT_MATERIAL) continue;
        if (rng_int(&s->rng, 0, count++) == 0) found = j;
    }
    return found;
}

static int latest_start(const struct search *s, int camp)
{
    const struct camp *c = &s->net->camps[camp];
    int least = s->net->day_count;
    for (int j = c->job_first; j < c->job_first + c->job_count; j++)
        if (s->latest[j] < least) least = s->latest[j];
    return least;
}

/* Most urgent first, with some disorder; or any order. */
static void shuffle(struct search *s, struct ruin *r)
{
    int key[RUIN_MAX], spread = rng_int(&s->rng, 0, 2) ? rng_int(&s->rng, 1, 120) : 100000;
    for (int i = 0; i < r->count; i++)
        key[i] = latest_start(s, r->camps[i]) + rng_int(&s->rng, 0, spread);
    for (int i = 1; i < r->count; i++)
        for (int k = i; k > 0 && key[k] < key[k - 1]; k--) {
            int camp = r->camps[k], at = key[k];
            r->camps[k] = r->camps[k - 1];
            key[k] = key[k - 1];
            r->camps[k - 1] = camp;
            key[k - 1] = at;
        }
    for (int i = 0; i < r->count; i++)
        if (rng_int(&s->rng, 0, 5) == 0)
            r->crews[i] = rng_int(&s->rng, 0, s->net->works->crew_count - 1);
}

static void choose(struct search *s, struct ruin *r)
{
    int camps = s->net->camp_count, most = rng_int(&s->rng, 1, RUIN_MAX);
    int has_late = s->late_count > 0 && rng_int(&s->rng, 0, 9) > 0;
    int camp =
        has_late ? s->late[rng_int(&s->rng, 0, s->late_count - 1)] : rng_int(&s->rng, 0, camps - 1);
    const struct dispatch *d = search_best(s);
    int job = waiting_job(s, camp);
    r->count = 0;
    add(r, camp, most);
    if (s->net->camps[camp].job_count > 0) {
        if (job >= 0 && d->placed[job].cause == WAIT_CREW && rng_int(&s->rng, 0, 3))
            add_of_crew(s, r, job, most);
        add_near(s, r, camp, job >= 0 ? d->placed[job].stock : -1, most);
    }
    shuffle(s, r);
    r->is_holding = s->earlier && rng_int(&s->rng, 0, 1);
}

/* Back to the days of the earlier schedule, until one does not fit. */
static void hold(struct dispatch *d, const struct schedule *earlier, int camp)
{
    const struct camp *c = &d->net->camps[camp];
    for (int k = 0; k < c->job_count; k++) {
        int j = d->job_order[c->job_first + k];
        const struct activity *at = &earlier->activities[j];
        if (d->placed[j].is_placed) continue;
        if (dispatch_fits(d, j, at->crew, at->start))
            dispatch_lay_from(d, j, at->crew, at->start);
        else if (!dispatch_place(d, j, 0, -1))
            return;
    }
}

static void run_trial(void *context, int i, int thread)
{
    struct search *s = context;
    struct dispatch *d = s->dispatch[i];
    const struct ruin *r = &s->ruins[i];
    (void)thread;
    dispatch_renew(d, search_best(s));
    memcpy(d->differs, r->camps, sizeof *d->differs * (size_t)r->count);
    d->differ_count = r->count;
    for (int k = 0; k < r->count; k++)
        dispatch_take_camp_away(d, r->camps[k]);
    for (int k = 0; k < r->count; k++) {
        if (r->is_holding) hold(d, s->earlier, r->camps[k]);
        if (!dispatch_place_camp(d, r->camps[k], 0, r->crews[k])) break;
    }
    dispatch_score(d);
    if (s->earlier && d->score.moves > s->moves_max) d->score.unplaced = 1;
}

/* The trial is the best from now on, and the others differ from it where it was changed too. */
static void take_trial(struct search *s, int trial)
{
    const struct dispatch *best = s->dispatch[trial];
    for (int i = 0; i <= BATCH; i++) {
        struct dispatch *d = s->dispatch[i];
        if (i == BATCH) d->differ_count = 0;
        if (i == trial || d->differ_count < 0) continue;
        if (d->differ_count + best->differ_count > DIFFERS_MAX) {
            d->differ_count = -1;
            continue;
        }
        memcpy(d->differs + d->differ_count, best->differs,
               sizeof *d->differs * (size_t)best->differ_count);
        d->differ_count += best->differ_count;
    }
    take(s, trial);
}

static void report(const struct search *s, double done)
{
    char text[96];
    snprintf(text, sizeof text, "%.0f late days of plants", search_best(s)->score.late_days);
    progress_report(s->options->progress, done, text);
}

void search_run(struct search *s, double late_days_bound, int rounds)
{
    if (rounds == 0 || s->net->camp_count == 0 || search_best(s)->unplaced >= 0) return;
    for (int i = 0; i < BATCH; i++)
        s->dispatch[i]->differ_count = -1;
    for (int round = 0; round < rounds; round++) {
        if (search_best(s)->score.late_days <= late_days_bound || stop_wanted(s->options->stop))
            break;
        if (round % 16 == 0) list_late(s);
        for (int i = 0; i < BATCH; i++)
            choose(s, &s->ruins[i]);
        team_run(s->options->threads, BATCH, 1, run_trial, s);
        int best = 0;
        for (int i = 1; i < BATCH; i++)
            if (score_compare(&s->dispatch[i]->score, &s->dispatch[best]->score) < 0) best = i;
        if (score_compare(&s->dispatch[best]->score, &search_best(s)->score) <= 0)
            take_trial(s, best);
        report(s, (double)(round + 1) / rounds);
    }
}
