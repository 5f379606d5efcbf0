/* SPDX-License-Identifier: Apache-2.0 */
#include "app/level_search.h"

#include "project/level_grid.h"
#include "sched/solve.h"

enum {
    SCHEDULES = 20000, /* normal effort; fewer when they are long: */
    PLACEMENTS = 20000000,
    SCHEDULES_LEAST = 100,
    CONFLICTS = 4000,
};

static enum status make_problem(struct sched_problem *p, const struct level_grid *g,
                                struct arena *a, struct err *e)
{
    size_t n = (size_t)g->task_count;
    struct sched_activity *activities = ARENA_ARRAY(a, struct sched_activity, n + 1);
    struct sched_mode *modes = ARENA_ARRAY(a, struct sched_mode, n + 1);
    struct sched_need *needs = ARENA_ARRAY(a, struct sched_need, (size_t)g->need_count + 1);
    struct sched_link *links = ARENA_ARRAY(a, struct sched_link, (size_t)g->tie_count + 1);
    struct sched_resource *resources =
        ARENA_ARRAY(a, struct sched_resource, (size_t)g->resource_count + 1);
    if (!activities || !modes || !needs || !links || !resources)
        return err_set(e, STATUS_NOMEM, "out of memory for a search of %d activities",
                       g->task_count);
    for (int i = 0; i < g->task_count; i++) {
        const struct level_task *t = &g->tasks[i];
        activities[i] = (struct sched_activity){i, 1, t->release, SCHED_NEVER, SCHED_NEVER, 0};
        modes[i] = (struct sched_mode){t->duration, t->need_first, t->need_count, 0, 0};
    }
    for (int k = 0; k < g->need_count; k++)
        needs[k] = (struct sched_need){g->needs[k].resource, g->needs[k].quantity};
    for (int k = 0; k < g->tie_count; k++) {
        static const enum link_kind kinds[] = {LINK_FS, LINK_SS, LINK_FF, LINK_SF};
        const struct level_tie *t = &g->ties[k];
        links[k] = (struct sched_link){t->from, t->to, kinds[t->kind], t->lag};
    }
    for (int k = 0; k < g->resource_count; k++)
        resources[k] = (struct sched_resource){g->capacity[k], 0, 0};
    *p = (struct sched_problem){.activities = activities,
                                .modes = modes,
                                .needs = needs,
                                .links = links,
                                .resources = resources,
                                .activity_count = g->task_count,
                                .mode_count = g->task_count,
                                .need_count = g->need_count,
                                .link_count = g->tie_count,
                                .resource_count = g->resource_count,
                                .makespan_weight = 1};
    return STATUS_OK;
}

enum status level_search(struct level_order *out, const struct level_grid *grid,
                         const struct level_effort *effort, struct arena *a, struct err *e)
{
    struct sched_problem p;
    struct sched_result r;
    struct sched_options o = sched_options_default();
    *out = (struct level_order){0};
    if (grid->task_count == 0) return STATUS_OK;
    double schedules = effort->effort * SCHEDULES, most = effort->effort * PLACEMENTS;
    if (schedules > most / grid->task_count) schedules = most / grid->task_count;
    if (schedules < SCHEDULES_LEAST) schedules = SCHEDULES_LEAST;
    o.schedules = effort->effort > 0 ? (int64_t)schedules : 1;
    o.conflicts = (int64_t)(effort->effort * CONFLICTS);
    o.threads = effort->threads;
    o.seed = effort->seed;
    o.stop = effort->stop;
    o.progress = effort->progress;
    TRY(make_problem(&p, grid, a, e));
    TRY(sched_solve(&p, &o, &r, a, e));
    out->start = r.start;
    out->lower_bound = (int)r.lower_bound;
    out->schedules = r.schedules;
    return STATUS_OK;
}
