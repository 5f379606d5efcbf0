/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report - what ministers, planners and auditors see of a programme and a plan.
 *
 * One self-contained HTML page: sentences, tables, SVG; it reads and prints
 * without script and without network.  A small script of ours adds a slider,
 * sorting, filtering and details.  The same view fills a workbook.
 *
 * Reads    the tables of the dataset, inputs and results, and nothing else.
 * Missing  parts that have not been worked out are named in a sentence with the
 *          verb to run; an infeasible plan is reported as what it is.
 * Order    same dataset, same request: same bytes.
 * Limits   long tables are cut in the page (rows named in page.h) and say so;
 *          the workbook has every row up to Excel's 1 048 576.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/dataset.h"
#include "report/view.h"

struct project;
struct audit;
struct audit_options;

struct report_network { /* the schedule as a network of activities, and what its audit found */
    const struct project *project;
    const struct audit *audit;
    const struct audit_options *options;
};

struct report_request {
    const char *plan;  /* NULL: the last one in the file */
    const char *stale; /* a sentence when results are older than the input; NULL: they are not */
    const struct report_network *network; /* NULL: the plan has no schedule */
};

/* Everything the outputs need; lives in the arena. */
struct report {
    struct view view;
    struct report_request request;
    struct arena *arena;
};

CHECKED enum status report_open(struct report *r, const struct dataset *d,
                                const struct report_request *request, struct arena *a,
                                struct err *e);

CHECKED enum status report_html(struct buf *b, const struct report *r, struct err *e);

/* Write the workbook to a path, which is created or replaced. */
CHECKED enum status report_xlsx(const char *path, const struct report *r, struct err *e);

#endif
