/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chart - the pictures of the report, each one function from the view to SVG.
 */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "base/buf.h"
#include "report/view.h"

/* What a resource is used for, year by year, under its limit; years that bind stand out. */
void chart_use(struct buf *b, const struct view *v, const struct view_use *use);

/* People fully supplied with a good over the years: without the plan, added by it, all people. */
void chart_gain(struct buf *b, const struct view *v, const struct view_good *good);

/* Lorenz curves of one variable before and after; 0 when there is no curve. */
int chart_lorenz(struct buf *b, const struct view *v, struct slice variable);

/* Gini index of one variable in every year, with the plan and without. */
void chart_inequality(struct buf *b, const struct view *v, const struct view_measure *m);

/* Visits from..to-1 of one year that are scheduled, a row each: bars of the phases of all plants. */
void chart_gantt(struct buf *b, const struct view *v, int from, int to);

/* The same by province, a row each: how many of its visits are at work, of how many, and late. */
void chart_gantt_provinces(struct buf *b, const struct view *v, int from, int to);

int chart_is_built(const struct view_visit *visit);

/* Where the visits of the province of visit `from` end, at most `to`. */
int chart_province_end(const struct view *v, int from, int to);

/* Share of all work done, month by month: by the schedule, and were nothing ever short. */
void chart_progress(struct buf *b, const struct view *v);

/* A material from the start on, summed: wanted at sites, arrived there, used. */
void chart_arrivals(struct buf *b, const struct view *v, const struct view_material *m);

/* What of a material lies at depots and at sites, and what is missing, at every time. */
void chart_stocks(struct buf *b, const struct view *v, const struct view_material *m);

/* The plans of the frontier: their total across, the share of need met of the worst-off fifth of
 * areas, or of the worst area, upwards. */
enum chart_worst {
    CHART_WORST_FIFTH,
    CHART_WORST_AREA,
};

void chart_frontier(struct buf *b, const struct view *v, enum chart_worst worst);

/* A line of a table: rank and the interval in which it lies under other weights. */
void chart_rank(struct buf *b, const struct view_area *area, int unit_count);

/* A line of a table: how large a share is, 0..1. */
void chart_share(struct buf *b, double share, const char *css_class);

#endif
