/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/areas.h"

static enum status allocate(struct compared *out, int areas, struct arena *a, struct err *e)
{
    size_t n = (size_t)areas;
    out->area = ARENA_ARRAY(a, int, n);
    out->place = ARENA_ARRAY(a, int, n);
    out->people = ARENA_ARRAY(a, double, n);
    out->province_area = ARENA_ARRAY(a, int, n);
    if (!out->area || !out->place || !out->people || !out->province_area)
        return err_set(e, STATUS_NOMEM, "out of memory for %d areas", areas);
    return STATUS_OK;
}

static void number_provinces(struct compared *c, const struct programme *p, int *group,
                             int *number_of)
{
    for (int i = 0; i < p->area_count; i++)
        number_of[i] = -1;
    for (int i = 0; i < c->count; i++) {
        int province = p->areas[c->area[i]].province;
        if (number_of[province] < 0) {
            c->province_area[c->provinces.group_count] = province;
            number_of[province] = c->provinces.group_count++;
        }
        group[i] = number_of[province];
    }
    c->provinces.group = group;
}

enum status areas_compared(struct compared *out, const struct programme *p, const struct dataset *d,
                           struct findings *findings, struct arena *a, struct err *e)
{
    const struct table *table = &d->tables[TABLE_AREA];
    *out = (struct compared){0};
    TRY(allocate(out, p->area_count, a, e));
    int *group = ARENA_ARRAY(a, int, (size_t)p->area_count);
    int *number_of = ARENA_ARRAY(a, int, (size_t)p->area_count);
    if (!group || !number_of)
        return err_set(e, STATUS_NOMEM, "out of memory for %d areas", p->area_count);
    for (int i = 0; i < p->area_count; i++) {
        out->place[i] = -1;
        if (!p->areas[i].visitable) continue;
        if (!(p->areas[i].population > 0)) {
            findings_row(findings, 0, table, i, "population",
                         "area '%s' has no inhabitants and is left out of the comparison",
                         p->areas[i].code);
            continue;
        }
        out->place[i] = out->count;
        out->people[out->count] = p->areas[i].population;
        out->area[out->count++] = i;
    }
    number_provinces(out, p, group, number_of);
    if (out->count == 0)
        findings_row(findings, 1, table, -1, "population",
                     "no area may be visited and has inhabitants, so there is nothing to compare: "
                     "give the population of the areas");
    return STATUS_OK;
}
