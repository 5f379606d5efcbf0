/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supply_share - what share of what people need reaches them, 0 to 1.
 *
 * Method   share(a, g) = min(1, supply / (people * need per head)), supply from all
 *          origins.  More than the need counts as the need: nobody's lack of soap is
 *          made good by another's plenty of it.
 */
#ifndef DIAGNOSE_SUPPLY_SHARE_H
#define DIAGNOSE_SUPPLY_SHARE_H

#include "model/programme.h"

/* Of one area and good with the given supply (unit per year) and people > 0. */
double supply_share_of(const struct programme *p, int area, int good, double supply, double people);

/* Today: supply and people of the first programme year. */
double supply_share_today(const struct programme *p, int area, int good);

/* Mean over goods by weight (all weights 0: plain mean); NaN without goods.  supply[good]. */
double supply_share_over_goods(const struct programme *p, int area, const double *supply,
                               double people);

/* The same, today. */
double supply_share_mean(const struct programme *p, int area);

#endif
