/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supply_years - what reaches each area of each good, year by year, with new plants.
 *
 * Method   supply = today's + outputs of the plants that operate; people grow as stated.
 *          The share of an area in a year is that of supply_share.h.
 * Use      add the plants, then begin the years 0, 1, 2 … in order; beginning year 0
 *          starts again from today.
 * Owner    the arena given to supply_years_init(); the rest allocates nothing.
 */
#ifndef DIAGNOSE_SUPPLY_YEARS_H
#define DIAGNOSE_SUPPLY_YEARS_H

#include "diagnose/areas.h"

struct supply_years {
    const struct programme *programme;
    const struct compared *areas;
    size_t cells;   /* compared areas * goods */
    double *added;  /* [year * cells + place * good_count + good] output that begins in the year */
    double *supply; /* [place * good_count + good] in the year that was begun last */
    double *people; /* [place] of that year */
};

CHECKED enum status supply_years_init(struct supply_years *out, const struct programme *p,
                                      const struct compared *areas, struct arena *a, struct err *e);

/* Forget all plants. */
void supply_years_clear(struct supply_years *x);

/* A plant that operates from a year (0..; earlier counts as 0) on; areas that are not compared and
 * years beyond the programme are passed over. */
void supply_years_add(struct supply_years *x, int area, int size, int operating_year);

/* So much of a good more, or less, in one year. */
void supply_years_exchange(struct supply_years *x, int area, int good, int year, double quantity);

void supply_years_begin(struct supply_years *x, int year);

/* Share of need met in the year that was begun: of one good, and mean over goods by weight. */
double supply_years_share(const struct supply_years *x, int place, int good);
double supply_years_mean(const struct supply_years *x, int place);

#endif
