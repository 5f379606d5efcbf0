/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dispatch_parts - what placing, choosing a crew, settling and scoring have in common.
 */
#ifndef WORKS_DISPATCH_PARTS_H
#define WORKS_DISPATCH_PARTS_H

#include "works/crews.h"
#include "works/dispatch.h"

struct job_bound { /* earliest start by what comes before, and which job sets it */
    int day, blocker;
};

struct job_bound dispatch_bound(const struct dispatch *d, int j);

/* First place of the job with one crew (-1: it needs none) from a day on, materials and all; *stock
 * is set to the one it waited for. */
struct slot dispatch_slot(const struct dispatch *d, const struct job *job, int crew, int from,
                          int span, int *stock);

/* What a job takes is spare no more from its start on; with sign -1 it is given back. */
void dispatch_take_materials(struct dispatch *d, const struct job *job, int start, double sign);

/* What held the job back: the last thing that moved its start. */
void dispatch_tell_cause(struct dispatch *d, int j, struct job_bound b, int stock);

/* Is it done or running? */
int dispatch_is_fact(const struct dispatch *d, int j);

#endif
