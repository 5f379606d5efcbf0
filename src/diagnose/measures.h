/* SPDX-License-Identifier: Apache-2.0 */
/*
 * measures - inequality and Lorenz curves as rows of the tables inequality, lorenz.
 *
 * A row's variable is "index", "supply:GOOD", or "supply", the mean over goods by weight; its moment
 * "before", "after:PLAN", "year:PLAN:YEAR" with the plan or "without:PLAN:YEAR" without it, as
 * people grow.  Text is copied into the arena.
 */
#ifndef DIAGNOSE_MEASURES_H
#define DIAGNOSE_MEASURES_H

#include "diagnose/areas.h"
#include "diagnose/inequality.h"
#include "model/dataset.h"

struct measures {
    struct dataset *d;
    const struct compared *areas;
    struct inequality_work work;
    double *share; /* [area] room for the values of a variable */
    struct arena *arena;
};

CHECKED enum status measures_init(struct measures *m, struct dataset *d,
                                  const struct compared *areas, struct arena *a, struct err *e);

/* Three rows of inequality of value[area] among people[area]; a measure that does not exist leaves
 * its figures empty. */
CHECKED enum status measures_inequality(struct measures *m, const char *variable,
                                        const char *moment, const double *value,
                                        const double *people, struct err *e);

/* The rows of a Lorenz curve; none when every value is 0. */
CHECKED enum status measures_lorenz(struct measures *m, const char *variable, const char *moment,
                                    const double *value, const double *people, struct err *e);

/* The variable that is the mean over goods. */
#define MEASURES_ALL_GOODS "supply"

/* "supply:GOOD" in text. */
enum {
    MEASURES_TEXT_MAX = 256,
};

void measures_name_supply(char text[MEASURES_TEXT_MAX], const char *good);

/* Remove the rows of both tables that are of the given plan, or, with NULL, all of them. */
void measures_forget(struct dataset *d, const char *plan);

#endif
