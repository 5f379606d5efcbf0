/* SPDX-License-Identifier: Apache-2.0 */
/*
 * relax - why is a plant, or a phase of it, not done earlier?
 *
 * Method   the plant's jobs are taken out of the schedule, everything else stays as it is, and
 *          they are placed again with one thing out of the way: people of a trade always at
 *          hand, a material there from the start, no pauses, the condition met at once, the
 *          visit a year earlier.  The days gained are measured, not argued.  The cause is the
 *          one that gains most alone; the visit counts only when nothing else gains, as an
 *          earlier begin makes everything earlier.  What is out of the way uncovers the next
 *          cause; where two together gain far more than any one alone, they are the cause together.  What is left when nothing gains
 *          is the work itself: the critical path.
 * Limits   other plants do not move: what they would win or lose is not counted.
 */
#ifndef WORKS_RELAX_H
#define WORKS_RELAX_H

#include "works/dispatch.h"
#include "works/times.h"

enum relax_kind {
    RELAX_CREW,      /* what: trade */
    RELAX_MATERIAL,  /* what: resource */
    RELAX_CONDITION, /* what: enum phase_condition */
    RELAX_PAUSES,    /* what: calendar */
    RELAX_VISIT,     /* what: 0 */
};

struct relax_cause {
    enum relax_kind kind;
    int what;
    int alone_days;    /* earlier with this alone out of the way */
    int together_days; /* earlier with this and all before it in the chain; -1: not in the chain */
};

enum {
    RELAX_CAUSES_MAX = 48,
    RELAX_CHAIN_MAX = 8,
};

struct relax_answer {
    int day;        /* it is done */
    int due;        /* the plant */
    int loose_days; /* earlier when only placed again: nothing holds it */
    struct relax_cause
        causes[RELAX_CAUSES_MAX]; /* the chain first, then the others by alone_days */
    int count, chain_count;
    int left_days; /* after its due day that are left when all of the chain is out of the way */
};

struct relax {
    struct job_net net; /* with jobs of its own */
    struct times times;
    struct dispatch *whole, *trial; /* all jobs; without those of the plant */
};

/* `given` must have been made of the net: activities in the order of its jobs. */
CHECKED enum status relax_open(struct relax *out, const struct job_net *net,
                               const struct schedule *given, struct arena *a, struct err *e);

/* job -1: the plant is ready; else that job of it is done. */
void relax_ask(struct relax_answer *out, struct relax *r, int facility, int job);

#endif
