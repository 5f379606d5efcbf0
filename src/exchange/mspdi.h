/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mspdi - MS Project XML (namespace http://schemas.microsoft.com/project):
 * read and written by one table of elements.
 *
 * Source   Microsoft, "Project XML Data Interchange Schema Reference", and the
 *          files MS Project 2002 to 2019 write.
 * Units    LinkLag, slack and delays are tenths of a minute; costs are
 *          hundredths of the currency unit; durations are ISO 8601; rates are
 *          for one hour; 1 unit of a resource is a whole one.
 * Reads    all elements of the tables below; the rest is noted.  Exceptions of
 *          calendars from <Exceptions>; where that is absent (Project 2003),
 *          from days of type 0.  The code of an activity, which the format has
 *          no place for, is kept in text field 1 with the alias "Activity ID".
 * Writes   elements in the order of the schema.
 * Law      read o write = identity on the fields of exchange/mspdi_map.h.
 * Limits   MSPDI_BYTES_MAX; those of exchange/xml.h and project/project.h.
 */
#ifndef EXCHANGE_MSPDI_H
#define EXCHANGE_MSPDI_H

#include "base/buf.h"
#include "exchange/notes.h"
#include "project/fields.h"

enum {
    MSPDI_BYTES_MAX = 1 << 30,
};

/* Everything of the result lives in the arena; the text may go afterwards. */
CHECKED enum status mspdi_read(struct project *out, struct slice text, const char *file,
                               struct notes *notes, struct arena *a, struct err *e);

/* The project must be sound (project_check).  What has no place is noted as lost. */
CHECKED enum status mspdi_write(struct buf *out, const struct project *p, struct notes *notes,
                                struct arena *scratch, struct err *e);

#endif
