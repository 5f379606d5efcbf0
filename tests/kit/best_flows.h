/* SPDX-License-Identifier: Apache-2.0 */
/*
 * best_flows - the most valuable flows for the visits of a plan, by a linear programme made from
 * the definition in model/plan.h; for tests that compare the planner with it.
 */
#ifndef KIT_BEST_FLOWS_H
#define KIT_BEST_FLOWS_H

#include <math.h>

#include "kit/test.h"
#include "lp/lp.h"
#include "model/plan.h"
#include "model/programme.h"

enum {
    FLOW_ROOM = 512,
};

struct best_flows {
    struct lp *lp;
    const struct programme *p;
    const struct plan *plan;
    const double *weights;
    int row[FLOW_ROOM], row_count; /* (area, good, year) of what is sent */
    int to_row[FLOW_ROOM];         /* rows of what is received: the first; -1: none yet */
};

static inline double flows_output(const struct plan *plan, const struct programme *p, int area,
                                  int good, int year)
{
    double sum = 0;
    for (int f = 0; f < plan->facility_count; f++) {
        const struct visit *v = &plan->visits[plan->facilities[f].visit];
        const struct facility_size *z = &p->sizes[plan->facilities[f].size];
        if (v->area != area || v->year + z->build_years > year) continue;
        for (int i = 0; i < z->output_count; i++)
            if (z->outputs[i].what == good) sum += z->outputs[i].quantity;
    }
    return sum;
}

static inline double flows_demand(const struct programme *p, int area, int good, int year)
{
    return area_people(&p->areas[area], year) * p->need_per_head[area * p->good_count + good];
}

static inline double flows_surplus(const struct plan *plan, const struct programme *p, int area,
                                   int good, int year)
{
    double today = p->supply[area * p->good_count + good];
    double all = today + flows_output(plan, p, area, good, year);
    return fmax(0, all - fmax(today, flows_demand(p, area, good, year)));
}

/* Worth of supplying an area whole, a unit. */
static inline double flows_unit(const struct programme *p, const double *weights, int area,
                                int good, int year)
{
    return weights[area] * p->goods[good].weight * area_people(&p->areas[area], year) /
           pow(1 + p->discount, year) / flows_demand(p, area, good, year);
}

/* Nothing sent can be worth more than this. */
static inline double flows_most(const struct plan *plan, const struct programme *p,
                                const double *weights)
{
    double sum = 0;
    for (int area = 0; area < p->area_count; area++)
        for (int i = 0; i < p->good_count * p->year_count; i++) {
            int good = i / p->year_count, year = i % p->year_count;
            double surplus = 0, most = 0;
            if (p->areas[area].visitable) surplus = flows_surplus(plan, p, area, good, year);
            if (surplus <= 0) continue;
            for (int w = 0; w < p->trade_way_count; w++) {
                const struct trade_way *way = &p->trade_ways[w];
                if (way->from != area || !good_goes(&p->goods[good], way->hours)) continue;
                double steep = p->goods[good].value[1] / p->goods[good].share[1];
                most = fmax(most, steep * flows_unit(p, weights, way->to, good, year));
            }
            sum += surplus * most;
        }
    return sum;
}

static inline int flows_row(struct lp *lp, double upper)
{
    int start[2] = {0, 0}, none = 0;
    double nothing = 0, lower = -INFINITY;
    struct lp_batch rows = {1, NULL, &lower, &upper, start, &none, &nothing};
    CHECK(lp_add_rows(lp, &rows, NULL) == STATUS_OK);
    return lp_row_count(lp) - 1;
}

static inline void flows_column(struct lp *lp, double cost, int count, const int *index,
                                const double *value)
{
    int start[2] = {0, count};
    double zero = 0, infinite = INFINITY;
    struct lp_batch columns = {1, &cost, &zero, &infinite, start, index, value};
    CHECK(lp_add_columns(lp, &columns, NULL) == STATUS_OK);
}

/* One good in one year: fills flows and returns how many. */
static inline int flows_of_market(struct best_flows *x, int good, int year, struct flow *out,
                                  struct arena *a)
{
    const struct programme *p = x->p;
    const struct good *g = &p->goods[good];
    struct lp_settings settings = {.sense = LP_MAXIMISE, .seed = 1};
    struct lp_result result;
    int lanes[FLOW_ROOM], lane_count = 0;
    double flow[FLOW_ROOM];
    CHECK(p->area_count <= FLOW_ROOM);
    CHECK(lp_open(&x->lp, &settings, a, NULL) == STATUS_OK);
    for (int area = 0; area < p->area_count; area++)
        x->row[area] = x->to_row[area] = -1;
    for (int area = 0; area < p->area_count; area++) {
        double surplus = 0, demand = flows_demand(p, area, good, year);
        if (p->areas[area].visitable) surplus = flows_surplus(x->plan, p, area, good, year);
        if (surplus > 0) x->row[area] = flows_row(x->lp, surplus);
        double supply =
            p->supply[area * p->good_count + good] + flows_output(x->plan, p, area, good, year);
        if (!p->areas[area].visitable || supply >= demand) continue;
        x->to_row[area] = flows_row(x->lp, demand - supply);
        for (int k = 1; k < g->point_count; k++) { /* gain - slope * received <= line - before */
            double slope = (g->value[k] - g->value[k - 1]) / (g->share[k] - g->share[k - 1]);
            (void)flows_row(x->lp, g->value[k] + slope * (supply / demand - g->share[k]) -
                                       good_satisfaction(g, supply / demand));
        }
    }
    for (int w = 0; w < p->trade_way_count; w++) {
        const struct trade_way *way = &p->trade_ways[w];
        int index[64] = {x->row[way->from], x->to_row[way->to]}, count = 2;
        double value[64] = {1, 1}, demand = flows_demand(p, way->to, good, year);
        if (index[0] < 0 || index[1] < 0 || !good_goes(g, way->hours)) continue;
        for (int k = 1; k < g->point_count; k++, count++) {
            index[count] = index[1] + k;
            value[count] =
                -(g->value[k] - g->value[k - 1]) / (g->share[k] - g->share[k - 1]) / demand;
        }
        lanes[lane_count++] = w;
        flows_column(x->lp,
                     -way->hours * g->trade_cost_hour *
                         flows_unit(p, x->weights, way->to, good, year),
                     count, index, value);
    }
    for (int area = 0; area < p->area_count; area++) {
        int index[64], count = 0;
        double value[64];
        if (x->to_row[area] < 0) continue;
        for (int k = 1; k < g->point_count; k++) {
            index[count] = x->to_row[area] + k;
            value[count++] = 1;
        }
        double weight =
            flows_unit(p, x->weights, area, good, year) * flows_demand(p, area, good, year);
        flows_column(x->lp, weight, count, index, value);
    }
    int found = 0;
    if (lane_count > 0) {
        CHECK(lp_column_count(x->lp) <= FLOW_ROOM);
        CHECK(lp_solve(x->lp, &result, NULL) == STATUS_OK && result.outcome == LP_OPTIMAL);
        CHECK(lp_solution(x->lp, flow, NULL, NULL, NULL) == STATUS_OK);
        for (int i = 0; i < lane_count; i++) {
            const struct trade_way *way = &p->trade_ways[lanes[i]];
            if (flow[i] > 0) out[found++] = (struct flow){way->from, way->to, good, year, flow[i]};
        }
    }
    lp_close(x->lp);
    return found;
}

/* All of them, into `out` with room for FLOW_ROOM; returns how many. */
static inline int best_flows(const struct programme *p, const double *weights,
                             const struct plan *plan, struct flow *out, struct arena *a)
{
    struct best_flows x = {.p = p, .plan = plan, .weights = weights};
    int count = 0;
    for (int g = 0; g < p->good_count; g++)
        for (int y = 0; y < p->year_count; y++) {
            int sends = 0;
            for (int area = 0; area < p->area_count && !sends; area++)
                sends = p->areas[area].visitable && flows_surplus(plan, p, area, g, y) > 0;
            if (sends) count += flows_of_market(&x, g, y, out + count, a);
        }
    return count;
}

#endif
