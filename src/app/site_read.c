/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/site.h"
#include "base/map.h"
#include "site/build.h"

struct reader {
    const struct programme *programme;
    struct siting *siting;
    struct map sites, sizes, feed_points, water_sources, resources;
    struct arena *arena;
};

static enum status nomem(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "no memory for the findings about sites");
}

#define INDEX_CODES(map, list, count)                             \
    do {                                                          \
        if (!map_init((map), (count), r->arena)) return nomem(e); \
        for (int i_ = 0; i_ < (count); i_++)                      \
            (void)map_put((map), slice_of((list)[i_].code), i_);  \
    } while (0)

static enum status index_codes(struct reader *r, struct err *e)
{
    const struct programme *p = r->programme;
    INDEX_CODES(&r->sites, p->sites, p->site_count);
    INDEX_CODES(&r->sizes, p->sizes, p->size_count);
    INDEX_CODES(&r->feed_points, p->feed_points, p->feed_point_count);
    INDEX_CODES(&r->water_sources, p->water_sources, p->water_source_count);
    INDEX_CODES(&r->resources, p->resources, p->resource_count);
    return STATUS_OK;
}

/* What a cell names; -1: nothing. */
static enum status find(const struct map *map, const struct table *t, int row, const char *column,
                        int *out, struct err *e)
{
    struct slice code = table_get_text(t, row, column);
    *out = code.at ? map_get(map, code) : -1;
    if (code.at && *out < 0)
        return err_set(e, STATUS_INVALID,
                       "%s row %d, %s: there is no '%.*s'; run 'groundwork site' again",
                       t->def->name, row + 1, column, SLICE_ARGS(code));
    return STATUS_OK;
}

/* The option a row of site_option or site_cost is about; NULL: it names none, *e says so. */
static struct site_option *find_option(const struct reader *r, const struct table *t, int row,
                                       struct err *e)
{
    int site = -1, size = -1;
    if (find(&r->sites, t, row, "site", &site, e) != STATUS_OK) return NULL;
    if (find(&r->sizes, t, row, "facility_size", &size, e) != STATUS_OK) return NULL;
    if (site >= 0 && size >= 0) return &r->siting->options[site * r->programme->size_count + size];
    (void)err_set(e, STATUS_INVALID, "%s row %d: no site or no plant", t->def->name, row + 1);
    return NULL;
}

static enum status read_options(const struct reader *r, const struct table *t, struct err *e)
{
    const struct programme *p = r->programme;
    if (t->row_count != r->siting->option_count)
        return err_set(e, STATUS_INVALID,
                       "site_option has %d rows, but %d sites times %d plants are %d; run "
                       "'groundwork site' again",
                       t->row_count, p->site_count, p->size_count, r->siting->option_count);
    for (int row = 0; row < t->row_count; row++) {
        struct site_option *o = find_option(r, t, row, e);
        if (!o) return STATUS_INVALID;
        if (o->site >= 0)
            return err_set(e, STATUS_INVALID,
                           "site_option row %d is there twice; run 'groundwork site' again",
                           row + 1);
        o->site = (int)((o - r->siting->options) / p->size_count);
        o->size = (int)((o - r->siting->options) % p->size_count);
        o->admissible = slice_is(table_get_text(t, row, "admissible"), "yes");
        o->score = table_get_real(t, row, "score");
        TRY(find(&r->feed_points, t, row, "feed_point", &o->feed_point, e));
        TRY(find(&r->water_sources, t, row, "water_source", &o->water_source, e));
    }
    return STATUS_OK;
}

/* Does the row name the same site and plant as the one before? */
static int is_of_last(const struct table *t, int row)
{
    int site = table_column(t, "site"), size = table_column(t, "facility_size");
    return slice_equal(table_text(t, row, site), table_text(t, row - 1, site)) &&
           slice_equal(table_text(t, row, size), table_text(t, row - 1, size));
}

static enum status read_costs(const struct reader *r, const struct table *t, struct err *e)
{
    struct quantity *costs = ARENA_ARRAY(r->arena, struct quantity, (size_t)t->row_count);
    struct site_option *o = NULL;
    if (!costs) return nomem(e);
    for (int row = 0; row < t->row_count; row++) {
        struct site_option *of = o && is_of_last(t, row) ? o : find_option(r, t, row, e);
        if (!of) return STATUS_INVALID;
        if (of != o && of->cost_count > 0)
            return err_set(e, STATUS_INVALID,
                           "site_cost row %d is not beside the others of its site and plant; run "
                           "'groundwork site' again",
                           row + 1);
        o = of;
        if (o->cost_count == 0) o->costs = &costs[row];
        o->cost_count++;
        TRY(find(&r->resources, t, row, "resource", &costs[row].what, e));
        costs[row].quantity = table_get_real(t, row, "quantity");
        if (costs[row].what < 0 || isnan(costs[row].quantity))
            return err_set(e, STATUS_INVALID, "site_cost row %d: no resource or no quantity",
                           row + 1);
    }
    return STATUS_OK;
}

enum status siting_from_tables(struct siting *out, const struct dataset *d,
                               const struct programme *p, struct arena *a, struct err *e)
{
    struct reader r = {.programme = p, .siting = out, .arena = a};
    const struct table *options = &d->tables[TABLE_SITE_OPTION];
    *out = (struct siting){.option_count = p->site_count * p->size_count};
    if (options->row_count == 0 && out->option_count > 0)
        return err_set(e, STATUS_NOTFOUND, "no site was tested yet; run 'groundwork site'");
    out->options = ARENA_ARRAY(a, struct site_option, (size_t)out->option_count);
    out->power_kw = ARENA_ARRAY(a, double, (size_t)p->site_count);
    out->water_m3_day = ARENA_ARRAY(a, double, (size_t)p->site_count);
    if (!out->options || !out->power_kw || !out->water_m3_day) return nomem(e);
    for (int i = 0; i < out->option_count; i++)
        out->options[i].site = -1; /* not read yet */
    TRY(index_codes(&r, e));
    TRY(read_options(&r, options, e));
    TRY(read_costs(&r, &d->tables[TABLE_SITE_COST], e));
    siting_capacities(out, p);
    return STATUS_OK;
}
