/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare - dates computed here against those another program stored.
 *
 * Compared  early and late start and finish and total float of every activity
 *           that is no summary, and that the file has dates of; where a file
 *           has no early dates, its scheduled ones stand for them.
 * Equal     to the second, or the same moment of work (the evening and the
 *           next morning).
 * Cause     of a difference the likeliest: the first that applies of the list
 *           below.
 */
#ifndef PROJECT_COMPARE_H
#define PROJECT_COMPARE_H

#include "project/cpm.h"

enum compare_cause {
    CAUSE_INACTIVE,    /* it takes no part */
    CAUSE_FINISH,      /* only late dates: they count from another finish of the project */
    CAUSE_MANUAL,      /* dates typed in, which links do not move */
    CAUSE_BEFORE,      /* it starts before the project, which only dates typed in can */
    CAUSE_FINISHED,    /* of finished activities programs store other things as early dates */
    CAUSE_BEGUN,       /* progress: interrupted or resumed work */
    CAUSE_RESOURCES,   /* resources with calendars or loads of their own */
    CAUSE_PREDECESSOR, /* follows from activity `index`, which differs itself */
    CAUSE_SUCCESSOR,   /* late dates follow from activity `index` */
    CAUSE_UNKNOWN,
    CAUSE_COUNT,
};

enum {
    DIFFERS_EARLY_START = 1,
    DIFFERS_EARLY_FINISH = 2,
    DIFFERS_LATE_START = 4,
    DIFFERS_LATE_FINISH = 8,
    DIFFERS_FLOAT = 16,
    DIFFERS_EARLY = DIFFERS_EARLY_START | DIFFERS_EARLY_FINISH,
    DIFFERS_LATE = DIFFERS_LATE_START | DIFFERS_LATE_FINISH | DIFFERS_FLOAT,
};

struct difference {
    int activity;
    int which; /* DIFFERS_… */
    enum compare_cause cause;
    int index; /* of the other activity, or -1 */
};

struct project_compare {
    int compared; /* activities */
    int equal;
    int early_equal;                /* also those of which only late dates differ */
    struct difference *differences; /* in the order of activities */
    int difference_count;
};

CHECKED enum status project_compare(struct project_compare *out, const struct project *p,
                                    const struct project_cpm *c, struct arena *a, struct err *e);

/* "dates are typed in" …; never NULL. */
const char *compare_cause_text(enum compare_cause cause);

#endif
