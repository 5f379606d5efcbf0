/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"

void chart_gain(struct buf *b, const struct view *v, const struct view_good *good)
{
    double max = 0;
    for (int y = 0; y < v->year_count; y++)
        max = fmax(max, fmax(good->people[y], good->after[y]));
    struct svg_frame f = svg_frame_for(max, v->year_count);
    char name[320];
    (void)snprintf(name, sizeof name,
                   "people fully supplied with %.*s each year, without and with the plan",
                   SLICE_ARGS(good->name));
    svg_open(b, SVG_WIDTH, SVG_HEIGHT, name);
    svg_value_axis(b, &f, 0);
    svg_band(b, &f, NULL, good->before, "without");
    svg_band(b, &f, good->before, good->after, "added");
    svg_line(b, &f, good->after, "line-after");
    svg_line(b, &f, good->people, "line-all");
    svg_year_axis(b, &f, v->first_year);
    svg_shut(b);
}
