/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "site/words_parts.h"

/* Electricity and water say the same things in other words. */
struct terms {
    const char *none;     /* "needs no ..." */
    const char *capacity; /* of a source */
    const char *unit;
    const char *source; /* one that is listed */
    const char *table, *column;
};

static const struct terms power_terms = {"electricity", "spare capacity", "kW",
                                         "feed point",  "feed_point",     "power_kw"};
static const struct terms water_terms = {"industrial water", "dry-month yield", "m³/day",
                                         "water source",     "water_source",    "water_m3_day"};

struct saying {
    struct buf *b;
    const struct programme *programme;
    const struct supply *supply;
    const struct terms *terms;
    const char *size;
    int is_water;
};

struct source {
    const char *kind, *code, *name;
    double gives;
    int unfit;
};

static struct source source_of(const struct programme *p, int is_water, int id)
{
    if (is_water) {
        const struct water_source *w = &p->water_sources[id];
        return (struct source){w->kind, w->code, w->name, w->dry_m3_day, !w->fit};
    }
    const struct feed_point *f = &p->feed_points[id];
    return (struct source){f->kind, f->code, f->name, f->spare_kw, 0};
}

/* "substation F3" */
static void source_name(const struct saying *s, int id)
{
    struct source source = source_of(s->programme, s->is_water, id);
    buf_printf(s->b, "%s %s", source.kind, source.code);
}

static int is_unfit(const struct saying *s, int id)
{
    return source_of(s->programme, s->is_water, id).unfit;
}

static double capacity_of(const struct saying *s, int id)
{
    return source_of(s->programme, s->is_water, id).gives;
}

static void say_needed(const struct saying *s, double there, const char *relation)
{
    buf_printf(s->b, " %s ", relation);
    words_at(s->b, s->supply->needed, words_decimals(there, s->supply->needed), s->terms->unit);
    buf_printf(s->b, " needed by %s", s->size);
}

static void say_stated(const struct saying *s)
{
    const struct supply *p = s->supply;
    buf_text(s->b, "stated supply ");
    words_at(s->b, p->there, words_decimals(p->there, p->needed), s->terms->unit);
    buf_text(s->b, " at the site");
    say_needed(s, p->there, p->state == SUPPLY_STATED ? "≥" : "<");
}

/* "spare capacity 300 kW of substation F3 at 2.1 km < 450 kW needed by food-m" */
static void say_capacity(const struct saying *s, struct hit hit, const char *relation)
{
    double there = capacity_of(s, hit.id);
    if (is_unfit(s, hit.id)) {
        source_name(s, hit.id);
        buf_text(s->b, " at ");
        words_km(s->b, hit);
        buf_text(s->b, " is unfit for industry");
        return;
    }
    buf_printf(s->b, "%s ", s->terms->capacity);
    words_at(s->b, there, words_decimals(there, s->supply->needed), s->terms->unit);
    buf_text(s->b, " of ");
    source_name(s, hit.id);
    buf_text(s->b, " at ");
    words_km(s->b, hit);
    say_needed(s, there, relation);
}

static void say_connected(const struct saying *s)
{
    const struct supply *p = s->supply;
    say_capacity(s, p->used, "≥");
    if (isfinite(p->km_max)) {
        buf_text(s->b, ", within the ");
        words_figure(s->b, p->km_max);
        buf_text(s->b, " km allowed");
    }
    if (p->nearest.id == p->used.id) return;
    buf_text(s->b, "; nearer but not enough: ");
    source_name(s, p->nearest.id);
    buf_text(s->b, " at ");
    words_km(s->b, p->nearest);
    buf_text(s->b, is_unfit(s, p->nearest.id) ? ", unfit" : " with ");
    if (!is_unfit(s, p->nearest.id)) {
        double there = capacity_of(s, p->nearest.id);
        words_at(s->b, there, words_decimals(there, p->needed), s->terms->unit);
    }
}

static void say_far(const struct saying *s)
{
    const struct supply *p = s->supply;
    int decimals = words_decimals(p->used.m / 1000, p->km_max);
    if (p->nearest.id != p->used.id) {
        say_capacity(s, p->nearest, "<");
        buf_text(s->b, "; the nearest with enough, ");
    } else {
        buf_printf(s->b, "the nearest %s, ", s->terms->source);
    }
    source_name(s, p->used.id);
    buf_text(s->b, ", is at ");
    words_at(s->b, p->used.m / 1000, decimals, "km");
    buf_text(s->b, " > ");
    words_at(s->b, p->km_max, decimals, "km");
    buf_printf(s->b, " allowed for %s", s->size);
}

static void say_short(const struct saying *s)
{
    int count = s->is_water ? s->programme->water_source_count : s->programme->feed_point_count;
    say_capacity(s, s->supply->nearest, "<");
    if (count > 1)
        buf_printf(s->b, "; none of the %d %ss listed has enough", count, s->terms->source);
    else
        buf_printf(s->b, "; no other %s is listed", s->terms->source);
}

void words_supply(struct buf *b, const struct ground *g, const struct site_check *c, int is_water)
{
    const struct saying s = {.b = b,
                             .programme = g->programme,
                             .supply = is_water ? &c->water : &c->power,
                             .terms = is_water ? &water_terms : &power_terms,
                             .size = words_size(g, c),
                             .is_water = is_water};
    switch (s.supply->state) {
    case SUPPLY_NOT_NEEDED:
        buf_printf(b, "%s needs no %s", s.size, s.terms->none);
        break;
    case SUPPLY_STATED:
    case SUPPLY_STATED_SHORT:
        say_stated(&s);
        break;
    case SUPPLY_CONNECTED:
        say_connected(&s);
        break;
    case SUPPLY_FAR:
        say_far(&s);
        break;
    case SUPPLY_SHORT:
        say_short(&s);
        break;
    case SUPPLY_UNKNOWN:
        buf_printf(b,
                   "not known: no %s is listed and site %s states no supply; add rows to %s or "
                   "fill site.%s",
                   s.terms->source, g->programme->sites[c->site].code, s.terms->table,
                   s.terms->column);
        break;
    }
}

void words_supply_source(struct buf *b, const struct ground *g, const struct site_check *c,
                         int is_water)
{
    const struct supply *p = is_water ? &c->water : &c->power;
    struct hit hit = p->used.id >= 0 ? p->used : p->nearest;
    if (p->state == SUPPLY_STATED || p->state == SUPPLY_STATED_SHORT) {
        buf_text(b, "stated for the site");
    } else if (hit.id >= 0) {
        struct source source = source_of(g->programme, is_water, hit.id);
        buf_printf(b, "%s %s (%s), ", source.kind, source.code, source.name);
        words_km(b, hit);
        buf_text(b, " in a straight line");
    }
}
