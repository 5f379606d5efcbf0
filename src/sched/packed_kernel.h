/* SPDX-License-Identifier: Apache-2.0 */
/*
 * packed_kernel - the loops of packed.h, compiled for one instruction set.  Included with
 * KERNEL_TARGET, KERNEL_DECODE and KERNEL_LONG (the names), KERNEL_BUSY (which of 64 periods
 * cannot take a need) and KERNEL_TAKE (add a need in the periods of a mask of up to 48 bits)
 * defined.
 */

enum {
    AHEAD = 12, /* of so many activities memory is asked for in advance */
};

KERNEL_TARGET static inline int earliest(const struct packed_node *node, const struct side *s,
                                         const int *event)
{
    int a = event[node->before[0]], b = event[node->before[1]];
    int c = event[node->before[2]], d = event[node->before[3]];
    int x = a > b ? a : b, y = c > d ? c : d, at = x > y ? x : y;
    for (int i = node->more_first; i < node->more_last; i++)
        at = event[s->arcs[i].event] > at ? event[s->arcs[i].event] : at;
    return at;
}

/* Starts of free runs that are as long as the work, among 64 periods from `at` on. */
KERNEL_TARGET static inline uint64_t starts(const uint32_t *at, const struct packed_work *w,
                                            int skipped)
{
    uint64_t m = ~KERNEL_BUSY(at, w->need) >> skipped;
    m &= m >> w->step[0];
    m &= m >> w->step[1];
    m &= m >> w->step[2];
    m &= m >> w->step[3];
    if (w->step[4]) m &= m >> w->step[4];
    return m;
}

/* The first start >= at, which may lie beyond the length; looks at no later periods. */
KERNEL_TARGET static inline int find(const struct packed *p, const struct packed_work *w, int at)
{
    for (;;) {
        int line = at & -PACKED_LINE;
        uint64_t m = starts(p->load + line, w, at - line);
        if (m) return at + __builtin_ctzll(m);
        at = line + PACKED_SEEN + 1 - w->duration;
        if (at + w->duration > p->length) return at;
    }
}

/* The same, without looking at blocks that are known to be full. */
KERNEL_TARGET static inline int find_far(const struct packed *p, struct skip *k, int work, int from)
{
    const struct packed_work *w = &p->works[work], *c = &p->classes[k->class_of[work]];
    if (w->need == 0) return from;
    const uint64_t all = ~UINT64_C(0) >> (PACKED_SEEN - k->block);
    int *chain = skip_chain(k, work), block = from / k->block, skipped = from % k->block;
    for (;; block++, skipped = 0) {
        int found = skip_next(chain, block);
        if (found >= k->block_count) return p->length;
        if (found > block) skipped = 0;
        block = found;
        const uint32_t *at = p->load + (size_t)block * (size_t)k->block;
        uint64_t m = starts(at, w, 0) & all >> skipped << skipped;
        if (m) return block * k->block + __builtin_ctzll(m);
        if (!(starts(at, c, 0) & all)) chain[block] = block + 1;
    }
}

/* Returns the end, or -1 when it is beyond the length. */
KERNEL_TARGET static inline int place(struct packed_list *x, int a, int start)
{
    struct packed *p = x->profile;
    const struct packed_work *w = &p->works[x->work[a]];
    int end = start + w->duration;
    if (end > p->length) return -1;
    KERNEL_TAKE(p->load + (start & -PACKED_LINE), (uint64_t)w->periods << start % PACKED_LINE,
                w->need);
    x->event[2 * a] = start;
    x->event[2 * a + 1] = end;
    return end;
}

/* Place the i-th activity. */
KERNEL_TARGET static inline int step(struct packed_list *x, const struct side *s, int i)
{
    struct packed *p = x->profile;
    int a = x->list[i];
    const struct packed_work *w = &p->works[x->work[a]];
    return place(x, a, find(p, w, earliest(&p->nodes[s->mirrored][a], s, x->event)));
}

KERNEL_TARGET static inline void empty(struct packed *p)
{
    for (int t = 0; t < p->touched; t += PACKED_LINE)
        for (int i = 0; i < PACKED_LINE; i++)
            p->load[t + i] = p->empty;
    p->touched = p->length; /* until it is known better */
}

KERNEL_TARGET static void make_one(struct packed_list *x, const struct side *s)
{
    struct packed *p = x->profile;
    int length = 0;
    empty(p);
    x->length = -1;
    for (int i = 0; i < p->count; i++) {
        int end = step(x, s, i);
        if (end < 0) return;
        length = end > length ? end : length;
    }
    x->length = p->touched = length;
}

/* Returns 0 when one of them does not fit. */
KERNEL_TARGET static int make_two(struct packed_list *x, const struct side *s)
{
    struct packed *p = x[0].profile, *q = x[1].profile;
    int length = 0, other = 0;
    empty(p);
    empty(q);
    for (int i = 0; i < p->count; i++) {
        int end = step(&x[0], s, i), last = step(&x[1], s, i);
        if (end < 0 || last < 0) return 0;
        length = end > length ? end : length;
        other = last > other ? last : other;
    }
    x[0].length = p->touched = length;
    x[1].length = q->touched = other;
    return 1;
}

KERNEL_TARGET void KERNEL_DECODE(struct packed_list *x, int count, const struct side *s)
{
    if (count == 2 && make_two(x, s)) return;
    for (int i = 0; i < count; i++)
        make_one(&x[i], s);
}

KERNEL_TARGET void KERNEL_LONG(struct packed_list *x, struct skip *k, const struct side *s)
{
    struct packed *p = x->profile;
    int length = 0;
    empty(p);
    x->length = -1;
    for (int i = 0; i < p->count; i++) {
        int a = x->list[i], work = x->work[a];
        if (i + AHEAD < p->count) {
            __builtin_prefetch(&s->nodes[x->list[i + AHEAD]]);
            __builtin_prefetch(&p->works[x->work[x->list[i + AHEAD]]]);
            __builtin_prefetch(&k->class_of[x->work[x->list[i + AHEAD]]]);
        }
        int from = side_earliest(s, x->event, a, p->works[work].duration);
        int end = place(x, a, find_far(p, k, work, from));
        if (end < 0) return;
        length = end > length ? end : length;
    }
    x->length = p->touched = length;
}
