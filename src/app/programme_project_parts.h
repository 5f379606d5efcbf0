/* SPDX-License-Identifier: Apache-2.0 */
/*
 * programme_project_parts - what the files of programme_project share: the project while it is
 * being made.
 */
#ifndef APP_PROGRAMME_PROJECT_PARTS_H
#define APP_PROGRAMME_PROJECT_PARTS_H

#include "app/programme_project.h"
#include "base/map.h"
#include "model/dataset.h"
#include "project/calendar.h"
#include "project/project.h"

enum {
    MORNING_S = 8 * 3600,
    EVENING_S = 17 * 3600,
    WORK_DAY_S = 8 * 3600,
};

struct piece {    /* a row of table schedule_activity */
    int row;      /* there */
    int year;     /* of the visit */
    int area;     /* row of table area */
    int facility; /* row of table plan_facility */
    int phase;    /* row of table phase */
    int is_inspection;
    int crew; /* row of table crew, or -1 */
    int first_day, end_day;
    int activity; /* of the project */
};

struct making {
    const struct programme_source *from;
    struct project *p;
    struct arena *a;
    int first_year;
    struct map areas, sizes, phases, crews, calendars, facilities, done; /* rows of keys */
    struct piece *pieces;
    int piece_count;
    struct worktime *times; /* of each calendar of the project */
    int failed;             /* memory is out */
};

static inline const struct table *source_table(const struct making *m, enum table_id id)
{
    return &m->from->data->tables[id];
}

/* "one/two/three" in the arena. */
struct slice key_of(struct making *m, const struct slice *parts, int count);

/* The day of a text such as 2026-03-01; INT_MIN when it is none. */
int day_of(struct slice text);

/* programme_progress.c: what was done of a piece, what remains, what it is measured by. */
CHECKED enum status set_progress(struct making *m, const struct piece *x, struct activity *v,
                                 struct err *e);
CHECKED enum status set_baseline(struct making *m, struct activity *v, int64_t start_s,
                                 int64_t finish_s, struct err *e);

CHECKED enum status make_calendars(struct making *m, struct err *e);
CHECKED enum status make_resources(struct making *m, struct err *e); /* crews, materials, uses */
CHECKED enum status make_links(struct making *m, struct err *e);

#endif
