/* SPDX-License-Identifier: Apache-2.0 */
#include "model/load.h"

static enum status read_resources(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_RESOURCE);
    struct programme *p = l->p;
    p->resource_count = t->row_count;
    LOAD_ARRAY(l, p->resources, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct resource *r = &p->resources[i];
        TRY(load_code_and_name(l, t, i, &r->code, &r->name, e));
        TRY(load_text_into(l, t, i, "unit", &r->unit, e));
        r->kind = load_is(t, i, "kind", "lasting") ? RESOURCE_LASTING : RESOURCE_YEARLY;
    }
    return STATUS_OK;
}

/* The row that limits (resource, area) in every year, or -1. */
static int has_own_year(const struct load *l, const struct table *t, int of_row, int year)
{
    int resource = load_reference(l, t, of_row, "resource"),
        area = load_reference(l, t, of_row, "area");
    for (int i = 0; i < t->row_count; i++)
        if (load_year(l, t, i, "year", -1) == year &&
            load_reference(l, t, i, "resource") == resource &&
            load_reference(l, t, i, "area") == area)
            return 1;
    return 0;
}

static void add_limit(struct load *l, const struct table *t, int row, int year)
{
    l->p->limits[l->p->limit_count++] = (struct resource_limit){
        load_reference(l, t, row, "resource"), load_reference(l, t, row, "area"), year,
        table_get_real(t, row, "quantity")};
}

static enum status read_limits(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_RESOURCE_LIMIT);
    struct programme *p = l->p;
    size_t count = 0;
    int column = table_column(t, "year");
    for (int i = 0; i < t->row_count; i++)
        count += table_is_none(t, i, column) ? (size_t)p->year_count : 1;
    LOAD_ARRAY(l, p->limits, count);
    for (int i = 0; i < t->row_count; i++) {
        if (table_is_none(t, i, column)) {
            for (int year = 0; year < p->year_count; year++)
                if (!has_own_year(l, t, i, year)) add_limit(l, t, i, year);
            continue;
        }
        int year = load_year(l, t, i, "year", 0);
        if (year >= 0 && year < p->year_count)
            add_limit(l, t, i, year);
        else
            findings_row(l->findings, 0, t, i, "year",
                         "%d is outside the programme years %d to %d; the limit has no effect",
                         year + p->first_year, p->first_year, p->first_year + p->year_count - 1);
    }
    return STATUS_OK;
}

enum status load_resources(struct load *l, struct err *e)
{
    TRY(read_resources(l, e));
    return read_limits(l, e);
}
