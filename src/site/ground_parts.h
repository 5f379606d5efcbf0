/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ground_parts - what the files of ground share and nobody else needs.
 */
#ifndef SITE_GROUND_PARTS_H
#define SITE_GROUND_PARTS_H

#include "site/ground.h"

/* The pieces of all roads and railways into the index. */
CHECKED enum status ground_transports(struct ground *g, struct arena *a, struct err *e);

CHECKED enum status ground_nomem(struct err *e);

#endif
