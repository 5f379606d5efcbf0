/* SPDX-License-Identifier: Apache-2.0 */
#include "model/load.h"

/* What each kind of clause reads; a filled column outside of it is a mistake of the writer. */
enum clause_field {
    FIELD_AREA = 1,
    FIELD_STAGE = 2,
    FIELD_TYPE = 4,
    FIELD_SITE = 8,
    FIELD_AT_LEAST = 16,
    FIELD_AT_MOST = 32,
};

static const struct clause_form {
    const char *name;
    unsigned may, must; /* fields; a count needs at_least or at_most */
    int counts;
} forms[CLAUSE_KIND_COUNT] = {
    [CLAUSE_VISITS_PER_YEAR] = {"visits_per_year",
                                FIELD_AREA | FIELD_STAGE | FIELD_AT_LEAST | FIELD_AT_MOST, 0, 1},
    [CLAUSE_VISITS_IN_PERIOD] = {"visits_in_period",
                                 FIELD_AREA | FIELD_STAGE | FIELD_AT_LEAST | FIELD_AT_MOST, 0, 1},
    [CLAUSE_VISIT_WITHIN] = {"visit_within", FIELD_AREA | FIELD_STAGE, 0, 0},
    [CLAUSE_NO_VISIT] = {"no_visit", FIELD_AREA | FIELD_STAGE, 0, 0},
    [CLAUSE_REQUIRE_FACILITY] = {"require_facility", FIELD_AREA | FIELD_TYPE, FIELD_TYPE, 0},
    [CLAUSE_FORBID_FACILITY] = {"forbid_facility", FIELD_AREA | FIELD_TYPE, FIELD_TYPE, 0},
    [CLAUSE_REQUIRE_SITE] = {"require_site", FIELD_STAGE | FIELD_SITE, FIELD_SITE, 0},
    [CLAUSE_FORBID_SITE] = {"forbid_site", FIELD_SITE, FIELD_SITE, 0},
    [CLAUSE_LIMIT_SUBSIDY] = {"limit_subsidy", FIELD_AREA | FIELD_STAGE | FIELD_AT_MOST,
                              FIELD_AT_MOST, 0},
};

static const struct {
    unsigned field;
    const char *column;
} fields[] = {
    {FIELD_AREA, "area"}, {FIELD_STAGE, "stage"},       {FIELD_TYPE, "facility_type"},
    {FIELD_SITE, "site"}, {FIELD_AT_LEAST, "at_least"}, {FIELD_AT_MOST, "at_most"},
};

static void check_fields(struct load *l, const struct clause_form *form, int row)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        int empty = table_is_none(t, row, table_column(t, fields[i].column));
        if (!empty && !(form->may & fields[i].field))
            findings_row(
                l->findings, 1, t, row, fields[i].column,
                "a clause of kind %s does not read this column; empty it or choose another kind",
                form->name);
        if (empty && (form->must & fields[i].field))
            findings_row(l->findings, 1, t, row, fields[i].column,
                         "a clause of kind %s needs a value here", form->name);
    }
}

static void check_clause(struct load *l, const struct clause *c, const struct clause_form *form,
                         int row)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    const struct programme *p = l->p;
    int last = p->first_year + p->year_count - 1;
    check_fields(l, form, row);
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
    if (form->counts && isinf(c->at_least) && isinf(c->at_most))
        findings_row(l->findings, 1, t, row, "at_least",
                     "a clause of kind %s needs at_least or at_most", form->name);
    if (c->at_least > c->at_most)
        findings_row(l->findings, 1, t, row, "at_least", "%g is more than at_most %g", c->at_least,
                     c->at_most);
    int unvisitable = c->area >= 0;
    for (int i = 0; i < p->area_count && unvisitable; i++)
        unvisitable = !(p->areas[i].visitable && area_is_within(p, i, c->area));
    if (unvisitable)
        findings_row(l->findings, 1, t, row, "area", "no area within '%s' can be visited",
                     p->areas[c->area].code);
}

enum status load_clauses(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_CLAUSE);
    struct programme *p = l->p;
    p->clause_count = t->row_count;
    LOAD_ARRAY(l, p->clauses, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct clause *c = &p->clauses[i];
        int kind = 0;
        while (kind < CLAUSE_KIND_COUNT - 1 && !load_is(t, i, "kind", forms[kind].name))
            kind++;
        int64_t stage = table_get_integer(t, i, "stage");
        *c = (struct clause){
            .code = load_text(l, t, i, "code"),
            .text = load_text(l, t, i, "text"),
            .kind = (enum clause_kind)kind,
            .area = load_reference(l, t, i, "area"),
            .stage = stage == INTEGER_NONE ? 0 : (int)stage,
            .year_first = load_year(l, t, i, "year_first", 0),
            .year_last = load_year(l, t, i, "year_last", p->year_count - 1),
            .type = load_reference(l, t, i, "facility_type"),
            .site = load_reference(l, t, i, "site"),
            .at_least = load_real(t, i, "at_least", -INFINITY),
            .at_most = load_real(t, i, "at_most", INFINITY),
        };
        if (!c->code || !c->text) return err_set(e, STATUS_NOMEM, "out of memory");
        check_clause(l, c, &forms[kind], i);
    }
    return STATUS_OK;
}
