/* SPDX-License-Identifier: Apache-2.0 */
/*
 * indicators - the rules of the index as the programme states them.
 *
 * Without any row in `indicator`, goods with a supply become the indicators: the share of
 * need met of each good, on fixed goalposts 0 and 1, weighted as the good.  With neither,
 * the programme cannot be diagnosed and a finding says what to add.
 */
#ifndef DIAGNOSE_INDICATORS_H
#define DIAGNOSE_INDICATORS_H

#include "diagnose/missing.h"
#include "diagnose/normalise.h"
#include "model/programme.h"

struct indicator {
    const char *code;
    int good;      /* its value is the share of need met of this good; -1: from indicator_value */
    double weight; /* >= 0 */
    struct norm_rule rule;
    enum missing missing;
};

struct indicator_list {
    int count;
    struct indicator *list; /* in the order of the table, or of the goods */
    int from_goods;         /* there are no rows in `indicator` */
};

/*
 * Read the table `indicator`.  `weights` ("CODE=2,CODE=0.5"; NULL: none) replaces the weights
 * of the indicators it names: STATUS_USAGE when it cannot be read.  Lives in the arena of the
 * findings.
 */
CHECKED enum status indicators_read(struct indicator_list *out, const struct programme *p,
                                    const struct dataset *d, const char *weights,
                                    struct findings *findings, struct err *e);

#endif
