/* SPDX-License-Identifier: Apache-2.0 */
#include "model/load.h"

enum {
    DEPTH_MAX = 64, /* a deeper tree is a cycle or a mistake */
};

static enum status read_areas(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_AREA);
    struct programme *p = l->p;
    p->area_count = t->row_count;
    LOAD_ARRAY(l, p->areas, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct area *area = &p->areas[i];
        area->code = load_text(l, t, i, "code");
        area->name = load_text(l, t, i, "name");
        area->name_native = load_text(l, t, i, "name_native");
        area->kind = load_text(l, t, i, "kind");
        if (!area->code || !area->name || !area->name_native || !area->kind)
            return err_set(e, STATUS_NOMEM, "out of memory");
        area->parent = load_reference(l, t, i, "parent");
        area->population = load_real(t, i, "population", 0);
        area->growth = load_real(t, i, "population_growth", 0);
        area->labour = load_real(t, i, "labour", INFINITY);
    }
    return STATUS_OK;
}

/* Depth of each area, or a finding where its parents never end. */
static int measure_depths(struct load *l)
{
    struct programme *p = l->p;
    int sound = 1;
    for (int i = 0; i < p->area_count; i++) {
        int depth = 0;
        for (int a = p->areas[i].parent; a >= 0 && depth <= DEPTH_MAX; a = p->areas[a].parent)
            depth++;
        p->areas[i].depth = depth;
        if (depth <= DEPTH_MAX) continue;
        findings_row(
            l->findings, 1, load_table(l, TABLE_AREA), i, "parent",
            "area '%s' is its own ancestor, by way of '%s'; correct one parent in the circle",
            p->areas[i].code, p->areas[p->areas[i].parent].code);
        sound = 0;
    }
    return sound;
}

/* The first level below the root is the provinces; with several roots, the roots are. */
static void name_provinces(struct programme *p)
{
    int root_count = 0;
    for (int i = 0; i < p->area_count; i++)
        root_count += p->areas[i].parent < 0;
    int province_depth = root_count == 1;
    for (int i = 0; i < p->area_count; i++) {
        int a = i;
        while (p->areas[a].depth > province_depth)
            a = p->areas[a].parent;
        p->areas[i].province = a;
    }
}

static enum status mark_visitable(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_AREA);
    struct programme *p = l->p;
    char *has_parts = NULL;
    LOAD_ARRAY(l, has_parts, p->area_count);
    for (int i = 0; i < p->area_count; i++)
        if (p->areas[i].parent >= 0) has_parts[p->areas[i].parent] = 1;
    for (int i = 0; i < p->area_count; i++) {
        struct area *area = &p->areas[i];
        int stated = !table_is_none(t, i, table_column(t, "visitable"));
        area->visitable = stated ? load_is(t, i, "visitable", "yes") : !has_parts[i];
        if (area->visitable && !(area->population > 0))
            findings_row(l->findings, 1, t, i, "population",
                         "area '%s' can be visited but has no inhabitants; give its population, or "
                         "visitable = no",
                         area->code);
    }
    for (int i = 0; i < p->area_count; i++)
        for (int up = i; up >= 0 && p->areas[i].visitable; up = p->areas[up].parent)
            p->areas[up].visitable_count++;
    return STATUS_OK;
}

enum status load_areas(struct load *l, struct err *e)
{
    TRY(read_areas(l, e));
    if (l->p->area_count == 0)
        findings_row(l->findings, 1, load_table(l, TABLE_AREA), -1, NULL,
                     "no rows; a programme needs areas to visit");
    if (!measure_depths(l)) return findings_status(l->findings, e);
    name_provinces(l->p);
    return mark_visitable(l, e);
}
