/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan - which area in which year with which facilities: result of the planner,
 * input of the verifier and of every report.
 *
 * The worth of a plan.  Let q0 be what reaches area a of good g today, and q the
 * same plus the output of its facilities that operate in year y.  Then
 *
 *   objective = sum over a, g, y of  D(y) * W(a) * w(g) * P(a,y) *
 *               ( phi_g(min(1, q / (P(a,y) n(a,g)))) - phi_g(min(1, q0 / (P(a,y) n(a,g)))) )
 *
 * with D(y) = 1 / (1 + discount)^y, W the equity weight of the area, w the weight
 * of the good, P the people, n the need per head, phi the satisfaction; the unit
 * is weighted person-years supplied.  What the plan misses of soft clauses is taken off:
 * the penalty of each times what it misses, in the units of docs/clauses.md.  A facility operates from the year of its
 * visit + build_years on.  Decided visits count like any other.
 *
 * Trade.  Let D = P n be the need, F what an area of a plan sends another in a year of a good, on a
 * way of h hours, as may be (trade_hours_max, trade_ways).  Plants of an area send no more than
 * they make beyond its need:
 *
 *   sum of F sent  <=  max(0, q - max(D, q0)),   and sum of F received  <=  max(0, D - q);
 *
 * what an area receives gains it  D(y) * W(a) * w(g) * P(a,y) * (phi(min(1, (q + sum F) / D)) -
 * phi(min(1, q / D)) - sum of F h k / D),  with k the cost of an hour (trade_cost_hour).
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include <stdint.h>

struct visit {
    int area, stage, year;
    int decided; /* decided before the plan */
};

struct facility { /* a facility of a visit */
    int visit;    /* index into visits */
    int size;     /* facility size */
    int site;     /* -1: of a decided visit, place not known */
};

struct flow { /* of a good, from one area to another, in a year */
    int from, to, good, year;
    double quantity;
};

enum plan_outcome {
    PLAN_OPTIMAL,    /* proven: no plan is worth more */
    PLAN_FEASIBLE,   /* a plan; the best one is worth no more than the bound */
    PLAN_INFEASIBLE, /* proven: no plan keeps every clause and limit */
    PLAN_STOPPED,    /* stopped before a plan was found */
};

struct plan {
    enum plan_outcome outcome;
    struct visit *visits;        /* by (year, area, stage) */
    struct facility *facilities; /* by (visit, size) */
    struct flow *flows;          /* by (good, year, from, to) */
    int visit_count, facility_count, flow_count;
    double objective, bound; /* bound: proven upper bound on every plan */
    double trade;            /* gained by flows, in the objective */
    double penalty;          /* taken off for soft clauses, in the objective */
    double *limit_price;     /* [programme limit] shadow price at the bound, >= 0 */
    double *clause_price; /* [clause * year_count + year], for rules over a period at year_first */
    int round_count, column_count;
    const char *why_infeasible; /* a sentence, when infeasible */
};

#endif
