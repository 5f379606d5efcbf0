/* SPDX-License-Identifier: Apache-2.0 */
#include "report/layer.h"

#include "base/wkb.h"
#include "report/html.h"
#include "report/tally.h"

#define NUMBER 0, 0, 0, NULL, NULL, NULL
#define TEXT(n, m)                \
    {                             \
        n, COLUMN_TEXT, NUMBER, m \
    }
#define CHOICE(n, c, m)                           \
    {                                             \
        n, COLUMN_TEXT, 0, 0, 0, NULL, NULL, c, m \
    }
#define REAL(n, m)                \
    {                             \
        n, COLUMN_REAL, NUMBER, m \
    }
#define INTEGER(n, m)                \
    {                                \
        n, COLUMN_INTEGER, NUMBER, m \
    }

static const struct column_def area_columns[] = {
    TEXT("code", "code of the area"),
    TEXT("name", "name"),
    TEXT("name_native", "name in the language of the country"),
    TEXT("province", "province it lies in"),
    REAL("population", "people"),
    REAL("index", "index of living standard, 1 to 100"),
    INTEGER("rank", "rank by the index, 1 is worst off"),
    INTEGER("rank_low", "best case of the rank when weights change"),
    INTEGER("rank_high", "worst case of the rank when weights change"),
    REAL("need_met_today", "share of the need met without the plan"),
    INTEGER("first_visit", "year of the first visit; empty: none"),
    INTEGER("visits", "number of visits"),
    TEXT("plants", "plants built at all visits"),
};

static const struct column_def site_columns[] = {
    TEXT("code", "code of the site"),
    TEXT("name", "name"),
    TEXT("area", "name of the area"),
    REAL("lon", "longitude"),
    REAL("lat", "latitude"),
    CHOICE("proposed", "yes|no", "proposed by the program"),
    CHOICE("state", "chosen|free|refused|not tested",
           "free: some plant could stand there; refused: none could"),
    TEXT("plants", "plants that the plan builds there"),
    TEXT("refused_because", "every condition that some plant fails there"),
};

enum {
    VALUE_BYTES_MAX = 16 * 1024 * 1024,
};

#define COUNT(a) (int)(sizeof(a) / sizeof((a)[0]))

static const struct table_def layer_defs[LAYER_COUNT] = {
    [LAYER_AREAS] = {"plan_by_area", "Plan by area", GEOMETRY_POLYGON, 1, COUNT(area_columns),
                     area_columns},
    [LAYER_SITES] = {"sites", "Sites", GEOMETRY_POINT, 1, COUNT(site_columns), site_columns},
};

/* A layer being filled. */
struct filler {
    struct table *t;
    const struct view *v;
    struct arena *arena;
    struct buf text; /* a value being put together */
    int failed;
};

/* The text gathered becomes the value of the cell. */
static void put_gathered(struct filler *f, int row, const char *column)
{
    if (f->text.len > 0) {
        char *copy = f->text.failed ? NULL : arena_strndup(f->arena, f->text.at, f->text.len);
        if (copy) table_put_text(f->t, row, column, (struct slice){copy, f->text.len});
        f->failed |= !copy;
    }
    f->failed |= f->text.failed;
    buf_reset(&f->text);
}

static void put_text(struct filler *f, int row, const char *column, struct slice value)
{
    html_plain(&f->text, value);
    put_gathered(f, row, column);
}

static void put_count(struct filler *f, int row, const char *column, int is_there, int value)
{
    if (is_there) table_put_integer(f->t, row, column, value);
}

/* Names of the plants of all visits of an area. */
static void list_plants(struct buf *b, const struct view *v, int area)
{
    int said = 0;
    for (int i = v->areas[area].first_visit; i >= 0; i = v->visits[i].next)
        for (int k = 0; k < v->visits[i].facility_count; k++) {
            int size = v->facilities[v->visits[i].facility_first + k].size;
            if (said++) buf_text(b, "; ");
            html_plain(b, v->sizes[size].name);
        }
}

/* Only outlines that can be drawn. */
static struct slice outline_of(const struct view *v, int area)
{
    const struct table *t = view_table(v, TABLE_AREA);
    struct slice wkb = t->geometry ? t->geometry[area] : SLICE_NONE;
    enum wkb_kind kind = wkb_kind_of(wkb);
    int is_outline = (kind == WKB_POLYGON || kind == WKB_MULTIPOLYGON) && !wkb_problem(wkb);
    return is_outline ? wkb : SLICE_NONE;
}

static void fill_area(struct filler *f, int row, int area)
{
    const struct view *v = f->v;
    const struct view_area *a = &v->areas[area];
    int visited = a->visit_count > 0;
    put_text(f, row, "code", a->code);
    put_text(f, row, "name", a->name);
    put_text(f, row, "name_native", a->name_native);
    put_text(f, row, "province", view_province_name(v, area));
    table_put_real(f->t, row, "population", a->population);
    table_put_real(f->t, row, "index", a->index);
    put_count(f, row, "rank", a->rank > 0, a->rank);
    put_count(f, row, "rank_low", a->rank_low > 0, a->rank_low);
    put_count(f, row, "rank_high", a->rank_high > 0, a->rank_high);
    table_put_real(f->t, row, "need_met_today", a->supply_share);
    put_count(f, row, "first_visit", visited,
              visited ? v->first_year + v->visits[a->first_visit].year : 0);
    put_count(f, row, "visits", 1, a->visit_count);
    list_plants(&f->text, v, area);
    put_gathered(f, row, "plants");
    f->t->geometry[row] = outline_of(v, area);
}

static const char *site_state(const struct view_site *site)
{
    if (site->facility_count) return "chosen";
    if (site->option_count == 0) return "not tested";
    return site->admissible_count ? "free" : "refused";
}

/* Options are sorted by site: those of one site lie together from *next on. */
static void list_reasons(struct buf *b, const struct view *v, int site, int *next)
{
    const struct table *t = view_table(v, TABLE_SITE_TEST);
    while (*next < v->option_count && v->options[*next].site < site)
        (*next)++;
    for (; *next < v->option_count && v->options[*next].site == site; (*next)++) {
        const struct view_option *o = &v->options[*next];
        for (int c = 0; !o->admissible && c < CONDITION_COUNT; c++) {
            if (!tally_failed(v, o, c)) continue;
            if (b->len) buf_text(b, "; ");
            html_plain(b, v->sizes[o->size].name);
            buf_text(b, ": ");
            html_plain(b, table_get_text(t, o->test[c], "sentence"));
        }
    }
}

static void list_site_plants(struct buf *b, const struct view *v, int site)
{
    if (v->sites[site].facility_count == 0) return;
    for (int i = 0; i < v->facility_count; i++) {
        if (v->facilities[i].site != site) continue;
        if (b->len) buf_text(b, "; ");
        html_plain(b, v->sizes[v->facilities[i].size].name);
    }
}

static void fill_site(struct filler *f, int row, int site, int *next)
{
    const struct view *v = f->v;
    const struct view_site *s = &v->sites[site];
    put_text(f, row, "code", s->code);
    put_text(f, row, "name", s->name);
    put_text(f, row, "area", s->area < 0 ? SLICE_NONE : v->areas[s->area].name);
    table_put_real(f->t, row, "lon", s->lon);
    table_put_real(f->t, row, "lat", s->lat);
    table_put_text(f->t, row, "proposed", slice_of(s->proposed ? "yes" : "no"));
    table_put_text(f->t, row, "state", slice_of(site_state(s)));
    list_site_plants(&f->text, v, site);
    put_gathered(f, row, "plants");
    list_reasons(&f->text, v, site, next);
    put_gathered(f, row, "refused_because");
}

enum status layer_make(struct table *out, enum layer_id id, const struct report *r, struct err *e)
{
    const struct view *v = &r->view;
    struct filler f = {out, v, r->arena, BUF_INIT(VALUE_BYTES_MAX), 0};
    int count = id == LAYER_AREAS ? v->unit_count : v->site_count, next = 0;
    *out = (struct table){.def = &layer_defs[id]};
    for (int i = 0; i < count && !f.failed; i++) {
        int row = table_add(out, r->arena);
        if (row < 0)
            f.failed = 1;
        else if (id == LAYER_AREAS)
            fill_area(&f, row, v->ranking[i]);
        else
            fill_site(&f, row, i, &next);
    }
    buf_clear(&f.text);
    return f.failed ? err_set(e, STATUS_NOMEM, "out of memory while making the map layers")
                    : STATUS_OK;
}
