/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/core_improve.h"

#include <assert.h>
#include <math.h>

#include "plan/core_tree.h"

static enum status improve(const struct restriction *r, const struct pool *pool,
                           const struct core_effort *with, struct choice_set *out,
                           struct restricted *result, struct arena *a, struct err *e)
{
    const struct choice_set *from = r->start ? r->start : r->held;
    struct core_tree tree = {with->nodes, with->stop};
    struct core core;
    double worth = -INFINITY;
    TRY(core_build(&core, r, pool, a, e));
    int *at = ARENA_ARRAY(a, int, (size_t)core.class_count + 1);
    if (!at) return err_set(e, STATUS_NOMEM, "out of memory for a better plan");
    core_read(&core, from, at);
    TRY(core_search(&core, with, at, &worth, e));
    TRY(core_tree_search(&core, &tree, at, &worth, &result->exhausted, e));
    result->infeasible = result->exhausted && !isfinite(worth);
    choice_copy(out, from, pool->problem);
    if (!isfinite(worth)) return STATUS_OK;
    core_write(&core, at, out);
    choice_update(out, pool);
    result->found =
        out->is_plan && !(r->start && r->start->is_plan && out->worth <= r->start->worth);
    return STATUS_OK;
}

enum status core_improve(const struct restriction *r, const struct pool *pool,
                         const struct core_effort *with, struct choice_set *out,
                         struct restricted *result, struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    assert(pool->problem->trade.lane_count == 0);
    *result = (struct restricted){.bound = INFINITY};
    enum status status = improve(r, pool, with, out, result, &arena, e);
    arena_clear(&arena);
    return status;
}
