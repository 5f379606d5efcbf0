/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/check.h"
#include "base/map.h"

struct reader {
    const struct dataset *data;
    const struct programme *p;
    struct map areas, sizes, sites, goods;
    struct slice code; /* of the plan */
    struct stored_plan *stored;
    struct plan *plan; /* stored->plan */
    struct findings *findings;
    int *visit_of; /* [area * STAGE_MAX + stage - 1], or -1 */
};

static enum status nomem(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for reading the plan");
}

#define INDEX(map, list, count)                                  \
    do {                                                         \
        if (!map_init((map), (count), a)) return 0;              \
        for (int i_ = 0; i_ < (count); i_++)                     \
            (void)map_put((map), slice_of((list)[i_].code), i_); \
    } while (0)

static int prepare(struct reader *r, struct arena *a)
{
    const struct programme *p = r->p;
    size_t visits = (size_t)r->data->tables[TABLE_PLAN_VISIT].row_count + 1;
    size_t facilities = (size_t)r->data->tables[TABLE_PLAN_FACILITY].row_count + 1;
    INDEX(&r->areas, p->areas, p->area_count);
    INDEX(&r->sizes, p->sizes, p->size_count);
    INDEX(&r->sites, p->sites, p->site_count);
    INDEX(&r->goods, p->goods, p->good_count);
    r->plan->visits = ARENA_ARRAY(a, struct visit, visits);
    r->plan->facilities = ARENA_ARRAY(a, struct facility, facilities);
    r->stored->visit_rows = ARENA_ARRAY(a, int, visits);
    r->stored->facility_rows = ARENA_ARRAY(a, int, facilities);
    size_t flows = (size_t)r->data->tables[TABLE_PLAN_FLOW].row_count + 1;
    r->plan->flows = ARENA_ARRAY(a, struct flow, flows);
    r->stored->flow_rows = ARENA_ARRAY(a, int, flows);
    if (!r->plan->flows || !r->stored->flow_rows) return 0;
    r->visit_of = ARENA_ARRAY(a, int, (size_t)p->area_count *STAGE_MAX + 1);
    if (!r->plan->visits || !r->plan->facilities || !r->stored->visit_rows ||
        !r->stored->facility_rows || !r->visit_of)
        return 0;
    for (int i = 0; i < p->area_count * STAGE_MAX; i++)
        r->visit_of[i] = -1;
    return 1;
}

/* Index of what a cell names; a name the programme does not have is a finding. */
static int look_up(struct reader *r, const struct map *map, const struct table *t, int row,
                   const char *column)
{
    struct slice code = table_get_text(t, row, column);
    int index = code.at ? map_get(map, code) : -1;
    if (index >= 0) return index;
    r->stored->is_whole = 0;
    findings_row(r->findings, 1, t, row, column,
                 "'%.*s' is not in the programme; the plan was made from other figures",
                 SLICE_ARGS(code));
    return -1;
}

/* A year from 0, or -1 with a finding. */
static int read_year(struct reader *r, const struct table *t, int row)
{
    int64_t year = table_get_integer(t, row, "year");
    int first = r->p->first_year, last = first + r->p->year_count - 1;
    if (year >= first && year <= last) return (int)(year - first);
    r->stored->is_whole = 0;
    findings_row(r->findings, 1, t, row, "year", "%lld is outside the programme years %d to %d",
                 (long long)year, first, last);
    return -1;
}

static int read_stage(struct reader *r, const struct table *t, int row)
{
    int64_t stage = table_get_integer(t, row, "stage");
    if (stage >= 1 && stage <= STAGE_MAX) return (int)stage;
    r->stored->is_whole = 0;
    findings_row(r->findings, 1, t, row, "stage", "%lld is no stage; they are 1 to %d",
                 (long long)stage, STAGE_MAX);
    return -1;
}

static void read_visits(struct reader *r)
{
    const struct table *t = &r->data->tables[TABLE_PLAN_VISIT];
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_equal(table_get_text(t, row, "plan"), r->code)) continue;
        struct visit visit = {.area = look_up(r, &r->areas, t, row, "area"),
                              .stage = read_stage(r, t, row),
                              .year = read_year(r, t, row),
                              .decided = slice_is(table_get_text(t, row, "decided"), "yes")};
        if (visit.area < 0 || visit.stage < 0 || visit.year < 0) continue;
        int *of = &r->visit_of[visit.area * STAGE_MAX + visit.stage - 1];
        if (*of < 0) *of = r->plan->visit_count;
        r->stored->visit_rows[r->plan->visit_count] = row;
        r->plan->visits[r->plan->visit_count++] = visit;
    }
}

static void read_facilities(struct reader *r)
{
    const struct table *t = &r->data->tables[TABLE_PLAN_FACILITY];
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_equal(table_get_text(t, row, "plan"), r->code)) continue;
        int area = look_up(r, &r->areas, t, row, "area"), stage = read_stage(r, t, row);
        int size = look_up(r, &r->sizes, t, row, "facility_size"), site = -1;
        if (table_get_text(t, row, "site").at) site = look_up(r, &r->sites, t, row, "site");
        if (area < 0 || stage < 0 || size < 0) continue;
        int visit = r->visit_of[area * STAGE_MAX + stage - 1];
        if (visit < 0) {
            r->stored->is_whole = 0;
            findings_row(r->findings, 1, t, row, "area",
                         "'%s' has no visit of stage %d in plan_visit", r->p->areas[area].code,
                         stage);
            continue;
        }
        r->stored->facility_rows[r->plan->facility_count] = row;
        r->plan->facilities[r->plan->facility_count++] = (struct facility){visit, size, site};
    }
}

static void read_flows(struct reader *r)
{
    const struct table *t = &r->data->tables[TABLE_PLAN_FLOW];
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_equal(table_get_text(t, row, "plan"), r->code)) continue;
        struct flow flow = {.from = look_up(r, &r->areas, t, row, "from_area"),
                            .to = look_up(r, &r->areas, t, row, "to_area"),
                            .good = look_up(r, &r->goods, t, row, "good"),
                            .year = read_year(r, t, row),
                            .quantity = table_get_real(t, row, "quantity")};
        if (flow.from < 0 || flow.to < 0 || flow.good < 0 || flow.year < 0) continue;
        r->stored->flow_rows[r->plan->flow_count] = row;
        r->plan->flows[r->plan->flow_count++] = flow;
    }
}

static enum plan_outcome read_outcome(struct slice word)
{
    return slice_is(word, "optimal")      ? PLAN_OPTIMAL
           : slice_is(word, "feasible")   ? PLAN_FEASIBLE
           : slice_is(word, "infeasible") ? PLAN_INFEASIBLE
                                          : PLAN_STOPPED;
}

enum status plan_from_tables(struct stored_plan *out, const struct dataset *d,
                             const struct programme *p, int plan_row, struct findings *findings,
                             struct err *e)
{
    const struct table *t = &d->tables[TABLE_PLAN];
    struct reader r = {.data = d,
                       .p = p,
                       .code = table_get_text(t, plan_row, "code"),
                       .stored = out,
                       .plan = &out->plan,
                       .findings = findings};
    *out = (struct stored_plan){.is_whole = 1};
    out->plan.outcome = read_outcome(table_get_text(t, plan_row, "outcome"));
    out->plan.objective = table_get_real(t, plan_row, "objective");
    out->plan.bound = table_get_real(t, plan_row, "bound");
    if (!prepare(&r, findings->arena)) return nomem(e);
    read_visits(&r);
    read_facilities(&r);
    read_flows(&r);
    return STATUS_OK;
}
