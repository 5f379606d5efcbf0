/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ensemble - what plans nearly as good as the best one have in common, and what is a matter of taste.
 *
 * Method   plan/ensemble.h finds the plans; each passes the independent verifier (verify/) with its
 *          worth and bound, or the run ends.  Then every area and year, facility and site is
 *          counted.  What is in all plans is the safe core.  Decided visits are facts and are not
 *          counted.
 * Tables   written: ensemble, ensemble_visit, ensemble_facility.
 * Before   as for plan (app/plan.h): plan_prepare().
 */
#ifndef APP_ENSEMBLE_H
#define APP_ENSEMBLE_H

#include "app/session.h"
#include "base/buf.h"
#include "base/stop.h"
#include "plan/ensemble.h"

enum {
    ENSEMBLE_RESULT_TABLE_COUNT = 4,
};

extern const enum table_id ensemble_result_tables[ENSEMBLE_RESULT_TABLE_COUNT];

struct ensemble_options {
    int plan_count;
    double share; /* below the bound, at most */
    double effort;
    int threads;
    uint64_t seed;
    const char *options; /* as on the command line */
    const struct stop *stop;
    const struct progress *progress;
};

struct ensemble_visit { /* an area, stage and year that some plan visits */
    int area, stage, year, plans;
};

struct ensemble_facility { /* a size on a site */
    int area, stage, size, site, plans;
};

struct ensemble_answer {
    struct ensemble found;
    int *moved;                           /* [plan] visits that differ from plan 1 */
    struct ensemble_visit *visits;        /* by area, stage, year */
    struct ensemble_facility *facilities; /* by area, stage, size, site */
    int visit_count, facility_count;
    int served_count, core_count;  /* (area, stage)s in some plan; always in the same year */
    int always_count;              /* served by every plan, in whatever year */
    int placed_count, core_placed; /* facilities on a site in some plan; in every plan */
    const char *summary;
};

CHECKED enum status ensemble_make(struct ensemble_answer *out, struct session *s,
                                  const struct ensemble_options *o, struct err *e);

void ensemble_write(const struct ensemble_answer *x, const struct programme *p, struct buf *b);
void ensemble_write_json(const struct ensemble_answer *x, const struct programme *p, struct buf *b);

#endif
