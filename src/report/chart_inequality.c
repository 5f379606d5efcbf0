/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"

enum {
    LORENZ_SIDE = 300,
    LORENZ_POINTS = 120, /* drawn at most */
};

static void lorenz_curve(struct buf *b, const struct view *v, const struct view_curve *curve,
                         const struct svg_frame *f)
{
    const struct table *t = view_table(v, TABLE_LORENZ);
    int people = table_column(t, "population_share"), value = table_column(t, "value_share");
    int every = (curve->point_count + LORENZ_POINTS - 1) / LORENZ_POINTS;
    html_add(b, "<polyline class=\"%s\" points=\"", curve->after ? "line-after" : "line-before");
    for (int i = 0; i < curve->point_count; i++) {
        if (i % every && i != curve->point_count - 1) continue;
        int row = v->lorenz_rows[curve->row_first + i];
        svg_number(b, f->left + table_real(t, row, people) * (f->right - f->left));
        buf_char(b, ' ');
        svg_number(b, svg_y(f, table_real(t, row, value)));
        buf_char(b, ' ');
    }
    buf_text(b, "\"/>");
}

int chart_lorenz(struct buf *b, const struct view *v, struct slice variable)
{
    struct svg_frame f = {46, 46 + LORENZ_SIDE - 60, 10, 10 + LORENZ_SIDE - 60, 1, 0.25, 1};
    char name[200];
    int drawn = 0;
    for (int i = 0; i < v->curve_count; i++)
        drawn |= slice_equal(v->curves[i].variable, variable) && v->curves[i].point_count > 1;
    if (!drawn) return 0;
    (void)snprintf(name, sizeof name, "Lorenz curve: %.*s",
                   SLICE_ARGS(view_variable_name(v, variable)));
    svg_open(b, LORENZ_SIDE, LORENZ_SIDE - 10, name);
    svg_value_axis(b, &f, 1);
    for (int i = 0; i <= 4; i += 2)
        html_add(b, "<text class=\"tick mid\" x=\"%.1f\" y=\"%.1f\">%d\u202f%%</text>",
                 f.left + i * 0.25 * (f.right - f.left), f.bottom + 15, i * 25);
    html_add(b, "<text class=\"tick mid\" x=\"%.1f\" y=\"%.1f\">people, worst off first</text>",
             (f.left + f.right) / 2, f.bottom + 30);
    html_add(b, "<path class=\"equal\" d=\"M%.1f %.1fL%.1f %.1f\"/>", f.left, f.bottom, f.right,
             f.top);
    for (int i = 0; i < v->curve_count; i++)
        if (slice_equal(v->curves[i].variable, variable) && v->curves[i].point_count > 1)
            lorenz_curve(b, v, &v->curves[i], &f);
    svg_shut(b);
    return 1;
}

void chart_inequality(struct buf *b, const struct view *v, const struct view_measure *m)
{
    double max = 0;
    for (int y = 0; y < v->year_count; y++)
        max = fmax(max, fmax(m->with[0][y], m->without[0][y]));
    struct svg_frame f = svg_frame_for(max, v->year_count);
    char name[200];
    (void)snprintf(name, sizeof name, "Gini index each year, with the plan and without: %.*s",
                   SLICE_ARGS(view_variable_name(v, m->variable)));
    svg_open(b, SVG_WIDTH, SVG_HEIGHT, name);
    svg_value_axis(b, &f, 0);
    svg_line(b, &f, m->without[0], "line-before");
    svg_line(b, &f, m->with[0], "line-after");
    svg_year_axis(b, &f, v->first_year);
    svg_shut(b);
}
