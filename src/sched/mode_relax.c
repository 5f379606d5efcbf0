/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_relax.h"

#include <math.h>

#include "lp/lp.h"

#define SCALE 1048576.0 /* of multipliers, before they are rounded */

/* Columns: works, then starts, then the length.  All rows but the first n are >=. */
struct relaxation {
    const struct network *net;
    const struct mode_budget *budget;
    struct lp *lp;
    double *lower, *upper, *value;
    int *start, *index;
    int rows, entries, columns;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a relaxation");
}

static void entry(struct relaxation *x, int column, double value)
{
    x->index[x->entries] = column;
    x->value[x->entries++] = value;
}

static void end_row(struct relaxation *x, double lower, double upper)
{
    x->lower[x->rows] = lower;
    x->upper[x->rows++] = upper;
    x->start[x->rows] = x->entries;
}

/* Less the duration of an activity. */
static void less_duration(struct relaxation *x, int a)
{
    for (int w = x->net->work_first[a]; w < x->net->work_first[a + 1]; w++)
        entry(x, w, -x->net->works[w].duration);
}

static int work_of(const struct sched_problem *p, const struct work *w, int resource)
{
    const struct sched_mode *m = &p->modes[w->mode];
    int need = 0;
    for (int i = m->need_first; i < m->need_first + m->need_count; i++)
        if (p->needs[i].resource == resource) need += p->needs[i].quantity;
    return need * w->duration;
}

static void write_rows(struct relaxation *x)
{
    const struct network *net = x->net;
    const struct sched_problem *p = net->problem;
    int n = net->activity_count, starts = net->work_count, length = starts + n;
    for (int a = 0; a < n; a++) {
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++)
            entry(x, w, 1);
        end_row(x, 1, 1);
    }
    for (int a = 0; a < n; a++) {
        entry(x, length, 1);
        entry(x, starts + a, -1);
        less_duration(x, a);
        end_row(x, 0, INFINITY);
    }
    for (int i = 0; i < p->link_count; i++) {
        const struct sched_link *l = &p->links[i];
        entry(x, starts + l->to, 1);
        entry(x, starts + l->from, -1);
        if (l->kind == LINK_FS) less_duration(x, l->from);
        end_row(x, l->lag, INFINITY);
    }
    for (int r = 0; r < p->resource_count; r++) {
        entry(x, length, p->resources[r].capacity);
        for (int w = 0; w < net->work_count; w++)
            entry(x, w, -work_of(p, &net->works[w], r));
        end_row(x, 0, INFINITY);
    }
    for (int k = 0; k < x->budget->count; k++) {
        for (int w = 0; w < net->work_count; w++)
            entry(x, w, -x->budget->need[w * x->budget->count + k]);
        end_row(x, -(double)x->budget->room[k], INFINITY);
    }
}

static enum status make_room(struct relaxation *x, struct arena *a, struct err *e)
{
    const struct network *net = x->net;
    const struct sched_problem *p = net->problem;
    size_t n = (size_t)net->activity_count, links = (size_t)p->link_count;
    size_t works = (size_t)net->work_count, whole = (size_t)(p->resource_count + x->budget->count);
    size_t rows = 2 * n + links + whole, most = works / (n > 0 ? n : 1) + 1;
    for (int i = 0; i < net->activity_count; i++) {
        size_t own = (size_t)(net->work_first[i + 1] - net->work_first[i]);
        most = own > most ? own : most;
    }
    size_t entries = (n + n + links) * (most + 2) + whole * (works + 1);
    x->columns = (int)(works + n + 1);
    x->lower = ARENA_ARRAY(a, double, rows);
    x->upper = ARENA_ARRAY(a, double, rows);
    x->start = ARENA_ARRAY(a, int, rows + 1);
    x->index = ARENA_ARRAY(a, int, entries);
    x->value = ARENA_ARRAY(a, double, entries);
    if (!x->lower || !x->upper || !x->start || !x->index || !x->value) return out_of_memory(e);
    return STATUS_OK;
}

static enum status load(struct relaxation *x, struct arena *a, struct err *e)
{
    size_t columns = (size_t)x->columns;
    double *cost = ARENA_ARRAY(a, double, columns), *low = ARENA_ARRAY(a, double, columns);
    double *high = ARENA_ARRAY(a, double, columns);
    int *start = ARENA_ARRAY(a, int, columns + 1);
    if (!cost || !low || !high || !start) return out_of_memory(e);
    for (size_t i = 0; i < columns; i++)
        high[i] = INFINITY;
    cost[columns - 1] = 1;
    struct lp_batch none = {
        .count = x->columns, .cost = cost, .lower = low, .upper = high, .start = start};
    struct lp_batch rows = {.count = x->rows,
                            .lower = x->lower,
                            .upper = x->upper,
                            .start = x->start,
                            .index = x->index,
                            .value = x->value};
    TRY(lp_add_columns(x->lp, &none, e));
    return lp_add_rows(x->lp, &rows, e);
}

/* The sum of the rows, each as often as its multiplier says. */
static enum status sum_rows(struct relaxation *x, struct mode_rows *rows, struct arena *a,
                            struct err *e)
{
    int works = x->net->work_count;
    double *dual = ARENA_ARRAY(a, double, (size_t)x->rows);
    int64_t *sum = ARENA_ARRAY(a, int64_t, (size_t)x->columns), room = 0;
    if (!dual || !sum) return out_of_memory(e);
    TRY(lp_solution(x->lp, NULL, dual, NULL, e));
    for (int i = x->net->activity_count; i < x->rows; i++) {
        int64_t times = llround(SCALE * dual[i]);
        if (times <= 0) continue;
        for (int k = x->start[i]; k < x->start[i + 1]; k++)
            sum[x->index[k]] += times * (int64_t)x->value[k];
        room -= times * (int64_t)x->lower[i];
    }
    int64_t each = 0, *cost = rows->cost + (size_t)rows->count * (size_t)works;
    for (int c = works; c < x->columns; c++) /* starts are 0 or later, and within the length */
        each += sum[c] > 0 ? sum[c] : 0;
    for (int w = 0; w < works; w++)
        cost[w] = -sum[w];
    rows->room[rows->count] = room;
    rows->each[rows->count++] = each;
    return STATUS_OK;
}

static enum status solve(struct relaxation *x, struct mode_rows *rows, struct arena *a,
                         struct err *e)
{
    struct lp_settings settings = {.sense = LP_MINIMISE};
    struct lp_result result;
    TRY(make_room(x, a, e));
    write_rows(x);
    TRY(lp_open(&x->lp, &settings, a, e));
    TRY(load(x, a, e));
    TRY(lp_solve(x->lp, &result, e));
    return result.outcome == LP_OPTIMAL ? sum_rows(x, rows, a, e) : STATUS_OK;
}

enum status mode_relax_add(struct mode_rows *rows, const struct mode_budget *b, struct err *e)
{
    struct arena scratch = ARENA_INIT((size_t)1 << 30);
    struct relaxation x = {.net = b->net, .budget = b};
    enum status status = solve(&x, rows, &scratch, e);
    lp_close(x.lp);
    arena_clear(&scratch);
    return status;
}
