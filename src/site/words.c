/* SPDX-License-Identifier: Apache-2.0 */
#include "site/words.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "site/words_parts.h"

const char *const site_condition_names[SITE_CONDITION_COUNT] = {"power", "water", "transport",
                                                                "inhabitants", "land"};

/* About three figures, as people read them. */
static int decimals_of(double value)
{
    double size = fabs(value);
    return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

static void figure(struct buf *b, double value, int decimals)
{
    char text[400];
    (void)snprintf(text, sizeof text, "%.*f", decimals, value);
    for (size_t end = strlen(text); decimals > 0 && text[end - 1] == '0'; end--)
        decimals--;
    buf_grouped(b, value, decimals);
}

void words_figure(struct buf *b, double value)
{
    figure(b, value, decimals_of(value));
}

int words_decimals_from(int decimals, double value, double limit)
{
    for (char x[400] = "", y[400] = ""; decimals < 9 && value != limit; decimals++) {
        (void)snprintf(x, sizeof x, "%.*f", decimals, value);
        (void)snprintf(y, sizeof y, "%.*f", decimals, limit);
        if (strcmp(x, y) != 0) break;
    }
    return decimals;
}

int words_decimals(double value, double limit)
{
    return words_decimals_from(decimals_of(value), value, limit);
}

void words_at(struct buf *b, double value, int decimals, const char *unit)
{
    figure(b, value, decimals);
    buf_printf(b, " %s", unit);
}

void words_km(struct buf *b, struct hit hit)
{
    words_figure(b, hit.m / 1000);
    buf_text(b, " km");
}

const char *words_size(const struct ground *g, const struct site_check *c)
{
    return g->programme->sizes[c->size].code;
}

static void land_sentence(struct buf *b, const struct ground *g, const struct site_check *c)
{
    if (!(c->land_needed_m2 > 0)) {
        buf_printf(b, "%s needs no land", words_size(g, c));
        return;
    }
    int decimals = words_decimals(c->land_m2, c->land_needed_m2);
    buf_text(b, "land ");
    words_at(b, c->land_m2, decimals, "m²");
    buf_text(b, c->passed[SITE_LAND] ? " ≥ " : " < ");
    words_at(b, c->land_needed_m2, decimals, "m²");
    buf_printf(b, " needed by %s", words_size(g, c));
}

void site_sentence(struct buf *b, const struct ground *g, const struct site_check *c,
                   enum site_condition condition)
{
    switch (condition) {
    case SITE_POWER:
        words_supply(b, g, c, 0);
        break;
    case SITE_WATER:
        words_supply(b, g, c, 1);
        break;
    case SITE_TRANSPORT:
        words_access(b, g, c);
        break;
    case SITE_INHABITANTS:
        words_neighbours(b, g, c);
        break;
    default:
        land_sentence(b, g, c);
    }
}

void site_distance_source(struct buf *b, const struct ground *g, const struct site_check *c,
                          enum site_condition condition)
{
    if (condition == SITE_POWER || condition == SITE_WATER)
        words_supply_source(b, g, c, condition == SITE_WATER);
    else if (condition == SITE_TRANSPORT)
        words_access_source(b, g, c);
    else if (condition == SITE_INHABITANTS)
        words_neighbours_source(b, g, c);
}

static struct site_finding supply_finding(const struct supply *s, const char *unit)
{
    if (s->state == SUPPLY_FAR)
        return (struct site_finding){.value = s->used.m / 1000, .limit = s->km_max, .unit = "km"};
    return (struct site_finding){.value = s->there, .limit = s->needed, .unit = unit};
}

static struct site_finding access_finding(const struct access *a)
{
    if (a->faults & ACCESS_CAPACITY)
        return (struct site_finding){
            .value = a->there_t_year, .limit = a->needed_t_year, .unit = "t/year"};
    int of_seat = a->seat_for_road || (a->faults & (ACCESS_SEAT_FAR | ACCESS_SEAT_UNKNOWN));
    if (!a->faults && isinf(a->road_km_max) && isfinite(a->seat_km_max)) of_seat = 1;
    double m = of_seat ? a->way.m : a->road.m; /* INFINITY: not known */
    return (struct site_finding){.value = isfinite(m) ? m / 1000 : NAN,
                                 .limit = of_seat ? a->seat_km_max : a->road_km_max,
                                 .unit = "km"};
}

static struct site_finding neighbours_finding(const struct neighbours *n)
{
    if ((n->faults & PEOPLE_DISPLACED) && !(n->faults & PEOPLE_TOO_MANY))
        return (struct site_finding){
            .value = n->displaced, .limit = n->displaced_max, .unit = "people"};
    return (struct site_finding){.value = n->faults & PEOPLE_UNKNOWN ? NAN : n->people,
                                 .limit = n->people_max,
                                 .unit = "people"};
}

struct site_finding site_finding(const struct site_check *c, enum site_condition condition)
{
    struct site_finding f = {.value = c->land_m2, .limit = c->land_needed_m2, .unit = "m²"};
    if (condition == SITE_POWER) f = supply_finding(&c->power, "kW");
    if (condition == SITE_WATER) f = supply_finding(&c->water, "m³/day");
    if (condition == SITE_TRANSPORT) f = access_finding(&c->access);
    if (condition == SITE_INHABITANTS) f = neighbours_finding(&c->neighbours);
    if (!isfinite(f.limit)) f.limit = NAN;
    if (!isfinite(f.value)) f.value = NAN;
    f.passed = c->passed[condition];
    f.score = c->score[condition];
    return f;
}
