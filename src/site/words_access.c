/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "site/words_parts.h"

/* A part of the sentence, after " and " unless it is the first. */
static void next_part(struct buf *b, int *said)
{
    if ((*said)++) buf_text(b, " and ");
}

/* "1.2 km ≤ 5 km allowed", or only the first when there is no limit */
static void say_distance(struct buf *b, struct hit hit, double km_max, int is_far)
{
    double km = hit.m / 1000;
    int decimals = words_decimals(km, km_max);
    if (!isfinite(km_max)) {
        words_km(b, hit);
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
    say_distance(b, a->road, a->road_km_max, (a->faults & ACCESS_ROAD_FAR) != 0);
}

static void say_seat(struct buf *b, const struct ground *g, const struct access *a)
{
    if (a->seat_for_road) buf_text(b, "no road or railway is loaded, so measured to the town: ");
    buf_printf(b, "%s (county town) in a straight line at ",
               g->programme->settlements[a->seat.id].name);
    say_distance(b, a->seat, a->seat_km_max, (a->faults & ACCESS_SEAT_FAR) != 0);
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
    words_km(b, a->seat);
    buf_text(b, " in a straight line");
}
