/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trade - what plants make beyond the need of their area, and where it can go.
 *
 * Cell     an area that may send or receive a good in a year
 * Surplus  what plants of an area make beyond its need: a number of the visit, as home comes first
 *          and a good is made by one stage.  A row: sent - surplus of the visit <= that of decided
 *          visits
 * Room     what an area lacks, piece by piece of its satisfaction from today's supply up: a row for
 *          each piece: received - ... + what the visit itself supplies of it <= width of the piece
 * Lane     a flow from a surplus to a piece of room: a continuous variable of the linear
 *          programmes, worth the slope of the piece less the cost of the way a unit
 *
 * So what a visit is worth at home stays a number of the visit, and trade is a transportation
 * problem over the rows, for each good and year.  Only rows that some lane joins exist.  They are
 * the last rows of the problem; visits alone never exceed them.
 *
 * Sending  for given visits, the most valuable flows: along paths of the largest gain, over flows
 *          that are taken back where that pays (Busacker & Gowen 1960), until none gains.
 * Owner    the arena given.
 */
#ifndef PLAN_TRADE_H
#define PLAN_TRADE_H

#include "plan/problem.h"

struct trade_sender { /* working memory */
    double *flow;     /* [lane] */
    double *left;     /* [row of trade] */
    double *label;    /* [row of trade] best gain of a path to it */
    int *lane;        /* [row of trade] the path comes over; -1: it starts here */
    int *queue;
    char *is_queued;
};

/* Appends rows and makes lanes; visits and their years must be known. */
CHECKED enum status problem_build_trade(struct problem *p, struct arena *a, struct err *e);

/* What the supply of a cell, all plants counted, is in its rows; returns how many of at most
 * TRADE_POINTS_MAX were written. */
int trade_entries(const struct trade_cell *cell, double supply, int year, struct trade_entry *out);

/* What a supply of a cell costs at prices of rows. */
double trade_cost(const struct trade_cell *cell, double supply, const double *price);

CHECKED enum status trade_sender_init(struct trade_sender *out, const struct problem *p,
                                      struct arena *a, struct err *e);

/* Fill the flows for the sums of all rows; returns what they are worth. */
double trade_send(struct trade_sender *s, const struct problem *p, const double *sum);

/* Raise the prices of rooms until no lane is worth more than its rows cost.  Where worth does not
 * count, trade is no reason against a plan: its prices become 0. */
void trade_price_rooms(const struct problem *p, double worth, double *price);

#endif
