/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that couple visits, less what decided visits take of them. */
#include <math.h>
#include <string.h>

#include "base/map.h"
#include "plan/problem.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for limits and clauses");
}

static int is_row_clause(const struct clause *c)
{
    return c->kind == CLAUSE_VISITS_PER_YEAR || c->kind == CLAUSE_VISITS_IN_PERIOD ||
           c->kind == CLAUSE_LIMIT_SUBSIDY;
}

static int count_rows(const struct programme *pr)
{
    int count = pr->limit_count;
    for (int i = 0; i < pr->clause_count; i++) {
        const struct clause *c = &pr->clauses[i];
        if (!is_row_clause(c)) continue;
        count += c->kind == CLAUSE_VISITS_IN_PERIOD ? 1 : c->year_last - c->year_first + 1;
    }
    return count;
}

static double tolerance_of(double limit)
{
    return isfinite(limit) ? PLAN_TOLERANCE * fmax(1, fabs(limit)) : 0;
}

static void add_clause_rows(struct problem *p, int index)
{
    const struct clause *c = &p->programme->clauses[index];
    int years = c->kind == CLAUSE_VISITS_IN_PERIOD ? 1 : c->year_last - c->year_first + 1;
    for (int y = 0; y < years; y++) {
        struct row *r = &p->rows[p->row_count++];
        *r = (struct row){.kind = ROW_VISITS, .origin = index, .scope = c->area};
        r->year = c->year_first + y;
        r->lower = -INFINITY;
        r->upper = c->at_most;
        if (c->kind == CLAUSE_LIMIT_SUBSIDY) {
            r->kind = ROW_SUBSIDY;
            r->tolerance = tolerance_of(c->at_most);
        } else { /* counts are whole */
            r->lower = ceil(c->at_least - tolerance_of(c->at_least));
            r->upper = floor(c->at_most + tolerance_of(c->at_most));
        }
    }
}

static enum status add_rows(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    int room = count_rows(pr) + p->capacity_count;
    p->rows = ARENA_ARRAY(a, struct row, (size_t)room + 1);
    if (!p->rows) return out_of_memory(e);
    for (int i = 0; i < pr->limit_count; i++) {
        const struct resource_limit *l = &pr->limits[i];
        p->rows[p->row_count++] = (struct row){.kind = ROW_LIMIT,
                                               .origin = i,
                                               .year = l->year,
                                               .scope = l->area,
                                               .lower = -INFINITY,
                                               .upper = l->quantity,
                                               .tolerance = tolerance_of(l->quantity)};
    }
    for (int i = 0; i < pr->clause_count; i++)
        if (is_row_clause(&pr->clauses[i])) add_clause_rows(p, i);
    p->coupling_count = p->row_count;
    return STATUS_OK;
}

/* Does the row count what happens in the cell (kind, stage or resource, year)? */
static int row_counts(const struct problem *p, const struct row *r, int cell)
{
    const struct programme *pr = p->programme;
    int year = cell % p->year_count, what = cell / p->year_count;
    if (r->kind == ROW_LIMIT) return pr->limits[r->origin].resource == what && r->year == year;
    const struct clause *c = &pr->clauses[r->origin];
    int stage = what - pr->resource_count - (r->kind == ROW_SUBSIDY ? STAGE_MAX + 1 : 0);
    if (stage < 1 || stage > STAGE_MAX || (c->stage != 0 && c->stage != stage)) return 0;
    if (c->kind == CLAUSE_VISITS_IN_PERIOD) return year >= c->year_first && year <= c->year_last;
    return year == r->year;
}

/* The cells a row can count: its kind's. */
static void cells_of(const struct problem *p, const struct row *r, int *first, int *last)
{
    const struct programme *pr = p->programme;
    if (r->kind == ROW_LIMIT) {
        *first = *last = cell_of_use(p, pr->limits[r->origin].resource, r->year);
    } else if (r->kind == ROW_VISITS) {
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
            if (!area_is_within(p->programme, area, p->rows[r].scope)) continue;
            int first = 0, last = 0;
            cells_of(p, &p->rows[r], &first, &last);
            for (int cell = first; cell <= last; cell++) {
                if (!row_counts(p, &p->rows[r], cell)) continue;
                if (pass == 1) out->cell_rows[out->cell_start[cell]] = r;
                out->cell_start[cell + (pass == 0)]++;
            }
        }
        if (pass == 1) break;
        for (int cell = 0; cell < p->cell_count; cell++)
            out->cell_start[cell + 1] += out->cell_start[cell];
        out->cell_rows = ARENA_ARRAY(a, int, (size_t)out->cell_start[p->cell_count] + 1);
        if (!out->cell_rows) return out_of_memory(e);
    }
    /* Filling moved every start to its end, which is the next start. */
    memmove(out->cell_start + 1, out->cell_start, sizeof(int) * (size_t)p->cell_count);
    out->cell_start[0] = 0;
    return STATUS_OK;
}

/* Areas within the same scopes share a reach. */
static enum status add_reaches(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    int *is_scope = ARENA_ARRAY(a, int, (size_t)pr->area_count + 1);
    p->reach_of_area = ARENA_ARRAY(a, int, (size_t)pr->area_count + 1);
    p->reaches = ARENA_ARRAY(a, struct reach, (size_t)pr->area_count + 1);
    struct map known;
    if (!is_scope || !p->reach_of_area || !p->reaches || !map_init(&known, pr->area_count, a))
        return out_of_memory(e);
    for (int r = 0; r < p->coupling_count; r++)
        if (p->rows[r].scope >= 0) is_scope[p->rows[r].scope] = 1;
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

static void subtract(struct problem *p, int area, int cell, double quantity)
{
    const struct reach *reach = &p->reaches[p->reach_of_area[area]];
    for (int i = reach->cell_start[cell]; i < reach->cell_start[cell + 1]; i++) {
        struct row *r = &p->rows[reach->cell_rows[i]];
        r->lower -= quantity;
        r->upper -= quantity;
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

/* Do decided visits alone exceed a row? */
static enum status check_decided(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    for (int i = 0; i < p->coupling_count; i++) {
        const struct row *r = &p->rows[i];
        if (r->upper >= -r->tolerance) continue;
        int year = pr->first_year + r->year;
        if (r->kind == ROW_LIMIT) {
            const struct resource_limit *l = &pr->limits[r->origin];
            TRY(problem_refuse(p, a, e,
                               "decided visits alone take %g %s of '%s' in %d, %g are allowed: "
                               "raise the limit or put off decided visits",
                               l->quantity - r->upper, pr->resources[l->resource].unit,
                               pr->resources[l->resource].code, year, l->quantity));
        } else {
            const struct clause *c = &pr->clauses[r->origin];
            TRY(problem_refuse(p, a, e,
                               "decided visits alone come to %g under clause '%s' in %d, at most "
                               "%g are allowed: change the clause or the decisions",
                               c->at_most - r->upper, c->code, year, c->at_most));
        }
    }
    return STATUS_OK;
}

/* Capacities that the stages of an area can exceed together become rows. */
static void add_capacity_rows(struct problem *p)
{
    for (int k = 0; k + 1 < p->block_count; k++) {
        int area = p->blocks[k].area;
        if (p->blocks[k + 1].area != area) continue;
        for (int c = p->capacity_first[area]; c < p->capacity_first[area + 1]; c++) {
            struct capacity *cap = &p->capacities[c];
            if (cap->row >= 0 || p->capacity_sum[c] <= cap->left + cap->tolerance) continue;
            cap->row = p->row_count;
            p->rows[p->row_count++] = (struct row){.kind = ROW_CAPACITY,
                                                   .origin = c,
                                                   .year = -1,
                                                   .scope = area,
                                                   .lower = -INFINITY,
                                                   .upper = cap->left,
                                                   .tolerance = cap->tolerance};
        }
    }
    for (int i = 0; i < p->option_count; i++)
        for (int n = 0; n < p->options[i].need_count; n++)
            p->options[i].needs[n].row = p->capacities[p->options[i].needs[n].capacity].row;
}

enum status problem_build_rows(struct problem *p, struct arena *a, struct err *e)
{
    TRY(add_rows(p, a, e));
    TRY(add_reaches(p, a, e));
    subtract_decided(p);
    TRY(check_decided(p, a, e));
    add_capacity_rows(p);
    return STATUS_OK;
}
