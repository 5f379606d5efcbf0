/* SPDX-License-Identifier: Apache-2.0 */
/*
 * areas - which areas are compared: those that may be visited and have people.
 *
 * Provinces are numbered 0.. in the order in which their first area comes; the
 * decompositions of inequality are over these.
 */
#ifndef DIAGNOSE_AREAS_H
#define DIAGNOSE_AREAS_H

#include "diagnose/missing.h"
#include "model/programme.h"

struct compared {
    int count;
    int *area;                 /* [count] index into programme.areas */
    int *place;                /* [programme.area_count] index into area[], or -1 */
    double *people;            /* [count] in the first programme year, > 0 */
    struct grouping provinces; /* of each of them */
    int *province_area;        /* [group_count] index into programme.areas */
};

/* Findings: a warning for each area that could be visited but has no people; an error when
 * none is left to compare. */
CHECKED enum status areas_compared(struct compared *out, const struct programme *p,
                                   const struct dataset *d, struct findings *findings,
                                   struct arena *a, struct err *e);

#endif
