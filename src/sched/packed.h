/* SPDX-License-Identifier: Apache-2.0 */
/*
 * packed - the serial scheme where a period is four bytes, for many lists side by side.
 *
 * Problem   as decode.h, of the common kind: links without lags that bound starts, no
 *           releases, at most four resources of at most 127 units that never change, works of
 *           at most 32 periods.  Of any other kind packed_init() leaves `load` NULL.
 * Method    as profile.h with lanes of eight bits, so that sixteen periods are a cache line.
 *           Lines are read and written whole: what was just written is read from the
 *           processor's store buffer, where a window across two lines would have to wait.
 *           Four lines are looked at together, as 64 bits.
 * Abreast   the i-th activities of all lists are looked for before any of them is placed: a
 *           search in a profile waits for whatever was written before it, of any profile,
 *           as it might be the same place; so the waits of all lists are one.
 * Long      times are looked through with skip.h, in blocks of two or three lines of starts.
 * Same      schedules as those of the words of profile.h, on any processor.
 */
#ifndef SCHED_PACKED_H
#define SCHED_PACKED_H

#include "sched/skip.h"

enum {
    PACKED_LINE = 16,      /* periods of a cache line */
    PACKED_SEEN = 64,      /* periods looked at together */
    PACKED_LONGEST = 32,   /* of a work */
    PACKED_LISTS = 8,      /* side by side, at most */
    PACKED_PAGE = 1024,    /* periods of a page */
    PACKED_UNITS_MAX = 127 /* of a resource */
};

struct packed_node {
    uint16_t before[NODE_ARCS]; /* events that bound the start; filled up with 2n, which is at 0 */
    int more_first, more_last;  /* further ones, into the side's arcs */
};

/* Free runs of `duration` are the bits left of m after m &= m >> step for each step. */
struct packed_work {
    uint32_t need, periods; /* a byte for each resource; a bit for each period */
    uint8_t duration, step[5], spare[2];
};

struct packed {
    uint32_t *load;                     /* [period], whole cache lines */
    const struct packed_node *nodes[2]; /* forward, mirror; NULL for long times */
    const struct packed_work *works;
    const struct packed_work *classes; /* of skip.h, for long times */
    uint32_t empty;                    /* a period in which nothing takes place */
    int length;                        /* periods 0..length - 1 */
    int touched;                       /* periods from here on are empty */
    int count;                         /* activities */
};

/* Profiles that are filled side by side want lanes of their own: processors take lines a page apart
 * for the same until they know better. */
CHECKED enum status packed_init(struct packed *out, const struct network *net, int length, int lane,
                                struct arena *a, struct err *e);

/* For long times: how long blocks should be; and then what the classes of *s need. */
int packed_block(const struct network *net);
CHECKED enum status packed_classes(struct packed *p, const struct skip *s, struct arena *a,
                                   struct err *e);

/* What to make: the list, and where it goes. */
struct packed_list {
    struct packed *profile;
    const int *list, *work;
    int *event; /* as in decode.h */
    int length; /* out: of the schedule; -1 when it does not fit */
};

/* Lists of different profiles of one network; _wide only where profile_is_wide(). */
void packed_plain(struct packed_list *x, int count, const struct side *s);
void packed_wide(struct packed_list *x, int count, const struct side *s);

/* The same for one list and long times. */
void packed_plain_long(struct packed_list *x, struct skip *k, const struct side *s);
void packed_wide_long(struct packed_list *x, struct skip *k, const struct side *s);

#endif
