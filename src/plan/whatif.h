/* SPDX-License-Identifier: Apache-2.0 */
/*
 * whatif - a known plan, asked what would be if something were otherwise.
 *
 * Problem  a plan and the prices of its bound are known.  What is the best plan worth when an
 *          area is visited in another year, or not at all?
 * Method   any prices give a bound on every plan (plan/colgen.h): the sum of the best of every
 *          block.  With one block held to some years, the sum changes by the difference of that
 *          block's best: no linear programme is solved.  A plan for the change is found by giving
 *          up some visits of the known one and choosing anew among nearby visits
 *          (plan/restrict.h).  The loss lies between the two.
 * Prices   those kept with the plan; when they are missing, or bound it no better than
 *          WHATIF_PRICE_SLACK, column generation finds them anew.
 * Limits   the plan found need not be the best one: `objective` and `bound` tell how far.
 * Owner    whatif_close(), even after a failure; answers live in the arena given with the question.
 * Threads  the same answer on any number.
 */
#ifndef PLAN_WHATIF_H
#define PLAN_WHATIF_H

#include "plan/choice.h"
#include "plan/colgen.h"

/* Relative distance of the bound of the kept prices and the kept bound that is put up with. */
#define WHATIF_PRICE_SLACK 1e-3

/* Prices, and the visits that are listed by them. */
struct whatif_prices {
    double value;           /* bound of the prices */
    double *row;            /* [row] */
    double *block;          /* [block] best value at them */
    int *best;              /* [block * year_count + year] column of the pool, -1: none */
    int *near, *near_first; /* columns by block, best first; [block + 1] */
};

struct whatif {
    struct problem problem;
    struct pool pool;
    struct master master;
    struct colgen colgen;
    struct plan_options options;
    struct choice_set known;    /* the plan, as far as its visits can be found and are allowed */
    struct choice_set given;    /* the same, as it was given */
    const char *why_not_a_plan; /* NULL: it keeps every rule of now */
    double bound;               /* no plan is worth more, decided visits counted */
    double value;               /* bound of the prices: what differences are taken from */
    double known_bound;         /* as given */
    int *best;                  /* [block * year_count + year] column of the pool, -1: none */
    int *near, *near_first;     /* columns by block, best first; [block + 1] */
    int *also;                  /* [block * year_count + year] best at the kept prices, while others
                                   are in use; or NULL */
    char *is_free;              /* [block] scratch */
    int *columns;               /* scratch: of a restricted master */
    struct choice_set trial;    /* scratch */
    struct choice_set found;    /* scratch */
    int turn;                   /* of polishing */
    struct arena problem_arena, arena;
};

struct whatif_answer {
    int is_impossible; /* proven: no plan at all is like that */
    int clause;        /* that alone leaves no room for it, beside what is decided; or -1 */
    double bound;      /* no plan that is like that is worth more */
    double moves; /* of a limit: so far the bound of the prices moves, down at least, up at most */
    int found;    /* one of them is known: */
    struct plan plan;
};

/* `known` is copied.  Its shadow prices may be NULL; a clause's price is negative where its floor
 * is what binds.  Its bound has to hold for the problem of now; INFINITY: none is known. */
CHECKED enum status whatif_open(struct whatif *out, const struct plan_input *in,
                                const struct plan *known, const struct plan_options *options,
                                struct err *e);

/* The same in two steps: with the prices as they are kept, ... */
CHECKED enum status whatif_open_quick(struct whatif *out, const struct plan_input *in,
                                      const struct plan *known, const struct plan_options *options,
                                      struct err *e);
/* ... and then with ones that bound it well; needed before anything is asked. */
CHECKED enum status whatif_tighten(struct whatif *w, struct err *e);

/* A row has other limits now: prices for it, with the visits best at them listed beside those best
 * at the kept ones; and back, to what was put into `kept`, when the row is as it was. */
CHECKED enum status whatif_price_anew(struct whatif *w, int row, struct whatif_prices *kept,
                                      struct err *e);
CHECKED enum status whatif_price_back(struct whatif *w, int row, const struct whatif_prices *kept,
                                      struct err *e);

void whatif_close(struct whatif *w);

/* Worth of the known plan as the problem counts it, decided visits counted. */
double whatif_worth(const struct whatif *w);

/* The block of an (area, stage); -1: it has none, as it cannot be visited or is decided. */
int whatif_block(const struct whatif *w, int area, int stage);

/* By the prices, no plan that visits the block in the year is worth more than out[year];
 * out[year_count]: that does not visit it.  -INFINITY: no plan is like that. */
void whatif_year_bounds(struct whatif *w, int block, double *out);

/* The block is visited in one of these years; with none, it is not visited. */
CHECKED enum status whatif_force(struct whatif *w, int block, uint64_t years,
                                 struct whatif_answer *out, struct arena *a, struct err *e);

/* One limit of the programme is larger by `more` (or smaller). */
CHECKED enum status whatif_limit(struct whatif *w, int limit, double more,
                                 struct whatif_answer *out, struct arena *a, struct err *e);

/* The best plan found around the known one, which a looser problem may leave behind: `years` are
 * those in which something became possible. */
CHECKED enum status whatif_improve(struct whatif *w, uint64_t years, struct whatif_answer *out,
                                   struct arena *a, struct err *e);

/* The same, and the plan found becomes the known one: what is asked next is not mixed up with what
 * could have been had anyway. */
CHECKED enum status whatif_settle(struct whatif *w, uint64_t years, struct whatif_answer *out,
                                  struct arena *a, struct err *e);

/*
 * Planning again with few changes: the known plan may break rules of now.
 */

/* Find a plan for what the known one breaks, giving up few of its visits, at most about `most`, and
 * take it as the known one; *found 0: none was found. */
CHECKED enum status whatif_mend(struct whatif *w, int most, int *found, struct arena *a,
                                struct err *e);

/* Improve it around one pair of years after the other, `rounds` (>= 1) of them; the last answer. */
CHECKED enum status whatif_polish(struct whatif *w, int rounds, struct whatif_answer *out,
                                  struct arena *a, struct err *e);

/* The floors of the rows of a clause go down by so much (up, when negative). */
void whatif_lower_floor(struct whatif *w, int clause, double by);

/* The plan as it was given is the known one again. */
void whatif_reset(struct whatif *w);

#endif
