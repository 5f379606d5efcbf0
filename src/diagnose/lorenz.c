/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/lorenz.h"

#include <assert.h>
#include <math.h>

#include "diagnose/order.h"
#include "diagnose/sum.h"

/* Is the end of area k of n a point of the curve? */
static int is_point(int k, int n)
{
    int steps = LORENZ_POINT_MAX - 1;
    if (n <= steps) return 1;
    return (long)(k + 1) * steps / n != (long)k * steps / n;
}

static double at_most_one(double share)
{
    return share < 1 ? share : 1;
}

enum status lorenz_draw(struct lorenz *out, const double *value, const double *people, int count,
                        struct arena *a, struct err *e)
{
    assert(count >= 1);
    size_t n = (size_t)count;
    size_t points = count < LORENZ_POINT_MAX ? n + 1 : LORENZ_POINT_MAX;
    struct order_item *items = ARENA_ARRAY(a, struct order_item, n * 2);
    *out = (struct lorenz){0, ARENA_ARRAY(a, double, points), ARENA_ARRAY(a, double, points)};
    if (!items || !out->people_share || !out->value_share)
        return err_set(e, STATUS_NOMEM, "out of memory for the Lorenz curve of %d areas", count);

    struct sum all_people = {0}, all_value = {0}, some_people = {0}, some_value = {0};
    for (int i = 0; i < count; i++) {
        items[i] = (struct order_item){value[i], i};
        sum_add(&all_people, people[i]);
        sum_add(&all_value, people[i] * value[i]);
    }
    if (!(sum_value(all_value) > 0)) return STATUS_OK;
    order_sort(items, items + count, count);
    out->count = 1; /* the origin */
    for (int k = 0; k < count; k++) {
        int i = items[k].at;
        sum_add(&some_people, people[i]);
        sum_add(&some_value, people[i] * value[i]);
        if (!is_point(k, count)) continue;
        out->people_share[out->count] = at_most_one(sum_value(some_people) / sum_value(all_people));
        out->value_share[out->count] = at_most_one(sum_value(some_value) / sum_value(all_value));
        out->count++;
    }
    assert((size_t)out->count == points);
    out->people_share[points - 1] = out->value_share[points - 1] = 1;
    return STATUS_OK;
}
