/* SPDX-License-Identifier: Apache-2.0 */
/* Which rows count the visits of an area, and for how much; and what decided visits take of them. */
#include <math.h>
#include <string.h>

#include "base/map.h"
#include "plan/problem.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for what limits and clauses count");
}

static enum status list_adopted(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    p->adopted_year = ARENA_ARRAY(a, int, (size_t)(pr->area_count * (STAGE_MAX + 1)) + 1);
    if (!p->adopted_year) return out_of_memory(e);
    for (int i = 0; i < pr->adopted_count; i++)
        p->adopted_year[pr->adopted[i].area * (STAGE_MAX + 1) + pr->adopted[i].stage] =
            pr->adopted[i].year + 1;
    return STATUS_OK;
}

/* Year in which the adopted plan visits, or -1. */
static int adopted_year(const struct problem *p, int area, int stage)
{
    return p->adopted_year[area * (STAGE_MAX + 1) + stage] - 1;
}

static double after_coefficient(const struct problem *p, const struct row *r, int area, int year)
{
    const struct clause *c = &p->programme->clauses[r->origin];
    int lag = problem_wait_years(p, c);
    int is_awaited = year <= r->year - lag;
    int waits = r->penalty > 0 ? year == r->year : year >= c->year_first && year <= r->year;
    if (r->factor > 0) {
        if (waits && area == r->scope) return r->factor;
        return is_awaited && area_is_within(p->programme, area, c->after) ? -1 : 0;
    }
    if (is_awaited && area == r->scope) return r->factor;
    return waits && area_is_within(p->programme, area, c->area) ? 1 : 0;
}

/* What a visit of a stage in a year counts for in a row about visits. */
static double visit_coefficient(const struct problem *p, const struct row *r, int area, int stage,
                                int year)
{
    const struct clause *c = &p->programme->clauses[r->origin];
    if (r->kind == ROW_AFTER) return stage == r->stage ? after_coefficient(p, r, area, year) : 0;
    if (c->stage != 0 && c->stage != stage) return 0;
    if (!area_is_within(p->programme, area, r->scope)) return 0;
    if (r->kind == ROW_CHANGES) {
        int adopted = adopted_year(p, area, stage);
        return adopted < 0 ? -1 : adopted == year;
    }
    if (c->kind == CLAUSE_VISITS_PER_YEAR || c->kind == CLAUSE_LIMIT_SUBSIDY)
        return year == r->year;
    return year >= c->year_first && year <= c->year_last;
}

/* What a unit in the cell (kind, stage or resource, year) of an area counts for in a row. */
static double coefficient(const struct problem *p, const struct row *r, int area, int cell)
{
    const struct programme *pr = p->programme;
    int year = cell % p->year_count, what = cell / p->year_count;
    if (r->kind == ROW_LIMIT)
        return pr->limits[r->origin].resource == what && r->year == year &&
               area_is_within(pr, area, r->scope);
    int stage = what - pr->resource_count - (r->kind == ROW_SUBSIDY ? STAGE_MAX + 1 : 0);
    return stage >= 1 ? visit_coefficient(p, r, area, stage, year) : 0;
}

/* The cells a row can count: its kind's. */
static void cells_of(const struct problem *p, const struct row *r, int *first, int *last)
{
    const struct programme *pr = p->programme;
    if (r->kind == ROW_LIMIT) {
        *first = *last = cell_of_use(p, pr->limits[r->origin].resource, r->year);
    } else if (r->kind != ROW_SUBSIDY) {
        *first = cell_of_visits(p, 0, 0);
        *last = cell_of_visits(p, STAGE_MAX, p->year_count - 1);
    } else {
        *first = cell_of_subsidy(p, 0, 0);
        *last = cell_of_subsidy(p, STAGE_MAX, p->year_count - 1);
    }
}

/* Cells of the rows of an area's scopes; twice: first counting, then filling. */
static enum status make_reach(struct problem *p, struct reach *out, int area, struct arena *a,
                              struct err *e)
{
    out->cell_start = ARENA_ARRAY(a, int, (size_t)p->cell_count + 1);
    if (!out->cell_start) return out_of_memory(e);
    for (int pass = 0; pass < 2; pass++) {
        for (int r = 0; r < p->coupling_count; r++) {
            int first = 0, last = 0;
            cells_of(p, &p->rows[r], &first, &last);
            for (int cell = first; cell <= last; cell++) {
                double value = coefficient(p, &p->rows[r], area, cell);
                if (value == 0) continue;
                if (pass == 1) out->cell_rows[out->cell_start[cell]] = r;
                if (pass == 1) out->cell_values[out->cell_start[cell]] = value;
                out->cell_start[cell + (pass == 0)]++;
            }
        }
        if (pass == 1) break;
        for (int cell = 0; cell < p->cell_count; cell++)
            out->cell_start[cell + 1] += out->cell_start[cell];
        out->cell_rows = ARENA_ARRAY(a, int, (size_t)out->cell_start[p->cell_count] + 1);
        out->cell_values = ARENA_ARRAY(a, double, (size_t)out->cell_start[p->cell_count] + 1);
        if (!out->cell_rows || !out->cell_values) return out_of_memory(e);
    }
    /* Filling moved every start to its end, which is the next start. */
    memmove(out->cell_start + 1, out->cell_start, sizeof(int) * (size_t)p->cell_count);
    out->cell_start[0] = 0;
    return STATUS_OK;
}

/* Areas that some row treats unlike the rest of the country. */
static void mark_scopes(const struct problem *p, char *is_scope)
{
    const struct programme *pr = p->programme;
    for (int r = 0; r < p->coupling_count; r++) {
        const struct row *row = &p->rows[r];
        if (row->scope >= 0) is_scope[row->scope] = 1;
        if (row->kind == ROW_AFTER) {
            is_scope[pr->clauses[row->origin].area] = 1;
            is_scope[pr->clauses[row->origin].after] = 1;
        }
        for (int i = 0; row->kind == ROW_CHANGES && i < pr->adopted_count; i++)
            is_scope[pr->adopted[i].area] = 1;
    }
}

/* Areas within the same scopes share a reach. */
static enum status add_reaches(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    char *is_scope = ARENA_ARRAY(a, char, (size_t)pr->area_count + 1);
    p->reach_of_area = ARENA_ARRAY(a, int, (size_t)pr->area_count + 1);
    p->reaches = ARENA_ARRAY(a, struct reach, (size_t)pr->area_count + 1);
    struct map known;
    if (!is_scope || !p->reach_of_area || !p->reaches || !map_init(&known, pr->area_count, a))
        return out_of_memory(e);
    mark_scopes(p, is_scope);
    for (int area = 0; area < pr->area_count; area++) {
        int scopes[64], count = 0;
        for (int up = area; up >= 0 && count < 64; up = pr->areas[up].parent)
            if (is_scope[up]) scopes[count++] = up;
        size_t bytes = sizeof(int) * (size_t)count;
        const char *key = arena_strndup(a, (const char *)scopes, bytes);
        if (!key) return out_of_memory(e);
        int reach = map_put(&known, (struct slice){key, bytes}, p->reach_count);
        if (reach == p->reach_count) TRY(make_reach(p, &p->reaches[p->reach_count++], area, a, e));
        p->reach_of_area[area] = reach;
    }
    for (int k = 0; k < p->block_count; k++)
        p->blocks[k].reach = p->reach_of_area[p->blocks[k].area];
    return STATUS_OK;
}

/* --- decided visits ----------------------------------------------------------------------- */

static void subtract(struct problem *p, int area, int cell, double quantity)
{
    const struct reach *reach = &p->reaches[p->reach_of_area[area]];
    for (int i = reach->cell_start[cell]; i < reach->cell_start[cell + 1]; i++) {
        struct row *r = &p->rows[reach->cell_rows[i]];
        double value = reach->cell_values[i];
        if (r->kind == ROW_AFTER && value > 0) continue; /* what is decided does not wait */
        r->lower -= value * quantity;
        r->upper -= value * quantity;
    }
}

static void subtract_use(struct problem *p, const struct decided *d, int resource, int offset,
                         double quantity)
{
    int lasting = p->programme->resources[resource].kind == RESOURCE_LASTING;
    int last = lasting ? p->year_count - 1 : d->year + offset;
    for (int y = d->year + offset; y <= last && y < p->year_count; y++)
        subtract(p, d->area, cell_of_use(p, resource, y), quantity);
}

/* Is an earlier row of `decided` of the same visit? */
static int visit_seen(const struct programme *pr, int index)
{
    const struct decided *d = &pr->decided[index];
    int stage = pr->types[pr->sizes[d->size].type].stage;
    for (int i = 0; i < index; i++) {
        const struct decided *o = &pr->decided[i];
        if (o->area == d->area && o->year == d->year &&
            pr->types[pr->sizes[o->size].type].stage == stage)
            return 1;
    }
    return 0;
}

static void subtract_decided(struct problem *p)
{
    const struct programme *pr = p->programme;
    for (int i = 0; i < pr->decided_count; i++) {
        const struct decided *d = &pr->decided[i];
        const struct facility_size *z = &pr->sizes[d->size];
        int stage = pr->types[z->type].stage;
        if (!visit_seen(pr, i)) subtract(p, d->area, cell_of_visits(p, stage, d->year), 1);
        for (int c = 0; c < z->construction_count; c++)
            subtract_use(p, d, z->constructions[c].resource, z->constructions[c].year_offset,
                         z->constructions[c].quantity);
        double subsidy = fmax(0, z->running_cost - z->revenue);
        for (int y = d->year + z->build_years; y < p->year_count; y++)
            subtract(p, d->area, cell_of_subsidy(p, stage, y), subsidy);
        if (d->site < 0) continue;
        const struct site_option *so = siting_option(p->in->siting, pr, d->site, d->size);
        for (int c = 0; c < so->cost_count; c++)
            subtract_use(p, d, so->costs[c].what, 0, so->costs[c].quantity);
    }
}

enum status problem_build_reaches(struct problem *p, struct arena *a, struct err *e)
{
    TRY(list_adopted(p, a, e));
    TRY(add_reaches(p, a, e));
    subtract_decided(p);
    return STATUS_OK;
}
