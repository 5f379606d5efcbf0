/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

#include "model/load.h"

const char *load_text(struct load *l, const struct table *t, int row, const char *column)
{
    struct slice text = table_get_text(t, row, column);
    return text.at ? arena_strndup(l->arena, text.at, text.len) : "";
}

enum status load_text_into(struct load *l, const struct table *t, int row, const char *column,
                           const char **out, struct err *e)
{
    *out = load_text(l, t, row, column);
    return *out ? STATUS_OK : err_set(e, STATUS_NOMEM, "out of memory");
}

enum status load_code_and_name(struct load *l, const struct table *t, int row, const char **code,
                               const char **name, struct err *e)
{
    TRY(load_text_into(l, t, row, "code", code, e));
    return load_text_into(l, t, row, "name", name, e);
}

double load_real(const struct table *t, int row, const char *column, double otherwise)
{
    double value = table_get_real(t, row, column);
    return isnan(value) ? otherwise : value;
}

int load_reference(const struct load *l, const struct table *t, int row, const char *column)
{
    int c = table_column(t, column);
    const char *target = t->def->columns[c].refers_to;
    assert(target);
    struct slice code = table_text(t, row, c);
    return code.at ? map_get(&l->index->codes[schema_table(slice_of(target))], code) : -1;
}

int load_is(const struct table *t, int row, const char *column, const char *word)
{
    return slice_is(table_get_text(t, row, column), word);
}

int load_year(const struct load *l, const struct table *t, int row, const char *column,
              int otherwise)
{
    int64_t year = table_get_integer(t, row, column);
    return year == INTEGER_NONE ? otherwise : (int)(year - l->p->first_year);
}

static enum status load_head(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_PROGRAMME);
    struct programme *p = l->p;
    p->code = load_text(l, t, 0, "code");
    p->title = load_text(l, t, 0, "title");
    p->currency = load_text(l, t, 0, "currency");
    if (!p->code || !p->title || !p->currency) return err_set(e, STATUS_NOMEM, "out of memory");
    p->first_year = (int)table_get_integer(t, 0, "first_year");
    p->year_count = (int)table_get_integer(t, 0, "year_count");
    p->discount = load_real(t, 0, "discount", 0);
    p->equity_eta = load_real(t, 0, "equity_eta", 0);
    p->build_chance = load_real(t, 0, "build_chance", NAN);
    p->trade_km_h = load_real(t, 0, "trade_km_h", NAN);
    p->geometric = load_is(t, 0, "aggregation", "geometric");
    return STATUS_OK;
}

static void check_head(const struct dataset *d, struct findings *f)
{
    const struct table *t = &d->tables[TABLE_PROGRAMME];
    if (t->row_count == 0)
        findings_row(f, 1, t, -1, NULL,
                     "no row; the table needs one, with code, first_year and year_count");
    if (t->row_count > 1)
        findings_row(f, 1, t, 1, NULL, "a second programme; a file holds one, remove this row");
}

enum status programme_load(struct programme *out, const struct dataset *d,
                           struct findings *findings, struct arena *a, struct err *e)
{
    struct code_index index;
    memset(out, 0, sizeof *out);
    TRY(code_index_build(&index, d, a, e));
    check_head(d, findings);
    TRY(dataset_check(d, &index, findings, a, e));
    TRY(findings_status(findings, e));

    struct load load = {out, d, &index, findings, a};
    TRY(load_head(&load, e));
    TRY(load_areas(&load, e));
    TRY(load_goods(&load, e));
    TRY(load_resources(&load, e));
    TRY(load_facilities(&load, e));
    TRY(load_places(&load, e));
    TRY(load_trade(&load, e));
    TRY(load_decided(&load, e));
    TRY(load_adopted(&load, e));
    TRY(load_clauses(&load, e));
    return findings_status(findings, e);
}
