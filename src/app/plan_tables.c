/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a plan: visits, facilities, use of resources, clauses, gains. */
#include <math.h>
#include <string.h>

#include "app/plan.h"
#include "plan/worth.h"

struct writer {
    struct dataset *data;
    const struct programme *p;
    const struct siting *siting;
    struct plan_input input;
    const struct plan *plan;
    struct slice code;
    double *use; /* [resource * year_count + year] scratch for one scope */
    struct arena *arena;
    int failed; /* memory ran out */
};

/* A new row of the plan; 0 stands for a failed one, and is then not to be believed. */
static int add(struct writer *w, enum table_id id)
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

static int type_stage(const struct programme *p, int size)
{
    return p->types[p->sizes[size].type].stage;
}

/* --- visits and facilities --------------------------------------------------------------- */

static void write_visits(struct writer *w)
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
            int row = add(w, TABLE_PLAN_FACILITY), year = p->first_year + visit->year;
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
        }
        int row = add(w, TABLE_PLAN_VISIT);
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

static void add_use(struct writer *w, int resource, int first, double quantity)
{
    const struct programme *p = w->p;
    int lasting = p->resources[resource].kind == RESOURCE_LASTING;
    int last = lasting ? p->year_count - 1 : first;
    for (int y = first; y <= last && y < p->year_count; y++)
        w->use[resource * p->year_count + y] += quantity;
}

/* Use of every resource and year by the visits within a scope, into w->use. */
static void count_use(struct writer *w, int scope)
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

static void write_use(struct writer *w, int resource, int scope, int year, int limit)
{
    const struct programme *p = w->p;
    struct table *t = &w->data->tables[TABLE_PLAN_USE];
    int row = add(w, TABLE_PLAN_USE);
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
static void write_uses(struct writer *w)
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

/* --- clauses ------------------------------------------------------------------------------ */

static int in_scope(const struct writer *w, const struct clause *c, const struct visit *v)
{
    if (c->stage != 0 && c->stage != v->stage) return 0;
    return area_is_within(w->p, v->area, c->area);
}

static int in_period(const struct clause *c, const struct visit *v)
{
    return v->year >= c->year_first && v->year <= c->year_last;
}

static int count_visits(const struct writer *w, const struct clause *c, int first, int last,
                        int with_decided)
{
    int count = 0;
    for (int v = 0; v < w->plan->visit_count; v++) {
        const struct visit *visit = &w->plan->visits[v];
        if (visit->decided && !with_decided) continue;
        count += in_scope(w, c, visit) && visit->year >= first && visit->year <= last;
    }
    return count;
}

static double count_subsidy(const struct writer *w, const struct clause *c, int year)
{
    double sum = 0;
    for (int f = 0; f < w->plan->facility_count; f++) {
        const struct facility *at = &w->plan->facilities[f];
        const struct visit *v = &w->plan->visits[at->visit];
        const struct facility_size *z = &w->p->sizes[at->size];
        if (in_scope(w, c, v) && v->year + z->build_years <= year)
            sum += fmax(0, z->running_cost - z->revenue);
    }
    return sum;
}

/* Of the new visits that a clause about a type or site concerns: how many there are, and how many
 * bring it; and how many facilities of it there are. */
struct brought {
    int visits, with, facilities;
};

static struct brought count_brought(const struct writer *w, const struct clause *c)
{
    const struct programme *p = w->p;
    struct brought b = {0};
    int by_site = c->kind == CLAUSE_REQUIRE_SITE || c->kind == CLAUSE_FORBID_SITE;
    for (int v = 0, f = 0; v < w->plan->visit_count; v++) {
        const struct visit *visit = &w->plan->visits[v];
        int concerned = !visit->decided && in_period(c, visit) && in_scope(w, c, visit), here = 0;
        if (c->kind == CLAUSE_REQUIRE_FACILITY)
            concerned = concerned && p->types[c->type].stage == visit->stage;
        if (c->kind == CLAUSE_REQUIRE_SITE)
            concerned = concerned && p->sites[c->site].area == visit->area;
        for (; f < w->plan->facility_count && w->plan->facilities[f].visit == v; f++) {
            const struct facility *at = &w->plan->facilities[f];
            here += by_site ? at->site == c->site : p->sizes[at->size].type == c->type;
        }
        if (!concerned) continue;
        b.visits++;
        b.with += here > 0;
        b.facilities += here;
    }
    return b;
}

/* Areas and stages that must be visited, and those that are within the period. */
static struct brought count_within(const struct writer *w, const struct clause *c)
{
    const struct programme *p = w->p;
    struct brought b = {0};
    int stages[STAGE_MAX + 1] = {0};
    for (int z = 0; z < p->size_count; z++)
        stages[type_stage(p, z)] = 1;
    for (int t = 0; t < p->type_count; t++)
        stages[p->types[t].stage] = 1;
    for (int area = 0; area < p->area_count; area++)
        for (int stage = 1; stage <= STAGE_MAX; stage++) {
            if (!stages[stage] || (c->stage != 0 && c->stage != stage)) continue;
            b.visits += p->areas[area].visitable && area_is_within(p, area, c->area);
        }
    for (int v = 0; v < w->plan->visit_count; v++) {
        const struct visit *visit = &w->plan->visits[v];
        b.with += p->areas[visit->area].visitable && in_scope(w, c, visit) && in_period(c, visit);
    }
    return b;
}

static void write_clause(struct writer *w, int index, int year, double value, double at_least,
                         double at_most)
{
    const struct clause *c = &w->p->clauses[index];
    struct table *t = &w->data->tables[TABLE_PLAN_CLAUSE];
    int row = add(w, TABLE_PLAN_CLAUSE);
    if (row < 0) return;
    int kept = value <= at_most + 1e-6 * fmax(1, fabs(at_most)) &&
               value >= at_least - 1e-6 * fmax(1, fabs(at_least));
    table_put_text(t, row, "clause", slice_of(c->code));
    if (year >= 0) table_put_integer(t, row, "year", w->p->first_year + year);
    table_put_real(t, row, "value", value);
    if (isfinite(at_least)) table_put_real(t, row, "at_least", at_least);
    if (isfinite(at_most)) table_put_real(t, row, "at_most", at_most);
    table_put_text(t, row, "kept", slice_of(kept ? "yes" : "no"));
    int at = index * w->p->year_count + (year >= 0 ? year : c->year_first);
    table_put_real(t, row, "shadow_price", w->plan->clause_price[at]);
}

static void write_clause_rows(struct writer *w, int index)
{
    const struct clause *c = &w->p->clauses[index];
    struct brought b;
    switch (c->kind) {
    case CLAUSE_VISITS_PER_YEAR:
        for (int y = c->year_first; y <= c->year_last; y++)
            write_clause(w, index, y, count_visits(w, c, y, y, 1), c->at_least, c->at_most);
        return;
    case CLAUSE_LIMIT_SUBSIDY:
        for (int y = c->year_first; y <= c->year_last; y++)
            write_clause(w, index, y, count_subsidy(w, c, y), -INFINITY, c->at_most);
        return;
    case CLAUSE_VISITS_IN_PERIOD:
        write_clause(w, index, -1, count_visits(w, c, c->year_first, c->year_last, 1), c->at_least,
                     c->at_most);
        return;
    case CLAUSE_NO_VISIT:
        write_clause(w, index, -1, count_visits(w, c, c->year_first, c->year_last, 0), -INFINITY,
                     0);
        return;
    case CLAUSE_VISIT_WITHIN:
        b = count_within(w, c);
        write_clause(w, index, -1, b.with, b.visits, INFINITY);
        return;
    case CLAUSE_REQUIRE_FACILITY:
    case CLAUSE_REQUIRE_SITE:
        b = count_brought(w, c);
        write_clause(w, index, -1, b.with, b.visits, INFINITY);
        return;
    default:
        b = count_brought(w, c);
        write_clause(w, index, -1, b.facilities, -INFINITY, 0);
        return;
    }
}

/* --- gains -------------------------------------------------------------------------------- */

/* Output that visits of the plan bring each area of a good in a year, into out[area]. */
static void count_output(const struct writer *w, int good, int year, double *out)
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
}

static void write_area_gains(struct writer *w, int good, const double *output)
{
    const struct programme *p = w->p;
    struct table *t = &w->data->tables[TABLE_PLAN_AREA_GAIN];
    for (int area = 0; area < p->area_count; area++) {
        double need = good_demand(p, area, good, p->year_count - 1);
        if (!p->areas[area].visitable || need <= 0) continue;
        double today = p->supply[area * p->good_count + good];
        int row = add(w, TABLE_PLAN_AREA_GAIN);
        if (row < 0) return;
        table_put_text(t, row, "area", slice_of(p->areas[area].code));
        table_put_text(t, row, "good", slice_of(p->goods[good].code));
        table_put_real(t, row, "share_before", fmin(1, today / need));
        table_put_real(t, row, "share_after", fmin(1, (today + output[area]) / need));
    }
}

/* People supplied: people times the share of their need that is met. */
static void write_gain(struct writer *w, int good, int year, const double *output)
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
    int row = add(w, TABLE_PLAN_GAIN);
    if (row < 0) return;
    table_put_text(t, row, "good", slice_of(p->goods[good].code));
    table_put_integer(t, row, "year", p->first_year + year);
    table_put_real(t, row, "need", need);
    table_put_real(t, row, "people", people);
    table_put_real(t, row, "people_before", before);
    table_put_real(t, row, "people_after", after);
}

static void write_gains(struct writer *w)
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
    struct writer w = {.data = d,
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
    for (int i = 0; i < p->clause_count && !w.failed; i++)
        write_clause_rows(&w, i);
    write_gains(&w);
    return w.failed ? STATUS_NOMEM : STATUS_OK;
}
