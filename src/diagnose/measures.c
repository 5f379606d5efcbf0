/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/measures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "diagnose/lorenz.h"

enum status measures_init(struct measures *m, struct dataset *d, const struct compared *areas,
                          struct arena *a, struct err *e)
{
    *m = (struct measures){.d = d, .areas = areas, .arena = a};
    m->share = ARENA_ARRAY(a, double, (size_t)areas->count);
    if (!m->share) return err_set(e, STATUS_NOMEM, "out of memory for %d areas", areas->count);
    return inequality_prepare(&m->work, areas->count, areas->provinces, a, e);
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the tables of inequality");
}

static enum status copy_names(const struct measures *m, const char *variable, const char *moment,
                              struct slice names[2], struct err *e)
{
    names[0] = slice_of(arena_strndup(m->arena, variable, strlen(variable)));
    names[1] = slice_of(arena_strndup(m->arena, moment, strlen(moment)));
    return names[0].at && names[1].at ? STATUS_OK : out_of_memory(e);
}

static enum status add_measure(struct measures *m, const struct slice names[2], const char *measure,
                               const struct inequality *x, struct err *e)
{
    struct table *t = &m->d->tables[TABLE_INEQUALITY];
    int row = table_add(t, m->arena);
    if (row < 0) return out_of_memory(e);
    table_put_text(t, row, "variable", names[0]);
    table_put_text(t, row, "moment", names[1]);
    table_put_text(t, row, "measure", slice_of(measure));
    table_put_real(t, row, "total", x->total);
    table_put_real(t, row, "between", x->between);
    table_put_real(t, row, "within", x->within);
    table_put_real(t, row, "residual", x->residual);
    return STATUS_OK;
}

enum status measures_inequality(struct measures *m, const char *variable, const char *moment,
                                const double *value, const double *people, struct err *e)
{
    struct slice names[2];
    TRY(copy_names(m, variable, moment, names, e));
    struct inequality_set set = inequality_measure(&m->work, value, people);
    TRY(add_measure(m, names, "gini", &set.gini, e));
    TRY(add_measure(m, names, "theil_t", &set.theil_t, e));
    return add_measure(m, names, "theil_l", &set.theil_l, e);
}

enum status measures_lorenz(struct measures *m, const char *variable, const char *moment,
                            const double *value, const double *people, struct err *e)
{
    struct table *t = &m->d->tables[TABLE_LORENZ];
    struct slice names[2];
    struct lorenz curve;
    TRY(copy_names(m, variable, moment, names, e));
    TRY(lorenz_draw(&curve, value, people, m->areas->count, m->arena, e));
    for (int k = 0; k < curve.count; k++) {
        int row = table_add(t, m->arena);
        if (row < 0) return out_of_memory(e);
        table_put_text(t, row, "variable", names[0]);
        table_put_text(t, row, "moment", names[1]);
        table_put_integer(t, row, "point", k);
        table_put_real(t, row, "population_share", curve.people_share[k]);
        table_put_real(t, row, "value_share", curve.value_share[k]);
    }
    return STATUS_OK;
}

void measures_name_supply(char text[MEASURES_TEXT_MAX], const char *good)
{
    snprintf(text, MEASURES_TEXT_MAX, "supply:%s", good);
}

static int begins_with(struct slice s, const char *head)
{
    size_t len = strlen(head);
    return s.len >= len && memcmp(s.at, head, len) == 0;
}

/* Is the moment "after:PLAN", "year:PLAN:YEAR" or "without:PLAN:YEAR"?  A plan's code may have
 * colons in it, so a year is what comes after the last one. */
static int is_of_plan(struct slice moment, const char *plan)
{
    static const char *const heads[] = {"after:", "year:", "without:"};
    for (int i = 0; i < 3; i++) {
        if (!begins_with(moment, heads[i])) continue;
        size_t head = strlen(heads[i]), end = moment.len;
        int by_year = i > 0;
        while (by_year && end > head && moment.at[end - 1] != ':')
            end--;
        if (by_year && end > head) end--;
        return slice_is((struct slice){moment.at + head, end - head}, plan);
    }
    return 0;
}

static void copy_row(struct table *t, int to, int from)
{
    for (int c = 0; c < t->def->column_count; c++) {
        enum column_type type = t->def->columns[c].type;
        if (type == COLUMN_INTEGER)
            t->columns[c].integer[to] = t->columns[c].integer[from];
        else if (type == COLUMN_REAL)
            t->columns[c].real[to] = t->columns[c].real[from];
        else
            t->columns[c].text[to] = t->columns[c].text[from];
    }
    t->lines[to] = t->lines[from];
}

static void forget_rows(struct table *t, const char *plan)
{
    int column = table_column(t, "moment"), kept = 0;
    for (int row = 0; row < t->row_count; row++) {
        if (is_of_plan(table_text(t, row, column), plan)) continue;
        if (kept != row) copy_row(t, kept, row);
        kept++;
    }
    t->row_count = kept;
}

void measures_forget(struct dataset *d, const char *plan)
{
    const enum table_id ids[] = {TABLE_INEQUALITY, TABLE_LORENZ};

    for (int i = 0; i < 2; i++) {
        if (plan)
            forget_rows(&d->tables[ids[i]], plan);
        else
            table_empty(&d->tables[ids[i]]);
    }
}
