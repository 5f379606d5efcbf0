/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/tables.h"

static const char *const origin_words[] = {
    [CELL_GIVEN] = "given",
    [CELL_DERIVED] = "derived",
    [CELL_IMPUTED] = "imputed",
    [CELL_OMITTED] = "omitted",
};

static enum status write_index(struct table *t, const struct programme *p,
                               const struct diagnosis *x, struct arena *a, struct err *e)
{
    const struct stability *s = &x->stability;
    for (int i = 0; i < x->areas.count; i++) {
        int row = table_add(t, a);
        if (row < 0) return err_set(e, STATUS_NOMEM, "out of memory for area_index");
        table_put_text(t, row, "area", slice_of(p->areas[x->areas.area[i]].code));
        table_put_real(t, row, "value", x->index[i]);
        table_put_integer(t, row, "rank", x->rank[i]);
        table_put_integer(t, row, "imputed_count", x->values.area_gaps[i]);
        table_put_real(t, row, "supply_share", x->supply_share[i]);
        if (s->trial_count == 0) continue;
        table_put_integer(t, row, "rank_low", s->rank_low[i]);
        table_put_integer(t, row, "rank_high", s->rank_high[i]);
        table_put_real(t, row, "rank_mean", s->rank_mean[i]);
        table_put_real(t, row, "worst_share", s->worst_share[i]);
    }
    return STATUS_OK;
}

static enum status write_cells(struct table *t, const struct programme *p,
                               const struct diagnosis *x, struct arena *a, struct err *e)
{
    const struct values *v = &x->values;
    int area = table_column(t, "area"), indicator = table_column(t, "indicator");
    int value = table_column(t, "value"), normalised = table_column(t, "normalised");
    int origin = table_column(t, "origin");
    for (int i = 0; i < v->area_count; i++) {
        for (int j = 0; j < v->indicator_count; j++) {
            size_t cell = (size_t)j * (size_t)v->area_count + (size_t)i;
            int row = table_add(t, a);
            if (row < 0) return err_set(e, STATUS_NOMEM, "out of memory for area_indicator");
            table_set_text(t, row, area, slice_of(p->areas[x->areas.area[i]].code));
            table_set_text(t, row, indicator, slice_of(x->indicators.list[j].code));
            table_set_real(t, row, value, v->raw[cell]);
            table_set_real(t, row, normalised, v->score[cell]);
            table_set_text(t, row, origin, slice_of(origin_words[v->origin[cell]]));
        }
    }
    return STATUS_OK;
}

enum status tables_write(struct dataset *d, const struct programme *p, const struct diagnosis *x,
                         struct arena *a, struct err *e)
{
    table_empty(&d->tables[TABLE_AREA_INDEX]);
    table_empty(&d->tables[TABLE_AREA_INDICATOR]);
    TRY(write_index(&d->tables[TABLE_AREA_INDEX], p, x, a, e));
    if (x->indicators.from_goods) return STATUS_OK; /* a good is no code of table indicator */
    return write_cells(&d->tables[TABLE_AREA_INDICATOR], p, x, a, e);
}
