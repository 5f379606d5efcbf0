/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"

enum {
    GANTT_WIDTH = 960,
    GANTT_LEFT = 150, /* for the names */
    GANTT_RIGHT = 952,
    GANTT_TOP = 20,
    ROW = 18,
    LANES = 3,
    NAME_BYTES = 60,
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
        html_add(g->b, "<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s", x_of(g, day) + 3,
                 GANTT_TOP - 7, names[month % 12 / 3]);
        if (month % 12 == 0) html_add(g->b, " %d", year + month / 12);
        buf_text(g->b, "</text>");
    }
}

static void collect_spans(const struct view *v, const struct view_visit *visit, struct span *spans)
{
    for (int i = 0; i < v->phase_count; i++)
        spans[i] = (struct span){VIEW_NO_DAY, -VIEW_NO_DAY};
    int first = visit->facility_first, last = first + visit->facility_count;
    for (int i = 0; i < v->work_count; i++) {
        const struct view_work *w = &v->works[i];
        if (w->facility < first || w->facility >= last || w->inspection) continue;
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

static void draw_visit(struct gantt *g, const struct view_visit *visit, int row)
{
    struct span spans[VIEW_PHASE_MAX];
    int due = 0, top = GANTT_TOP + row * ROW, late = is_late(g->v, visit, &due);
    struct slice name = g->v->areas[visit->area].name;
    if (name.len > NAME_BYTES) name.len = NAME_BYTES;
    html_add(g->b, "<text class=\"name%s\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%.*s",
             late ? " late" : "", GANTT_LEFT - 6, top + 10, HTML_SLICE(name));
    if (visit->stage > 1) html_add(g->b, ", stage %d", visit->stage);
    buf_text(g->b, "</text>");
    html_add(g->b, "<path class=\"grid\" d=\"M%d %dH%d\"/>", GANTT_LEFT, top + ROW - 2,
             GANTT_RIGHT);
    collect_spans(g->v, visit, spans);
    draw_spans(g, spans, top);
    if (due < g->last)
        html_add(g->b, "<path class=\"due\" d=\"M%.1f %dV%d\"/>", x_of(g, due), top, top + ROW - 2);
}

void chart_gantt(struct buf *b, const struct view *v, int year, int rows_max)
{
    struct gantt g = {.b = b, .v = v, .first = VIEW_NO_DAY, .last = -VIEW_NO_DAY};
    int from = v->year_first_visit[year], to = v->year_first_visit[year + 1];
    for (int i = from; i < to; i++) {
        if (v->visits[i].building_first > v->visits[i].building_last) continue;
        if (v->visits[i].building_first < g.first) g.first = v->visits[i].building_first;
        if (v->visits[i].building_last > g.last) g.last = v->visits[i].building_last;
        g.rows++;
    }
    if (g.rows > rows_max) g.rows = rows_max;
    if (g.rows == 0) return;
    g.first = date_day(v->first_year + year, 1, 1);
    g.last += 10;
    html_add(b,
             "<svg class=\"chart gantt\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Building "
             "of the visits of %d, phase by phase\">",
             GANTT_WIDTH, GANTT_TOP + g.rows * ROW + 4, v->first_year + year);
    month_grid(&g);
    for (int i = from, row = 0; i < to && row < g.rows; i++)
        if (v->visits[i].building_first <= v->visits[i].building_last)
            draw_visit(&g, &v->visits[i], row++);
    svg_shut(b);
}

/* --- share of the work that is done ------------------------------------------------------- */

enum {
    MONTHS_MAX = 12 * (VIEW_YEAR_MAX + 12),
};

/* Days of work done by each month's end, as shares of all. */
static void add_up(const struct view *v, int by_schedule, double *done, int months)
{
    double all = 0;
    memset(done, 0, sizeof *done * (size_t)months);
    for (int i = 0; i < v->work_count; i++) {
        const struct view_work *w = &v->works[i];
        int days = w->finish - w->start, start = by_schedule ? w->start : w->earliest;
        struct civil c = date_civil(start + days);
        int month = (c.year - v->first_year) * 12 + c.month - 1;
        if (month < 0) month = 0;
        done[month < months ? month : months - 1] += days;
        all += days;
    }
    for (int m = 1; m < months; m++)
        done[m] += done[m - 1];
    for (int m = 0; m < months && all > 0; m++)
        done[m] /= all;
}

static void draw_line(struct buf *b, const struct svg_frame *f, const double *done, int months,
                      const char *css_class)
{
    html_add(b, "<path class=\"%s\" d=\"M%.1f %.1f", css_class, f->left, f->bottom);
    for (int m = 0; m < months; m++)
        html_add(b, "L%.1f %.1f", f->left + (m + 1) * (f->right - f->left) / months,
                 svg_y(f, done[m]));
    buf_text(b, "\"/>");
}

void chart_progress(struct buf *b, const struct view *v)
{
    double done[MONTHS_MAX];
    int last = v->first_year + v->year_count - 1;
    for (int i = 0; i < v->work_count; i++) {
        int year = date_civil(v->works[i].finish).year;
        if (year > last) last = year;
    }
    int years = last - v->first_year + 1;
    if (years > MONTHS_MAX / 12) years = MONTHS_MAX / 12;
    struct svg_frame f = svg_frame_for(1, years);
    svg_open(b, SVG_WIDTH, SVG_HEIGHT,
             "Share of the work of building that is done, over the years");
    svg_value_axis(b, &f, 1);
    add_up(v, 0, done, years * 12);
    draw_line(b, &f, done, years * 12, "line-before");
    add_up(v, 1, done, years * 12);
    draw_line(b, &f, done, years * 12, "line-after");
    svg_year_axis(b, &f, v->first_year);
    svg_shut(b);
}
