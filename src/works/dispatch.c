/* SPDX-License-Identifier: Apache-2.0 */
#include "works/dispatch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CALENDAR_WAIT = 7, /* days without work that are worth telling */
    IDLE_DAYS = 7,     /* a crew with nothing to do for longer may be sent elsewhere meanwhile */
};

struct bound { /* earliest start by what comes before, and which job sets it */
    int day, blocker;
};

struct slot {          /* where a job can go in the stays of a crew */
    int start, finish; /* start == day_count: nowhere */
    int stay;          /* existing one, or -1 */
    int after;         /* stay before the new one, or -1 */
};

struct order_key {
    int job, latest;
};

int score_compare(const struct score *x, const struct score *y)
{
    if (x->unplaced != y->unplaced) return x->unplaced - y->unplaced;
    if (x->late_days != y->late_days) return x->late_days < y->late_days ? -1 : 1;
    if (x->ready_days != y->ready_days) return x->ready_days < y->ready_days ? -1 : 1;
    if (x->travel_km != y->travel_km) return x->travel_km < y->travel_km ? -1 : 1;
    return 0;
}

int crew_travel_days(const struct crew *c, double km)
{
    if (!(km > 0)) return 0;
    return (int)ceil(km / c->travel_km_day) + c->camp_days;
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
    d->left = ARENA_ARRAY(a, double *, (size_t)n->stock_count + 1);
    d->job_order = ARENA_ARRAY(a, int, jobs);
    if (!d->placed || !d->stays || !d->first_stay || !d->crew_of || !d->span || !d->left ||
        !d->job_order)
        return out_of_memory(e);
    for (int s = 0; s < n->stock_count; s++) {
        d->left[s] = ARENA_ARRAY(a, double, (size_t)n->stocks[s].count + 1);
        if (!d->left[s]) return out_of_memory(e);
    }
    measure_spans(d, earliest);
    return order_jobs(d, a, e);
}

static struct bound bound_of(const struct dispatch *d, int j)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    struct bound b = {job->release, -1};
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

static double people_of(const struct job *job, const struct crew *crew)
{
    if (job->days == 0) return 0;
    return job->people < 0 ? crew->strength : job->people;
}

/* People of a stay who are at work on a day. */
static double at_work(const struct dispatch *d, const struct crew *crew, int stay, int day)
{
    double sum = 0;
    for (int j = d->stays[stay].jobs; j >= 0; j = d->placed[j].next)
        if (d->placed[j].start <= day && day < d->placed[j].finish)
            sum += people_of(&d->net->jobs[j], crew);
    return sum;
}

/* First day after `day` on which somebody of the stay gets free; day_count: none. */
static int next_free(const struct dispatch *d, int stay, int day)
{
    int next = d->net->day_count;
    for (int j = d->stays[stay].jobs; j >= 0; j = d->placed[j].next)
        if (d->placed[j].finish > day && d->placed[j].finish < next) next = d->placed[j].finish;
    return next;
}

static int has_people(const struct dispatch *d, const struct crew *crew, int stay, double people,
                      int start, int finish)
{
    double most = crew->strength * (1 + 1e-9);
    if (at_work(d, crew, stay, start) + people > most) return 0;
    for (int j = d->stays[stay].jobs; j >= 0; j = d->placed[j].next) {
        int day = d->placed[j].start;
        if (day > start && day < finish && at_work(d, crew, stay, day) + people > most) return 0;
    }
    return 1;
}

/* Into a stay, which may begin earlier or end later within lo..hi, but not stand idle for long. */
static int fit_stay(const struct dispatch *d, const struct job *job, const struct crew *crew,
                    int stay, int lo, int hi, struct slot *out)
{
    const struct job_net *n = d->net;
    const struct dispatch_stay *s = &d->stays[stay];
    double people = people_of(job, crew);
    for (int day = lo;;) {
        int start = workdays_start(n, job->calendar, day);
        int finish = workdays_finish(n, job->calendar, start, job->days);
        if (finish > hi || finish >= n->day_count || start > s->last + IDLE_DAYS) return 0;
        int is_near = finish + IDLE_DAYS >= s->first;
        if (is_near && has_people(d, crew, stay, people, start, finish)) {
            *out = (struct slot){start, finish, stay, -1};
            return 1;
        }
        day = is_near ? next_free(d, stay, start) : s->first - IDLE_DAYS - (finish - start);
        if (day <= start) day = start + 1;
    }
}

static int fit_gap(const struct dispatch *d, const struct job *job, int span, int after, int lo,
                   int hi, struct slot *out)
{
    const struct job_net *n = d->net;
    int start = workdays_start(n, job->calendar, lo);
    int finish = workdays_finish(n, job->calendar, start, job->days);
    if (start >= n->day_count || finish >= n->day_count || finish > hi) return 0;
    if (hi < n->day_count && start + span > hi) return 0;
    *out = (struct slot){start, finish, -1, after};
    return 1;
}

static int days_between(const struct dispatch *d, const struct crew *crew, int from, int to)
{
    return from == to ? 0 : crew_travel_days(crew, camp_km(d->net, from, to));
}

static double km_from_home(const struct dispatch *d, int crew, int camp)
{
    const struct home *home = &d->net->homes[crew];
    const struct camp *to = &d->net->camps[camp];
    return place_km(home->lon, home->lat, to->lon, to->lat);
}

/* Earliest place of a job from a day on among what the crew has to do. */
static struct slot find_slot(const struct dispatch *d, const struct job *job, int crew_index,
                             int from, int span)
{
    const struct job_net *n = d->net;
    const struct crew *crew = &n->works->crews[crew_index];
    struct slot slot = {n->day_count, n->day_count, -1, -1};
    int camp = job->camp, before = -1, at = d->first_stay[crew_index];
    while (at >= 0 && d->stays[at].last + IDLE_DAYS < from &&
           (d->stays[at].next < 0 || d->stays[d->stays[at].next].first < from)) {
        before = at;
        at = d->stays[at].next;
    }
    for (;; before = at, at = d->stays[at].next) {
        int lo = before < 0
                     ? crew->day_from + crew_travel_days(crew, km_from_home(d, crew_index, camp))
                     : d->stays[before].last + days_between(d, crew, d->stays[before].camp, camp);
        if (lo < from) lo = from;
        int hi = at < 0 ? crew->day_to
                        : d->stays[at].first - days_between(d, crew, camp, d->stays[at].camp);
        if (fit_gap(d, job, span, before, lo, hi, &slot)) return slot;
        if (at < 0) return slot;
        if (d->stays[at].camp != camp) continue;
        int next = d->stays[at].next;
        hi = next < 0 ? crew->day_to
                      : d->stays[next].first - days_between(d, crew, camp, d->stays[next].camp);
        if (fit_stay(d, job, crew, at, lo, hi, &slot)) return slot;
    }
}

/* First day from which all materials of a job are free for good. */
static int material_day(const struct dispatch *d, const struct job *job, int day, int *stock)
{
    const struct job_net *n = d->net;
    for (int k = 0; k < job->need_count; k++) {
        const struct job_need *need = &n->needs[job->need_first + k];
        int free = stock_day(&n->stocks[need->stock], d->left[need->stock], need->quantity, day,
                             n->day_count);
        if (free <= day) continue;
        day = free;
        *stock = need->stock;
    }
    return day;
}

/* Of what has arrived by the start the latest first, so that most is left for earlier days. */
static void take_materials(struct dispatch *d, const struct job *job, int start)
{
    const struct job_net *n = d->net;
    for (int k = 0; k < job->need_count; k++) {
        const struct job_need *need = &n->needs[job->need_first + k];
        const struct stock *s = &n->stocks[need->stock];
        double *left = d->left[need->stock], rest = need->quantity;
        int i = s->count - 1;
        while (i >= 0 && s->day[i] > start)
            i--;
        for (; i >= 0 && rest > 0; i--) {
            double taken = fmin(rest, left[i]);
            left[i] -= taken;
            rest -= taken;
        }
    }
}

/* Slot of the job with one crew, materials and all. */
static struct slot find_with_materials(const struct dispatch *d, const struct job *job, int crew,
                                       int from, int span, int *stock)
{
    const struct job_net *n = d->net;
    for (;;) {
        struct slot slot = find_slot(d, job, crew, from, span);
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
            from_camp < 0 ? km_from_home(d, c, job->camp) : camp_km(n, from_camp, job->camp);
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

static int new_stay(struct dispatch *d, int crew, int camp, const struct slot *slot)
{
    int stay = d->stay_count++;
    int *link = slot->after >= 0 ? &d->stays[slot->after].next : &d->first_stay[crew];
    d->stays[stay] = (struct dispatch_stay){camp, slot->start, slot->finish, -1, *link};
    *link = stay;
    return stay;
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
    p->cause = b.blocker >= 0 ? WAIT_PHASE : job->is_gated ? WAIT_CONDITION : WAIT_VISIT;
    if (p->start > could) {
        p->cause = stock >= 0 ? WAIT_MATERIAL : WAIT_CREW;
        p->stock = stock;
        p->blocker = -1;
    } else if (could - b.day >= CALENDAR_WAIT) {
        p->cause = WAIT_CALENDAR;
    }
}

static int place_job(struct dispatch *d, int j, int preferred)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    int *crew = &d->crew_of[job->camp * n->works->trade_count + job->trade];
    struct bound b = bound_of(d, j);
    struct slot slot;
    int stock = -1;
    if (*crew < 0 || job->is_inspection || !can_do(&n->works->crews[*crew], job)) {
        int chosen = choose_crew(d, j, b.day, preferred, &slot, &stock);
        if (chosen < 0) return 0;
        *crew = chosen;
    } else {
        slot = find_with_materials(d, job, *crew, b.day, 0, &stock);
        if (slot.start >= n->day_count) return 0;
    }
    int stay = slot.stay >= 0 ? slot.stay : new_stay(d, *crew, job->camp, &slot);
    struct dispatch_stay *s = &d->stays[stay];
    if (slot.start < s->first) s->first = slot.start;
    if (slot.finish > s->last) s->last = slot.finish;
    d->placed[j] = (struct placed){
        .crew = *crew, .stay = stay, .start = slot.start, .finish = slot.finish, .next = s->jobs};
    s->jobs = j;
    take_materials(d, job, slot.start);
    tell_cause(d, j, b, stock);
    return 1;
}

static void add_up(struct dispatch *d)
{
    const struct job_net *n = d->net;
    struct score score = {.unplaced = d->unplaced >= 0};
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
            score.travel_km += from < 0 ? km_from_home(d, k, d->stays[s].camp)
                                        : camp_km(n, from, d->stays[s].camp);
    }
    d->score = score;
}

void dispatch_run(struct dispatch *d, const struct genes *genes)
{
    const struct job_net *n = d->net;
    int pairs = n->camp_count * n->works->trade_count;
    for (int k = 0; k < n->works->crew_count; k++)
        d->first_stay[k] = -1;
    for (int i = 0; i < pairs; i++)
        d->crew_of[i] = -1;
    for (int s = 0; s < n->stock_count; s++)
        memcpy(d->left[s], n->stocks[s].quantity, sizeof(double) * (size_t)n->stocks[s].count);
    d->stay_count = 0;
    d->unplaced = -1;
    for (int i = 0; i < n->camp_count && d->unplaced < 0; i++) {
        const struct camp *camp = &n->camps[genes->order[i]];
        for (int k = 0; k < camp->job_count && d->unplaced < 0; k++) {
            int j = d->job_order[camp->job_first + k];
            if (!place_job(d, j, genes->preferred[genes->order[i]])) d->unplaced = j;
        }
    }
    add_up(d);
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

void dispatch_explain(struct dispatch *d)
{
    for (int i = 0; i < d->net->job_count; i++)
        if (d->placed[i].cause == WAIT_CREW) d->placed[i].blocker = done_before(d, i);
}
