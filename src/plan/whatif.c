/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/whatif.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/enumerate.h"
#include "plan/nearby.h"

enum {
    TURNS = 5,
    WARM_YEARS = 3,  /* of every block, that the master starts with: */
    WARM_ROUNDS = 3, /* it counts as after so many rounds */
    NEAR_LEAST = 12, /* visits of a block that are tried besides the best of every year; */
    NEAR_MOST = 300, /* in small programmes more, */
    NEAR_ALL = 3000, /* so many in all */
};

/* Reduced cost up to which visits are listed, times those tried: share of the mean worth of a block. */
#define NEAR_SHARE (0.02 / NEAR_LEAST)

/* Distance of bound and master at which column generation ends here. */
#define TOLERANCE        1e-5
#define TOLERANCE_AWHILE 1e-4 /* of prices for one question */

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a question");
}

/* --- the known plan ----------------------------------------------------------------------- */

int whatif_block(const struct whatif *w, int area, int stage)
{
    for (int b = 0; b < w->problem.block_count; b++)
        if (w->problem.blocks[b].area == area && w->problem.blocks[b].stage == stage) return b;
    return -1;
}

static int find_option(const struct problem *p, int block, const struct facility *f)
{
    const struct block *b = &p->blocks[block];
    for (int i = b->option_first; i < b->option_first + b->option_count; i++)
        if (p->options[i].size == f->size && p->options[i].site == f->site) return i;
    return -1;
}

static enum status refuse(struct whatif *w, const char *text, struct err *e)
{
    if (w->why_not_a_plan) return STATUS_OK;
    w->why_not_a_plan = arena_strndup(&w->arena, text, strlen(text));
    return w->why_not_a_plan ? STATUS_OK : out_of_memory(e);
}

static enum status adopt_visit(struct whatif *w, const struct plan *known, int visit, int first,
                               struct err *e)
{
    const struct visit *v = &known->visits[visit];
    const struct area *area = &w->problem.programme->areas[v->area];
    int block = whatif_block(w, v->area, v->stage), options[GROUP_MAX], count = 0, column = -1;
    char text[256];
    for (int f = first; block >= 0 && f < known->facility_count; f++) {
        if (known->facilities[f].visit != visit) break;
        int option = find_option(&w->problem, block, &known->facilities[f]);
        if (option < 0 || count == GROUP_MAX) {
            block = -1;
            break;
        }
        options[count++] = option;
    }
    if (block < 0) {
        (void)snprintf(text, sizeof text,
                       "its visit to '%.64s' (stage %d) brings what cannot stand there", area->code,
                       v->stage);
        return refuse(w, text, e);
    }
    struct visit_choice choice = {block, v->year, options, count};
    TRY(pool_add(&w->pool, &choice, &column, e));
    w->known.column[block] = column;
    int is_allowed = w->problem.blocks[block].years >> v->year & 1;
    for (int i = 0; i < count; i++)
        is_allowed &= (int)(w->problem.options[options[i]].years >> v->year & 1);
    if (is_allowed) return STATUS_OK;
    w->known.column[block] = -1;
    (void)snprintf(text, sizeof text, "a clause forbids its visit to '%.64s' (stage %d) in %d",
                   area->code, v->stage, w->problem.programme->first_year + v->year);
    return refuse(w, text, e);
}

static enum status adopt(struct whatif *w, const struct plan *known, struct err *e)
{
    for (int v = 0, f = 0; v < known->visit_count; v++) {
        int first = f;
        while (f < known->facility_count && known->facilities[f].visit == v)
            f++;
        if (known->visits[v].decided) continue;
        TRY(adopt_visit(w, known, v, first, e));
    }
    choice_update(&w->known, &w->pool);
    choice_copy(&w->given, &w->known, &w->problem);
    return w->known.is_plan ? STATUS_OK : refuse(w, "it does not keep every limit and clause", e);
}

/* --- prices ------------------------------------------------------------------------------- */

static void read_prices(struct whatif *w, const struct plan *known)
{
    const struct problem *p = &w->problem;
    for (int r = 0; r < p->row_count; r++) {
        const struct row *row = &p->rows[r];
        double price = 0;
        if (row->kind >= ROW_CAPACITY)
            price = 0; /* not kept; 0 is a price as well */
        else if (row->kind == ROW_LIMIT)
            price = known->limit_price[row->origin];
        else if (row->year >= 0)
            price = known->clause_price[row->origin * p->year_count + row->year];
        if (!isfinite(price)) price = 0;
        if (!isfinite(row->lower)) price = fabs(price);
        if (!isfinite(row->upper)) price = -fabs(price);
        w->colgen.trial[r] = price;
    }
}

/* Use of every row by the best visits of the last pricing. */
static enum status count_best(struct whatif *w, double *sum, struct err *e)
{
    const struct problem *p = &w->problem;
    memset(sum, 0, sizeof(double) * (size_t)p->row_count);
    for (int b = 0; b < p->block_count; b++) {
        const struct package *best = NULL;
        int year = 0, column = -1;
        for (int y = 0; y < p->year_count; y++) {
            const struct package *at = &w->colgen.packages[b * p->year_count + y];
            if (at->count == 0 || (best && at->value <= best->value)) continue;
            best = at;
            year = y;
        }
        if (!best) continue;
        struct visit_choice v = {b, year, best->options, best->count};
        TRY(pool_add(&w->pool, &v, &column, e));
        const struct pattern *c = &w->pool.columns[column];
        for (int i = 0; i < c->entry_count; i++)
            sum[c->rows[i]] += c->values[i];
    }
    return STATUS_OK;
}

/* A price kept without its side is on the wrong one when the best visits go far beyond the other:
 * a floor that is taken for a ceiling keeps visits away, which then fall below it. */
static enum status turn_prices(struct whatif *w, int *turned, struct err *e)
{
    const struct problem *p = &w->problem;
    double *sum = ARENA_ARRAY(&w->arena, double, (size_t)p->row_count + 1);
    if (!sum) return out_of_memory(e);
    TRY(count_best(w, sum, e));
    *turned = 0;
    for (int r = 0; r < p->coupling_count; r++) {
        const struct row *row = &p->rows[r];
        double *price = &w->colgen.trial[r];
        if (!isfinite(row->lower) || !isfinite(row->upper)) continue;
        int is_wrong = (*price > 0 && sum[r] < row->lower) || (*price < 0 && sum[r] > row->upper);
        if (!is_wrong) continue;
        *price = -*price;
        (*turned)++;
    }
    return STATUS_OK;
}

/* Price all with the prices in colgen.trial and make them those of the bound. */
static void take_prices(struct whatif *w)
{
    struct colgen *cg = &w->colgen;
    w->value = colgen_price(cg, cg->trial, 1);
    cg->bound = w->value;
    memcpy(cg->bound_price, cg->trial, sizeof(double) * (size_t)w->problem.row_count);
    memcpy(cg->bound_value, cg->block_value, sizeof(double) * (size_t)w->problem.block_count);
}

static int is_tight(const struct whatif *w)
{
    double least = isfinite(w->known_bound) ? w->known_bound : whatif_worth(w);
    return w->value - least <= WHATIF_PRICE_SLACK * fabs(w->value);
}

/* The best bound of a few turns stays, with its prices. */
static enum status try_kept_prices(struct whatif *w, const struct plan *known, struct err *e)
{
    struct colgen *cg = &w->colgen;
    size_t rows = sizeof(double) * (size_t)w->problem.row_count;
    double best = INFINITY;
    double *kept = ARENA_ARRAY(&w->arena, double, (size_t)w->problem.row_count + 1);
    if (!kept) return out_of_memory(e);
    read_prices(w, known);
    for (int turn = 0, turned = 1; turn < TURNS && turned > 0; turn++) {
        take_prices(w);
        if (w->value < best) {
            best = w->value;
            memcpy(kept, cg->trial, rows);
        }
        if (is_tight(w)) break;
        TRY(turn_prices(w, &turned, e));
    }
    if (w->value > best) {
        memcpy(cg->trial, kept, rows);
        take_prices(w);
    }
    w->bound = fmin(w->value, known->bound);
    return STATUS_OK;
}

/* The known visits, and the best of a few years of every block at the prices there are. */
static enum status fill_master(struct whatif *w, struct err *e)
{
    struct colgen *cg = &w->colgen;
    const struct problem *p = &w->problem;
    int count = 0;
    for (int b = 0; b < p->block_count; b++) {
        uint64_t used = 0;
        if (w->known.column[b] >= 0) cg->added[count++] = w->known.column[b];
        for (int k = 0; k < WARM_YEARS && k + 1 < p->year_count; k++) {
            int year = colgen_best_year(cg, b, used);
            if (year < 0) break;
            const struct package *best = &cg->packages[b * p->year_count + year];
            struct visit_choice v = {b, year, best->options, best->count};
            int column = -1;
            used |= UINT64_C(1) << year;
            TRY(pool_add(&w->pool, &v, &column, e));
            if (column != w->known.column[b]) cg->added[count++] = column;
        }
    }
    cg->round_count = WARM_ROUNDS;
    return master_add(&w->master, cg->added, count, e);
}

/* Column generation from the prices there are. */
static enum status find_prices(struct whatif *w, struct err *e)
{
    struct colgen *cg = &w->colgen;
    enum colgen_outcome outcome = COLGEN_DONE;
    if (isfinite(w->value)) TRY(fill_master(w, e));
    TRY(colgen_run(cg, TOLERANCE, &outcome, e));
    if (!isfinite(cg->bound)) return STATUS_OK;
    memcpy(cg->trial, cg->bound_price, sizeof(double) * (size_t)w->problem.row_count);
    take_prices(w);
    w->bound = fmin(w->bound, w->value);
    return STATUS_OK;
}

/* --- visits to choose from ---------------------------------------------------------------- */

static enum status list_best(struct whatif *w, struct err *e)
{
    const struct problem *p = &w->problem;
    size_t cells = (size_t)p->block_count * (size_t)p->year_count;
    w->best = ARENA_ARRAY(&w->arena, int, cells + 1);
    if (!w->best) return out_of_memory(e);
    for (size_t i = 0; i < cells; i++) {
        const struct package *at = &w->colgen.packages[i];
        int block = (int)i / p->year_count;
        struct visit_choice v = {block, (int)i % p->year_count, at->options, at->count};
        w->best[i] = -1;
        if (at->count > 0) TRY(pool_add(&w->pool, &v, &w->best[i], e));
    }
    return STATUS_OK;
}

static int near_count(const struct problem *p)
{
    int count = NEAR_ALL / (p->block_count + 1);
    return count < NEAR_LEAST ? NEAR_LEAST : count > NEAR_MOST ? NEAR_MOST : count;
}

static enum status list_near(struct whatif *w, struct err *e)
{
    const struct problem *p = &w->problem;
    struct nearby nearby;
    double mean = fabs(w->value) / (p->block_count + 1);
    int tried = near_count(p);
    TRY(enumerate_near(&w->colgen, NEAR_SHARE * tried * mean, tried, e));
    TRY(nearby_list(&nearby, &w->colgen, tried, &w->arena, e));
    int count = nearby.first[p->block_count];
    w->near_first = nearby.first;
    w->near = ARENA_ARRAY(&w->arena, int, (size_t)count + 1);
    size_t years = 2 * (size_t)p->year_count;
    size_t room = (size_t)count + (size_t)p->block_count * (years + 1) +
                  2 * (size_t)p->year_count * (size_t)tried;
    w->columns = ARENA_ARRAY(&w->arena, int, room + 1);
    if (!w->near || !w->columns) return out_of_memory(e);
    for (int i = 0; i < count; i++)
        w->near[i] = nearby.visits[i].column;
    return STATUS_OK;
}

/* --- prices for a while --------------------------------------------------------------------- */

static enum status keep_prices(struct whatif *w, struct whatif_prices *kept, struct err *e)
{
    const struct colgen *cg = &w->colgen;
    size_t rows = (size_t)w->problem.row_count, blocks = (size_t)w->problem.block_count;
    *kept = (struct whatif_prices){
        .value = w->value, .best = w->best, .near = w->near, .near_first = w->near_first};
    kept->row = ARENA_ARRAY(&w->arena, double, rows + 1);
    kept->block = ARENA_ARRAY(&w->arena, double, blocks + 1);
    if (!kept->row || !kept->block) return out_of_memory(e);
    memcpy(kept->row, cg->bound_price, sizeof(double) * rows);
    memcpy(kept->block, cg->bound_value, sizeof(double) * blocks);
    return STATUS_OK;
}

enum status whatif_price_anew(struct whatif *w, int row, struct whatif_prices *kept, struct err *e)
{
    struct colgen *cg = &w->colgen;
    enum colgen_outcome outcome = COLGEN_DONE;
    size_t rows = sizeof(double) * (size_t)w->problem.row_count;
    TRY(keep_prices(w, kept, e));
    TRY(master_set_row(&w->master, row, e));
    memcpy(cg->trial, kept->row, rows);
    take_prices(w);
    TRY(fill_master(w, e));
    TRY(colgen_run(cg, TOLERANCE_AWHILE, &outcome, e));
    memcpy(cg->trial, cg->bound_price, rows);
    take_prices(w);
    w->also = w->best;
    TRY(list_best(w, e));
    return list_near(w, e);
}

enum status whatif_price_back(struct whatif *w, int row, const struct whatif_prices *kept,
                              struct err *e)
{
    struct colgen *cg = &w->colgen;
    w->value = cg->bound = kept->value;
    memcpy(cg->bound_price, kept->row, sizeof(double) * (size_t)w->problem.row_count);
    memcpy(cg->bound_value, kept->block, sizeof(double) * (size_t)w->problem.block_count);
    w->best = kept->best;
    w->near = kept->near;
    w->near_first = kept->near_first;
    w->also = NULL;
    return master_set_row(&w->master, row, e);
}

/* --- life --------------------------------------------------------------------------------- */

static enum status prepare(struct whatif *w, const struct plan *known, struct err *e)
{
    struct arena *a = &w->arena;
    TRY(pool_init(&w->pool, &w->problem, a, e));
    TRY(master_open(&w->master, &w->problem, &w->pool, &w->options, a, e));
    TRY(colgen_init(&w->colgen, &w->master, &w->options, a, e));
    TRY(choice_init(&w->known, &w->problem, a, e));
    TRY(choice_init(&w->given, &w->problem, a, e));
    TRY(choice_init(&w->trial, &w->problem, a, e));
    TRY(choice_init(&w->found, &w->problem, a, e));
    w->is_free = ARENA_ARRAY(a, char, (size_t)w->problem.block_count + 1);
    if (!w->is_free) return out_of_memory(e);
    TRY(adopt(w, known, e));
    if (known->limit_price && known->clause_price) return try_kept_prices(w, known, e);
    return STATUS_OK;
}

enum status whatif_tighten(struct whatif *w, struct err *e)
{
    if (!isfinite(w->value) || !is_tight(w)) TRY(find_prices(w, e));
    TRY(list_best(w, e));
    return list_near(w, e);
}

enum status whatif_open(struct whatif *out, const struct plan_input *in, const struct plan *known,
                        const struct plan_options *options, struct err *e)
{
    TRY(whatif_open_quick(out, in, known, options, e));
    if (out->problem.why_infeasible) return STATUS_OK;
    return whatif_tighten(out, e);
}

enum status whatif_open_quick(struct whatif *out, const struct plan_input *in,
                              const struct plan *known, const struct plan_options *options,
                              struct err *e)
{
    *out = (struct whatif){.options = *options,
                           .bound = INFINITY,
                           .value = INFINITY,
                           .known_bound = known->bound,
                           .problem_arena = ARENA_INIT((size_t)1 << 40),
                           .arena = ARENA_INIT((size_t)1 << 40)};
    TRY(problem_build(&out->problem, in, &out->problem_arena, e));
    if (out->problem.why_infeasible) return refuse(out, out->problem.why_infeasible, e);
    return prepare(out, known, e);
}

void whatif_close(struct whatif *w)
{
    master_close(&w->master);
    arena_clear(&w->arena);
    arena_clear(&w->problem_arena);
}

void whatif_reset(struct whatif *w)
{
    choice_copy(&w->known, &w->given, &w->problem);
}

void whatif_lower_floor(struct whatif *w, int clause, double by)
{
    for (int r = 0; r < w->problem.coupling_count; r++)
        if (w->problem.rows[r].kind != ROW_LIMIT && w->problem.rows[r].origin == clause)
            w->problem.rows[r].lower -= by;
}

double whatif_worth(const struct whatif *w)
{
    return w->problem.fixed_worth + w->known.worth;
}
