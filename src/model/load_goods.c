/* SPDX-License-Identifier: Apache-2.0 */
#include "model/load.h"

static const double WHOLE_SHARE[2] = {0, 1};
static const double TOLERANCE = 1e-9;

static enum status read_goods(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_GOOD);
    struct programme *p = l->p;
    p->good_count = t->row_count;
    LOAD_ARRAY(l, p->goods, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct good *good = &p->goods[i];
        TRY(load_code_and_name(l, t, i, &good->code, &good->name, e));
        TRY(load_text_into(l, t, i, "unit", &good->unit, e));
        good->need_per_head = table_get_real(t, i, "need_per_head");
        good->weight = load_real(t, i, "weight", 1);
        good->trade_hours_max = load_real(t, i, "trade_hours_max", -1);
        good->trade_cost_hour = load_real(t, i, "trade_cost_hour", 0);
        good->point_count = 2;
        good->share = good->value = WHOLE_SHARE;
    }
    return STATUS_OK;
}

/* From (0,0) to (1,1), shares rising, slopes never rising. */
static void check_curve(struct load *l, const struct good *good, int row)
{
    const struct table *t = load_table(l, TABLE_SATISFACTION);
    int last = good->point_count - 1;
    if (good->share[0] != 0 || good->value[0] != 0 || good->share[last] != 1 ||
        good->value[last] != 1)
        findings_row(
            l->findings, 1, t, row, "share",
            "satisfaction with '%s' must start with share 0, value 0 and end with share 1, "
            "value 1",
            good->code);
    double slope = INFINITY;
    for (int i = 1; i <= last; i++) {
        double width = good->share[i] - good->share[i - 1];
        double rise = good->value[i] - good->value[i - 1];
        if (width <= 0) {
            findings_row(l->findings, 1, t, row, "share",
                         "the shares of '%s' must rise from row to row", good->code);
            return;
        }
        if (rise / width > slope + TOLERANCE)
            findings_row(
                l->findings, 1, t, row, "value",
                "satisfaction with '%s' rises faster after share %g than before; each further "
                "share must bring no more than the one before it",
                good->code, good->share[i - 1]);
        slope = rise / width;
    }
}

static enum status read_curves(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_SATISFACTION);
    double *shares = NULL, *values = NULL;
    LOAD_ARRAY(l, shares, t->row_count);
    LOAD_ARRAY(l, values, t->row_count);
    int used = 0;
    for (int g = 0; g < l->p->good_count; g++) {
        int first = used, row = -1;
        for (int i = 0; i < t->row_count; i++) {
            if (load_reference(l, t, i, "good") != g) continue;
            row = i;
            shares[used] = table_get_real(t, i, "share");
            values[used++] = table_get_real(t, i, "value");
        }
        if (used == first) continue;
        struct good *good = &l->p->goods[g];
        good->point_count = used - first;
        good->share = shares + first;
        good->value = values + first;
        check_curve(l, good, row);
    }
    return STATUS_OK;
}

static enum status read_needs(struct load *l, struct err *e)
{
    struct programme *p = l->p;
    size_t cells = (size_t)p->area_count * (size_t)p->good_count;
    LOAD_ARRAY(l, p->need_per_head, cells);
    LOAD_ARRAY(l, p->supply, cells);
    for (size_t i = 0; i < cells; i++)
        p->need_per_head[i] = p->goods[i % (size_t)p->good_count].need_per_head;

    const struct table *need = load_table(l, TABLE_NEED);
    for (int i = 0; i < need->row_count; i++) {
        size_t area = (size_t)load_reference(l, need, i, "area");
        size_t good = (size_t)load_reference(l, need, i, "good");
        p->need_per_head[area * (size_t)p->good_count + good] =
            table_get_real(need, i, "need_per_head");
    }
    const struct table *supply = load_table(l, TABLE_SUPPLY);
    for (int i = 0; i < supply->row_count; i++) {
        size_t area = (size_t)load_reference(l, supply, i, "area");
        size_t good = (size_t)load_reference(l, supply, i, "good");
        p->supply[area * (size_t)p->good_count + good] += table_get_real(supply, i, "quantity");
    }
    return STATUS_OK;
}

static enum status read_raw_materials(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_RAW_MATERIAL);
    struct programme *p = l->p;
    p->raw_material_count = t->row_count;
    LOAD_ARRAY(l, p->raw_materials, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct raw_material *raw = &p->raw_materials[i];
        TRY(load_code_and_name(l, t, i, &raw->code, &raw->name, e));
        TRY(load_text_into(l, t, i, "unit", &raw->unit, e));
    }
    LOAD_ARRAY(l, p->raw_supply, (size_t)p->area_count * (size_t)p->raw_material_count);
    const struct table *supply = load_table(l, TABLE_RAW_SUPPLY);
    for (int i = 0; i < supply->row_count; i++) {
        size_t area = (size_t)load_reference(l, supply, i, "area");
        size_t raw = (size_t)load_reference(l, supply, i, "raw_material");
        p->raw_supply[area * (size_t)p->raw_material_count + raw] =
            table_get_real(supply, i, "quantity");
    }
    return STATUS_OK;
}

enum status load_goods(struct load *l, struct err *e)
{
    TRY(read_goods(l, e));
    TRY(read_curves(l, e));
    TRY(read_needs(l, e));
    return read_raw_materials(l, e);
}
