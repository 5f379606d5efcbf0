/* SPDX-License-Identifier: Apache-2.0 */
/*
 * order - sort numbers and rank them; the same order on every machine.
 *
 * Method   bottom-up merge sort from runs of eight, O(n log n), stable: equal
 *          values keep the order they came in.  No NaN.
 * Memory   the caller brings scratch of the same size; nothing is allocated.
 */
#ifndef DIAGNOSE_ORDER_H
#define DIAGNOSE_ORDER_H

struct order_item {
    double value;
    int at; /* where the value stands in the caller's array */
};

/* Ascending. */
void order_sort(struct order_item *items, struct order_item *scratch, int count);

/* Rank of each value, 1: the smallest; equal values share the smallest of their
 * ranks.  items are sorted; rank[at] is written. */
void order_rank_low(const struct order_item *items, int count, int *rank);

/* The same, equal values share the mean of their ranks. */
void order_rank_mean(const struct order_item *items, int count, double *rank);

#endif
