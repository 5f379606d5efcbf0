/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report_network - the schedule of a plan as a network of activities, audited, for the report.
 *
 * Limits   of the audit: those of audit_default().
 * Missing  NULL when the plan has no schedule, or one that does not fit the tables of now.
 * Owner    the arena.
 */
#ifndef APP_REPORT_NETWORK_H
#define APP_REPORT_NETWORK_H

#include "report/report.h"

/* `plan` NULL: the last one in the file. */
CHECKED enum status report_network_make(const struct report_network **out, const struct dataset *d,
                                        const char *plan, struct arena *a, struct err *e);

#endif
