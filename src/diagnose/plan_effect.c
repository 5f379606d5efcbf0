/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/plan_effect.h"

#include <stdio.h>

#include "base/map.h"
#include "diagnose/measures.h"
#include "diagnose/supply_years.h"

enum {
    ALL_GOODS = -1,
};

struct effect {
    struct dataset *d;
    const struct programme *p;
    const char *plan;
    struct compared areas;
    struct measures measures;
    struct supply_years supply;
};

static enum status effect_init(struct effect *x, struct arena *a, struct err *e)
{
    struct findings ignored;
    findings_init(&ignored, a);
    TRY(areas_compared(&x->areas, x->p, x->d, &ignored, a, e));
    TRY(findings_status(&ignored, e));
    TRY(measures_init(&x->measures, x->d, &x->areas, a, e));
    return supply_years_init(&x->supply, x->p, &x->areas, a, e);
}

static enum status unknown(const struct effect *x, const struct table *t, int row,
                           const char *column, struct err *e)
{
    return err_set(e, STATUS_INVALID,
                   "%s row %d: %s: plan '%s' names '%.*s', which the programme does not have: make "
                   "the plan again",
                   t->def->name, row + 1, column, x->plan,
                   SLICE_ARGS(table_get_text(t, row, column)));
}

static enum status read_facilities(struct effect *x, struct arena *a, struct err *e)
{
    const struct table *t = &x->d->tables[TABLE_PLAN_FACILITY];
    struct map area_of, size_of;
    if (!map_init(&area_of, x->p->area_count, a) || !map_init(&size_of, x->p->size_count, a))
        return err_set(e, STATUS_NOMEM, "out of memory for the effect of plan '%s'", x->plan);
    for (int i = 0; i < x->p->area_count; i++)
        map_put(&area_of, slice_of(x->p->areas[i].code), i);
    for (int i = 0; i < x->p->size_count; i++)
        map_put(&size_of, slice_of(x->p->sizes[i].code), i);
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_is(table_get_text(t, row, "plan"), x->plan)) continue;
        int area = map_get(&area_of, table_get_text(t, row, "area"));
        int size = map_get(&size_of, table_get_text(t, row, "facility_size"));
        if (area < 0) return unknown(x, t, row, "area", e);
        if (size < 0) return unknown(x, t, row, "facility_size", e);
        int64_t year = table_get_integer(t, row, "operating_year") - x->p->first_year;
        if (year < 0) year = 0;
        if (year < x->p->year_count) supply_years_add(&x->supply, area, size, (int)year);
    }
    return STATUS_OK;
}

static enum status read_flows(struct effect *x, struct arena *a, struct err *e)
{
    const struct table *t = &x->d->tables[TABLE_PLAN_FLOW];
    struct map area_of, good_of;
    if (t->row_count == 0) return STATUS_OK;
    if (!map_init(&area_of, x->p->area_count, a) || !map_init(&good_of, x->p->good_count, a))
        return err_set(e, STATUS_NOMEM, "out of memory for the effect of plan '%s'", x->plan);
    for (int i = 0; i < x->p->area_count; i++)
        map_put(&area_of, slice_of(x->p->areas[i].code), i);
    for (int i = 0; i < x->p->good_count; i++)
        map_put(&good_of, slice_of(x->p->goods[i].code), i);
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_is(table_get_text(t, row, "plan"), x->plan)) continue;
        int from = map_get(&area_of, table_get_text(t, row, "from_area"));
        int to = map_get(&area_of, table_get_text(t, row, "to_area"));
        int good = map_get(&good_of, table_get_text(t, row, "good"));
        if (from < 0) return unknown(x, t, row, "from_area", e);
        if (to < 0) return unknown(x, t, row, "to_area", e);
        if (good < 0) return unknown(x, t, row, "good", e);
        int64_t year = table_get_integer(t, row, "year") - x->p->first_year;
        if (year < 0 || year >= x->p->year_count) continue;
        double quantity = table_get_real(t, row, "quantity");
        supply_years_exchange(&x->supply, from, good, (int)year, -quantity);
        supply_years_exchange(&x->supply, to, good, (int)year, quantity);
    }
    return STATUS_OK;
}

/* Inequality in one year of one good, or of all; `when` is "year" or "without". */
static enum status write_variable(struct effect *x, int good, const char *when, int year,
                                  struct err *e)
{
    char variable[MEASURES_TEXT_MAX] = MEASURES_ALL_GOODS, moment[MEASURES_TEXT_MAX];
    double *share = x->measures.share;
    const double *people = x->supply.people;
    for (int i = 0; i < x->areas.count; i++)
        share[i] = good == ALL_GOODS ? supply_years_mean(&x->supply, i)
                                     : supply_years_share(&x->supply, i, good);
    if (good != ALL_GOODS) measures_name_supply(variable, x->p->goods[good].code);
    snprintf(moment, sizeof moment, "%s:%s:%d", when, x->plan, x->p->first_year + year);
    TRY(measures_inequality(&x->measures, variable, moment, share, people, e));
    if (year < x->p->year_count - 1 || when[0] != 'y') return STATUS_OK;
    snprintf(moment, sizeof moment, "after:%s", x->plan);
    TRY(measures_inequality(&x->measures, variable, moment, share, people, e));
    return measures_lorenz(&x->measures, variable, moment, share, people, e);
}

static enum status write_years(struct effect *x, const char *when, struct err *e)
{
    for (int year = 0; year < x->p->year_count; year++) {
        supply_years_begin(&x->supply, year);
        for (int g = 0; g < x->p->good_count; g++)
            TRY(write_variable(x, g, when, year, e));
        if (x->p->good_count > 1) TRY(write_variable(x, ALL_GOODS, when, year, e));
    }
    return STATUS_OK;
}

enum status plan_effect_write(struct dataset *d, const struct programme *p, const char *plan,
                              struct arena *a, struct err *e)
{
    struct effect x = {.d = d, .p = p, .plan = plan};
    if (p->good_count == 0) return STATUS_OK;
    TRY(effect_init(&x, a, e));
    TRY(read_facilities(&x, a, e));
    TRY(read_flows(&x, a, e));
    measures_forget(d, plan);
    TRY(write_years(&x, "year", e));
    supply_years_clear(&x.supply);
    return write_years(&x, "without", e);
}
