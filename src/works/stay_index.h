/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stay_index - what a crew has behind it on a day, without walking through all its stays.
 *
 * For every crew and every STAY_INDEX_DAYS days: the last stay so long over that nothing joins it
 * any more.  Filled when it is asked for, from the last day that is still known; a change of a
 * stay makes the days after it unknown, and the way of the crew (crew_km).
 */
#ifndef WORKS_STAY_INDEX_H
#define WORKS_STAY_INDEX_H

#include "works/dispatch.h"

enum {
    STAY_INDEX_DAYS = 32,
};

CHECKED enum status stay_index_new(struct dispatch *d, struct arena *a, struct err *e);
void stay_index_clear(struct dispatch *d);
void stay_index_copy(struct dispatch *to, const struct dispatch *from);

/* The last stay of a crew that ended more than net.idle_days before a day; -1: none. */
int stay_over(const struct dispatch *d, int crew, int day);

/* A stay of the crew that begins on the day, or that there was, is another now. */
void stay_changed(struct dispatch *d, int crew, int day);

/* The stay after one; `before` -1: the first. */
static inline int stay_after(const struct dispatch *d, int crew, int before)
{
    return before < 0 ? d->first_stay[crew] : d->stays[before].next;
}

#endif
