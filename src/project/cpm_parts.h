/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cpm_parts - what the passes of cpm share: the network ready for walking.
 */
#ifndef PROJECT_CPM_PARTS_H
#define PROJECT_CPM_PARTS_H

#include "project/cpm.h"

/* One calendar an activity runs on, for so long; several when its resources differ. */
struct run {
    const struct worktime *time;
    int64_t duration_s;
};

struct net {
    const struct project *p;
    int count;              /* activities; node i is activity i or the gate before summary i, */
                            /* node count + i the gate behind summary i */
    int *in_at, *in_link;   /* links that end at activity i: in_link[in_at[i]..in_at[i+1]) */
    int *out_at, *out_link; /* … and those that begin there */
    int *order;             /* nodes */
    int order_count;
    const struct worktime **time; /* of each activity: its floats are counted on it */
    struct run *runs;             /* runs[run_at[i]..run_at[i+1]) */
    int *run_at;
    const struct worktime *project_time, *always;
    int64_t *gate_s; /* forward: earliest start below summary i */
    int64_t *late_s; /* backward: latest start below summary i */
    struct project_cpm *out;
};

/* The network of a project and its calendars, no dates yet; or the cycle, in the result. */
CHECKED enum status net_open(struct net *n, const struct project *p, struct project_cpm *out,
                             struct arena *a, struct err *e);

/* The first date anything in the project knows. */
int64_t net_project_start(const struct project *p);

/* Lists of links, order of nodes; the cycle goes into the result. */
CHECKED enum status net_order(struct net *n, struct arena *a, struct err *e);

/* Calendars of activities. */
CHECKED enum status net_calendars(struct net *n, struct arena *a, struct err *e);

void net_forward(struct net *n, int64_t start_s);

/* Of net_forward(): early dates of one node, those before it having theirs; then they reach to the
 * summary above and to the project; at the end of all, activities that span others. */
void net_forward_node(struct net *n, int node, int64_t start_s);
void net_reach_up(struct net *n, int node);
void net_span_measured(struct net *n);

void net_backward(struct net *n, int64_t finish_s);

/* Floats of one activity, by its dates and those of its successors. */
void net_float_of(const struct net *n, int activity);

/* Is the link one of those the passes follow? */
int net_follows(const struct net *n, const struct link *l);

/* The instant a link allows, given the one at its beginning; and back. */
int64_t net_lag(const struct net *n, const struct link *l, int64_t t_s);
int64_t net_lag_back(const struct net *n, const struct link *l, int64_t t_s);

/* Ends of an activity from each other, by what remains of it. */
int64_t net_finish(const struct net *n, int activity, int64_t start_s);
int64_t net_start(const struct net *n, int activity, int64_t finish_s);

/* The first instant from t on at which the activity may start; the last until t to finish. */
int64_t net_may_start(const struct net *n, int activity, int64_t t_s);
int64_t net_may_finish(const struct net *n, int activity, int64_t t_s);

static inline int activity_is_finished(const struct activity *v)
{
    return v->actual_finish_s != TIME_NONE;
}

static inline int activity_has_begun(const struct activity *v)
{
    return v->actual_start_s != TIME_NONE || v->actual_finish_s != TIME_NONE;
}

/* Does the constraint hold against the links? */
static inline int constraint_pins_start(const struct project *p, int kind)
{
    return kind == CONSTRAINT_MUST_START || (kind == CONSTRAINT_START_ON && p->constraints_hold);
}

static inline int constraint_pins_finish(const struct project *p, int kind)
{
    return kind == CONSTRAINT_MUST_FINISH || (kind == CONSTRAINT_FINISH_ON && p->constraints_hold);
}

#endif
