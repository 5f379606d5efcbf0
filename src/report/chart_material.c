/* SPDX-License-Identifier: Apache-2.0 */
/* A material over the years: what is wanted, has arrived and is used; what lies where and lacks. */
#include <math.h>

#include "base/date.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"

struct span { /* the years of the axis, in days */
    struct svg_frame frame;
    int first, days;
};

static struct span span_for(const struct view *v, double max)
{
    const struct view_shipping *x = &v->shipping;
    int end = x->first_day + x->period_count * x->period_days;
    int last = v->first_year + v->year_count - 1;
    if (date_civil(end - 1).year > last) last = date_civil(end - 1).year;
    struct span s = {svg_frame_for(max, last - v->first_year + 1), date_day(v->first_year, 1, 1),
                     0};
    s.days = date_day(last + 1, 1, 1) - s.first;
    return s;
}

/* The end of a period across. */
static double across(const struct span *s, const struct view *v, int period)
{
    int day = v->shipping.first_day + period * v->shipping.period_days - s->first;
    double share = fmin(fmax((double)day / s->days, 0), 1);
    return s->frame.left + share * (s->frame.right - s->frame.left);
}

static void line(struct buf *b, const struct span *s, const struct view *v, const double *values,
                 const char *css_class)
{
    html_add(b, "<path class=\"%s\" d=\"M%.1f %.1f", css_class, across(s, v, 0), s->frame.bottom);
    for (int k = 0; k < v->shipping.period_count; k++)
        html_add(b, "L%.1f %.1f", across(s, v, k + 1), svg_y(&s->frame, values[k]));
    buf_text(b, "\"/>");
}

/* The area between two sums; under NULL: from the base line. */
static void band(struct buf *b, const struct span *s, const struct view *v, const double *under,
                 const double *values, const char *css_class)
{
    int periods = v->shipping.period_count;
    html_add(b, "<path class=\"%s\" d=\"M%.1f %.1f", css_class, across(s, v, 0), s->frame.bottom);
    for (int k = 0; k < periods; k++)
        html_add(b, "L%.1f %.1f", across(s, v, k + 1),
                 svg_y(&s->frame, values[k] + (under ? under[k] : 0)));
    for (int k = periods - 1; k >= 0; k--)
        html_add(b, "L%.1f %.1f", across(s, v, k + 1), svg_y(&s->frame, under ? under[k] : 0));
    buf_text(b, "Z\"/>");
}

void chart_arrivals(struct buf *b, const struct view *v, const struct view_material *m)
{
    int last = v->shipping.period_count - 1;
    if (last < 0) return;
    struct span s = span_for(v, fmax(m->wanted[last], m->arrived[last]));
    svg_open(b, SVG_WIDTH, SVG_HEIGHT, "What sites want of it, get and use, summed over the years");
    svg_value_axis(b, &s.frame, 0);
    band(b, &s, v, NULL, m->used, "used-up");
    line(b, &s, v, m->wanted, "line-before");
    line(b, &s, v, m->arrived, "line-after");
    svg_year_axis(b, &s.frame, v->first_year);
    svg_shut(b);
}

void chart_stocks(struct buf *b, const struct view *v, const struct view_material *m)
{
    double most = 0;
    for (int k = 0; k < v->shipping.period_count; k++)
        most = fmax(most, fmax(m->at_depots[k] + m->at_sites[k], m->missing[k]));
    if (!(most > 0)) return;
    struct span s = span_for(v, most);
    svg_open(b, SVG_WIDTH, SVG_HEIGHT, "What of it lies at depots and sites, and what is missing");
    svg_value_axis(b, &s.frame, 0);
    band(b, &s, v, NULL, m->at_depots, "without");
    band(b, &s, v, m->at_depots, m->at_sites, "added");
    line(b, &s, v, m->missing, "line-missing");
    svg_year_axis(b, &s.frame, v->first_year);
    svg_shut(b);
}
