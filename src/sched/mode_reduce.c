/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_reduce.h"

#include "sched/mode_budget.h"

struct reducer {
    struct network *net;
    struct mode_budget budget; /* of the works as they were */
    int *gone;                 /* [work] */
    int64_t *least;            /* [budget] that all activities take at least */
};

static int need_quantity(const struct sched_problem *p, const struct sched_mode *m, int resource)
{
    for (int i = m->need_first; i < m->need_first + m->need_count; i++)
        if (p->needs[i].resource == resource) return p->needs[i].quantity;
    return 0;
}

/* taken, or given when `given` */
static int64_t use_quantity(const struct sched_problem *p, const struct sched_mode *m, int stock,
                            int given)
{
    int64_t sum = 0;
    for (int i = m->use_first; i < m->use_first + m->use_count; i++)
        if (p->uses[i].stock == stock) sum += given ? p->uses[i].given : p->uses[i].taken;
    return sum;
}

/* x is at least as good as y in everything. */
static int dominates(const struct network *net, int x, int y)
{
    const struct sched_problem *p = net->problem;
    const struct sched_mode *mx = &p->modes[net->works[x].mode];
    const struct sched_mode *my = &p->modes[net->works[y].mode];
    if (mx->duration > my->duration) return 0;
    for (int i = mx->need_first; i < mx->need_first + mx->need_count && mx->duration > 0; i++)
        if (p->needs[i].quantity > need_quantity(p, my, p->needs[i].resource)) return 0;
    for (int i = mx->use_first; i < mx->use_first + mx->use_count; i++)
        if (use_quantity(p, mx, p->uses[i].stock, 0) > use_quantity(p, my, p->uses[i].stock, 0))
            return 0;
    for (int i = my->use_first; i < my->use_first + my->use_count; i++)
        if (use_quantity(p, mx, p->uses[i].stock, 1) < use_quantity(p, my, p->uses[i].stock, 1))
            return 0;
    return 1;
}

static int drop_inefficient(struct reducer *r, int a)
{
    const struct network *net = r->net;
    int dropped = 0;
    if (net->forward.tail_first[a] < net->forward.tail_first[a + 1]) return 0;
    for (int y = net->work_first[a]; y < net->work_first[a + 1]; y++)
        for (int x = net->work_first[a]; x < net->work_first[a + 1] && !r->gone[y]; x++)
            if (x != y && !r->gone[x] && dominates(net, x, y)) dropped = r->gone[y] = 1;
    return dropped;
}

static int64_t least_of(const struct reducer *r, int a, int k)
{
    int64_t least = INT64_MAX;
    for (int w = r->net->work_first[a]; w < r->net->work_first[a + 1]; w++)
        if (!r->gone[w] && r->budget.need[w * r->budget.count + k] < least)
            least = r->budget.need[w * r->budget.count + k];
    return least == INT64_MAX ? 0 : least;
}

static int drop_not_executable(struct reducer *r, int a)
{
    int dropped = 0;
    for (int k = 0; k < r->budget.count; k++) {
        int64_t own = least_of(r, a, k);
        for (int w = r->net->work_first[a]; w < r->net->work_first[a + 1]; w++) {
            int64_t need = r->budget.need[w * r->budget.count + k];
            if (r->gone[w] || r->least[k] - own + need <= r->budget.room[k]) continue;
            dropped = r->gone[w] = 1;
        }
    }
    return dropped;
}

static int drop_some(struct reducer *r)
{
    int dropped = 0, n = r->net->activity_count;
    for (int k = 0; k < r->budget.count; k++) {
        r->least[k] = 0;
        for (int a = 0; a < n; a++)
            r->least[k] += least_of(r, a, k);
    }
    for (int a = 0; a < n; a++) {
        dropped |= drop_not_executable(r, a);
        if (!r->net->cyclic) dropped |= drop_inefficient(r, a);
    }
    return dropped;
}

static void close_gaps(struct reducer *r)
{
    struct network *net = r->net;
    int count = 0, first = 0;
    net->single = 1;
    for (int a = 0; a < net->activity_count; a++) {
        int last = net->work_first[a + 1];
        int begin = count;
        for (int w = first; w < last; w++)
            if (!r->gone[w]) net->works[count++] = net->works[w];
        first = last;
        net->work_first[a] = begin;
        if (count == begin && net->never < 0) net->never = a;
        if (count - begin != 1) net->single = 0;
    }
    net->work_first[net->activity_count] = net->work_count = count;
}

enum status mode_reduce(struct network *net, struct arena *a, struct err *e)
{
    if (net->single || net->never >= 0) return STATUS_OK;
    struct reducer r = {.net = net};
    TRY(mode_budget_read(&r.budget, net, a, e));
    r.gone = ARENA_ARRAY(a, int, (size_t)net->work_count);
    r.least = ARENA_ARRAY(a, int64_t, (size_t)r.budget.count + 1);
    if (!r.gone || !r.least) return err_set(e, STATUS_NOMEM, "out of memory for the modes");
    int dropped = 0;
    while (drop_some(&r))
        dropped = 1;
    if (dropped) close_gaps(&r);
    return STATUS_OK;
}
