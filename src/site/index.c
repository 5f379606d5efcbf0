/* SPDX-License-Identifier: Apache-2.0 */
#include "site/index.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stddef.h>

enum {
    IN_LEAF = 8,
    STACK_MAX = 64, /* deeper than any tree of 2^31 items split at the median */
};

static double coordinate(struct place p, int axis)
{
    return axis == 0 ? p.x : axis == 1 ? p.y : p.z;
}

/* Total order along an axis: middle, then id, then where it starts. */
static int item_less(const struct index_item *a, const struct index_item *b, int axis)
{
    double x = coordinate(a->from, axis) + coordinate(a->to, axis);
    double y = coordinate(b->from, axis) + coordinate(b->to, axis);
    if (x != y) return x < y;
    if (a->id != b->id) return a->id < b->id;
    return coordinate(a->from, axis) < coordinate(b->from, axis);
}

static void swap_items(struct index_item *a, struct index_item *b)
{
    struct index_item keep = *a;
    *a = *b;
    *b = keep;
}

/* Quickselect (Hoare 1961): afterwards item k has its place in the order, smaller ones are before. */
static void select_item(struct index_item *items, int count, int k, int axis)
{
    int low = 0, high = count - 1;
    while (low < high) {
        struct index_item pivot = items[low + (high - low) / 2];
        int i = low, j = high;
        while (i <= j) {
            while (item_less(&items[i], &pivot, axis))
                i++;
            while (item_less(&pivot, &items[j], axis))
                j--;
            if (i <= j) swap_items(&items[i++], &items[j--]);
        }
        if (k <= j)
            high = j;
        else if (k >= i)
            low = i;
        else
            return;
    }
}

/* So that a leaf does not remember in which order the items came. */
static void sort_leaf(struct index_item *items, int count)
{
    for (int i = 1; i < count; i++)
        for (int j = i;
             j > 0 && (items[j].id < items[j - 1].id ||
                       (items[j].id == items[j - 1].id && item_less(&items[j], &items[j - 1], 0)));
             j--)
            swap_items(&items[j], &items[j - 1]);
}

static void node_bound(struct index_node *n, const struct index_item *items)
{
    for (int axis = 0; axis < 3; axis++) {
        n->low[axis] = INFINITY;
        n->high[axis] = -INFINITY;
    }
    n->weight_max = -INFINITY;
    for (int i = n->first; i < n->first + n->count; i++) {
        for (int axis = 0; axis < 3; axis++) {
            double from = coordinate(items[i].from, axis), to = coordinate(items[i].to, axis);
            n->low[axis] = fmin(n->low[axis], fmin(from, to));
            n->high[axis] = fmax(n->high[axis], fmax(from, to));
        }
        n->weight_max = fmax(n->weight_max, items[i].weight);
    }
}

static int longest_axis(const struct index_node *n)
{
    int best = 0;
    for (int axis = 1; axis < 3; axis++)
        if (n->high[axis] - n->low[axis] > n->high[best] - n->low[best]) best = axis;
    return best;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the tree, at most 30 */
static int grow_node(struct index *index, int first, int count)
{
    int at = index->node_count++;
    struct index_node *n = &index->nodes[at];
    *n = (struct index_node){.first = first, .count = count};
    node_bound(n, index->items);
    if (count <= IN_LEAF) {
        sort_leaf(index->items + first, count);
        return at;
    }
    int half = count / 2;
    select_item(index->items + first, count, half, longest_axis(n));
    (void)grow_node(index, first, half);
    n->right = grow_node(index, first + half, count - half);
    return at;
}

enum status index_build(struct index *out, struct index_item *items, int count, struct arena *a,
                        struct err *e)
{
    assert(count >= 0);
    *out = (struct index){.items = items, .item_count = count};
    if (count == 0) return STATUS_OK;
    /* a leaf holds at least half of IN_LEAF items once there is more than one */
    size_t node_max = (size_t)count / (IN_LEAF / 2) * 2 + 1;
    out->nodes = ARENA_ARRAY(a, struct index_node, node_max);
    if (!out->nodes) return err_set(e, STATUS_NOMEM, "no memory for an index of %d places", count);
    (void)grow_node(out, 0, count);
    assert((size_t)out->node_count <= node_max);
    return STATUS_OK;
}

static double box2(const struct index_node *n, struct place p)
{
    double at[3] = {p.x, p.y, p.z}, sum = 0;
    for (int axis = 0; axis < 3; axis++) {
        double gap = fmax(0, fmax(n->low[axis] - at[axis], at[axis] - n->high[axis]));
        sum += gap * gap;
    }
    return sum;
}

struct search {
    const struct index_question *question;
    double best2;
    int id;
};

static void search_leaf(struct search *s, const struct index *index, const struct index_node *n)
{
    for (int i = n->first; i < n->first + n->count; i++) {
        const struct index_item *item = &index->items[i];
        if (item->weight < s->question->weight_min) continue;
        double d2 = place_segment2(s->question->place, item->from, item->to);
        if (d2 > s->best2 || (d2 == s->best2 && item->id >= s->id)) continue;
        if (s->question->accept && !s->question->accept(s->question->context, item->id)) continue;
        s->best2 = d2;
        s->id = item->id;
    }
}

/* The chord of a radius, squared; the edge belongs to it, whatever is rounded. */
static double radius2(double radius_m)
{
    double chord = place_chord_m(radius_m);
    return chord * chord * (1 + 1e-12);
}

struct hit index_ask(const struct index *index, const struct index_question *question)
{
    struct place p = question->place;
    struct search s = {question, radius2(question->radius_m), INT_MAX};

    struct {
        int node;
        double box2;
    } stack[STACK_MAX];

    int depth = 0;
    if (index->node_count > 0) {
        stack[depth].node = 0;
        stack[depth++].box2 = box2(&index->nodes[0], p);
    }
    while (depth > 0) {
        depth--;
        if (stack[depth].box2 > s.best2) continue;
        int at = stack[depth].node;
        const struct index_node *n = &index->nodes[at];
        if (n->weight_max < question->weight_min) continue;
        if (n->right == 0) {
            search_leaf(&s, index, n);
            continue;
        }
        double left2 = box2(&index->nodes[at + 1], p), right2 = box2(&index->nodes[n->right], p);
        int left_first = left2 <= right2;
        assert(depth + 2 <= STACK_MAX);
        stack[depth].node = left_first ? n->right : at + 1; /* the nearer one on top */
        stack[depth++].box2 = left_first ? right2 : left2;
        stack[depth].node = left_first ? at + 1 : n->right;
        stack[depth++].box2 = left_first ? left2 : right2;
    }
    if (s.id == INT_MAX) return (struct hit){-1, INFINITY};
    return (struct hit){s.id, place_arc_m(sqrt(s.best2))};
}

struct hit index_nearest(const struct index *index, struct place p, double weight_min)
{
    return index_ask(index, &(struct index_question){p, weight_min, INFINITY, NULL, NULL});
}

void index_within(const struct index *index, struct place p, double radius_m, index_visit *visit,
                  void *context)
{
    double limit2 = radius2(radius_m);
    int stack[STACK_MAX], depth = 0;
    if (index->node_count > 0) stack[depth++] = 0;
    while (depth > 0) {
        int at = stack[--depth];
        const struct index_node *n = &index->nodes[at];
        if (box2(n, p) > limit2) continue;
        if (n->right != 0) {
            assert(depth + 2 <= STACK_MAX);
            stack[depth++] = n->right;
            stack[depth++] = at + 1;
            continue;
        }
        for (int i = n->first; i < n->first + n->count; i++) {
            const struct index_item *item = &index->items[i];
            double d2 = place_segment2(p, item->from, item->to);
            if (d2 <= limit2) visit(context, (struct hit){item->id, place_arc_m(sqrt(d2))});
        }
    }
}
