/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/date.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void date_cell(struct buf *b, int day)
{
    struct civil c = date_civil(day);
    if (day == VIEW_NO_DAY)
        buf_text(b, "<td class=\"none\">\u2013</td>");
    else
        html_add(b, "<td class=\"date\">%d-%02d-%02d</td>", c.year, c.month, c.day);
}

static void in_short(struct buf *b, const struct view *v)
{
    const struct table *t = view_table(v, TABLE_SHIPPING);
    const struct view_shipping *x = &v->shipping;
    double late = table_get_real(t, x->row, "late_days");
    double unlimited = table_get_real(t, x->row, "late_days_unlimited");
    double cost = table_get_real(t, x->row, "cost");
    struct slice agreement = table_get_text(t, x->row, "agreement");
    if (isnan(late)) {
        html_add(b, "<p class=\"lead\">%.*s.</p>",
                 HTML_SLICE(table_get_text(t, x->row, "summary")));
        return;
    }
    html_add(b, "<p class=\"lead\">%s bring what the schedule builds with",
             text_count(x->shipment_count, "shipment", NULL).at);
    if (cost > 0)
        html_add(b, ", for %s%s%.*s", text_people(cost).at, v->currency.len ? " " : "",
                 HTML_SLICE(v->currency));
    buf_text(b, ". ");
    if (late > unlimited)
        html_add(b,
                 "Plants are ready %s days later in all than the plan counts on; were materials "
                 "never short, it would be %s.</p>",
                 text_number(late, 0).at, text_number(unlimited, 0).at);
    else
        buf_text(b, "No plant is ready later because a material is short.</p>");
    if (slice_is(agreement, "agreed"))
        buf_text(b,
                 "<p>Shipments and schedule agree: what is built is built with what arrives, and "
                 "another round of both brought nothing better.</p>\n");
    else if (slice_is(agreement, "rescheduled"))
        buf_text(b,
                 "<p class=\"warning\">The schedule was made anew after these shipments and is "
                 "built with them; <code>groundwork supply</code> makes shipments for it.</p>\n");
    else
        buf_text(b, "<p>It is the best of several rounds of shipping and scheduling; another one "
                    "might still change it.</p>\n");
}

/* --- over the years ----------------------------------------------------------------------- */

static void one_material(struct buf *b, const struct view *v, const struct view_material *m)
{
    const struct view_resource *r = &v->resources[m->resource];
    int last = v->shipping.period_count - 1;
    html_add(b, "<figure><figcaption>%.*s <small>%.*s, from the start</small></figcaption>",
             HTML_SLICE(r->name), HTML_SLICE(r->unit));
    chart_arrivals(b, v, m);
    html_add(b, "<p class=\"note\">Wanted: %s; arrived: %s.</p></figure>",
             text_quantity(m->wanted[last]).at, text_quantity(m->arrived[last]).at);
    html_add(b, "<figure><figcaption>%.*s <small>%.*s, at the time</small></figcaption>",
             HTML_SLICE(r->name), HTML_SLICE(r->unit));
    chart_stocks(b, v, m);
    if (m->worst_period < 0) {
        buf_text(b, "<p class=\"note\">Never missing.</p></figure>");
        return;
    }
    struct civil c =
        date_civil(v->shipping.first_day + (m->worst_period + 1) * v->shipping.period_days - 1);
    html_add(b, "<p class=\"note\">Most is missing on %d-%02d-%02d: %s.</p></figure>", c.year,
             c.month, c.day, text_quantity(m->missing[m->worst_period]).at);
}

static void over_the_years(struct buf *b, const struct view *v)
{
    buf_text(
        b,
        "<h3>Material by material</h3><p>First, summed from the start: what sites would want were "
        "it never short, what has arrived there and what is built with. Then, at the time: what "
        "lies at depots "
        "and at sites, and what was wanted by then and has not come.</p><ul class=\"legend row\">"
        "<li><i class=\"k-before\"></i>wanted</li><li><i class=\"k-after\"></i>arrived</li><li><i "
        "class=\"k-used-up\"></i>used</li><li><i class=\"k-without\"></i>at depots</li><li><i "
        "class=\"k-added\"></i>at sites</li><li><i class=\"k-missing\"></i>missing</li></ul>"
        "<div class=\"charts pairs\">");
    for (int i = 0; i < v->shipping.material_count; i++)
        one_material(b, v, &v->shipping.materials[i]);
    buf_text(b, "</div>\n");
}

/* --- tables ------------------------------------------------------------------------------- */

static void shortages(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {
        "Area", "Material", "#Wanted in all", "#Most missing",
        "Unit", "From",     "#Days",          "#Mean wait | days"};
    const struct view *v = p->view;
    const struct view_shipping *x = &v->shipping;
    int shown = x->shortage_count < PAGE_LATE_ROWS ? x->shortage_count : PAGE_LATE_ROWS;
    if (shown == 0) return;
    buf_text(b, "<h3>Where material is missing</h3><p>Against what sites would want were it never "
                "short. The mean wait is that of all the site wants of the material.</p>");
    page_cut(b, shown, x->shortage_count, "shortages");
    page_table(b, "Where material is missing", columns, 8);
    for (int i = 0; i < shown; i++) {
        const struct view_shortage *s = &x->shortages[i];
        const struct view_resource *r = &v->resources[s->resource];
        buf_text(b, "<tr><th scope=\"row\">");
        page_area(b, p, s->area);
        html_add(b, "</th><td>%.*s</td>", HTML_SLICE(r->name));
        page_quantity(b, s->wanted);
        page_quantity(b, s->most);
        html_add(b, "<td>%.*s</td>", HTML_SLICE(r->unit));
        date_cell(b, s->first);
        page_number(b, s->days, 0);
        page_number(b, s->unit_days / s->wanted, 0);
        buf_text(b, "</tr>\n");
    }
    page_table_end(b);
}

/* The name of what is limited: of a producer, carrier or depot; of a lane both its ends. */
static struct slice name_of(const struct view *v, enum table_id id, struct slice code)
{
    const struct table *t = view_table(v, id);
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_equal(table_get_text(t, row, "code"), code)) continue;
        struct slice name = table_get_text(t, row, "name");
        return name.len ? name : code;
    }
    return SLICE_NONE;
}

static struct slice place_name(const struct view *v, struct slice code)
{
    static const enum table_id tables[] = {TABLE_PRODUCER, TABLE_DEPOT, TABLE_CARRIER, TABLE_AREA};

    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct slice name = name_of(v, tables[i], code);
        if (name.len) return name;
    }
    return code;
}

static void limit_row(struct buf *b, const struct view *v, const struct view_supply_limit *l)
{
    html_add(b, "<tr><th scope=\"row\">%.*s", HTML_SLICE(place_name(v, l->place)));
    if (l->to.len) html_add(b, " to %.*s", HTML_SLICE(place_name(v, l->to)));
    html_add(b, " <small>%.*s</small></th><td>%.*s</td>", HTML_SLICE(l->kind),
             HTML_SLICE(l->resource < 0 ? slice_of("any") : v->resources[l->resource].name));
    page_quantity(b, l->used);
    page_quantity(b, l->limit);
    page_share(b, l->fullest);
    html_add(b, "<td class=\"n\">%d of %d</td>", l->full_count, l->period_count);
    page_quantity(b, l->worth > 0 ? l->worth : REAL_NONE);
    page_quantity(b, l->worth > 0 ? l->worth_solved : REAL_NONE);
    date_cell(b, l->worth > 0 ? l->worth_first : VIEW_NO_DAY);
    buf_text(b, "</tr>\n");
}

static void limits(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {"Limit",
                                          "Material",
                                          "#Used",
                                          "#Limit",
                                          "#Fullest | of a period",
                                          "#Used up | periods",
                                          "#One unit more saves | days of a phase",
                                          "#The same | by solving again",
                                          "In the period from"};
    const struct view_shipping *x = &v->shipping;
    int shown = x->limit_count < PAGE_RULE_ROWS ? x->limit_count : PAGE_RULE_ROWS;
    if (shown == 0) return;
    html_add(b,
             "<h3>What holds supply up</h3><p>Works, carriers, lanes and depots in periods of %d "
             "days. Where one unit more would save waiting, the table says how many days of one "
             "phase in the period in which it saves most. Carriers are counted in t\u00b7km, lanes "
             "and depots in t.</p>",
             x->period_days);
    page_cut(b, shown, x->limit_count, "limits");
    page_table(b, "Limits of supply", columns, 9);
    for (int i = 0; i < shown; i++)
        limit_row(b, v, &x->limits[i]);
    page_table_end(b);
}

static struct slice flow_name(const struct view *v, int place)
{
    int sources = v->shipping.producer_count + v->shipping.depot_count;
    return place < sources ? v->shipping.names[place] : v->areas[place - sources].name;
}

static void flows(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {
        "Material", "From", "To", "#Quantity", "Unit", "#Shipments", "#Cost of the way"};
    const struct view_shipping *x = &v->shipping;
    int shown = x->flow_count < PAGE_RULE_ROWS ? x->flow_count : PAGE_RULE_ROWS;
    if (shown == 0) return;
    buf_text(b, "<h3>Who sends what where</h3>");
    if (v->province_count) buf_text(b, "<p>Sites are counted together by province.</p>");
    page_cut(b, shown, x->flow_count, "ways");
    page_table(b, "Who sends what where", columns, 7);
    for (int i = 0; i < shown; i++) {
        const struct view_flow *f = &x->flows[i];
        const struct view_resource *r = &v->resources[f->resource];
        html_add(b, "<tr><th scope=\"row\">%.*s</th><td>%.*s</td><td>%.*s</td>",
                 HTML_SLICE(r->name), HTML_SLICE(flow_name(v, f->origin)),
                 HTML_SLICE(flow_name(v, f->to)));
        page_quantity(b, f->quantity);
        html_add(b, "<td>%.*s</td>", HTML_SLICE(r->unit));
        page_number(b, f->shipment_count, 0);
        page_quantity(b, f->cost);
        buf_text(b, "</tr>\n");
    }
    page_table_end(b);
}

void section_materials(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "materials", "Materials on their way");
    if (!v->plan.at) {
        page_missing(b, "There is no plan yet, so no material is sent anywhere.");
    } else if (v->shipping.row < 0) {
        page_missing(b, "Which material goes when from which works to which site is not worked out "
                        "yet: <code>groundwork supply</code> does it from the tables of producers, "
                        "depots and carriers.");
    } else {
        in_short(b, v);
        over_the_years(b, v);
        shortages(b, p);
        limits(b, v);
        flows(b, v);
    }
    page_section_end(b);
}
