/* SPDX-License-Identifier: Apache-2.0 */
#include "app/site.h"
#include "app/site_tests.h"

#include <math.h>

#include "base/json.h"
#include "base/near.h"
#include "base/number.h"
#include "site/words.h"

enum {
    NAME_WIDTH = 28,
};

enum status site_find_area(const struct dataset *d, const struct programme *p, const char *word,
                           int *out, struct err *e)
{
    struct near near = near_start(slice_of(word));
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < p->area_count; i++) {
            *out = i;
            if (slice_is(slice_of(word), pass ? p->areas[i].name : p->areas[i].code))
                return STATUS_OK;
            near_offer(&near, p->areas[i].code);
            near_offer(&near, p->areas[i].name);
        }
    const struct table *aliases = &d->tables[TABLE_AREA_ALIAS];
    for (int row = 0; row < aliases->row_count; row++)
        if (slice_is(table_get_text(aliases, row, "alias"), word))
            for (int i = 0; i < p->area_count; i++)
                if (slice_is(table_get_text(aliases, row, "area"), p->areas[ *out = i].code))
                    return STATUS_OK;
    if (near.best)
        return err_set(e, STATUS_NOTFOUND, "there is no area '%s'; did you mean '%s'?", word,
                       near.best);
    return err_set(e, STATUS_NOTFOUND, "there is no area '%s'", word);
}

/* Left-aligned, cut or filled to a width in characters. */
static void write_cell(struct buf *b, const char *text, int width)
{
    int used = 0;
    for (const char *at = text; *at && used <= width; at++) {
        int starts = ((unsigned char)*at & 0xc0) != 0x80;
        if (starts && used == width) break;
        used += starts;
        buf_char(b, *at);
    }
    for (; used < width; used++)
        buf_char(b, ' ');
}

static void write_area_line(const struct site_area *a, const struct programme *p, struct buf *b)
{
    write_cell(b, p->areas[a->area].code, 12);
    buf_char(b, ' ');
    write_cell(b, p->areas[a->area].name, NAME_WIDTH);
    if (a->site_count == 0) {
        buf_text(b, " no site\n");
        return;
    }
    buf_printf(b, " %5d %8d %4d/%-4d", a->site_count, a->proposed_count, a->size_count,
               p->size_count);
    for (int i = 0; i < SITE_CONDITION_COUNT; i++)
        if (a->refused[i])
            buf_printf(b, " %11d", a->refused[i]);
        else
            buf_printf(b, " %11s", "-");
    buf_char(b, '\n');
}

static int sites_straight(const struct site_report *r)
{
    int count = 0;
    for (int i = WAY_BY_ROAD_AND_RAIL + 1; i < WAY_BASIS_COUNT; i++)
        count += r->ways[i];
    return count;
}

/* "way to the county town: by road: 20 sites; in a straight line: 4 sites (no road is loaded: 4)" */
static void write_ways(const struct site_report *r, struct buf *b)
{
    int straight = sites_straight(r), first = 1;
    buf_text(b, "\nway to the county town");
    for (enum way_basis i = WAY_NONE; i <= WAY_BY_ROAD_AND_RAIL; i++) {
        if (r->ways[i] == 0) continue;
        buf_text(b, first ? ": " : "; ");
        site_way_words(b, i);
        buf_printf(b, ": %d site%s", r->ways[i], r->ways[i] == 1 ? "" : "s");
        first = 0;
    }
    if (straight)
        buf_printf(b, "%sin a straight line: %d site%s", first ? ": " : "; ", straight,
                   straight == 1 ? "" : "s");
    first = 1;
    for (enum way_basis i = WAY_BY_ROAD_AND_RAIL + 1; i < WAY_BASIS_COUNT; i++) {
        if (r->ways[i] == 0) continue;
        buf_text(b, first ? " (" : ", ");
        site_way_words(b, i);
        buf_printf(b, ": %d", r->ways[i]);
        first = 0;
    }
    buf_text(b, straight ? ")\n" : "\n");
    if (r->roads.network_count == 0) return;
    buf_text(b, "roads loaded: ");
    buf_grouped(b, r->roads.m / 1000, 0);
    buf_printf(b, " km in %d network%s", r->roads.network_count,
               r->roads.network_count == 1 ? "" : "s");
    if (r->roads.network_count > 1)
        buf_printf(b,
                   ", the largest with %.0f %% of it; roads meet at shared vertices only, so cut "
                   "them at crossings that are junctions",
                   floor(100 * r->roads.largest_m / r->roads.m));
    buf_char(b, '\n');
}

void site_write(const struct site_report *r, const struct programme *p, struct buf *b)
{
    buf_printf(b, "%s\n\n", r->summary);
    write_cell(b, "area", 12 + 1 + NAME_WIDTH);
    buf_text(b, " sites proposed sizes fit  options of site and plant refused by\n");
    write_cell(b, "", 12 + 1 + NAME_WIDTH + 25);
    for (int i = 0; i < SITE_CONDITION_COUNT; i++)
        buf_printf(b, " %11s", site_condition_names[i]);
    buf_char(b, '\n');
    for (int i = 0; i < r->area_count; i++)
        write_area_line(&r->areas[i], p, b);
    if (p->site_count) write_ways(r, b);
    if (r->blank_count)
        buf_printf(b, "\nareas without a site: %d; '--propose 3' proposes three in each\n",
                   r->blank_count);
    if (r->unplaced_count)
        buf_printf(b,
                   "areas with neither a settlement nor an outline, where nothing can be "
                   "proposed: %d; add rows to settlement or outlines to area.geojson\n",
                   r->unplaced_count);
}

static void write_site_head(const struct programme *p, int site, struct buf *b)
{
    const struct site *s = &p->sites[site];
    buf_printf(b, "\nsite %s  %s%s, %s, ", s->code, s->name, s->proposed ? " (proposal)" : "",
               p->areas[s->area].name);
    buf_grouped(b, s->land_m2, 0);
    buf_text(b, " m²\n");
}

static void write_size_head(const struct dataset *d, const struct programme *p, int option,
                            struct buf *b)
{
    const struct table *t = &d->tables[TABLE_SITE_OPTION];
    int fits = slice_is(table_get_text(t, option, "admissible"), "yes");
    buf_printf(b, "  %s: ", p->sizes[option % p->size_count].code);
    if (fits)
        buf_printf(b, "fits, score %.2f\n", table_get_real(t, option, "score"));
    else
        buf_text(b, "refused\n");
}

/* Findings of the sites in an area, some sites at a time. */
struct telling {
    const struct dataset *data;
    const struct programme *programme;
    struct site_tests tests;
    struct table rows;
    struct buf *text;
    struct json *json;
};

static void write_sentences(const struct telling *x)
{
    const struct programme *p = x->programme;
    const struct table *t = &x->rows;
    for (int row = 0; row < t->row_count; row++) {
        int site = site_tests_site(&x->tests, row), test = row / SITE_CONDITION_COUNT;
        if (row % (SITE_CONDITION_COUNT * p->size_count) == 0) write_site_head(p, site, x->text);
        if (row % SITE_CONDITION_COUNT == 0)
            write_size_head(x->data, p, site * p->size_count + test % p->size_count, x->text);
        int passed = slice_is(table_get_text(t, row, "passed"), "yes");
        buf_printf(x->text, "    %-4s %-12s", passed ? "yes" : "NO",
                   site_condition_names[row % SITE_CONDITION_COUNT]);
        buf_slice(x->text, table_get_text(t, row, "sentence"));
        buf_char(x->text, '\n');
    }
}

static void write_tests_json(const struct telling *x)
{
    static const char *const texts[] = {"site",   "facility_size",   "condition",
                                        "passed", "distance_source", "sentence"};
    static const char *const reals[] = {"score", "value", "limit"};
    const struct table *t = &x->rows;
    struct json *j = x->json;
    for (int row = 0; row < t->row_count; row++) {
        json_open(j, '{');
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            json_key(j, texts[i]);
            json_text(j, table_get_text(t, row, texts[i]));
        }
        for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++) {
            json_key(j, reals[i]);
            json_real(j, table_get_real(t, row, reals[i]));
        }
        json_key(j, "unit");
        json_text(j, table_get_text(t, row, "unit"));
        json_shut(j, '}');
    }
}

static enum status tell_tests(struct telling *x, const struct site_report *r, int area,
                              struct arena *a, struct err *e)
{
    x->programme = r->ground->programme;
    x->rows = (struct table){.def = table_defs[TABLE_SITE_TEST]};
    enum status status = site_tests_init(&x->tests, r->ground, area, r->threads, a, e);
    for (int more = 1; status == STATUS_OK && more;) {
        table_empty(&x->rows);
        status = site_tests_next(&x->tests, &x->rows, a, e);
        more = x->rows.row_count > 0;
        if (status == STATUS_OK && x->json)
            write_tests_json(x);
        else if (status == STATUS_OK)
            write_sentences(x);
    }
    site_tests_clear(&x->tests);
    return status;
}

enum status site_write_sentences(const struct site_report *r, const struct dataset *d, int area,
                                 struct buf *b, struct arena *a, struct err *e)
{
    struct telling x = {.data = d, .text = b};
    return tell_tests(&x, r, area, a, e);
}

static void write_area_json(const struct site_area *a, const struct programme *p, struct json *j)
{
    json_open(j, '{');
    json_key(j, "area");
    json_text(j, slice_of(p->areas[a->area].code));
    json_key(j, "name");
    json_text(j, slice_of(p->areas[a->area].name));
    json_key(j, "sites");
    json_integer(j, a->site_count);
    json_key(j, "proposed");
    json_integer(j, a->proposed_count);
    json_key(j, "options");
    json_integer(j, a->option_count);
    json_key(j, "admissible");
    json_integer(j, a->admissible_count);
    json_key(j, "sizes_that_fit");
    json_integer(j, a->size_count);
    json_key(j, "refused");
    json_open(j, '{');
    for (int i = 0; i < SITE_CONDITION_COUNT; i++) {
        json_key(j, site_condition_names[i]);
        json_integer(j, a->refused[i]);
    }
    json_shut(j, '}');
    json_shut(j, '}');
}

static void write_ways_json(const struct site_report *r, struct json *j)
{
    static const char *const names[WAY_BASIS_COUNT] = {
        [WAY_NONE] = "no_county_town",
        [WAY_BY_ROAD] = "by_road",
        [WAY_BY_RAIL] = "by_rail",
        [WAY_BY_ROAD_AND_RAIL] = "by_road_and_rail",
        [WAY_NO_ROAD] = "straight_no_road",
        [WAY_OFF_SITE] = "straight_no_road_near_site",
        [WAY_OFF_TOWN] = "straight_no_road_near_town",
        [WAY_TOWN_NEAR] = "straight_town_nearer_than_road",
        [WAY_APART] = "straight_not_connected"};
    json_key(j, "ways");
    json_open(j, '{');
    for (int i = 0; i < WAY_BASIS_COUNT; i++) {
        json_key(j, names[i]);
        json_integer(j, r->ways[i]);
    }
    json_shut(j, '}');
    json_key(j, "roads");
    json_open(j, '{');
    json_key(j, "km");
    json_real(j, r->roads.m / 1000);
    json_key(j, "largest_km");
    json_real(j, r->roads.largest_m / 1000);
    json_key(j, "networks");
    json_integer(j, r->roads.network_count);
    json_shut(j, '}');
}

enum status site_write_json(const struct site_report *r, const struct dataset *d, int area,
                            struct buf *b, struct arena *a, struct err *e)
{
    const struct programme *p = r->ground->programme;
    struct json j = {.out = b};
    struct telling tests = {.data = d, .json = &j};
    json_open(&j, '{');
    json_key(&j, "summary");
    json_text(&j, slice_of(r->summary));
    json_key(&j, "sites_proposed");
    json_integer(&j, r->proposed_count);
    write_ways_json(r, &j);
    json_key(&j, "areas");
    json_open(&j, '[');
    for (int i = 0; i < r->area_count; i++)
        if (area_is_within(p, r->areas[i].area, area)) write_area_json(&r->areas[i], p, &j);
    json_shut(&j, ']');
    if (area >= 0) {
        json_key(&j, "tests");
        json_open(&j, '[');
        TRY(tell_tests(&tests, r, area, a, e));
        json_shut(&j, ']');
    }
    json_shut(&j, '}');
    buf_char(b, '\n');
    return STATUS_OK;
}
