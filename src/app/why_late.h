/* SPDX-License-Identifier: Apache-2.0 */
/*
 * why_late - a stored schedule, asked: why is a plant late, why is a phase on its day, and what
 * would more crews or materials bring?
 *
 * Answers  are measured: the plant is placed again with one thing out of the way, then the next
 *          (works/relax.h); nothing is written to the file.  What one more crew of a trade, or one
 *          per cent more of a material from the beginning, would bring is the difference of two
 *          schedules made with the same effort.
 * Errors   NOTFOUND when there is no schedule or no such plant, CONFLICT when figures have changed
 *          so that the schedule does not fit.
 */
#ifndef APP_WHY_LATE_H
#define APP_WHY_LATE_H

#include "app/schedule.h"
#include "works/relax.h"

struct why_late {           /* about a plant, or one activity of it */
    int facility, activity; /* activity -1: the plant */
    struct relax_answer answer;
};

struct why_late_list {
    struct schedule_answer schedule;
    struct job_net net;
    struct why_late *list; /* latest plants first */
    int count;
};

struct why_late_request {
    const char *plan;
    const char *place; /* AREA[/FACILITY[/PHASE]]; NULL: every late plant */
};

CHECKED enum status why_late(struct why_late_list *out, struct session *s,
                             const struct why_late_request *request, struct err *e);
void why_late_write(const struct why_late_list *x, const struct programme *p, struct buf *b);
void why_late_write_json(const struct why_late_list *x, const struct programme *p, struct buf *b);

struct why_more {        /* of one thing */
    int trade, resource; /* one is -1 */
    double added;        /* unit of resource */
    double late_days;    /* of the schedule made with it */
};

struct why_more_list {
    struct schedule_answer schedule;
    double late_days; /* of a schedule made with the same effort and nothing more */
    struct why_more *list;
    int count;
};

CHECKED enum status why_more(struct why_more_list *out, struct session *s,
                             const struct schedule_request *request, struct err *e);
void why_more_write(const struct why_more_list *x, const struct programme *p, struct buf *b);
void why_more_write_json(const struct why_more_list *x, const struct programme *p, struct buf *b);

#endif
