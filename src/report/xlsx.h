/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xlsx - a workbook written row by row, in the memory of one row.
 *
 * Sheets   a bold header that stays in sight, units in the header, a filter on
 *          every column.  A column title begins with the letter of its numbers:
 *          '#' whole, '.' two decimals, ':' four, '%' share, 'y' year; ' ' text.
 *          " | unit" behind the title puts the unit in brackets.
 * Errors   sticky: after the first one nothing is written and xlsx_close() tells it.
 * Owner    xlsx_close() is due in any case; it accepts NULL.
 * Limits   Excel's: 1 048 576 rows (the last one then says that it was cut), texts of
 *          32 767 bytes (longer ones are cut).  Text is text: a leading '=' is no formula.
 * Order    same calls, same bytes: no date of today in it.
 */
#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"

struct xlsx;

/* The struct lives in the arena; the file is complete only after xlsx_close(). */
CHECKED enum status xlsx_open(struct xlsx **out, const char *path, struct slice title,
                              struct arena *a, struct err *e);
CHECKED enum status xlsx_close(struct xlsx *x, struct err *e);

/* Begin the next sheet; widths in characters. */
void xlsx_sheet(struct xlsx *x, const char *name, const char *const *columns, int count);

/* Cells from left to right, then the end of the row.  NaN and no text: an empty cell. */
void xlsx_text(struct xlsx *x, struct slice text);
void xlsx_number(struct xlsx *x, double value);
void xlsx_row(struct xlsx *x);

#endif
