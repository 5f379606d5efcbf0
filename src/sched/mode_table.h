/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_table - what resources say about starts and works (sched/mode_exact.h).
 *
 * Method    compulsory parts, of the shortest duration and the least need of the works left, make a
 *           profile (sched/timetable.h); a work goes when the profile leaves no start for
 *           it.  Reasons name the works that are gone.
 * Result    0 on a conflict.
 */
#ifndef SCHED_MODE_TABLE_H
#define SCHED_MODE_TABLE_H

struct mode_exact;

int mode_table_propagate(struct mode_exact *x, int resource);

/* Add to a reason that no work shorter than the duration is left. */
int mode_because_duration(struct mode_exact *x, int reason, int activity, int duration);

#endif
