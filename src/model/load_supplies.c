/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "model/load_works.h"

static int by_day(const void *left, const void *right)
{
    const struct arrival *a = left, *b = right;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->resource != b->resource) return a->resource - b->resource;
    return a->area - b->area;
}

static enum status read_arrivals(struct works_load *l, struct err *e)
{
    const struct table *t = load_table(&l->load, TABLE_ARRIVAL);
    struct works *w = l->w;
    w->arrival_count = t->row_count;
    LOAD_ARRAY(&l->load, w->arrivals, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        w->arrivals[i] = (struct arrival){
            load_reference(&l->load, t, i, "resource"), load_reference(&l->load, t, i, "area"),
            works_day(l, t, i, "date"), table_get_real(t, i, "quantity")};
        if (w->arrivals[i].day >= w->day_count)
            findings_row(l->load.findings, 1, t, i, "date",
                         "it is more than %d days after the programme; no site can wait so long",
                         WORKS_DAYS_AFTER);
    }
    qsort(w->arrivals, (size_t)w->arrival_count, sizeof *w->arrivals, by_day);
    return STATUS_OK;
}

static enum status read_readiness(struct works_load *l, struct err *e)
{
    const struct table *t = load_table(&l->load, TABLE_READINESS);
    struct works *w = l->w;
    w->readiness_count = t->row_count;
    LOAD_ARRAY(&l->load, w->readiness, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        w->readiness[i] = (struct readiness){
            load_reference(&l->load, t, i, "area"), load_reference(&l->load, t, i, "facility_type"),
            works_condition(t, i, "condition"), works_day(l, t, i, "date")};
        if (w->readiness[i].day >= w->day_count)
            findings_row(l->load.findings, 1, t, i, "date",
                         "it is more than %d days after the programme; no site can wait so long",
                         WORKS_DAYS_AFTER);
    }
    return STATUS_OK;
}

enum status load_supplies(struct works_load *l, struct err *e)
{
    TRY(read_arrivals(l, e));
    return read_readiness(l, e);
}
