/* SPDX-License-Identifier: Apache-2.0 */
#include "app/difference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan/worth.h"
#include "verify/verify.h"

/* One plan, taken apart. */
struct side {
    const struct plan *plan;
    int *visit;     /* [area * STAGE_MAX + stage - 1] of the plan, or -1 */
    int *first;     /* [visit + 1] into its facilities */
    double *worth;  /* [visit] */
    double *people; /* [area * good_count + good] person-years supplied, over today's */
};

struct comparison {
    const struct plan_input *in;
    const struct programme *p;
    struct side a, b;
    struct arena *arena;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a comparison");
}

/* --- one side ----------------------------------------------------------------------------- */

static enum status make_room(const struct comparison *c, struct side *s, struct err *e)
{
    const struct programme *p = c->p;
    size_t cells = (size_t)p->area_count * STAGE_MAX, visits = (size_t)s->plan->visit_count;
    s->visit = ARENA_ARRAY(c->arena, int, cells + 1);
    s->first = ARENA_ARRAY(c->arena, int, visits + 2);
    s->worth = ARENA_ARRAY(c->arena, double, visits + 1);
    s->people = ARENA_ARRAY(c->arena, double, (size_t)p->area_count *(size_t)p->good_count + 1);
    return s->visit && s->first && s->worth && s->people ? STATUS_OK : out_of_memory(e);
}

/* Person-years that a visit adds of a good, were it the only one. */
static double people_of(const struct comparison *c, int area, int year, int good, const int *sizes,
                        int count)
{
    const struct programme *p = c->p;
    double today = p->supply[area * p->good_count + good], sum = 0;
    for (int y = year; y < p->year_count; y++) {
        double need = good_demand(p, area, good, y), more = 0;
        if (need <= 0) continue;
        for (int i = 0; i < count; i++) {
            const struct facility_size *z = &p->sizes[sizes[i]];
            if (year + z->build_years > y) continue;
            for (int o = 0; o < z->output_count; o++)
                if (z->outputs[o].what == good) more += z->outputs[o].quantity;
        }
        double share = fmin(1, (today + more) / need) - fmin(1, today / need);
        sum += share * area_people(&p->areas[area], y);
    }
    return sum;
}

/* Goods are made in one stage, and an area has one visit of a stage: visits add up. */
static enum status take_apart(const struct comparison *c, struct side *s, struct err *e)
{
    const struct programme *p = c->p;
    TRY(make_room(c, s, e));
    int *sizes = ARENA_ARRAY(c->arena, int, (size_t)s->plan->facility_count + 1);
    if (!sizes) return out_of_memory(e);
    for (int i = 0; i < p->area_count * STAGE_MAX; i++)
        s->visit[i] = -1;
    for (int v = 0, f = 0; v < s->plan->visit_count; v++) {
        const struct visit *visit = &s->plan->visits[v];
        int count = 0;
        s->first[v] = f;
        for (; f < s->plan->facility_count && s->plan->facilities[f].visit == v; f++)
            sizes[count++] = s->plan->facilities[f].size;
        s->first[v + 1] = f;
        s->visit[visit->area * STAGE_MAX + visit->stage - 1] = v;
        s->worth[v] = visit_worth(c->in, visit->area, visit->year, sizes, count);
        for (int g = 0; g < p->good_count; g++)
            s->people[visit->area * p->good_count + g] +=
                people_of(c, visit->area, visit->year, g, sizes, count);
    }
    for (int i = 0; i < s->plan->flow_count; i++) { /* never more than is needed */
        const struct flow *f = &s->plan->flows[i];
        const struct trade_way *way = trade_way_find(p, f->from, f->to);
        double people = area_people(&p->areas[f->to], f->year);
        if (!way || !good_goes(&p->goods[f->good], way->hours)) continue; /* in the other file */
        s->people[f->to * p->good_count + f->good] +=
            people * f->quantity / good_demand(p, f->to, f->good, f->year);
    }
    return STATUS_OK;
}

/* --- who moves ---------------------------------------------------------------------------- */

static int same_package(const struct side *a, int va, const struct side *b, int vb)
{
    int count = a->first[va + 1] - a->first[va];
    if (count != b->first[vb + 1] - b->first[vb]) return 0;
    for (int i = 0; i < count; i++) {
        const struct facility *x = &a->plan->facilities[a->first[va] + i];
        const struct facility *y = &b->plan->facilities[b->first[vb] + i];
        if (x->size != y->size || x->site != y->site) return 0;
    }
    return 1;
}

static void fill_move(struct move *m, const struct side *a, int va, const struct side *b, int vb)
{
    m->year_a = va < 0 ? -1 : a->plan->visits[va].year;
    m->year_b = vb < 0 ? -1 : b->plan->visits[vb].year;
    m->worth_a = va < 0 ? 0 : a->worth[va];
    m->worth_b = vb < 0 ? 0 : b->worth[vb];
    m->facility_count_a = va < 0 ? 0 : a->first[va + 1] - a->first[va];
    m->facility_count_b = vb < 0 ? 0 : b->first[vb + 1] - b->first[vb];
}

static enum status list_moves(struct difference *out, const struct comparison *c, struct err *e)
{
    const struct side *a = &c->a, *b = &c->b;
    size_t room = (size_t)(a->plan->visit_count + b->plan->visit_count) + 1;
    out->moves = ARENA_ARRAY(c->arena, struct move, room);
    if (!out->moves) return out_of_memory(e);
    for (int i = 0; i < c->p->area_count * STAGE_MAX; i++) {
        int va = a->visit[i], vb = b->visit[i];
        if (va < 0 && vb < 0) continue;
        int both = va >= 0 && vb >= 0;
        int same_year = both && a->plan->visits[va].year == b->plan->visits[vb].year;
        if (same_year && same_package(a, va, b, vb)) continue;
        struct move *m = &out->moves[out->move_count++];
        *m = (struct move){.area = i / STAGE_MAX, .stage = i % STAGE_MAX + 1};
        fill_move(m, a, va, b, vb);
        if (same_year)
            out->package_count++;
        else
            out->year_count++;
    }
    return STATUS_OK;
}

/* --- people and resources ----------------------------------------------------------------- */

static int compare_areas(const void *left, const void *right)
{
    const struct area_change *a = left, *b = right;
    if (a->people != b->people) return a->people > b->people ? -1 : 1;
    return (a->area > b->area) - (a->area < b->area);
}

static enum status add_people(struct difference *out, const struct comparison *c, struct err *e)
{
    const struct programme *p = c->p;
    out->people_a = ARENA_ARRAY(c->arena, double, (size_t)p->good_count + 1);
    out->people_b = ARENA_ARRAY(c->arena, double, (size_t)p->good_count + 1);
    out->areas = ARENA_ARRAY(c->arena, struct area_change, (size_t)p->area_count + 1);
    if (!out->people_a || !out->people_b || !out->areas) return out_of_memory(e);
    for (int area = 0; area < p->area_count; area++) {
        double change = 0;
        for (int g = 0; g < p->good_count; g++) {
            double a = c->a.people[area * p->good_count + g];
            double b = c->b.people[area * p->good_count + g];
            out->people_a[g] += a;
            out->people_b[g] += b;
            change += b - a;
        }
        if (fabs(change) >= 0.5) out->areas[out->area_count++] = (struct area_change){area, change};
    }
    qsort(out->areas, (size_t)out->area_count, sizeof *out->areas, compare_areas);
    return STATUS_OK;
}

static void add_use(const struct programme *p, double *use, int resource, int first,
                    double quantity)
{
    int lasting = p->resources[resource].kind == RESOURCE_LASTING;
    int last = lasting ? p->year_count - 1 : first;
    for (int y = first; y <= last && y < p->year_count; y++)
        use[resource * p->year_count + y] += quantity;
}

static void count_use(const struct comparison *c, const struct plan *plan, double *use)
{
    const struct programme *p = c->p;
    for (int f = 0; f < plan->facility_count; f++) {
        const struct facility *at = &plan->facilities[f];
        const struct facility_size *z = &p->sizes[at->size];
        int year = plan->visits[at->visit].year;
        for (int i = 0; i < z->construction_count; i++)
            add_use(p, use, z->constructions[i].resource, year + z->constructions[i].year_offset,
                    z->constructions[i].quantity);
        if (at->site < 0) continue;
        const struct site_option *o = siting_option(c->in->siting, p, at->site, at->size);
        for (int i = 0; i < o->cost_count; i++)
            add_use(p, use, o->costs[i].what, year, o->costs[i].quantity);
    }
}

/* What the plans miss of soft clauses, and what trade gains, by the verifier. */
static enum status add_verdicts(struct difference *out, const struct comparison *c, struct err *e)
{
    struct verifier *verifier = NULL;
    struct verdict verdict;
    int soft = 0;
    for (int i = 0; i < c->p->clause_count; i++)
        soft |= clause_is_soft(&c->p->clauses[i]);
    if (!soft && c->a.plan->flow_count == 0 && c->b.plan->flow_count == 0) return STATUS_OK;
    TRY(verifier_new(&verifier, c->p, c->in->siting, c->in->equity_weight, c->arena, e));
    verifier_check(verifier, c->a.plan, &verdict);
    out->penalty_a = verdict.penalty;
    out->trade_a = c->a.plan->flow_count > 0 ? verdict.trade : 0;
    verifier_check(verifier, c->b.plan, &verdict);
    out->penalty_b = verdict.penalty;
    out->trade_b = c->b.plan->flow_count > 0 ? verdict.trade : 0;
    return STATUS_OK;
}

enum status difference_make(struct difference *out, const struct plan_input *in,
                            const struct plan *a, const struct plan *b, struct arena *arena,
                            struct err *e)
{
    const struct programme *p = in->programme;
    struct comparison c = {in, p, {.plan = a}, {.plan = b}, arena};
    size_t cells = (size_t)p->resource_count * (size_t)p->year_count + 1;
    *out = (struct difference){.programme = p};
    TRY(take_apart(&c, &c.a, e));
    TRY(take_apart(&c, &c.b, e));
    TRY(list_moves(out, &c, e));
    TRY(add_people(out, &c, e));
    out->use_a = ARENA_ARRAY(arena, double, cells);
    out->use_b = ARENA_ARRAY(arena, double, cells);
    if (!out->use_a || !out->use_b) return out_of_memory(e);
    count_use(&c, a, out->use_a);
    count_use(&c, b, out->use_b);
    TRY(add_verdicts(out, &c, e));
    out->worth_a = out->trade_a - out->penalty_a;
    out->worth_b = out->trade_b - out->penalty_b;
    for (int v = 0; v < a->visit_count; v++)
        out->worth_a += c.a.worth[v];
    for (int v = 0; v < b->visit_count; v++)
        out->worth_b += c.b.worth[v];
    return STATUS_OK;
}
