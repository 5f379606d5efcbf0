/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check - is a stored plan what it says it is?
 *
 * Reads the plan back from its tables and puts it through the verifier: every
 * limit, site, area and clause, and the worth worked out anew.  Then the figures
 * stored beside it are compared with ones counted here: benefit of each visit,
 * years, use of resources, kept clauses, people supplied, inequality year by year.
 *
 * Schedule and shipments of the plan: check_building.h.
 *
 * A broken rule or a wrong figure is a finding, not an error: the place of a
 * finding is the rule's name, or the row of the table that is wrong.
 */
#ifndef APP_CHECK_H
#define APP_CHECK_H

#include "base/buf.h"
#include "model/dataset.h"
#include "model/findings.h"
#include "model/plan.h"
#include "model/programme.h"

struct check_request {
    const char *plan; /* code; NULL: the last one */
    const char *input_hash;
    int threads;
};

struct check_building;

struct check_answer {
    const char *plan; /* code */
    int row;          /* of table plan */
    struct plan stated;
    double worth;                          /* worked out anew; NaN when it cannot be */
    double penalty;                        /* in it, for soft clauses that are missed */
    int soft_count;                        /* soft clauses */
    int is_input_changed;                  /* since the plan was made */
    int rule_count;                        /* broken rules */
    int figure_count;                      /* wrong stored figures */
    const struct check_building *building; /* of its schedule and shipments; NULL: not checked */
};

/* Findings get an entry for each broken rule and wrong figure.  NOTFOUND: no such plan. */
CHECKED enum status check_plan(struct check_answer *out, const struct dataset *d,
                               const struct programme *p, const struct check_request *request,
                               struct findings *findings, struct err *e);

/* What is wrong, a line each; nothing when the plan is sound.  The other adds what the plan is. */
void check_write_wrong(const struct findings *findings, struct buf *b);
void check_write(const struct check_answer *x, const struct findings *findings, struct buf *b);
void check_write_json(const struct check_answer *x, const struct findings *findings, struct buf *b);

/* check_read.c: the plan of a row of table plan.  What cannot be read is a finding, and the plan is
 * then not whole. */
struct stored_plan {
    struct plan plan;
    int *visit_rows, *facility_rows; /* of their tables, by visit and facility of the plan */
    int *flow_rows;                  /* by flow */
    int is_whole;
};

CHECKED enum status plan_from_tables(struct stored_plan *out, const struct dataset *d,
                                     const struct programme *p, int plan_row,
                                     struct findings *findings, struct err *e);

/* check_figures.c: compare what is stored beside the plan. */
struct verifier;
struct verdict;

struct check_figures {
    const struct dataset *data;
    const struct programme *programme;
    const struct stored_plan *stored;
    struct verifier *verifier; /* after the check of the plan */
    struct findings *findings;
    struct slice code; /* of the plan */
};

CHECKED enum status check_figures(struct check_figures *c, const struct verdict *verdict,
                                  struct err *e);

/* check_unequal.c: the same for the inequality under the plan. */
CHECKED enum status check_inequality(struct check_figures *c, struct err *e);

#endif
