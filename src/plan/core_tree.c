/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/core_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    NODES_BETWEEN_STOPS = 4096,
};

/* A gain below this share of the worth is none: rounding. */
#define NOTHING 1e-12

struct tree {
    const struct core *core;
    const struct stop *stop;
    int64_t nodes_left;
    int *order;     /* [depth] class */
    double *least;  /* [depth * row_count + row] of the classes from there on */
    double *most;   /* the same */
    double *sum;    /* [row] of those before */
    int *at, *best; /* [class] */
    double best_worth, margin;
    int is_whole;
};

struct spread {
    int class;
    double lost; /* of its second item */
};

static int compare(const void *left, const void *right)
{
    const struct spread *a = left, *b = right;
    if (a->lost != b->lost) return a->lost > b->lost ? -1 : 1;
    return a->class - b->class;
}

static double limit(double x, double least, double most)
{
    return fmax(least, fmin(most, x));
}

/* Price times sum, less what is missed at the penalty, at its most for sums in between;
 * -INFINITY: a row that must be kept cannot be. */
static double best_term(const struct core_row *r, double least, double most)
{
    if (r->penalty <= 0) {
        if (least > r->upper || most < r->lower) return -INFINITY;
        if (r->price == 0) return 0;
        return r->price * (r->price > 0 ? fmin(most, r->upper) : fmax(least, r->lower));
    }
    double best = -INFINITY,
           ends[] = {least, most, limit(r->lower, least, most), limit(r->upper, least, most)};
    for (int i = 0; i < 4; i++)
        best = fmax(best, r->price * ends[i] - r->penalty * core_excess(r, ends[i]));
    return best;
}

/* Ranges of what the classes from each depth on can add to the rows. */
static void range_rows(struct tree *t, double *low, double *high, int *users)
{
    const struct core *c = t->core;
    size_t rows = (size_t)c->row_count;
    for (int depth = c->class_count - 1; depth >= 0; depth--) {
        int class = t->order[depth], n = c->item_first[class + 1] - c->item_first[class];
        double *least = t->least + (size_t)depth * rows, *most = t->most + (size_t)depth * rows;
        memset(users, 0, sizeof(int) * rows);
        for (int k = c->item_first[class]; k < c->item_first[class + 1]; k++)
            for (int i = c->entry_first[k]; i < c->entry_first[k + 1]; i++) {
                int r = c->entry_row[i];
                double value = c->entry_value[i];
                low[r] = users[r] ? fmin(low[r], value) : value;
                high[r] = users[r] ? fmax(high[r], value) : value;
                users[r]++;
            }
        for (size_t r = 0; r < rows; r++) {
            double a = users[r] == 0 ? 0 : users[r] == n ? low[r] : fmin(0, low[r]);
            double b = users[r] == 0 ? 0 : users[r] == n ? high[r] : fmax(0, high[r]);
            least[r] = least[rows + r] + a;
            most[r] = most[rows + r] + b;
        }
    }
}

static enum status prepare(struct tree *t, struct arena *a)
{
    const struct core *c = t->core;
    size_t rows = (size_t)c->row_count + 1, classes = (size_t)c->class_count + 1;
    struct spread *list = ARENA_ARRAY(a, struct spread, classes);
    double *low = ARENA_ARRAY(a, double, rows), *high = ARENA_ARRAY(a, double, rows);
    int *users = ARENA_ARRAY(a, int, rows);
    t->order = ARENA_ARRAY(a, int, classes);
    t->least = ARENA_ARRAY(a, double, classes *rows);
    t->most = ARENA_ARRAY(a, double, classes *rows);
    t->sum = ARENA_ARRAY(a, double, rows);
    t->at = ARENA_ARRAY(a, int, classes);
    t->best = ARENA_ARRAY(a, int, classes);
    if (!list || !low || !high || !users || !t->order || !t->least || !t->most || !t->sum ||
        !t->at || !t->best)
        return STATUS_NOMEM;
    for (int i = 0; i < c->class_count; i++) {
        int first = c->item_first[i], n = c->item_first[i + 1] - first;
        list[i] = (struct spread){i, n > 1 ? c->lost[first + 1] : INFINITY};
    }
    qsort(list, (size_t)c->class_count, sizeof *list, compare);
    for (int i = 0; i < c->class_count; i++)
        t->order[i] = list[i].class;
    range_rows(t, low, high, users);
    return STATUS_OK;
}

static void take(struct tree *t, int item, double sign)
{
    const struct core *c = t->core;
    for (int i = c->entry_first[item]; i < c->entry_first[item + 1]; i++)
        t->sum[c->entry_row[i]] += sign * c->entry_value[i];
}

/* What all rows bring at their most with the classes from `depth` on still to choose. */
static double sum_terms(const struct tree *t, int depth)
{
    const struct core *c = t->core;
    const double *least = t->least + (size_t)depth * (size_t)c->row_count;
    const double *most = t->most + (size_t)depth * (size_t)c->row_count;
    double sum = 0;
    for (int r = 0; r < c->row_count; r++) {
        double term = best_term(&c->rows[r], t->sum[r] + least[r], t->sum[r] + most[r]);
        if (!isfinite(term)) return -INFINITY;
        sum += term;
    }
    return sum;
}

static void keep_if_best(struct tree *t)
{
    const struct core *c = t->core;
    double worth = 0;
    for (int i = 0; i < c->class_count; i++)
        worth += c->worth[t->at[i]];
    for (int r = 0; r < c->row_count; r++) {
        double excess = core_excess(&c->rows[r], t->sum[r]);
        if (excess > 0 && c->rows[r].penalty <= 0) return;
        worth -= c->rows[r].penalty * excess;
    }
    if (worth <= t->best_worth) return;
    t->best_worth = worth;
    memcpy(t->best, t->at, sizeof(int) * (size_t)c->class_count);
}

static void descend(struct tree *t, int depth, double lost)
{
    const struct core *c = t->core;
    if (--t->nodes_left < 0 || (t->nodes_left % NODES_BETWEEN_STOPS == 0 && stop_wanted(t->stop))) {
        t->is_whole = 0;
        t->nodes_left = -1;
        return;
    }
    double most = c->best_value - lost + sum_terms(t, depth);
    if (!(most > t->best_worth + t->margin)) return;
    if (depth == c->class_count) {
        keep_if_best(t);
        return;
    }
    int class = t->order[depth];
    for (int k = c->item_first[class]; k < c->item_first[class + 1] && t->nodes_left >= 0; k++) {
        if (!(most - c->lost[k] > t->best_worth + t->margin)) return; /* nor the ones behind it */
        t->at[class] = k;
        take(t, k, 1);
        descend(t, depth + 1, lost + c->lost[k]);
        take(t, k, -1);
    }
}

enum status core_tree_search(const struct core *c, const struct core_tree *with, int *at,
                             double *worth, int *whole, struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct tree t = {.core = c, .stop = with->stop, .nodes_left = with->nodes, .is_whole = 1};
    double before = *worth;
    t.best_worth = before;
    t.margin = isfinite(before) ? NOTHING * (1 + fabs(before)) : 0;
    *whole = 1;
    enum status status = STATUS_OK;
    if (!c->is_impossible) status = prepare(&t, &arena);
    if (status != STATUS_OK)
        status = err_set(e, STATUS_NOMEM, "out of memory for a tree");
    else if (!c->is_impossible)
        descend(&t, 0, 0);
    *whole = t.is_whole;
    if (status == STATUS_OK && t.best_worth > before) {
        *worth = t.best_worth;
        memcpy(at, t.best, sizeof(int) * (size_t)c->class_count);
    }
    arena_clear(&arena);
    return status;
}
