/* SPDX-License-Identifier: Apache-2.0 */
/*
 * convert - a project file of another program, or the schedule of a programme: read, checked,
 * written as another.
 *
 * Formats  by the ending of the name: .xml MS Project XML and .xer Primavera P6,
 *          both ways; .ics milestones and .csv activities, written only; .gpkg the schedule
 *          of a programme (app/programme_project.h), read only.
 */
#ifndef APP_CONVERT_H
#define APP_CONVERT_H

#include "exchange/notes.h"
#include "project/compare.h"

struct convert_request {
    const char *from, *to; /* to == NULL: only read */
    const char *plan;      /* of a programme: whose schedule; NULL: the last one */
    int overwrite;
    int check;       /* compare dates computed here with those stored */
    int compute;     /* put the dates computed here in place of those stored */
    const char *why; /* code, number or name of an activity to explain; NULL: none */
};

struct convert_answer {
    struct project project;
    struct notes read, written; /* what was not understood; what had no place */
    int is_computed;            /* cpm is there */
    struct project_cpm cpm;
    int is_compared;
    struct project_compare compare;
    struct slice why;
    int event_count; /* of an .ics */
};

/* Everything lives in the arena.  A cycle of links is an answer, unless dates are to be written. */
CHECKED enum status convert(struct convert_answer *out, const struct convert_request *request,
                            struct arena *a, struct err *e);

/* For other verbs on the same files.  Are FROM and TO of formats we know, and may TO be written? */
CHECKED enum status convert_check(const struct convert_request *request, struct err *e);

/* Computed dates and floats in place of the stored ones. */
void convert_keep_dates(struct project *p, const struct project_cpm *c);

/* out->project as the ending of TO says; what has no place is in out->written. */
CHECKED enum status convert_write(struct convert_answer *out, const char *to, struct arena *a,
                                  struct err *e);

#endif
