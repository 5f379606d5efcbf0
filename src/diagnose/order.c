/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/order.h"

#include <string.h>

enum {
    RUN = 8,
};

static void sort_run(struct order_item *items, int count)
{
    for (int i = 1; i < count; i++) {
        struct order_item item = items[i];
        int j = i;
        for (; j > 0 && items[j - 1].value > item.value; j--)
            items[j] = items[j - 1];
        items[j] = item;
    }
}

static int at_most(int a, int b)
{
    return a < b ? a : b;
}

/*
 * Merge from[lo..mid) and from[mid..hi) into to[lo..hi); the left one goes first on a tie.  Which
 * side is next cannot be guessed, so it is reckoned with instead of branched on.
 */
static void merge(const struct order_item *from, struct order_item *to, int lo, int mid, int hi)
{
    const struct order_item *left = from + lo, *right = from + mid;
    const struct order_item *left_end = right, *right_end = from + hi;
    to += lo;
    int in_order = mid >= hi || right[-1].value <= right->value;
    while (!in_order && left < left_end && right < right_end) {
        int take_right = right->value < left->value;
        const struct order_item *next = take_right ? right : left;
        *to++ = *next;
        right += take_right;
        left += !take_right;
    }
    memcpy(to, left, (size_t)(left_end - left) * sizeof *to);
    to += left_end - left;
    memcpy(to, right, (size_t)(right_end - right) * sizeof *to);
}

void order_sort(struct order_item *items, struct order_item *scratch, int count)
{
    for (int lo = 0; lo < count; lo += RUN)
        sort_run(items + lo, at_most(RUN, count - lo));

    struct order_item *from = items, *to = scratch;
    for (int width = RUN; width<count; width = width> count / 2 ? count : width * 2) {
        for (int lo = 0; lo < count;) {
            int mid = at_most(count - lo, width) + lo;
            int hi = at_most(count - mid, width) + mid;
            merge(from, to, lo, mid, hi);
            lo = hi;
        }
        struct order_item *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) memcpy(items, from, (size_t)count * sizeof *items);
}

static int run_end(const struct order_item *items, int count, int first)
{
    int end = first + 1;
    while (end < count && items[end].value == items[first].value)
        end++;
    return end;
}

void order_rank_low(const struct order_item *items, int count, int *rank)
{
    for (int first = 0; first < count;) {
        int end = run_end(items, count, first);
        for (int i = first; i < end; i++)
            rank[items[i].at] = first + 1;
        first = end;
    }
}

void order_rank_mean(const struct order_item *items, int count, double *rank)
{
    for (int first = 0; first < count;) {
        int end = run_end(items, count, first);
        for (int i = first; i < end; i++)
            rank[items[i].at] = (first + 1 + end) / 2.0;
        first = end;
    }
}
