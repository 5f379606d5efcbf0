/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clndr - the text in which P6 keeps a calendar: nested parentheses.
 *
 *     (0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|17:00)())) …))
 *     (0||Exceptions()((0||0(d|44557)()) …)))
 *
 * Grammar  node = "(" number "||" name "(" attributes ")" "(" node* ")" ")", white space and
 *          0x7f between; attributes = key "|" value, separated by "|".
 * Days     1 = Sunday; of exceptions a count from 1899-12-30.  A day without shifts is off.
 * Limits   CLNDR_DEPTH_MAX, CLNDR_NODES_MAX.
 */
#ifndef EXCHANGE_CLNDR_H
#define EXCHANGE_CLNDR_H

#include "base/buf.h"
#include "exchange/notes.h"
#include "project/calendar.h"

enum {
    CLNDR_DEPTH_MAX = 8,
    CLNDR_NODES_MAX = 2000000,
};

/*
 * Set week and exceptions of a calendar.  0 when the text is not of the grammar
 * (the calendar is unchanged), -1 when memory is out.  Parts that are not
 * understood are noted with the line given.
 */
int clndr_read(struct calendar *c, struct slice text, int line, struct notes *notes,
               struct arena *a);

/* The calendar's own week, inherited days as they are, and its own exceptions day by day. */
CHECKED enum status clndr_write(struct buf *out, const struct project *p, int calendar,
                                struct arena *scratch, struct err *e);

#endif
