/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/plan_effect.h"

#include <stdio.h>

#include "base/map.h"
#include "diagnose/measures.h"
#include "diagnose/supply_share.h"

struct effect {
    struct dataset *d;
    const struct programme *p;
    const char *plan;
    struct compared areas;
    struct measures measures;
    double *added;  /* [year * cells + area * good_count + good] output that begins in the year */
    double *supply; /* [area * good_count + good] of the year being looked at */
    double *people; /* [compared area] the same */
    size_t cells;
};

static enum status effect_init(struct effect *x, struct arena *a, struct err *e)
{
    struct findings ignored;
    findings_init(&ignored, a);
    TRY(areas_compared(&x->areas, x->p, x->d, &ignored, a, e));
    TRY(findings_status(&ignored, e));
    TRY(measures_init(&x->measures, x->d, &x->areas, a, e));
    x->cells = (size_t)x->areas.count * (size_t)x->p->good_count;
    x->added = ARENA_ARRAY(a, double, x->cells *(size_t)x->p->year_count);
    x->supply = ARENA_ARRAY(a, double, x->cells);
    x->people = ARENA_ARRAY(a, double, (size_t)x->areas.count);
    if (!x->added || !x->supply || !x->people)
        return err_set(e, STATUS_NOMEM, "out of memory for the effect of plan '%s'", x->plan);
    return STATUS_OK;
}

static enum status unknown(const struct effect *x, int row, const char *column, struct slice code,
                           struct err *e)
{
    return err_set(e, STATUS_INVALID,
                   "plan_facility row %d: %s: plan '%s' names '%.*s', which the programme does not "
                   "have: make the plan again",
                   row + 1, column, x->plan, SLICE_ARGS(code));
}

static void add_outputs(struct effect *x, int place, int size, int year)
{
    const struct facility_size *s = &x->p->sizes[size];
    size_t at = (size_t)year * x->cells + (size_t)place * (size_t)x->p->good_count;
    for (int k = 0; k < s->output_count; k++)
        x->added[at + (size_t)s->outputs[k].what] += s->outputs[k].quantity;
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
        struct slice area_code = table_get_text(t, row, "area");
        struct slice size_code = table_get_text(t, row, "facility_size");
        int area = map_get(&area_of, area_code), size = map_get(&size_of, size_code);
        if (area < 0) return unknown(x, row, "area", area_code, e);
        if (size < 0) return unknown(x, row, "facility_size", size_code, e);
        int64_t year = table_get_integer(t, row, "operating_year") - x->p->first_year;
        if (year < 0) year = 0;
        if (x->areas.place[area] >= 0 && year < x->p->year_count)
            add_outputs(x, x->areas.place[area], size, (int)year);
    }
    return STATUS_OK;
}

static void start_supply(struct effect *x)
{
    size_t goods = (size_t)x->p->good_count;
    for (int i = 0; i < x->areas.count; i++)
        for (size_t g = 0; g < goods; g++)
            x->supply[(size_t)i * goods + g] = x->p->supply[(size_t)x->areas.area[i] * goods + g];
}

static void begin_year(struct effect *x, int year)
{
    for (size_t i = 0; i < x->cells; i++)
        x->supply[i] += x->added[(size_t)year * x->cells + i];
    for (int i = 0; i < x->areas.count; i++)
        x->people[i] = area_people(&x->p->areas[x->areas.area[i]], year);
}

static enum status write_good(struct effect *x, int good, int year, struct err *e)
{
    char variable[MEASURES_TEXT_MAX], moment[MEASURES_TEXT_MAX];
    double *share = x->measures.share;
    for (int i = 0; i < x->areas.count; i++) {
        double supply = x->supply[(size_t)i * (size_t)x->p->good_count + (size_t)good];
        share[i] = supply_share_of(x->p, x->areas.area[i], good, supply, x->people[i]);
    }
    measures_name_supply(variable, x->p->goods[good].code);
    snprintf(moment, sizeof moment, "year:%s:%d", x->plan, x->p->first_year + year);
    TRY(measures_inequality(&x->measures, variable, moment, share, x->people, e));
    if (year < x->p->year_count - 1) return STATUS_OK;
    snprintf(moment, sizeof moment, "after:%s", x->plan);
    TRY(measures_inequality(&x->measures, variable, moment, share, x->people, e));
    return measures_lorenz(&x->measures, variable, moment, share, x->people, e);
}

enum status plan_effect_write(struct dataset *d, const struct programme *p, const char *plan,
                              struct arena *a, struct err *e)
{
    struct effect x = {.d = d, .p = p, .plan = plan};
    if (p->good_count == 0) return STATUS_OK;
    TRY(effect_init(&x, a, e));
    TRY(read_facilities(&x, a, e));
    measures_forget(d, plan);
    start_supply(&x);
    for (int year = 0; year < p->year_count; year++) {
        begin_year(&x, year);
        for (int g = 0; g < p->good_count; g++)
            TRY(write_good(&x, g, year, e));
    }
    return STATUS_OK;
}
