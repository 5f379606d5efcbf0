/* SPDX-License-Identifier: Apache-2.0 */
#include "works/dispatch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "works/crews.h"

enum {
    SETTLE_PASSES = 4,
};

struct bound { /* earliest start by what comes before, and which job sets it */
    int day, blocker;
};

int score_compare(const struct score *x, const struct score *y)
{
    if (x->unplaced != y->unplaced) return x->unplaced - y->unplaced;
    if (x->late_days != y->late_days) return x->late_days < y->late_days ? -1 : 1;
    if (x->moves != y->moves) return x->moves - y->moves;
    if (x->ready_days != y->ready_days) return x->ready_days < y->ready_days ? -1 : 1;
    if (x->travel_km != y->travel_km) return x->travel_km < y->travel_km ? -1 : 1;
    return 0;
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for schedules");
}

/* Jobs of a camp by latest start, each after those it waits for. */
static void order_camp(struct dispatch *d, int camp, int *waits)
{
    const struct job_net *n = d->net;
    int first = n->camps[camp].job_first, count = n->camps[camp].job_count;
    int *order = d->job_order + first;
    for (int at = 0; at < count; at++) {
        int best = -1;
        for (int j = first; j < first + count; j++)
            if (waits[j] == 0 && (best < 0 || d->latest[j] < d->latest[best])) best = j;
        order[at] = best;
        waits[best] = -1;
        for (int j = best + 1; j < first + count; j++)
            for (int k = 0; k < n->jobs[j].link_count; k++)
                waits[j] -= n->links[n->jobs[j].link_first + k].before == best;
    }
}

static enum status order_jobs(struct dispatch *d, struct arena *a, struct err *e)
{
    const struct job_net *n = d->net;
    int *waits = ARENA_ARRAY(a, int, (size_t)n->job_count + 1);
    if (!waits) return out_of_memory(e);
    for (int j = 0; j < n->job_count; j++)
        waits[j] = n->jobs[j].link_count;
    for (int c = 0; c < n->camp_count; c++)
        order_camp(d, c, waits);
    return STATUS_OK;
}

/* From the first day a trade could be needed in a camp to the last. */
static void measure_spans(struct dispatch *d, const int *earliest)
{
    const struct job_net *n = d->net;
    int trades = n->works->trade_count;
    for (int c = 0; c < n->camp_count; c++) {
        const struct camp *camp = &n->camps[c];
        for (int t = 0; t < trades; t++) {
            int first = n->day_count, last = 0;
            for (int j = camp->job_first; j < camp->job_first + camp->job_count; j++) {
                if (n->jobs[j].trade != t) continue;
                int finish = workdays_finish(n, n->jobs[j].calendar, earliest[j], n->jobs[j].days);
                if (earliest[j] < first) first = earliest[j];
                if (finish > last) last = finish;
            }
            d->span[c * trades + t] = last > first ? last - first : 0;
        }
    }
}

enum status dispatch_new(struct dispatch **out, const struct job_net *n, const int *latest,
                         const int *earliest, struct arena *a, struct err *e)
{
    size_t jobs = (size_t)n->job_count + 1;
    size_t pairs = (size_t)n->camp_count * (size_t)n->works->trade_count + 1;
    struct dispatch *d = *out = ARENA_ARRAY(a, struct dispatch, 1);
    if (!d) return out_of_memory(e);
    *d = (struct dispatch){.net = n, .latest = latest};
    d->placed = ARENA_ARRAY(a, struct placed, jobs);
    d->stays = ARENA_ARRAY(a, struct dispatch_stay, jobs);
    d->first_stay = ARENA_ARRAY(a, int, (size_t)n->works->crew_count + 1);
    d->crew_of = ARENA_ARRAY(a, int, pairs);
    d->span = ARENA_ARRAY(a, int, pairs);
    d->spare = ARENA_ARRAY(a, double *, (size_t)n->stock_count + 1);
    d->job_order = ARENA_ARRAY(a, int, jobs);
    d->keys = ARENA_ARRAY(a, struct start_key, jobs);
    if (!d->placed || !d->stays || !d->first_stay || !d->crew_of || !d->span || !d->spare ||
        !d->job_order || !d->keys)
        return out_of_memory(e);
    for (int s = 0; s < n->stock_count; s++) {
        d->spare[s] = ARENA_ARRAY(a, double, (size_t)n->stocks[s].count + 1);
        if (!d->spare[s]) return out_of_memory(e);
    }
    measure_spans(d, earliest);
    return order_jobs(d, a, e);
}

static struct bound bound_of(const struct dispatch *d, int j)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    struct bound b = {job->release > n->status_day ? job->release : n->status_day, -1};
    for (int k = 0; k < job->link_count; k++) {
        const struct job_link *link = &n->links[job->link_first + k];
        const struct placed *before = &d->placed[link->before];
        int is_from_start = link->kind == LINK_START_START || link->kind == LINK_START_FINISH;
        int day = (is_from_start ? before->start : before->finish) + link->lag_days;
        if (link->kind == LINK_FINISH_FINISH || link->kind == LINK_START_FINISH)
            day = workdays_start_to_finish(n, job->calendar, day, job->days);
        if (day > b.day) b = (struct bound){day, link->before};
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
static void take_materials(struct dispatch *d, const struct job *job, int start, double sign)
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
static struct slot find_with_materials(const struct dispatch *d, const struct job *job, int crew,
                                       int from, int span, int *stock)
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

static int can_do(const struct crew *crew, const struct job *job)
{
    return crew->trades >> job->trade & 1 && job->people <= crew->strength;
}

/* The crew that can start first; of several the nearest, the preferred one before all. */
static int choose_crew(const struct dispatch *d, int j, int from, int preferred, struct slot *out,
                       int *stock)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    int trades = n->works->trade_count, best = -1;
    int span = job->is_inspection ? job->days : d->span[job->camp * trades + job->trade];
    double best_km = INFINITY;
    out->start = n->day_count;
    for (int c = 0; c < n->works->crew_count; c++) {
        const struct crew *crew = &n->works->crews[c];
        if (!can_do(crew, job)) continue;
        int waited = -1;
        struct slot slot = find_with_materials(d, job, c, from, span, &waited);
        if (slot.start >= n->day_count) continue;
        int from_camp = slot.stay >= 0    ? job->camp
                        : slot.after >= 0 ? d->stays[slot.after].camp
                                          : -1;
        double km =
            from_camp < 0 ? crew_km_from_home(d, c, job->camp) : camp_km(n, from_camp, job->camp);
        int is_better =
            best < 0 || slot.start < out->start || (slot.start == out->start && km < best_km);
        if (c != preferred && !is_better) continue;
        best = c;
        best_km = km;
        *out = slot;
        *stock = waited;
        if (c == preferred) break;
    }
    return best;
}

/* What held the job back: the last thing that moved its start. */
static void tell_cause(struct dispatch *d, int j, struct bound b, int stock)
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

static int is_fact(const struct dispatch *d, int j)
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
        *slot = find_with_materials(d, job, -1, from, 0, &out->stock);
    } else if (*crew_of(d, job) < 0 || job->is_inspection ||
               !can_do(&n->works->crews[*crew_of(d, job)], job)) {
        out->crew = choose_crew(d, j, from, preferred, slot, &out->stock);
        if (out->crew < 0) return 0;
        *crew_of(d, job) = out->crew;
    } else {
        out->crew = *crew_of(d, job);
        *slot = find_with_materials(d, job, out->crew, from, 0, &out->stock);
    }
    out->start = slot->start;
    out->finish = slot->finish;
    return slot->start < n->day_count;
}

int dispatch_place(struct dispatch *d, int j, int from, int preferred)
{
    const struct job *job = &d->net->jobs[j];
    struct bound b = bound_of(d, j);
    struct slot slot;
    struct placed *p = &d->placed[j];
    if (from > b.day) b = (struct bound){from, -1};
    p->is_placed = 0;
    if (!find_place(d, j, b.day, preferred, p, &slot)) return 0;
    p->is_placed = 1;
    if (p->crew >= 0) crew_lay(d, j, &slot);
    take_materials(d, job, p->start, 1);
    tell_cause(d, j, b, p->stock);
    return 1;
}

void dispatch_lay(struct dispatch *d, int j, int crew, int start, int finish)
{
    const struct job *job = &d->net->jobs[j];
    struct placed *p = &d->placed[j];
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
    take_materials(d, job, start, 1);
}

void dispatch_take_away(struct dispatch *d, int j)
{
    struct placed *p = &d->placed[j];
    if (!p->is_placed) return;
    if (p->crew >= 0) crew_take_away(d, j);
    take_materials(d, &d->net->jobs[j], p->start, -1);
    p->is_placed = 0;
}

int dispatch_fits(const struct dispatch *d, int j, int crew, int start)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    int stock = -1, finish = workdays_finish(n, job->calendar, start, job->days);
    if (workdays_start(n, job->calendar, start) != start || finish >= n->day_count) return 0;
    if (bound_of(d, j).day > start || material_day(d, job, start, &stock) > start) return 0;
    if (job->trade < 0 || crew < 0) return job->trade < 0;
    return can_do(&n->works->crews[crew], job) && crew_fits(d, job, crew, start, finish);
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
        if (!is_fact(d, j))
            dispatch_take_away(d, j);
        else if (d->placed[j].crew >= 0)
            *crew_of(d, &d->net->jobs[j]) = d->placed[j].crew;
}

int dispatch_is_moved(const struct dispatch *d, int j)
{
    const struct activity *earlier = &d->earlier->activities[j];
    const struct placed *p = &d->placed[j];
    return !is_fact(d, j) && (p->start != earlier->start || p->crew != earlier->crew);
}

void dispatch_score(struct dispatch *d)
{
    const struct job_net *n = d->net;
    struct score score = {.unplaced = d->unplaced >= 0};
    for (int j = 0; j < n->job_count && d->earlier; j++)
        score.moves += dispatch_is_moved(d, j);
    for (int c = 0; c < n->camp_count; c++) {
        const struct camp *camp = &n->camps[c];
        for (int j = camp->job_first; j < camp->job_first + camp->job_count;) {
            int facility = n->jobs[j].facility, ready = 0;
            for (; j < camp->job_first + camp->job_count && n->jobs[j].facility == facility; j++)
                if (d->placed[j].finish > ready) ready = d->placed[j].finish;
            score.ready_days += ready;
            if (ready > n->due[facility]) score.late_days += ready - n->due[facility];
        }
    }
    for (int k = 0; k < n->works->crew_count; k++) {
        int from = -1;
        for (int s = d->first_stay[k]; s >= 0; from = d->stays[s].camp, s = d->stays[s].next)
            score.travel_km += from < 0 ? crew_km_from_home(d, k, d->stays[s].camp)
                                        : camp_km(n, from, d->stays[s].camp);
    }
    d->score = score;
}

/* By day; a crew is where it works, or where it worked last. */
static void lay_facts(struct dispatch *d)
{
    const struct job_net *n = d->net;
    int count = 0;
    for (int j = 0; j < n->job_count; j++)
        if (is_fact(d, j)) d->keys[count++] = (struct start_key){n->facts[j].start, j};
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
    for (int s = 0; s < n->stock_count; s++)
        memcpy(d->spare[s], n->stocks[s].total, sizeof(double) * (size_t)n->stocks[s].count);
    d->stay_count = 0;
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

void dispatch_copy(struct dispatch *to, const struct dispatch *from)
{
    const struct job_net *n = to->net;
    size_t pairs = (size_t)n->camp_count * (size_t)n->works->trade_count;
    memcpy(to->placed, from->placed, sizeof *to->placed * (size_t)n->job_count);
    memcpy(to->stays, from->stays, sizeof *to->stays * (size_t)from->stay_count);
    memcpy(to->first_stay, from->first_stay, sizeof *to->first_stay * (size_t)n->works->crew_count);
    memcpy(to->crew_of, from->crew_of, sizeof *to->crew_of * pairs);
    for (int s = 0; s < n->stock_count; s++)
        memcpy(to->spare[s], from->spare[s], sizeof(double) * (size_t)n->stocks[s].count);
    to->stay_count = from->stay_count;
    to->free_stay = from->free_stay;
    to->unplaced = from->unplaced;
    to->score = from->score;
}

/* The last thing the crew finished before the job. */
static int done_before(const struct dispatch *d, int j)
{
    int last = -1;
    for (int s = d->first_stay[d->placed[j].crew]; s >= 0; s = d->stays[s].next)
        for (int i = d->stays[s].jobs; i >= 0; i = d->placed[i].next) {
            const struct placed *p = &d->placed[i];
            if (i == j || p->finish > d->placed[j].start) continue;
            if (last < 0 || p->finish > d->placed[last].finish) last = i;
        }
    return last;
}

/* Again, as early as can be with the crew it has; back to where it was when that is later. */
static int settle(struct dispatch *d, int j)
{
    const struct job *job = &d->net->jobs[j];
    struct placed *p = &d->placed[j], old = *p;
    struct bound b = bound_of(d, j);
    dispatch_take_away(d, j);
    struct slot slot = find_with_materials(d, job, old.crew, b.day, 0, (p->stock = -1, &p->stock));
    int stock = p->stock, is_earlier = slot.start < old.start;
    if (is_earlier) {
        p->start = slot.start;
        p->finish = slot.finish;
        p->is_placed = 1;
        if (p->crew >= 0) crew_lay(d, j, &slot);
        take_materials(d, job, p->start, 1);
    } else {
        dispatch_lay(d, j, old.crew, old.start, old.finish);
    }
    tell_cause(d, j, b, stock);
    return is_earlier;
}

int start_key_compare(const void *left, const void *right)
{
    const struct start_key *a = left, *b = right;
    return a->start != b->start ? (a->start < b->start ? -1 : 1) : a->job - b->job;
}

void dispatch_settle(struct dispatch *d)
{
    const struct job_net *n = d->net;
    for (int pass = 0, changed = 1; pass < SETTLE_PASSES && changed; pass++) {
        changed = 0;
        for (int j = 0; j < n->job_count; j++)
            d->keys[j] = (struct start_key){d->placed[j].start, j};
        qsort(d->keys, (size_t)n->job_count, sizeof *d->keys, start_key_compare);
        for (int i = 0; i < n->job_count; i++)
            if (!is_fact(d, d->keys[i].job)) changed |= settle(d, d->keys[i].job);
    }
    for (int j = 0; j < n->job_count; j++)
        if (d->placed[j].cause == WAIT_CREW && d->placed[j].crew >= 0)
            d->placed[j].blocker = done_before(d, j);
    dispatch_score(d);
}
