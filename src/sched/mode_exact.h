/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_exact - is there a schedule of at most a given length, when works are to be chosen?
 *
 * Problem   one or several works each, FS and SS links, constant capacities, budgets
 *           (mode_budget.h), stocks that activities fill, no dates (mode_exact_takes()).
 * Method    lazy clause generation, as sched/exact.h, on trail.h and nogood.h.  Besides the
 *           starts there is a variable for each work, 1 when it is chosen.  Of an activity whose
 *           work is open the shortest duration and the least need of those left are reckoned
 *           with; a work goes when links, a resource (mode_table.h), a budget or a relaxation of all
 *           (mode_row.h, mode_relax.h) leave no place for it.  Stocks move starts (mode_stock.h).
 *           Decisions are as they were last; every other restart follows the best schedule anew
 *           (solution-guided search; Beck 2007) and begins with the works of it for some
 *           activities, so that it searches near it (large neighbourhood search; Shaw 1998),
 *           and what it learns holds everywhere.
 * Effort    conflicts are counted, time is not.
 */
#ifndef SCHED_MODE_EXACT_H
#define SCHED_MODE_EXACT_H

#include "base/rng.h"
#include "base/stop.h"
#include "sched/exact.h"
#include "sched/mode_row.h"
#include "sched/mode_score.h"

struct mode_bond {
    int activity, lag;
    int after_finish; /* FS */
};

struct mode_exact {
    const struct network *net;
    struct trail trail; /* variables 2a, 2a + 1: starts; 2 (n + w) and the next: work w */
    struct nogoods nogoods;
    struct mode_rows rows;
    struct mode_score score;
    struct rng rng;
    int resource_count;
    int *owner;    /* [work] activity */
    int *need;     /* [work * resources + resource] */
    int *stale;    /* [activity] the next three are to be found again */
    int *shortest; /* [activity] of the works left */
    int *least;    /* [activity * resources + resource] need of the works left */
    int *left;     /* [activity] count of works left */
    int *dirty;    /* [resource] */
    int rows_dirty;
    int stock_count;
    struct sched_use *uses; /* [work * stocks + stock] */
    int *stock_dirty;       /* [stock] of those that are filled; -1: a budget, or of no use */
    int *taken, *given;     /* [activity] of one stock, by the works left */
    int64_t *most;          /* [period + 1] there can be of one stock */
    int *after_first, *before_first; /* [n + 1] into bonds of either direction */
    struct mode_bond *afters, *befores;
    int *height; /* [period + 1] of one resource */
    int *mark, stamp;
    unsigned char *high; /* [question] how it was last answered: start from then on, chosen */
    int *like_start, *like_work; /* [activity] of the best schedule known */
    int *near_order, near_next;
    int read, swept, length, periods, restarts, until_restart;
    int64_t conflicts;
    int *start, *work; /* [activity] found */
};

/* Is the problem of the kind, and not too large? */
int mode_exact_takes(const struct network *net, int length);

/* For lengths up to `length`. */
CHECKED enum status mode_exact_init(struct mode_exact *out, const struct network *net,
                                    const struct mode_budget *budget, int length, struct arena *a,
                                    struct err *e);

/* Ask for schedules of at most `length`, which is no longer than before; near this one. */
void mode_exact_ask(struct mode_exact *x, int length, const int *start, const int *work);

/* Go on until so many conflicts were met since mode_exact_init(). */
enum exact_outcome mode_exact_run(struct mode_exact *x, int64_t conflicts, const struct stop *stop);

/* For mode_exact.c and mode_table.c. */

static inline int mode_choose_var(const struct mode_exact *x, int work)
{
    return 2 * (x->net->activity_count + work);
}

static inline struct literal mode_excluded(const struct mode_exact *x, int work)
{
    return (struct literal){2 * (x->net->activity_count + work) + 1, 0};
}

static inline int mode_is_left(const struct mode_exact *x, int work)
{
    return !trail_holds(&x->trail, mode_excluded(x, work));
}

static inline int mode_start_min(const struct mode_exact *x, int a)
{
    return x->trail.bound[2 * (size_t)a];
}

static inline int mode_start_max(const struct mode_exact *x, int a)
{
    return -x->trail.bound[2 * a + 1];
}

/* Find shortest, least and left of an activity again. */
void mode_exact_refresh(struct mode_exact *x, int activity);

#endif
