/* SPDX-License-Identifier: Apache-2.0 */
/*
 * times - earliest and latest days of jobs by links, calendars, conditions and
 * arrivals alone, as if crews were never short.
 *
 * Method   critical path forward and backward (Kelley & Walker 1959) in the
 *          jobs' calendars.  A job that needs a material cannot start before so
 *          much of it has arrived in all.
 * Bound    no schedule has a plant ready before the earliest day, so none has
 *          fewer late days than the earliest days have.
 */
#ifndef WORKS_TIMES_H
#define WORKS_TIMES_H

#include "works/jobs.h"

struct times {
    int *earliest, *latest; /* [job] starts; latest: for plants to be ready when due, may be < 0 */
    int *ready;             /* [facility] earliest; -1: no jobs */
    double late_days;       /* of the earliest */
};

CHECKED enum status times_compute(struct times *out, const struct job_net *n, struct arena *a,
                                  struct err *e);

#endif
