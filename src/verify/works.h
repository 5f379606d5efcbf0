/* SPDX-License-Identifier: Apache-2.0 */
/*
 * works - does a schedule of building keep everything it must?
 *
 * Tests every activity by a road of its own, day by day, sharing nothing with
 * the engine that made it: working days, links, conditions, year of the visit,
 * trades and strength of crews, one place at a time and the days to move,
 * inspections, and that no material is used before it has arrived.  Works out
 * when plants are ready and how late they are.
 *
 * Of a schedule that was planned again, work done and running must stand as reported, the
 * rest must keep all rules, with crews where their last work was.
 *
 * Each broken rule is a finding; the place is the activity or the crew.
 * Units and owner as in model/schedule.h.
 */
#ifndef VERIFY_WORKS_H
#define VERIFY_WORKS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/findings.h"
#include "model/plan.h"
#include "model/schedule.h"
#include "model/works.h"

struct works_case {
    const struct programme *programme;
    const struct works *works;
    const struct plan *plan;
    const struct schedule *schedule;
    int is_again;   /* the rest was planned again on a status date: table progress holds facts */
    int status_day; /* which keep no rules; what is planned starts on it or later */
};

CHECKED enum status verify_works(const struct works_case *c, struct findings *findings,
                                 struct arena *a, struct err *e);

#endif
