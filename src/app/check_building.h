/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check_building - do the stored schedule and shipments of a plan keep their rules, and are the
 * figures beside them true?
 *
 * Reads them back from their tables.  The schedule goes through verify/works.h, with what was
 * shipped as arrivals where the plan has shipments; the shipments through verify/shipping.h, with
 * what the activities use on their first days as needs.  Then the stored sums, the stays of crews
 * and the cost of every way are counted anew.
 *
 * A schedule or shipments that do not fit the tables of now are a finding.
 */
#ifndef APP_CHECK_BUILDING_H
#define APP_CHECK_BUILDING_H

#include "app/schedule.h"
#include "model/findings.h"

struct check_building {
    int has_schedule, is_read; /* it fits the tables of now */
    int activity_count, crew_count;
    int schedule_wrong; /* broken rules and wrong figures of it */
    int has_shipments, shipment_count;
    int shipments_wrong;
    struct schedule_answer read; /* the schedule, when it could be read */
};

/* `plan` NULL: the last one.  A plan without a schedule is no finding. */
CHECKED enum status check_building(struct check_building *out, struct session *s, const char *plan,
                                   struct findings *findings, struct err *e);

/* check_shipments.c: the shipments of the plan whose schedule was read. */
CHECKED enum status check_shipments(struct check_building *out, const struct job_net *net,
                                    struct session *s, struct findings *findings, struct err *e);

#endif
