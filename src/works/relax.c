/* SPDX-License-Identifier: Apache-2.0 */
#include "works/relax.h"

#include <string.h>

#include "works/fill.h"
#include "works/workdays.h"

enum {
    YEAR_DAYS = 365,
    JOBS_MAX = 512, /* of one plant that are asked about */
    PAIR_TIMES = 3, /* two count as one cause when they gain more than so many times one alone */
};

struct question { /* about one plant */
    struct relax *r;
    int facility, job;
    int first, count; /* jobs of the plant */
    struct job kept[JOBS_MAX];
    int base; /* day it is done with nothing out of the way */
};

enum status relax_open(struct relax *out, const struct job_net *net, const struct schedule *given,
                       struct arena *a, struct err *e)
{
    *out = (struct relax){.net = *net};
    out->net.jobs = ARENA_ARRAY(a, struct job, (size_t)net->job_count + 1);
    if (!out->net.jobs) return err_set(e, STATUS_NOMEM, "out of memory for a question");
    memcpy(out->net.jobs, net->jobs, sizeof *net->jobs * (size_t)net->job_count);
    TRY(times_compute(&out->times, net, a, e));
    TRY(dispatch_new(&out->whole, &out->net, out->times.latest, out->times.earliest, a, e));
    TRY(dispatch_new(&out->trial, &out->net, out->times.latest, out->times.earliest, a, e));
    dispatch_clear(out->whole);
    schedule_lay(out->whole, given);
    return STATUS_OK;
}

/* --- one thing out of the way ------------------------------------------------------------- */

static void drop_need(const struct job_net *n, struct job *job, int resource)
{
    for (int k = 0; k < job->need_count;) {
        struct job_need *need = &n->needs[job->need_first + k];
        if (n->stocks[need->stock].resource != resource) {
            k++;
            continue;
        }
        struct job_need last = n->needs[job->need_first + --job->need_count];
        n->needs[job->need_first + job->need_count] = *need;
        *need = last;
    }
}

static void apply(const struct job_net *n, struct job *job, enum phase_condition condition,
                  const struct relax_cause *c)
{
    int release = n->camps[job->camp].release;
    switch (c->kind) {
    case RELAX_CREW:
        if (job->trade == c->what) job->trade = -1;
        break;
    case RELAX_MATERIAL:
        drop_need(n, job, c->what);
        break;
    case RELAX_CONDITION:
        if ((int)condition == c->what && job->gate > 0) {
            job->release = release;
            job->gate = 0;
        }
        break;
    case RELAX_PAUSES:
        if (job->calendar == c->what) job->calendar = workdays_without_pauses(n->works, c->what);
        break;
    case RELAX_VISIT:
        job->release = release - YEAR_DAYS;
        if (job->gate > job->release) job->release = job->gate;
        if (job->release < 0) job->release = 0;
        break;
    }
}

/* Day it is done with these things out of the way; day_count: never. */
static int done_day(struct question *q, const struct relax_cause *causes, const int *used,
                    int used_count)
{
    const struct job_net *n = &q->r->net;
    struct dispatch *d = q->r->trial;
    int day = 0, trades = n->works->trade_count, camp = n->jobs[q->first].camp;
    int crews[TRADE_MAX];
    memcpy(crews, d->crew_of + camp * trades, sizeof *crews * (size_t)trades);
    for (int i = 0; i < used_count; i++)
        for (int j = q->first; j < q->first + q->count; j++)
            apply(n, &q->r->net.jobs[j], n->works->phases[n->jobs[j].phase].condition,
                  &causes[used[i]]);
    for (int k = 0; k < n->camps[camp].job_count && day < n->day_count; k++) {
        int j = d->job_order[n->camps[camp].job_first + k];
        if (d->placed[j].is_placed) continue;
        if (!dispatch_place(d, j, 0, -1))
            day = n->day_count;
        else if ((q->job < 0 || q->job == j) && d->placed[j].finish > day)
            day = d->placed[j].finish;
    }
    for (int j = q->first; j < q->first + q->count; j++)
        dispatch_take_away(d, j);
    memcpy(q->r->net.jobs + q->first, q->kept, sizeof *q->kept * (size_t)q->count);
    memcpy(d->crew_of + camp * trades, crews, sizeof *crews * (size_t)trades);
    return day;
}

/* --- what could be out of the way --------------------------------------------------------- */

static void offer(struct relax_answer *out, enum relax_kind kind, int what)
{
    for (int i = 0; i < out->count; i++)
        if (out->causes[i].kind == kind && out->causes[i].what == what) return;
    if (out->count < RELAX_CAUSES_MAX)
        out->causes[out->count++] = (struct relax_cause){kind, what, 0, -1};
}

static void list_causes(struct relax_answer *out, const struct question *q)
{
    const struct job_net *n = &q->r->net;
    for (int j = q->first; j < q->first + q->count; j++)
        offer(out, RELAX_CREW, n->jobs[j].trade);
    for (int j = q->first; j < q->first + q->count; j++)
        for (int k = 0; k < n->jobs[j].need_count; k++)
            offer(out, RELAX_MATERIAL,
                  n->stocks[n->needs[n->jobs[j].need_first + k].stock].resource);
    for (int j = q->first; j < q->first + q->count; j++)
        if (n->jobs[j].gate > 0)
            offer(out, RELAX_CONDITION, (int)n->works->phases[n->jobs[j].phase].condition);
    for (int j = q->first; j < q->first + q->count; j++) {
        int calendar = n->jobs[j].calendar;
        if (calendar < n->works->calendar_count && n->works->calendars[calendar].pause_count > 0)
            offer(out, RELAX_PAUSES, calendar);
    }
    offer(out, RELAX_VISIT, 0);
}

/* The cause, the visit apart, that gains most on top of those used; 0: none gains. */
static int best_next(struct question *q, const struct relax_answer *out, int *used, int used_count,
                     int *day)
{
    int best = -1;
    for (int i = 0; i < out->count; i++) {
        if (out->causes[i].kind == RELAX_VISIT) continue;
        used[used_count] = i;
        int with = done_day(q, out->causes, used, used_count + 1);
        if (with >= *day) continue;
        *day = with;
        best = i;
    }
    used[used_count] = best;
    return best >= 0;
}

/* Two that gain far more together than any one alone; 0: none do. */
static int best_pair(struct question *q, const struct relax_answer *out, int *used, int used_count,
                     int *day)
{
    int single = used[used_count], best = -1, other = -1, least = *day;
    for (int i = 0; i < out->count; i++)
        for (int k = i + 1; k < out->count; k++) {
            if (out->causes[i].kind == RELAX_VISIT || out->causes[k].kind == RELAX_VISIT) continue;
            used[used_count] = i;
            used[used_count + 1] = k;
            int with = done_day(q, out->causes, used, used_count + 2);
            if (with >= least) continue;
            least = with;
            best = i;
            other = k;
        }
    used[used_count] = single;
    if (best < 0) return 0;
    used[used_count] = best;
    used[used_count + 1] = other;
    *day = least;
    return 2;
}

static int the_visit(struct question *q, const struct relax_answer *out, int *used, int used_count,
                     int *day)
{
    used[used_count] = out->count - 1; /* it is offered last */
    int with = done_day(q, out->causes, used, used_count + 1);
    if (with >= *day) return 0;
    *day = with;
    return 1;
}

/* One step of the chain: how many causes it adds, with the day it leads to. */
static int step(struct question *q, const struct relax_answer *out, int *used, int *day)
{
    int at = out->chain_count, single = *day, paired = *day;
    int added = best_next(q, out, used, at, &single), first = used[at];
    if (single > out->due && best_pair(q, out, used, at, &paired)) {
        if (*day - paired > PAIR_TIMES * (*day - single)) {
            *day = paired;
            return 2;
        }
        used[at] = first;
    }
    *day = single;
    return added;
}

/* From the cause that gains most on, until the plant is in time or nothing gains. */
static void follow(struct question *q, struct relax_answer *out, int *used)
{
    int day = q->base, is_over = 0;
    while (!is_over && out->chain_count + 2 < RELAX_CHAIN_MAX &&
           (out->chain_count == 0 || day > out->due)) {
        int added = step(q, out, used, &day);
        if (!added) {
            added = the_visit(q, out, used, out->chain_count, &day);
            is_over = 1;
        }
        for (int i = 0; i < added; i++)
            out->causes[used[out->chain_count + i]].together_days = q->base - day;
        out->chain_count += added;
    }
    out->left_days = day > out->due ? day - out->due : 0;
}

/* The chain first, then the others, most days first. */
static void arrange(struct relax_answer *out, const int *used)
{
    struct relax_cause list[RELAX_CAUSES_MAX];
    int count = 0;
    for (int i = 0; i < out->chain_count; i++)
        list[count++] = out->causes[used[i]];
    for (int i = 0; i < out->count; i++) {
        if (out->causes[i].together_days >= 0) continue;
        int at = count++;
        for (; at > out->chain_count && list[at - 1].alone_days < out->causes[i].alone_days; at--)
            list[at] = list[at - 1];
        list[at] = out->causes[i];
    }
    memcpy(out->causes, list, sizeof *list * (size_t)count);
}

static void find_jobs(struct question *q)
{
    const struct job_net *n = &q->r->net;
    q->first = q->count = 0;
    for (int j = 0; j < n->job_count && q->count < JOBS_MAX; j++) {
        if (n->jobs[j].facility != q->facility) continue;
        if (q->count++ == 0) q->first = j;
    }
    memcpy(q->kept, n->jobs + q->first, sizeof *q->kept * (size_t)q->count);
}

void relax_ask(struct relax_answer *out, struct relax *r, int facility, int job)
{
    struct question q = {.r = r, .facility = facility, .job = job};
    int used[RELAX_CHAIN_MAX] = {0}, again;
    *out = (struct relax_answer){.due = r->net.due[facility]};
    find_jobs(&q);
    if (q.count == 0) return;
    for (int j = q.first; j < q.first + q.count; j++)
        if ((job < 0 || job == j) && r->whole->placed[j].finish > out->day)
            out->day = r->whole->placed[j].finish;
    dispatch_copy(r->trial, r->whole);
    for (int j = q.first; j < q.first + q.count; j++)
        dispatch_take_away(r->trial, j);
    again = done_day(&q, out->causes, used, 0);
    q.base = again < out->day ? again : out->day;
    out->loose_days = out->day - q.base;
    list_causes(out, &q);
    for (int i = 0; i < out->count; i++) {
        used[0] = i;
        int alone = q.base - done_day(&q, out->causes, used, 1);
        out->causes[i].alone_days = alone > 0 ? alone : 0;
    }
    follow(&q, out, used);
    arrange(out, used);
}
