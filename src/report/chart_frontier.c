/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The frontier as a picture.  Neither axis begins at 0: what counts is the distance between the
 * plans, and the axes say so by their numbers.  Names of points are set where they cover neither
 * a point nor another name, as far as there is room.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"

enum {
    HEIGHT = 250,
    POINTS_MAX = 64, /* drawn; the table has all */
    NAME_HEIGHT = 12,
    DOT = 5,
    PLACES = 8,
};

#define LETTER_WIDTH 5.8

struct box {
    double left, right, top, bottom;
};

struct axis {
    double low, high, step;
    double first, last; /* in the view box */
};

struct dot {
    double x, y, total, worst;
    const struct view_point *point;
};

struct plot {
    struct axis across, up;
    struct dot dots[POINTS_MAX];
    struct box taken[2 * POINTS_MAX];
    int dot_count, taken_count;
};

static struct axis axis_for(double low, double high, double first, double last)
{
    double range = fmax(high - low, fmax(1e-3, 1e-3 * fabs(high)));
    double step = svg_nice_step(range);
    struct axis x = {floor((low - 0.06 * range) / step) * step,
                     ceil((high + 0.06 * range) / step) * step, step, first, last};
    if (x.low < 0) x.low = 0;
    if (x.high > 1) x.high = fmin(x.high, 1 + 0.06 * range); /* shares end at 1 */
    return x;
}

static double place_on(const struct axis *x, double value)
{
    return x->first + (value - x->low) / (x->high - x->low) * (x->last - x->first);
}

/* Per cent with as many decimals as the steps of the axis need. */
static void percent_label(char out[32], double share, double step)
{
    int decimals = 0;
    for (double part = 100 * step; decimals < 3 && fabs(part - round(part)) > 1e-6; part *= 10)
        decimals++;
    (void)snprintf(out, 32, "%.*f\u202f%%", decimals, 100 * share);
}

static void draw_axes(struct buf *b, const struct plot *f, const char *upwards)
{
    char label[32];
    const struct axis *x = &f->across, *y = &f->up;
    int steps = (int)floor((y->high - y->low) / y->step + 1e-9);
    for (int i = 0; i <= steps; i++) {
        double value = y->low + i * y->step, at = place_on(y, value);
        percent_label(label, value, y->step);
        html_add(b, "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>", x->first, at, x->last);
        html_add(b, "<text class=\"tick end\" x=\"%.1f\" y=\"%.1f\">%s</text>", x->first - 5,
                 at + 3.5, label);
    }
    steps = (int)floor((x->high - x->low) / x->step + 1e-9);
    for (int i = 0; i <= steps; i++) {
        double value = x->low + i * x->step, at = place_on(x, value);
        percent_label(label, value, x->step);
        html_add(b, "<text class=\"tick mid\" x=\"%.1f\" y=\"%.1f\">%s</text>", at, y->first + 15,
                 label);
    }
    html_add(b, "<path class=\"base\" d=\"M%.1f %.1fH%.1f\"/>", x->first, y->first, x->last);
    html_add(b, "<text class=\"tick mid\" x=\"%.1f\" y=\"%.1f\">total, of the largest</text>",
             (x->first + x->last) / 2, y->first + 31);
    html_add(b, "<text class=\"tick\" x=\"2\" y=\"10\">%s</text>", upwards);
}

static int overlaps(const struct plot *f, const struct box *x)
{
    int count = x->left < f->across.first || x->right > f->across.last || x->top < f->up.last;
    for (int i = 0; i < f->taken_count; i++) {
        const struct box *y = &f->taken[i];
        count +=
            x->left < y->right && y->left < x->right && x->top < y->bottom && y->top < x->bottom;
    }
    return count;
}

/* Beside, above or below the point: the first place that is free, else the least crowded. */
static void draw_name(struct buf *b, struct plot *f, const struct dot *d)
{
    static const int across[PLACES] = {1, 1, 1, -1, -1, -1, 0, 0};
    static const int down[PLACES] = {0, -1, 1, 0, -1, 1, -1, 1};
    char name[32];
    if (isnan(d->point->eta))
        (void)snprintf(name, sizeof name, "max\u2013min");
    else
        (void)snprintf(name, sizeof name, "\u03b7 %g", d->point->eta);
    double width = LETTER_WIDTH * (isnan(d->point->eta) ? 7 : (double)slice_of(name).len - 1);
    struct box best = {0};
    int least = 1 << 20;
    for (int i = 0; i < PLACES; i++) {
        double x = d->x + across[i] * (DOT + 3 + width / 2);
        double y = d->y + down[i] * (across[i] ? 8 : DOT + 9);
        struct box box = {x - width / 2, x + width / 2, y - NAME_HEIGHT / 2.0,
                          y + NAME_HEIGHT / 2.0};
        int crowd = overlaps(f, &box);
        if (crowd >= least) continue;
        least = crowd;
        best = box;
    }
    f->taken[f->taken_count++] = best;
    html_add(b, "<text class=\"name mid\" x=\"%.1f\" y=\"%.1f\">%s</text>",
             (best.left + best.right) / 2, best.bottom - 2.5, name);
}

static int by_total(const void *left, const void *right)
{
    const struct dot *a = left, *b = right;
    if (a->total != b->total) return a->total < b->total ? -1 : 1;
    return (a->worst < b->worst) - (a->worst > b->worst);
}

static double worst_of(const struct view_point *p, enum chart_worst worst)
{
    return worst == CHART_WORST_FIFTH ? p->worst_fifth : p->worst_area;
}

static int find_dots(struct plot *f, const struct view *v, enum chart_worst worst)
{
    double most = 0, low[2] = {INFINITY, INFINITY}, high = -INFINITY;
    for (int i = 0; i < v->point_count; i++)
        if (v->points[i].has_plan) most = fmax(most, v->points[i].total);
    if (!(most > 0)) return 0;
    for (int i = 0; i < v->point_count && f->dot_count < POINTS_MAX; i++) {
        const struct view_point *p = &v->points[i];
        double share = p->total / most, up = worst_of(p, worst);
        if (!p->has_plan || isnan(share) || isnan(up)) continue;
        f->dots[f->dot_count++] = (struct dot){.total = share, .worst = up, .point = p};
        low[0] = fmin(low[0], share);
        low[1] = fmin(low[1], up);
        high = fmax(high, up);
    }
    f->across = axis_for(low[0], 1, 46, SVG_WIDTH - 14);
    f->up = axis_for(low[1], high, HEIGHT - 40, 20);
    for (int i = 0; i < f->dot_count; i++) {
        struct dot *d = &f->dots[i];
        d->x = place_on(&f->across, d->total);
        d->y = place_on(&f->up, d->worst);
        f->taken[f->taken_count++] = (struct box){d->x - DOT, d->x + DOT, d->y - DOT, d->y + DOT};
    }
    qsort(f->dots, (size_t)f->dot_count, sizeof *f->dots, by_total);
    return f->dot_count;
}

/* From right to left, each plan that is better for the worst-off than all with a larger total. */
static void draw_edge(struct buf *b, const struct plot *f)
{
    double best = -INFINITY;
    buf_text(b, "<polyline class=\"edge\" points=\"");
    for (int i = f->dot_count - 1; i >= 0; i--) {
        if (f->dots[i].worst <= best) continue;
        best = f->dots[i].worst;
        svg_number(b, f->dots[i].x);
        buf_char(b, ' ');
        svg_number(b, f->dots[i].y);
        buf_char(b, ' ');
    }
    buf_text(b, "\"/>");
}

void chart_frontier(struct buf *b, const struct view *v, enum chart_worst worst)
{
    struct plot f = {0};
    if (!find_dots(&f, v, worst)) return;
    int is_fifth = worst == CHART_WORST_FIFTH;
    svg_open(b, SVG_WIDTH, HEIGHT,
             is_fifth ? "total of each plan and need met in the worst-off fifth of areas"
                      : "total of each plan and need met in the worst area");
    draw_axes(b, &f, is_fifth ? "need met, worst-off fifth" : "need met, worst area");
    draw_edge(b, &f);
    for (int i = 0; i < f.dot_count; i++)
        html_add(b, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>",
                 f.dots[i].point->dominated ? "point-dominated" : "point", f.dots[i].x, f.dots[i].y,
                 DOT - 1);
    for (int i = 0; i < f.dot_count; i++)
        draw_name(b, &f, &f.dots[i]);
    svg_shut(b);
}
