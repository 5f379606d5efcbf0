/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit_parts - what the files of audit share.
 */
#ifndef PROJECT_AUDIT_PARTS_H
#define PROJECT_AUDIT_PARTS_H

#include <math.h>
#include <string.h>

#include "project/audit.h"

enum {
    MARK_TASK = 1,
    MARK_INCOMPLETE = 2,
    MARK_RESOURCE = 4,
    MARK_BEFORE = 8,        /* it has a predecessor */
    MARK_AFTER = 16,        /* … a successor */
    MARK_START_HELD = 32,   /* a link holds its start */
    MARK_FINISH_HOLDS = 64, /* its finish holds a successor */
};

struct auditing {
    const struct project *p;
    const struct project_cpm *cpm;
    const struct audit_options *o;
    struct audit *out;
    struct arena *a;
    unsigned char *marks; /* of each activity */
    int *rows;            /* offenders of the check at hand */
    int row_count;
};

double audit_day_s(const struct auditing *w, const struct activity *v);
double audit_float_days(const struct auditing *w, int activity);
const struct baseline *audit_baseline(const struct activity *v);

/* The rows so far are the offenders of `of`; with a value of its own instead. */
CHECKED enum status audit_conclude(struct auditing *w, enum audit_name check, int of,
                                   struct err *e);
void audit_judge(struct auditing *w, enum audit_name check, double value);

CHECKED enum status audit_progress(struct auditing *w, struct err *e); /* dates, missed, BEI */
CHECKED enum status audit_path(struct auditing *w, struct err *e);     /* critical path, CPLI */

#endif
