/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load_works - the parts of works_load(), one file per group of tables.
 *
 * As in load.h: values have passed dataset_check(), a part adds what is wrong to
 * the findings and fails only for lack of memory.
 */
#ifndef MODEL_LOAD_WORKS_H
#define MODEL_LOAD_WORKS_H

#include "model/load.h"
#include "model/works.h"

struct works_load {
    struct load load; /* load.p is only read */
    struct works *w;
    struct map trades; /* number of each trade */
};

/* Takes the next of the words that ; separates off the rest; 0 at the end. */
int works_word(struct slice *rest, struct slice *word);

/* Number of a trade, new ones too; -1 after a finding that there are too many. */
int works_trade(struct works_load *l, const struct table *t, int row, struct slice name);

/* The date in a text column as a day of the programme; 0 and a finding when it is none. */
int works_day(struct works_load *l, const struct table *t, int row, const char *column);

enum phase_condition works_condition(const struct table *t, int row, const char *column);

CHECKED enum status load_calendars(struct works_load *l, struct err *e);
CHECKED enum status load_phases(struct works_load *l, struct err *e);
CHECKED enum status load_supplies(struct works_load *l, struct err *e);
CHECKED enum status load_crews(struct works_load *l, struct err *e);
CHECKED enum status load_progress(struct works_load *l, struct err *e);

#endif
