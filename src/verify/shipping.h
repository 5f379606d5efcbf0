/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shipping - do shipments keep what is made, what can be carried and what lies where?
 *
 * Problem  for every shipment: is there such a way, with these days, km and cost; does it leave
 *          on the first day of a period; for every period: no producer sends more than it made
 *          in the one before, no carrier and no lane does more than it can; for every day: no
 *          depot sends what has not come or holds more than it has room for, and at the sites
 *          what has come covers what is used - all needs, or all but the shortage that is
 *          stated.
 * Method   day by day from the tables; shares no code with supply/.
 * Limits   shares of 1e-6 of a limit, and of 1e-5 of all that comes to a place, count as rounding.
 */
#ifndef VERIFY_SHIPPING_H
#define VERIFY_SHIPPING_H

#include "model/findings.h"
#include "model/shipping.h"

/* Every breach is a finding.  `all_met`: every need has to be met on its day. */
CHECKED enum status verify_shipping(const struct supply_case *c, const struct shipping *x,
                                    int all_met, struct findings *findings, struct arena *a,
                                    struct err *e);

#endif
