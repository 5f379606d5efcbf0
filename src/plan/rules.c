/* SPDX-License-Identifier: Apache-2.0 */
/* Clauses that a visit keeps or breaks by itself: they narrow blocks and options. */
#include "plan/problem.h"

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

static void forbid(struct problem *p, const struct clause *c, const struct block *b)
{
    uint64_t years = years_between(c->year_first, c->year_last);
    for (int i = b->option_first; i < b->option_first + b->option_count; i++) {
        struct option *o = &p->options[i];
        if (c->kind == CLAUSE_FORBID_FACILITY ? type_of(p, o) == c->type : o->site == c->site)
            o->years &= ~years;
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
    if (!b->sites_must) {
        b->sites_must = ARENA_ARRAY(a, struct site_must, (size_t)p->programme->clause_count);
        if (!b->sites_must) return out_of_memory(e);
    }
    b->sites_must[b->site_must_count++] =
        (struct site_must){c->site, years_between(c->year_first, c->year_last)};
    return STATUS_OK;
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
        forbid(p, c, b);
        return STATUS_OK;
    case CLAUSE_REQUIRE_FACILITY:
        return require_facility(p, c, b, a, e);
    case CLAUSE_REQUIRE_SITE:
        return require_site(p, c, b, a, e);
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
        if (!(b->sites_must[s].years & bit)) continue;
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

/* An area that must be visited in a stage, in which it has no block. */
static enum status check_visited(struct problem *p, const struct clause *c, int area, int stage,
                                 struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    for (int i = 0; i < pr->decided_count; i++) {
        const struct decided *d = &pr->decided[i];
        if (d->area != area || pr->types[pr->sizes[d->size].type].stage != stage) continue;
        if (d->year >= c->year_first && d->year <= c->year_last) return STATUS_OK;
        return problem_refuse(p, a, e,
                              "clause '%s' wants '%s' (%s) visited for stage %d from %d to %d, but "
                              "its visit is decided for %d: change the clause or the decision",
                              c->code, pr->areas[area].code, pr->areas[area].name, stage,
                              pr->first_year + c->year_first, pr->first_year + c->year_last,
                              pr->first_year + d->year);
    }
    return problem_refuse(p, a, e,
                          "clause '%s' wants '%s' (%s) visited for stage %d, but no facility of "
                          "that stage can stand on any of its sites: add a site or a smaller size, "
                          "or exempt the area",
                          c->code, pr->areas[area].code, pr->areas[area].name, stage);
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
            if (here || !pr->areas[area].visitable || !(stages >> stage & 1)) continue;
            if (area_is_within(pr, area, c->area)) TRY(check_visited(p, c, area, stage, a, e));
        }
    return STATUS_OK;
}

enum status problem_apply_rules(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    for (int i = 0; i < pr->clause_count; i++) {
        const struct clause *c = &pr->clauses[i];
        for (int k = 0; k < p->block_count; k++)
            if (concerns(p, c, &p->blocks[k])) TRY(apply_to_block(p, c, &p->blocks[k], a, e));
        if (c->kind == CLAUSE_VISIT_WITHIN) TRY(check_scope(p, c, a, e));
    }
    for (int k = 0; k < p->block_count; k++) {
        struct block *b = &p->blocks[k];
        narrow(p, b);
        if (!b->must || b->years) continue;
        TRY(problem_refuse(p, a, e,
                           "'%s' (%s) must be visited for stage %d, but its clauses leave no year "
                           "in which a visit can bring what it has to: loosen one of them",
                           pr->areas[b->area].code, pr->areas[b->area].name, b->stage));
    }
    return STATUS_OK;
}
