/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spans - working times of a day as they come from a file: put in order, those
 * that touch joined, those that overlap united and told.
 */
#ifndef EXCHANGE_SPANS_H
#define EXCHANGE_SPANS_H

#include "project/project.h"

enum {
    SPANS_MAX = 64, /* of one day */
};

struct spans {
    struct work_span at[SPANS_MAX];
    int count;
};

static inline void spans_init(struct spans *s)
{
    s->count = 0;
}

/* 0 when the span is none, overlaps another (they become one), or there are too many. */
int spans_add(struct spans *s, int from_s, int to_s);

/* Copy into the arena; 0 when memory is out. */
int spans_keep(const struct spans *s, struct work_span **out, int *count, struct arena *a);

#endif
