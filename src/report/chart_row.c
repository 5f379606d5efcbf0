/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/chart.h"
#include "report/html.h"

enum {
    ROW_WIDTH = 160,
    ROW_HEIGHT = 14,
};

void chart_rank(struct buf *b, const struct view_area *area, int unit_count)
{
    double step = (ROW_WIDTH - 8.0) / (unit_count > 1 ? unit_count - 1 : 1);
    double low = 4 + step * (area->rank_low - 1), high = 4 + step * (area->rank_high - 1);
    html_add(b, "<svg class=\"strip\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">", ROW_WIDTH,
             ROW_HEIGHT);
    html_add(b, "<path class=\"grid\" d=\"M4 7H%d\"/>", ROW_WIDTH - 4);
    if (area->rank_low > 0 && area->rank_high >= area->rank_low)
        html_add(b, "<path class=\"span\" d=\"M%.1f 7H%.1f\"/>", low, fmax(high, low + 0.5));
    html_add(b, "<circle class=\"dot\" cx=\"%.1f\" cy=\"7\" r=\"3.2\"/></svg>",
             4 + step * (area->rank - 1));
}

void chart_share(struct buf *b, double share, const char *css_class)
{
    double shown = isfinite(share) ? fmin(fmax(share, 0), 1) : 0;
    html_add(b,
             "<svg class=\"strip share\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
             "aria-hidden=\"true\"><path class=\"trough\" d=\"M0 0h100v8H0z\"/>"
             "<path class=\"%s\" d=\"M0 0h%.1fv8H0z\"/></svg>",
             css_class, shown * 100);
}
