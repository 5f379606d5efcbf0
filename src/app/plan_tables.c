/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a plan: visits, facilities, use of resources, clauses, gains. */
#include <math.h>
#include <string.h>

#include "app/plan_writer.h"
#include "plan/worth.h"

/* A new row of the plan; 0 stands for a failed one, and is then not to be believed. */
int plan_writer_add(struct plan_writer *w, enum table_id id)
{
    struct table *t = &w->data->tables[id];
    int row = w->failed ? -1 : table_add(t, w->arena);
    if (row < 0) {
        w->failed = 1;
        return -1;
    }
    table_put_text(t, row, "plan", w->code);
    return row;
}

/* --- visits and facilities --------------------------------------------------------------- */

static void write_visits(struct plan_writer *w)
{
    const struct programme *p = w->p;
    struct table *visits = &w->data->tables[TABLE_PLAN_VISIT];
    struct table *facilities = &w->data->tables[TABLE_PLAN_FACILITY];
    int *sizes = ARENA_ARRAY(w->arena, int, (size_t)w->plan->facility_count + 1);
    if (!sizes) w->failed = 1;
    for (int v = 0, f = 0; v < w->plan->visit_count && !w->failed; v++) {
        const struct visit *visit = &w->plan->visits[v];
        struct slice area = slice_of(p->areas[visit->area].code);
        int count = 0;
        for (; f < w->plan->facility_count && w->plan->facilities[f].visit == v; f++) {
            const struct facility *at = &w->plan->facilities[f];
            int row = plan_writer_add(w, TABLE_PLAN_FACILITY), year = p->first_year + visit->year;
            sizes[count++] = at->size;
            if (row < 0) return;
            table_put_text(facilities, row, "area", area);
            table_put_integer(facilities, row, "stage", visit->stage);
            table_put_text(facilities, row, "facility_size", slice_of(p->sizes[at->size].code));
            if (at->site >= 0)
                table_put_text(facilities, row, "site", slice_of(p->sites[at->site].code));
            table_put_integer(facilities, row, "year", year);
            table_put_integer(facilities, row, "operating_year",
                              year + p->sizes[at->size].build_years);
            table_put_real(
                facilities, row, "on_time",
                build_time_on_time(&p->sizes[at->size].build_time, p->sizes[at->size].build_years));
        }
        int row = plan_writer_add(w, TABLE_PLAN_VISIT);
        if (row < 0) return;
        table_put_text(visits, row, "area", area);
        table_put_integer(visits, row, "stage", visit->stage);
        table_put_integer(visits, row, "year", p->first_year + visit->year);
        table_put_real(visits, row, "benefit",
                       visit_worth(&w->input, visit->area, visit->year, sizes, count));
        table_put_text(visits, row, "decided", slice_of(visit->decided ? "yes" : "no"));
    }
}

/* --- resources ---------------------------------------------------------------------------- */

static void add_use(struct plan_writer *w, int resource, int first, double quantity)
{
    const struct programme *p = w->p;
    int lasting = p->resources[resource].kind == RESOURCE_LASTING;
    int last = lasting ? p->year_count - 1 : first;
    for (int y = first; y <= last && y < p->year_count; y++)
        w->use[resource * p->year_count + y] += quantity;
}

/* Use of every resource and year by the visits within a scope, into w->use. */
static void count_use(struct plan_writer *w, int scope)
{
    const struct programme *p = w->p;
    memset(w->use, 0, sizeof(double) * (size_t)(p->resource_count * p->year_count));
    for (int f = 0; f < w->plan->facility_count; f++) {
        const struct facility *at = &w->plan->facilities[f];
        const struct visit *v = &w->plan->visits[at->visit];
        const struct facility_size *z = &p->sizes[at->size];
        if (!area_is_within(p, v->area, scope)) continue;
        for (int c = 0; c < z->construction_count; c++)
            add_use(w, z->constructions[c].resource, v->year + z->constructions[c].year_offset,
                    z->constructions[c].quantity);
        if (at->site < 0) continue;
        const struct site_option *so = siting_option(w->siting, p, at->site, at->size);
        for (int c = 0; c < so->cost_count; c++)
            add_use(w, so->costs[c].what, v->year, so->costs[c].quantity);
    }
}

static void write_use(struct plan_writer *w, int resource, int scope, int year, int limit)
{
    const struct programme *p = w->p;
    struct table *t = &w->data->tables[TABLE_PLAN_USE];
    int row = plan_writer_add(w, TABLE_PLAN_USE);
    if (row < 0) return;
    table_put_text(t, row, "resource", slice_of(p->resources[resource].code));
    if (scope >= 0) table_put_text(t, row, "area", slice_of(p->areas[scope].code));
    table_put_integer(t, row, "year", p->first_year + year);
    table_put_real(t, row, "used", w->use[resource * p->year_count + year]);
    if (limit < 0) return;
    table_put_real(t, row, "limit", p->limits[limit].quantity);
    table_put_real(t, row, "shadow_price", w->plan->limit_price[limit]);
}

/* Every limit; and what is used in the whole programme without one. */
static void write_uses(struct plan_writer *w)
{
    const struct programme *p = w->p;
    char *limited = ARENA_ARRAY(w->arena, char, (size_t)(p->resource_count * p->year_count) + 1);
    char *done = ARENA_ARRAY(w->arena, char, (size_t)p->limit_count + 1);
    if (!limited || !done) {
        w->failed = 1;
        return;
    }
    count_use(w, -1);
    for (int i = 0; i < p->limit_count; i++) {
        if (p->limits[i].area >= 0) continue;
        limited[p->limits[i].resource * p->year_count + p->limits[i].year] = 1;
        write_use(w, p->limits[i].resource, -1, p->limits[i].year, i);
    }
    for (int r = 0; r < p->resource_count; r++)
        for (int y = 0; y < p->year_count; y++)
            if (!limited[r * p->year_count + y] && w->use[r * p->year_count + y] > 0)
                write_use(w, r, -1, y, -1);
    for (int i = 0; i < p->limit_count; i++) {
        if (done[i] || p->limits[i].area < 0) continue;
        count_use(w, p->limits[i].area);
        for (int k = i; k < p->limit_count; k++) {
            if (p->limits[k].area != p->limits[i].area) continue;
            done[k] = 1;
            write_use(w, p->limits[k].resource, p->limits[k].area, p->limits[k].year, k);
        }
    }
}

/* --- gains -------------------------------------------------------------------------------- */

/* What visits of the plan and trade bring each area of a good in a year, into out[area]. */
static void count_output(const struct plan_writer *w, int good, int year, double *out)
{
    const struct programme *p = w->p;
    memset(out, 0, sizeof(double) * (size_t)p->area_count);
    for (int f = 0; f < w->plan->facility_count; f++) {
        const struct facility *at = &w->plan->facilities[f];
        const struct visit *v = &w->plan->visits[at->visit];
        const struct facility_size *z = &p->sizes[at->size];
        if (v->year + z->build_years > year) continue;
        for (int i = 0; i < z->output_count; i++)
            if (z->outputs[i].what == good) out[v->area] += z->outputs[i].quantity;
    }
    for (int i = 0; i < w->plan->flow_count; i++) {
        const struct flow *flow = &w->plan->flows[i];
        if (flow->good != good || flow->year != year) continue;
        out[flow->to] += flow->quantity;
        out[flow->from] -= flow->quantity;
    }
}

static void write_area_gains(struct plan_writer *w, int good, const double *output)
{
    const struct programme *p = w->p;
    struct table *t = &w->data->tables[TABLE_PLAN_AREA_GAIN];
    for (int area = 0; area < p->area_count; area++) {
        double need = good_demand(p, area, good, p->year_count - 1);
        if (!p->areas[area].visitable || need <= 0) continue;
        double today = p->supply[area * p->good_count + good];
        int row = plan_writer_add(w, TABLE_PLAN_AREA_GAIN);
        if (row < 0) return;
        table_put_text(t, row, "area", slice_of(p->areas[area].code));
        table_put_text(t, row, "good", slice_of(p->goods[good].code));
        table_put_real(t, row, "share_before", fmin(1, today / need));
        table_put_real(t, row, "share_after", fmin(1, (today + output[area]) / need));
    }
}

/* People supplied: people times the share of their need that is met. */
static void write_gain(struct plan_writer *w, int good, int year, const double *output)
{
    const struct programme *p = w->p;
    struct table *t = &w->data->tables[TABLE_PLAN_GAIN];
    double need = 0, people = 0, before = 0, after = 0;
    for (int area = 0; area < p->area_count; area++) {
        if (!p->areas[area].visitable) continue;
        double here = area_people(&p->areas[area], year);
        double demand = good_demand(p, area, good, year);
        double today = p->supply[area * p->good_count + good];
        need += demand;
        people += here;
        if (demand <= 0) continue;
        before += here * fmin(1, today / demand);
        after += here * fmin(1, (today + output[area]) / demand);
    }
    int row = plan_writer_add(w, TABLE_PLAN_GAIN);
    if (row < 0) return;
    table_put_text(t, row, "good", slice_of(p->goods[good].code));
    table_put_integer(t, row, "year", p->first_year + year);
    table_put_real(t, row, "need", need);
    table_put_real(t, row, "people", people);
    table_put_real(t, row, "people_before", before);
    table_put_real(t, row, "people_after", after);
}

static void write_gains(struct plan_writer *w)
{
    const struct programme *p = w->p;
    double *output = ARENA_ARRAY(w->arena, double, (size_t)p->area_count + 1);
    if (!output) w->failed = 1;
    for (int g = 0; g < p->good_count && !w->failed; g++) {
        for (int y = 0; y < p->year_count; y++) {
            count_output(w, g, y, output);
            write_gain(w, g, y, output);
        }
        write_area_gains(w, g, output);
    }
}

enum status plan_tables_write(struct dataset *d, const struct programme *p,
                              const struct siting *siting, const double *weights,
                              const struct plan_answer *x, struct arena *a)
{
    struct plan_writer w = {.data = d,
                            .p = p,
                            .siting = siting,
                            .input = {p, siting, weights},
                            .plan = &x->plan,
                            .code = slice_of(x->name),
                            .arena = a};
    w.use = ARENA_ARRAY(a, double, (size_t)(p->resource_count * p->year_count) + 1);
    if (!w.use) return STATUS_NOMEM;
    write_visits(&w);
    write_uses(&w);
    plan_writer_clauses(&w);
    write_gains(&w);
    plan_writer_flows(&w);
    return w.failed ? STATUS_NOMEM : STATUS_OK;
}
