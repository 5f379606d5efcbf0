/* SPDX-License-Identifier: Apache-2.0 */
#include "model/load.h"

static void check_one(struct load *l, const struct adopted *x, int row)
{
    const struct table *t = load_table(l, TABLE_ADOPTED);
    const struct programme *p = l->p;
    if (!p->areas[x->area].visitable)
        findings_row(l->findings, 1, t, row, "area",
                     "'%s' cannot be visited; set visitable = yes in area, or remove the row",
                     p->areas[x->area].code);
    if (x->year < 0 || x->year >= p->year_count)
        findings_row(l->findings, 1, t, row, "year", "%d is outside the programme years %d to %d",
                     x->year + p->first_year, p->first_year, p->first_year + p->year_count - 1);
    for (int i = 0; i < p->type_count; i++)
        if (p->types[i].stage == x->stage) return;
    findings_row(l->findings, 1, t, row, "stage", "no facility type is of stage %d", x->stage);
}

enum status load_adopted(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_ADOPTED);
    struct programme *p = l->p;
    p->adopted_count = t->row_count;
    LOAD_ARRAY(l, p->adopted, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct adopted *x = &p->adopted[i];
        *x = (struct adopted){.area = load_reference(l, t, i, "area"),
                              .stage = (int)table_get_integer(t, i, "stage"),
                              .year = load_year(l, t, i, "year", 0)};
        check_one(l, x, i);
    }
    return STATUS_OK;
}
