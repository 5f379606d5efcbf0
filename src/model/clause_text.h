/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clause_text - the decree as text that people read and write, one article a paragraph.
 *
 *     art-1: "In every year twenty counties are taken in hand."
 *         in every year exactly 20 visits of stage 1
 *         reported: "Politburo decision of 23-24 January 2024"
 *
 *   article   CODE: "the decree's own words"  rule  EVIDENCE: "source"
 *   rule      one core and any number of modifiers, in any order
 *   modifier  in every year | in each KIND | in AREA | of stage N | in YEAR |
 *             from YEAR [to YEAR] | by YEAR | missed at N each
 *   core      COUNT visits | COUNT per cent of the visits | every area has its visit |
 *             no visit | no visit brings TYPE | every visit brings TYPE |
 *             no visit builds on SITE | every visit builds on SITE |
 *             visits wait [N years] for all visits in AREA |
 *             every facility pays its way | every TYPE pays its way |
 *             losses of at most N | at most N changes against the adopted plan |
 *             adopted visits stay
 *   COUNT     exactly N | at least N [and at most N] | at most N
 *   AREA, TYPE, SITE   NAME [CODE], or [CODE] alone; a name that is given must be right
 *
 * Law      read o write = identity on the rows of a sound programme, write o read = identity on
 *          what was written.  docs/clauses.md has an example of every form.
 * Errors   every mistake is a finding NAME:LINE:COLUMN that says what was expected; reading
 *          goes on with the next paragraph.
 */
#ifndef MODEL_CLAUSE_TEXT_H
#define MODEL_CLAUSE_TEXT_H

#include "base/buf.h"
#include "model/dataset.h"
#include "model/findings.h"

enum {
    CLAUSE_TEXT_BYTES_MAX = 64 << 20,
};

/* Append the articles of the text to `out`, a table `clause` other than that of the dataset or
 * that itself; names and codes are those of the dataset.  `name` of the text must live as long. */
CHECKED enum status clause_text_read(struct table *out, const struct dataset *d, const char *name,
                                     struct slice text, struct findings *f, struct err *e);

/* The rule of a row alone: "in every year exactly 20 visits of stage 1". */
void clause_text_write_rule(struct buf *b, const struct dataset *d, int row);

/* One article, and all of them with empty lines between. */
void clause_text_write(struct buf *b, const struct dataset *d, int row);
void clause_text_write_all(struct buf *b, const struct dataset *d);

#endif
