/* SPDX-License-Identifier: Apache-2.0 */
/*
 * build - every size at every site: admissible or not, score, connection, cost.
 *
 * Costs      of the table `connection`: fixed + per_km * km + per_unit * load for
 *            electricity, water and transport each, summed over the three by
 *            resource; km 0 for a supply stated at the site; nothing for a kind
 *            the size has no load of.  Every feed point costs by the same rates,
 *            so the nearest that gives enough is also the cheapest.
 * Capacity   of a site: its stated supply; else what the strongest source used
 *            by its admissible options can give, since one connection serves all
 *            that stands there.  What several sites take from one feed point is
 *            limited only where the programme states a grid resource.
 * Threads    sites are independent: same bytes on any number.
 */
#ifndef SITE_BUILD_H
#define SITE_BUILD_H

#include "model/siting.h"
#include "site/ground.h"

CHECKED enum status siting_build(struct siting *out, const struct ground *g, int threads,
                                 struct arena *a, struct err *e);

/* Capacities of the sites from the options' sources (what siting_build ends with). */
void siting_capacities(struct siting *s, const struct programme *p);

#endif
