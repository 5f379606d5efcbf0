/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bars of the phases of visits, one row for each, and of provinces, one row for each, with how
 * many of their visits are at work.
 */
#include <math.h>

#include "base/date.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"
#include "report/text.h"

enum {
    GANTT_WIDTH = 960,
    GANTT_LEFT = 176, /* for the names */
    GANTT_RIGHT = 952,
    GANTT_TOP = 20,
    ROW = 18,
    LANES = 3,
    NAME_BYTES = 60,
    SLOT_DAYS = 15, /* of the row of a province */
    TICK_WIDTH = 44,
};

struct gantt {
    struct buf *b;
    const struct view *v;
    int first, last; /* days */
    int rows;
};

struct span { /* of a phase over the facilities of a visit */
    int first, last;
};

static double x_of(const struct gantt *g, int day)
{
    double share = (double)(day - g->first) / (g->last - g->first);
    return GANTT_LEFT + fmin(fmax(share, 0), 1) * (GANTT_RIGHT - GANTT_LEFT);
}

/* A line for each month, a name for each third. */
static void month_grid(struct gantt *g)
{
    static const char *const names[] = {"Jan", "Apr", "Jul", "Oct"};
    struct civil c = date_civil(g->first);
    for (int month = c.month - 1, year = c.year;; month++) {
        int day = date_day(year + month / 12, month % 12 + 1, 1);
        if (day > g->last) break;
        if (day < g->first || month % 3 != 0) continue;
        html_add(g->b, "<path class=\"grid\" d=\"M%.1f %dV%d\"/>", x_of(g, day), GANTT_TOP - 4,
                 GANTT_TOP + g->rows * ROW);
        if (x_of(g, day) > GANTT_RIGHT - TICK_WIDTH) continue;
        html_add(g->b, "<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s", x_of(g, day) + 3,
                 GANTT_TOP - 7, names[month % 12 / 3]);
        if (month % 12 == 0) html_add(g->b, " %d", year + month / 12);
        buf_text(g->b, "</text>");
    }
}

int chart_is_built(const struct view_visit *visit)
{
    return visit->building_first <= visit->building_last;
}

static int is_late(const struct view *v, const struct view_visit *visit, int *due)
{
    int late = 0;
    *due = VIEW_NO_DAY;
    for (int f = visit->facility_first; f < visit->facility_first + visit->facility_count; f++) {
        if (v->facilities[f].due < *due) *due = v->facilities[f].due;
        late |= v->facilities[f].ready > v->facilities[f].due;
    }
    return late;
}

/* Days of the year's visits, so that all charts of a year have one scale. */
static struct gantt open_gantt(struct buf *b, const struct view *v, int year, int rows)
{
    struct gantt g = {.b = b, .v = v, .rows = rows};
    g.first = date_day(v->first_year + year, 1, 1);
    g.last = g.first;
    for (int i = v->year_first_visit[year]; i < v->year_first_visit[year + 1]; i++)
        if (chart_is_built(&v->visits[i]) && v->visits[i].building_last > g.last)
            g.last = v->visits[i].building_last;
    g.last += 10;
    html_add(b,
             "<svg class=\"chart gantt\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Building "
             "of the visits of %d\">",
             GANTT_WIDTH, GANTT_TOP + rows * ROW + 4, v->first_year + year);
    month_grid(&g);
    return g;
}

static void row_name(struct gantt *g, struct slice name, int late, int top)
{
    if (name.len > NAME_BYTES) name.len = NAME_BYTES;
    html_add(g->b, "<text class=\"name%s\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%.*s",
             late ? " late" : "", GANTT_LEFT - 6, top + 10, HTML_SLICE(name));
}

static void row_line(struct gantt *g, int top)
{
    html_add(g->b, "</text><path class=\"grid\" d=\"M%d %dH%d\"/>", GANTT_LEFT, top + ROW - 2,
             GANTT_RIGHT);
}

/* --- a visit ------------------------------------------------------------------------------ */

static void collect_spans(const struct view *v, const struct view_visit *visit, struct span *spans)
{
    for (int i = 0; i < v->phase_count; i++)
        spans[i] = (struct span){VIEW_NO_DAY, -VIEW_NO_DAY};
    for (int i = visit->first_work; i >= 0; i = v->works[i].next) {
        const struct view_work *w = &v->works[i];
        if (w->inspection) continue;
        struct span *s = &spans[w->phase];
        if (w->start < s->first) s->first = w->start;
        if (w->finish > s->last) s->last = w->finish;
    }
}

/* Bars that overlap go to different lanes of the row. */
static void draw_spans(struct gantt *g, const struct span *spans, double top)
{
    int lane_end[LANES] = {-VIEW_NO_DAY, -VIEW_NO_DAY, -VIEW_NO_DAY};
    double height = (ROW - 5.0) / LANES;
    for (int i = 0; i < g->v->phase_count; i++) {
        const struct span *s = &spans[i];
        int lane = 0;
        if (s->first >= s->last) continue;
        while (lane < LANES - 1 && lane_end[lane] > s->first)
            lane++;
        if (s->last > lane_end[lane]) lane_end[lane] = s->last;
        double x = x_of(g, s->first);
        html_add(g->b,
                 "<rect class=\"ph%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                 i % 10, x, top + lane * height, fmax(x_of(g, s->last) - x, 0.8), height);
    }
}

static void draw_visit(struct gantt *g, const struct view_visit *visit, int row)
{
    struct span spans[VIEW_PHASE_MAX];
    int due = 0, top = GANTT_TOP + row * ROW, late = is_late(g->v, visit, &due);
    row_name(g, g->v->areas[visit->area].name, late, top);
    if (visit->stage > 1) html_add(g->b, ", stage %d", visit->stage);
    row_line(g, top);
    collect_spans(g->v, visit, spans);
    draw_spans(g, spans, top);
    if (due < g->last)
        html_add(g->b, "<path class=\"due\" d=\"M%.1f %dV%d\"/>", x_of(g, due), top, top + ROW - 2);
}

void chart_gantt(struct buf *b, const struct view *v, int from, int to)
{
    int rows = 0;
    for (int i = from; i < to; i++)
        rows += chart_is_built(&v->visits[i]);
    if (rows == 0) return;
    struct gantt g = open_gantt(b, v, v->visits[from].year, rows);
    for (int i = from, row = 0; i < to; i++)
        if (chart_is_built(&v->visits[i])) draw_visit(&g, &v->visits[i], row++);
    svg_shut(b);
}

/* --- a province --------------------------------------------------------------------------- */

int chart_province_end(const struct view *v, int from, int to)
{
    int province = v->areas[v->visits[from].area].province, end = from;
    while (end < to && v->areas[v->visits[end].area].province == province)
        end++;
    return end;
}

/* Visits with work on some day of a slot. */
static int at_work(const struct view *v, int from, int to, int day)
{
    int count = 0;
    for (int i = from; i < to; i++)
        count += v->visits[i].building_first < day + SLOT_DAYS && v->visits[i].building_last > day;
    return count;
}

static void draw_province(struct gantt *g, int from, int to, int row)
{
    const struct view *v = g->v;
    int top = GANTT_TOP + row * ROW, built = 0, late = 0, due;
    for (int i = from; i < to; i++) {
        built += chart_is_built(&v->visits[i]);
        late += is_late(v, &v->visits[i], &due);
    }
    row_name(g, view_province_name(v, v->visits[from].area), 2 * late > built, top);
    row_line(g, top);
    for (int day = g->first; day < g->last && built; day += SLOT_DAYS) {
        int count = at_work(v, from, to, day);
        if (count == 0) continue;
        double x = x_of(g, day), height = (ROW - 5.0) * count / built;
        html_add(g->b, "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                 x, top + ROW - 3 - height, fmax(x_of(g, day + SLOT_DAYS) - x - 0.5, 0.5), height);
    }
    html_add(g->b, "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%d", GANTT_RIGHT - 2,
             top + 10, built);
    if (late) html_add(g->b, ", <tspan class=\"late\">%d late</tspan>", late);
    buf_text(g->b, "</text>");
}

void chart_gantt_provinces(struct buf *b, const struct view *v, int from, int to)
{
    int rows = 0;
    for (int i = from; i < to; i = chart_province_end(v, i, to))
        rows++;
    if (rows == 0) return;
    struct gantt g = open_gantt(b, v, v->visits[from].year, rows);
    for (int i = from, row = 0; i < to; row++) {
        int end = chart_province_end(v, i, to);
        draw_province(&g, i, end, row);
        i = end;
    }
    svg_shut(b);
}
