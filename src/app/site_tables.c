/* SPDX-License-Identifier: Apache-2.0 */
#include "app/site_tables.h"

#include <math.h>

struct writer {
    const struct ground *ground;
    const struct siting *siting;
    struct site_report *report;
    int *area_slots; /* [area] in the report; -1: not visited */
    char *size_fits; /* [slot * size_count + size] */
    struct table *options, *costs;
    struct arena *arena;
};

static enum status add_row(struct writer *w, struct table *t, int *row, struct err *e)
{
    *row = table_add(t, w->arena);
    if (*row < 0)
        return err_set(e, STATUS_NOMEM, "no memory for the rows of table %s", t->def->name);
    return STATUS_OK;
}

static void put_pair(const struct writer *w, struct table *t, int row, int site, int size)
{
    const struct programme *p = w->ground->programme;
    table_put_text(t, row, "site", slice_of(p->sites[site].code));
    table_put_text(t, row, "facility_size", slice_of(p->sizes[size].code));
}

static void put_km(struct table *t, int row, const char *column, double m)
{
    if (isfinite(m)) table_put_real(t, row, column, m / 1000);
}

static void put_way(struct table *t, int row, const struct way *way)
{
    static const char *const words[WAY_BASIS_COUNT] = {
        [WAY_BY_ROAD] = "road", [WAY_BY_RAIL] = "rail", [WAY_BY_ROAD_AND_RAIL] = "road_and_rail"};
    if (way->basis == WAY_NONE) return;
    put_km(t, row, "seat_km", way->m);
    if (isfinite(way->minutes)) table_put_real(t, row, "seat_minutes", way->minutes);
    const char *word = words[way->basis];
    table_put_text(t, row, "seat_way", slice_of(word ? word : "straight"));
}

static void put_scores(struct table *t, int row, const struct site_check *c)
{
    static const char *const columns[SITE_CONDITION_COUNT] = {[SITE_POWER] = "power_score",
                                                              [SITE_WATER] = "water_score",
                                                              [SITE_TRANSPORT] = "transport_score",
                                                              [SITE_INHABITANTS] =
                                                                  "inhabitants_score",
                                                              [SITE_LAND] = "land_score"};
    for (int i = 0; i < SITE_CONDITION_COUNT; i++)
        table_put_real(t, row, columns[i], c->score[i]);
}

static enum status write_option(struct writer *w, const struct site_check *c, struct err *e)
{
    const struct programme *p = w->ground->programme;
    const struct site_option *o = siting_option(w->siting, p, c->site, c->size);
    struct table *t = w->options;
    int row;
    TRY(add_row(w, t, &row, e));
    put_pair(w, t, row, c->site, c->size);
    table_put_text(t, row, "admissible", slice_of(o->admissible ? "yes" : "no"));
    table_put_real(t, row, "score", o->score);
    put_scores(t, row, c);
    if (o->feed_point >= 0) {
        table_put_text(t, row, "feed_point", slice_of(p->feed_points[o->feed_point].code));
        put_km(t, row, "power_km", c->power.used.m);
    }
    if (o->water_source >= 0) {
        table_put_text(t, row, "water_source", slice_of(p->water_sources[o->water_source].code));
        put_km(t, row, "water_km", c->water.used.m);
    }
    put_km(t, row, "transport_km", c->access.road.m);
    put_way(t, row, &c->access.way);
    for (int i = 0; i < o->cost_count; i++) {
        TRY(add_row(w, w->costs, &row, e));
        put_pair(w, w->costs, row, c->site, c->size);
        table_put_text(w->costs, row, "resource", slice_of(p->resources[o->costs[i].what].code));
        table_put_real(w->costs, row, "quantity", o->costs[i].quantity);
    }
    return STATUS_OK;
}

static void count_option(struct writer *w, const struct site_check *c)
{
    const struct programme *p = w->ground->programme;
    int slot = w->area_slots[p->sites[c->site].area];
    if (slot < 0) return;
    struct site_area *area = &w->report->areas[slot];
    char *fits = &w->size_fits[(size_t)slot * (size_t)p->size_count + (size_t)c->size];
    area->option_count++;
    area->admissible_count += c->admissible;
    area->size_count += c->admissible && !*fits;
    if (c->admissible) *fits = 1;
    for (int i = 0; i < SITE_CONDITION_COUNT; i++)
        area->refused[i] += !c->passed[i];
}

static enum status write_site(struct writer *w, struct site_view *v, int site, struct err *e)
{
    const struct programme *p = w->ground->programme;
    int slot = w->area_slots[p->sites[site].area];
    if (slot >= 0) {
        w->report->areas[slot].site_count++;
        w->report->areas[slot].proposed_count += p->sites[site].proposed;
        w->report->ways[w->ground->ways[site].basis]++;
    }
    site_view_move(v, site);
    for (int size = 0; size < p->size_count; size++) {
        struct site_check c;
        site_check(v, size, &c);
        count_option(w, &c);
        TRY(write_option(w, &c, e));
    }
    return STATUS_OK;
}

static enum status prepare(struct writer *w, struct err *e)
{
    const struct programme *p = w->ground->programme;
    struct site_report *r = w->report;
    w->area_slots = ARENA_ARRAY(w->arena, int, (size_t)p->area_count);
    w->size_fits = ARENA_ARRAY(w->arena, char, (size_t)r->area_count *(size_t)p->size_count);
    if (!w->area_slots || !w->size_fits) return err_set(e, STATUS_NOMEM, "out of memory");
    for (int i = 0; i < p->area_count; i++)
        w->area_slots[i] = -1;
    for (int i = 0; i < r->area_count; i++)
        w->area_slots[r->areas[i].area] = i;
    table_empty(w->options);
    table_empty(w->costs);
    int costs = 0;
    for (int i = 0; i < w->siting->option_count; i++)
        costs += w->siting->options[i].cost_count;
    if (!table_reserve(w->options, w->siting->option_count, w->arena) ||
        !table_reserve(w->costs, costs, w->arena))
        return err_set(e, STATUS_NOMEM, "no memory for %d options of plant and site",
                       w->siting->option_count);
    return STATUS_OK;
}

enum status site_tables_write(struct dataset *d, const struct ground *g, const struct siting *s,
                              struct site_report *r, struct arena *a, struct err *e)
{
    struct writer w = {.ground = g,
                       .siting = s,
                       .report = r,
                       .options = &d->tables[TABLE_SITE_OPTION],
                       .costs = &d->tables[TABLE_SITE_COST],
                       .arena = a};
    struct site_view view;
    enum status status = prepare(&w, e);
    if (status == STATUS_OK) status = site_view_init(&view, g, a, e);
    for (int site = 0; status == STATUS_OK && site < g->programme->site_count; site++)
        status = write_site(&w, &view, site, e);
    return status;
}
