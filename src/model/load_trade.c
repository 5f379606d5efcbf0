/* SPDX-License-Identifier: Apache-2.0 */
/* Ways of trade: those of the table, and straight lines between county towns where it says nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "model/load.h"

#define EARTH_RADIUS_KM 6371.0088 /* mean, IUGG */
#define RADIANS         (3.14159265358979323846 / 180)

enum origin { /* the first that gives a way counts */
    WAY_GIVEN,
    WAY_BACK,
    WAY_STRAIGHT,
};

struct candidate {
    struct trade_way way;
    enum origin origin;
};

struct town {
    int area;
    double at[3]; /* on the unit sphere */
};

struct trade_load {
    struct load *l;
    double hours_max; /* of all goods; < 0: none is traded */
    struct candidate *list;
    int count, room;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for ways of trade");
}

static enum status add(struct trade_load *t, int from, int to, double hours, enum origin origin,
                       struct err *e)
{
    if (t->count == t->room) {
        int room = 2 * t->room + 256;
        struct candidate *list = ARENA_ARRAY(t->l->arena, struct candidate, (size_t)room);
        if (!list) return out_of_memory(e);
        if (t->count > 0) memcpy(list, t->list, sizeof *list * (size_t)t->count);
        t->list = list;
        t->room = room;
    }
    t->list[t->count++] = (struct candidate){{from, to, hours}, origin};
    return STATUS_OK;
}

/* Is the area one that can send or receive?  A finding where it is not. */
static int check_area(struct load *l, const struct table *t, int row, const char *column, int area)
{
    if (l->p->areas[area].visitable) return 1;
    findings_row(l->findings, 1, t, row, column,
                 "'%s' cannot be visited; ways of trade lead between areas that can: name those",
                 l->p->areas[area].code);
    return 0;
}

static enum status read_ways(struct trade_load *x, struct err *e)
{
    struct load *l = x->l;
    const struct table *t = load_table(l, TABLE_TRADE_WAY);
    for (int i = 0; i < t->row_count; i++) {
        int from = load_reference(l, t, i, "from_area"), to = load_reference(l, t, i, "to_area");
        double hours = table_get_real(t, i, "hours");
        if (!check_area(l, t, i, "from_area", from) || !check_area(l, t, i, "to_area", to))
            continue;
        if (from == to) {
            findings_row(l->findings, 1, t, i, "to_area",
                         "a way of '%s' to itself; name another area, or remove the row",
                         l->p->areas[to].code);
            continue;
        }
        TRY(add(x, from, to, hours, WAY_GIVEN, e));
        TRY(add(x, to, from, hours, WAY_BACK, e));
    }
    return STATUS_OK;
}

static int compare_towns(const void *left, const void *right)
{
    const struct town *a = left, *b = right;
    int order = (a->at[2] > b->at[2]) - (a->at[2] < b->at[2]);
    return order ? order : a->area - b->area;
}

/* The chief towns of areas that can be visited, from south to north; returns how many. */
static int list_towns(const struct programme *p, struct town *towns, char *has_town)
{
    int count = 0;
    for (int i = 0; i < p->settlement_count; i++) {
        const struct settlement *s = &p->settlements[i];
        if (!s->seat || s->area < 0 || has_town[s->area] || !p->areas[s->area].visitable) continue;
        has_town[s->area] = 1;
        double lon = s->lon * RADIANS, lat = s->lat * RADIANS;
        towns[count++] =
            (struct town){s->area, {cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)}};
    }
    qsort(towns, (size_t)count, sizeof *towns, compare_towns);
    return count;
}

static enum status add_straight_ways(struct trade_load *x, struct err *e)
{
    const struct programme *p = x->l->p;
    struct town *towns = NULL;
    char *has_town = NULL;
    if (isnan(p->trade_km_h)) return STATUS_OK;
    LOAD_ARRAY(x->l, towns, p->settlement_count);
    LOAD_ARRAY(x->l, has_town, p->area_count);
    int count = list_towns(p, towns, has_town);
    double angle = fmin(3.14, x->hours_max * p->trade_km_h / EARTH_RADIUS_KM);
    double chord = 2 * sin(angle / 2); /* nothing farther is near enough */
    for (int i = 0; i < count; i++)
        for (int k = i + 1; k < count && towns[k].at[2] - towns[i].at[2] <= chord; k++) {
            double dx = towns[k].at[0] - towns[i].at[0], dy = towns[k].at[1] - towns[i].at[1];
            double dz = towns[k].at[2] - towns[i].at[2];
            double apart = sqrt(dx * dx + dy * dy + dz * dz);
            if (apart > chord) continue;
            double hours = 2 * asin(fmin(1, apart / 2)) * EARTH_RADIUS_KM / p->trade_km_h;
            TRY(add(x, towns[i].area, towns[k].area, hours, WAY_STRAIGHT, e));
            TRY(add(x, towns[k].area, towns[i].area, hours, WAY_STRAIGHT, e));
        }
    return STATUS_OK;
}

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->way.from != b->way.from) return a->way.from - b->way.from;
    if (a->way.to != b->way.to) return a->way.to - b->way.to;
    return (int)a->origin - (int)b->origin;
}

/* One way for each pair, those that are too long for every good left out. */
static enum status keep_ways(struct trade_load *x, struct err *e)
{
    struct programme *p = x->l->p;
    LOAD_ARRAY(x->l, p->trade_ways, x->count);
    if (x->count == 0) return STATUS_OK;
    qsort(x->list, (size_t)x->count, sizeof *x->list, compare_candidates);
    for (int i = 0; i < x->count; i++) {
        const struct trade_way *way = &x->list[i].way;
        const struct trade_way *before = i > 0 ? &x->list[i - 1].way : NULL;
        if (before && before->from == way->from && before->to == way->to) continue;
        if (way->hours <= x->hours_max) p->trade_ways[p->trade_way_count++] = *way;
    }
    return STATUS_OK;
}

static void check_goods(struct trade_load *x)
{
    const struct load *l = x->l;
    for (int g = 0; g < l->p->good_count; g++) {
        const struct good *good = &l->p->goods[g];
        x->hours_max = fmax(x->hours_max, good->trade_hours_max);
        if (good->trade_hours_max < 0 || good->point_count <= TRADE_POINTS_MAX) continue;
        findings_row(l->findings, 1, load_table(l, TABLE_GOOD), g, "trade_hours_max",
                     "'%s' is traded, and its satisfaction has %d points; at most %d may be: leave "
                     "some out",
                     good->code, good->point_count, TRADE_POINTS_MAX);
    }
}

enum status load_trade(struct load *l, struct err *e)
{
    struct trade_load x = {.l = l, .hours_max = -1};
    check_goods(&x);
    TRY(read_ways(&x, e));
    if (x.hours_max >= 0) TRY(add_straight_ways(&x, e));
    return keep_ways(&x, e);
}
