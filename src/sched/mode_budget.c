/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_budget.h"

#include <string.h>

enum {
    NODE_MAX = 200000,   /* of the complete search */
    REACH_MAX = 1 << 22, /* cells of the table of the first two budgets */
    WALK = 8,            /* steps of a repair, for each activity */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the choice of modes");
}

static int taken_of(const struct network *net, int work, int stock)
{
    const struct sched_problem *p = net->problem;
    const struct sched_mode *m = &p->modes[net->works[work].mode];
    int taken = 0;
    for (int i = m->use_first; i < m->use_first + m->use_count; i++)
        if (p->uses[i].stock == stock) taken += p->uses[i].taken;
    return taken;
}

/* What the greediest choice takes of a stock. */
static int64_t most_taken(const struct network *net, int stock)
{
    int64_t sum = 0;
    for (int a = 0; a < net->activity_count; a++) {
        int most = 0;
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
            int taken = taken_of(net, w, stock);
            most = taken > most ? taken : most;
        }
        sum += most;
    }
    return sum;
}

/* Stocks that nothing fills and that some choice exceeds: their count, listed in `out`. */
static int find_budgets(const struct network *net, int *out)
{
    const struct sched_problem *p = net->problem;
    int count = 0;
    for (int s = 0; s < p->stock_count; s++)
        out[s] = p->stocks[s].change_count == 0;
    for (int i = 0; i < p->use_count; i++)
        if (p->uses[i].given > 0) out[p->uses[i].stock] = 0;
    for (int s = 0; s < p->stock_count; s++)
        if (out[s] && most_taken(net, s) > p->stocks[s].initial) out[count++] = s;
    return count;
}

#define REACH_NEVER (1 << 30)

/* Depth first, one activity at a level. */
struct choice {
    struct mode_budget *b;
    int *order;     /* activities with a choice that matters, the scarcest first */
    int64_t *least; /* [level * count + budget] what the levels from here on take at least */
    int *reach; /* [level * (room 0 + 1) + rest of budget 0] least the levels from here on take of
                 * budget 1; NULL when too large */
    int depth;
    long nodes;
};

static int least_need(const struct mode_budget *b, int activity, int k)
{
    int least = INT32_MAX;
    for (int w = b->net->work_first[activity]; w < b->net->work_first[activity + 1]; w++)
        if (b->need[w * b->count + k] < least) least = b->need[w * b->count + k];
    return least;
}

/* Share of the room that the choice of an activity's work decides. */
static double weight_of(const struct mode_budget *b, int activity)
{
    double sum = 0;
    for (int k = 0; k < b->count; k++) {
        int most = 0;
        for (int w = b->net->work_first[activity]; w < b->net->work_first[activity + 1]; w++)
            if (b->need[w * b->count + k] > most) most = b->need[w * b->count + k];
        sum += (double)(most - least_need(b, activity, k)) / ((double)b->room[k] + 1);
    }
    return sum;
}

static enum status begin_choice(struct choice *c, struct arena *a, struct err *e)
{
    const struct mode_budget *b = c->b;
    size_t n = (size_t)b->net->activity_count, k = (size_t)b->count;
    c->order = ARENA_ARRAY(a, int, n);
    c->least = ARENA_ARRAY(a, int64_t, (n + 1) * k);
    double *weight = ARENA_ARRAY(a, double, n);
    if (!c->order || !c->least || !weight) return out_of_memory(e);
    for (int i = 0; i < (int)n; i++) {
        int at = i;
        weight[i] = weight_of(b, i);
        for (; at > 0 && weight[c->order[at - 1]] < weight[i]; at--)
            c->order[at] = c->order[at - 1];
        c->order[at] = i;
    }
    for (size_t level = n; level-- > 0;)
        for (size_t j = 0; j < k; j++)
            c->least[level * k + j] =
                c->least[(level + 1) * k + j] + least_need(b, c->order[level], (int)j);
    c->depth = (int)n;
    return STATUS_OK;
}

/* What remains of the second budget when the first has `rest` left: from the last level up. */
static void fill_reach(const struct choice *c)
{
    const struct mode_budget *b = c->b;
    size_t width = (size_t)b->room[0] + 1;
    for (int level = c->depth - 1; level >= 0; level--) {
        int a = c->order[level], *here = c->reach + (size_t)level * width;
        const int *next = here + width;
        for (size_t rest = 0; rest < width; rest++) {
            int least = REACH_NEVER;
            for (int w = b->net->work_first[a]; w < b->net->work_first[a + 1]; w++) {
                const int *need = b->need + (ptrdiff_t)w * b->count;
                if ((size_t)need[0] > rest || next[rest - (size_t)need[0]] == REACH_NEVER) continue;
                if (need[1] > b->room[1]) continue;
                int sum = next[rest - (size_t)need[0]] + need[1];
                least = sum < least && sum <= b->room[1] ? sum : least;
            }
            here[rest] = least;
        }
    }
}

static enum status make_reach(struct choice *c, struct arena *a, struct err *e)
{
    const struct mode_budget *b = c->b;
    size_t levels = (size_t)c->depth + 1;
    if (b->count < 2 || b->room[0] >= (int64_t)(REACH_MAX / levels)) return STATUS_OK;
    if (b->room[1] >= REACH_NEVER / 2) return STATUS_OK;
    c->reach = ARENA_ARRAY(a, int, levels *((size_t)b->room[0] + 1));
    if (!c->reach) return out_of_memory(e);
    fill_reach(c);
    return STATUS_OK;
}

/* The rest of the room after a work, as a share; the smaller, the later it is tried. */
static int64_t strain_of(const struct mode_budget *b, int work)
{
    int64_t most = 0;
    for (int k = 0; k < b->count; k++) {
        int64_t share = ((int64_t)b->need[work * b->count + k] << 20) / (b->room[k] + 1);
        most = share > most ? share : most;
    }
    return most;
}

static int fits_with_rest(const struct choice *c, int level, int work)
{
    const struct mode_budget *b = c->b;
    for (int k = 0; k < b->count; k++)
        if (b->used[k] + b->need[work * b->count + k] + c->least[(level + 1) * b->count + k] >
            b->room[k])
            return 0;
    if (!c->reach) return 1;
    const int *need = b->need + (ptrdiff_t)work * b->count;
    int64_t rest = b->room[0] - b->used[0] - need[0];
    int least = c->reach[(size_t)(level + 1) * ((size_t)b->room[0] + 1) + (size_t)rest];
    return least != REACH_NEVER && b->used[1] + need[1] + least <= b->room[1];
}

/* The next work of the activity in order of strain after `last`; -1 when there is none. */
static int next_work(const struct mode_budget *b, int activity, int last)
{
    int best = -1;
    int64_t after = last < 0 ? -1 : strain_of(b, last), least = INT64_MAX;
    for (int w = b->net->work_first[activity]; w < b->net->work_first[activity + 1]; w++) {
        int64_t strain = strain_of(b, w);
        if (strain < after || (strain == after && w <= last) || strain >= least) continue;
        least = strain;
        best = w;
    }
    return best;
}

static void add_need(struct mode_budget *b, int work, int sign)
{
    for (int k = 0; k < b->count; k++)
        b->used[k] += sign * b->need[work * b->count + k];
}

static enum mode_choice choose(struct choice *c)
{
    struct mode_budget *b = c->b;
    int level = 0;
    for (int i = 0; i < c->depth; i++)
        b->known[i] = -1;
    while (level >= 0 && level < c->depth) {
        int a = c->order[level], work = b->known[a];
        if (++c->nodes > NODE_MAX) return MODE_CHOICE_NOT_FOUND;
        if (work >= 0) add_need(b, work, -1);
        do {
            work = next_work(b, a, work);
        } while (work >= 0 && !fits_with_rest(c, level, work));
        b->known[a] = work;
        if (work >= 0) add_need(b, work, 1);
        level += work >= 0 ? 1 : -1;
    }
    return level < 0 ? MODE_CHOICE_NONE : MODE_CHOICE_KNOWN;
}

enum status mode_budget_read(struct mode_budget *out, const struct network *net, struct arena *a,
                             struct err *e)
{
    size_t stocks = (size_t)net->problem->stock_count, works = (size_t)net->work_count;
    *out = (struct mode_budget){.net = net};
    int *budgets = ARENA_ARRAY(a, int, stocks + 1);
    if (!budgets) return out_of_memory(e);
    out->count = find_budgets(net, budgets);
    size_t count = (size_t)out->count;
    out->need = ARENA_ARRAY(a, int, works *count + 1);
    out->room = ARENA_ARRAY(a, int64_t, count + 1);
    out->used = ARENA_ARRAY(a, int64_t, count + 1);
    out->known = ARENA_ARRAY(a, int, (size_t)net->activity_count);
    if (!out->need || !out->room || !out->used || !out->known) return out_of_memory(e);
    for (int k = 0; k < out->count; k++) {
        out->room[k] = net->problem->stocks[budgets[k]].initial;
        for (int w = 0; w < net->work_count; w++)
            out->need[w * out->count + k] = taken_of(net, w, budgets[k]);
    }
    return STATUS_OK;
}

/* The activities can be many: the complete search keeps its place in `known`, not on the stack. */
enum status mode_budget_choose(struct mode_budget *b, struct arena *a, struct err *e)
{
    struct choice c = {.b = b};
    if (b->count > 0) {
        TRY(begin_choice(&c, a, e));
        TRY(make_reach(&c, a, e));
        b->choice = choose(&c);
    }
    if (b->count == 0 || b->choice != MODE_CHOICE_KNOWN)
        for (int i = 0; i < b->net->activity_count; i++)
            b->known[i] = b->net->work_first[i];
    return STATUS_OK;
}

enum status mode_budget_copy(struct mode_budget *out, const struct mode_budget *from,
                             struct arena *a, struct err *e)
{
    *out = *from;
    out->used = ARENA_ARRAY(a, int64_t, (size_t)from->count + 1);
    return out->used ? STATUS_OK : out_of_memory(e);
}

static int64_t excess_of(const struct mode_budget *b)
{
    int64_t excess = 0;
    for (int k = 0; k < b->count; k++)
        if (b->used[k] > b->room[k]) excess += b->used[k] - b->room[k];
    return excess;
}

int64_t mode_budget_load(struct mode_budget *b, const int *work)
{
    memset(b->used, 0, sizeof *b->used * (size_t)b->count);
    for (int a = 0; a < b->net->activity_count && b->count > 0; a++)
        add_need(b, work[a], 1);
    return excess_of(b);
}

int mode_budget_allows(const struct mode_budget *b, int old, int work)
{
    const int *from = b->need + (ptrdiff_t)old * b->count,
              *to = b->need + (ptrdiff_t)work * b->count;
    for (int k = 0; k < b->count; k++)
        if (b->used[k] - from[k] + to[k] > b->room[k] && to[k] > from[k]) return 0;
    return 1;
}

void mode_budget_change(struct mode_budget *b, int old, int work)
{
    const int *from = b->need + (ptrdiff_t)old * b->count,
              *to = b->need + (ptrdiff_t)work * b->count;
    for (int k = 0; k < b->count; k++)
        b->used[k] += to[k] - from[k];
}

static int64_t excess_after(const struct mode_budget *b, int old, int work)
{
    const int *from = b->need + (ptrdiff_t)old * b->count,
              *to = b->need + (ptrdiff_t)work * b->count;
    int64_t excess = 0;
    for (int k = 0; k < b->count; k++) {
        int64_t over = b->used[k] - from[k] + to[k] - b->room[k];
        if (over > 0) excess += over;
    }
    return excess;
}

/* The change with the least excess after it, from a random place on; 0 when none lowers it. */
static int find_step(const struct mode_budget *b, const int *work, int64_t *excess, int *activity,
                     int *to, struct rng *rng)
{
    const struct network *net = b->net;
    int n = net->activity_count, from = rng_int(rng, 0, n - 1), found = 0;
    for (int i = 0; i<n && * excess> 0; i++) {
        int a = from + i < n ? from + i : from + i - n;
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
            int64_t now = w == work[a] ? *excess : excess_after(b, work[a], w);
            if (now >= *excess) continue;
            *excess = now;
            *activity = a;
            *to = w;
            found = 1;
        }
    }
    return found;
}

static void change(struct mode_budget *b, int *work, int activity, int to)
{
    mode_budget_change(b, work[activity], to);
    work[activity] = to;
}

/* A change at random and the best one after it, kept when both together lower the excess. */
static int64_t pair_step(struct mode_budget *b, int *work, int64_t excess, struct rng *rng)
{
    const struct network *net = b->net;
    int x = rng_int(rng, 0, net->activity_count - 1), y = x, to = work[x], old = work[x];
    change(b, work, x, rng_int(rng, net->work_first[x], net->work_first[x + 1] - 1));
    int64_t now = excess_of(b);
    (void)find_step(b, work, &now, &y, &to, rng);
    if (now <= excess) {
        if (y != x) change(b, work, y, to);
        return excess_of(b);
    }
    change(b, work, x, old);
    return excess;
}

int mode_budget_repair(struct mode_budget *b, int *work, struct rng *rng)
{
    int n = b->net->activity_count;
    if (b->count == 0) return 1;
    int64_t excess = mode_budget_load(b, work);
    for (int64_t step = 0; excess > 0 && step < (int64_t)WALK * n; step++) {
        int a = 0, to = 0;
        if (find_step(b, work, &excess, &a, &to, rng))
            change(b, work, a, to);
        else
            excess = pair_step(b, work, excess, rng);
    }
    if (excess > 0 && b->choice == MODE_CHOICE_KNOWN) {
        memcpy(work, b->known, sizeof *work * (size_t)n);
        excess = mode_budget_load(b, work);
    }
    return excess == 0;
}
