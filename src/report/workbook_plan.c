/* SPDX-License-Identifier: Apache-2.0 */
#include "report/workbook.h"

#define COUNT(a) (int)(sizeof(a) / sizeof((a)[0]))

static void area_cells(struct xlsx *x, const struct view *v, int area)
{
    xlsx_text(x, area < 0 ? SLICE_NONE : v->areas[area].code);
    xlsx_text(x, area < 0 ? SLICE_NONE : v->areas[area].name);
    xlsx_text(x, area < 0 ? SLICE_NONE : v->areas[area].name_native);
    xlsx_text(x, area < 0 ? SLICE_NONE : view_province_name(v, area));
}

void sheet_years(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {
        "yYear",           " Area code", " Area",
        " Native name",    " Province",  "#Stage",
        " Decided before", "#Plants",    ".Worth | weighted person-years supplied"};
    xlsx_sheet(x, "Plan by year", columns, COUNT(columns));
    for (int i = 0; i < v->visit_count; i++) {
        const struct view_visit *visit = &v->visits[i];
        xlsx_number(x, v->first_year + visit->year);
        area_cells(x, v, visit->area);
        xlsx_number(x, visit->stage);
        xlsx_text(x, slice_of(visit->decided ? "yes" : "no"));
        xlsx_number(x, visit->facility_count);
        xlsx_number(x, visit->benefit);
        xlsx_row(x);
    }
}

void sheet_facilities(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {"yYear of the visit",
                                          " Area code",
                                          " Area",
                                          " Native name",
                                          " Province",
                                          " Type",
                                          " Size code",
                                          " Size",
                                          " Site code",
                                          " Site",
                                          "ySupplies from | year",
                                          "%Ready by then | chance"};
    xlsx_sheet(x, "Facilities", columns, COUNT(columns));
    for (int i = 0; i < v->facility_count; i++) {
        const struct view_facility *f = &v->facilities[i];
        const struct view_size *size = &v->sizes[f->size];
        xlsx_number(x, v->first_year + v->visits[f->visit].year);
        area_cells(x, v, v->visits[f->visit].area);
        xlsx_text(x, size->type < 0 ? SLICE_NONE : v->types[size->type].name);
        xlsx_text(x, size->code);
        xlsx_text(x, size->name);
        xlsx_text(x, f->site < 0 ? SLICE_NONE : v->sites[f->site].code);
        xlsx_text(x, f->site < 0 ? slice_of("place not known") : v->sites[f->site].name);
        xlsx_number(x, f->operating_year ? f->operating_year : REAL_NONE);
        xlsx_number(x, f->on_time);
        xlsx_row(x);
    }
}

void sheet_resources(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {
        " Resource",       " Unit",  " Within area",
        "yYear",           ".Used",  ".Limit",
        "%Share of limit", " Binds", ":Price | worth per unit more"};
    xlsx_sheet(x, "Resources", columns, COUNT(columns));
    for (int i = 0; i < v->use_count; i++) {
        const struct view_use *use = &v->uses[i];
        for (int y = 0; y < v->year_count; y++) {
            if (isnan(use->used[y]) && isnan(use->limit[y])) continue;
            xlsx_text(x, v->resources[use->resource].name);
            xlsx_text(x, v->resources[use->resource].unit);
            xlsx_text(x, use->area < 0 ? slice_of("whole programme") : v->areas[use->area].name);
            xlsx_number(x, v->first_year + y);
            xlsx_number(x, use->used[y]);
            xlsx_number(x, use->limit[y]);
            xlsx_number(x, use->used[y] / use->limit[y]);
            xlsx_text(x, slice_of(view_use_binds(use, y) ? "yes" : "no"));
            xlsx_number(x, use->price[y]);
            xlsx_row(x);
        }
    }
}

void sheet_gains(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {" Good",
                                          " Unit of the need",
                                          "yYear",
                                          "#Need | unit of the good",
                                          "#People",
                                          "#Supplied without the plan | people",
                                          "#Supplied with the plan | people",
                                          "%Share with the plan"};
    xlsx_sheet(x, "Gains", columns, COUNT(columns));
    for (int g = 0; g < v->good_count; g++) {
        const struct view_good *good = &v->goods[g];
        for (int y = 0; good->after && y < v->year_count; y++) {
            xlsx_text(x, good->name);
            xlsx_text(x, good->unit);
            xlsx_number(x, v->first_year + y);
            xlsx_number(x, good->need[y]);
            xlsx_number(x, good->people[y]);
            xlsx_number(x, good->before[y]);
            xlsx_number(x, good->after[y]);
            xlsx_number(x, good->after[y] / good->people[y]);
            xlsx_row(x);
        }
    }
}

void sheet_flows(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {
        " From",        " To",
        " Good",        " Unit",
        "yYear",        ".Quantity | a year",
        ".Way | hours", ".Worth | weighted person-years supplied"};
    const struct table *t = view_table(v, TABLE_PLAN_FLOW);
    int plan = table_column(t, "plan"), started = 0;
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        int from = map_get(&v->area_of, table_get_text(t, row, "from_area"));
        int to = map_get(&v->area_of, table_get_text(t, row, "to_area"));
        int good = map_get(&v->good_of, table_get_text(t, row, "good"));
        if (from < 0 || to < 0 || good < 0) continue;
        if (!started++) xlsx_sheet(x, "Trade", columns, COUNT(columns));
        xlsx_text(x, v->areas[from].name);
        xlsx_text(x, v->areas[to].name);
        xlsx_text(x, v->goods[good].name);
        xlsx_text(x, v->goods[good].unit);
        xlsx_number(x, (double)table_get_integer(t, row, "year"));
        xlsx_number(x, table_get_real(t, row, "quantity"));
        xlsx_number(x, table_get_real(t, row, "hours"));
        xlsx_number(x, table_get_real(t, row, "benefit"));
        xlsx_row(x);
    }
}

void sheet_clauses(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {
        " Clause",      " Text",    " Area", "yYear | empty: whole period", ".Value",
        ".At least",    ".At most", " Kept", ":Price | worth per 1 looser", ".Missed",
        ".Cost | worth"};
    xlsx_sheet(x, "Clauses", columns, COUNT(columns));
    for (int i = 0; i < v->rule_count; i++) {
        const struct view_rule *r = &v->rules[i];
        xlsx_text(x, v->clauses[r->clause].code);
        xlsx_text(x, v->clauses[r->clause].text);
        xlsx_text(x, r->area < 0 ? SLICE_NONE : v->areas[r->area].name);
        xlsx_number(x, r->year < 0 ? REAL_NONE : v->first_year + r->year);
        xlsx_number(x, r->value);
        xlsx_number(x, r->at_least);
        xlsx_number(x, r->at_most);
        xlsx_text(x, slice_of(r->kept ? "yes" : "no"));
        xlsx_number(x, r->price);
        xlsx_number(x, r->missed);
        xlsx_number(x, r->penalty);
        xlsx_row(x);
    }
    for (int i = 0; i < v->clause_count; i++) {
        if (v->clauses[i].rule_count) continue;
        xlsx_text(x, v->clauses[i].code);
        xlsx_text(x, v->clauses[i].text);
        xlsx_text(x, SLICE_NONE);
        for (int k = 0; k < 4; k++)
            xlsx_number(x, REAL_NONE);
        xlsx_text(x, slice_of("not checked"));
        xlsx_row(x);
    }
}
