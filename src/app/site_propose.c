/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/site.h"
#include "base/map.h"
#include "model/findings.h"
#include "site/propose.h"

enum {
    SOURCE_BYTES = 400,
    CODE_STEM_MAX = 56, /* leaves room for "-P" and a number */
};

struct proposer {
    struct dataset *data;
    struct programme *programme;
    struct arena *arena;
    struct map codes; /* of all sites */
};

static enum status nomem(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "no memory for proposed sites");
}

/* Proposals that nobody refers to, in areas without surveyed sites. */
static void mark_replaced(const struct programme *p, const int *surveyed, int *replaced)
{
    for (int i = 0; i < p->site_count; i++)
        replaced[i] = p->sites[i].proposed && p->areas[p->sites[i].area].visitable &&
                      !surveyed[p->sites[i].area];
    for (int i = 0; i < p->clause_count; i++)
        if (p->clauses[i].site >= 0) replaced[p->clauses[i].site] = 0;
    for (int i = 0; i < p->decided_count; i++)
        if (p->decided[i].site >= 0) replaced[p->decided[i].site] = 0;
}

static void move_row(struct table *t, int to, int from)
{
    for (int c = 0; c < t->def->column_count; c++) {
        if (t->def->columns[c].type == COLUMN_INTEGER)
            table_set_integer(t, to, c, table_integer(t, from, c));
        else if (t->def->columns[c].type == COLUMN_REAL)
            table_set_real(t, to, c, table_real(t, from, c));
        else
            table_set_text(t, to, c, table_text(t, from, c));
    }
    if (t->geometry) t->geometry[to] = t->geometry[from];
    if (t->lines) t->lines[to] = t->lines[from];
}

static int drop_rows(struct table *t, const int *dropped)
{
    int kept = 0;
    for (int row = 0; row < t->row_count; row++) {
        if (dropped[row]) continue;
        if (kept != row) move_row(t, kept, row);
        kept++;
    }
    int count = t->row_count - kept;
    t->row_count = kept;
    return count;
}

static enum status index_sites(struct proposer *w, int more, struct err *e)
{
    const struct table *t = &w->data->tables[TABLE_SITE];
    if (!map_init(&w->codes, t->row_count + more, w->arena)) return nomem(e);
    for (int row = 0; row < t->row_count; row++)
        (void)map_put(&w->codes, table_get_text(t, row, "code"), row);
    return STATUS_OK;
}

/* AREA-P1, AREA-P2 ...: the first that is free. */
static enum status new_code(struct proposer *w, const char *area, struct slice *out, struct err *e)
{
    char code[CODE_BYTES_MAX + 1];
    for (int number = 1;; number++) {
        int len = snprintf(code, sizeof code, "%.*s-P%d", CODE_STEM_MAX, area, number);
        if (map_get(&w->codes, (struct slice){code, (size_t)len}) >= 0) continue;
        const char *copy = arena_strndup(w->arena, code, (size_t)len);
        if (!copy) return nomem(e);
        *out = (struct slice){copy, (size_t)len};
        (void)map_put(&w->codes, *out, 0);
        return STATUS_OK;
    }
}

static const char *bearing(double east, double north)
{
    static const char *const names[] = {"east", "north-east", "north", "north-west",
                                        "west", "south-west", "south", "south-east"};
    int eighth = (int)lround(atan2(north, east) / (3.14159265358979323846 / 4));
    return names[(eighth + 8) % 8];
}

static enum status put_printed(struct proposer *w, int row, const char *column, const char *text,
                               struct err *e)
{
    const char *copy = arena_strndup(w->arena, text, strlen(text));
    if (!copy) return nomem(e);
    table_put_text(&w->data->tables[TABLE_SITE], row, column, slice_of(copy));
    return STATUS_OK;
}

static enum status put_origin(struct proposer *w, int row, const struct proposal *s, int number,
                              struct err *e)
{
    const struct programme *p = w->programme;
    const struct settlement *town = s->anchor < 0 ? NULL : &p->settlements[s->anchor];
    char text[SOURCE_BYTES];
    double km = hypot(s->east_m, s->north_m) / 1000;
    (void)snprintf(text, sizeof text, "%.200s, proposal %d", p->areas[s->area].name, number);
    TRY(put_printed(w, row, "name", text, e));
    (void)snprintf(
        text, sizeof text, "proposal of the program, not surveyed: %.1f km %s of %.200s%s", km,
        bearing(s->east_m, s->north_m), town ? town->name : "a point on the surface of the area",
        town && town->seat ? " (county town)" : "");
    return put_printed(w, row, "source", text, e);
}

static enum status add_site(struct proposer *w, const struct proposal *s, int number, struct err *e)
{
    struct table *t = &w->data->tables[TABLE_SITE];
    const char *area = w->programme->areas[s->area].code;
    struct slice code = SLICE_NONE;
    int row = table_add(t, w->arena);
    if (row < 0) return nomem(e);
    TRY(new_code(w, area, &code, e));
    table_put_text(t, row, "code", code);
    table_put_text(t, row, "area", slice_of(area));
    table_put_real(t, row, "lon", round(s->lon * 1e6) / 1e6);
    table_put_real(t, row, "lat", round(s->lat * 1e6) / 1e6);
    table_put_real(t, row, "land_m2", proposal_defaults.land_m2);
    table_put_text(t, row, "proposed", slice_of("yes"));
    table_put_text(t, row, "evidence", slice_of("assumed"));
    return put_origin(w, row, s, number, e);
}

static enum status add_sites(struct proposer *w, const struct proposal_list *list, struct err *e)
{
    TRY(index_sites(w, list->count, e));
    for (int i = 0, number = 0; i < list->count; i++) {
        const struct proposal *s = &list->items[i];
        number = i > 0 && s->area == s[-1].area ? number + 1 : 1;
        TRY(add_site(w, s, number, e));
    }
    return STATUS_OK;
}

/* Take out the proposals to be replaced; list the areas that are to get new ones. */
static enum status clear_old(struct proposer *w, int *areas, int *area_count, int *dropped,
                             struct err *e)
{
    const struct programme *p = w->programme;
    int *surveyed = ARENA_ARRAY(w->arena, int, (size_t)p->area_count);
    int *replaced = ARENA_ARRAY(w->arena, int, (size_t)p->site_count);
    if (!surveyed || !replaced) return nomem(e);
    for (int i = 0; i < p->site_count; i++)
        if (!p->sites[i].proposed) surveyed[p->sites[i].area] = 1;
    mark_replaced(p, surveyed, replaced);
    *dropped = drop_rows(&w->data->tables[TABLE_SITE], replaced);
    for (int i = 0; i < p->area_count; i++)
        if (p->areas[i].visitable && !surveyed[i]) areas[(*area_count)++] = i;
    return STATUS_OK;
}

static enum status reload(struct proposer *w, struct err *e)
{
    struct findings findings;
    findings_init(&findings, w->arena);
    return programme_load(w->programme, w->data, &findings, w->arena, e);
}

enum status site_propose(struct dataset *d, struct programme *p, const struct site_request *request,
                         struct arena *a, struct site_report *out, struct err *e)
{
    struct proposer w = {.data = d, .programme = p, .arena = a};
    struct proposal_request ask = proposal_defaults;
    struct ground ground;
    struct proposal_list list;
    int dropped = 0;
    int *areas = ARENA_ARRAY(a, int, (size_t)p->area_count);
    if (!areas) return nomem(e);
    if (request->propose > 0) ask.per_area = request->propose;
    ask.areas = areas;
    ask.threads = request->threads;
    TRY(clear_old(&w, areas, &ask.area_count, &dropped, e));
    TRY(site_ground(&ground, d, p, a, e));
    TRY(sites_propose(&list, &ground, &ask, a, e));
    TRY(add_sites(&w, &list, e));
    out->proposed_count = list.count;
    out->unplaced_count = ask.area_count;
    for (int i = 0; i < list.count; i++)
        out->unplaced_count -= i == 0 || list.items[i].area != list.items[i - 1].area;
    out->sites_changed = list.count > 0 || dropped > 0;
    return out->sites_changed ? reload(&w, e) : STATUS_OK;
}
