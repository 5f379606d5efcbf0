/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ground_parts - what the files of ground share and nobody else needs.
 */
#ifndef SITE_GROUND_PARTS_H
#define SITE_GROUND_PARTS_H

#include "site/ground.h"

/* Fills ways; the rest of the ground is there. */
CHECKED enum status ground_ways(struct ground *g, struct arena *a, struct err *e);

CHECKED enum status ground_nomem(struct err *e);

#endif
