/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Late days that no schedule avoids because crews of a trade, or their people, are few.
 *
 * Jobs of a trade in a plant that follow one another take at least so many days on which a crew
 * is in the camp (`stay`); a crew is in one camp at a time.  Plants of a camp share these days.  A
 * day of presence on day t of a plant that may be left on day d costs 0 before d and then
 * 1 + (t - d) / stay: over the last `stay` days before a completion that sums up to its lateness,
 * over any days before it to no more (Pan & Shi 2007, for machines).  So the cheapest way to give
 * every camp its days, within the crews there are, is a bound: a transportation problem, whose
 * crews are priced (Lagrange).  First prices are what waiting for the end of a time without a free
 * crew would cost those served in it, by the order of their days d; they are improved by
 * subgradient steps.  Days are taken BUCKET at a time, at the cost of the first.  People are taken in the same way: every plant needs
 * those of its jobs, at most `rate` of them at a time.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "works/bound.h"

enum {
    BUCKET = 4,
    HORIZON = 160, /* buckets looked at from the first day of a camp; later ones are free */
    HORIZON_MAX = 400,
    HORIZON_CAMPS = 4000, /* of few camps: buckets x camps */
    STEPS = 60,           /* of small works */
    STEP_CAMPS = 100000,  /* steps x camps, at most, but for LEAST_STEPS */
    LEAST_STEPS = 10,
    PATIENCE = 6,
};

static const double DRIFT = 0.6;
static const double LEVEL = 0.3; /* aimed at first: so much of the late days above the best */

enum scarce {
    CREWS, /* one for each camp */
    PEOPLE,
    SCARCE_COUNT,
};

struct presence { /* need of a trade, of a camp or a plant */
    int from, stay;
    double rate; /* crews, people */
    int first;   /* bucket */
    int count;   /* buckets */
    int leave;   /* first day that costs something */
    int number;
    int begun, done; /* buckets it takes in the order of these days */
    double *cost;
};

struct crew_bound {
    const struct job_net *n;
    const struct times *t;
    int *const *ready;
    struct arena *a;
    int *shortest;        /* [phase] days from begin to end, at least */
    double *chain, *peak; /* [job] crew-days or people-days up to its end; most at a time */
    int *head;            /* where they begin at the earliest */
    double least;         /* people of the smallest crew of the trade */
    struct presence *camps;
    int camp_count, bucket_count, horizon;
    char *is_used;                             /* [bucket] */
    double *room, *price, *best, *use, *drift; /* [bucket] */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the bound of a schedule");
}

/* A crew is there from the first to the last day of a job, pauses and all. */
static int shortest_of(const struct job_net *n, const struct phase *phase)
{
    const struct workdays *c =
        &n->calendars[phase->calendar >= 0 ? phase->calendar : n->works->calendar_count];
    int least = phase->days == 0 ? 0 : n->day_count;
    for (int i = 0; phase->days > 0 && i + phase->days <= c->count; i++) {
        int days = c->day[i + phase->days - 1] + 1 - c->day[i];
        if (days < least) least = days;
    }
    return least;
}

/* For every job the longest row of jobs of the trade that ends with it, each after the other. */
static void find_chains(struct crew_bound *b, int trade, enum scarce scarce)
{
    const struct job_net *n = b->n;
    for (int j = 0; j < n->job_count; j++) {
        const struct job *job = &n->jobs[j];
        b->chain[j] = b->peak[j] = 0;
        b->head[j] = n->day_count;
        for (int k = 0; k < job->link_count; k++) {
            const struct job_link *link = &n->links[job->link_first + k];
            if (link->kind != LINK_FINISH_START || link->lag_days < 0) continue;
            if (b->chain[link->before] <= b->chain[j]) continue;
            b->chain[j] = b->chain[link->before];
            b->peak[j] = b->peak[link->before];
            b->head[j] = b->head[link->before];
        }
        int is_planned = !n->facts || n->facts[j].state == JOB_PLANNED;
        int days = job->is_inspection ? job->days : b->shortest[job->phase];
        if (job->trade != trade || !is_planned || days == 0) continue;
        if (b->chain[j] == 0) b->head[j] = b->t->earliest[j];
        double rate = scarce == CREWS ? 1 : job->people < 0 ? b->least : job->people;
        b->chain[j] += days * rate;
        b->peak[j] = fmax(b->peak[j], rate);
    }
}

/* The job with the longest row in a plant that begins with job `first`; *next: after the plant. */
static int last_of_chain(const struct crew_bound *b, int first, int *next)
{
    const struct job_net *n = b->n;
    int best = first, facility = n->jobs[first].facility, j = first;
    for (; j < n->job_count && n->jobs[j].facility == facility; j++)
        if (b->chain[j] > b->chain[best]) best = j;
    *next = j;
    return best;
}

/* Day d such that the plant is late by base + C - d, at least, when the job ends on any C. */
static int leave_by(const struct crew_bound *b, int j)
{
    const struct job_net *n = b->n;
    const struct job *job = &n->jobs[j];
    int due = n->due[job->facility], leave = 0;
    int base = b->t->ready[job->facility] > due ? b->t->ready[job->facility] - due : 0;
    for (int day = 0; day <= n->day_count; day++) {
        int done = job->is_inspection ? day - job->days : day;
        int late = b->ready[job->phase][done > 0 ? done : 0] - due;
        int limit = late > 0 ? day - late : day;
        if (limit > leave) leave = limit;
    }
    return leave + base;
}

static int stay_of(const struct crew_bound *b, int j)
{
    return b->peak[j] > 0 ? (int)(b->chain[j] / b->peak[j] + 1e-9) : 0;
}

/* So many days that the plants which need as many, times them, are most. */
static int choose_stay(const struct crew_bound *b, const struct camp *c)
{
    int stay = 0, most = 0, next = 0, end = c->job_first + c->job_count;
    for (int i = c->job_first; i < end; i = next) {
        int days = stay_of(b, last_of_chain(b, i, &next)), sum = 0, after = 0;
        for (int k = c->job_first; k < end; k = after)
            if (stay_of(b, last_of_chain(b, k, &after)) >= days) sum += days;
        if (sum <= most) continue;
        most = sum;
        stay = days;
    }
    return stay;
}

static void add_cost(struct presence *x, int leave)
{
    if (leave < x->leave) x->leave = leave;
    for (int i = 0; i < x->count; i++) {
        int day = (x->first + i) * BUCKET;
        if (day < x->from) day = x->from;
        if (day >= leave) x->cost[i] += 1 + (day - leave) / x->stay;
    }
}

/* Plants from one job to before another, as one. */
static enum status add_presence(struct crew_bound *b, int first, int end, int stay, struct err *e)
{
    int next = 0;
    struct presence *x = &b->camps[b->camp_count];
    *x = (struct presence){.from = b->n->day_count,
                           .leave = 2 * b->n->day_count,
                           .number = b->camp_count,
                           .stay = stay};
    if (x->stay == 0) return STATUS_OK;
    for (int i = first; i < end; i = next) {
        int j = last_of_chain(b, i, &next);
        x->rate = fmax(x->rate, b->peak[j]);
        if (stay_of(b, j) >= x->stay && b->head[j] < x->from) x->from = b->head[j];
    }
    if (x->from >= b->n->day_count) return STATUS_OK;
    x->first = x->from / BUCKET;
    x->count = b->bucket_count - x->first < b->horizon ? b->bucket_count - x->first : b->horizon;
    x->cost = ARENA_ARRAY(b->a, double, (size_t)x->count);
    if (!x->cost) return out_of_memory(e);
    for (int i = first; i < end; i = next) {
        int j = last_of_chain(b, i, &next);
        if (stay_of(b, j) >= x->stay) add_cost(x, leave_by(b, j));
    }
    b->camp_count++;
    return STATUS_OK;
}

/* Crews by camp, people by plant. */
static enum status add_camp(struct crew_bound *b, const struct camp *c, enum scarce scarce,
                            struct err *e)
{
    int end = c->job_first + c->job_count, next = 0;
    if (scarce == CREWS) return add_presence(b, c->job_first, end, choose_stay(b, c), e);
    for (int i = c->job_first; i < end; i = next) {
        int stay = stay_of(b, last_of_chain(b, i, &next));
        TRY(add_presence(b, i, next, stay, e));
    }
    return STATUS_OK;
}

/* Crew-days or people-days of the trade in each bucket. */
static void count_crews(struct crew_bound *b, int trade, enum scarce scarce)
{
    const struct works *w = b->n->works;
    memset(b->room, 0, sizeof *b->room * (size_t)b->bucket_count);
    b->least = INFINITY;
    for (int i = b->n->crew_first[trade]; i < b->n->crew_first[trade + 1]; i++) {
        const struct crew *crew = &w->crews[b->n->crews[i]];
        b->least = fmin(b->least, crew->strength);
        for (int k = 0; k < b->bucket_count; k++) {
            int from = k * BUCKET > crew->day_from ? k * BUCKET : crew->day_from;
            int to = (k + 1) * BUCKET < crew->day_to ? (k + 1) * BUCKET : crew->day_to;
            if (to > from) b->room[k] += (to - from) * (scarce == CREWS ? 1 : crew->strength);
        }
    }
}

/* The days of a camp where they are cheapest; what they cost. */
static double place(const struct crew_bound *b, const struct presence *x)
{
    double sum = 0;
    memset(b->is_used, 0, (size_t)x->count);
    for (int left = x->stay; left > 0;) {
        double least = x->cost[x->count - 1];
        int at = -1;
        for (int i = 0; i < x->count; i++) {
            double cost = x->cost[i] + x->rate * b->price[x->first + i];
            if (b->is_used[i] || cost > least || (cost == least && at >= 0)) continue;
            least = cost;
            at = i;
        }
        int days = BUCKET;
        if (at == 0) days = (x->first + 1) * BUCKET - x->from;
        if (at < 0 || days > left) days = left; /* later than all that is looked at */
        if (at >= 0) {
            b->is_used[at] = 1;
            b->use[x->first + at] += x->rate * days;
        }
        sum += least * days;
        left -= days;
    }
    return sum;
}

static double value_of(const struct crew_bound *b)
{
    double value = 0;
    memset(b->use, 0, sizeof *b->use * (size_t)b->bucket_count);
    for (int i = 0; i < b->camp_count; i++)
        value += place(b, &b->camps[i]);
    for (int k = 0; k < b->bucket_count; k++)
        value -= b->price[k] * b->room[k];
    return value;
}

static void move_prices(const struct crew_bound *b, double length)
{
    double square = 0;
    for (int k = 0; k < b->bucket_count; k++) {
        b->drift[k] = DRIFT * b->drift[k] + (1 - DRIFT) * (b->use[k] - b->room[k]);
        if (b->drift[k] > 0 || b->price[k] > 0) square += b->drift[k] * b->drift[k];
    }
    for (int k = 0; k < b->bucket_count && square > 0; k++)
        b->price[k] = fmax(0, b->price[k] + length / square * b->drift[k]);
}

static int by_leave(const void *left, const void *right)
{
    const struct presence *x = left, *y = right;
    if (x->leave != y->leave) return x->leave < y->leave ? -1 : 1;
    return x->number - y->number;
}

static void serve_in_order(struct crew_bound *b)
{
    qsort(b->camps, (size_t)b->camp_count, sizeof *b->camps, by_leave);
    memset(b->use, 0, sizeof *b->use * (size_t)b->bucket_count);
    for (int i = 0; i < b->camp_count; i++) {
        struct presence *x = &b->camps[i];
        double left = x->rate * x->stay;
        x->begun = b->bucket_count;
        for (int k = x->first; k < b->bucket_count && left > 0; k++) {
            double most = fmin(left, fmin(x->rate * BUCKET, b->room[k] - b->use[k]));
            if (most <= 0) continue;
            if (k < x->begun) x->begun = k;
            x->done = k + 1;
            b->use[k] += most;
            left -= most;
        }
    }
}

static double cost_at(const struct presence *x, int bucket)
{
    int i = bucket - x->first;
    return x->cost[i < 0 ? 0 : i < x->count ? i : x->count - 1];
}

static void price_block(struct crew_bound *b, int from, int to)
{
    int count = 0;
    for (int i = 0; i < b->camp_count; i++) {
        const struct presence *x = &b->camps[i];
        if (x->begun >= to || x->done <= from) continue;
        for (int k = from; k < to; k++)
            b->price[k] += (cost_at(x, to) - cost_at(x, k)) / x->rate;
        count++;
    }
    for (int k = from; k < to && count > 0; k++)
        b->price[k] = fmax(0, b->price[k] / count);
}

static void first_prices(struct crew_bound *b)
{
    serve_in_order(b);
    memset(b->price, 0, sizeof *b->price * (size_t)b->bucket_count);
    for (int k = 0, to = 0; k < b->bucket_count; k = to + 1) {
        for (to = k; to < b->bucket_count && b->room[to] - b->use[to] <= 1e-9 * b->room[to];)
            to++;
        if (to > k) price_block(b, k, to);
    }
}

static double climb(struct crew_bound *b, const struct bound_options *o)
{
    double best = 0, rest = o->late_days - b->t->late_days, ahead = LEVEL * rest;
    size_t bytes = sizeof *b->price * (size_t)b->bucket_count;
    int steps = b->camp_count > 0 ? STEP_CAMPS / b->camp_count : 0, since = 0;
    if (steps > STEPS) steps = STEPS;
    if (steps < LEAST_STEPS) steps = LEAST_STEPS;
    first_prices(b);
    memset(b->drift, 0, bytes);
    for (int i = 0; i < steps && ahead > 0.5 && !stop_wanted(o->stop); i++) {
        double value = value_of(b);
        if (value > best || i == 0) {
            best = fmax(best, value);
            memcpy(b->best, b->price, bytes);
            since = 0;
        } else if (++since > PATIENCE) {
            ahead /= 2;
            since = 0;
            memcpy(b->price, b->best, bytes);
            memset(b->drift, 0, bytes);
            value = value_of(b);
        }
        move_prices(b, fmin(best + ahead, rest) - fmin(value, best));
    }
    return best;
}

static enum status reserve(struct crew_bound *b, struct err *e)
{
    const struct job_net *n = b->n;
    b->bucket_count = (n->day_count + BUCKET - 1) / BUCKET;
    size_t buckets = (size_t)b->bucket_count + 1;
    b->horizon = HORIZON_CAMPS / (n->camp_count + 1);
    if (b->horizon < HORIZON) b->horizon = HORIZON;
    if (b->horizon > HORIZON_MAX) b->horizon = HORIZON_MAX;
    b->is_used = ARENA_ARRAY(b->a, char, buckets);
    b->shortest = ARENA_ARRAY(b->a, int, (size_t)n->works->phase_count + 1);
    b->chain = ARENA_ARRAY(b->a, double, (size_t)n->job_count + 1);
    b->peak = ARENA_ARRAY(b->a, double, (size_t)n->job_count + 1);
    b->head = ARENA_ARRAY(b->a, int, (size_t)n->job_count + 1);
    b->camps =
        ARENA_ARRAY(b->a, struct presence, (size_t)(n->camp_count + n->plan->facility_count) + 1);
    b->room = ARENA_ARRAY(b->a, double, buckets);
    b->price = ARENA_ARRAY(b->a, double, buckets);
    b->best = ARENA_ARRAY(b->a, double, buckets);
    b->use = ARENA_ARRAY(b->a, double, buckets);
    b->drift = ARENA_ARRAY(b->a, double, buckets);
    if (!b->is_used || !b->shortest || !b->chain || !b->peak || !b->head || !b->camps || !b->room ||
        !b->price || !b->best || !b->use || !b->drift)
        return out_of_memory(e);
    for (int i = 0; i < n->works->phase_count; i++)
        b->shortest[i] = shortest_of(n, &n->works->phases[i]);
    return STATUS_OK;
}

enum status bound_crews(double *out, const struct job_net *n, const struct times *t,
                        int *const *ready, const struct bound_options *o, struct arena *a,
                        struct err *e)
{
    struct crew_bound b = {.n = n, .t = t, .ready = ready, .a = a};
    *out = t->late_days;
    TRY(reserve(&b, e));
    for (int i = 0; i < n->works->trade_count * SCARCE_COUNT; i++) {
        int trade = i / SCARCE_COUNT;
        enum scarce scarce = (enum scarce)(i % SCARCE_COUNT);
        b.camp_count = 0;
        count_crews(&b, trade, scarce);
        find_chains(&b, trade, scarce);
        for (int c = 0; c < n->camp_count; c++)
            TRY(add_camp(&b, &n->camps[c], scarce, e));
        double more = climb(&b, o), value = t->late_days + ceil(more - 1e-6 * (1 + more));
        if (value > *out) *out = value;
    }
    return STATUS_OK;
}
