/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of results that have sheets as they are: every column, the rows of the plan shown. */
#include <stdio.h>

#include "report/workbook.h"

static const struct result_sheet {
    enum table_id table;
    const char *name; /* of at most 31 characters */
} result_sheets[] = {
    {TABLE_SCHEDULE_ACTIVITY, "Activities"},
    {TABLE_SCHEDULE_STAY, "Crews"},
    {TABLE_SHIPMENT, "Shipments"},
    {TABLE_SHIPPING_STOCK, "Materials by place"},
    {TABLE_SHIPPING_LIMIT, "Limits of supply"},
    {TABLE_ENSEMBLE, "Near-best plans"},
    {TABLE_ENSEMBLE_VISIT, "How often visited"},
    {TABLE_ENSEMBLE_FACILITY, "How often built"},
};

enum {
    TITLE_BYTES = 160,
};

/* "wanted | unit of resource", with the letter of its numbers before it; "_" is a space. */
static void title_of(const struct column_def *column, char title[TITLE_BYTES])
{
    char look = ' ';
    if (column->type == COLUMN_INTEGER) look = strcmp(column->name, "year") == 0 ? 'y' : '#';
    if (column->type == COLUMN_REAL) look = ':';
    if (column->unit)
        (void)snprintf(title, TITLE_BYTES, "%c%s | %s", look, column->name, column->unit);
    else
        (void)snprintf(title, TITLE_BYTES, "%c%s", look, column->name);
    size_t end = strlen(column->name);
    for (size_t i = 1; i <= end && i < TITLE_BYTES - 1; i++)
        if (title[i] == '_') title[i] = ' ';
}

static void cell(struct xlsx *x, const struct table *t, int row, int column)
{
    enum column_type type = t->def->columns[column].type;
    if (type == COLUMN_REAL)
        xlsx_number(x, table_real(t, row, column));
    else if (type == COLUMN_INTEGER)
        xlsx_number(x, table_is_none(t, row, column) ? REAL_NONE
                                                     : (double)table_integer(t, row, column));
    else
        xlsx_text(x, table_text(t, row, column));
}

/* -1: the rows are of no plan. */
static int plan_column(const struct table *t)
{
    for (int c = 0; c < t->def->column_count; c++)
        if (strcmp(t->def->columns[c].name, "plan") == 0) return c;
    return -1;
}

static void sheet_table(struct xlsx *x, const struct view *v, const struct result_sheet *sheet)
{
    const struct table *t = view_table(v, sheet->table);
    char titles[COLUMN_PER_TABLE_MAX][TITLE_BYTES];
    const char *columns[COLUMN_PER_TABLE_MAX];
    int plan = plan_column(t), count = t->def->column_count;
    if (t->row_count == 0) return;
    for (int c = 0; c < count; c++) {
        title_of(&t->def->columns[c], titles[c]);
        columns[c] = titles[c];
    }
    xlsx_sheet(x, sheet->name, columns, count);
    for (int row = 0; row < t->row_count; row++) {
        if (plan >= 0 && !view_is_plan(v, t, plan, row)) continue;
        for (int c = 0; c < count; c++)
            cell(x, t, row, c);
        xlsx_row(x);
    }
}

void sheets_of_results(struct xlsx *x, const struct view *v)
{
    for (size_t i = 0; i < sizeof result_sheets / sizeof result_sheets[0]; i++)
        sheet_table(x, v, &result_sheets[i]);
}
