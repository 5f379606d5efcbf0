/* SPDX-License-Identifier: Apache-2.0 */
#include "report/workbook.h"

#include "base/version.h"
#include "report/tally.h"

#define COUNT(a) (int)(sizeof(a) / sizeof((a)[0]))

static void text_line(struct xlsx *x, const char *name, struct slice value)
{
    xlsx_text(x, slice_of(name));
    xlsx_text(x, SLICE_NONE);
    xlsx_text(x, value);
    xlsx_row(x);
}

static void number_line(struct xlsx *x, const char *name, double value, const char *unit)
{
    xlsx_text(x, slice_of(name));
    xlsx_number(x, value);
    xlsx_text(x, slice_of(unit));
    xlsx_row(x);
}

void sheet_summary(struct xlsx *x, const struct report *r)
{
    static const char *const columns[] = {" What", "#Figure", " Words or unit"};
    const struct view *v = &r->view;
    struct tally t;
    char hash[DIGEST_TEXT_BYTES];
    tally_make(&t, v);
    dataset_digest(v->data, hash);
    xlsx_sheet(x, "Summary", columns, COUNT(columns));
    text_line(x, "Programme", v->title);
    number_line(x, "First year", v->first_year, "");
    number_line(x, "Years", v->year_count, "years");
    text_line(x, "Plan", v->plan.at ? v->plan : slice_of("none yet"));
    text_line(x, "Outcome", v->outcome);
    if (r->request.stale) text_line(x, "Warning", slice_of(r->request.stale));
    number_line(x, "Visits", v->visit_count, "visits");
    number_line(x, "Visits decided before the plan", t.decided_visits, "visits");
    number_line(x, "Areas visited", t.visited_areas, "areas");
    number_line(x, "Areas not visited", t.unvisited_areas, "areas");
    number_line(x, "Plants and services", v->facility_count, "");
    number_line(x, "People in visited areas", t.visited_people, "people");
    number_line(x, "People in all areas", t.all_people, "people");
    number_line(x, "Worth of the plan", v->objective, "weighted person-years supplied");
    number_line(x, "Proven bound", v->bound, "weighted person-years supplied");
    number_line(x, "Gap", v->gap * 100, "per cent of the worth");
    number_line(x, "Pairings of plant and site tested", t.option_count, "");
    number_line(x, "Pairings refused", t.refused_count, "");
    number_line(x, "Checks of clauses that failed", t.broken_rules, "");
    text_line(x, "Input tables (SHA-256)", slice_of(hash));
    text_line(x, "Program", slice_of("groundwork " GROUNDWORK_VERSION));
}

void sheet_ranking(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {"#Rank",
                                          " Area code",
                                          " Area",
                                          " Native name",
                                          " Province",
                                          "#Population | people",
                                          ":Index",
                                          "#Rank, 5th percentile",
                                          "#Rank, 95th percentile",
                                          ".Mean rank",
                                          "%Among the worst fifth | share of weightings",
                                          "%Need met today | share",
                                          "#Values filled in or left out",
                                          "yFirst visit | year"};
    xlsx_sheet(x, "Ranking", columns, COUNT(columns));
    for (int i = 0; i < v->unit_count; i++) {
        const struct view_area *a = &v->areas[v->ranking[i]];
        xlsx_number(x, a->rank ? a->rank : REAL_NONE);
        xlsx_text(x, a->code);
        xlsx_text(x, a->name);
        xlsx_text(x, a->name_native);
        xlsx_text(x, view_province_name(v, v->ranking[i]));
        xlsx_number(x, a->population);
        xlsx_number(x, a->index);
        xlsx_number(x, a->rank_low ? a->rank_low : REAL_NONE);
        xlsx_number(x, a->rank_high ? a->rank_high : REAL_NONE);
        xlsx_number(x, a->rank_mean);
        xlsx_number(x, a->worst_share);
        xlsx_number(x, a->supply_share);
        xlsx_number(x, a->rank ? a->imputed_count : REAL_NONE);
        xlsx_number(x, a->visit_count ? v->first_year + v->visits[a->first_visit].year : REAL_NONE);
        xlsx_row(x);
    }
}

void sheet_inequality(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {" Of",
                                          " Measure",
                                          ":Today",
                                          ":Today, between provinces",
                                          ":Today, within provinces",
                                          ":With the plan",
                                          ":With the plan, between provinces",
                                          ":With the plan, within provinces"};
    static const char *const names[3] = {"Gini", "Theil T", "Theil L"};
    xlsx_sheet(x, "Inequality", columns, COUNT(columns));
    for (int i = 0; i < v->measure_count; i++) {
        const struct view_measure *m = &v->measures[i];
        for (int k = 0; k < 3; k++) {
            xlsx_text(x, view_variable_name(v, m->variable));
            xlsx_text(x, slice_of(names[k]));
            xlsx_number(x, m->before[k]);
            xlsx_number(x, m->between[k]);
            xlsx_number(x, m->within[k]);
            xlsx_number(x, m->after[k]);
            xlsx_number(x, m->between_after[k]);
            xlsx_number(x, m->within_after[k]);
            xlsx_row(x);
        }
    }
}

void sheet_sources(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {" Table", " Evidence", " Source", "#Rows"};
    static const char *const evidence[] = {"measured", "reported", "estimated", "assumed"};
    xlsx_sheet(x, "Sources", columns, COUNT(columns));
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct table *t = &v->data->tables[i];
        if (t->def->computed || t->row_count == 0) continue;
        int column = table_column(t, "evidence");
        for (int k = 0; k < COUNT(evidence); k++) {
            int rows = 0;
            for (int row = 0; row < t->row_count; row++)
                rows += slice_is(table_text(t, row, column), evidence[k]);
            if (rows == 0) continue;
            xlsx_text(x, slice_of(t->def->title));
            xlsx_text(x, slice_of(evidence[k]));
            xlsx_text(x, SLICE_NONE);
            xlsx_number(x, rows);
            xlsx_row(x);
        }
    }
    for (int i = 0; i < v->source_count; i++) {
        xlsx_text(x, slice_of("all"));
        xlsx_text(x, SLICE_NONE);
        xlsx_text(x, v->sources[i].text);
        xlsx_number(x, v->sources[i].row_count);
        xlsx_row(x);
    }
}

enum status report_xlsx(const char *path, const struct report *r, struct err *e)
{
    const struct view *v = &r->view;
    struct xlsx *x = NULL;
    struct err closing = {0};
    enum status s = xlsx_open(&x, path, v->title, r->arena, e);
    if (s == STATUS_OK) {
        sheet_summary(x, r);
        sheet_ranking(x, v);
        sheet_years(x, v);
        sheet_facilities(x, v);
        sheet_resources(x, v);
        sheet_gains(x, v);
        sheet_flows(x, v);
        sheet_inequality(x, v);
        sheet_sites(x, v);
        sheet_refusals(x, v);
        sheet_clauses(x, v);
        sheets_of_results(x, v);
        sheet_sources(x, v);
    }
    enum status closed = xlsx_close(x, &closing);
    if (s == STATUS_OK && closed != STATUS_OK) s = err_set(e, closed, "%s", closing.text);
    return s;
}
