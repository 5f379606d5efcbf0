/* SPDX-License-Identifier: Apache-2.0 */
/* Where the compact programme goes: into a solver, or into an MPS file. */
#include <math.h>
#include <string.h>

#include "lp/mps.h"
#include "plan/compact.h"
#include "plan/solve.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the compact programme");
}

/* --- into a solver ------------------------------------------------------------------------ */

struct loading {
    struct arena *arena;
    double *lower, *upper, *cost, *value;
    int *start, *index, *binary;
    int rows, columns, entries;
    int row_size, column_size, entry_size;
};

/* The items so far, with room for `size`. */
static void *grow(struct loading *l, const void *items, int count, int size, size_t item)
{
    void *grown = arena_alloc(l->arena, (size_t)size, item);
    if (grown && count > 0) memcpy(grown, items, (size_t)count * item);
    return grown;
}

static enum status load_row(void *context, const char *name, double lower, double upper,
                            struct err *e)
{
    (void)name;
    struct loading *l = context;
    if (l->rows == l->row_size) {
        int size = 2 * l->row_size + 256;
        l->lower = grow(l, l->lower, l->rows, size, sizeof(double));
        l->upper = grow(l, l->upper, l->rows, size, sizeof(double));
        if (!l->lower || !l->upper) return out_of_memory(e);
        l->row_size = size;
    }
    l->lower[l->rows] = lower;
    l->upper[l->rows++] = upper;
    return STATUS_OK;
}

static enum status load_column(void *context, const char *name, int binary, double cost,
                               struct err *e)
{
    (void)name;
    struct loading *l = context;
    if (l->columns + 2 > l->column_size) {
        int size = 2 * l->column_size + 256, kept = l->columns + 1;
        if (l->columns == 0) kept = 0;
        l->cost = grow(l, l->cost, l->columns, size, sizeof(double));
        l->binary = grow(l, l->binary, l->columns, size, sizeof(int));
        l->start = grow(l, l->start, kept, size, sizeof(int));
        if (!l->cost || !l->binary || !l->start) return out_of_memory(e);
        l->column_size = size;
    }
    l->cost[l->columns] = cost;
    l->binary[l->columns] = binary;
    l->start[l->columns++] = l->entries;
    l->start[l->columns] = l->entries;
    return STATUS_OK;
}

static enum status load_entry(void *context, const char *name, int row, double value, struct err *e)
{
    (void)name;
    struct loading *l = context;
    if (l->entries == l->entry_size) {
        int size = 2 * l->entry_size + 1024;
        l->index = grow(l, l->index, l->entries, size, sizeof(int));
        l->value = grow(l, l->value, l->entries, size, sizeof(double));
        if (!l->index || !l->value) return out_of_memory(e);
        l->entry_size = size;
    }
    l->index[l->entries] = row;
    l->value[l->entries++] = value;
    l->start[l->columns] = l->entries;
    return STATUS_OK;
}

enum status compact_load(const struct problem *p, double tolerance, struct lp *lp, int *binaries,
                         struct arena *a, struct err *e)
{
    struct loading l = {.arena = a};
    struct compact_sink sink = {load_row, load_column, load_entry, &l};
    TRY(compact_walk(p, tolerance, &sink, a, e));
    int none = 0, *no_start = ARENA_ARRAY(a, int, (size_t)l.rows + 1);
    double nothing = 0, *zero = ARENA_ARRAY(a, double, (size_t)l.columns + 1);
    double *most = ARENA_ARRAY(a, double, (size_t)l.columns + 1);
    if (!no_start || !zero || !most) return out_of_memory(e);
    *binaries = 0;
    for (int i = 0; i < l.columns; i++) {
        most[i] = l.binary[i] ? 1 : INFINITY;
        *binaries += l.binary[i];
    }
    struct lp_batch rows = {l.rows, NULL, l.lower, l.upper, no_start, &none, &nothing};
    struct lp_batch columns = {l.columns, l.cost, zero, most, l.start, l.index, l.value};
    TRY(lp_add_rows(lp, &rows, e));
    return lp_add_columns(lp, &columns, e);
}

/* --- into a file -------------------------------------------------------------------------- */

static enum status write_row(void *context, const char *name, double lower, double upper,
                             struct err *e)
{
    struct mps *m = context;
    const char *kept = arena_strndup(m->arena, name, strlen(name));
    if (!kept) return out_of_memory(e);
    return mps_row(m, kept, lower, upper, e);
}

static enum status write_column(void *context, const char *name, int binary, double cost,
                                struct err *e)
{
    (void)e;
    mps_column(context, name, binary ? MPS_BINARY : MPS_REAL, INFINITY);
    mps_entry(context, name, -1, cost);
    return STATUS_OK;
}

static enum status write_entry(void *context, const char *name, int row, double value,
                               struct err *e)
{
    (void)e;
    mps_entry(context, name, row, value);
    return STATUS_OK;
}

static int flush_text(void *context, struct slice text)
{
    const struct plan_sink *sink = context;
    return sink->write(sink->context, text.at, text.len);
}

static enum status write_problem(const struct problem *p, struct mps *m, struct err *e)
{
    struct compact_sink sink = {write_row, write_column, write_entry, m};
    TRY(mps_begin(m, p->programme->code, "worth", 1, e));
    TRY(compact_walk(p, 0, &sink, m->arena, e));
    return mps_end(m, p->fixed_worth, e);
}

enum status plan_write_mps(const struct plan_input *in, const struct plan_sink *sink,
                           struct arena *a, struct err *e)
{
    struct problem problem;
    struct plan_sink target = *sink;
    TRY(problem_build(&problem, in, a, e));
    if (problem.why_infeasible)
        return err_set(e, STATUS_INFEASIBLE, "there is nothing to write: %s",
                       problem.why_infeasible);
    struct mps mps = {.flush = flush_text, .context = &target, .arena = a};
    enum status status = write_problem(&problem, &mps, e);
    mps_clear(&mps);
    return status;
}
