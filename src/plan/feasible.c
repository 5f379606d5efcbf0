/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/feasible.h"

#include <math.h>
#include <string.h>

#include "plan/colgen.h"
#include "plan/restrict.h"

enum {
    ROUND_MAX = 500,
    VISITS_KEPT = 20 * 1000,
    PER_BLOCK = 3, /* visits of a block that are added in a round */
    NODES = 200,
    HEURISTICS = 40,
    FIRST_SIZE = 256,
};

/* A question being worked on. */
struct asking {
    struct feasibility *f;
    const struct demands *demands;
    struct programme programme;
    struct plan_input input;
    int *origin; /* demand of each clause, then of each limit */
    struct problem problem;
    struct pool pool;
    struct master master;
    struct colgen colgen;
    struct choice_set choice;
    int *added;
    struct arena arena;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a question of feasibility");
}

enum status feasible_init(struct feasibility *out, const struct plan_input *in,
                          const struct plan_options *options, struct arena *a, struct err *e)
{
    *out = (struct feasibility){.in = in, .options = options, .arena = a};
    out->proof = ARENA_ARRAY(a, struct proof_price, FIRST_SIZE);
    out->visits = ARENA_ARRAY(a, struct visit_choice, FIRST_SIZE);
    out->proof_size = out->visit_size = FIRST_SIZE;
    const struct programme *p = in->programme;
    out->sizes = ARENA_ARRAY(a, struct facility_size, (size_t)p->size_count + 1);
    if (!out->proof || !out->visits || !out->sizes) return out_of_memory(e);
    for (int i = 0; i < p->size_count; i++) {
        out->sizes[i] = p->sizes[i];
        out->sizes[i].output_count = 0;
    }
    return STATUS_OK;
}

/* --- the question as a problem ------------------------------------------------------------ */

static int demand_of(const struct asking *q, const struct row *row)
{
    int is_limit = row->kind == ROW_LIMIT;
    return q->origin[(is_limit ? q->programme.clause_count : 0) + row->origin];
}

static enum status open_problem(struct asking *q, struct feasibility *f, const struct demands *d,
                                struct err *e)
{
    *q = (struct asking){.f = f, .demands = d, .arena = ARENA_INIT((size_t)1 << 40)};
    f->asked++;
    TRY(demands_programme(&q->programme, &q->origin, d, &q->arena, e));
    q->programme.sizes = f->sizes;
    q->input = (struct plan_input){&q->programme, f->in->siting, f->in->equity_weight};
    TRY(problem_build(&q->problem, &q->input, &q->arena, e));
    if (q->problem.why_infeasible) return STATUS_OK;
    TRY(pool_init(&q->pool, &q->problem, &q->arena, e));
    q->master = (struct master){.problem = &q->problem, .pool = &q->pool}; /* opened when needed */
    TRY(colgen_init(&q->colgen, &q->master, f->options, &q->arena, e));
    TRY(choice_init(&q->choice, &q->problem, &q->arena, e));
    q->added =
        ARENA_ARRAY(&q->arena, int, (size_t)q->problem.block_count *PER_BLOCK + VISITS_KEPT + 1);
    return q->added ? STATUS_OK : out_of_memory(e);
}

static void close_problem(struct asking *q)
{
    master_close(&q->master);
    arena_clear(&q->arena);
}

/* --- proofs ------------------------------------------------------------------------------- */

/* Which of the rows of its demand is the row? */
static int ordinal_of(const struct asking *q, int row)
{
    int first = row;
    while (first > 0 &&
           demand_of(q, &q->problem.rows[first - 1]) == demand_of(q, &q->problem.rows[row]))
        first--;
    return row - first;
}

/* The kept proof's prices for the rows of this problem: both are in the order of the programme. */
static void recall_proof(const struct asking *q, double *price)
{
    const struct feasibility *f = q->f;
    int next = 0;
    for (int r = 0; r < q->problem.row_count; r++) {
        price[r] = 0;
        if (r >= q->problem.coupling_count) continue;
        int demand = demand_of(q, &q->problem.rows[r]), ordinal = ordinal_of(q, r);
        for (int k = 0; k < f->proof_count; k++) {
            int at = (next + k) % f->proof_count;
            if (f->proof[at].demand != demand || f->proof[at].ordinal != ordinal) continue;
            price[r] = f->proof[at].price;
            next = at + 1;
            break;
        }
    }
}

static enum status keep_proof(struct asking *q, const double *price, double missing, struct err *e)
{
    struct feasibility *f = q->f;
    const struct problem *p = &q->problem;
    f->proof_count = 0;
    f->has_proof = 1;
    f->missing = missing;
    f->reason = NULL;
    for (int r = 0; r < p->coupling_count; r++) {
        if (price[r] == 0) continue;
        if (f->proof_count == f->proof_size) {
            struct proof_price *more =
                ARENA_ARRAY(f->arena, struct proof_price, 2 * (size_t)f->proof_size);
            if (!more) return out_of_memory(e);
            memcpy(more, f->proof, sizeof *more * (size_t)f->proof_size);
            f->proof = more;
            f->proof_size *= 2;
        }
        f->proof[f->proof_count++] =
            (struct proof_price){demand_of(q, &p->rows[r]), ordinal_of(q, r), price[r]};
    }
    return STATUS_OK;
}

static enum status keep_reason(struct asking *q, struct err *e)
{
    struct feasibility *f = q->f;
    const char *text = q->problem.why_infeasible;
    f->has_proof = 0;
    f->proof_count = 0;
    f->reason = arena_strndup(f->arena, text, strlen(text));
    return f->reason ? STATUS_OK : out_of_memory(e);
}

/* Does the kept proof refute this problem? */
static int is_refuted(struct asking *q)
{
    if (!q->f->has_proof) return 0;
    recall_proof(q, q->colgen.trial);
    return colgen_price(&q->colgen, q->colgen.trial, 0) < 0;
}

void feasible_weight(const struct feasibility *f, int demand, double *ceiling, double *floor)
{
    *ceiling = *floor = 0;
    for (int i = 0; f->has_proof && i < f->proof_count; i++) {
        if (f->proof[i].demand != demand) continue;
        *(f->proof[i].price > 0 ? ceiling : floor) += fabs(f->proof[i].price);
    }
}

/* --- visits ------------------------------------------------------------------------------- */

static int is_allowed(const struct problem *p, const struct visit_choice *v)
{
    if (v->block >= p->block_count || !(p->blocks[v->block].years >> v->year & 1)) return 0;
    const struct block *b = &p->blocks[v->block];
    uint64_t groups = 0;
    for (int i = 0; i < v->count; i++) {
        const struct option *o = &p->options[v->options[i]];
        if (!(o->years >> v->year & 1)) return 0;
        groups |= UINT64_C(1) << o->group;
    }
    if (b->groups_must && (b->groups_must[v->year] & ~groups)) return 0;
    for (int s = 0; s < b->site_must_count; s++) {
        int found = !(b->sites_must[s].years >> v->year & 1);
        for (int i = 0; i < v->count; i++)
            found |= p->options[v->options[i]].site == b->sites_must[s].site;
        if (!found) return 0;
    }
    return 1;
}

/* Blocks and options do not depend on the demands: visits of one question serve in the next. */
static enum status recall_visits(struct asking *q, struct err *e)
{
    int count = 0, column = -1;
    for (int i = 0; i < q->f->visit_count && count < VISITS_KEPT; i++) {
        if (!is_allowed(&q->problem, &q->f->visits[i])) continue;
        int before = q->pool.count;
        TRY(pool_add(&q->pool, &q->f->visits[i], &column, e));
        if (q->pool.count > before) q->added[count++] = column;
    }
    return master_add(&q->master, q->added, count, e);
}

static enum status keep_visits(struct asking *q, int from, struct err *e)
{
    struct feasibility *f = q->f;
    for (int i = from; i < q->pool.count && f->visit_count < VISITS_KEPT; i++) {
        const struct pattern *c = &q->pool.columns[i];
        if (f->visit_count == f->visit_size) {
            struct visit_choice *more =
                ARENA_ARRAY(f->arena, struct visit_choice, 2 * (size_t)f->visit_size);
            if (!more) return out_of_memory(e);
            memcpy(more, f->visits, sizeof *more * (size_t)f->visit_size);
            f->visits = more;
            f->visit_size *= 2;
        }
        int *options = ARENA_ARRAY(f->arena, int, (size_t)c->option_count + 1);
        if (!options) return out_of_memory(e);
        memcpy(options, c->options, sizeof(int) * (size_t)c->option_count);
        f->visits[f->visit_count++] =
            (struct visit_choice){c->block, c->year, options, c->option_count};
    }
    return STATUS_OK;
}

/* The best few years of every block at the prices last tried, into the master. */
static enum status add_visits(struct asking *q, int *count, struct err *e)
{
    const struct problem *p = &q->problem;
    *count = 0;
    for (int b = 0; b < p->block_count; b++) {
        uint64_t used = 0;
        for (int k = 0; k < PER_BLOCK; k++) {
            const struct package *best = NULL;
            int year = 0, column = -1;
            for (int y = 0; y < p->year_count; y++) {
                const struct package *at = &q->colgen.packages[b * p->year_count + y];
                if ((used >> y & 1) || at->count == 0 || (best && at->value <= best->value))
                    continue;
                best = at;
                year = y;
            }
            if (!best || best->value - q->master.block_price[b] <= 1e-9) break;
            used |= UINT64_C(1) << year;
            struct visit_choice v = {b, year, best->options, best->count};
            int before = q->pool.count;
            TRY(pool_add(&q->pool, &v, &column, e));
            if (q->pool.count > before) q->added[(*count)++] = column;
        }
    }
    return master_add(&q->master, q->added, *count, e);
}

/* --- parts of visits ---------------------------------------------------------------------- */

static enum status solve_parts(struct asking *q, enum feasible *answer, struct err *e)
{
    struct master *m = &q->master;
    *answer = FEASIBLE_UNKNOWN;
    q->f->solved++;
    TRY(master_open(m, &q->problem, &q->pool, q->f->options, &q->arena, e));
    TRY(recall_visits(q, e));
    TRY(master_set_phase(m, 1, e));
    for (int round = 0; round < ROUND_MAX; round++) {
        int stopped = 0, count = 0;
        TRY(master_solve(m, &stopped, e));
        if (stopped || stop_wanted(q->f->options->stop)) return STATUS_OK;
        *answer = FEASIBLE_YES;
        if (m->artificial <= 1e-7) return STATUS_OK;
        memcpy(q->colgen.trial, m->row_price, sizeof(double) * (size_t)q->problem.row_count);
        double bound = colgen_price(&q->colgen, q->colgen.trial, 0);
        *answer = FEASIBLE_NO;
        if (bound < 0) return keep_proof(q, q->colgen.trial, -bound, e);
        *answer = FEASIBLE_UNKNOWN; /* neither, by rounding */
        TRY(add_visits(q, &count, e));
        if (count == 0) return STATUS_OK;
    }
    return STATUS_OK;
}

static enum status ask_parts(struct asking *q, enum feasible *answer, int *is_whole, struct err *e)
{
    *is_whole = 0;
    *answer = FEASIBLE_NO;
    if (q->problem.why_infeasible) return keep_reason(q, e);
    choice_update(&q->choice, &q->pool);
    *answer = FEASIBLE_YES;
    *is_whole = q->choice.is_plan; /* the empty plan */
    if (*is_whole) return STATUS_OK;
    *answer = FEASIBLE_NO;
    if (is_refuted(q)) return STATUS_OK;
    int known = 0;
    TRY(solve_parts(q, answer, e));
    return keep_visits(q, known, e);
}

/* --- whole visits ------------------------------------------------------------------------- */

/* Of the visits known: any plan, whatever it is worth. */
static enum status choose_whole(struct asking *q, int *found, struct err *e)
{
    int *columns = ARENA_ARRAY(&q->arena, int, (size_t)q->pool.count + 1);
    if (!columns) return out_of_memory(e);
    for (int i = 0; i < q->pool.count; i++)
        columns[i] = i;
    struct restriction r = {.columns = columns,
                            .column_count = q->pool.count,
                            .gap = 1e6,
                            .nodes = NODES,
                            .heuristics = HEURISTICS};
    struct restricted done;
    TRY(restrict_solve(&r, &q->pool, q->f->options, &q->choice, &done, e));
    *found = done.found;
    return STATUS_OK;
}

static enum status ask_whole(struct asking *q, enum feasible *answer, struct err *e)
{
    int found = 0;
    struct plan plan;
    TRY(choose_whole(q, &found, e));
    *answer = FEASIBLE_YES;
    if (found) return STATUS_OK;
    struct plan_options options = *q->f->options;
    options.gap = 1;
    options.effort = 0.1; /* small problems are solved to their end */
    TRY(plan_solve(&q->input, &options, &plan, &q->arena, e));
    *answer = plan.outcome == PLAN_STOPPED      ? FEASIBLE_UNKNOWN
              : plan.outcome == PLAN_INFEASIBLE ? FEASIBLE_NO
                                                : FEASIBLE_YES;
    if (*answer == FEASIBLE_NO) {
        q->f->has_proof = 0; /* none by prices */
        q->f->reason = NULL;
    }
    return STATUS_OK;
}

enum status feasible_ask(struct feasibility *f, const struct demands *d, enum feasible *answer,
                         struct err *e)
{
    struct asking q;
    int is_whole = 0;
    *answer = FEASIBLE_UNKNOWN;
    enum status status = open_problem(&q, f, d, e);
    if (status == STATUS_OK) status = ask_parts(&q, answer, &is_whole, e);
    if (status == STATUS_OK && *answer != FEASIBLE_NO && !is_whole)
        status = ask_whole(&q, answer, e);
    close_problem(&q);
    return status;
}

enum status feasible_ask_parts(struct feasibility *f, const struct demands *d,
                               enum feasible *answer, struct err *e)
{
    struct asking q;
    int is_whole = 0;
    enum status status = open_problem(&q, f, d, e);
    if (status == STATUS_OK) status = ask_parts(&q, answer, &is_whole, e);
    if (*answer == FEASIBLE_UNKNOWN) *answer = FEASIBLE_YES;
    close_problem(&q);
    return status;
}

enum status feasible_is_refuted(struct feasibility *f, const struct demands *d, int *refuted,
                                struct err *e)
{
    struct asking q;
    enum status status = open_problem(&q, f, d, e);
    *refuted = 0;
    if (status == STATUS_OK && q.problem.why_infeasible) {
        *refuted = 1;
        status = keep_reason(&q, e);
    } else if (status == STATUS_OK) {
        *refuted = is_refuted(&q);
    }
    close_problem(&q);
    return status;
}
