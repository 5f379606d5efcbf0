/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_stock - what stocks that are filled say about starts (sched/mode_exact.h).
 *
 * Method    the most there can be of a stock in a period: what was there and has arrived, what may
 *           have been given by then, less what was surely taken.  Below zero it is a
 *           conflict; an activity whose taking would make it so starts later; one without
 *           whose giving it would be so has finished by then (time-tabling of reservoirs;
 *           Laborie 2003).  Reasons leave out what is not needed.
 * Result    0 on a conflict.
 */
#ifndef SCHED_MODE_STOCK_H
#define SCHED_MODE_STOCK_H

struct mode_exact;

int mode_stock_propagate(struct mode_exact *x, int stock);

#endif
