/* SPDX-License-Identifier: Apache-2.0 */
/*
 * skip - stretches of a profile that are known to be too full, so that the first window in
 * a long time is found without looking at every period.
 *
 * Method    works of like need and duration form a class, whose need and duration are no
 *           larger than theirs.  For each class, blocks of periods in which none of its
 *           windows begins any more are taken out of a chain (Tarjan 1975, by halving of
 *           paths); as a profile is only filled, they stay out.  The window is the one that
 *           profile_find() finds.
 * Limits    classes are as fine as CHAIN_INTS allow; the need of a class is that of the bank
 *           a work needs first.
 */
#ifndef SCHED_SKIP_H
#define SCHED_SKIP_H

#include "sched/profile.h"

enum {
    SKIP_FROM = 1 << 14, /* periods from which this is worth its memory */
};

struct skip {
    struct work *classes;
    int *class_of; /* [work] */
    int *next;     /* [class * (blocks + 1) + block] a later one when the block is full */
    int class_count, block_count;
    int block; /* periods */
};

/* For schedules of up to `length` periods, in blocks of so many. */
CHECKED enum status skip_init(struct skip *out, const struct network *net, int length, int block,
                              struct arena *a, struct err *e);

/* All may be free again. */
void skip_reset(struct skip *s);

/* The blocks of the class of a work. */
static inline int *skip_chain(const struct skip *s, int work)
{
    return s->next + (size_t)s->class_of[work] * ((size_t)s->block_count + 1);
}

/* The first block from `block` on that is not out of the chain. */
static inline int skip_next(int *chain, int block)
{
    while (chain[block] != block)
        block = chain[block] = chain[chain[block]];
    return block;
}

/* As profile_find(), of a work by its index. */
int skip_find(struct skip *s, const struct profile *p, const struct network *net, int work,
              int from);

#endif
