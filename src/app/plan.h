/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan - the best plan of a programme, kept as tables under a name.
 *
 * Tables   written: plan, plan_visit, plan_facility, plan_use, plan_clause, plan_gain,
 *          plan_area_gain, and the inequality under the plan (inequality, lorenz).  Rows
 *          of an earlier plan of the same name are replaced, its schedule goes with it;
 *          other plans stay.
 * Before   the index of living standard, when worse-off areas count more, and the site
 *          conditions must be current: plan_prepare() works out what is not.
 * Answer   that there is no plan is kept too: outcome infeasible, with the reason as
 *          the summary.
 */
#ifndef APP_PLAN_H
#define APP_PLAN_H

#include <stdint.h>

#include "app/session.h"
#include "base/buf.h"
#include "base/stop.h"
#include "model/plan.h"
#include "model/siting.h"
#include "plan/maxmin.h"

enum {
    PLAN_RESULT_TABLE_COUNT = 18,
};

/* What plan_make() changes, for session_keep(). */
extern const enum table_id plan_result_tables[PLAN_RESULT_TABLE_COUNT];

struct plan_request {
    const char *name; /* code of the plan */
    double gap;       /* good enough: (bound - objective) / objective */
    double effort;    /* of the search for a better plan; 1: normal */
    int max_min;      /* serve the worst-served area best (plan/maxmin.h), then be worth most */
    int threads;
    uint64_t seed;
    const char *options; /* as on the command line, kept with the plan */
    const struct stop *stop;
    const struct progress *progress;
};

struct plan_answer {
    struct plan plan;
    const char *name, *summary;
    double gap; /* NaN: no plan */
    int is_max_min;
    struct maxmin maxmin;
    int below_count;   /* areas below its level */
    int area_count;    /* visited, decided visits too */
    int binding_count; /* limits with a shadow price */
};

/* USAGE unless the text makes a name of a plan. */
CHECKED enum status plan_check_name(const char *name, struct err *e);

/* Work out the index and the site conditions where they are missing or stale, and keep them.
 * *did_index, *did_sites: which were. */
CHECKED enum status plan_prepare(struct session *s, int threads, int *did_index, int *did_sites,
                                 struct err *e);

CHECKED enum status plan_make(struct plan_answer *out, struct session *s,
                              const struct plan_request *request, struct err *e);

/* Put a plan that was found otherwise into the tables: x->plan and x->name are given.  Of the
 * request, the name, options and seed are read. */
struct plan_input;
CHECKED enum status plan_keep(struct plan_answer *x, struct session *s,
                              const struct plan_request *request, const struct plan_input *input,
                              struct err *e);

/* The compact programme as MPS, into a file that appears whole or not at all. */
CHECKED enum status plan_export_mps(const struct session *s, const char *path, int threads,
                                    struct err *e);

void plan_answer_write(const struct plan_answer *x, const struct programme *p, struct buf *b);
void plan_answer_write_json(const struct plan_answer *x, const struct programme *p, struct buf *b);

/* plan_tables.c: put the plan into the tables. */
CHECKED enum status plan_tables_write(struct dataset *d, const struct programme *p,
                                      const struct siting *siting, const double *weights,
                                      const struct plan_answer *x, struct arena *a);

#endif
