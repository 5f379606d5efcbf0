/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/inequality.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "diagnose/sum.h"

enum status inequality_prepare(struct inequality_work *w, int count, struct grouping provinces,
                               struct arena *a, struct err *e)
{
    assert(count >= 1 && provinces.group_count >= 1);
    size_t n = (size_t)count, g = (size_t)provinces.group_count;
    *w = (struct inequality_work){.count = count, .by = provinces};
    w->group_people = ARENA_ARRAY(a, double, g);
    w->group_mean = ARENA_ARRAY(a, double, g);
    w->by_value = ARENA_ARRAY(a, struct order_item, n);
    w->by_group = ARENA_ARRAY(a, struct order_item, g);
    w->items = ARENA_ARRAY(a, struct order_item, n);
    w->spare = ARENA_ARRAY(a, struct order_item, n > g ? n : g);
    w->before = ARENA_ARRAY(a, double, n);
    w->seen = ARENA_ARRAY(a, double, g);
    w->place = ARENA_ARRAY(a, int, g);
    w->first = ARENA_ARRAY(a, int, g);
    if (!w->group_people || !w->group_mean || !w->by_value || !w->by_group || !w->items ||
        !w->spare || !w->before || !w->seen || !w->place || !w->first)
        return err_set(e, STATUS_NOMEM, "out of memory for the inequality of %d areas", count);
    return STATUS_OK;
}

static void find_means(struct inequality_work *w, const double *value, const double *people)
{
    size_t group_bytes = (size_t)w->by.group_count * sizeof(double);
    memset(w->group_people, 0, group_bytes);
    memset(w->group_mean, 0, group_bytes);
    memset(w->seen, 0, group_bytes);
    struct sum all_people = {0}, all_value = {0};
    for (int i = 0; i < w->count; i++) {
        assert(people[i] > 0 && value[i] >= 0 && isfinite(value[i]));
        int g = w->by.group[i];
        assert(g >= 0 && g < w->by.group_count);
        sum_add(&all_people, people[i]);
        sum_add(&all_value, people[i] * value[i]);
        /* weighted running mean: equal values give exactly that value */
        w->group_people[g] += people[i];
        w->group_mean[g] += (value[i] - w->group_mean[g]) * (people[i] / w->group_people[g]);
    }
    w->all_people = sum_value(all_people);
    w->mean = sum_value(all_value) / w->all_people;
}

/* Areas in the order of (province mean, province, value): place[] and first[] first. */
static void sort_areas(struct inequality_work *w, const double *value)
{
    int groups = w->by.group_count;
    for (int g = 0; g < groups; g++)
        w->by_group[g] = (struct order_item){w->group_mean[g], g};
    order_sort(w->by_group, w->spare, groups);
    for (int k = 0; k < groups; k++)
        w->place[w->by_group[k].at] = k;

    /* by province, then by value: two stable sorts, the first one by counting */
    memset(w->first, 0, (size_t)groups * sizeof *w->first);
    for (int i = 0; i < w->count; i++)
        w->first[w->place[w->by.group[i]]]++;
    for (int k = 0, at = 0; k < groups; k++) {
        int size = w->first[k];
        w->first[k] = at;
        at += size;
    }
    for (int i = 0; i < w->count; i++) {
        int *at = &w->first[w->place[w->by.group[i]]];
        w->items[(*at)++] = (struct order_item){value[i], i};
    }
    for (int k = groups - 1; k >= 0; k--)
        w->first[k] = k > 0 ? w->first[k - 1] : 0;
    for (int k = 0; k < groups; k++) {
        int end = k + 1 < groups ? w->first[k + 1] : w->count;
        order_sort(w->items + w->first[k], w->spare, end - w->first[k]);
    }
    memcpy(w->by_value, w->items, (size_t)w->count * sizeof *w->items);
    order_sort(w->by_value, w->spare, w->count);
}

/*
 * G = sum_i p_i (x_i - m) (2 B_i + p_i - P) / (P^2 m), B_i the people of smaller
 * values.  The same sum over another order is the concentration index C of that
 * order; over (province mean, value) it is between + within, and G - C, term by
 * term, is the overlap.
 */
static struct inequality measure_gini(struct inequality_work *w, const double *value,
                                      const double *people)
{
    struct sum total = {0}, residual = {0}, between = {0}, within = {0};
    double met = 0; /* people so far */
    for (int k = 0; k < w->count; k++) {
        int i = w->by_value[k].at;
        w->before[i] = met;
        met += people[i];
        double rank = w->before[i] + met - w->all_people;
        sum_add(&total, people[i] * (value[i] - w->mean) * rank);
    }
    met = 0;
    for (int k = 0; k < w->count; k++) {
        int i = w->items[k].at, g = w->by.group[i];
        double ahead = w->before[i] - met;
        sum_add(&residual, 2 * people[i] * (value[i] - w->mean) * ahead);
        double rank = 2 * w->seen[g] + people[i] - w->group_people[g];
        sum_add(&within, people[i] * (value[i] - w->group_mean[g]) * rank);
        w->seen[g] += people[i];
        met += people[i];
    }
    met = 0;
    for (int k = 0; k < w->by.group_count; k++) {
        int g = w->by_group[k].at;
        double rank = 2 * met + w->group_people[g] - w->all_people;
        sum_add(&between, w->group_people[g] * (w->group_mean[g] - w->mean) * rank);
        met += w->group_people[g];
    }
    double scale = w->all_people * w->all_people * w->mean;
    return (struct inequality){
        .total = fmax(0, sum_value(total) / scale),
        .between = fmax(0, sum_value(between) / scale),
        .within = fmax(0, sum_value(within) / scale),
        .residual = fmax(0, sum_value(residual) / scale),
    };
}

/* u ln u + 1 - u >= 0: its mean over people is Theil T, as the mean of u is 1. */
static double entropy_t(double u)
{
    return u > 0 ? u * log(u) + 1 - u : 1;
}

/* u - 1 - ln u >= 0: its mean over people is Theil L. */
static double entropy_l(double u)
{
    return u - 1 - log(u);
}

static struct inequality measure_theil(const struct inequality_work *w, int is_t,
                                       const double *value, const double *people)
{
    struct sum total = {0}, between = {0}, within = {0};
    for (int i = 0; i < w->count; i++) {
        double part = people[i] / w->all_people;
        double group_mean = w->group_mean[w->by.group[i]];
        double u = value[i] / w->mean;
        double v = group_mean > 0 ? value[i] / group_mean : 1;
        sum_add(&total, part * (is_t ? entropy_t(u) : entropy_l(u)));
        sum_add(&within, part * (is_t ? group_mean / w->mean * entropy_t(v) : entropy_l(v)));
    }
    for (int g = 0; g < w->by.group_count; g++) {
        if (w->group_people[g] == 0) continue;
        double part = w->group_people[g] / w->all_people;
        double u = w->group_mean[g] / w->mean;
        sum_add(&between, part * (is_t ? entropy_t(u) : entropy_l(u)));
    }
    return (struct inequality){
        .total = fmax(0, sum_value(total)),
        .between = fmax(0, sum_value(between)),
        .within = fmax(0, sum_value(within)),
    };
}

static struct inequality undefined(const char *reason)
{
    return (struct inequality){NAN, NAN, NAN, NAN, reason};
}

static int has_zero(const double *value, int count)
{
    for (int i = 0; i < count; i++)
        if (value[i] == 0) return 1;
    return 0;
}

struct inequality_set inequality_measure(struct inequality_work *w, const double *value,
                                         const double *people)
{
    find_means(w, value, people);
    if (!(w->mean > 0)) {
        struct inequality none = undefined("every value is 0");
        return (struct inequality_set){none, none, none};
    }
    sort_areas(w, value);
    int zero = has_zero(value, w->count);
    return (struct inequality_set){
        .gini = measure_gini(w, value, people),
        .theil_t = measure_theil(w, 1, value, people),
        .theil_l = zero ? undefined("a value is 0, so its logarithm does not exist")
                        : measure_theil(w, 0, value, people),
    };
}
