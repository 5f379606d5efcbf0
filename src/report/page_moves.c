/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page_moves - maps of the ways of crews: one small map for each trade and year.
 *
 * A line goes from where a crew was, at first its home, to where it goes; the dot is at the end of the way.
 */
#include <limits.h>
#include <math.h>

#include "base/date.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

enum { /* moves on a map above which lines are finer */
    MANY = 120,
    CROWD = 500,
};

struct spot {
    double x, y; /* NaN: not known */
};

struct moves { /* of a trade in a year */
    int count;
    double km;
};

/* The middle of the box around an area's shape. */
static struct spot spot_of_area(const struct page *p, int area)
{
    struct spot s = {NAN, NAN};
    if (area < 0) return s;
    const struct atlas_shape *shape = &p->atlas->shapes[area];
    int low_x = INT_MAX, low_y = INT_MAX, high_x = INT_MIN, high_y = INT_MIN;
    for (int r = shape->ring_first; r < shape->ring_first + shape->ring_count; r++) {
        const struct atlas_ring *ring = &p->atlas->rings[r];
        for (int i = ring->first; i < ring->first + ring->count; i++) {
            if (p->atlas->x[i] < low_x) low_x = p->atlas->x[i];
            if (p->atlas->x[i] > high_x) high_x = p->atlas->x[i];
            if (p->atlas->y[i] < low_y) low_y = p->atlas->y[i];
            if (p->atlas->y[i] > high_y) high_y = p->atlas->y[i];
        }
    }
    if (low_x > high_x) return s;
    return (struct spot){(low_x + high_x) / 2.0, (low_y + high_y) / 2.0};
}

static struct spot spot_of_stay(const struct page *p, const struct view_stay *stay)
{
    struct spot s = {NAN, NAN};
    if (stay->site >= 0)
        atlas_place(p->atlas, p->view->sites[stay->site].lon, p->view->sites[stay->site].lat, &s.x,
                    &s.y);
    return isnan(s.x) || isnan(s.y) ? spot_of_area(p, stay->area) : s;
}

/* Where the crew comes from. */
static struct spot spot_before(const struct page *p, int stay)
{
    const struct view *v = p->view;
    int crew = v->stays[stay].crew;
    if (stay > 0 && v->stays[stay - 1].crew == crew) return spot_of_stay(p, &v->stays[stay - 1]);
    return spot_of_area(p, v->crews[crew].home);
}

static int is_in(const struct view *v, int stay, int trade, int year)
{
    return v->crews[v->stays[stay].crew].trade == trade &&
           date_civil(v->stays[stay].first).year == year;
}

static struct moves count_moves(const struct view *v, int trade, int year)
{
    struct moves m = {0};
    for (int i = 0; i < v->stay_count; i++) {
        if (!is_in(v, i, trade, year)) continue;
        m.count++;
        m.km += v->stays[i].km;
    }
    return m;
}

/* Lines, then dots: points of no length with a round end. */
static void draw_moves(struct buf *b, const struct page *p, int trade, int year)
{
    int drawn = 0, count = count_moves(p->view, trade, year).count;
    const char *many = count > CROWD ? " crowd" : count > MANY ? " many" : "";
    html_add(b, "<path class=\"way t%d%s\" d=\"", trade, many);
    for (int i = 0; i < p->view->stay_count && drawn < PAGE_MAP_MOVES; i++) {
        if (!is_in(p->view, i, trade, year)) continue;
        struct spot from = spot_before(p, i), to = spot_of_stay(p, &p->view->stays[i]);
        drawn++;
        if (!isnan(from.x) && !isnan(to.x))
            buf_printf(b, "M%.0f %.0fL%.0f %.0f", from.x, from.y, to.x, to.y);
    }
    html_add(b, "\"/><path class=\"stop t%d%s\" d=\"", trade, many);
    drawn = 0;
    for (int i = 0; i < p->view->stay_count && drawn < PAGE_MAP_MOVES; i++) {
        if (!is_in(p->view, i, trade, year)) continue;
        struct spot to = spot_of_stay(p, &p->view->stays[i]);
        drawn++;
        if (!isnan(to.x)) buf_printf(b, "M%.0f %.0fh0", to.x, to.y);
    }
    buf_text(b, "\"/>");
}

static void small_map(struct buf *b, const struct page *p, int trade, int year, int *cut)
{
    struct moves m = count_moves(p->view, trade, year);
    if (m.count == 0) return;
    *cut |= m.count > PAGE_MAP_MOVES;
    html_add(b,
             "<figure><svg class=\"atlas\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Ways of "
             "crews, %.*s, %d\"><use class=\"land\" href=\"#outline\"/>",
             p->atlas->width, p->atlas->height, HTML_SLICE(p->view->trades[trade]), year);
    draw_moves(b, p, trade, year);
    html_add(b, "</svg><figcaption>%d<small>%s, %s km</small></figcaption></figure>", year,
             text_count(m.count, "move", NULL).at, text_number(m.km, 0).at);
}

void page_moves(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    int last = v->first_year, cut = 0;
    if (v->stay_count == 0 || p->atlas->shape_count == 0) return;
    for (int i = 0; i < v->stay_count; i++) {
        int year = date_civil(v->stays[i].first).year;
        if (year > last) last = year;
    }
    buf_text(
        b,
        "<h3>Where crews go</h3><p>Each line is the way of a crew to a place of work, from where "
        "it was before, at first from its home if that is known; the dot is where it "
        "goes.</p>\n");
    for (int t = 0; t < v->trade_count; t++) {
        html_add(
            b, "<h4 class=\"trade\"><i class=\"t%d\"></i>%.*s</h4><div class=\"small-maps moves\">",
            t, HTML_SLICE(v->trades[t]));
        for (int year = v->first_year; year <= last; year++)
            small_map(b, p, t, year, &cut);
        buf_text(b, "</div>\n");
    }
    if (cut)
        html_add(b, "<p class=\"cut\">Of each map the first %d ways are drawn.</p>",
                 PAGE_MAP_MOVES);
}
