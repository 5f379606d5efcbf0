/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/colgen.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/team.h"
#include "plan/trade.h"

enum {
    COLUMNS_PER_BLOCK = 4, /* added in a round, at most, */
    ROUNDS_FULL = 2,       /* after the first ones, that add one for every year */
    ROUND_MAX = 2000,
};

/* By how much the share of the bound's prices falls, and what part of the rest it rises by. */
#define SMOOTH_LESS 0.1
#define SMOOTH_MORE 0.1

/* Relative margin of a bound for the rounding of its sums: at most some 1e5 terms of relative error
 * 2^-53 each, ten times over. */
#define BOUND_MARGIN 1e-10

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for column generation");
}

static enum status make_packages(struct colgen *cg, struct err *e)
{
    const struct problem *p = cg->problem;
    size_t count = (size_t)p->block_count * (size_t)p->year_count;
    cg->packages = ARENA_ARRAY(cg->arena, struct package, count + 1);
    if (!cg->packages) return out_of_memory(e);
    for (int b = 0; b < p->block_count; b++) {
        size_t groups = (size_t)p->blocks[b].group_count;
        int *options = ARENA_ARRAY(cg->arena, int, groups *(size_t)p->year_count);
        if (!options) return out_of_memory(e);
        for (int y = 0; y < p->year_count; y++)
            cg->packages[b * p->year_count + y].options = options + groups * (size_t)y;
    }
    return STATUS_OK;
}

enum status colgen_init(struct colgen *out, struct master *m, const struct plan_options *o,
                        struct arena *a, struct err *e)
{
    const struct problem *p = m->problem;
    *out = (struct colgen){.problem = p, .options = o, .pool = m->pool, .master = m, .arena = a};
    out->threads = o->threads;
    out->bound = INFINITY;
    out->enough = -INFINITY;
    size_t rows = (size_t)p->row_count + 1, blocks = (size_t)p->block_count + 1;
    out->scratch = ARENA_ARRAY(a, struct price_scratch *, (size_t)o->threads);
    out->bound_price = ARENA_ARRAY(a, double, rows);
    out->trial = ARENA_ARRAY(a, double, rows);
    out->block_value = ARENA_ARRAY(a, double, blocks);
    out->bound_value = ARENA_ARRAY(a, double, blocks);
    out->added_size = p->block_count * p->year_count;
    out->use = ARENA_ARRAY(a, double, rows);
    out->added = ARENA_ARRAY(a, int, (size_t)out->added_size + 1);
    if (!out->scratch || !out->bound_price || !out->trial || !out->block_value ||
        !out->bound_value || !out->added || !out->use)
        return out_of_memory(e);
    for (int t = 0; t < o->threads; t++)
        TRY(price_scratch_new(&out->scratch[t], p, a, e));
    TRY(prices_init(&out->prices, p, a, e));
    return make_packages(out, e);
}

/* The year of the block that was best in the last pricing. */
static int last_best(const struct colgen *cg, int block)
{
    int best = 0, years = cg->problem->year_count;
    const struct package *of_year = &cg->packages[block * years];
    for (int y = 1; y < years; y++)
        if (of_year[y].value > of_year[best].value) best = y;
    return best;
}

double colgen_price_block(struct colgen *cg, int block, double floor, int thread)
{
    const struct problem *p = cg->problem;
    double least = p->blocks[block].must ? -INFINITY : 0, best = fmax(least, floor);
    int first = cg->is_lean ? last_best(cg, block) : 0;
    for (int k = 0; k < p->year_count; k++) {
        int y = (first + k) % p->year_count;
        struct package *package = &cg->packages[block * p->year_count + y];
        price_visit(p, &cg->prices, block, y, cg->is_lean ? best : least, cg->scratch[thread],
                    package);
        best = fmax(best, package->bound);
    }
    return best;
}

static void price_block(struct colgen *cg, int block, int thread)
{
    double floor = cg->is_lean ? cg->master->block_price[block] : -INFINITY;
    cg->block_value[block] = colgen_price_block(cg, block, floor, thread);
}

double row_term(const struct row *r, double price)
{
    if (price > 0) return price * (r->upper + r->tolerance);
    if (price < 0) return price * (r->lower - r->tolerance);
    return 0;
}

struct sample {
    struct colgen *cg;
    int stride;
};

static void price_sampled(void *context, int i, int thread)
{
    const struct sample *sample = context;
    price_block(sample->cg, i * sample->stride, thread);
}

double colgen_price_some(struct colgen *cg, double *row_price, double worth, int stride)
{
    const struct problem *p = cg->problem;
    for (int r = 0; r < p->row_count; r++) {
        const struct row *row = &p->rows[r];
        int wrong = (row_price[r] > 0 && !isfinite(row->upper)) ||
                    (row_price[r] < 0 && !isfinite(row->lower)) || !isfinite(row_price[r]);
        if (wrong) row_price[r] = 0;
        double most = row->penalty > 0 ? worth * row->penalty : INFINITY; /* slack costs no more */
        row_price[r] = fmax(-most, fmin(most, row_price[r]));
    }
    trade_price_rooms(p, worth, row_price);
    prices_set(&cg->prices, p, row_price, worth);
    struct sample sample = {cg, stride};
    team_run(cg->threads, (p->block_count + stride - 1) / stride, 4, price_sampled, &sample);
    double sum = worth > 0 ? p->fixed_worth : 0, size = fabs(sum);
    for (int r = 0; r < p->row_count; r++) {
        double term = row_term(&p->rows[r], row_price[r]);
        sum += term;
        size += fabs(term);
    }
    for (int b = 0; b < p->block_count; b += stride) {
        sum += cg->block_value[b] * stride;
        if (isfinite(cg->block_value[b])) size += fabs(cg->block_value[b]) * stride;
    }
    return sum + BOUND_MARGIN * size;
}

double colgen_price(struct colgen *cg, double *row_price, double worth)
{
    return colgen_price_some(cg, row_price, worth, 1);
}

int colgen_best_year(const struct colgen *cg, int block, uint64_t but)
{
    int year_count = cg->problem->year_count, best = -1;
    const struct package *of_year = &cg->packages[block * year_count];
    for (int y = 0; y < year_count; y++) {
        if ((but >> y & 1) || of_year[y].count == 0) continue;
        if (best < 0 || of_year[y].value > of_year[best].value) best = y;
    }
    return best;
}

/* The best few years of every block into the pool; those that improve the master into `added`. */
static enum status collect(struct colgen *cg, int *count, struct err *e)
{
    const struct problem *p = cg->problem;
    const struct master *m = cg->master;
    double worth = m->phase == 2 ? 1 : 0;
    double least = m->phase == 2 ? 1e-9 * 100 / m->worth_scale : 1e-9;
    *count = 0;
    memset(cg->use, 0, sizeof(double) * (size_t)p->row_count);
    int most = cg->round_count <= ROUNDS_FULL ? p->year_count : COLUMNS_PER_BLOCK;
    for (int b = 0; b < p->block_count; b++) {
        uint64_t used = 0;
        for (int k = 0; k < most && k < p->year_count; k++) {
            int year = colgen_best_year(cg, b, used);
            if (year < 0) break;
            const struct package *best = &cg->packages[b * p->year_count + year];
            used |= UINT64_C(1) << year;
            struct visit_choice v = {b, year, best->options, best->count};
            int column = 0;
            TRY(pool_add(cg->pool, &v, &column, e));
            const struct pattern *c = &cg->pool->columns[column];
            if (k == 0 && (p->blocks[b].must || best->value > 0))
                for (int i = 0; i < c->entry_count; i++)
                    cg->use[c->rows[i]] += c->values[i];
            double value = pattern_value(c, m->row_price) - (1 - worth) * c->worth;
            if (value - m->block_price[b] <= least) continue;
            cg->added[(*count)++] = column;
        }
    }
    return STATUS_OK;
}

void colgen_keep_bound(struct colgen *cg, double bound)
{
    if (bound >= cg->bound) return;
    const struct problem *p = cg->problem;
    cg->bound = bound;
    memcpy(cg->bound_price, cg->trial, sizeof(double) * (size_t)p->row_count);
    memcpy(cg->bound_value, cg->block_value, sizeof(double) * (size_t)p->block_count);
}

static void blend(struct colgen *cg, double toward_bound)
{
    for (int r = 0; r < cg->problem->row_count; r++)
        cg->trial[r] =
            toward_bound * cg->bound_price[r] + (1 - toward_bound) * cg->master->row_price[r];
}

/* The side of a row that a small step of its price pays for; NaN: none. */
static double limit_side(const struct row *r, double price, double use)
{
    if (price > 0 || (price == 0 && use > r->upper)) return r->upper;
    if (price < 0 || use < r->lower) return r->lower;
    return NAN;
}

/* Does the bound still fall from the prices tried towards the master's?  Then go further that way
 * next time, else less far. */
static void adapt(struct colgen *cg)
{
    const struct problem *p = cg->problem;
    if (!isfinite(cg->bound) || cg->is_lean) return;
    double slope = 0;
    for (int r = 0; r < p->trade.row_first; r++) { /* flows are not in the use of the others */
        double limit = limit_side(&p->rows[r], cg->trial[r], cg->use[r]);
        if (isfinite(limit))
            slope += (limit - cg->use[r]) * (cg->master->row_price[r] - cg->bound_price[r]);
    }
    cg->smooth =
        slope < 0 ? fmax(0, cg->smooth - SMOOTH_LESS) : cg->smooth + (1 - cg->smooth) * SMOOTH_MORE;
}

static void report(const struct colgen *cg)
{
    char text[96];
    snprintf(text, sizeof text, "round %d: bound %.6g, %d visits", cg->round_count, cg->bound,
             cg->pool->count);
    progress_report(cg->options->progress, -1, text);
}

/* One round; *tight: the bound has met the master. */
static enum status run_round(struct colgen *cg, double tolerance, int *tight, int *stopped,
                             struct err *e)
{
    struct master *m = cg->master;
    *tight = 0;
    TRY(master_shrink(m, e));
    TRY(master_solve(m, stopped, e));
    if (*stopped) return STATUS_OK;
    double smooth = isfinite(cg->bound) ? cg->smooth : 0;
    for (int tries = 1;; tries++) {
        cg->round_count++;
        blend(cg, smooth);
        double bound = colgen_price(cg, cg->trial, 1);
        int count = 0;
        TRY(collect(cg, &count, e));
        if (tries == 1) adapt(cg);
        colgen_keep_bound(cg, bound);
        double lower = cg->problem->fixed_worth + m->value;
        if (cg->bound <= cg->enough) {
            *tight = 1;
            return STATUS_OK;
        }
        if (m->artificial <= 1e-7 && cg->bound - lower <= tolerance * fabs(cg->bound)) {
            *tight = 1;
            return STATUS_OK;
        }
        if (count > 0) return master_add(m, cg->added, count, e);
        if (smooth == 0) { /* priced with the master's own prices: nothing improves it */
            *tight = 1;
            return STATUS_OK;
        }
        *stopped = stop_wanted(cg->options->stop);
        if (*stopped) return STATUS_OK;
        smooth = tries < 2 ? smooth / 2 : 0;
    }
}

/* Look for any plan: is there one, or none? */
static enum status run_first_phase(struct colgen *cg, enum colgen_outcome *out, struct err *e)
{
    struct master *m = cg->master;
    TRY(master_set_phase(m, 1, e));
    for (int round = 0; round < ROUND_MAX; round++) {
        int stopped = 0, count = 0;
        TRY(master_solve(m, &stopped, e));
        *out = COLGEN_STOPPED;
        if (stopped || stop_wanted(cg->options->stop)) return STATUS_OK;
        *out = COLGEN_DONE;
        if (m->artificial <= 1e-7) return master_set_phase(m, 2, e);
        cg->round_count++;
        memcpy(cg->trial, m->row_price, sizeof(double) * (size_t)cg->problem->row_count);
        *out = COLGEN_INFEASIBLE;
        if (colgen_price(cg, cg->trial, 0) < 0) return STATUS_OK;
        TRY(collect(cg, &count, e));
        *out = COLGEN_STOPPED;
        if (count == 0) return STATUS_OK; /* a matter of rounding: neither proven nor found */
        TRY(master_add(m, cg->added, count, e));
    }
    return STATUS_OK;
}

enum status colgen_run(struct colgen *cg, double tolerance, enum colgen_outcome *out, struct err *e)
{
    *out = COLGEN_STOPPED;
    for (int round = 0; round < ROUND_MAX; round++) {
        int tight = 0, stopped = 0;
        TRY(run_round(cg, tolerance, &tight, &stopped, e));
        report(cg);
        if (stopped || stop_wanted(cg->options->stop)) return STATUS_OK;
        if (!tight) continue;
        *out = COLGEN_DONE;
        if (cg->master->artificial <= 1e-7 || cg->bound <= cg->enough) return STATUS_OK;
        TRY(run_first_phase(cg, out, e));
        if (*out != COLGEN_DONE) return STATUS_OK;
    }
    return STATUS_OK;
}
