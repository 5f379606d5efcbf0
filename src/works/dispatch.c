/* SPDX-License-Identifier: Apache-2.0 */
#include "works/dispatch.h"

#include <stdlib.h>
#include <string.h>

#include "works/crew_choice.h"
#include "works/crews.h"
#include "works/dispatch_parts.h"
#include "works/stay_index.h"

struct job_bound dispatch_bound(const struct dispatch *d, int j)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    struct job_bound b = {job->release > n->status_day ? job->release : n->status_day, -1};
    for (int k = 0; k < job->link_count; k++) {
        const struct job_link *link = &n->links[job->link_first + k];
        const struct placed *before = &d->placed[link->before];
        int is_from_start = link->kind == LINK_START_START || link->kind == LINK_START_FINISH;
        int day = (is_from_start ? before->start : before->finish) + link->lag_days;
        if (link->kind == LINK_FINISH_FINISH || link->kind == LINK_START_FINISH)
            day = workdays_start_to_finish(n, job->calendar, day, job->days);
        if (day > b.day) b = (struct job_bound){day, link->before};
    }
    return b;
}

/* First day from which all materials of a job are free for good. */
static int material_day(const struct dispatch *d, const struct job *job, int day, int *stock)
{
    const struct job_net *n = d->net;
    for (int k = 0; k < job->need_count; k++) {
        const struct job_need *need = &n->needs[job->need_first + k];
        int free = stock_day(&n->stocks[need->stock], d->spare[need->stock], need->quantity, day,
                             n->day_count);
        if (free <= day) continue;
        day = free;
        *stock = need->stock;
    }
    return day;
}

/* What a job takes is spare no more from its start on; quantities may be given back. */
void dispatch_take_materials(struct dispatch *d, const struct job *job, int start, double sign)
{
    const struct job_net *n = d->net;
    for (int k = 0; k < job->need_count; k++) {
        const struct job_need *need = &n->needs[job->need_first + k];
        const struct stock *s = &n->stocks[need->stock];
        int bucket = stock_bucket(s, start);
        for (int i = bucket > 0 ? bucket : 0; i < s->count; i++)
            d->spare[need->stock][i] -= sign * need->quantity;
    }
}

/* Slot of the job with one crew, materials and all. */
struct slot dispatch_slot(const struct dispatch *d, const struct job *job, int crew, int from,
                          int span, int *stock)
{
    const struct job_net *n = d->net;
    for (;;) {
        struct slot slot = {n->day_count, n->day_count, -1, -1};
        if (crew >= 0) {
            slot = crew_find_slot(d, job, crew, from, span);
        } else {
            slot.start = workdays_start(n, job->calendar, from);
            slot.finish = workdays_finish(n, job->calendar, slot.start, job->days);
        }
        if (slot.start >= n->day_count) return slot;
        int waited = -1, day = material_day(d, job, slot.start, &waited);
        if (day <= slot.start) return slot;
        *stock = waited;
        if (day >= n->day_count) {
            slot.start = slot.finish = n->day_count;
            return slot;
        }
        from = day;
    }
}

/* What held the job back: the last thing that moved its start. */
void dispatch_tell_cause(struct dispatch *d, int j, struct job_bound b, int stock)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    struct placed *p = &d->placed[j];
    int could = workdays_start(n, job->calendar, b.day);
    p->blocker = b.blocker;
    p->stock = -1;
    p->cause = b.blocker >= 0                            ? WAIT_PHASE
               : job->gate > n->camps[job->camp].release ? WAIT_CONDITION
                                                         : WAIT_VISIT;
    if (p->start > could) {
        p->cause = stock >= 0 ? WAIT_MATERIAL : WAIT_CREW;
        p->stock = stock;
        p->blocker = -1;
    } else if (could - b.day >= n->pause_days) {
        p->cause = WAIT_CALENDAR;
    }
}

int dispatch_is_fact(const struct dispatch *d, int j)
{
    return d->net->facts && d->net->facts[j].state != JOB_PLANNED;
}

static int *crew_of(struct dispatch *d, const struct job *job)
{
    return &d->crew_of[job->camp * d->net->works->trade_count + job->trade];
}

/* Which crew, and where in what it has to do; 0: nowhere. */
static int find_place(struct dispatch *d, int j, int from, int preferred, struct placed *out,
                      struct slot *slot)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    out->stock = -1;
    if (job->trade < 0) {
        out->crew = -1;
        *slot = dispatch_slot(d, job, -1, from, 0, &out->stock);
    } else if (*crew_of(d, job) < 0 || job->is_inspection ||
               !crew_can_do(&n->works->crews[*crew_of(d, job)], job)) {
        out->crew = crew_choose(d, j, from, preferred, slot, &out->stock);
        if (out->crew < 0) return 0;
        *crew_of(d, job) = out->crew;
    } else {
        out->crew = *crew_of(d, job);
        *slot = dispatch_slot(d, job, out->crew, from, 0, &out->stock);
    }
    out->start = slot->start;
    out->finish = slot->finish;
    return slot->start < n->day_count;
}

int dispatch_place(struct dispatch *d, int j, int from, int preferred)
{
    const struct job *job = &d->net->jobs[j];
    struct job_bound b = dispatch_bound(d, j);
    struct slot slot;
    struct placed *p = &d->placed[j];
    if (from > b.day) b = (struct job_bound){from, -1};
    p->is_placed = 0;
    d->camp_scores[job->camp].is_known = 0;
    if (!find_place(d, j, b.day, preferred, p, &slot)) return 0;
    p->is_placed = 1;
    if (p->crew >= 0) crew_lay(d, j, &slot);
    dispatch_take_materials(d, job, p->start, 1);
    dispatch_tell_cause(d, j, b, p->stock);
    return 1;
}

void dispatch_lay(struct dispatch *d, int j, int crew, int start, int finish)
{
    const struct job *job = &d->net->jobs[j];
    struct placed *p = &d->placed[j];
    d->camp_scores[job->camp].is_known = 0;
    *p = (struct placed){.crew = crew,
                         .start = start,
                         .finish = finish,
                         .is_placed = 1,
                         .stay = -1,
                         .blocker = -1,
                         .stock = -1};
    if (crew >= 0) {
        crew_lay_at(d, j);
        if (job->trade >= 0) *crew_of(d, job) = crew;
    }
    dispatch_take_materials(d, job, start, 1);
}

void dispatch_take_away(struct dispatch *d, int j)
{
    struct placed *p = &d->placed[j];
    if (!p->is_placed) return;
    d->camp_scores[d->net->jobs[j].camp].is_known = 0;
    if (p->crew >= 0) crew_take_away(d, j);
    dispatch_take_materials(d, &d->net->jobs[j], p->start, -1);
    p->is_placed = 0;
}

int dispatch_fits(const struct dispatch *d, int j, int crew, int start)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    int stock = -1, finish = workdays_finish(n, job->calendar, start, job->days);
    if (workdays_start(n, job->calendar, start) != start || finish >= n->day_count) return 0;
    if (dispatch_bound(d, j).day > start || material_day(d, job, start, &stock) > start) return 0;
    if (job->trade < 0 || crew < 0) return job->trade < 0;
    return crew_can_do(&n->works->crews[crew], job) && crew_fits(d, job, crew, start, finish);
}

int dispatch_place_camp(struct dispatch *d, int camp, int from, int preferred)
{
    const struct camp *c = &d->net->camps[camp];
    for (int k = 0; k < c->job_count; k++) {
        int j = d->job_order[c->job_first + k];
        if (d->placed[j].is_placed || dispatch_place(d, j, from, preferred)) continue;
        d->unplaced = j;
        return 0;
    }
    return 1;
}

void dispatch_take_camp_away(struct dispatch *d, int camp)
{
    const struct camp *c = &d->net->camps[camp];
    int trades = d->net->works->trade_count;
    for (int t = 0; t < trades; t++)
        d->crew_of[camp * trades + t] = -1;
    for (int j = c->job_first; j < c->job_first + c->job_count; j++)
        if (!dispatch_is_fact(d, j))
            dispatch_take_away(d, j);
        else if (d->placed[j].crew >= 0)
            *crew_of(d, &d->net->jobs[j]) = d->placed[j].crew;
}

/* By day; a crew is where it works, or where it worked last. */
static void lay_facts(struct dispatch *d)
{
    const struct job_net *n = d->net;
    int count = 0;
    for (int j = 0; j < n->job_count; j++)
        if (dispatch_is_fact(d, j)) d->keys[count++] = (struct start_key){n->facts[j].start, j};
    qsort(d->keys, (size_t)count, sizeof *d->keys, start_key_compare);
    for (int i = 0; i < count; i++) {
        int j = d->keys[i].job;
        const struct job_fact *f = &n->facts[j];
        dispatch_lay(d, j, f->is_place ? f->crew : -1, f->start, f->finish);
        if (f->crew >= 0 && !n->jobs[j].is_inspection) *crew_of(d, &n->jobs[j]) = f->crew;
    }
}

void dispatch_clear(struct dispatch *d)
{
    const struct job_net *n = d->net;
    int pairs = n->camp_count * n->works->trade_count;
    for (int k = 0; k < n->works->crew_count; k++)
        d->first_stay[k] = -1;
    for (int i = 0; i < pairs; i++)
        d->crew_of[i] = -1;
    for (int j = 0; j < n->job_count; j++)
        d->placed[j].is_placed = 0;
    for (int c = 0; c < n->camp_count; c++)
        d->camp_scores[c].is_known = 0;
    for (int s = 0; s < n->stock_count; s++)
        memcpy(d->spare[s], n->stocks[s].total, sizeof(double) * (size_t)n->stocks[s].count);
    d->stay_count = 0;
    stay_index_clear(d);
    d->free_stay = -1;
    d->unplaced = -1;
    if (n->facts) lay_facts(d);
}

void dispatch_run(struct dispatch *d, const int *order)
{
    dispatch_clear(d);
    for (int i = 0; i < d->net->camp_count; i++)
        if (!dispatch_place_camp(d, order[i], 0, -1)) break;
    dispatch_score(d);
}

/* All but what is known of each job. */
static void copy_frame(struct dispatch *to, const struct dispatch *from)
{
    const struct job_net *n = to->net;
    size_t pairs = (size_t)n->camp_count * (size_t)n->works->trade_count;
    memcpy(to->stays, from->stays, sizeof *to->stays * (size_t)from->stay_count);
    memcpy(to->first_stay, from->first_stay, sizeof *to->first_stay * (size_t)n->works->crew_count);
    memcpy(to->crew_of, from->crew_of, sizeof *to->crew_of * pairs);
    for (int s = 0; s < n->stock_count; s++)
        memcpy(to->spare[s], from->spare[s], sizeof(double) * (size_t)n->stocks[s].count);
    stay_index_copy(to, from);
    memcpy(to->camp_scores, from->camp_scores, sizeof *to->camp_scores * (size_t)n->camp_count);
    to->stay_count = from->stay_count;
    to->free_stay = from->free_stay;
    to->unplaced = from->unplaced;
    to->score = from->score;
}

void dispatch_copy(struct dispatch *to, const struct dispatch *from)
{
    memcpy(to->placed, from->placed, sizeof *to->placed * (size_t)to->net->job_count);
    copy_frame(to, from);
}

void dispatch_renew(struct dispatch *to, const struct dispatch *from)
{
    if (to->differ_count < 0)
        memcpy(to->placed, from->placed, sizeof *to->placed * (size_t)to->net->job_count);
    for (int i = 0; i < to->differ_count; i++) {
        const struct camp *c = &to->net->camps[to->differs[i]];
        memcpy(to->placed + c->job_first, from->placed + c->job_first,
               sizeof *to->placed * (size_t)c->job_count);
    }
    copy_frame(to, from);
}
