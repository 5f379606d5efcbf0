/* SPDX-License-Identifier: Apache-2.0 */
/* What a plan does under each clause, counted from the plan itself. */
#include <math.h>

#include "app/plan_writer.h"

/* The visit is of the stage, if one is given, and within the scope. */
static int is_of(const struct plan_writer *w, const struct clause *c, int scope,
                 const struct visit *v)
{
    if (c->stage != 0 && c->stage != v->stage) return 0;
    return area_is_within(w->p, v->area, scope);
}

static int in_scope(const struct plan_writer *w, const struct clause *c, const struct visit *v)
{
    return is_of(w, c, c->area, v);
}

static int in_period(const struct clause *c, const struct visit *v)
{
    return v->year >= c->year_first && v->year <= c->year_last;
}

static int count_visits(const struct plan_writer *w, const struct clause *c, int scope, int first,
                        int last)
{
    int count = 0;
    for (int v = 0; v < w->plan->visit_count; v++) {
        const struct visit *visit = &w->plan->visits[v];
        count += is_of(w, c, scope, visit) && visit->year >= first && visit->year <= last;
    }
    return count;
}

static int count_undecided(const struct plan_writer *w, const struct clause *c)
{
    int count = 0;
    for (int v = 0; v < w->plan->visit_count; v++) {
        const struct visit *visit = &w->plan->visits[v];
        count += !visit->decided && in_scope(w, c, visit) && in_period(c, visit);
    }
    return count;
}

static double count_subsidy(const struct plan_writer *w, const struct clause *c, int scope,
                            int year)
{
    double sum = 0;
    for (int f = 0; f < w->plan->facility_count; f++) {
        const struct facility *at = &w->plan->facilities[f];
        const struct visit *v = &w->plan->visits[at->visit];
        const struct facility_size *z = &w->p->sizes[at->size];
        if (is_of(w, c, scope, v) && v->year + z->build_years <= year)
            sum += fmax(0, z->running_cost - z->revenue);
    }
    return sum;
}

enum {
    YEAR_NEVER = 2 * YEAR_MAX,
};

/* Year of the visit of an area for a stage, or YEAR_NEVER. */
static int visit_year(const struct plan_writer *w, int area, int stage)
{
    int year = w->visit_year[area * (STAGE_MAX + 1) + stage];
    return year == 0 ? YEAR_NEVER : year - 1;
}

struct early {
    int visits; /* that do not wait as long as the clause says */
    int areas;  /* that each of them does not wait for, summed up */
};

static struct early count_early(const struct plan_writer *w, const struct clause *c)
{
    struct early early = {0};
    for (int v = 0; v < w->plan->visit_count; v++) {
        const struct visit *visit = &w->plan->visits[v];
        int before = early.areas;
        if (visit->decided || !in_scope(w, c, visit) || !in_period(c, visit)) continue;
        for (int area = 0; area < w->p->area_count; area++) {
            if (!w->p->areas[area].visitable || !area_is_within(w->p, area, c->after)) continue;
            int year = visit_year(w, area, visit->stage);
            early.areas += visit->year < year + fmax(0, c->at_least);
        }
        early.visits += early.areas > before;
    }
    return early;
}

static int count_losing(const struct plan_writer *w, const struct clause *c)
{
    int count = 0;
    for (int f = 0; f < w->plan->facility_count; f++) {
        const struct facility *at = &w->plan->facilities[f];
        const struct visit *v = &w->plan->visits[at->visit];
        const struct facility_size *z = &w->p->sizes[at->size];
        if (v->decided || !in_scope(w, c, v) || !in_period(c, v)) continue;
        if (c->type >= 0 && c->type != z->type) continue;
        count += z->running_cost > z->revenue + 1e-6 * fmax(1, z->revenue);
    }
    return count;
}

/* Of the adopted visits in the scope (and period, if asked): how many there are, and how many are
 * where they were. */
struct adopted_count {
    int all, same, known;
};

static struct adopted_count count_adopted(const struct plan_writer *w, const struct clause *c,
                                          int of_period)
{
    struct adopted_count n = {0};
    for (int i = 0; i < w->p->adopted_count; i++) {
        const struct adopted *x = &w->p->adopted[i];
        struct visit v = {x->area, x->stage, x->year, 0};
        if (!in_scope(w, c, &v) || (of_period && !in_period(c, &v))) continue;
        int year = visit_year(w, x->area, x->stage);
        n.all++;
        n.same += year == x->year;
        n.known += year < w->p->year_count;
    }
    return n;
}

static int count_changes(const struct plan_writer *w, const struct clause *c)
{
    struct adopted_count n = count_adopted(w, c, 0);
    int visits = count_visits(w, c, c->area, 0, w->p->year_count - 1);
    return n.all - n.same + visits - n.known;
}

/* Of the new visits that a clause about a type or site concerns: how many there are, and how many
 * bring it; and how many facilities of it there are. */
struct brought {
    int visits, with, facilities;
};

static struct brought count_brought(const struct plan_writer *w, const struct clause *c)
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
static struct brought count_within(const struct plan_writer *w, const struct clause *c)
{
    const struct programme *p = w->p;
    struct brought b = {0};
    int stages[STAGE_MAX + 1] = {0};
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

/* What is counted for a clause, and where. */
struct counted {
    int scope, year; /* -1: not told */
    double value, at_least, at_most;
    double missed; /* 0: as far as value is beyond the limits */
};

static void write_clause(struct plan_writer *w, int index, const struct counted *x)
{
    const struct clause *c = &w->p->clauses[index];
    struct table *t = &w->data->tables[TABLE_PLAN_CLAUSE];
    int row = plan_writer_add(w, TABLE_PLAN_CLAUSE);
    if (row < 0) return;
    int kept = x->value <= x->at_most + 1e-6 * fmax(1, fabs(x->at_most)) &&
               x->value >= x->at_least - 1e-6 * fmax(1, fabs(x->at_least));
    double missed = fmax(x->missed, fmax(0, fmax(x->at_least - x->value, x->value - x->at_most)));
    table_put_text(t, row, "clause", slice_of(c->code));
    if (x->scope >= 0) table_put_text(t, row, "area", slice_of(w->p->areas[x->scope].code));
    if (x->year >= 0) table_put_integer(t, row, "year", w->p->first_year + x->year);
    table_put_real(t, row, "value", x->value);
    if (isfinite(x->at_least)) table_put_real(t, row, "at_least", x->at_least);
    if (isfinite(x->at_most)) table_put_real(t, row, "at_most", x->at_most);
    table_put_text(t, row, "kept", slice_of(kept ? "yes" : "no"));
    int at = index * w->p->year_count + (x->year >= 0 ? x->year : c->year_first);
    table_put_real(t, row, "shadow_price", w->plan->clause_price[at]);
    if (!clause_is_soft(c)) return;
    table_put_real(t, row, "missed", missed);
    table_put_real(t, row, "penalty", c->penalty * missed);
}

/* Kinds that sum something, in one scope or in each of several. */
static void write_sums(struct plan_writer *w, int index, int scope)
{
    const struct clause *c = &w->p->clauses[index];
    struct counted x = {c->each ? scope : -1, -1, 0, c->at_least, c->at_most, 0};
    if (c->kind == CLAUSE_VISITS_IN_PERIOD || c->kind == CLAUSE_SHARE_IN_PERIOD) {
        double all = clause_visits_possible(w->p, c, scope);
        x.value = count_visits(w, c, scope, c->year_first, c->year_last);
        int is_share = c->kind == CLAUSE_SHARE_IN_PERIOD;
        if (is_share && isfinite(x.at_least)) x.at_least *= all / 100;
        if (is_share && isfinite(x.at_most)) x.at_most *= all / 100;
        write_clause(w, index, &x);
        return;
    }
    for (x.year = c->year_first; x.year <= c->year_last; x.year++) {
        x.value = c->kind == CLAUSE_LIMIT_SUBSIDY ? count_subsidy(w, c, scope, x.year)
                                                  : count_visits(w, c, scope, x.year, x.year);
        write_clause(w, index, &x);
    }
}

static int is_sum(enum clause_kind kind)
{
    return kind == CLAUSE_VISITS_PER_YEAR || kind == CLAUSE_VISITS_IN_PERIOD ||
           kind == CLAUSE_SHARE_IN_PERIOD || kind == CLAUSE_LIMIT_SUBSIDY;
}

/* Kinds that want a number of things done, all of them, or none. */
static struct counted count_clause(const struct plan_writer *w, const struct clause *c)
{
    struct counted x = {-1, -1, 0, -INFINITY, INFINITY, 0};
    struct early early;
    struct brought b;
    struct adopted_count n;
    switch (c->kind) {
    case CLAUSE_VISIT_WITHIN:
    case CLAUSE_REQUIRE_FACILITY:
    case CLAUSE_REQUIRE_SITE:
        b = c->kind == CLAUSE_VISIT_WITHIN ? count_within(w, c) : count_brought(w, c);
        x.value = b.with, x.at_least = b.visits;
        break;
    case CLAUSE_KEEP_ADOPTED:
        n = count_adopted(w, c, 1);
        x.value = n.same, x.at_least = n.all;
        break;
    case CLAUSE_LIMIT_CHANGES:
        x.value = count_changes(w, c), x.at_most = c->at_most;
        break;
    case CLAUSE_NO_VISIT:
        x.value = count_undecided(w, c), x.at_most = 0;
        break;
    case CLAUSE_VISIT_AFTER:
        early = count_early(w, c);
        x.value = early.visits, x.missed = early.areas, x.at_most = 0;
        break;
    case CLAUSE_SELF_FINANCING:
        x.value = count_losing(w, c), x.at_most = 0;
        break;
    default:
        b = count_brought(w, c);
        x.value = b.facilities, x.at_most = 0;
    }
    return x;
}

static void write_clause_rows(struct plan_writer *w, int index)
{
    const struct clause *c = &w->p->clauses[index];
    if (!is_sum(c->kind)) {
        struct counted x = count_clause(w, c);
        write_clause(w, index, &x);
        return;
    }
    int scope = clause_next_scope(w->p, c, CLAUSE_SCOPE_FIRST);
    for (; scope != CLAUSE_SCOPE_END; scope = clause_next_scope(w->p, c, scope))
        write_sums(w, index, scope);
}

void plan_writer_clauses(struct plan_writer *w)
{
    const struct programme *p = w->p;
    w->visit_year = ARENA_ARRAY(w->arena, int, (size_t)(p->area_count * (STAGE_MAX + 1)) + 1);
    if (!w->visit_year) w->failed = 1;
    for (int v = 0; v < w->plan->visit_count && !w->failed; v++) {
        const struct visit *visit = &w->plan->visits[v];
        w->visit_year[visit->area * (STAGE_MAX + 1) + visit->stage] = visit->year + 1;
    }
    for (int i = 0; i < p->clause_count && !w->failed; i++)
        write_clause_rows(w, i);
}
