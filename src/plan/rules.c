/* SPDX-License-Identifier: Apache-2.0 */
/* Clauses that a visit keeps or breaks by itself: they narrow blocks and options. */
#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "plan/problem.h"

enum {
    NAMES_MAX = 300,
};

struct demanded { /* a visit that a clause wants */
    int area, stage, year_first, year_last;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the rules of visits");
}

static int type_of(const struct problem *p, const struct option *o)
{
    return p->programme->sizes[o->size].type;
}

static int concerns(const struct problem *p, const struct clause *c, const struct block *b)
{
    if (c->stage != 0 && c->stage != b->stage) return 0;
    int scope = c->kind == CLAUSE_REQUIRE_SITE ? p->programme->sites[c->site].area : c->area;
    return area_is_within(p->programme, b->area, scope);
}

static int is_forbidden(const struct problem *p, const struct clause *c, const struct option *o)
{
    const struct facility_size *z = &p->programme->sizes[o->size];
    if (c->kind == CLAUSE_FORBID_SITE) return o->site == c->site;
    if (c->kind == CLAUSE_FORBID_FACILITY) return z->type == c->type;
    if (c->type >= 0 && z->type != c->type) return 0;
    return z->running_cost > z->revenue + PLAN_TOLERANCE * fmax(1, z->revenue);
}

static void forbid(struct problem *p, const struct clause *c, const struct block *b)
{
    uint64_t years = years_between(c->year_first, c->year_last);
    for (int i = b->option_first; i < b->option_first + b->option_count; i++) {
        struct option *o = &p->options[i];
        if (is_forbidden(p, c, o)) o->years &= ~years;
    }
}

static enum status require_facility(struct problem *p, const struct clause *c, struct block *b,
                                    struct arena *a, struct err *e)
{
    if (p->programme->types[c->type].stage != b->stage) return STATUS_OK;
    uint64_t group = 0;
    for (int i = b->option_first; i < b->option_first + b->option_count; i++)
        if (type_of(p, &p->options[i]) == c->type) group = UINT64_C(1) << p->options[i].group;
    if (group == 0) b->years &= ~years_between(c->year_first, c->year_last);
    uint64_t *must = ARENA_ARRAY(a, uint64_t, (size_t)p->year_count);
    if (!must) return out_of_memory(e);
    for (int y = 0; y < p->year_count; y++) {
        must[y] = b->groups_must ? b->groups_must[y] : 0;
        if (y >= c->year_first && y <= c->year_last) must[y] |= group;
    }
    b->groups_must = must;
    return STATUS_OK;
}

static enum status require_site(const struct problem *p, const struct clause *c, struct block *b,
                                struct arena *a, struct err *e)
{
    assert(b->site_must_count < 64);
    if (!b->sites_must) {
        b->sites_must = ARENA_ARRAY(a, struct site_must, (size_t)p->programme->clause_count);
        if (!b->sites_must) return out_of_memory(e);
    }
    b->sites_must[b->site_must_count++] =
        (struct site_must){c->site, years_between(c->year_first, c->year_last), c->penalty};
    return STATUS_OK;
}

/* --- soft clauses: what a visit keeps or misses by itself is part of its worth -------------- */

static enum status add_bonus(const struct problem *p, double **bonus, uint64_t years, double worth,
                             struct arena *a, struct err *e)
{
    if (!*bonus) *bonus = ARENA_ARRAY(a, double, (size_t)p->year_count);
    if (!*bonus) return out_of_memory(e);
    for (int y = 0; y < p->year_count; y++)
        if (years >> y & 1) (*bonus)[y] += worth;
    return STATUS_OK;
}

/* A visit without the type misses the clause: each loses the penalty, and the type brings it back. */
static enum status price_required(struct problem *p, const struct clause *c, struct block *b,
                                  struct arena *a, struct err *e)
{
    uint64_t years = years_between(c->year_first, c->year_last);
    if (p->programme->types[c->type].stage != b->stage) return STATUS_OK;
    TRY(add_bonus(p, &b->visit_bonus, years, -c->penalty, a, e));
    for (int i = b->option_first; i < b->option_first + b->option_count; i++)
        if (type_of(p, &p->options[i]) == c->type)
            TRY(add_bonus(p, &p->options[i].bonus, years, c->penalty, a, e));
    return STATUS_OK;
}

static enum status price_block(struct problem *p, const struct clause *c, struct block *b,
                               struct arena *a, struct err *e)
{
    uint64_t years = years_between(c->year_first, c->year_last);
    switch (c->kind) {
    case CLAUSE_NO_VISIT:
        return add_bonus(p, &b->visit_bonus, years, -c->penalty, a, e);
    case CLAUSE_FORBID_FACILITY:
    case CLAUSE_FORBID_SITE:
    case CLAUSE_SELF_FINANCING:
        for (int i = b->option_first; i < b->option_first + b->option_count; i++)
            if (is_forbidden(p, c, &p->options[i]))
                TRY(add_bonus(p, &p->options[i].bonus, years, -c->penalty, a, e));
        return STATUS_OK;
    case CLAUSE_REQUIRE_FACILITY:
        return price_required(p, c, b, a, e);
    case CLAUSE_REQUIRE_SITE:
        return require_site(p, c, b, a, e);
    default:
        return STATUS_OK; /* a row, or price_visit */
    }
}

/* A visit that is wanted within the years is missed until it is chosen, or decided. */
static enum status price_wanted(struct problem *p, const struct clause *c,
                                const struct demanded *want, struct arena *a, struct err *e)
{
    int decided = problem_decided_year(p, want->area, want->stage);
    struct block *b = problem_block(p, want->area, want->stage);
    if (decided >= want->year_first && decided <= want->year_last) return STATUS_OK;
    p->fixed_penalty += c->penalty;
    if (!b) return STATUS_OK;
    return add_bonus(p, &b->visit_bonus, years_between(want->year_first, want->year_last),
                     c->penalty, a, e);
}

static enum status apply_to_block(struct problem *p, const struct clause *c, struct block *b,
                                  struct arena *a, struct err *e)
{
    uint64_t years = years_between(c->year_first, c->year_last);
    switch (c->kind) {
    case CLAUSE_NO_VISIT:
        b->years &= ~years;
        return STATUS_OK;
    case CLAUSE_VISIT_WITHIN:
        b->must = 1;
        b->years &= years;
        return STATUS_OK;
    case CLAUSE_FORBID_FACILITY:
    case CLAUSE_FORBID_SITE:
    case CLAUSE_SELF_FINANCING:
        forbid(p, c, b);
        return STATUS_OK;
    case CLAUSE_REQUIRE_FACILITY:
        return require_facility(p, c, b, a, e);
    case CLAUSE_REQUIRE_SITE:
        return require_site(p, c, b, a, e);
    case CLAUSE_VISIT_AFTER: /* the rest is rows: nobody can have waited long enough so early */
        if (p->programme->areas[c->after].visitable_count > 0)
            b->years &= ~(years & years_between(0, problem_wait_years(p, c)) >> 1);
        return STATUS_OK;
    default:
        return STATUS_OK; /* a row */
    }
}

/* Can a visit of the year bring what it has to, each by itself? */
static int year_is_possible(const struct problem *p, const struct block *b, int year)
{
    uint64_t bit = UINT64_C(1) << year, groups = 0;
    for (int i = b->option_first; i < b->option_first + b->option_count; i++)
        if (p->options[i].years & bit) groups |= UINT64_C(1) << p->options[i].group;
    if (groups == 0 || (b->groups_must && (b->groups_must[year] & ~groups))) return 0;
    for (int s = 0; s < b->site_must_count; s++) {
        if (b->sites_must[s].penalty > 0 || !(b->sites_must[s].years & bit)) continue;
        int found = 0;
        for (int i = b->option_first; i < b->option_first + b->option_count; i++)
            found |= p->options[i].site == b->sites_must[s].site && (p->options[i].years & bit);
        if (!found) return 0;
    }
    return 1;
}

static void narrow(struct problem *p, struct block *b)
{
    for (int y = 0; y < p->year_count; y++)
        if (!year_is_possible(p, b, y)) b->years &= ~(UINT64_C(1) << y);
    for (int i = b->option_first; i < b->option_first + b->option_count; i++)
        p->options[i].years &= b->years;
}

/* --- what must be, and cannot ------------------------------------------------------------- */

/* An area that must be visited in a stage between two years, and has no block. */
static enum status check_visited(struct problem *p, const struct clause *c,
                                 const struct demanded *want, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    const struct area *area = &pr->areas[want->area];
    int first = pr->first_year + want->year_first, last = pr->first_year + want->year_last;
    int decided = problem_decided_year(p, want->area, want->stage);
    if (decided >= want->year_first && decided <= want->year_last) return STATUS_OK;
    if (decided >= 0)
        return problem_refuse(p, a, e,
                              "clause '%s' wants '%s' (%s) visited for stage %d from %d to %d, but "
                              "its visit is decided for %d: change the clause or the decision",
                              c->code, area->code, area->name, want->stage, first, last,
                              pr->first_year + decided);
    return problem_refuse(p, a, e,
                          "clause '%s' wants '%s' (%s) visited for stage %d, but no facility of "
                          "that stage can stand on any of its sites: add a site or a smaller size, "
                          "or exempt the area",
                          c->code, area->code, area->name, want->stage);
}

static enum status check_scope(struct problem *p, const struct clause *c, struct arena *a,
                               struct err *e)
{
    const struct programme *pr = p->programme;
    uint64_t stages = 0;
    for (int t = 0; t < pr->type_count; t++)
        if (c->stage == 0 || c->stage == pr->types[t].stage)
            stages |= UINT64_C(1) << pr->types[t].stage;
    int block = 0; /* in order of area and stage */
    for (int area = 0; area < pr->area_count; area++)
        for (int stage = 1; stage <= STAGE_MAX; stage++) {
            const struct block *b = block < p->block_count ? &p->blocks[block] : NULL;
            int here = b && b->area == area && b->stage == stage;
            block += here;
            if ((here && !clause_is_soft(c)) || !pr->areas[area].visitable) continue;
            if (!(stages >> stage & 1) || !area_is_within(pr, area, c->area)) continue;
            struct demanded want = {area, stage, c->year_first, c->year_last};
            if (clause_is_soft(c))
                TRY(price_wanted(p, c, &want, a, e));
            else
                TRY(check_visited(p, c, &want, a, e));
        }
    return STATUS_OK;
}

/* Visits of the adopted plan that start in the period stay where they are. */
static enum status keep_adopted(struct problem *p, const struct clause *c, struct arena *a,
                                struct err *e)
{
    const struct programme *pr = p->programme;
    for (int i = 0; i < pr->adopted_count; i++) {
        const struct adopted *x = &pr->adopted[i];
        if (x->year < c->year_first || x->year > c->year_last) continue;
        if (c->stage != 0 && c->stage != x->stage) continue;
        if (!area_is_within(pr, x->area, c->area)) continue;
        struct block *b = problem_block(p, x->area, x->stage);
        struct demanded want = {x->area, x->stage, x->year, x->year};
        if (clause_is_soft(c)) {
            TRY(price_wanted(p, c, &want, a, e));
            continue;
        }
        if (!b) TRY(check_visited(p, c, &want, a, e));
        if (!b) continue;
        b->must = 1;
        b->years &= UINT64_C(1) << x->year;
    }
    return STATUS_OK;
}

static int is_visit_rule(enum clause_kind kind)
{
    return kind == CLAUSE_VISIT_WITHIN || kind == CLAUSE_NO_VISIT || kind == CLAUSE_VISIT_AFTER ||
           kind == CLAUSE_REQUIRE_FACILITY || kind == CLAUSE_FORBID_FACILITY ||
           kind == CLAUSE_REQUIRE_SITE || kind == CLAUSE_FORBID_SITE ||
           kind == CLAUSE_SELF_FINANCING || kind == CLAUSE_KEEP_ADOPTED;
}

/* Does the clause say something about the visit of this block, or about what it brings? */
static int speaks_of(const struct problem *p, const struct clause *c, const struct block *b)
{
    const struct programme *pr = p->programme;
    if (!is_visit_rule(c->kind) || clause_is_soft(c) || !concerns(p, c, b)) return 0;
    if (c->kind == CLAUSE_FORBID_SITE) return pr->sites[c->site].area == b->area;
    if (c->type >= 0) return pr->types[c->type].stage == b->stage;
    return 1;
}

/* A block that must be visited, and no year is left: told with the clauses that say so. */
static enum status refuse_block(struct problem *p, const struct block *b, struct arena *a,
                                struct err *e)
{
    const struct programme *pr = p->programme;
    char names[NAMES_MAX] = "";
    int count = 0;
    size_t len = 0;
    for (int i = 0; i < pr->clause_count; i++) {
        if (!speaks_of(p, &pr->clauses[i], b)) continue;
        if (len + CODE_BYTES_MAX + 8 > NAMES_MAX) break;
        len += (size_t)snprintf(names + len, NAMES_MAX - len, "%s'%s'", count ? ", " : "",
                                pr->clauses[i].code);
        count++;
    }
    if (count == 1)
        return problem_refuse(p, a, e,
                              "clause %s wants '%s' (%s) visited for stage %d, in no year of which "
                              "a facility can stand there: add a site, or change the clause",
                              names, pr->areas[b->area].code, pr->areas[b->area].name, b->stage);
    return problem_refuse(p, a, e,
                          "'%s' (%s) must be visited for stage %d, but clauses %s leave no year "
                          "in which a visit can bring what it has to",
                          pr->areas[b->area].code, pr->areas[b->area].name, b->stage, names);
}

enum status problem_apply_rules(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    for (int i = 0; i < pr->clause_count; i++) {
        const struct clause *c = &pr->clauses[i];
        for (int k = 0; k < p->block_count; k++)
            if (concerns(p, c, &p->blocks[k]))
                TRY((clause_is_soft(c) ? price_block : apply_to_block)(p, c, &p->blocks[k], a, e));
        if (c->kind == CLAUSE_VISIT_WITHIN) TRY(check_scope(p, c, a, e));
        if (c->kind == CLAUSE_KEEP_ADOPTED) TRY(keep_adopted(p, c, a, e));
    }
    p->fixed_worth -= p->fixed_penalty;
    for (int k = 0; k < p->block_count; k++) {
        struct block *b = &p->blocks[k];
        narrow(p, b);
        if (b->must && !b->years) TRY(refuse_block(p, b, a, e));
    }
    return STATUS_OK;
}
