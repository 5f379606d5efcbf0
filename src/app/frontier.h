/* SPDX-License-Identifier: Apache-2.0 */
/*
 * frontier - what it costs to care more for worse-off areas: several plans side by side.
 *
 * Method   the programme is planned for several exponents eta of the equity weight, and each plan is
 *          measured by yardsticks that eta does not enter: total benefit with all
 *          people equal, and how it is shared out (diagnose/fairness.h).  The independent
 *          verifier checks every plan and works out its total.  The choice is left to whoever
 *          reads it.
 *          On request one more point: the worst-served area served best, and then worth most with
 *          the programme's own eta.
 * Order    a point is dominated when another has at least its total, its worst fifth and its
 *          worst area, and more of one.
 * Tables   written: frontier, run.  The plans themselves are not kept: `plan` makes the
 *          chosen one, after equity_eta was set.
 * Theory   docs/theory/equity.md.
 */
#ifndef APP_FRONTIER_H
#define APP_FRONTIER_H

#include "app/session.h"
#include "base/buf.h"
#include "base/stop.h"
#include "diagnose/fairness.h"
#include "model/plan.h"
#include "model/siting.h"

enum {
    FRONTIER_ETA_MAX = 50,
    FRONTIER_CODE_MAX = 48,
    FRONTIER_RESULT_TABLE_COUNT = 2,
};

/* What frontier_make() changes, for session_keep(). */
extern const enum table_id frontier_result_tables[FRONTIER_RESULT_TABLE_COUNT];

struct frontier_request {
    const double *etas; /* ascending, each once */
    int eta_count;
    int max_min; /* the plan that serves the worst-served area best too (plan/maxmin.h) */
    const char
        *plan; /* whose years are compared with; NULL: the last in the file that has visits */
    double gap, effort; /* of each plan, as for the verb plan */
    int threads;
    uint64_t seed;
    const char *options; /* as on the command line, kept with the result */
    const struct stop *stop;
    const struct progress *progress;
};

struct frontier_point {
    char code[FRONTIER_CODE_MAX]; /* "eta:0.5", "max-min" */
    double eta;                   /* NaN: max-min */
    double level, level_bound;    /* of max-min; else NaN */
    enum plan_outcome outcome;
    int has_plan;
    double objective, bound, gap; /* with the weights of eta; NaN: no plan */
    double total;                 /* with all people equal */
    struct fairness fairness;
    int moved_count; /* areas that get a visit in another year than in the plan compared with */
    int is_dominated;
};

struct frontier_answer {
    struct frontier_point *points; /* by eta, max-min last */
    int count;
    const char *plan;           /* compared with; NULL: none */
    const char *why_infeasible; /* a sentence, when no plan keeps every limit and clause */
    int last_year;              /* of the programme, as people count */
    const char *summary;        /* what the frontier says, in sentences */
};

/* Work out sites and index where they are not current, and keep them; *did_index, *did_sites: which
 * were. */
CHECKED enum status frontier_prepare(struct session *s, const struct frontier_request *request,
                                     int *did_index, int *did_sites, struct err *e);

CHECKED enum status frontier_make(struct frontier_answer *out, struct session *s,
                                  const struct frontier_request *request, struct err *e);

/* Exponents of a list such as "0,0.5,2" into out[FRONTIER_ETA_MAX], ascending, each once. */
CHECKED enum status frontier_read_etas(const char *list, double *out, int *count, struct err *e);

/* The point of the largest total, and of the best served worst-off fifth; -1: no plan at all. */
int frontier_largest(const struct frontier_answer *x);
int frontier_fairest(const struct frontier_answer *x);

/* frontier_order.c: which points are dominated. */
void frontier_mark_dominated(struct frontier_answer *x);

/* frontier_write.c: for people and for programs. */
CHECKED enum status frontier_summarise(struct frontier_answer *x, struct arena *a, struct err *e);
void frontier_write(const struct frontier_answer *x, struct buf *b);
void frontier_write_json(const struct frontier_answer *x, struct buf *b);

#endif
