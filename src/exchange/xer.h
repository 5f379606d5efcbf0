/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xer - Primavera P6 export files: tables of tab-separated rows, read and
 * written by one table of columns.
 *
 * Format   ERMHDR, then %T table, %F columns, %R rows, at the end %E.  Text in
 *          Windows-1252, or UTF-8 when the bytes are that; line breaks within
 *          a field are two bytes 0x7f.  Hours are decimal, dates to the minute.
 * Reads    one project: the first marked for export, else the first; the
 *          outline from PROJWBS, its parts in the order of seq_num, of each
 *          part the activities before the parts below.  Calendars by
 *          exchange/clndr.h; one that cannot be read becomes five days a week,
 *          and is noted.
 * Writes   the tables P6 needs.  UTF-8 only when a character is not in
 *          Windows-1252, which is noted.
 * Law      read o write = identity on the columns of exchange/xer_map.h.
 * Limits   XER_BYTES_MAX, XER_COLUMNS_MAX; those of project/project.h.
 * Errors   each with file and line.
 */
#ifndef EXCHANGE_XER_H
#define EXCHANGE_XER_H

#include "base/buf.h"
#include "exchange/notes.h"
#include "project/fields.h"

enum {
    XER_BYTES_MAX = 1 << 30,
    XER_COLUMNS_MAX = 512,
};

/* Everything of the result lives in the arena; the text may go afterwards. */
CHECKED enum status xer_read(struct project *out, struct slice text, const char *file,
                             struct notes *notes, struct arena *a, struct err *e);

/* The project must be sound (project_check).  What has no place is noted as lost. */
CHECKED enum status xer_write(struct buf *out, const struct project *p, struct notes *notes,
                              struct arena *scratch, struct err *e);

#endif
