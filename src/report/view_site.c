/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "report/view.h"

static enum status load_site_rows(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_SITE);
    v->site_count = t->row_count;
    v->sites = ARENA_ARRAY(a, struct view_site, (size_t)t->row_count + 1);
    if (!v->sites) return view_no_memory(a, e);
    for (int i = 0; i < t->row_count; i++) {
        int area = view_find(v, &v->area_of, table_get_text(t, i, "area"));
        v->sites[i] =
            (struct view_site){.code = table_get_text(t, i, "code"),
                               .name = table_get_text(t, i, "name"),
                               .area = area,
                               .proposed = slice_is(table_get_text(t, i, "proposed"), "yes"),
                               .lon = table_get_real(t, i, "lon"),
                               .lat = table_get_real(t, i, "lat")};
        if (v->sites[i].name.len == 0) v->sites[i].name = v->sites[i].code;
        if (area >= 0) v->areas[area].site_count++;
    }
    for (int i = 0; i < v->facility_count; i++)
        if (v->facilities[i].site >= 0) v->sites[v->facilities[i].site].facility_count++;
    return STATUS_OK;
}

static int by_place(const void *left, const void *right)
{
    const struct view_option *a = left, *b = right;
    return a->site != b->site ? (a->site < b->site ? -1 : 1)
                              : (a->size > b->size) - (a->size < b->size);
}

static const char *const score_columns[CONDITION_COUNT] = {
    "power_score", "water_score", "transport_score", "inhabitants_score", "land_score"};

static enum status load_options(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_SITE_OPTION);
    int site = table_column(t, "site"), size = table_column(t, "facility_size");
    int admissible = table_column(t, "admissible"), score = table_column(t, "score");
    int power = table_column(t, "power_km"), water = table_column(t, "water_km");
    int transport = table_column(t, "transport_km"), scores[CONDITION_COUNT];
    for (int c = 0; c < CONDITION_COUNT; c++)
        scores[c] = table_column(t, score_columns[c]);
    v->options = ARENA_ARRAY(a, struct view_option, (size_t)t->row_count + 1);
    if (!v->options) return view_no_memory(a, e);
    for (int row = 0; row < t->row_count; row++) {
        struct view_option o = {.site = view_find(v, &v->site_of, table_text(t, row, site)),
                                .size = view_find(v, &v->size_of, table_text(t, row, size)),
                                .admissible = slice_is(table_text(t, row, admissible), "yes"),
                                .score = table_real(t, row, score),
                                .power_km = table_real(t, row, power),
                                .water_km = table_real(t, row, water),
                                .transport_km = table_real(t, row, transport),
                                .facility = -1};
        if (o.site < 0 || o.size < 0) continue;
        for (int c = 0; c < CONDITION_COUNT; c++) {
            o.test[c] = -1;
            o.scores[c] = table_real(t, row, scores[c]);
        }
        struct view_site *at = &v->sites[o.site];
        at->option_count++;
        at->admissible_count += o.admissible;
        if (at->area >= 0) {
            v->areas[at->area].option_count++;
            v->areas[at->area].admissible_count += o.admissible;
        }
        v->options[v->option_count++] = o;
    }
    qsort(v->options, (size_t)v->option_count, sizeof *v->options, by_place);
    return STATUS_OK;
}

static struct view_option *find_option(const struct view *v, int site, int size)
{
    struct view_option key = {.site = site, .size = size};
    if (site < 0 || size < 0 || v->option_count == 0) return NULL;
    return bsearch(&key, v->options, (size_t)v->option_count, sizeof key, by_place);
}

static int condition_of(struct slice name)
{
    static const char *const names[CONDITION_COUNT] = {"power", "water", "transport", "inhabitants",
                                                       "land"};
    for (int c = 0; c < CONDITION_COUNT; c++)
        if (slice_is(name, names[c])) return c;
    return -1;
}

static void attach_tests(struct view *v)
{
    const struct table *t = view_table(v, TABLE_SITE_TEST);
    int site = table_column(t, "site"), size = table_column(t, "facility_size");
    int condition = table_column(t, "condition");
    struct slice last_site = SLICE_NONE, last_size = SLICE_NONE;
    struct view_option *option = NULL;
    for (int row = 0; row < t->row_count; row++) {
        struct slice s = table_text(t, row, site), z = table_text(t, row, size);
        if (!last_site.at || !slice_equal(s, last_site) || !slice_equal(z, last_size))
            option = find_option(v, view_find(v, &v->site_of, s), view_find(v, &v->size_of, z));
        last_site = s;
        last_size = z;
        int c = condition_of(table_text(t, row, condition));
        if (option && c >= 0) option->test[c] = row;
    }
}

enum status view_load_sites(struct view *v, struct arena *a, struct err *e)
{
    TRY(load_site_rows(v, a, e));
    TRY(load_options(v, a, e));
    attach_tests(v);
    for (int i = 0; i < v->facility_count; i++) {
        struct view_option *option = find_option(v, v->facilities[i].site, v->facilities[i].size);
        v->facilities[i].option = option ? (int)(option - v->options) : -1;
        if (option) option->facility = i;
    }
    return STATUS_OK;
}
