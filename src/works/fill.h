/* SPDX-License-Identifier: Apache-2.0 */
/* fill - a made schedule as model/schedule.h has it. */
#ifndef WORKS_FILL_H
#define WORKS_FILL_H

#include "model/schedule.h"
#include "works/dispatch.h"
#include "works/times.h"

CHECKED enum status schedule_fill(struct schedule *out, const struct dispatch *d,
                                  const struct times *t, struct arena *a, struct err *e);

/* The other way round: lay all activities, which are in the order of jobs. */
void schedule_lay(struct dispatch *d, const struct schedule *given);

#endif
