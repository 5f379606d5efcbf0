/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts - what has been built by a status date, as the table `progress` says.
 *
 * done      start and finish as reported, whatever the rules say: they are facts
 * running   goes on from the status date without a break for the working days that remain:
 *           as reported, else by the share done, else by the days gone, one at least
 * planned   starts on the status date or later
 *
 * A crew is where its running work is, else where it finished last.  A fact without a crew is
 * of the crew the given schedule names.
 * Errors    INVALID when a day lies after the status date, or a crew works in two places.
 */
#ifndef WORKS_FACTS_H
#define WORKS_FACTS_H

#include "model/schedule.h"
#include "works/jobs.h"

/* Sets net->facts and net->status_day. */
CHECKED enum status facts_take(struct job_net *net, const struct schedule *given, int status_day,
                               struct arena *a, struct err *e);

#endif
