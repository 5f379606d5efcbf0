/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ics - the milestones of a project as an iCalendar file (RFC 5545).
 *
 * Writes   one VEVENT for each milestone and deadline that has a date, and for each
 *          task marked as a milestone (an inspection) from its start to its finish:
 *          floating times of the project's own place; the outline above it as
 *          LOCATION, those who do it as CONTACT; UID from the activity's guid, else
 *          its number; DTSTAMP the day the project was last saved; folded at 75
 *          octets without cutting a character, text escaped, CRLF.
 */
#ifndef EXCHANGE_ICS_H
#define EXCHANGE_ICS_H

#include "base/buf.h"
#include "project/project.h"

/* *count is how many events were written. */
CHECKED enum status ics_write(struct buf *out, const struct project *p, int *count,
                              struct arena *scratch, struct err *e);

/* "NAME:value" as a content line: escaped when it is text, folded, ended by CRLF. */
void ics_line(struct buf *out, const char *name, struct slice value, int is_text);

#endif
