/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/dual.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/rng.h"
#include "plan/nearby.h"
#include "plan/smooth.h"

enum {
    MANY_BLOCKS = 600,
    FIRST_STRIDE = 64,
    STRIDE_STEP = 4,
    SAMPLE_MIN = 400, /* blocks */
    ROUNDS_MAX = 40,
    ROUNDS_SAMPLED = 12,
    VISITS_MAX = 40, /* of a block, in the smooth dual */
    YEARS_ADDED = 4, /* of a block and round */
    PASSES = 80,
    STREAM = 1 << 21,
};

/* Widths of smoothing, in shares of the mean worth of a visit. */
#define WIDTH_FIRST 0.03
#define WIDTH_LAST  0.0005
#define WIDTH_STEP  0.4

/* Listed visits suffice when better ones add no more than this share to the bound. */
#define SUFFICES 2e-4

/* The bound is near its least when a round lowers it by a smaller share. */
#define NEAR 1e-5

struct dual {
    struct colgen *cg;
    double *price; /* [row] in the units of smooth */
    double width;
    double center; /* value of the best prices on this level */
    int stride, round;
};

int dual_is_faster(const struct problem *p)
{
    return p->block_count >= MANY_BLOCKS;
}

/* The best few years of every block that was priced. */
static enum status collect(struct dual *d, struct err *e)
{
    struct colgen *cg = d->cg;
    const struct problem *p = cg->problem;
    for (int b = 0; b < p->block_count; b += d->stride) {
        uint64_t used = 0;
        for (int k = 0; k < YEARS_ADDED && k < p->year_count; k++) {
            int year = colgen_best_year(cg, b, used), column = 0;
            if (year < 0) break;
            const struct package *best = &cg->packages[b * p->year_count + year];
            used |= UINT64_C(1) << year;
            struct visit_choice v = {b, year, best->options, best->count};
            TRY(pool_add(cg->pool, &v, &column, e));
        }
    }
    return STATUS_OK;
}

static void report(const struct dual *d)
{
    char text[128];
    snprintf(text, sizeof text, "round %d: bound %.6g, %d visits", d->cg->round_count, d->cg->bound,
             d->cg->pool->count);
    progress_report(d->cg->options->progress, -1, text);
}

/* Better prices for the visits listed, from the best so far. */
static enum status descend(struct dual *d, double *listed, struct arena *a, struct err *e)
{
    struct colgen *cg = d->cg;
    struct nearby nearby;
    struct smooth s;
    int rows = cg->problem->row_count;
    TRY(nearby_list(&nearby, cg, VISITS_MAX, a, e));
    TRY(smooth_open(&s, cg, &nearby, d->stride, a, e));
    s.width = d->width;
    for (int r = 0; r < rows; r++)
        d->price[r] = cg->bound_price[r] * s.scale[r] / s.worth_unit;
    TRY(smooth_descend(&s, d->price, PASSES, e));
    s.width = 1e-6;
    *listed = smooth_pass(&s, d->price) * s.worth_unit + cg->problem->fixed_worth;
    for (int r = 0; r < rows; r++)
        cg->trial[r] = d->price[r] * s.worth_unit / s.scale[r];
    return STATUS_OK;
}

/* Price, and keep the prices if they are better. */
static enum status price(struct dual *d, double *value, struct err *e)
{
    struct colgen *cg = d->cg;
    *value = colgen_price_some(cg, cg->trial, 1, d->stride);
    cg->round_count++;
    TRY(collect(d, e));
    if (*value >= d->center) return STATUS_OK;
    d->center = *value;
    memcpy(cg->bound_price, cg->trial, sizeof(double) * (size_t)cg->problem->row_count);
    memcpy(cg->bound_value, cg->block_value, sizeof(double) * (size_t)cg->problem->block_count);
    if (d->stride == 1) cg->bound = *value;
    return STATUS_OK;
}

/* Do the best prices prove that there is no plan?  Asked only where the bound is suspiciously low:
 * worth is hardly ever negative. */
static int is_impossible(struct dual *d)
{
    struct colgen *cg = d->cg;
    if (d->center >= cg->problem->fixed_worth) return 0;
    memcpy(cg->trial, cg->bound_price, sizeof(double) * (size_t)cg->problem->row_count);
    return colgen_price(cg, cg->trial, 0) < 0;
}

static enum status run_level(struct dual *d, int rounds, struct err *e)
{
    const struct colgen *cg = d->cg;
    double value = 0, listed = 0;
    int idle = 0;
    d->center = INFINITY;
    TRY(price(d, &value, e));
    for (int round = 0; round < rounds; round++) {
        if (stop_wanted(cg->options->stop) || is_impossible(d)) return STATUS_OK;
        struct arena arena = ARENA_INIT((size_t)1 << 40);
        double before = d->center;
        enum status status = descend(d, &listed, &arena, e);
        if (status == STATUS_OK) status = price(d, &value, e);
        arena_clear(&arena);
        if (status != STATUS_OK) return status;
        report(d);
        int suffices = value - listed <= SUFFICES * fabs(value);
        idle = before - d->center <= NEAR * fabs(d->center) ? idle + 1 : 0;
        if (idle >= 2 && d->width <= WIDTH_LAST) break;
        if (suffices || idle > 0) d->width = fmax(WIDTH_LAST, d->width * WIDTH_STEP);
    }
    return STATUS_OK;
}

/* The visit of a block that is at the share, or -1. */
static int visit_at(const struct smooth *s, int block, double share)
{
    int last = s->first[block + 1] - 1;
    for (int c = s->first[block]; c <= last; c++) {
        share -= s->share[c];
        if (share < 0 || (c == last && !s->may_be_none[block])) return s->column[c];
    }
    return -1;
}

/* A visit for every block, drawn by its share in the plan of parts of visits. */
static enum status draw(struct dual *d, struct arena *a, struct err *e)
{
    struct colgen *cg = d->cg;
    const struct problem *p = cg->problem;
    struct nearby nearby;
    struct smooth s;
    struct rng rng = rng_new(cg->options->seed, STREAM);
    TRY(nearby_list(&nearby, cg, VISITS_MAX, a, e));
    TRY(smooth_open(&s, cg, &nearby, 1, a, e));
    s.width = WIDTH_LAST;
    for (int r = 0; r < p->row_count; r++)
        d->price[r] = cg->bound_price[r] * s.scale[r] / s.worth_unit;
    (void)smooth_pass(&s, d->price);
    cg->start = ARENA_ARRAY(cg->arena, int, (size_t)p->block_count + 1);
    if (!cg->start) return err_set(e, STATUS_NOMEM, "out of memory for the dual");
    for (int b = 0; b < p->block_count; b++)
        cg->start[b] = visit_at(&s, b, rng_real(&rng));
    return STATUS_OK;
}

static enum status draw_start(struct dual *d, struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    enum status status = draw(d, &arena, e);
    arena_clear(&arena);
    return status;
}

/* From few blocks to all; a run that is stopped ends with a bound all the same. */
static enum status run_levels(struct dual *d, struct err *e)
{
    struct colgen *cg = d->cg;
    const struct problem *p = cg->problem;
    size_t bytes = sizeof(double) * (size_t)p->row_count;
    while (d->stride > 1 && p->block_count / d->stride < SAMPLE_MIN)
        d->stride /= STRIDE_STEP;
    for (;; d->stride /= STRIDE_STEP) {
        if (stop_wanted(cg->options->stop)) d->stride = 1;
        memcpy(cg->trial, cg->bound_price, bytes);
        TRY(run_level(d, d->stride > 1 ? ROUNDS_SAMPLED : ROUNDS_MAX, e));
        if (d->stride == 1) return STATUS_OK;
        d->width = fmin(WIDTH_FIRST, d->width * STRIDE_STEP);
    }
}

enum status dual_run(struct colgen *cg, enum colgen_outcome *out, struct err *e)
{
    const struct problem *p = cg->problem;
    struct dual d = {.cg = cg, .stride = FIRST_STRIDE, .width = WIDTH_FIRST};
    *out = COLGEN_STOPPED;
    d.price = ARENA_ARRAY(cg->arena, double, (size_t)p->row_count + 1);
    if (!d.price) return err_set(e, STATUS_NOMEM, "out of memory for the dual");
    TRY(run_levels(&d, e));
    *out = COLGEN_INFEASIBLE; /* with the prices that prove it as the last ones tried */
    if (is_impossible(&d)) return STATUS_OK;
    *out = COLGEN_DONE;
    return draw_start(&d, e);
}
