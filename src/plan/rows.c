/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that couple visits, less what decided visits take of them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/trade.h"

enum {
    PLACE_MAX = 128,
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for limits and clauses");
}

static double tolerance_of(double limit)
{
    return isfinite(limit) ? PLAN_TOLERANCE * fmax(1, fabs(limit)) : 0;
}

/* --- rows --------------------------------------------------------------------------------- */

enum status problem_add_row(struct problem *p, struct row row, struct arena *a, struct err *e)
{
    if (p->row_count == p->row_size) {
        int size = 2 * p->row_size + 256;
        struct row *rows = ARENA_ARRAY(a, struct row, (size_t)size);
        if (!rows) return out_of_memory(e);
        if (p->row_count > 0) memcpy(rows, p->rows, sizeof *rows * (size_t)p->row_count);
        p->rows = rows;
        p->row_size = size;
    }
    p->rows[p->row_count++] = row;
    return STATUS_OK;
}

static enum status add_limits(struct problem *p, struct arena *a, struct err *e)
{
    for (int i = 0; i < p->programme->limit_count; i++) {
        const struct resource_limit *l = &p->programme->limits[i];
        struct row row = {.kind = ROW_LIMIT,
                          .origin = i,
                          .year = l->year,
                          .scope = l->area,
                          .lower = -INFINITY,
                          .upper = l->quantity,
                          .tolerance = tolerance_of(l->quantity)};
        TRY(problem_add_row(p, row, a, e));
    }
    return STATUS_OK;
}

/* Whole visits between two bounds that need not be whole. */
static void set_count(struct row *r, double at_least, double at_most)
{
    r->lower = ceil(at_least - tolerance_of(at_least));
    r->upper = floor(at_most + tolerance_of(at_most));
}

/* The limits of a clause that need not be kept count as they are: parts of visits are missed too. */
static void set_limits(struct row *r, const struct clause *c, double part)
{
    double at_least = isfinite(c->at_least) ? c->at_least * part : c->at_least;
    double at_most = isfinite(c->at_most) ? c->at_most * part : c->at_most;
    r->penalty = c->penalty;
    r->lower = at_least;
    r->upper = at_most;
    if (!clause_is_soft(c)) set_count(r, at_least, at_most);
}

/* One row for the period, or one for each year of it; for every area the clause holds for. */
static enum status add_sums(struct problem *p, int index, struct arena *a, struct err *e)
{
    const struct clause *c = &p->programme->clauses[index];
    int per_year = c->kind == CLAUSE_VISITS_PER_YEAR || c->kind == CLAUSE_LIMIT_SUBSIDY;
    int last = per_year ? c->year_last : c->year_first;
    for (int scope = CLAUSE_SCOPE_FIRST;;) {
        scope = clause_next_scope(p->programme, c, scope);
        if (scope == CLAUSE_SCOPE_END) return STATUS_OK;
        struct row row = {.kind = ROW_VISITS, .origin = index, .scope = scope};
        if (c->kind == CLAUSE_LIMIT_SUBSIDY) {
            row.kind = ROW_SUBSIDY;
            row.lower = -INFINITY;
            row.upper = c->at_most;
            row.penalty = c->penalty;
            row.tolerance = clause_is_soft(c) ? 0 : tolerance_of(c->at_most);
        } else {
            int is_share = c->kind == CLAUSE_SHARE_IN_PERIOD;
            set_limits(&row, c,
                       is_share ? clause_visits_possible(p->programme, c, scope) / 100.0 : 1);
        }
        for (row.year = c->year_first; row.year <= last; row.year++)
            TRY(problem_add_row(p, row, a, e));
    }
}

static int count_blocks(const struct problem *p, int scope, int stage)
{
    int count = 0;
    for (int k = 0; k < p->block_count; k++) {
        if (stage != 0 && p->blocks[k].stage != stage) continue;
        count += area_is_within(p->programme, p->blocks[k].area, scope);
    }
    return count;
}

/*
 * Visits of a stage in one scope wait for all visits of the other.  Either every waiting area w has
 * rows of its own, for each year y of the period, A the number of areas waited for:
 *
 *     A * (visits of w from year_first to y) - (visits waited for until y - lag) <= 0
 *
 * or every area a that is waited for has them, W the number of waiting areas:
 *
 *     (visits waiting from year_first to y) - W * (visits of a until y - lag) <= 0
 *
 * whichever are fewer.  Decided visits are waited for but do not wait.  For a soft clause the first
 * sum is of the year y alone: what the rows exceed is then how many visits each one that waits is
 * too early for, whichever form the rows have.
 */
static enum status add_after(struct problem *p, int index, int stage, struct arena *a,
                             struct err *e)
{
    const struct clause *c = &p->programme->clauses[index];
    int waiting = count_blocks(p, c->area, stage);
    int awaited = p->programme->areas[c->after].visitable_count;
    if (waiting == 0 || awaited == 0) return STATUS_OK;
    int by_waiting = waiting <= awaited;
    struct row row = {.kind = ROW_AFTER,
                      .origin = index,
                      .stage = stage,
                      .factor = by_waiting ? awaited : -waiting,
                      .lower = -INFINITY,
                      .penalty = c->penalty};
    int lag = problem_wait_years(p, c), is_soft = clause_is_soft(c);
    int first = is_soft || c->year_first > lag ? c->year_first : lag;
    for (row.scope = 0; row.scope < p->programme->area_count; row.scope++) {
        if (!area_is_within(p->programme, row.scope, by_waiting ? c->area : c->after)) continue;
        if (by_waiting && !problem_block(p, row.scope, stage)) continue;
        if (!p->programme->areas[row.scope].visitable) continue;
        for (row.year = first; row.year <= c->year_last; row.year++)
            TRY(problem_add_row(p, row, a, e));
    }
    return STATUS_OK;
}

static int stage_has_types(const struct programme *pr, int stage)
{
    for (int t = 0; t < pr->type_count; t++)
        if (pr->types[t].stage == stage) return 1;
    return 0;
}

static int is_adopted_in_scope(const struct programme *pr, const struct clause *c,
                               const struct adopted *x)
{
    return (c->stage == 0 || c->stage == x->stage) && area_is_within(pr, x->area, c->area);
}

/* Visits as adopted, less visits of what was not adopted, are at least the adopted less `at_most`:
 * an adopted visit that is moved or left out is a change, and so is a visit nobody adopted. */
static enum status add_changes(struct problem *p, int index, struct arena *a, struct err *e)
{
    const struct clause *c = &p->programme->clauses[index];
    int adopted = 0;
    for (int i = 0; i < p->programme->adopted_count; i++)
        adopted += is_adopted_in_scope(p->programme, c, &p->programme->adopted[i]);
    struct row row = {.kind = ROW_CHANGES, .origin = index, .scope = c->area, .upper = INFINITY};
    row.lower = adopted - floor(c->at_most + tolerance_of(c->at_most));
    if (clause_is_soft(c)) row.lower = adopted - c->at_most;
    row.penalty = c->penalty;
    return problem_add_row(p, row, a, e);
}

static enum status add_rows(struct problem *p, struct arena *a, struct err *e)
{
    TRY(add_limits(p, a, e));
    for (int i = 0; i < p->programme->clause_count; i++) {
        const struct clause *c = &p->programme->clauses[i];
        switch (c->kind) {
        case CLAUSE_VISITS_PER_YEAR:
        case CLAUSE_VISITS_IN_PERIOD:
        case CLAUSE_SHARE_IN_PERIOD:
        case CLAUSE_LIMIT_SUBSIDY:
            TRY(add_sums(p, i, a, e));
            break;
        case CLAUSE_VISIT_AFTER:
            for (int stage = 1; stage <= STAGE_MAX; stage++)
                if ((c->stage == 0 || c->stage == stage) && stage_has_types(p->programme, stage))
                    TRY(add_after(p, i, stage, a, e));
            break;
        case CLAUSE_LIMIT_CHANGES:
            TRY(add_changes(p, i, a, e));
            break;
        default:
            break; /* rules.c */
        }
    }
    p->coupling_count = p->row_count;
    return STATUS_OK;
}

/* --- rows that cannot be kept ---------------------------------------------------------------- */

static enum status refuse_limit(struct problem *p, const struct row *r, struct arena *a,
                                struct err *e)
{
    const struct programme *pr = p->programme;
    const struct resource_limit *l = &pr->limits[r->origin];
    return problem_refuse(p, a, e,
                          "decided visits alone take %g %s of '%s' in %d, %g are allowed: "
                          "raise the limit or put off decided visits",
                          l->quantity - r->upper, pr->resources[l->resource].unit,
                          pr->resources[l->resource].code, pr->first_year + r->year, l->quantity);
}

/* "in 2026", "from 2026 to 2030 in 'KP-10'" */
static void phrase_place(char out[PLACE_MAX], const struct problem *p, const struct row *r)
{
    const struct programme *pr = p->programme;
    const struct clause *c = &pr->clauses[r->origin];
    int per_year = c->kind == CLAUSE_VISITS_PER_YEAR || c->kind == CLAUSE_LIMIT_SUBSIDY;
    int len = per_year || c->year_first == c->year_last
                  ? snprintf(out, PLACE_MAX, "in %d", pr->first_year + r->year)
                  : snprintf(out, PLACE_MAX, "from %d to %d", pr->first_year + c->year_first,
                             pr->first_year + c->year_last);
    if (r->scope >= 0)
        snprintf(out + len, PLACE_MAX - (size_t)len, " in '%s'", pr->areas[r->scope].code);
}

static enum status refuse_ceiling(struct problem *p, const struct row *r, struct arena *a,
                                  struct err *e)
{
    const struct clause *c = &p->programme->clauses[r->origin];
    int all = clause_visits_possible(p->programme, c, r->scope);
    double allowed = c->kind == CLAUSE_SHARE_IN_PERIOD ? floor(c->at_most * all / 100) : c->at_most;
    char place[PLACE_MAX];
    phrase_place(place, p, r);
    return problem_refuse(p, a, e,
                          "decided visits alone come to %g under clause '%s' %s, at most %g are "
                          "allowed: change the clause or the decisions",
                          allowed - r->upper, c->code, place, allowed);
}

/* More visits wanted than areas that could have one. */
static enum status refuse_floor(struct problem *p, const struct row *r, int possible,
                                struct arena *a, struct err *e)
{
    const struct clause *c = &p->programme->clauses[r->origin];
    int all = clause_visits_possible(p->programme, c, r->scope);
    double asked = c->kind == CLAUSE_SHARE_IN_PERIOD ? ceil(c->at_least * all / 100) : c->at_least;
    char place[PLACE_MAX];
    phrase_place(place, p, r);
    return problem_refuse(p, a, e,
                          "clause '%s' asks for %g visits %s; %g can be made: ask for fewer, or "
                          "let more areas be visited",
                          c->code, asked, place, asked - r->lower + possible);
}

static enum status refuse_fraction(struct problem *p, const struct row *r, struct arena *a,
                                   struct err *e)
{
    const struct clause *c = &p->programme->clauses[r->origin];
    char place[PLACE_MAX];
    phrase_place(place, p, r);
    double part = 1;
    if (c->kind == CLAUSE_SHARE_IN_PERIOD)
        part = clause_visits_possible(p->programme, c, r->scope) / 100.0;
    return problem_refuse(p, a, e,
                          "clause '%s' asks for %g to %g visits %s, and no whole number lies "
                          "between: lower its floor or raise its ceiling",
                          c->code, c->at_least * part, c->at_most * part, place);
}

static enum status refuse_changes(struct problem *p, const struct row *r, int possible,
                                  struct arena *a, struct err *e)
{
    const struct clause *c = &p->programme->clauses[r->origin];
    return problem_refuse(p, a, e,
                          "clause '%s' allows %g changes against the adopted plan; %g cannot be "
                          "avoided, because decided visits differ from it or no facility can stand "
                          "where it has visits: allow more, or correct table adopted",
                          c->code, c->at_most, c->at_most + r->lower - possible);
}

/* Floors of every year that come to more than there is to visit. */
static enum status check_years_together(struct problem *p, const struct clause *c,
                                        const struct row *rows, int years, struct arena *a,
                                        struct err *e)
{
    const struct programme *pr = p->programme;
    double asked = 0;
    for (int y = 0; y < years; y++)
        asked += fmax(0, rows[y].lower);
    int possible = asked > 0 ? count_blocks(p, rows->scope, c->stage) : 0;
    if (asked <= possible) return STATUS_OK;
    return problem_refuse(
        p, a, e,
        "clause '%s' asks for %g visits in every year from %d to %d%s%s: %g beyond "
        "those decided, and %d can be made; ask for fewer, or for fewer years",
        c->code, c->at_least, pr->first_year + c->year_first, pr->first_year + c->year_last,
        rows->scope >= 0 ? " in " : "", rows->scope >= 0 ? pr->areas[rows->scope].code : "", asked,
        possible);
}

/* How many new visits a row of visits, or of changes, can count at most. */
static int count_possible(const struct problem *p, const struct row *r)
{
    const struct clause *c = &p->programme->clauses[r->origin];
    if (r->kind == ROW_VISITS) return count_blocks(p, r->scope, c->stage);
    int count = 0;
    for (int i = 0; i < p->programme->adopted_count; i++) {
        const struct adopted *x = &p->programme->adopted[i];
        if (is_adopted_in_scope(p->programme, c, x)) count += !!problem_block(p, x->area, x->stage);
    }
    return count;
}

/* A row that cannot be kept whatever else there is: by itself, or because of decided visits. */
static enum status check_row(struct problem *p, const struct row *r, struct arena *a, struct err *e)
{
    if (r->kind == ROW_AFTER || r->penalty > 0) return STATUS_OK;
    if (r->upper < -r->tolerance)
        return r->kind == ROW_LIMIT ? refuse_limit(p, r, a, e) : refuse_ceiling(p, r, a, e);
    if (r->lower > r->upper && r->kind == ROW_VISITS) return refuse_fraction(p, r, a, e);
    if (r->lower <= 0) return STATUS_OK;
    int possible = count_possible(p, r);
    if (r->lower <= possible) return STATUS_OK;
    return r->kind == ROW_VISITS ? refuse_floor(p, r, possible, a, e)
                                 : refuse_changes(p, r, possible, a, e);
}

static enum status check_alone(struct problem *p, struct arena *a, struct err *e)
{
    for (int i = 0; i < p->coupling_count && !p->why_infeasible; i++)
        TRY(check_row(p, &p->rows[i], a, e));
    for (int i = 0; i < p->coupling_count && !p->why_infeasible; i++) {
        const struct row *r = &p->rows[i];
        if (r->kind != ROW_VISITS || r->penalty > 0) continue;
        const struct clause *c = &p->programme->clauses[r->origin];
        int years = c->year_last - c->year_first + 1;
        if (c->kind != CLAUSE_VISITS_PER_YEAR || r->year != c->year_first) continue;
        TRY(check_years_together(p, c, r, years, a, e));
    }
    return STATUS_OK;
}

/* Capacities that the stages of an area can exceed together become rows. */
static enum status add_capacity_rows(struct problem *p, struct arena *a, struct err *e)
{
    for (int k = 0; k + 1 < p->block_count; k++) {
        int area = p->blocks[k].area;
        if (p->blocks[k + 1].area != area) continue;
        for (int c = p->capacity_first[area]; c < p->capacity_first[area + 1]; c++) {
            struct capacity *cap = &p->capacities[c];
            if (cap->row >= 0 || p->capacity_sum[c] <= cap->left + cap->tolerance) continue;
            cap->row = p->row_count;
            struct row row = {.kind = ROW_CAPACITY,
                              .origin = c,
                              .year = -1,
                              .scope = area,
                              .lower = -INFINITY,
                              .upper = cap->left,
                              .tolerance = cap->tolerance};
            TRY(problem_add_row(p, row, a, e));
        }
    }
    for (int i = 0; i < p->option_count; i++)
        for (int n = 0; n < p->options[i].need_count; n++)
            p->options[i].needs[n].row = p->capacities[p->options[i].needs[n].capacity].row;
    return STATUS_OK;
}

enum status problem_build_rows(struct problem *p, struct arena *a, struct err *e)
{
    TRY(add_rows(p, a, e));
    TRY(problem_build_reaches(p, a, e));
    TRY(check_alone(p, a, e));
    TRY(add_capacity_rows(p, a, e));
    return problem_build_trade(p, a, e);
}
