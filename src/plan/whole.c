/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/whole.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/team.h"
#include "plan/part.h"
#include "plan/part_close.h"
#include "plan/tree.h"

enum {
    BATCH = 8, /* parts between two looks at what is wanted */
};

/* Parts where less can be gained, as a share of the bound, are left out. */
#define LEAST_GAIN 2e-5

/* Relative margin for the rounding of sums. */
#define MARGIN 1e-9

struct job { /* a part */
    int part;
    double counted; /* what the bound of column generation counts for it */
    double planned; /* what the plan at hand gets from it, all other rows paid for */
    double bound;
    struct problem problem;
    const struct plan_options *options;
    int nodes, iterations;
    double *value; /* [block of the part] */
    double *price; /* [row of the part] */
    struct tree_result tree;
    struct arena arena;
    enum status status;
    struct err err;
};

struct whole {
    struct colgen *cg;
    const struct choice_set *plan;
    struct parts parts;
    struct job *jobs; /* most to gain first */
    int job_count;
    double size; /* of the sums, for their rounding */
    struct plan_options options;
    struct arena *arena;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the bound of whole visits");
}

/* What the bound counts for the part, and what the plan gets from it. */
static void weigh(struct whole *w, struct job *job)
{
    const struct colgen *cg = w->cg;
    const struct parts *parts = &w->parts;
    for (int i = parts->block_first[job->part]; i < parts->block_first[job->part + 1]; i++) {
        int b = parts->blocks[i], column = w->plan->column[b];
        job->counted += cg->bound_value[b];
        if (column >= 0) job->planned += pattern_value(&cg->pool->columns[column], cg->bound_price);
    }
    for (int i = parts->row_first[job->part]; i < parts->row_first[job->part + 1]; i++) {
        int r = parts->rows[i];
        const struct row *row = &cg->problem->rows[r];
        job->counted += row_term(row, cg->bound_price[r]);
        job->planned += cg->bound_price[r] * w->plan->sum[r] - row_penalty(row, w->plan->sum[r]);
        w->size += fabs(row_term(row, cg->bound_price[r]));
    }
}

static double to_gain(const struct job *job)
{
    return job->counted - job->planned;
}

static int by_gain(const void *left, const void *right)
{
    const struct job *a = left, *b = right;
    if (to_gain(a) != to_gain(b)) return to_gain(a) > to_gain(b) ? -1 : 1;
    return a->part - b->part;
}

static enum status list_jobs(struct whole *w, struct err *e)
{
    w->jobs = ARENA_ARRAY(w->arena, struct job, (size_t)w->parts.count + 1);
    if (!w->jobs) return out_of_memory(e);
    w->size = fabs(w->cg->bound);
    for (int k = 0; k < w->parts.count; k++) {
        struct job job = {.part = k, .arena = ARENA_INIT((size_t)1 << 40)};
        weigh(w, &job);
        if (to_gain(&job) > LEAST_GAIN * fabs(w->cg->bound)) w->jobs[w->job_count++] = job;
    }
    qsort(w->jobs, (size_t)w->job_count, sizeof *w->jobs, by_gain);
    return STATUS_OK;
}

/* The tree has not come to its end: by the solver's. */
static enum status close_job(struct job *job)
{
    double enough = fmax(job->planned, job->tree.has_plan ? job->tree.worth : -INFINITY);
    struct part_prices at = {job->value, job->price, job->counted, enough};
    struct part_bound close;
    TRY(part_close(&job->problem, &at, job->iterations, job->options, &close, &job->arena,
                   &job->err));
    job->tree.bound = fmin(job->tree.bound, close.bound);
    return STATUS_OK;
}

static void run_job(void *context, int index, int thread)
{
    (void)thread;
    struct job *job = (struct job *)context + index;
    struct tree_goal goal = {job->planned, job->nodes};
    job->status = tree_run(&job->problem, job->options, &goal, &job->tree, &job->arena, &job->err);
    int is_open = job->status == STATUS_OK && job->tree.nodes >= job->nodes;
    if (is_open && job->iterations > 0) job->status = close_job(job);
}

static enum status take_prices(struct whole *w, struct job *job, struct err *e)
{
    const struct parts *parts = &w->parts;
    int first_block = parts->block_first[job->part], first_row = parts->row_first[job->part];
    job->value = ARENA_ARRAY(&job->arena, double, (size_t)job->problem.block_count + 1);
    job->price = ARENA_ARRAY(&job->arena, double, (size_t)job->problem.row_count + 1);
    if (!job->value || !job->price) return out_of_memory(e);
    for (int b = 0; b < job->problem.block_count; b++)
        job->value[b] = w->cg->bound_value[parts->blocks[first_block + b]];
    for (int r = 0; r < job->problem.row_count; r++)
        job->price[r] = w->cg->bound_price[parts->rows[first_row + r]];
    return STATUS_OK;
}

/* Jobs from..to, each with a problem of its own; adds to *lost. */
static enum status run_jobs(struct whole *w, int from, int to, double *lost, struct err *e)
{
    struct colgen *cg = w->cg;
    for (int i = from; i < to; i++) {
        struct job *job = &w->jobs[i];
        TRY(part_problem(&job->problem, cg->problem, &w->parts, job->part, &cg->prices,
                         cg->bound_price, &job->arena, e));
        TRY(take_prices(w, job, e));
        job->problem.is_branched = 1;
        job->options = &w->options;
    }
    team_run(cg->threads, to - from, 1, run_job, w->jobs + from);
    for (int i = from; i < to; i++) {
        const struct job *job = &w->jobs[i];
        if (job->status != STATUS_OK) return err_set(e, job->status, "%s", job->err.text);
        *lost += fmax(0, job->counted - job->tree.bound - MARGIN * w->size);
        cg->round_count += job->tree.rounds;
    }
    return STATUS_OK;
}

static void clear_jobs(struct whole *w)
{
    for (int i = 0; i < w->job_count; i++)
        arena_clear(&w->jobs[i].arena);
}

static enum status run_parts(struct whole *w, const struct whole_effort *effort, double wanted,
                             double *lost, struct err *e)
{
    const struct stop *stop = w->cg->options->stop;
    TRY(parts_find(&w->parts, w->cg->problem, effort->block_max, w->arena, e));
    TRY(list_jobs(w, e));
    int most = w->job_count < effort->parts ? w->job_count : effort->parts;
    for (int i = 0; i < most && *lost < wanted && !stop_wanted(stop); i += BATCH) {
        int to = i + BATCH < most ? i + BATCH : most;
        for (int k = i; k < to; k++) {
            w->jobs[k].nodes = effort->nodes;
            w->jobs[k].iterations = effort->iterations;
        }
        TRY(run_jobs(w, i, to, lost, e));
    }
    return STATUS_OK;
}

/* One thread for a tree; each asks the stop flag itself. */
static struct plan_options options_of(const struct colgen *cg)
{
    struct plan_options o = *cg->options;
    o.threads = 1;
    o.progress = NULL;
    return o;
}

enum status whole_parts(struct colgen *cg, const struct choice_set *plan,
                        const struct whole_effort *effort, double wanted, double *lost,
                        struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct whole w = {.cg = cg, .plan = plan, .options = options_of(cg), .arena = &arena};
    *lost = 0;
    enum status status = run_parts(&w, effort, wanted, lost, e);
    clear_jobs(&w);
    arena_clear(&arena);
    return status;
}
