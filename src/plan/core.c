/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/core.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Weight of a row without a price: share of the mean worth of a visit for the mean use. */
#define LEAST_WEIGHT 0.1

/* Of plans that are worth the same, the one nearest to what is held: a share of the mean worth. */
#define STAY 1e-7

struct building {
    struct core *core;
    const struct restriction *r;
    const struct pool *pool;
    struct arena *arena;
    int *row_of;          /* [row of the problem] in the core; -1 */
    double *held;         /* [row of the problem] */
    double *least, *most; /* [row of the problem] sum of any choice */
};

struct ranked {
    int column;
    double worth, value;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a core");
}

static int is_free(const struct building *w, int block)
{
    return !w->r->is_free || w->r->is_free[block];
}

static int compare(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->value != b->value) return a->value > b->value ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* --- classes and items ---------------------------------------------------------------------- */

/* Free blocks become classes, their columns items, in the order of blocks and columns. */
static enum status count_items(struct building *w, int *class_of, struct err *e)
{
    struct core *c = w->core;
    const struct problem *p = w->pool->problem;
    int *count = ARENA_ARRAY(w->arena, int, (size_t)p->block_count + 1);
    if (!count) return out_of_memory(e);
    for (int k = 0; k < w->r->column_count; k++)
        count[w->pool->columns[w->r->columns[k]].block]++;
    c->item_first = ARENA_ARRAY(w->arena, int, (size_t)p->block_count + 2);
    c->block = ARENA_ARRAY(w->arena, int, (size_t)p->block_count + 1);
    if (!c->item_first || !c->block) return out_of_memory(e);
    for (int b = 0; b < p->block_count; b++) {
        class_of[b] = -1;
        if (!is_free(w, b)) continue;
        int items = count[b] + !p->blocks[b].must;
        if (items == 0) c->is_impossible = 1;
        if (items == 0) continue;
        class_of[b] = c->class_count;
        c->block[c->class_count++] = b;
        c->item_first[c->class_count] = c->item_first[c->class_count - 1] + items;
    }
    c->item_count = c->item_first[c->class_count];
    return STATUS_OK;
}

static enum status place_items(struct building *w, struct err *e)
{
    struct core *c = w->core;
    size_t blocks = (size_t)w->pool->problem->block_count;
    int *class_of = ARENA_ARRAY(w->arena, int, blocks + 1);
    int *filled = ARENA_ARRAY(w->arena, int, blocks + 1);
    if (!class_of || !filled) return out_of_memory(e);
    TRY(count_items(w, class_of, e));
    c->column = ARENA_ARRAY(w->arena, int, (size_t)c->item_count + 1);
    if (!c->column) return out_of_memory(e);
    for (int k = 0; k < c->item_count; k++)
        c->column[k] = -1;
    for (int k = 0; k < w->r->column_count; k++) {
        int class = class_of[w->pool->columns[w->r->columns[k]].block];
        c->column[c->item_first[class] + filled[class]++] = w->r->columns[k];
    }
    return STATUS_OK;
}

/* --- rows ----------------------------------------------------------------------------------- */

static enum status sum_held(struct building *w, struct err *e)
{
    const struct problem *p = w->pool->problem;
    size_t rows = (size_t)p->row_count + 1;
    w->held = ARENA_ARRAY(w->arena, double, rows);
    w->least = ARENA_ARRAY(w->arena, double, rows);
    w->most = ARENA_ARRAY(w->arena, double, rows);
    w->row_of = ARENA_ARRAY(w->arena, int, rows);
    if (!w->held || !w->least || !w->most || !w->row_of) return out_of_memory(e);
    for (int b = 0; b < p->block_count; b++) {
        if (is_free(w, b)) continue;
        if (w->r->held->column[b] < 0) w->core->is_impossible |= p->blocks[b].must;
        if (w->r->held->column[b] < 0) continue;
        const struct pattern *at = &w->pool->columns[w->r->held->column[b]];
        for (int i = 0; i < at->entry_count; i++)
            w->held[at->rows[i]] += at->values[i];
    }
    return STATUS_OK;
}

/* The least and the most that one class adds to every row; `seen` counts the items that use it. */
static void add_range(struct building *w, int class, double *low, double *high, int *seen)
{
    const struct core *c = w->core;
    int first = c->item_first[class], last = c->item_first[class + 1];
    for (int pass = 0; pass < 2; pass++)
        for (int k = first; k < last; k++) {
            if (c->column[k] < 0) continue;
            const struct pattern *at = &w->pool->columns[c->column[k]];
            for (int i = 0; i < at->entry_count; i++) {
                int r = at->rows[i];
                if (pass == 0) {
                    low[r] = seen[r] ? fmin(low[r], at->values[i]) : at->values[i];
                    high[r] = seen[r] ? fmax(high[r], at->values[i]) : at->values[i];
                    seen[r]++;
                } else if (seen[r] > 0) { /* an item that does not use it uses 0 */
                    int is_all = seen[r] == last - first;
                    w->least[r] += is_all ? low[r] : fmin(0, low[r]);
                    w->most[r] += is_all ? high[r] : fmax(0, high[r]);
                    w->row_of[r] = 1;
                    seen[r] = 0;
                }
            }
        }
}

static void add_row(struct building *w, int r)
{
    struct core *c = w->core;
    const struct row *row = &w->pool->problem->rows[r];
    int is_soft = row->penalty > 0;
    double slack = is_soft ? 0 : row->tolerance / 2;
    double lower = row->lower - slack - w->held[r], upper = row->upper + slack - w->held[r];
    int is_used = w->row_of[r];
    w->row_of[r] = -1;
    if (is_used ? !is_soft && (w->least[r] > upper || w->most[r] < lower)
                : !row_is_kept(row, w->held[r]))
        c->is_impossible = 1;
    if (!is_used || (w->most[r] <= upper && w->least[r] >= lower)) return;
    w->row_of[r] = c->row_count;
    c->rows[c->row_count++] = (struct core_row){.lower = lower,
                                                .upper = upper,
                                                .penalty = is_soft ? row->penalty : 0,
                                                .price = w->r->price[r]};
}

static enum status find_rows(struct building *w, struct err *e)
{
    struct core *c = w->core;
    const struct problem *p = w->pool->problem;
    size_t rows = (size_t)p->row_count + 1;
    double *low = ARENA_ARRAY(w->arena, double, rows), *high = ARENA_ARRAY(w->arena, double, rows);
    int *seen = ARENA_ARRAY(w->arena, int, rows);
    c->rows = ARENA_ARRAY(w->arena, struct core_row, rows);
    if (!low || !high || !seen || !c->rows) return out_of_memory(e);
    for (int i = 0; i < c->class_count; i++)
        add_range(w, i, low, high, seen);
    for (int r = 0; r < p->row_count; r++)
        add_row(w, r);
    return STATUS_OK;
}

/* Worth of an item to the search. */
static void weigh_items(struct building *w)
{
    struct core *c = w->core;
    double mean = 0;
    for (int k = 0; k < c->item_count; k++) {
        c->worth[k] = c->column[k] < 0 ? 0 : w->pool->columns[c->column[k]].worth;
        mean += fabs(c->worth[k]) / c->item_count;
    }
    for (int i = 0; w->r->held && i < c->class_count; i++)
        for (int k = c->item_first[i]; k < c->item_first[i + 1]; k++)
            if (c->column[k] == w->r->held->column[c->block[i]]) c->worth[k] += STAY * mean;
}

/* Less prices of the rows in the core. */
static double value_of(const struct building *w, int item)
{
    double value = w->core->worth[item];
    if (w->core->column[item] < 0) return value;
    const struct pattern *at = &w->pool->columns[w->core->column[item]];
    for (int i = 0; i < at->entry_count; i++)
        if (w->row_of[at->rows[i]] >= 0) value -= w->r->price[at->rows[i]] * at->values[i];
    return value;
}

static enum status rank_items(struct building *w, struct err *e)
{
    struct core *c = w->core;
    size_t items = (size_t)c->item_count + 1;
    struct ranked *list = ARENA_ARRAY(w->arena, struct ranked, items);
    c->worth = ARENA_ARRAY(w->arena, double, items);
    c->lost = ARENA_ARRAY(w->arena, double, items);
    if (!list || !c->worth || !c->lost) return out_of_memory(e);
    weigh_items(w);
    for (int k = 0; k < c->item_count; k++)
        list[k] = (struct ranked){c->column[k], c->worth[k], value_of(w, k)};
    for (int i = 0; i < c->class_count; i++) {
        int first = c->item_first[i], n = c->item_first[i + 1] - first;
        qsort(list + first, (size_t)n, sizeof *list, compare);
        for (int k = first; k < first + n; k++) {
            c->column[k] = list[k].column;
            c->worth[k] = list[k].worth;
            c->lost[k] = list[first].value - list[k].value;
        }
        c->best_value += list[first].value;
        c->mean_lost += c->lost[first + n / 2] / c->class_count;
    }
    return STATUS_OK;
}

static enum status fill_entries(struct building *w, struct err *e)
{
    struct core *c = w->core;
    size_t entries = 0;
    for (int k = 0; k < c->item_count; k++)
        if (c->column[k] >= 0) entries += (size_t)w->pool->columns[c->column[k]].entry_count;
    c->entry_first = ARENA_ARRAY(w->arena, int, (size_t)c->item_count + 1);
    c->entry_row = ARENA_ARRAY(w->arena, int, entries + 1);
    c->entry_value = ARENA_ARRAY(w->arena, double, entries + 1);
    if (!c->entry_first || !c->entry_row || !c->entry_value) return out_of_memory(e);
    int count = 0;
    for (int k = 0; k < c->item_count; k++) {
        const struct pattern *at = c->column[k] < 0 ? NULL : &w->pool->columns[c->column[k]];
        for (int i = 0; at && i < at->entry_count; i++) {
            if (w->row_of[at->rows[i]] < 0) continue;
            c->entry_row[count] = w->row_of[at->rows[i]];
            c->entry_value[count++] = at->values[i];
        }
        c->entry_first[k + 1] = count;
    }
    return STATUS_OK;
}

/* Which classes use a row, and what a unit of it is worth to them. */
static enum status list_users(struct building *w, struct err *e)
{
    struct core *c = w->core;
    size_t rows = (size_t)c->row_count + 1, entries = (size_t)c->entry_first[c->item_count];
    double *use = ARENA_ARRAY(w->arena, double, rows), mean_worth = 0;
    int *items = ARENA_ARRAY(w->arena, int, rows), *last = ARENA_ARRAY(w->arena, int, rows);
    c->user_first = ARENA_ARRAY(w->arena, int, rows + 1);
    c->users = ARENA_ARRAY(w->arena, int, entries + 1);
    if (!use || !items || !last || !c->user_first || !c->users) return out_of_memory(e);
    for (int pass = 0; pass < 2; pass++) {
        for (int r = 0; r < c->row_count; r++)
            last[r] = -1;
        for (int i = 0; i < c->class_count; i++)
            for (int k = c->entry_first[c->item_first[i]]; k < c->entry_first[c->item_first[i + 1]];
                 k++) {
                int r = c->entry_row[k];
                use[r] += fabs(c->entry_value[k]);
                items[r]++;
                if (last[r] == i) continue;
                last[r] = i;
                if (pass == 0)
                    c->user_first[r + 1]++;
                else
                    c->users[c->user_first[r]++] = i;
            }
        for (int r = 0; pass == 0 && r < c->row_count; r++)
            c->user_first[r + 1] += c->user_first[r];
    }
    for (int r = c->row_count; r > 0; r--) /* the second pass moved them on by one */
        c->user_first[r] = c->user_first[r - 1];
    c->user_first[0] = 0;
    for (int k = 0; k < c->item_count; k++)
        mean_worth += fabs(c->worth[k]) / c->item_count;
    for (int r = 0; r < c->row_count; r++) {
        double mean_use = items[r] > 0 ? use[r] / items[r] : 0;
        double least = mean_use > 0 ? LEAST_WEIGHT * mean_worth / mean_use : mean_worth;
        c->rows[r].weight = fmax(fabs(c->rows[r].price), least);
    }
    return STATUS_OK;
}

enum status core_build(struct core *out, const struct restriction *r, const struct pool *pool,
                       struct arena *a, struct err *e)
{
    *out = (struct core){0};
    struct building w = {.core = out, .r = r, .pool = pool, .arena = a};
    TRY(place_items(&w, e));
    TRY(sum_held(&w, e));
    TRY(find_rows(&w, e));
    TRY(rank_items(&w, e));
    TRY(fill_entries(&w, e));
    return list_users(&w, e);
}

/* --- plans ---------------------------------------------------------------------------------- */

void core_read(const struct core *c, const struct choice_set *plan, int *at)
{
    for (int i = 0; i < c->class_count; i++) {
        at[i] = c->item_first[i];
        for (int k = c->item_first[i]; k < c->item_first[i + 1]; k++)
            if (c->column[k] == plan->column[c->block[i]]) at[i] = k;
    }
}

void core_write(const struct core *c, const int *at, struct choice_set *plan)
{
    for (int i = 0; i < c->class_count; i++)
        plan->column[c->block[i]] = c->column[at[i]];
}
