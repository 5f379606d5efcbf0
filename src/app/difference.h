/* SPDX-License-Identifier: Apache-2.0 */
/*
 * difference - what two plans of one programme do differently: who moves, who gains, who loses.
 *
 * People   of a good: people times the share of their need that is met, summed over the years;
 *          one person fully supplied for one year is one person-year.
 * Worth    of a visit, as in model/plan.h: weighted person-years.
 */
#ifndef APP_DIFFERENCE_H
#define APP_DIFFERENCE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "model/plan.h"
#include "plan/solve.h"

struct move { /* of an (area, stage) that is not served alike */
    int area, stage;
    int year_a, year_b; /* -1: not visited */
    int facility_count_a, facility_count_b;
    double worth_a, worth_b;
};

struct area_change {
    int area;
    double people; /* person-years over all goods, more (or fewer) under b */
};

struct difference {
    const struct programme *programme;
    struct move *moves; /* by area and stage */
    int move_count;
    int year_count, package_count; /* of the moves: another year or none; other plants only */
    double worth_a, worth_b;       /* penalties taken off */
    double penalty_a, penalty_b;   /* of soft clauses that are missed */
    double trade_a, trade_b;       /* gained by what areas send each other, in the worth */
    double *people_a, *people_b;   /* [good] person-years supplied */
    double *use_a, *use_b;         /* [resource * year_count + year] */
    struct area_change *areas;     /* that gain or lose, most gain first */
    int area_count;
};

CHECKED enum status difference_make(struct difference *out, const struct plan_input *in,
                                    const struct plan *a, const struct plan *b, struct arena *arena,
                                    struct err *e);

/* Tables in text: areas that move, goods, resources year by year where they differ. */
void difference_write(const struct difference *x, int moves_max, struct buf *b);

/* Keys "moves", "goods", "resources", "areas" of an open object. */
void difference_write_json(const struct difference *x, struct json *j);

#endif
