/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"
#include "report/text.h"

static double largest(const double *values, int count)
{
    double most = 0;
    for (int i = 0; i < count; i++)
        if (values[i] > most) most = values[i];
    return most;
}

void chart_use(struct buf *b, const struct view *v, const struct view_use *use)
{
    const struct view_resource *r = &v->resources[use->resource];
    double max = fmax(largest(use->used, v->year_count), largest(use->limit, v->year_count));
    struct svg_frame f = svg_frame_for(max, v->year_count);
    char name[320];
    (void)snprintf(name, sizeof name, "%.*s used each year against its limit, in %.*s",
                   SLICE_ARGS(r->name), SLICE_ARGS(r->unit));
    double band = (f.right - f.left) / f.band_count, bar = fmin(band * 0.62, 44);
    svg_open(b, SVG_WIDTH, SVG_HEIGHT, name);
    svg_value_axis(b, &f, 0);
    for (int y = 0; y < v->year_count; y++) {
        double used = isnan(use->used[y]) ? 0 : use->used[y], x = svg_x(&f, y),
               top = svg_y(&f, used);
        html_add(b, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                 view_use_binds(use, y) ? "bar bound" : "bar", x - bar / 2, top, bar,
                 f.bottom - top);
    }
    for (int y = 0; y < v->year_count; y++)
        if (!isnan(use->limit[y]))
            html_add(b, "<path class=\"limit\" d=\"M%.1f %.1fh%.1f\"/>",
                     svg_x(&f, y) - band / 2 + 1, svg_y(&f, use->limit[y]), band - 2);
    svg_year_axis(b, &f, v->first_year);
    svg_shut(b);
}
