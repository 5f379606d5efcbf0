/* SPDX-License-Identifier: Apache-2.0 */
#include "model/load.h"

static void check_one(struct load *l, const struct decided *x, int row)
{
    const struct table *t = load_table(l, TABLE_DECIDED);
    const struct programme *p = l->p;
    if (!p->areas[x->area].visitable)
        findings_row(l->findings, 1, t, row, "area",
                     "'%s' cannot be visited; set visitable = yes in area", p->areas[x->area].code);
    if (x->year < 0 || x->year >= p->year_count)
        findings_row(l->findings, 1, t, row, "year", "%d is outside the programme years %d to %d",
                     x->year + p->first_year, p->first_year, p->first_year + p->year_count - 1);
    if (x->site >= 0 && p->sites[x->site].area != x->area)
        findings_row(l->findings, 1, t, row, "site", "'%s' lies in '%s', not in '%s'",
                     p->sites[x->site].code, p->areas[p->sites[x->site].area].code,
                     p->areas[x->area].code);
}

/* Rows of one area and stage are one visit: one year, each type once. */
static void check_pair(struct load *l, const struct decided *x, const struct decided *earlier,
                       int row)
{
    const struct table *t = load_table(l, TABLE_DECIDED);
    const struct programme *p = l->p;
    int type = p->sizes[x->size].type, earlier_type = p->sizes[earlier->size].type;
    if (x->area != earlier->area || p->types[type].stage != p->types[earlier_type].stage) return;
    if (x->year != earlier->year)
        findings_row(
            l->findings, 1, t, row, "year",
            "'%s' has a visit of stage %d in %d already; an area is visited once for each stage",
            p->areas[x->area].code, p->types[type].stage, earlier->year + p->first_year);
    else if (type == earlier_type)
        findings_row(l->findings, 1, t, row, "facility_size",
                     "'%s' gets '%s' in the same visit already; one size of a type is enough",
                     p->areas[x->area].code, p->sizes[earlier->size].code);
}

enum status load_decided(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_DECIDED);
    struct programme *p = l->p;
    p->decided_count = t->row_count;
    LOAD_ARRAY(l, p->decided, t->row_count);
    int *previous = NULL, *newest = NULL; /* rows of the same area, newest first */
    LOAD_ARRAY(l, previous, t->row_count);
    LOAD_ARRAY(l, newest, p->area_count); /* row + 1; 0: none */
    for (int i = 0; i < t->row_count; i++) {
        struct decided *x = &p->decided[i];
        *x = (struct decided){.area = load_reference(l, t, i, "area"),
                              .year = load_year(l, t, i, "year", 0),
                              .size = load_reference(l, t, i, "facility_size"),
                              .site = load_reference(l, t, i, "site")};
        check_one(l, x, i);
        for (int k = newest[x->area]; k > 0; k = previous[k - 1])
            check_pair(l, x, &p->decided[k - 1], i);
        previous[i] = newest[x->area];
        newest[x->area] = i + 1;
    }
    return STATUS_OK;
}
