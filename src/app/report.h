/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report - write what people see of a programme: page, workbook, map layers.
 *
 * Writes   each file beside its place first; when all are whole they are put in
 *          their places, so a failure leaves the old ones.
 * Layers   each as GeoJSON with QML beside it, and all in FOLDER/layers.gpkg.
 * Stale    results older than the figures they were made from are reported, and
 *          the report says so at its head.
 */
#ifndef APP_REPORT_H
#define APP_REPORT_H

#include "base/buf.h"
#include "model/dataset.h"

enum {
    REPORT_FILE_MAX = 8, /* page, workbook, two layers, three styles, all of them in one */
};

struct report_options {
    const char *plan;   /* NULL: the last one */
    const char *html;   /* path; never NULL */
    const char *xlsx;   /* path, or NULL */
    const char *layers; /* folder, made when it is not there, or NULL */
};

struct report_answer {
    const char *paths[REPORT_FILE_MAX]; /* written, the page first */
    size_t bytes[REPORT_FILE_MAX];      /* 0: not counted */
    int file_count;
    const char *stale; /* NULL: everything is up to date */
    int has_plan;
};

CHECKED enum status report_make(struct report_answer *out, const struct dataset *d,
                                const struct report_options *options, struct arena *a,
                                struct err *e);

/* "NAME.html" for "NAME.gpkg", or NULL when memory is out. */
char *report_default_path(const char *file, struct arena *a);

void report_answer_write(const struct report_answer *x, struct buf *b);
void report_answer_write_json(const struct report_answer *x, struct buf *b);

#endif
