/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check_figures - the figures stored beside a plan against ones counted here.
 */
#include <math.h>

#include "app/check.h"
#include "base/map.h"
#include "verify/verify.h"

struct codes {
    struct map areas, resources, goods, clauses;
};

#define INDEX(map, list, count)                                                             \
    do {                                                                                    \
        if (!map_init((map), (count), a)) return err_set(e, STATUS_NOMEM, "out of memory"); \
        for (int i_ = 0; i_ < (count); i_++)                                                \
            (void)map_put((map), slice_of((list)[i_].code), i_);                            \
    } while (0)

static enum status index_codes(struct codes *codes, const struct programme *p, struct arena *a,
                               struct err *e)
{
    INDEX(&codes->areas, p->areas, p->area_count);
    INDEX(&codes->resources, p->resources, p->resource_count);
    INDEX(&codes->goods, p->goods, p->good_count);
    INDEX(&codes->clauses, p->clauses, p->clause_count);
    return STATUS_OK;
}

static int is_near(double a, double b)
{
    if (isnan(a) || isnan(b)) return isnan(a) && isnan(b);
    return fabs(a - b) <= 1e-6 * fmax(1, fmax(fabs(a), fabs(b)));
}

static void compare(struct check_figures *c, const struct table *t, int row, const char *column,
                    double counted)
{
    double stated = table_get_real(t, row, column);
    if (is_near(stated, counted)) return;
    findings_row(c->findings, 1, t, row, column, "the file has %.10g; counted anew it is %.10g",
                 stated, counted);
}

static int is_own(const struct check_figures *c, const struct table *t, int row)
{
    return slice_equal(table_get_text(t, row, "plan"), c->code);
}

static void compare_visits(struct check_figures *c)
{
    const struct table *t = &c->data->tables[TABLE_PLAN_VISIT];
    for (int i = 0; i < c->stored->plan.visit_count; i++)
        compare(c, t, c->stored->visit_rows[i], "benefit",
                verifier_visit_worth(c->verifier, &c->stored->plan, i));
}

static void compare_facilities(struct check_figures *c)
{
    const struct programme *p = c->programme;
    const struct table *t = &c->data->tables[TABLE_PLAN_FACILITY];
    for (int i = 0; i < c->stored->plan.facility_count; i++) {
        const struct facility *f = &c->stored->plan.facilities[i];
        int row = c->stored->facility_rows[i],
            year = p->first_year + c->stored->plan.visits[f->visit].year;
        int ready = year + p->sizes[f->size].build_years;
        int64_t stated = table_get_integer(t, row, "year");
        if (stated != year)
            findings_row(c->findings, 1, t, row, "year", "%lld, but its visit starts in %d",
                         (long long)stated, year);
        stated = table_get_integer(t, row, "operating_year");
        if (stated != ready)
            findings_row(c->findings, 1, t, row, "operating_year",
                         "%lld, but it is visited in %d and takes %d years to build",
                         (long long)stated, year, p->sizes[f->size].build_years);
        compare(c, t, row, "on_time",
                build_time_on_time(&p->sizes[f->size].build_time, ready - year));
    }
}

static void compare_use(struct check_figures *c, const struct codes *codes)
{
    const struct programme *p = c->programme;
    const struct table *t = &c->data->tables[TABLE_PLAN_USE];
    int limited = 0;
    for (int row = 0; row < t->row_count; row++) {
        if (!is_own(c, t, row)) continue;
        struct slice scope = table_get_text(t, row, "area");
        int resource = map_get(&codes->resources, table_get_text(t, row, "resource"));
        int area = scope.at ? map_get(&codes->areas, scope) : -1;
        int64_t year = table_get_integer(t, row, "year") - p->first_year;
        if (resource < 0 || (scope.at && area < 0) || year < 0 || year >= p->year_count) {
            findings_row(c->findings, 1, t, row, NULL,
                         "its resource, area or year is not in the programme");
            continue;
        }
        double used = verifier_use(c->verifier, resource, area, (int)year);
        if (!isnan(used)) compare(c, t, row, "used", used);
        limited += !isnan(table_get_real(t, row, "limit"));
        for (int i = 0; i < p->limit_count; i++)
            if (p->limits[i].resource == resource && p->limits[i].area == area &&
                p->limits[i].year == year)
                compare(c, t, row, "limit", p->limits[i].quantity);
    }
    if (limited != p->limit_count)
        findings_row(c->findings, 1, t, -1, NULL,
                     "the programme has %d limits of resources; the plan tells the use of %d",
                     p->limit_count, limited);
}

/* Is the clause broken, or missed, in the year and area (NONE, -1: of whatever year and area)? */
static int is_listed(const struct violation *list, int count, int clause, int year, int area)
{
    for (int i = 0; i < count; i++) {
        const struct violation *o = &list[i];
        if (o->rule < RULE_VISITS_PER_YEAR || o->rule > RULE_KEEP_ADOPTED) continue;
        if (o->what != clause || (area >= 0 && o->area != area)) continue;
        if (year < 0 || o->year < 0 || o->year == year) return 1;
    }
    return 0;
}

/* What is missed of every clause, all rows of it together, and what that costs. */
static enum status compare_missed(struct check_figures *c, const struct codes *codes,
                                  const struct verdict *verdict, struct err *e)
{
    const struct table *t = &c->data->tables[TABLE_PLAN_CLAUSE];
    const struct programme *p = c->programme;
    double *missed = ARENA_ARRAY(c->findings->arena, double, 2 * (size_t)p->clause_count + 1);
    if (!missed) return err_set(e, STATUS_NOMEM, "out of memory");
    double *penalty = missed + p->clause_count;
    for (int row = 0; row < t->row_count; row++) {
        int clause = map_get(&codes->clauses, table_get_text(t, row, "clause"));
        if (!is_own(c, t, row) || clause < 0 || !clause_is_soft(&p->clauses[clause])) continue;
        missed[clause] += table_get_real(t, row, "missed");
        penalty[clause] += table_get_real(t, row, "penalty");
    }
    int soft = 0;
    for (int i = 0; i < p->clause_count; i++)
        soft |= clause_is_soft(&p->clauses[i]);
    const struct table *plans = &c->data->tables[TABLE_PLAN];
    for (int row = 0; soft && row < plans->row_count; row++)
        if (slice_equal(table_get_text(plans, row, "code"), c->code))
            compare(c, plans, row, "penalty", verdict->penalty);
    for (int i = 0; i < p->clause_count; i++) {
        const struct clause *at = &p->clauses[i];
        double counted = verdict->missed[i];
        if (!clause_is_soft(at)) continue;
        if (is_near(missed[i], counted) && is_near(penalty[i], counted * at->penalty)) continue;
        findings_row(c->findings, 1, t, -1, "missed",
                     "clause %s: the file has %.10g missed at a cost of %.10g; counted anew it is "
                     "%.10g at %.10g",
                     at->code, missed[i], penalty[i], counted, counted * at->penalty);
    }
    return STATUS_OK;
}

/* A clause that the verifier did not find broken must be told as kept, and the other way round. */
static void compare_clauses(struct check_figures *c, const struct codes *codes,
                            const struct verdict *verdict)
{
    const struct table *t = &c->data->tables[TABLE_PLAN_CLAUSE];
    for (int row = 0; row < t->row_count; row++) {
        if (!is_own(c, t, row)) continue;
        int clause = map_get(&codes->clauses, table_get_text(t, row, "clause"));
        int64_t year = table_get_integer(t, row, "year");
        struct slice code = table_get_text(t, row, "area");
        int area = code.at ? map_get(&codes->areas, code) : -1;
        int stated = slice_is(table_get_text(t, row, "kept"), "yes");
        int when = year == INTEGER_NONE ? -1 : (int)(year - c->programme->first_year);
        int broken = is_listed(verdict->list, verdict->kept, clause, when, area) ||
                     is_listed(verdict->soft_list, verdict->soft_kept, clause, when, area);
        if (stated == !broken) continue;
        findings_row(c->findings, 1, t, row, "kept", "the file says %s; the verifier says %s",
                     stated ? "yes" : "no", broken ? "no" : "yes");
    }
}

struct gain {
    double need, people, before, after;
};

static struct gain count_gain(struct check_figures *c, int good, int year)
{
    const struct programme *p = c->programme;
    struct gain sum = {0};
    for (int area = 0; area < p->area_count; area++) {
        if (!p->areas[area].visitable) continue;
        double people = area_people(&p->areas[area], year);
        double need = people * p->need_per_head[area * p->good_count + good];
        double today = p->supply[area * p->good_count + good];
        double then = verifier_supply(c->verifier, &c->stored->plan, area, good, year);
        sum.need += need;
        sum.people += people;
        sum.before += need > 0 ? people * fmin(1, today / need) : 0;
        sum.after += need > 0 ? people * fmin(1, then / need) : 0;
    }
    return sum;
}

static void compare_gains(struct check_figures *c, const struct codes *codes)
{
    const struct programme *p = c->programme;
    const struct table *t = &c->data->tables[TABLE_PLAN_GAIN];
    for (int row = 0; row < t->row_count; row++) {
        if (!is_own(c, t, row)) continue;
        int good = map_get(&codes->goods, table_get_text(t, row, "good"));
        int64_t year = table_get_integer(t, row, "year") - p->first_year;
        if (good < 0 || year < 0 || year >= p->year_count) {
            findings_row(c->findings, 1, t, row, NULL, "its good or year is not in the programme");
            continue;
        }
        struct gain g = count_gain(c, good, (int)year);
        compare(c, t, row, "need", g.need);
        compare(c, t, row, "people", g.people);
        compare(c, t, row, "people_before", g.before);
        compare(c, t, row, "people_after", g.after);
    }
}

static void compare_area_gains(struct check_figures *c, const struct codes *codes)
{
    const struct programme *p = c->programme;
    const struct table *t = &c->data->tables[TABLE_PLAN_AREA_GAIN];
    int last = p->year_count - 1;
    for (int row = 0; row < t->row_count; row++) {
        if (!is_own(c, t, row)) continue;
        int good = map_get(&codes->goods, table_get_text(t, row, "good"));
        int area = map_get(&codes->areas, table_get_text(t, row, "area"));
        if (good < 0 || area < 0) {
            findings_row(c->findings, 1, t, row, NULL, "its area or good is not in the programme");
            continue;
        }
        double need =
            area_people(&p->areas[area], last) * p->need_per_head[area * p->good_count + good];
        if (need <= 0) continue;
        double today = p->supply[area * p->good_count + good];
        compare(c, t, row, "share_before", fmin(1, today / need));
        compare(c, t, row, "share_after",
                fmin(1, verifier_supply(c->verifier, &c->stored->plan, area, good, last) / need));
    }
}

/* Hours and worth of every flow. */
static void compare_flows(struct check_figures *c)
{
    const struct table *t = &c->data->tables[TABLE_PLAN_FLOW];
    for (int i = 0; i < c->stored->plan.flow_count; i++) {
        double hours = NAN, benefit = verifier_flow_worth(c->verifier, &c->stored->plan, i, &hours);
        compare(c, t, c->stored->flow_rows[i], "hours", hours);
        compare(c, t, c->stored->flow_rows[i], "benefit", benefit);
    }
}

/* How many areas are below the level that a max-min plan states, and is it below its bound? */
static void compare_level(struct check_figures *c)
{
    const struct programme *p = c->programme;
    const struct table *t = &c->data->tables[TABLE_PLAN];
    int last = p->year_count - 1;
    for (int row = 0; row < t->row_count; row++) {
        double level = table_get_real(t, row, "level");
        double bound = table_get_real(t, row, "level_bound");
        if (!slice_equal(table_get_text(t, row, "code"), c->code) || isnan(level)) continue;
        int below = 0;
        for (int area = 0; area < p->area_count; area++) {
            double met = 0, weights = 0;
            for (int g = 0; g < p->good_count && p->areas[area].visitable; g++) {
                double need =
                    area_people(&p->areas[area], last) * p->need_per_head[area * p->good_count + g];
                double then = verifier_supply(c->verifier, &c->stored->plan, area, g, last);
                double weight = p->goods[g].weight;
                met += weight * (need > 0 ? fmin(1, then / need) : 1);
                weights += weight;
            }
            below += weights > 0 && met / weights < level - 1e-6;
        }
        if (below != table_get_integer(t, row, "below_level"))
            findings_row(c->findings, 1, t, row, "below_level",
                         "the file has %lld; counted anew %d areas are below the level of %.10g",
                         (long long)table_get_integer(t, row, "below_level"), below, level);
        if (!(level <= bound + 1e-9))
            findings_row(c->findings, 1, t, row, "level", "%.10g, but the bound is %.10g", level,
                         bound);
    }
}

enum status check_figures(struct check_figures *c, const struct verdict *verdict, struct err *e)
{
    struct codes codes;
    TRY(index_codes(&codes, c->programme, c->findings->arena, e));
    compare_visits(c);
    compare_facilities(c);
    compare_use(c, &codes);
    compare_clauses(c, &codes, verdict);
    TRY(compare_missed(c, &codes, verdict, e));
    compare_gains(c, &codes);
    compare_area_gains(c, &codes);
    compare_flows(c);
    compare_level(c);
    return check_inequality(c, e);
}
