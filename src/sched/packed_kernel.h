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

/* A list that is being made, and what its next activity will be. */
struct lane {
    uint32_t *load;
    int *event;
    const int *list, *work;
    const struct packed *profile;
    const struct packed_work *next;
    int activity, start, length;
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

KERNEL_TARGET static inline void place(uint32_t *load, const struct packed_work *w, int start)
{
    KERNEL_TAKE(load + (start & -PACKED_LINE), (uint64_t)w->periods << start % PACKED_LINE,
                w->need);
}

KERNEL_TARGET static inline void empty(struct packed *p)
{
    for (int t = 0; t < p->touched; t += PACKED_LINE)
        KERNEL_FILL(p->load + t, p->empty);
    p->touched = p->length; /* until it is known better */
}

/* The next activities of all lists are looked for before any is placed, for what looks at a
 * profile waits for all that is about to be written.  Returns 0 when one does not fit. */
KERNEL_TARGET static int make_abreast(struct packed_list *x, int count, const struct side *s)
{
    const struct packed *p = x->profile; /* all are of one network */
    const struct packed_node *nodes = p->nodes[s->mirrored];
    const struct packed_work *works = p->works;
    struct lane lanes[PACKED_LISTS];
    for (int k = 0; k < count; k++) {
        empty(x[k].profile);
        lanes[k] = (struct lane){.load = x[k].profile->load,
                                 .event = x[k].event,
                                 .list = x[k].list,
                                 .work = x[k].work,
                                 .profile = x[k].profile};
    }
    for (int i = 0; i < p->count; i++) {
        for (struct lane *l = lanes; l < lanes + count; l++) {
            int a = l->activity = l->list[i];
            l->next = &works[l->work[a]];
            l->start = find(l->profile, l->next, earliest(&nodes[a], s, l->event));
        }
        for (struct lane *l = lanes; l < lanes + count; l++) {
            int *event = l->event + 2 * l->activity, end = l->start + l->next->duration;
            if (end > p->length) return 0;
            place(l->load, l->next, l->start);
            event[0] = l->start;
            event[1] = end;
            l->length = end > l->length ? end : l->length;
        }
    }
    for (int k = 0; k < count; k++)
        x[k].length = x[k].profile->touched = lanes[k].length;
    return 1;
}

KERNEL_TARGET void KERNEL_DECODE(struct packed_list *x, int count, const struct side *s)
{
    if (make_abreast(x, count, s)) return;
    for (int i = 0; i < count; i++)
        if (count == 1 || !make_abreast(&x[i], 1, s)) x[i].length = -1;
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
        int start = find_far(p, k, work, from), end = start + p->works[work].duration;
        if (end > p->length) return;
        place(p->load, &p->works[work], start);
        x->event[2 * a] = start;
        x->event[2 * a + 1] = end;
        length = end > length ? end : length;
    }
    x->length = p->touched = length;
}
