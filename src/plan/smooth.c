/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/smooth.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/team.h"

enum {
    PARTS = 32,
};

/* Of the worth of a visit: what a price is first thought to take. */
#define FIRST_SHARE 0.2

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the dual");
}

/* --- lists -------------------------------------------------------------------------------- */

static enum status make_rows(struct smooth *s, struct arena *a, struct err *e)
{
    const struct problem *p = s->problem;
    size_t rows = (size_t)p->row_count + 1;
    double **all[] = {&s->scale, &s->upper,   &s->lower, &s->reach,
                      &s->most,  &s->use_sum, &s->spread};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i] = ARENA_ARRAY(a, double, rows);
        if (!*all[i]) return out_of_memory(e);
    }
    s->part_use = ARENA_ARRAY(a, double, rows *PARTS);
    s->part_spread = ARENA_ARRAY(a, double, rows *PARTS);
    s->part_value = ARENA_ARRAY(a, double, PARTS);
    if (!s->part_use || !s->part_spread || !s->part_value) return out_of_memory(e);
    for (int r = 0; r < p->row_count; r++) {
        const struct row *row = &p->rows[r];
        s->scale[r] = row_scale(row);
        s->most[r] = row->penalty > 0 ? row->penalty * s->scale[r] / s->worth_unit : INFINITY;
        s->upper[r] = (row->upper + row->tolerance) / s->scale[r];
        s->lower[r] = (row->lower - row->tolerance) / s->scale[r];
    }
    return STATUS_OK;
}

static enum status make_columns(struct smooth *s, const struct colgen *cg,
                                const struct nearby *nearby, struct arena *a, struct err *e)
{
    size_t columns = 0, entries = 0;
    for (int b = 0; b < s->problem->block_count; b += s->stride)
        for (int k = nearby->first[b]; k < nearby->first[b + 1]; k++) {
            columns++;
            entries += (size_t)cg->pool->columns[nearby->visits[k].column].entry_count;
        }
    size_t blocks = (size_t)(s->problem->block_count / s->stride) + 1;
    s->first = ARENA_ARRAY(a, int, blocks + 1);
    s->may_be_none = ARENA_ARRAY(a, char, blocks);
    s->column = ARENA_ARRAY(a, int, columns + 1);
    s->worth = ARENA_ARRAY(a, double, columns + 1);
    s->share = ARENA_ARRAY(a, double, columns + 1);
    s->entry_first = ARENA_ARRAY(a, int, columns + 1);
    s->row = ARENA_ARRAY(a, int, entries + 1);
    s->use = ARENA_ARRAY(a, double, entries + 1);
    if (!s->first || !s->may_be_none || !s->column || !s->worth || !s->share || !s->entry_first ||
        !s->row || !s->use)
        return out_of_memory(e);
    return STATUS_OK;
}

static void fill_columns(struct smooth *s, const struct colgen *cg, const struct nearby *nearby)
{
    int column = 0, entry = 0;
    for (int b = 0; b < s->problem->block_count; b += s->stride) {
        s->may_be_none[s->block_count++] = !s->problem->blocks[b].must;
        for (int k = nearby->first[b]; k < nearby->first[b + 1]; k++) {
            const struct pattern *c = &cg->pool->columns[nearby->visits[k].column];
            s->column[column] = nearby->visits[k].column;
            s->worth[column++] = c->worth / s->worth_unit;
            for (int i = 0; i < c->entry_count; i++) {
                s->row[entry] = c->rows[i];
                s->use[entry++] = c->values[i] / s->scale[c->rows[i]];
            }
            s->entry_first[column] = entry;
        }
        s->first[s->block_count] = column;
    }
    s->column_count = column;
}

/* Half-widths that let a price take FIRST_SHARE of a visit's worth. */
static enum status set_reach(struct smooth *s, struct arena *a, struct err *e)
{
    int *users = ARENA_ARRAY(a, int, (size_t)s->problem->row_count + 1);
    if (!users) return out_of_memory(e);
    for (int i = 0; i < s->entry_first[s->column_count]; i++) {
        s->reach[s->row[i]] += fabs(s->use[i]);
        users[s->row[i]]++;
    }
    for (int r = 0; r < s->problem->row_count; r++)
        s->reach[r] = users[r] > 0 && s->reach[r] > 0 ? FIRST_SHARE * users[r] / s->reach[r] : 0;
    return STATUS_OK;
}

enum status smooth_open(struct smooth *out, const struct colgen *cg, const struct nearby *nearby,
                        int stride, struct arena *a, struct err *e)
{
    *out = (struct smooth){.problem = cg->problem, .threads = cg->threads, .stride = stride};
    double worth = 0;
    int count = 0;
    for (int b = 0; b < cg->problem->block_count; b += stride) {
        if (nearby->first[b] == nearby->first[b + 1]) continue;
        worth += cg->pool->columns[nearby->visits[nearby->first[b]].column].worth;
        count++;
    }
    out->worth_unit = worth > 0 ? worth / count : 1;
    TRY(make_rows(out, a, e));
    TRY(make_columns(out, cg, nearby, a, e));
    fill_columns(out, cg, nearby);
    return set_reach(out, a, e);
}

/* --- a pass ------------------------------------------------------------------------------- */

/* Shares of the visits of a block into s->share; returns the smooth best value. */
static double share_block(struct smooth *s, int block)
{
    int first = s->first[block], last = s->first[block + 1];
    double best = s->may_be_none[block] ? 0 : -INFINITY;
    for (int c = first; c < last; c++) {
        double value = s->worth[c];
        for (int i = s->entry_first[c]; i < s->entry_first[c + 1]; i++)
            value -= s->price[s->row[i]] * s->use[i];
        s->share[c] = value;
        best = fmax(best, value);
    }
    if (first == last) return 0;
    double sum = s->may_be_none[block] ? exp(-best / s->width) : 0;
    for (int c = first; c < last; c++) {
        double down = (s->share[c] - best) / s->width;
        s->share[c] = down < -30 ? 0 : exp(down);
        sum += s->share[c];
    }
    for (int c = first; c < last; c++)
        s->share[c] /= sum;
    return best + s->width * log(sum);
}

static void pass_part(void *context, int part, int thread)
{
    (void)thread;
    struct smooth *s = context;
    size_t rows = (size_t)s->problem->row_count;
    double *use = s->part_use + (size_t)part * rows;
    double *spread = s->part_spread + (size_t)part * rows;
    memset(use, 0, sizeof *use * rows);
    memset(spread, 0, sizeof *spread * rows);
    double value = 0;
    int first = (int)((int64_t)s->block_count * part / PARTS);
    int last = (int)((int64_t)s->block_count * (part + 1) / PARTS);
    for (int b = first; b < last; b++) {
        value += share_block(s, b);
        for (int c = s->first[b]; c < s->first[b + 1]; c++) {
            double share = s->share[c], open = share * (1 - share);
            if (share == 0) continue;
            for (int i = s->entry_first[c]; i < s->entry_first[c + 1]; i++) {
                use[s->row[i]] += share * s->use[i];
                spread[s->row[i]] += open * s->use[i] * s->use[i];
            }
        }
    }
    s->part_value[part] = value;
}

static double term_of(const struct smooth *s, int row, double price)
{
    if (price > 0) return price * s->upper[row];
    return price < 0 ? price * s->lower[row] : 0;
}

double smooth_pass(struct smooth *s, const double *price)
{
    int rows = s->problem->row_count;
    s->price = price;
    team_run(s->threads, PARTS, 1, pass_part, s);
    double value = 0;
    for (int part = 0; part < PARTS; part++)
        value += s->part_value[part] * s->stride;
    for (int r = 0; r < rows; r++) {
        s->use_sum[r] = s->spread[r] = 0;
        for (int part = 0; part < PARTS; part++) {
            s->use_sum[r] += s->part_use[(size_t)part * (size_t)rows + (size_t)r] * s->stride;
            s->spread[r] += s->part_spread[(size_t)part * (size_t)rows + (size_t)r] * s->stride;
        }
        value += term_of(s, r, price[r]);
    }
    return value;
}

/* --- descent ------------------------------------------------------------------------------ */

struct descent {
    struct smooth *s;
    double *low, *high;   /* [row] the box */
    double *metric;       /* [row] curvature taken for the step, before `steep` */
    double *at, *last_at; /* [row] where the pass is made, with momentum; the one before */
    double *use, *last_use;
    double *now, *before, *best;
    double steep, momentum;
};

static enum status open_descent(struct descent *d, struct smooth *s, const double *price,
                                struct arena *a, struct err *e)
{
    size_t rows = (size_t)s->problem->row_count + 1;
    *d = (struct descent){.s = s, .steep = 1, .momentum = 1};
    double **all[] = {&d->low, &d->high,     &d->metric, &d->at,     &d->last_at,
                      &d->use, &d->last_use, &d->now,    &d->before, &d->best};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i] = ARENA_ARRAY(a, double, rows);
        if (!*all[i]) return out_of_memory(e);
    }
    for (int r = 0; r < s->problem->row_count; r++) {
        double reach = fabs(price[r]) / 2 + s->reach[r];
        d->low[r] = isfinite(s->lower[r]) ? fmax(-s->most[r], price[r] - reach) : 0;
        d->high[r] = isfinite(s->upper[r]) ? fmin(s->most[r], price[r] + reach) : 0;
        d->now[r] = d->before[r] = d->best[r] = d->at[r] = price[r];
    }
    return STATUS_OK;
}

/* The least of  -use u + max(u h, u l) + m/2 (u - at)^2  in the box. */
static double step_of(const struct descent *d, int r)
{
    const struct smooth *s = d->s;
    double m = d->steep * d->metric[r], u = d->at[r] + s->use_sum[r] / m;
    double up = isfinite(s->upper[r]) ? u - s->upper[r] / m : -INFINITY;
    double down = isfinite(s->lower[r]) ? u - s->lower[r] / m : INFINITY;
    double to = up > 0 ? up : down < 0 ? down : 0;
    return fmin(d->high[r], fmax(d->low[r], to));
}

/* How much steeper than the metric says the function was between the last two passes. */
static double steepness(const struct descent *d)
{
    double rise = 0, size = 0;
    for (int r = 0; r < d->s->problem->row_count; r++) {
        double moved = d->at[r] - d->last_at[r];
        rise -= (d->s->use_sum[r] - d->last_use[r]) * moved;
        size += d->metric[r] * moved * moved;
    }
    return size > 0 ? rise / size : 0;
}

static void take_metric(struct descent *d, int first)
{
    for (int r = 0; r < d->s->problem->row_count; r++) {
        double reach = (d->high[r] - d->low[r]) / 2;
        double least = reach > 0 ? 0.05 * (fabs(d->s->use_sum[r]) + 0.01) / reach : 1;
        double now = fmax(least, d->s->spread[r] / d->s->width);
        d->metric[r] = first ? now : fmax(now, 0.7 * d->metric[r]);
    }
}

/* Steps from the last pass; momentum ends where it points uphill. */
static void take_step(struct descent *d)
{
    int rows = d->s->problem->row_count;
    double uphill = 0, next = (1 + sqrt(1 + 4 * d->momentum * d->momentum)) / 2;
    double carry = (d->momentum - 1) / next;
    memcpy(d->before, d->now, sizeof(double) * (size_t)rows);
    memcpy(d->last_at, d->at, sizeof(double) * (size_t)rows);
    memcpy(d->last_use, d->s->use_sum, sizeof(double) * (size_t)rows);
    for (int r = 0; r < rows; r++) {
        d->now[r] = step_of(d, r);
        uphill += d->metric[r] * (d->at[r] - d->now[r]) * (d->now[r] - d->before[r]);
    }
    d->momentum = uphill > 0 ? 1 : next;
    if (uphill > 0) carry = 0;
    for (int r = 0; r < rows; r++) { /* beyond the box a row without that limit costs infinity */
        double on = d->now[r] + carry * (d->now[r] - d->before[r]);
        d->at[r] = fmin(d->high[r], fmax(d->low[r], on));
    }
}

static void descend(struct descent *d, int passes)
{
    int rows = d->s->problem->row_count;
    double best = INFINITY;
    for (int pass = 0; pass < passes; pass++) {
        double value = smooth_pass(d->s, d->at);
        assert(isfinite(value)); /* no price is where its row has no limit */
        if (value < best) {
            best = value;
            memcpy(d->best, d->at, sizeof(double) * (size_t)rows);
        }
        if (pass > 0) d->steep = fmax(0.95 * d->steep, 1.1 * steepness(d));
        if (pass % 8 == 0) take_metric(d, pass == 0);
        if (pass == 0 || d->steep < 0.25) d->steep = fmax(d->steep, 0.25);
        take_step(d);
    }
}

enum status smooth_descend(struct smooth *s, double *price, int passes, struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct descent d;
    enum status status = open_descent(&d, s, price, &arena, e);
    if (status == STATUS_OK) {
        descend(&d, passes);
        memcpy(price, d.best, sizeof(double) * (size_t)s->problem->row_count);
        (void)smooth_pass(s, price);
    }
    arena_clear(&arena);
    return status;
}
