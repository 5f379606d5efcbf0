/* SPDX-License-Identifier: Apache-2.0 */
/*
 * status - what a programme file holds, what is missing, what to run next.
 */
#ifndef APP_STATUS_H
#define APP_STATUS_H

#include "app/runs.h"
#include "base/buf.h"
#include "model/findings.h"
#include "model/programme.h"

enum {
    EVIDENCE_COUNT = 4, /* measured, reported, estimated, assumed */
    STATUS_ADVICE_MAX = 12,
};

extern const char *const evidence_names[EVIDENCE_COUNT];

struct status_report {
    int row_counts[TABLE_COUNT];
    int evidence_counts[TABLE_COUNT][EVIDENCE_COUNT];
    enum run_state diagnosed, sited;
    int plan_count, stale_plan_count;
    int stale_shipping_count; /* made from other figures, or scheduled again since */
    const struct findings *findings;
    const char *advice[STATUS_ADVICE_MAX]; /* what is missing and what to run, most urgent first */
    int advice_count;
};

/* `path` is named in the advice.  p may be NULL when the programme has mistakes. */
CHECKED enum status status_make(struct status_report *out, const struct dataset *d,
                                const struct programme *p, const struct findings *findings,
                                const char *path, struct arena *a, struct err *e);

void status_write(const struct status_report *r, const struct dataset *d, struct buf *b);
void status_write_json(const struct status_report *r, const struct dataset *d, struct buf *b);

#endif
