/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "site/words_parts.h"

/* A part of the sentence, after " and " unless it is the first. */
static void next_part(struct buf *b, int *said)
{
    if ((*said)++) buf_text(b, " and ");
}

/* "1.2 km ≤ 5 km allowed", or only the first when there is no limit */
static void say_distance(struct buf *b, double m, double km_max, int is_far)
{
    double km = m / 1000;
    int decimals = words_decimals(km, km_max);
    if (!isfinite(km_max)) {
        words_figure(b, km);
        buf_text(b, " km");
        return;
    }
    words_at(b, km, decimals, "km");
    buf_text(b, is_far ? " > " : " ≤ ");
    words_at(b, km_max, decimals, "km");
    buf_text(b, " allowed");
}

static void say_road(struct buf *b, const struct ground *g, const struct access *a)
{
    const struct transport *t = &g->programme->transports[a->road.id];
    buf_printf(b, "%s %s at ", t->kind, t->code);
    say_distance(b, a->road.m, a->road_km_max, (a->faults & ACCESS_ROAD_FAR) != 0);
}

static void say_minutes(struct buf *b, const struct way *w)
{
    words_figure(b, w->minutes >= 10 ? round(w->minutes) : round(10 * w->minutes) / 10);
    buf_text(b, " min");
}

void site_way_words(struct buf *b, enum way_basis basis)
{
    static const char *const texts[WAY_BASIS_COUNT] = {
        [WAY_NONE] = "no county town is known",
        [WAY_BY_ROAD] = "by road",
        [WAY_BY_RAIL] = "by rail",
        [WAY_BY_ROAD_AND_RAIL] = "by road and rail",
        [WAY_NO_ROAD] = "no road is loaded",
        [WAY_TOWN_NEAR] = "no road to it is nearer than the town",
        [WAY_APART] = "the roads loaded do not join the two",
    };
    if (basis == WAY_OFF_SITE || basis == WAY_OFF_TOWN)
        buf_printf(b, "no road within %g km of the %s", WAY_JOIN_M / 1000,
                   basis == WAY_OFF_SITE ? "site" : "town");
    else
        buf_text(b, texts[basis]);
}

/* "by road" or "in a straight line" */
static void say_basis(struct buf *b, const struct way *w)
{
    if (way_is_by_road(w))
        site_way_words(b, w->basis);
    else
        buf_text(b, "in a straight line");
}

/* ", with 0.3 km to the road and 0.1 km from it", whichever there is */
static void say_accesses(struct buf *b, const struct way *w)
{
    static const double NONE_M = 5;
    const char *line = w->basis == WAY_BY_RAIL ? "railway" : "road";
    int said = 0;
    if (w->site_access_m < NONE_M && w->town_access_m < NONE_M) return;
    buf_text(b, ", with ");
    if (w->site_access_m >= NONE_M) {
        next_part(b, &said);
        say_distance(b, w->site_access_m, INFINITY, 0);
        buf_printf(b, " to the %s", line);
    }
    if (w->town_access_m >= NONE_M) {
        next_part(b, &said);
        say_distance(b, w->town_access_m, INFINITY, 0);
        if (said > 1)
            buf_text(b, " from it");
        else
            buf_printf(b, " from the %s", line);
    }
}

static void say_seat(struct buf *b, const struct ground *g, const struct access *a)
{
    const struct way *w = &a->way;
    if (a->seat_for_road) buf_text(b, "no road or railway is loaded, so measured to the town: ");
    buf_printf(b, "%s (county town) ", g->programme->settlements[a->seat.id].name);
    say_basis(b, w);
    buf_text(b, " at ");
    say_distance(b, w->m, a->seat_km_max, (a->faults & ACCESS_SEAT_FAR) != 0);
    if (a->seat_for_road) return;
    buf_text(b, " (");
    if (way_is_by_road(w)) {
        say_minutes(b, w);
        say_accesses(b, w);
    } else {
        site_way_words(b, w->basis);
    }
    buf_text(b, ")");
}

static void say_capacity(struct buf *b, const struct access *a, int passed)
{
    int decimals = words_decimals(a->there_t_year, a->needed_t_year);
    words_at(b, a->there_t_year, decimals, "t/year");
    buf_text(b, passed ? " can reach the site ≥ " : " can reach the site < ");
    words_at(b, a->needed_t_year, decimals, "t/year");
    buf_text(b, " needed");
}

static void say_unknown(struct buf *b, const char *area, const struct access *a)
{
    if (a->faults & ACCESS_ROAD_UNKNOWN)
        buf_printf(b,
                   "not known: no road or railway is loaded and no county town of %s is marked; "
                   "add rows to transport, or give a settlement of the area seat = yes",
                   area);
    else
        buf_printf(b,
                   "not known: no county town of %s is marked; give a settlement of the area "
                   "seat = yes",
                   area);
}

static void say_faults(struct buf *b, const struct ground *g, const struct site_check *c)
{
    const struct access *a = &c->access;
    int said = 0;
    if (a->faults & ACCESS_CAPACITY) {
        next_part(b, &said);
        say_capacity(b, a, 0);
    }
    if (a->faults & ACCESS_ROAD_FAR) {
        next_part(b, &said);
        say_road(b, g, a);
    }
    if (a->faults & ACCESS_SEAT_FAR) {
        next_part(b, &said);
        say_seat(b, g, a);
    }
    if (said) buf_printf(b, " for %s", words_size(g, c));
    if (!(a->faults & (ACCESS_ROAD_UNKNOWN | ACCESS_SEAT_UNKNOWN))) return;
    if (said) buf_text(b, "; ");
    int area = g->programme->sites[c->site].area;
    say_unknown(b, g->programme->areas[area].name, a);
}

void words_access(struct buf *b, const struct ground *g, const struct site_check *c)
{
    const struct access *a = &c->access;
    int said = 0;
    if (a->faults) {
        say_faults(b, g, c);
        return;
    }
    if (a->road.id >= 0) {
        next_part(b, &said);
        say_road(b, g, a);
    }
    if (a->seat.id >= 0) {
        next_part(b, &said);
        say_seat(b, g, a);
    }
    if (isfinite(a->there_t_year) && a->needed_t_year > 0) {
        next_part(b, &said);
        say_capacity(b, a, 1);
    }
    if (said)
        buf_printf(b, " for %s", words_size(g, c));
    else
        buf_printf(b, "%s sets no condition of transport, and no road or county town is known",
                   words_size(g, c));
}

/* "18.2 km by road, 27 min, with 0.3 km to the road" */
static void say_way(struct buf *b, const struct access *a)
{
    const struct way *w = &a->way;
    say_distance(b, w->m, INFINITY, 0);
    buf_char(b, ' ');
    say_basis(b, w);
    if (way_is_by_road(w)) {
        buf_text(b, ", ");
        say_minutes(b, w);
        say_accesses(b, w);
    } else if (!a->seat_for_road) {
        buf_text(b, " (");
        site_way_words(b, w->basis);
        buf_text(b, ")");
    }
}

void words_access_source(struct buf *b, const struct ground *g, const struct site_check *c)
{
    const struct access *a = &c->access;
    if (a->road.id >= 0) {
        const struct transport *t = &g->programme->transports[a->road.id];
        buf_printf(b, "%s %s%s%s%s, ", t->kind, t->code, *t->name ? " (" : "", t->name,
                   *t->name ? ")" : "");
        words_km(b, a->road);
        buf_text(b, " in a straight line");
    }
    if (a->seat.id < 0) return;
    if (a->road.id >= 0) buf_text(b, "; ");
    buf_printf(b, "%s (county town), ", g->programme->settlements[a->seat.id].name);
    say_way(b, a);
}
