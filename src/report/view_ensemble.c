/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "report/view.h"

static void read_plans(struct view *v)
{
    struct view_ensemble *x = &v->ensemble;
    const struct table *t = view_table(v, TABLE_ENSEMBLE);
    x->plan_count = t->row_count;
    x->least = INFINITY;
    x->most = -INFINITY;
    x->bound = REAL_NONE;
    for (int row = 0; row < t->row_count; row++) {
        double worth = table_get_real(t, row, "objective");
        int64_t moved = table_get_integer(t, row, "moved");
        x->least = fmin(x->least, worth);
        x->most = fmax(x->most, worth);
        x->bound = table_get_real(t, row, "bound");
        if (moved > x->moved_most) x->moved_most = (int)moved;
    }
}

/* Plans of every year, row by row of one (area, stage) after the other. */
static void read_visits(struct view *v, int *index)
{
    struct view_ensemble *x = &v->ensemble;
    const struct table *t = view_table(v, TABLE_ENSEMBLE_VISIT);
    for (int row = 0; row < t->row_count; row++) {
        int area = view_find(v, &v->area_of, table_get_text(t, row, "area"));
        int64_t stage = table_get_integer(t, row, "stage");
        int64_t year = table_get_integer(t, row, "year") - v->first_year;
        int64_t plans = table_get_integer(t, row, "plans");
        if (area < 0 || stage < 1 || stage > VIEW_STAGE_MAX || year < 0 || year >= v->year_count ||
            plans < 0 || plans > x->plan_count) {
            v->lost_count++;
            continue;
        }
        int *at = &index[area * VIEW_STAGE_MAX + (int)stage - 1];
        if (*at == 0) {
            x->often[x->often_count] = (struct view_often){
                .area = area, .stage = (int)stage, .first = x->often_count * v->year_count};
            *at = ++x->often_count;
        }
        struct view_often *o = &x->often[*at - 1];
        x->plans_in[o->first + (int)year] = (int)plans;
        o->plan_count += (int)plans;
        o->year_count += plans > 0;
        if ((int)plans > o->most_plans) {
            o->most_plans = (int)plans;
            o->most_year = (int)year;
        }
    }
}

/* Where plans differ most first. */
static int by_doubt(const void *left, const void *right)
{
    const struct view_often *a = left, *b = right;
    if (a->sameness != b->sameness) return a->sameness > b->sameness ? 1 : -1;
    return a->area != b->area ? a->area - b->area : a->stage - b->stage;
}

static double sameness_of(const struct view *v, const struct view_often *o)
{
    double plans = v->ensemble.plan_count, without = plans - o->plan_count;
    double sum = without * without;
    for (int y = 0; y < v->year_count; y++) {
        double in = v->ensemble.plans_in[o->first + y];
        sum += in * in;
    }
    return sum / (plans * plans);
}

enum status view_load_ensemble(struct view *v, struct arena *a, struct err *e)
{
    struct view_ensemble *x = &v->ensemble;
    size_t rows = (size_t)view_table(v, TABLE_ENSEMBLE_VISIT)->row_count + 1;
    read_plans(v);
    if (x->plan_count == 0) return STATUS_OK;
    int *index = ARENA_ARRAY(a, int, (size_t)v->area_count *VIEW_STAGE_MAX + 1);
    x->often = ARENA_ARRAY(a, struct view_often, rows);
    x->plans_in = ARENA_ARRAY(a, int, rows *(size_t)v->year_count);
    if (!index || !x->often || !x->plans_in) return view_no_memory(a, e);
    read_visits(v, index);
    for (int i = 0; i < x->often_count; i++) {
        x->often[i].sameness = sameness_of(v, &x->often[i]);
        x->always_count += x->often[i].plan_count == x->plan_count;
        x->core_count += x->often[i].most_plans == x->plan_count;
    }
    qsort(x->often, (size_t)x->often_count, sizeof *x->often, by_doubt);
    return STATUS_OK;
}
