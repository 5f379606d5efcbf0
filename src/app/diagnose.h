/* SPDX-License-Identifier: Apache-2.0 */
/*
 * diagnose - how unequal are the areas, in what, and how sure is that ranking?
 *
 * Fills the tables area_index, area_indicator, inequality, lorenz and the verb's row of
 * run.  What the figures mean: docs/theory/diagnose.md.
 */
#ifndef APP_DIAGNOSE_H
#define APP_DIAGNOSE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/stop.h"
#include "model/programme.h"

enum {
    DIAGNOSE_TRIALS = 10000, /* unless asked otherwise */
    DIAGNOSE_TRIALS_MAX = 1000 * 1000,
};

struct diagnose_options {
    const char *weights; /* "CODE=2,CODE=0.5" instead of those in indicator; NULL: none */
    int trial_count;     /* random weightings, 1..DIAGNOSE_TRIALS_MAX */
    uint64_t seed;
    int threads;
    const char *line; /* the options as given, kept with the result */
    const struct stop *stop;
    const struct progress *progress;
};

struct diagnose_answer {
    int area_count, indicator_count, geometric;
    int from_goods;      /* no indicators: the index is the supply of goods */
    int trial_count;     /* weightings tried; fewer than asked when stopped */
    int worst_count;     /* areas that make the worst fifth */
    int safe_count;      /* areas whose whole rank interval lies within it */
    int open_count;      /* areas whose interval crosses its border */
    int gap_count;       /* values filled in or left out */
    int warning_first;   /* findings from here on are of diagnose */
    const char *summary; /* one sentence */
};

/* The tables verb `diagnose` fills, for session_keep(). */
enum {
    DIAGNOSE_TABLE_COUNT = 5,
};

extern const enum table_id diagnose_tables[DIAGNOSE_TABLE_COUNT];

/* SHA-256 of the tables the diagnosis depends on: what table run keeps as its input_hash. */
void diagnose_input_hash(const struct dataset *d, char text[DIGEST_TEXT_BYTES]);

/*
 * Work it out and fill the tables of `d`.  STATUS_INVALID when something must be added or
 * corrected first: then `findings` names all of it.  Memory comes from the arena of `findings`;
 * the tables borrow codes from the programme.
 */
CHECKED enum status diagnose(struct diagnose_answer *out, struct dataset *d,
                             const struct programme *p, const struct diagnose_options *options,
                             struct findings *findings, struct err *e);

/*
 * After planning: inequality of the supply of each good under the plan stored in plan_facility,
 * every year ("year:PLAN:YEAR") and at the end ("after:PLAN", with its Lorenz curve), into
 * the tables inequality and lorenz.  Rows the plan had there are replaced.
 */
CHECKED enum status diagnose_after_plan(struct dataset *d, const struct programme *p,
                                        const char *plan_code, struct arena *a, struct err *e);

/* The answer for people: worst areas, how safe the ranks are, inequality, warnings. */
void diagnose_write(const struct diagnose_answer *x, const struct dataset *d,
                    const struct programme *p, const struct findings *findings, struct buf *b);

/* Everything, as one JSON object. */
void diagnose_write_json(const struct diagnose_answer *x, const struct dataset *d,
                         const struct findings *findings, struct buf *b);

#endif
