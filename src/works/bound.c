/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "works/bound.h"

enum {
    NEEDS_MAX = 64,  /* of a plant that are priced; further ones are left out */
    LEVELS_MAX = 64, /* of lateness a plant chooses from */
    PATIENCE = 8,    /* steps without gain before they get shorter */
};

static const double DRIFT = 0.6;
static const double LEVEL = 0.2; /* aimed at first: so much of the late days above the best */

struct choice { /* of a plant: how late, and after which arrival each need is then met */
    int late;
    int bucket[NEEDS_MAX];
};

struct plant {
    const struct job_need *need[NEEDS_MAX];
    int need_count;
    struct choice *choices;
    int choice_count;
};

struct prices {                                      /* for each stock and arrival */
    double **price, **later, **use, **drift, **best; /* later: sum of the prices from here on */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the bound of a schedule");
}

/* Late days of the plant when the job starts no earlier than a day. */
static int late_of_start(const struct job_net *n, const struct times *t, int *const *ready, int j,
                         int day)
{
    const struct job *job = &n->jobs[j];
    if (day < t->earliest[j]) day = t->earliest[j];
    int start = workdays_start(n, job->calendar, day);
    int finish = workdays_finish(n, job->calendar, start, job->days);
    if (finish > n->day_count) finish = n->day_count;
    int late = ready[job->phase][finish] - n->due[job->facility];
    return late > 0 ? late : 0;
}

/* The last arrival after which the job may start when the plant may be so late. */
static int last_bucket(const struct job_net *n, const struct times *t, int *const *ready, int j,
                       const struct stock *s, int late)
{
    int bucket = s->count - 1;
    while (bucket > 0 && late_of_start(n, t, ready, j, s->day[bucket]) > late)
        bucket--;
    return bucket;
}

/* Into the smallest levels there are, by size; 1: a greater one had to be left out. */
static int add_level(int *levels, int *count, int late)
{
    int at = *count, is_full = *count == LEVELS_MAX;
    for (int i = 0; i < *count; i++)
        if (levels[i] == late) return 0;
    if (is_full && late > levels[*count - 1]) return 1;
    if (is_full)
        at--;
    else
        ++*count;
    for (; at > 0 && levels[at - 1] > late; at--)
        levels[at] = levels[at - 1];
    levels[at] = late;
    return is_full;
}

/* Every lateness at which some need can wait for one arrival more. */
static enum status fill_plant(struct plant *x, const struct job_net *n, const struct times *t,
                              int *const *ready, const int *job_of, struct arena *a, struct err *e)
{
    int levels[LEVELS_MAX], count = 0, is_cut = 0, f = n->jobs[job_of[0]].facility;
    int least = t->ready[f] > n->due[f] ? t->ready[f] - n->due[f] : 0;
    (void)add_level(levels, &count, least);
    for (int k = 0; k < x->need_count; k++) {
        const struct stock *s = &n->stocks[x->need[k]->stock];
        for (int i = 0; i < s->count; i++) {
            int late = late_of_start(n, t, ready, job_of[k], s->day[i]);
            if (late > least) is_cut |= add_level(levels, &count, late);
        }
    }
    x->choices = ARENA_ARRAY(a, struct choice, (size_t)count);
    if (!x->choices) return out_of_memory(e);
    x->choice_count = count;
    for (int c = 0; c < count; c++) {
        /* where not all levels could be kept, the greatest of them allows anything */
        int most = is_cut && c == count - 1 ? n->day_count * 2 : levels[c];
        x->choices[c].late = levels[c];
        for (int k = 0; k < x->need_count; k++)
            x->choices[c].bucket[k] =
                last_bucket(n, t, ready, job_of[k], &n->stocks[x->need[k]->stock], most);
    }
    return STATUS_OK;
}

static enum status list_plants(struct plant *plants, int *count, const struct job_net *n,
                               const struct times *t, int *const *ready, struct arena *a,
                               struct err *e)
{
    for (int j = 0; j < n->job_count;) {
        struct plant *x = &plants[*count];
        int facility = n->jobs[j].facility, job_of[NEEDS_MAX];
        x->need_count = 0;
        for (; j < n->job_count && n->jobs[j].facility == facility; j++)
            for (int k = 0; k < n->jobs[j].need_count && x->need_count < NEEDS_MAX; k++) {
                job_of[x->need_count] = j;
                x->need[x->need_count++] = &n->needs[n->jobs[j].need_first + k];
            }
        if (x->need_count == 0) continue;
        TRY(fill_plant(x, n, t, ready, job_of, a, e));
        ++*count;
    }
    return STATUS_OK;
}

/* The value of the prices, and the use they lead to. */
static double value_of(const struct job_net *n, const struct plant *plants, int count,
                       struct prices *p)
{
    double value = 0;
    for (int s = 0; s < n->stock_count; s++) {
        double sum = 0;
        for (int i = n->stocks[s].count - 1; i >= 0; i--) {
            sum += p->price[s][i];
            p->later[s][i] = sum;
            p->use[s][i] = 0;
            value -= p->price[s][i] * n->stocks[s].total[i];
        }
    }
    for (int f = 0; f < count; f++) {
        const struct plant *x = &plants[f];
        const struct choice *best = NULL;
        double least = INFINITY;
        for (int c = 0; c < x->choice_count; c++) {
            double cost = x->choices[c].late;
            for (int k = 0; k < x->need_count && cost < least; k++)
                cost += x->need[k]->quantity * p->later[x->need[k]->stock][x->choices[c].bucket[k]];
            if (cost >= least) continue;
            least = cost;
            best = &x->choices[c];
        }
        value += least;
        for (int k = 0; k < x->need_count; k++)
            p->use[x->need[k]->stock][best->bucket[k]] += x->need[k]->quantity;
    }
    for (int s = 0; s < n->stock_count; s++)
        for (int i = 1; i < n->stocks[s].count; i++)
            p->use[s][i] += p->use[s][i - 1];
    return value;
}

/* Use and prices count as shares of all that arrives, so that tonnes and pieces are alike. */
static void move_prices(const struct job_net *n, struct prices *p, double length)
{
    double square = 0;
    for (int s = 0; s < n->stock_count; s++) {
        double all = n->stocks[s].total[n->stocks[s].count - 1];
        for (int i = 0; i < n->stocks[s].count && all > 0; i++) {
            double g = (p->use[s][i] - n->stocks[s].total[i]) / all;
            p->drift[s][i] = DRIFT * p->drift[s][i] + (1 - DRIFT) * g;
            if (p->drift[s][i] > 0 || p->price[s][i] > 0) square += p->drift[s][i] * p->drift[s][i];
        }
    }
    for (int s = 0; s < n->stock_count && square > 0; s++) {
        double all = n->stocks[s].total[n->stocks[s].count - 1];
        for (int i = 0; i < n->stocks[s].count && all > 0; i++)
            p->price[s][i] = fmax(0, p->price[s][i] + length / square * p->drift[s][i] / all);
    }
}

static enum status new_rows(double ***out, const struct job_net *n, struct arena *a, struct err *e)
{
    *out = ARENA_ARRAY(a, double *, (size_t)n->stock_count + 1);
    if (!*out) return out_of_memory(e);
    for (int s = 0; s < n->stock_count; s++) {
        (*out)[s] = ARENA_ARRAY(a, double, (size_t)n->stocks[s].count + 1);
        if (!(*out)[s]) return out_of_memory(e);
    }
    return STATUS_OK;
}

static void copy_rows(const struct job_net *n, double **to, double **from)
{
    for (int s = 0; s < n->stock_count; s++)
        memcpy(to[s], from[s], sizeof **to * (size_t)n->stocks[s].count);
}

static enum status climb(double *out, const struct job_net *n, const struct times *t,
                         int *const *ready, const struct bound_options *o, struct arena *a,
                         struct err *e)
{
    struct prices p;
    struct plant *plants = ARENA_ARRAY(a, struct plant, (size_t)n->plan->facility_count + 1);
    int count = 0, since = 0;
    double best = 0, ahead = LEVEL * o->late_days, rest = t->late_days;
    if (!plants) return out_of_memory(e);
    TRY(new_rows(&p.price, n, a, e));
    TRY(new_rows(&p.later, n, a, e));
    TRY(new_rows(&p.use, n, a, e));
    TRY(new_rows(&p.drift, n, a, e));
    TRY(new_rows(&p.best, n, a, e));
    TRY(list_plants(plants, &count, n, t, ready, a, e));
    for (int f = 0; f < count; f++) /* those without needs are late as they are */
        rest -= plants[f].choices[0].late;
    for (int step = 0; step < o->steps && ahead > 0.5 && !stop_wanted(o->stop); step++) {
        double value = value_of(n, plants, count, &p);
        if (value > best) {
            best = value;
            copy_rows(n, p.best, p.price);
            since = 0;
        } else if (++since > PATIENCE) {
            ahead /= 2;
            since = 0;
            copy_rows(n, p.price, p.best);
            for (int s = 0; s < n->stock_count; s++)
                memset(p.drift[s], 0, sizeof **p.drift * (size_t)n->stocks[s].count);
            (void)value_of(n, plants, count, &p);
        }
        move_prices(n, &p, fmin(best + ahead, o->late_days) - fmin(value, best));
    }
    *out = ceil(best + rest - 1e-6 * (1 + best));
    return STATUS_OK;
}

static enum status find(double *out, const struct job_net *n, const struct times *t,
                        const struct bound_options *o, struct arena *a, struct err *e)
{
    double value = 0;
    int **ready;
    TRY(bound_ready(&ready, n, a, e));
    TRY(bound_crews(out, n, t, ready, o, a, e));
    if (n->stock_count > 0) TRY(climb(&value, n, t, ready, o, a, e));
    if (value > *out) *out = value;
    return STATUS_OK;
}

enum status bound_late_days(double *out, const struct job_net *n, const struct times *t,
                            const struct bound_options *o, struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    *out = t->late_days;
    if (o->steps == 0 || o->late_days <= t->late_days) return STATUS_OK;
    enum status s = find(out, n, t, o, &work, e);
    arena_clear(&work);
    return s;
}
