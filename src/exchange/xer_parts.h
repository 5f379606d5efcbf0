/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xer_parts - what the parts of reading XER share.
 */
#ifndef EXCHANGE_XER_PARTS_H
#define EXCHANGE_XER_PARTS_H

#include "exchange/rows.h"
#include "exchange/xer.h"
#include "exchange/xer_text.h"

struct xer_reading {
    struct project *p;
    const struct xer_file *f;
    const char *file;
    struct notes *notes;
    struct arena *arena;
    struct slice proj_id;                              /* of the project that is read */
    struct uid_index calendars, wbs, tasks, resources; /* numbers of the file to indices */
};

CHECKED enum status xer_nomem(const struct xer_reading *r, struct err *e);

/*
 * Fill a record from a row by its table of columns.  Columns known and not kept
 * are noted once for each value, unknown ones too; parts are left to the caller.
 */
CHECKED enum status xer_fill(struct xer_reading *r, const struct xer_record *kind, void *record,
                             const struct xer_table *t, const struct xer_row *row, struct err *e);

/* Is the row of the project that is read?  Others are noted. */
int xer_is_mine(struct xer_reading *r, const struct xer_table *t, const struct xer_row *row);

/* Note a value that cannot be used. */
void xer_wrong(struct xer_reading *r, const struct xer_table *t, const struct xer_row *row,
               const char *column);

CHECKED enum status xer_read_calendars(struct xer_reading *r, struct err *e);
CHECKED enum status xer_read_activities(struct xer_reading *r, struct err *e);
CHECKED enum status xer_read_links(struct xer_reading *r, struct err *e);
CHECKED enum status xer_read_resources(struct xer_reading *r, struct err *e);
CHECKED enum status xer_read_uses(struct xer_reading *r, struct err *e);

#endif
