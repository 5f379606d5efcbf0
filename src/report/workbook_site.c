/* SPDX-License-Identifier: Apache-2.0 */
#include "report/tally.h"
#include "report/workbook.h"

#define COUNT(a) (int)(sizeof(a) / sizeof((a)[0]))

static void place_cells(struct xlsx *x, const struct view *v, const struct view_option *o)
{
    const struct view_site *site = &v->sites[o->site];
    xlsx_text(x, site->area < 0 ? SLICE_NONE : v->areas[site->area].code);
    xlsx_text(x, site->area < 0 ? SLICE_NONE : v->areas[site->area].name);
    xlsx_text(x, site->code);
    xlsx_text(x, site->name);
    xlsx_text(x, slice_of(site->proposed ? "yes" : "no"));
    xlsx_text(x, v->sizes[o->size].name);
}

void sheet_sites(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {" Area code",
                                          " Area",
                                          " Site code",
                                          " Site",
                                          " Proposal",
                                          " Plant",
                                          " Chosen by the plan",
                                          ".Score | 0 to 1",
                                          ".Electricity | score",
                                          ".Water | score",
                                          ".Transport | score",
                                          ".Inhabitants | score",
                                          ".Land | score",
                                          ".Power | km",
                                          ".Water | km",
                                          ".Transport | km"};
    xlsx_sheet(x, "Sites", columns, COUNT(columns));
    for (int i = 0; i < v->option_count; i++) {
        const struct view_option *o = &v->options[i];
        if (!o->admissible) continue;
        place_cells(x, v, o);
        xlsx_text(x, slice_of(o->facility >= 0 ? "yes" : "no"));
        xlsx_number(x, o->score);
        for (int c = 0; c < CONDITION_COUNT; c++)
            xlsx_number(x, o->scores[c]);
        xlsx_number(x, o->power_km);
        xlsx_number(x, o->water_km);
        xlsx_number(x, o->transport_km);
        xlsx_row(x);
    }
}

void sheet_refusals(struct xlsx *x, const struct view *v)
{
    static const char *const columns[] = {" Area code",     " Area",
                                          " Site code",     " Site",
                                          " Proposal",      " Plant",
                                          " Condition",     " Why it is refused",
                                          ".What there is", ".What is needed or allowed",
                                          " Unit"};
    const struct table *t = view_table(v, TABLE_SITE_TEST);
    xlsx_sheet(x, "Refusals", columns, COUNT(columns));
    for (int i = 0; i < v->option_count; i++) {
        const struct view_option *o = &v->options[i];
        for (int c = 0; !o->admissible && c < CONDITION_COUNT; c++) {
            if (!tally_failed(v, o, c)) continue;
            place_cells(x, v, o);
            xlsx_text(x, slice_of(tally_condition_name(c)));
            xlsx_text(x, table_get_text(t, o->test[c], "sentence"));
            xlsx_number(x, table_get_real(t, o->test[c], "value"));
            xlsx_number(x, table_get_real(t, o->test[c], "limit"));
            xlsx_text(x, table_get_text(t, o->test[c], "unit"));
            xlsx_row(x);
        }
    }
}
