/* SPDX-License-Identifier: Apache-2.0 */
/*
 * workbook - the sheets of the workbook, one function each, every row of each.
 */
#ifndef REPORT_WORKBOOK_H
#define REPORT_WORKBOOK_H

#include "report/report.h"
#include "report/xlsx.h"

void sheet_summary(struct xlsx *x, const struct report *r);
void sheet_ranking(struct xlsx *x, const struct view *v);
void sheet_years(struct xlsx *x, const struct view *v);
void sheet_facilities(struct xlsx *x, const struct view *v);
void sheet_resources(struct xlsx *x, const struct view *v);
void sheet_gains(struct xlsx *x, const struct view *v);
void sheet_flows(struct xlsx *x, const struct view *v); /* none where nothing is sent */
void sheet_inequality(struct xlsx *x, const struct view *v);
void sheet_sites(struct xlsx *x, const struct view *v);
void sheet_refusals(struct xlsx *x, const struct view *v);
void sheet_clauses(struct xlsx *x, const struct view *v);
void sheets_of_results(struct xlsx *x, const struct view *v); /* schedule, supply, ensemble */
void sheet_sources(struct xlsx *x, const struct view *v);

#endif
