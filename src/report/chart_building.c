/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"

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
