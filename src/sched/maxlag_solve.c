/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/maxlag_solve.h"

#include <string.h>

#include "sched/bound.h"
#include "sched/maxlag_branch.h"
#include "sched/maxlag_decode.h"

#define SWAP        0.05 /* of neighbours in a child's list */
#define MODE_CHANGE 0.02

enum {
    POPULATION = 60,
    PATIENCE = 2, /* unschedulings for each activity */
    NO_SCHEDULE = 1 << 29,
    FIRST_SHARE = 20, /* of the effort a part to begin with, before branching */
    FIRST_MOST = 3000,
    BRANCH_SHARE = 2,
};

struct plan { /* a member of the population */
    int *list, *work;
    int fit;
};

struct maxlag_run {
    const struct network *net;
    const struct sched_options *options;
    struct sched_result *out;
    struct maxlag times; /* of the works in `timed` */
    int *timed;
    struct maxlag_decoder decoder;
    struct mode_budget budget;
    struct plan plans[POPULATION + 1]; /* the last is the child */
    int *mark;
    int made; /* plans */
    int lower;
    struct rng rng;
};

static enum status run_init(struct maxlag_run *r, const struct mode_budget *budget, struct arena *a,
                            struct err *e)
{
    size_t n = (size_t)r->net->activity_count;
    TRY(maxlag_init(&r->times, r->net, a, e));
    TRY(maxlag_decoder_init(&r->decoder, &r->times, a, e));
    TRY(mode_budget_copy(&r->budget, budget, a, e));
    r->timed = ARENA_ARRAY(a, int, n);
    r->mark = ARENA_ARRAY(a, int, n);
    int enough = r->timed && r->mark;
    for (int i = 0; i <= POPULATION && enough; i++) {
        r->plans[i].list = ARENA_ARRAY(a, int, n);
        r->plans[i].work = ARENA_ARRAY(a, int, n);
        enough = r->plans[i].list && r->plans[i].work;
    }
    if (!enough) return err_set(e, STATUS_NOMEM, "out of memory for lists of activities");
    r->timed[0] = -1;
    return STATUS_OK;
}

static void keep_if_best(struct maxlag_run *r, const int *start, const int *work, int length)
{
    if (r->out->outcome != SCHED_NOT_FOUND && length >= r->out->makespan) return;
    for (int a = 0; a < r->net->activity_count; a++) {
        const struct work *w = &r->net->works[work[a]];
        r->out->start[a] = start[a];
        r->out->finish[a] = start[a] + w->duration;
        r->out->mode[a] = w->mode;
    }
    r->out->outcome = SCHED_FEASIBLE;
    r->out->makespan = length;
}

/* By start: the order in which the scheme should have placed them. */
static void sort_list(int *list, int n, const int *start)
{
    for (int i = 1; i < n; i++) {
        int a = list[i], at = i;
        for (; at > 0 && start[list[at - 1]] > start[a]; at--)
            list[at] = list[at - 1];
        list[at] = a;
    }
}

static void judge(struct maxlag_run *r, struct plan *x)
{
    int n = r->net->activity_count;
    r->out->schedules++;
    x->fit = NO_SCHEDULE + n;
    if (!mode_budget_repair(&r->budget, x->work, &r->rng)) return;
    if (memcmp(r->timed, x->work, sizeof(int) * (size_t)n) != 0) {
        memcpy(r->timed, x->work, sizeof(int) * (size_t)n);
        if (maxlag_close(&r->times, x->work) >= 0) {
            r->timed[0] = -1;
            return;
        }
        maxlag_decoder_load(&r->decoder);
    }
    int length = maxlag_decode(&r->decoder, x->work, x->list, PATIENCE * n);
    x->fit = length >= 0 ? length : NO_SCHEDULE + n - r->decoder.most_placed;
    if (length < 0) return;
    keep_if_best(r, r->decoder.start, x->work, length);
    sort_list(x->list, n, r->decoder.start);
}

static int pick(struct maxlag_run *r, int count)
{
    return rng_int(&r->rng, 0, count - 1);
}

static void mutate(struct maxlag_run *r, struct plan *x, double mode_share)
{
    const struct network *net = r->net;
    for (int i = 0; i + 1 < net->activity_count; i++) {
        if (rng_real(&r->rng) >= SWAP) continue;
        int other = x->list[i];
        x->list[i] = x->list[i + 1];
        x->list[i + 1] = other;
    }
    for (int a = 0; a < net->activity_count && !net->single; a++)
        if (rng_real(&r->rng) < mode_share)
            x->work[a] = net->work_first[a] + pick(r, net->work_first[a + 1] - net->work_first[a]);
}

/* By latest start with noise; the first without. */
static void make_first(struct maxlag_run *r, struct plan *x)
{
    int n = r->net->activity_count, noise = r->out->critical_path / 2 + 1;
    for (int a = 0; a < n; a++) {
        r->mark[a] = -maxlag_get(&r->times, a, maxlag_end(&r->times));
        if (r->made > 0) r->mark[a] += pick(r, noise);
        x->list[a] = a;
    }
    sort_list(x->list, n, r->mark);
    memcpy(x->work, r->budget.known, sizeof(int) * (size_t)n);
    if (r->made > 0) mutate(r, x, 1);
    judge(r, x);
    r->made++;
}

static const struct plan *tournament(struct maxlag_run *r)
{
    const struct plan *x = &r->plans[pick(r, POPULATION)], *y = &r->plans[pick(r, POPULATION)];
    return x->fit <= y->fit ? x : y;
}

/* The father's first part, the rest in the mother's order. */
static void cross(struct maxlag_run *r, struct plan *child)
{
    const struct plan *father = tournament(r), *mother = tournament(r);
    int n = r->net->activity_count, cut = pick(r, n);
    memset(r->mark, 0, sizeof(int) * (size_t)n);
    for (int i = 0; i < cut; i++) {
        int a = child->list[i] = father->list[i];
        child->work[a] = father->work[a];
        r->mark[a] = 1;
    }
    for (int i = 0, at = cut; i < n; i++) {
        int a = mother->list[i];
        if (r->mark[a]) continue;
        child->list[at++] = a;
        child->work[a] = mother->work[a];
    }
}

static int is_done(const struct maxlag_run *r)
{
    return (r->out->outcome == SCHED_FEASIBLE && r->out->makespan <= r->lower) ||
           stop_wanted(r->options->stop);
}

static void search_lists(struct maxlag_run *r, int64_t until)
{
    while (r->made < POPULATION && r->out->schedules < until && !is_done(r))
        make_first(r, &r->plans[r->made]);
    while (r->out->schedules < until && !is_done(r)) {
        struct plan *child = &r->plans[POPULATION], *worst = &r->plans[pick(r, POPULATION)];
        cross(r, child);
        mutate(r, child, MODE_CHANGE);
        judge(r, child);
        for (int i = 0; i < 3; i++) {
            struct plan *other = &r->plans[pick(r, POPULATION)];
            if (other->fit > worst->fit) worst = other;
        }
        if (child->fit > worst->fit) continue;
        struct plan old = *worst;
        *worst = *child;
        *child = old;
    }
}

static enum status branch(struct maxlag_run *r, int64_t nodes, struct arena *a, struct err *e)
{
    struct maxlag_search s = {.start = ARENA_ARRAY(a, int, (size_t)r->net->activity_count)};
    if (!s.start) return err_set(e, STATUS_NOMEM, "out of memory for a search");
    s.best = r->out->outcome == SCHED_FEASIBLE ? r->out->makespan : MAXLAG_TIME_MAX;
    TRY(maxlag_branch(&s, &r->times, nodes, r->options->stop, e));
    r->out->schedules += s.nodes;
    if (s.found) keep_if_best(r, s.start, r->timed, s.best);
    if (!s.complete) return STATUS_OK;
    if (r->out->outcome == SCHED_FEASIBLE)
        r->lower = r->out->makespan;
    else
        r->out->outcome = SCHED_IMPOSSIBLE;
    return STATUS_OK;
}

/* What the distances alone say: the path, and the work between heads and tails. */
static enum status find_bound(struct maxlag_run *r, struct arena *a, struct err *e)
{
    const struct maxlag *m = &r->times;
    struct cpm c = {.earliest = ARENA_ARRAY(a, int, 2 * (size_t)m->n + 1),
                    .latest = ARENA_ARRAY(a, int, 2 * (size_t)m->n + 1)};
    if (!c.earliest || !c.latest) return err_set(e, STATUS_NOMEM, "out of memory for the path");
    c.length = maxlag_get(m, maxlag_origin(m), maxlag_end(m));
    for (int i = 0; i < m->n; i++) {
        c.earliest[2 * i] = maxlag_get(m, maxlag_origin(m), i);
        c.latest[2 * i] = c.length - maxlag_get(m, i, maxlag_end(m));
        c.earliest[2 * i + 1] = c.earliest[2 * i] + m->duration[i];
        c.latest[2 * i + 1] = c.latest[2 * i] + m->duration[i];
    }
    r->out->critical_path = c.length;
    return bound_by_work(&r->lower, r->net, &c, a, e);
}

static enum status refuse(const struct network *net, struct err *e)
{
    const struct sched_problem *p = net->problem;
    for (int i = 0; i < p->use_count; i++)
        if (p->uses[i].given > 0 || p->stocks[p->uses[i].stock].change_count > 0)
            return err_set(e, STATUS_LIMIT,
                           "stock %d is filled, and links have maximal lags: both together "
                           "cannot be scheduled",
                           p->uses[i].stock);
    for (int i = 0; i < net->limited_count; i++)
        if (p->activities[net->limited[i]].weight > 0)
            return err_set(
                e, STATUS_LIMIT,
                "activity %d costs when late, and links have maximal lags: both together "
                "cannot be scheduled",
                net->limited[i]);
    return STATUS_OK;
}

static enum status run_all(struct maxlag_run *r, struct arena *a, struct err *e)
{
    int64_t effort = r->options->schedules > 0 ? r->options->schedules : INT64_MAX;
    int can_branch = maxlag_can_branch(r->net);
    int64_t first = effort / FIRST_SHARE < FIRST_MOST ? effort / FIRST_SHARE : FIRST_MOST;
    search_lists(r, can_branch && effort > 1 ? first : effort);
    if (can_branch && effort > 1 && !is_done(r)) {
        TRY(branch(r, effort / BRANCH_SHARE, a, e));
        if (r->out->outcome != SCHED_IMPOSSIBLE) search_lists(r, effort);
    }
    return STATUS_OK;
}

enum status maxlag_solve(const struct network *net, const struct mode_budget *budget,
                         const struct sched_options *options, struct sched_result *out,
                         struct arena *a, struct err *e)
{
    struct maxlag_run r = {
        .net = net, .options = options, .out = out, .rng = rng_new(options->seed, 1)};
    TRY(refuse(net, e));
    TRY(run_init(&r, budget, a, e));
    int never = maxlag_close(&r.times, NULL);
    out->outcome = SCHED_IMPOSSIBLE;
    out->activity = never >= net->activity_count ? -1 : never;
    if (never >= 0 || budget->choice == MODE_CHOICE_NONE) return STATUS_OK;
    TRY(find_bound(&r, a, e));
    out->outcome = SCHED_NOT_FOUND;
    if (net->single) {
        memcpy(r.timed, net->work_first, sizeof(int) * (size_t)net->activity_count);
        maxlag_decoder_load(&r.decoder);
    }
    TRY(run_all(&r, a, e));
    out->lower_bound = (int64_t)net->problem->makespan_weight * r.lower;
    if (out->outcome != SCHED_FEASIBLE) return STATUS_OK;
    out->cost = (int64_t)net->problem->makespan_weight * out->makespan;
    if (out->makespan <= r.lower) out->outcome = SCHED_OPTIMAL;
    return STATUS_OK;
}
