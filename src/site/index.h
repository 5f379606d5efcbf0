/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index - points and line segments under a tree of boxes: what is nearest, and
 * what lies within a radius.
 *
 * Method   bounding volume hierarchy: split at the median of the middles along
 *          the longest side, IN_LEAF items a leaf; depth-first search, nearer
 *          child first, boxes farther than the best are left out.  Each box also
 *          knows the largest weight below it, so that "the nearest with enough
 *          spare capacity" leaves out whole regions without any.
 * Cost     O(n log n) to build, O(log n) a question where things are spread.
 * Order    among equally near ones the smallest id: the answer depends on the
 *          items alone, not on their order or on threads.
 */
#ifndef SITE_INDEX_H
#define SITE_INDEX_H

#include "base/arena.h"
#include "base/err.h"
#include "site/place.h"

struct index_item {
    struct place from, to; /* a point: both the same */
    double weight;         /* capacity; -INFINITY: of no use to anyone who asks for any */
    int id;
};

struct index_node {
    double low[3], high[3], weight_max;
    int first, count; /* items below */
    int right;        /* its right child, the left one follows it; 0: a leaf */
};

struct index {
    struct index_item *items;
    struct index_node *nodes;
    int item_count, node_count;
};

struct hit {
    int id;   /* -1: there is none */
    double m; /* over ground; INFINITY when there is none */
};

/* The items are reordered and must stay as long as the index. */
CHECKED enum status index_build(struct index *out, struct index_item *items, int count,
                                struct arena *a, struct err *e);

/* Nearest item of at least the weight (-INFINITY: of any). */
struct hit index_nearest(const struct index *index, struct place p, double weight_min);

/* Nearest item at most radius_m away (INFINITY: anywhere) that accept() takes. */
typedef int index_accept(const void *context, int id);

struct index_question {
    struct place place;
    double weight_min, radius_m;
    index_accept *accept; /* NULL: all */
    const void *context;
};

struct hit index_ask(const struct index *index, const struct index_question *question);

/* Call for every item at most radius_m away (over ground), in an order that
 * depends on the items alone. */
typedef void index_visit(void *context, struct hit hit);
void index_within(const struct index *index, struct place p, double radius_m, index_visit *visit,
                  void *context);

#endif
