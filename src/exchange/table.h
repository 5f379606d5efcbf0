/* SPDX-License-Identifier: Apache-2.0 */
/*
 * table - the activities of a project as one CSV table, for spreadsheets.
 *
 * Columns  number, code, name, level, kind, dates as stored (2026-06-01 08:00),
 *          durations and floats in hours, percent, predecessors as planners
 *          write them: "A1020FS+2h, A1030SS".
 */
#ifndef EXCHANGE_TABLE_H
#define EXCHANGE_TABLE_H

#include "base/buf.h"
#include "project/project.h"

CHECKED enum status table_write(struct buf *out, const struct project *p, struct arena *scratch,
                                struct err *e);

#endif
