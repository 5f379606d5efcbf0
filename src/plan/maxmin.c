/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/maxmin.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/floors.h"

enum {
    QUESTION_MAX = 40,
};

/* Effort of a question, as a share of that of the plan in the end, and the gap it may have: any
 * plan says yes. */
#define QUESTION_EFFORT 0.1
#define QUESTION_GAP    10.0

/* The next level above one that is reached, for the proof that there is none. */
#define NEXT 1e-5

struct climb {
    const struct plan_input *in;
    const struct plan_options *options;
    double *most;          /* [area] */
    double *share, *floor; /* [area] scratch */
    double *supply;        /* [area * good_count + good] scratch */
    struct maxmin *level;
    double above; /* questions from here on were not answered with yes */
    struct plan *best;
    struct arena *arena;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the largest of the smallest shares");
}

static int has_plan(const struct plan *plan)
{
    return plan->outcome == PLAN_OPTIMAL || plan->outcome == PLAN_FEASIBLE;
}

static enum status reach(const struct plan_input *in, double *now, double *most, struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct problem problem;
    enum status status = problem_build(&problem, in, &work, e);
    if (status == STATUS_OK && problem.trade.lane_count > 0)
        status = err_set(e, STATUS_LIMIT,
                         "goods are traded between areas: max-min counts what an area has of its "
                         "own plants, and is for programmes without trade");
    if (status == STATUS_OK) status = floors_reach(&problem, now, most, &work, e);
    arena_clear(&work);
    return status;
}

enum status maxmin_reach(const struct plan_input *in, double **out, struct arena *a, struct err *e)
{
    size_t areas = (size_t)in->programme->area_count + 1;
    double *now = ARENA_ARRAY(a, double, areas);
    *out = ARENA_ARRAY(a, double, areas);
    if (!now || !*out) return out_of_memory(e);
    return reach(in, now, *out, e);
}

/* The level that shares reach; where every area is as far as it can be, the largest there is. */
static double level_of(const struct climb *c, const double *share)
{
    double level = INFINITY, largest = 0;
    for (int a = 0; a < c->in->programme->area_count; a++) {
        if (!c->in->programme->areas[a].visitable) continue;
        largest = fmax(largest, c->most[a]);
        if (share[a] < c->most[a] - MAXMIN_SAME) level = fmin(level, share[a]);
    }
    return fmin(level, largest);
}

/* Is there a plan at this level?  Without floors for level 0. */
static enum status ask(struct climb *c, double level, double effort, double gap, struct plan *out,
                       struct err *e)
{
    const struct programme *p = c->in->programme;
    struct plan_options options = *c->options;
    char text[64];
    for (int a = 0; a < p->area_count; a++)
        c->floor[a] = p->areas[a].visitable ? fmin(level, c->most[a]) : 0;
    options.share_floor = level > 0 ? c->floor : NULL;
    options.effort *= effort;
    options.gap = gap;
    c->level->question_count++;
    (void)snprintf(text, sizeof text, "worst share %.4f", level);
    progress_report(options.progress, -1, text);
    options.progress = NULL;
    return plan_solve(c->in, &options, out, c->arena, e);
}

static void take(struct climb *c, const struct plan *plan, double asked)
{
    if (!has_plan(plan)) {
        c->above = fmin(c->above, asked);
        if (plan->outcome == PLAN_INFEASIBLE)
            c->level->level_bound = fmin(c->level->level_bound, asked);
        return;
    }
    floors_of_plan(c->in->programme, plan, c->share, c->supply);
    c->level->level = fmax(asked, level_of(c, c->share));
    *c->best = *plan;
}

/* Bisection down to steps that count, then the proof that the next level is none, or on from it. */
static enum status climb(struct climb *c, struct err *e)
{
    while (c->level->question_count < QUESTION_MAX && !stop_wanted(c->options->stop)) {
        double low = c->level->level, high = fmin(c->above, c->level->level_bound);
        struct plan plan;
        if (high - low <= 2 * NEXT) break;
        double asked = high - low > MAXMIN_STEP ? (low + high) / 2 : low + NEXT;
        TRY(ask(c, asked, QUESTION_EFFORT, QUESTION_GAP, &plan, e));
        take(c, &plan, asked);
    }
    return STATUS_OK;
}

/* The best plan at the level; one found on the way is one of them. */
static enum status finish(struct climb *c, struct err *e)
{
    struct plan plan;
    TRY(ask(c, c->level->level, 1, c->options->gap, &plan, e));
    if (has_plan(&plan) && plan.objective >= c->best->objective) {
        *c->best = plan;
        return STATUS_OK;
    }
    double bound = has_plan(&plan) || plan.outcome == PLAN_STOPPED ? plan.bound : INFINITY;
    c->best->bound = fmax(bound, c->best->objective);
    c->best->outcome = PLAN_FEASIBLE;
    return STATUS_OK;
}

static enum status start(struct climb *c, struct err *e)
{
    const struct programme *p = c->in->programme;
    size_t areas = (size_t)p->area_count + 1;
    c->most = ARENA_ARRAY(c->arena, double, areas);
    c->share = ARENA_ARRAY(c->arena, double, areas);
    c->floor = ARENA_ARRAY(c->arena, double, areas);
    c->supply = ARENA_ARRAY(c->arena, double, areas *(size_t)p->good_count + 1);
    if (!c->most || !c->share || !c->floor || !c->supply) return out_of_memory(e);
    TRY(reach(c->in, c->share, c->most, e));
    *c->level = (struct maxmin){.level = NAN, .level_bound = NAN};
    for (int a = 0; a < p->area_count; a++) /* no level is above the largest share of any */
        if (p->areas[a].visitable) c->above = fmax(c->above, c->most[a]);
    return STATUS_OK;
}

enum status plan_maxmin(const struct plan_input *in, const struct plan_options *options,
                        struct plan *out, struct maxmin *level, struct arena *a, struct err *e)
{
    struct climb c = {.in = in, .options = options, .level = level, .best = out, .arena = a};
    TRY(start(&c, e));
    TRY(ask(&c, 0, QUESTION_EFFORT, QUESTION_GAP, out, e));
    if (!has_plan(out)) return STATUS_OK;
    level->level_bound = c.above;
    take(&c, out, 0);
    TRY(climb(&c, e));
    return finish(&c, e);
}

enum status maxmin_below(const struct programme *p, const struct plan *plan, double level, int *out,
                         struct arena *a, struct err *e)
{
    size_t areas = (size_t)p->area_count + 1;
    double *share = ARENA_ARRAY(a, double, areas);
    double *supply = ARENA_ARRAY(a, double, areas *(size_t)p->good_count + 1);
    *out = 0;
    if (!share || !supply) return out_of_memory(e);
    floors_of_plan(p, plan, share, supply);
    for (int i = 0; i < p->area_count; i++)
        *out += p->areas[i].visitable && share[i] < level - MAXMIN_SAME;
    return STATUS_OK;
}
