/* SPDX-License-Identifier: Apache-2.0 */
/* Bounds, and what the search finds, against all schedules of tiny problems. */
#include "kit/sched_check.h"
#include "kit/sched_random.h"
#include "sched/bound.h"
#include "sched/solve.h"

enum {
    MANY = 8,
};

struct trial { /* all starts and modes, depth first in the order of activities */
    const struct sched_problem *p;
    int start[MANY], finish[MANY], mode[MANY];
    int best, horizon;
};

/* Links between the activities placed so far. */
static int links_hold(const struct trial *t, int placed)
{
    for (int i = 0; i < t->p->link_count; i++) {
        const struct sched_link *l = &t->p->links[i];
        if ((l->to > l->from ? l->to : l->from) != placed) continue;
        int from =
            l->kind == LINK_FS || l->kind == LINK_FF ? t->finish[l->from] : t->start[l->from];
        int to = l->kind == LINK_FF || l->kind == LINK_SF ? t->finish[l->to] : t->start[l->to];
        if (to < from + l->lag) return 0;
    }
    return 1;
}

static int resources_hold(const struct trial *t, int placed)
{
    for (int r = 0; r < t->p->resource_count; r++)
        for (int at = t->start[placed]; at < t->finish[placed]; at++) {
            int use = 0;
            for (int a = 0; a <= placed; a++) {
                const struct sched_mode *m = &t->p->modes[t->mode[a]];
                if (at < t->start[a] || at >= t->finish[a]) continue;
                for (int i = 0; i < m->need_count; i++)
                    if (t->p->needs[m->need_first + i].resource == r)
                        use += t->p->needs[m->need_first + i].quantity;
            }
            if (use > sched_check_capacity(t->p, r, at)) return 0;
        }
    return 1;
}

static void try_all(struct trial *t, int a)
{
    if (a == t->p->activity_count) {
        int end = 0;
        for (int i = 0; i < a; i++)
            end = t->finish[i] > end ? t->finish[i] : end;
        for (int s = 0; s < t->p->stock_count; s++)
            if (sched_short_stock(t->p, t->start, t->mode, s, end) >= 0) return;
        t->best = end;
        t->horizon = end - 1;
        return;
    }
    const struct sched_activity *x = &t->p->activities[a];
    for (int m = x->mode_first; m < x->mode_first + x->mode_count; m++)
        for (int s = x->release; s + t->p->modes[m].duration <= t->horizon; s++) {
            t->start[a] = s;
            t->finish[a] = s + t->p->modes[m].duration;
            t->mode[a] = m;
            if (links_hold(t, a) && resources_hold(t, a)) try_all(t, a + 1);
        }
}

static int holds_on(const struct sched_shape *shape, struct gen *g)
{
    struct arena a = ARENA_INIT((size_t)1 << 26);
    struct sched_problem p;
    struct sched_result r;
    struct sched_options o = sched_options_default();
    o.schedules = 2000;
    sched_random(&p, shape, g, &a);
    struct trial t = {.p = &p, .best = -1, .horizon = 14};
    try_all(&t, 0);
    CHECK(sched_solve(&p, &o, &r, &a, NULL) == STATUS_OK);
    int found = r.outcome == SCHED_OPTIMAL || r.outcome == SCHED_FEASIBLE;
    int holds = t.best < 0 || (r.lower_bound <= t.best && r.outcome != SCHED_IMPOSSIBLE);
    if (found) holds = holds && sched_check(&p, r.start, r.finish, r.mode, r.makespan);
    /* without timed stocks, and with plain links, lists reach a best schedule */
    if (t.best >= 0 && (shape->stocks == 0 || shape->budgets) && !shape->kinds)
        holds = holds && found && r.makespan == t.best;
    if (t.best >= 0 && found) holds = holds && r.makespan >= t.best;
    if (!holds)
        print_message("best %d, found %d (%d), bound %lld\n", t.best, r.makespan, (int)r.outcome,
                      (long long)r.lower_bound);
    arena_clear(&a);
    return holds;
}

static int plain_problems(struct gen *g, int size)
{
    struct sched_shape s = {1 + size, 1, gen_int(g, 1, 3), 0, 0, 0, 3, 0};
    return holds_on(&s, g);
}

static int dated_modes(struct gen *g, int size)
{
    struct sched_shape s = {size, 2, gen_int(g, 1, 2), 0, 0, gen_int(g, 0, 1), 3, 0};
    return holds_on(&s, g);
}

/* What the stocks leave to choose is found, or is told not to exist. */
static int modes_within_budgets(struct gen *g, int size)
{
    struct sched_shape s = {size, 3, gen_int(g, 1, 2), gen_int(g, 1, 3), 0, 0, 3, 1};
    return holds_on(&s, g);
}

/* Stocks that are filled: the shortest schedule, or the proof that they do not suffice. */
static int stocks_that_are_filled(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 26);
    struct sched_shape shape = {size, 1, 1, gen_int(g, 1, 2), 0, 0, 3, 0};
    struct sched_problem p;
    struct sched_result r;
    int64_t conflicts = gen_int(g, 0, 1) ? 100000 : 0;
    struct sched_options o = {.schedules = 2000, .conflicts = conflicts, .threads = 1, .seed = 1};
    sched_random(&p, &shape, g, &a);
    int momentary = 0;
    for (int m = 0; m < p.mode_count; m++)
        momentary += p.modes[m].duration == 0;
    struct trial t = {.p = &p, .best = -1, .horizon = 14}; /* longer than one after the other */
    try_all(&t, 0);
    CHECK(sched_solve(&p, &o, &r, &a, NULL) == STATUS_OK);
    int found = r.outcome == SCHED_OPTIMAL || r.outcome == SCHED_FEASIBLE, holds = 1;
    if (found) holds = sched_check(&p, r.start, r.finish, r.mode, r.makespan);
    if (t.best >= 0) holds = holds && r.outcome != SCHED_IMPOSSIBLE;
    if (momentary < 2 || conflicts > 0) /* several at one moment may help each other */
        holds =
            holds && (t.best < 0 ? r.outcome == SCHED_IMPOSSIBLE : found && r.makespan == t.best);
    if (!holds) print_message("best %d, found %d (%d)\n", t.best, r.makespan, (int)r.outcome);
    arena_clear(&a);
    return holds;
}

static int any_links_and_stocks(struct gen *g, int size)
{
    struct sched_shape s = {size, gen_int(g, 1, 2), 1, gen_int(g, 0, 2), 1, gen_int(g, 0, 1), 3, 0};
    return holds_on(&s, g);
}

/* Links back with negative lags: windows, or cycles that nothing can keep. */
static void add_maximal_lags(struct sched_problem *p, struct gen *g, struct arena *a)
{
    struct sched_link *links = ARENA_ARRAY(a, struct sched_link, 2 * (size_t)p->link_count + 1);
    CHECK(links);
    for (int i = 0; i < p->link_count; i++)
        links[i] = p->links[i];
    int count = p->link_count;
    for (int i = 0; i < p->link_count; i++)
        if (gen_int(g, 0, 1))
            links[count++] = (struct sched_link){links[i].to, links[i].from,
                                                 (enum link_kind)gen_int(g, LINK_FS, LINK_SF),
                                                 -gen_int(g, 1, 8)};
    p->links = links;
    p->link_count = count;
}

static int maximal_lags(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 26);
    int modes = gen_int(g, 1, 2), dates = gen_int(g, 0, 3) == 0;
    struct sched_shape shape = {1 + size, modes, 2, modes - 1, 1, dates, 3, 1};
    struct sched_problem p;
    struct sched_result r;
    struct sched_options o = {.schedules = 600, .threads = 1, .seed = 1};
    sched_random(&p, &shape, g, &a);
    add_maximal_lags(&p, g, &a);
    struct trial t = {.p = &p, .best = -1, .horizon = 14};
    try_all(&t, 0);
    enum status status = sched_solve(&p, &o, &r, &a, NULL);
    int holds = status == STATUS_OK || (status == STATUS_INVALID && t.best < 0);
    if (status == STATUS_OK) {
        int found = r.outcome == SCHED_OPTIMAL || r.outcome == SCHED_FEASIBLE;
        if (found)
            holds = sched_check(&p, r.start, r.finish, r.mode, r.makespan) &&
                    r.lower_bound <= r.makespan && (t.best < 0 || r.makespan >= t.best);
        if (found && r.makespan <= 14) holds = holds && t.best >= 0;
        if (t.best >= 0) holds = holds && r.outcome != SCHED_IMPOSSIBLE && r.lower_bound <= t.best;
        /* the complete search is for these */
        if (t.best >= 0 && modes == 1 && !dates) holds = holds && found && r.makespan == t.best;
    }
    if (!holds) print_message("best %d, found %d (%d)\n", t.best, r.makespan, (int)r.outcome);
    arena_clear(&a);
    return holds;
}

TEST(maximal_lags_are_kept_by_the_shortest_schedule)
{
    property_check("maximal lags", maximal_lags, 4, 200);
}

TEST(plain_problems_are_solved_to_the_end)
{
    property_check("plain", plain_problems, 5, 300);
}

TEST(dated_problems_with_modes_are_solved_to_the_end)
{
    property_check("dated modes", dated_modes, 4, 200);
}

TEST(modes_within_budgets_are_solved_to_the_end)
{
    property_check("modes within budgets", modes_within_budgets, 4, 300);
}

TEST(stocks_that_are_filled_are_solved_or_refuted)
{
    property_check("stocks that are filled", stocks_that_are_filled, 4, 300);
}

TEST(no_answer_beats_trying_all)
{
    property_check("links and stocks", any_links_and_stocks, 4, 200);
}

SUITE(CASE(plain_problems_are_solved_to_the_end),
      CASE(dated_problems_with_modes_are_solved_to_the_end),
      CASE(maximal_lags_are_kept_by_the_shortest_schedule),
      CASE(modes_within_budgets_are_solved_to_the_end),
      CASE(stocks_that_are_filled_are_solved_or_refuted), CASE(no_answer_beats_trying_all))
