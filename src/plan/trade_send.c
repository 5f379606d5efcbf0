/* SPDX-License-Identifier: Apache-2.0 */
/* The most valuable flows for what visits leave of surplus and room. */
#include <math.h>
#include <string.h>

#include "plan/trade.h"

/* Less of a row than this share of its size is nothing. */
#define NOTHING 1e-9

/* Gains of paths that differ by less, as a share of the largest, are equal. */
#define EQUAL 1e-12

enum status trade_sender_init(struct trade_sender *out, const struct problem *p, struct arena *a,
                              struct err *e)
{
    *out = (struct trade_sender){0};
    if (p->trade.lane_count == 0) return STATUS_OK;
    size_t rows = (size_t)(p->row_count - p->trade.row_first) + 1;
    out->flow = ARENA_ARRAY(a, double, (size_t)p->trade.lane_count);
    out->left = ARENA_ARRAY(a, double, rows);
    out->label = ARENA_ARRAY(a, double, rows);
    out->lane = ARENA_ARRAY(a, int, rows);
    out->queue = ARENA_ARRAY(a, int, rows);
    out->is_queued = ARENA_ARRAY(a, char, rows);
    if (!out->flow || !out->left || !out->label || !out->lane || !out->queue || !out->is_queued)
        return err_set(e, STATUS_NOMEM, "out of memory for trade");
    return STATUS_OK;
}

struct search { /* in one market; rows are counted from its first */
    struct trade_sender *s;
    const struct problem *p;
    int first, count;
    int head, waiting; /* of the queue */
    double equal;
};

static const struct row *row_at(const struct search *x, int at)
{
    return &x->p->rows[x->p->trade.row_first + x->first + at];
}

static double nothing_of(const struct search *x, int at)
{
    return NOTHING * row_at(x, at)->size;
}

static void reach(struct search *x, int at, double label, int lane)
{
    struct trade_sender *s = x->s;
    if (label <= s->label[at] + x->equal) return;
    s->label[at] = label;
    s->lane[at] = lane;
    if (s->is_queued[at]) return;
    s->is_queued[at] = 1;
    s->queue[(x->head + x->waiting++) % x->count] = at;
}

/* From a surplus over its lanes; from room back over lanes that carry something. */
static void spread(struct search *x, int at)
{
    const struct trade *t = &x->p->trade;
    int row = x->first + at, base = t->row_first + x->first;
    double label = x->s->label[at];
    if (row_at(x, at)->kind == ROW_SURPLUS) {
        for (int i = t->out_first[row]; i < t->out_first[row + 1]; i++)
            reach(x, t->lanes[i].room_row - base, label + t->lanes[i].value, i);
        return;
    }
    for (int k = t->into_first[row]; k < t->into_first[row + 1]; k++) {
        int i = t->into[k], from = t->lanes[i].send_row - base;
        if (x->s->flow[i] > nothing_of(x, from)) reach(x, from, label - t->lanes[i].value, i);
    }
}

/* The room with the most valuable path to it, or -1. */
static int find_path(struct search *x)
{
    struct trade_sender *s = x->s;
    int best = -1;
    x->head = x->waiting = 0;
    for (int at = 0; at < x->count; at++) {
        s->label[at] = -INFINITY;
        s->is_queued[at] = 0;
    }
    for (int at = 0; at < x->count; at++)
        if (row_at(x, at)->kind == ROW_SURPLUS && s->left[x->first + at] > nothing_of(x, at))
            reach(x, at, 0, -1);
    while (x->waiting > 0) {
        int at = s->queue[x->head];
        x->head = (x->head + 1) % x->count;
        x->waiting--;
        s->is_queued[at] = 0;
        spread(x, at);
    }
    for (int at = 0; at < x->count; at++) {
        if (row_at(x, at)->kind != ROW_ROOM || s->label[at] <= x->equal) continue;
        if (s->left[x->first + at] <= nothing_of(x, at)) continue;
        if (best < 0 || s->label[at] > s->label[best]) best = at;
    }
    return best;
}

/* The lane by which the path comes to a row, and the row before; -1: it starts there. */
static int step_back(const struct search *x, int *at)
{
    const struct trade *t = &x->p->trade;
    int lane = x->s->lane[*at], base = t->row_first + x->first;
    if (lane < 0) return -1;
    int is_room = row_at(x, *at)->kind == ROW_ROOM;
    *at = (is_room ? t->lanes[lane].send_row : t->lanes[lane].room_row) - base;
    return lane;
}

/* Send as much as goes over the path that ends at the room. */
static void send(struct search *x, int room)
{
    struct trade_sender *s = x->s;
    double amount = s->left[x->first + room];
    int at = room, sign = 1;
    for (int lane = step_back(x, &at); lane >= 0; lane = step_back(x, &at), sign = -sign)
        if (sign < 0) amount = fmin(amount, s->flow[lane]);
    amount = fmin(amount, s->left[x->first + at]);
    s->left[x->first + at] -= amount;
    s->left[x->first + room] -= amount;
    at = room;
    sign = 1;
    for (int lane = step_back(x, &at); lane >= 0; lane = step_back(x, &at), sign = -sign)
        s->flow[lane] = fmax(0, s->flow[lane] + sign * amount);
}

double trade_send(struct trade_sender *s, const struct problem *p, const double *sum)
{
    const struct trade *t = &p->trade;
    if (t->lane_count == 0) return 0;
    double worth = 0, largest = 0;
    memset(s->flow, 0, sizeof *s->flow * (size_t)t->lane_count);
    for (int r = t->row_first; r < p->row_count; r++)
        s->left[r - t->row_first] = fmax(0, p->rows[r].upper - sum[r]);
    for (int i = 0; i < t->lane_count; i++)
        largest = fmax(largest, t->lanes[i].value);
    for (int k = 0; k < t->market_count; k++) {
        struct search x = {.s = s, .p = p, .first = t->markets[k].row_first - t->row_first};
        x.count = t->markets[k].row_last - t->markets[k].row_first;
        x.equal = EQUAL * largest;
        for (int room = find_path(&x); room >= 0; room = find_path(&x))
            send(&x, room);
    }
    for (int i = 0; i < t->lane_count; i++)
        worth += s->flow[i] * t->lanes[i].value;
    return worth;
}
