/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/lns.h"

#include <string.h>

/* Found by trial on open instances of 120 activities. */
enum {
    SIZE_MIN = 12,
    CONFLICTS_EACH = 400, /* for a window */
    OPEN_SHARE = 3,       /* windows grow while at most one of so many is left open */
    QUESTION_COST = 1,    /* of a window that is refuted at once, in conflicts */
};

enum status lns_init(struct lns *out, const struct network *net, int length, struct arena *a,
                     struct err *e)
{
    size_t n = (size_t)net->activity_count;
    *out = (struct lns){.size = SIZE_MIN};
    out->active = net->plain && net->activity_count > SIZE_MIN && exact_takes(net, length);
    if (!out->active) return STATUS_OK;
    TRY(lns_window_init(&out->window, net, length, a, e));
    out->left = ARENA_ARRAY(a, int, n);
    out->right = ARENA_ARRAY(a, int, n);
    out->order = ARENA_ARRAY(a, int, n);
    out->list = ARENA_ARRAY(a, int, n);
    out->count = ARENA_ARRAY(a, int, (size_t)length + 2);
    if (!out->left || !out->right || !out->order || !out->list || !out->count)
        return err_set(e, STATUS_NOMEM, "out of memory for parts of a schedule");
    return STATUS_OK;
}

static int64_t *place_of(struct lns *l, int64_t fit)
{
    uint64_t hash = (uint64_t)fit * UINT64_C(0x9E3779B97F4A7C15);
    return &l->tried[hash >> 32 & (LNS_TRIED - 1)];
}

/* The best that was not looked at, or NULL. */
static const struct member *choose(struct lns *l, const struct island *d)
{
    const struct member *best = NULL;
    for (int i = 0; i < d->population; i++) {
        const struct member *m = &d->members[0][i];
        if (m->fit >= MEMBER_EXCEEDS || (best && m->fit >= best->fit)) continue;
        if (*place_of(l, m->fit) != m->fit) best = m;
    }
    if (best) *place_of(l, best->fit) = best->fit;
    return best;
}

/* Push right by the list, then left into the island, until neither is shorter; returns the length. */
static int justify(struct lns *l, struct island *d, int length)
{
    const struct network *net = d->net;
    struct decoder *c = &d->decoder;
    for (int end = length + 1; length != end;) {
        end = decode(c, &net->mirror, l->list, length);
        d->schedules++;
        decoder_turn(c, &net->mirror, l->order);
        for (int a = 0; a < net->activity_count; a++)
            l->right[a] = end - c->event[2 * a + 1];
        length = island_add(d, l->order);
        decoder_turn(c, &net->forward, l->list);
    }
    for (int a = 0; a < net->activity_count; a++)
        l->left[a] = c->event[2 * a];
    return length;
}

/* By falling finish, an order of the links of the mirror. */
static void list_answer(struct lns *l, const struct network *net, int length)
{
    const struct lns_window *w = &l->window;
    int n = net->activity_count, *count = l->count;
    memset(count, 0, sizeof *count * ((size_t)length + 2));
    for (int a = 0; a < n; a++)
        count[length - w->start[a] - w->all.duration[a] + 1]++;
    for (int t = 0; t < length; t++)
        count[t + 1] += count[t];
    for (int i = 0; i < n; i++) {
        int a = net->mirror.order[i];
        l->list[count[length - w->start[a] - w->all.duration[a]]++] = a;
    }
}

struct sweep {
    int refuted, open;
};

/* All windows of a size, until one has an answer. */
static int ask_windows(struct lns *l, struct island *d, int size, int length, struct sweep *s)
{
    int n = d->net->activity_count, step = size / 3;
    struct lns_question q = {l->left, l->right, l->order, length, length - 1, 0, size};
    *s = (struct sweep){0, 0};
    for (int at = -(int)(rng_u32(&d->rng) % (uint32_t)step); at + step < n; at += step) {
        q.first = at < 0 ? 0 : at + size > n ? n - size : at;
        int64_t before = l->window.exact.conflicts;
        enum exact_outcome outcome = lns_window_ask(&l->window, &q, CONFLICTS_EACH, NULL);
        l->conflicts += l->window.exact.conflicts - before + QUESTION_COST;
        if (outcome == EXACT_FOUND) return 1;
        s->refuted += outcome == EXACT_REFUTED;
        s->open += outcome == EXACT_OPEN;
    }
    return 0;
}

static void shorten(struct lns *l, struct island *d, const struct member *m,
                    const struct stop *stop)
{
    int n = d->net->activity_count, size = l->size, most = n < LNS_WINDOW_MAX ? n : LNS_WINDOW_MAX;
    memcpy(l->list, m->list, sizeof *l->list * (size_t)n);
    int length = justify(l, d, m->length);
    struct sweep s;
    while (length > d->lower && !stop_wanted(stop)) {
        if (size > most) size = most;
        if (ask_windows(l, d, size, length, &s)) {
            l->found++;
            list_answer(l, d->net, length - 1);
            length = justify(l, d, length - 1);
            continue;
        }
        l->refuted += s.refuted;
        l->open += s.open;
        if (size >= most || OPEN_SHARE * s.open > s.refuted) break;
        size += size / 5 + 1;
    }
    size -= size / 3;
    l->size = size > SIZE_MIN ? size : SIZE_MIN;
}

void lns_run(struct lns *l, struct island *d, int64_t conflicts, const struct stop *stop)
{
    while (l->active && l->conflicts < conflicts && d->best_cost > d->lower && !stop_wanted(stop)) {
        const struct member *m = choose(l, d);
        if (!m) return;
        shorten(l, d, m, stop);
    }
}
