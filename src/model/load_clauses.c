/* SPDX-License-Identifier: Apache-2.0 */
#include "model/clause_form.h"
#include "model/load.h"

static void check_fields(struct load *l, const struct clause_form *form, int row)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    for (int i = 0; i < CLAUSE_FIELD_COUNT; i++) {
        const char *column = clause_field_columns[i];
        unsigned field = 1U << i;
        int empty = table_is_none(t, row, table_column(t, column));
        if (!empty && !(form->may & field))
            findings_row(
                l->findings, 1, t, row, column,
                "a clause of kind %s does not read this column; empty it or choose another kind",
                form->name);
        if (empty && (form->must & field))
            findings_row(l->findings, 1, t, row, column, "a clause of kind %s needs a value here",
                         form->name);
    }
}

static void check_years(struct load *l, const struct clause *c, int row)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    const struct programme *p = l->p;
    int last = p->first_year + p->year_count - 1;
    if (c->year_first > c->year_last)
        findings_row(l->findings, 1, t, row, "year_first", "%d is later than year_last %d",
                     c->year_first + p->first_year, c->year_last + p->first_year);
    if (c->year_first < 0 || c->year_first >= p->year_count)
        findings_row(l->findings, 1, t, row, "year_first",
                     "%d is outside the programme years %d to %d", c->year_first + p->first_year,
                     p->first_year, last);
    if (c->year_last < 0 || c->year_last >= p->year_count)
        findings_row(l->findings, 1, t, row, "year_last",
                     "%d is outside the programme years %d to %d", c->year_last + p->first_year,
                     p->first_year, last);
}

static void check_amounts(struct load *l, const struct clause *c, const struct clause_form *form,
                          int row)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    if (form->counts && isinf(c->at_least) && isinf(c->at_most))
        findings_row(l->findings, 1, t, row, "at_least",
                     "a clause of kind %s needs at_least or at_most", form->name);
    if (c->at_least > c->at_most)
        findings_row(l->findings, 1, t, row, "at_least", "%g is more than at_most %g", c->at_least,
                     c->at_most);
    if (c->kind == CLAUSE_SHARE_IN_PERIOD && c->at_least > 100)
        findings_row(l->findings, 1, t, row, "at_least", "%g is more than 100 per cent",
                     c->at_least);
    if (c->kind == CLAUSE_VISIT_AFTER && isfinite(c->at_least) && c->at_least != floor(c->at_least))
        findings_row(l->findings, 1, t, row, "at_least", "%g is not a whole number of years",
                     c->at_least);
}

/* Are the two the same, or is one part of the other? */
static int is_nested(const struct programme *p, int a, int b)
{
    return area_is_within(p, a, b) || (a >= 0 && area_is_within(p, b, a));
}

static void check_areas(struct load *l, const struct clause *c, int row)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    const struct programme *p = l->p;
    if (c->area >= 0 && p->areas[c->area].visitable_count == 0)
        findings_row(l->findings, 1, t, row, "area", "no area within '%s' can be visited",
                     p->areas[c->area].code);
    if (c->after >= 0 && p->areas[c->after].visitable_count == 0)
        findings_row(l->findings, 1, t, row, "after", "no area within '%s' can be visited",
                     p->areas[c->after].code);
    if (c->after >= 0 && c->area >= 0 && is_nested(p, c->area, c->after))
        findings_row(l->findings, 1, t, row, "after",
                     "'%s' and '%s' overlap: an area cannot wait for itself",
                     p->areas[c->after].code, p->areas[c->area].code);
    if (c->each && clause_next_scope(p, c, CLAUSE_SCOPE_FIRST) == CLAUSE_SCOPE_END)
        findings_row(l->findings, 1, t, row, "each",
                     "no area of kind '%s' there with anything to visit; kinds are in column kind "
                     "of area",
                     c->each);
    int needs_adopted = c->kind == CLAUSE_LIMIT_CHANGES || c->kind == CLAUSE_KEEP_ADOPTED;
    if (needs_adopted && p->adopted_count == 0)
        findings_row(l->findings, 1, t, row, "kind",
                     "table adopted is empty: there is no plan to compare with; fill it, or remove "
                     "the clause");
}

static enum status load_clause(struct load *l, int row, struct err *e)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    struct clause *c = &l->p->clauses[row];
    int kind = 0;
    while (kind < CLAUSE_KIND_COUNT - 1 && !load_is(t, row, "kind", clause_forms[kind].name))
        kind++;
    int64_t stage = table_get_integer(t, row, "stage");
    *c = (struct clause){
        .code = load_text(l, t, row, "code"),
        .text = load_text(l, t, row, "text"),
        .kind = (enum clause_kind)kind,
        .area = load_reference(l, t, row, "area"),
        .each = load_text(l, t, row, "each"),
        .after = load_reference(l, t, row, "after"),
        .stage = stage == INTEGER_NONE ? 0 : (int)stage,
        .year_first = load_year(l, t, row, "year_first", 0),
        .year_last = load_year(l, t, row, "year_last", l->p->year_count - 1),
        .type = load_reference(l, t, row, "facility_type"),
        .site = load_reference(l, t, row, "site"),
        .at_least = load_real(t, row, "at_least", -INFINITY),
        .at_most = load_real(t, row, "at_most", INFINITY),
        .penalty = load_real(t, row, "penalty", 0),
    };
    if (!c->code || !c->text || !c->each) return err_set(e, STATUS_NOMEM, "out of memory");
    if (*c->each == '\0') c->each = NULL;
    check_fields(l, &clause_forms[kind], row);
    check_years(l, c, row);
    check_amounts(l, c, &clause_forms[kind], row);
    check_areas(l, c, row);
    return STATUS_OK;
}

enum status load_clauses(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    l->p->clause_count = t->row_count;
    LOAD_ARRAY(l, l->p->clauses, t->row_count);
    for (int i = 0; i < t->row_count; i++)
        TRY(load_clause(l, i, e));
    return STATUS_OK;
}
