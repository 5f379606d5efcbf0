/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report_findings - what is met on the sites that a plan builds on, in words.
 *
 * The file keeps the findings that refuse a plant (app/site_tests.h).  For the plants of one plan
 * all findings are made anew and added to table site_test in memory, for the report to show.
 * Nothing is added when table site_option is older than the figures: then what would be said now
 * is not what the options were judged by.
 */
#ifndef APP_REPORT_FINDINGS_H
#define APP_REPORT_FINDINGS_H

#include "model/dataset.h"
#include "model/programme.h"

/* plan NULL: the last one. */
CHECKED enum status report_findings_add(struct dataset *d, const struct programme *p,
                                        const char *plan, struct arena *a, struct err *e);

#endif
