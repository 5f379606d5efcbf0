/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/values.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/map.h"
#include "diagnose/supply_share.h"

/* Everything the steps share. */
struct reading {
    struct values *out;
    const struct compared *areas;
    const struct indicator_list *indicators;
    const struct programme *p;
    const struct dataset *d;
    struct findings *findings;
    int64_t *year;            /* [cell] of the value taken so far */
    unsigned char *filled;    /* [area] */
    struct group_mean *means; /* [province] */
    struct order_item *items;
    struct map area_of, indicator_of;
};

static enum status reading_init(struct reading *r, struct arena *a, struct err *e)
{
    size_t n = (size_t)r->areas->count;
    size_t cells = n * (size_t)r->indicators->count;
    r->out->raw = ARENA_ARRAY(a, double, cells);
    r->out->score = ARENA_ARRAY(a, double, cells);
    r->out->origin = ARENA_ARRAY(a, enum cell_origin, cells);
    r->out->area_gaps = ARENA_ARRAY(a, int, n);
    r->year = ARENA_ARRAY(a, int64_t, cells);
    r->filled = ARENA_ARRAY(a, unsigned char, n);
    r->means = ARENA_ARRAY(a, struct group_mean, (size_t)r->areas->provinces.group_count);
    r->items = ARENA_ARRAY(a, struct order_item, 2 * n);
    if (!r->out->raw || !r->out->score || !r->out->origin || !r->out->area_gaps || !r->year ||
        !r->filled || !r->means || !r->items || !map_init(&r->area_of, r->p->area_count, a) ||
        !map_init(&r->indicator_of, r->indicators->count, a))
        return err_set(e, STATUS_NOMEM, "out of memory for %d areas x %d indicators",
                       r->areas->count, r->indicators->count);
    for (size_t i = 0; i < cells; i++) {
        r->out->raw[i] = NAN;
        r->year[i] = INT64_MIN;
    }
    for (int i = 0; i < r->p->area_count; i++)
        map_put(&r->area_of, slice_of(r->p->areas[i].code), i);
    for (int j = 0; j < r->indicators->count; j++)
        map_put(&r->indicator_of, slice_of(r->indicators->list[j].code), j);
    return STATUS_OK;
}

static size_t cell(const struct reading *r, int indicator, int area)
{
    return (size_t)indicator * (size_t)r->areas->count + (size_t)area;
}

static void take_row(struct reading *r, const struct table *t, int row)
{
    struct slice area_code = table_get_text(t, row, "area");
    struct slice code = table_get_text(t, row, "indicator");
    int area = map_get(&r->area_of, area_code);
    int j = map_get(&r->indicator_of, code);
    double value = table_get_real(t, row, "value");
    if (area < 0)
        findings_row(r->findings, 1, t, row, "area", "there is no area '%.*s'",
                     SLICE_ARGS(area_code));
    if (j < 0)
        findings_row(r->findings, 1, t, row, "indicator", "there is no indicator '%.*s'",
                     SLICE_ARGS(code));
    if (area < 0 || j < 0) return;
    if (fabs(value) > NORM_VALUE_MAX) {
        findings_row(r->findings, 1, t, row, "value",
                     "%g is too large to reckon with: give '%.*s' in a larger unit", value,
                     SLICE_ARGS(code));
        return;
    }
    int place = r->areas->place[area];
    if (place < 0 || r->indicators->list[j].good >= 0) return;
    size_t at = cell(r, j, place);
    int64_t year = table_get_integer(t, row, "year");
    if (year < r->year[at]) return;
    r->year[at] = year;
    r->out->raw[at] = value;
}

static void read_given(struct reading *r)
{
    const struct table *t = &r->d->tables[TABLE_INDICATOR_VALUE];
    if (r->indicators->from_goods) return;
    for (int row = 0; row < t->row_count; row++)
        take_row(r, t, row);
}

/* Rows of values for an indicator that is worked out are a contradiction worth a warning. */
static void warn_unused(struct reading *r, int j)
{
    const struct table *t = &r->d->tables[TABLE_INDICATOR_VALUE];
    const struct indicator *x = &r->indicators->list[j];
    int column = table_column(t, "indicator");
    int first = -1, rows = 0;
    for (int row = 0; row < t->row_count && !r->indicators->from_goods; row++) {
        if (!slice_is(table_text(t, row, column), x->code)) continue;
        if (rows++ == 0) first = row;
    }
    if (rows > 0)
        findings_row(r->findings, 0, t, first, "indicator",
                     "'%s' is worked out from the supply of good '%s', so its %d values are not "
                     "used: remove them, or the good in table indicator",
                     x->code, r->p->goods[x->good].code, rows);
}

static void derive(struct reading *r, int j)
{
    int good = r->indicators->list[j].good;
    for (int i = 0; i < r->areas->count; i++)
        r->out->raw[cell(r, j, i)] = supply_share_today(r->p, r->areas->area[i], good);
}

static void refuse_gap(struct reading *r, int j, int i)
{
    const struct indicator *x = &r->indicators->list[j];
    const struct table *t = &r->d->tables[TABLE_AREA];
    int area = r->areas->area[i];
    const char *name = r->p->areas[area].name;
    if (x->missing == MISSING_PROVINCE_MEAN)
        findings_row(r->findings, 1, t, area, NULL,
                     "area '%s' (%s) has no value of indicator '%s', nor has any area of its "
                     "province to take the mean of: add a row to indicator_value, or set missing "
                     "of the indicator to mean or omit",
                     r->p->areas[area].code, name, x->code);
    else if (x->missing == MISSING_MEAN)
        findings_row(r->findings, 1, t, area, NULL,
                     "no area has a value of indicator '%s', so '%s' (%s) cannot get the mean: add "
                     "rows to indicator_value",
                     x->code, r->p->areas[area].code, name);
    else
        findings_row(r->findings, 1, t, area, NULL,
                     "area '%s' (%s) has no value of indicator '%s': add a row to "
                     "indicator_value, or set missing of the indicator to omit, mean or "
                     "province_mean",
                     r->p->areas[area].code, name, x->code);
}

static void complete(struct reading *r, int j)
{
    const struct indicator *x = &r->indicators->list[j];
    const struct table *t = &r->d->tables[TABLE_INDICATOR];
    double *raw = r->out->raw + cell(r, j, 0);
    enum cell_origin *origin = r->out->origin + cell(r, j, 0);
    struct missing_report report =
        missing_fill(x->missing, r->areas->provinces, raw, r->areas->count, r->filled, r->means);
    for (int i = 0; i < r->areas->count; i++) {
        origin[i] = x->good >= 0 ? CELL_DERIVED : CELL_GIVEN;
        if (r->filled[i]) origin[i] = CELL_IMPUTED;
        if (isnan(raw[i])) origin[i] = CELL_OMITTED;
        if (isnan(raw[i]) && x->missing != MISSING_OMIT) refuse_gap(r, j, i);
        r->out->area_gaps[i] += x->weight > 0 && (r->filled[i] || isnan(raw[i]));
    }
    r->out->gap_count += report.gap_count;
    if (report.filled_count > 0)
        findings_row(r->findings, 0, t, j, "missing",
                     "%d of %d values of indicator '%s' are missing and were filled with the mean "
                     "of %s",
                     report.filled_count, r->areas->count, x->code,
                     x->missing == MISSING_MEAN ? "all areas" : "their province");
    else if (report.gap_count > 0 && x->missing == MISSING_OMIT)
        findings_row(r->findings, 0, t, j, "missing",
                     "%d of %d values of indicator '%s' are missing; the index of these areas is "
                     "the mean of their other indicators",
                     report.gap_count, r->areas->count, x->code);
}

static void scale(struct reading *r, int j)
{
    const struct indicator *x = &r->indicators->list[j];
    const struct table *t = &r->d->tables[r->indicators->from_goods ? TABLE_GOOD : TABLE_INDICATOR];
    struct norm_report report = normalise(&x->rule, r->out->raw + cell(r, j, 0), r->areas->count,
                                          r->out->score + cell(r, j, 0), r->items);
    if (report.is_constant)
        findings_row(r->findings, 0, t, j, NULL,
                     "'%s' is the same in every area and cannot tell them apart; all "
                     "get the middle of the scale",
                     x->code);
    if (report.cut_count > 0)
        findings_row(r->findings, 0, t, j, NULL,
                     "%d values of '%s' lie beyond %s and count as at its end", report.cut_count,
                     x->code, x->rule.method == NORMALISE_MINMAX ? "a goalpost" : "the scale");
}

/* An area needs a score of at least one indicator that weighs something. */
static void check_known(struct reading *r)
{
    for (int i = 0; i < r->areas->count; i++) {
        int known = 0;
        for (int j = 0; j < r->indicators->count; j++)
            known |= r->indicators->list[j].weight > 0 && !isnan(r->out->raw[cell(r, j, i)]);
        int area = r->areas->area[i];
        if (!known)
            findings_row(r->findings, 1, &r->d->tables[TABLE_AREA], area, NULL,
                         "area '%s' (%s) has no value of any indicator, so it has no index: add "
                         "rows to indicator_value, or set visitable to no",
                         r->p->areas[area].code, r->p->areas[area].name);
    }
}

/* Supply that no row states counts as none; say of how many areas. */
static enum status warn_no_supply(struct reading *r, struct arena *a, struct err *e)
{
    const struct table *t = &r->d->tables[TABLE_SUPPLY];
    size_t cells = (size_t)r->p->area_count * (size_t)r->p->good_count;
    unsigned char *stated = ARENA_ARRAY(a, unsigned char, cells);
    struct map good_of;
    if (!stated || !map_init(&good_of, r->p->good_count, a))
        return err_set(e, STATUS_NOMEM, "out of memory for the supply of goods");
    for (int g = 0; g < r->p->good_count; g++)
        map_put(&good_of, slice_of(r->p->goods[g].code), g);
    for (int row = 0; row < t->row_count; row++) {
        int area = map_get(&r->area_of, table_get_text(t, row, "area"));
        int good = map_get(&good_of, table_get_text(t, row, "good"));
        if (area >= 0 && good >= 0)
            stated[(size_t)area * (size_t)r->p->good_count + (size_t)good] = 1;
    }
    for (int g = 0; g < r->p->good_count; g++) {
        int without = 0;
        for (int i = 0; i < r->areas->count; i++)
            without += !stated[(size_t)r->areas->area[i] * (size_t)r->p->good_count + (size_t)g];
        if (without > 0)
            findings_row(r->findings, 0, t, -1, NULL,
                         "%d of %d areas have no row for good '%s'; their supply counts as 0",
                         without, r->areas->count, r->p->goods[g].code);
    }
    return STATUS_OK;
}

enum status values_read(struct values *out, const struct values_input *from,
                        struct findings *findings, struct err *e)
{
    assert(from->areas->count > 0 && from->indicators->count > 0);
    *out = (struct values){.area_count = from->areas->count,
                           .indicator_count = from->indicators->count};
    struct reading r = {.out = out,
                        .areas = from->areas,
                        .indicators = from->indicators,
                        .p = from->p,
                        .d = from->d,
                        .findings = findings};
    TRY(reading_init(&r, findings->arena, e));
    read_given(&r);
    for (int j = 0; j < r.indicators->count; j++) {
        if (r.indicators->list[j].good >= 0) {
            derive(&r, j);
            warn_unused(&r, j);
        }
        complete(&r, j);
        scale(&r, j);
    }
    check_known(&r);
    return r.p->good_count > 0 ? warn_no_supply(&r, findings->arena, e) : STATUS_OK;
}
