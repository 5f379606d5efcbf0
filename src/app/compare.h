/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare - two plans side by side: of one file, or of two files of the same programme.
 *
 * Programme  what a plan is worth depends on the figures; both plans are counted with those of the
 *            first file.  The second file's plan must name areas, plants and sites that the first
 *            one has; that other figures differ is told.
 * Clauses    status and slack as kept beside each plan.
 */
#ifndef APP_COMPARE_H
#define APP_COMPARE_H

#include "app/difference.h"
#include "app/session.h"

struct compare_side {
    const char *path, *plan; /* plan NULL: the last one */
    const char *outcome;
    struct plan visits;
};

struct compare_clause { /* kept in one and not in the other, or with another value */
    const char *code, *text;
    int year; /* calendar; 0: of all years */
    double value_a, value_b;
    double missed_a, missed_b; /* of a soft clause; else NaN */
    int kept_a, kept_b, is_soft;
};

struct compare {
    const struct programme *programme;
    struct compare_side a, b;
    struct difference difference;
    struct compare_clause *clauses;
    int clause_count, clause_total; /* that differ; that both plans have */
    int is_input_different;
};

struct compare_request {
    const char *plan_a, *plan_b; /* NULL: the last one of the file */
    int threads;
};

/* `b` may be the same session as `a`. */
CHECKED enum status compare_make(struct compare *out, struct session *a, struct session *b,
                                 const struct compare_request *request, struct err *e);

void compare_write(const struct compare *x, int moves_max, struct buf *b);
void compare_write_json(const struct compare *x, struct buf *b);

#endif
