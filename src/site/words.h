/* SPDX-License-Identifier: Apache-2.0 */
/*
 * words - a site check as sentences with both numbers, and as rows.
 */
#ifndef SITE_WORDS_H
#define SITE_WORDS_H

#include "base/buf.h"
#include "site/check.h"

struct site_finding {
    int passed;
    double score;
    double value, limit; /* NAN: there is none; what there is, what is needed or allowed */
    const char *unit;    /* of both; NULL with them */
};

extern const char *const site_condition_names[SITE_CONDITION_COUNT];

/* The pair of numbers that decides the condition. */
struct site_finding site_finding(const struct site_check *c, enum site_condition condition);

/* "dry-month yield 610 m³/day of well W12 at 1.4 km < 850 m³/day needed by food-m" */
void site_sentence(struct buf *b, const struct ground *g, const struct site_check *c,
                   enum site_condition condition);

/* What the nearest thing is and how far was measured; nothing when nothing was. */
void site_distance_source(struct buf *b, const struct ground *g, const struct site_check *c,
                          enum site_condition condition);

/* "by road", or why it is a straight line: "no road is loaded". */
void site_way_words(struct buf *b, enum way_basis basis);

#endif
