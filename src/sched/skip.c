/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/skip.h"

enum {
    LEVELS_MAX = 8,       /* of the need of a resource */
    DURATION_MAX = 32,    /* of a class */
    CHAIN_INTS = 1 << 25, /* of all classes together */
};

static inline int lane_of(uint64_t need, int lane)
{
    return (int)(need >> lane * LANE_BITS & SCHED_CAPACITY_MAX);
}

/* Needs of each resource cut into levels of about as many works; levels: [resource][level]. */
static void choose_levels(const struct network *net, int *count, int *levels, int level_count)
{
    int *of = levels;
    for (int r = 0; r < net->bank_count * LANES; r++, of += LEVELS_MAX) {
        int users = 0, seen = 0, level = 0;
        for (int q = 0; q <= SCHED_CAPACITY_MAX; q++)
            count[q] = 0;
        for (int w = 0; w < net->work_count; w++) {
            if (net->works[w].need == 0 || net->works[w].bank != r / LANES) continue;
            count[lane_of(net->works[w].need, r % LANES)]++;
            users++;
        }
        for (int i = 0; i < LEVELS_MAX; i++)
            of[i] = SCHED_CAPACITY_MAX + 1;
        of[level++] = 0;
        for (int q = 0; q <= SCHED_CAPACITY_MAX && level < level_count; q++) {
            if (count[q] > 0 && q > 0 && (int64_t)seen * level_count >= (int64_t)users * level)
                of[level++] = q;
            seen += count[q];
        }
    }
}

/* The work made smaller: what its class needs, for how long. */
static struct work class_work(const struct work *w, const int *levels)
{
    struct work c = {.bank = w->bank, .duration = 1};
    while (2 * c.duration <= w->duration && c.duration < DURATION_MAX)
        c.duration *= 2;
    for (int lane = 0; lane < LANES; lane++) {
        const int *of = levels + (w->bank * LANES + lane) * LEVELS_MAX;
        int level = 0;
        while (level + 1 < LEVELS_MAX && of[level + 1] <= lane_of(w->need, lane))
            level++;
        c.need |= (uint64_t)of[level] << lane * LANE_BITS;
    }
    return c;
}

/* Its index in `classes`, found by hashing into `table`; a new one when there is room; else -1. */
static int class_index(struct skip *s, const struct work *c, int *table, size_t slots, int most)
{
    uint64_t hash = (c->need ^ (uint64_t)c->bank << 48 ^ (uint64_t)c->duration << 15) *
                    UINT64_C(0x9e3779b97f4a7c15);
    for (size_t at = (size_t)(hash >> 32) & (slots - 1);; at = (at + 1) & (slots - 1)) {
        const struct work *x = &s->classes[table[at] - 1];
        if (table[at] == 0) {
            if (s->class_count == most) return -1;
            s->classes[s->class_count++] = *c;
            table[at] = s->class_count;
            return s->class_count - 1;
        }
        if (x->need == c->need && x->bank == c->bank && x->duration == c->duration)
            return table[at] - 1;
    }
}

static int classify(struct skip *s, const struct network *net, const int *levels, int *table,
                    size_t slots)
{
    for (size_t i = 0; i < slots; i++)
        table[i] = 0;
    s->class_count = 0;
    for (int w = 0; w < net->work_count; w++) {
        struct work c = class_work(&net->works[w], levels);
        s->class_of[w] = class_index(s, &c, table, slots, (int)(slots / 2));
        if (s->class_of[w] < 0) return 0;
    }
    return 1;
}

enum status skip_init(struct skip *out, const struct network *net, int length, int block,
                      struct arena *a, struct err *e)
{
    *out = (struct skip){.block_count = length / block + 1, .block = block};
    size_t resources = (size_t)net->bank_count * LANES, row = (size_t)out->block_count + 1;
    size_t slots = 64; /* twice as many as classes */
    while (2 * slots * row <= 2 * (size_t)CHAIN_INTS && slots < (size_t)net->work_count * 4)
        slots *= 2;
    int *count = ARENA_ARRAY(a, int, SCHED_CAPACITY_MAX + 1);
    int *levels = ARENA_ARRAY(a, int, resources *LEVELS_MAX);
    int *table = ARENA_ARRAY(a, int, slots);
    out->classes = ARENA_ARRAY(a, struct work, slots / 2);
    out->class_of = ARENA_ARRAY(a, int, (size_t)net->work_count);
    if (!count || !levels || !table || !out->classes || !out->class_of)
        return err_set(e, STATUS_NOMEM, "out of memory for a profile of %d periods", length);
    int level_count = LEVELS_MAX;
    do
        choose_levels(net, count, levels, level_count);
    while (!classify(out, net, levels, table, slots) && --level_count > 0);
    out->next = ARENA_ARRAY(a, int, (size_t)out->class_count *row);
    if (!out->next)
        return err_set(e, STATUS_NOMEM, "out of memory for a profile of %d periods", length);
    skip_reset(out);
    return STATUS_OK;
}

void skip_reset(struct skip *s)
{
    int *next = s->next;
    for (int c = 0; c < s->class_count; c++)
        for (int block = 0; block <= s->block_count; block++)
            *next++ = block;
}

/* The first window that begins in `periods` periods from `from` on. */
static int find_near(const struct profile *p, const struct network *net, const struct work *w,
                     int from, int periods)
{
    int64_t end = (int64_t)from + periods + w->duration - 1;
    struct profile cut = *p;
    if (end < cut.length) cut.length = (int)end;
    return profile_find(&cut, net, w, from);
}

int skip_find(struct skip *s, const struct profile *p, const struct network *net, int work,
              int from)
{
    const struct work *w = &net->works[work];
    if (w->need == 0) return profile_find(p, net, w, from);
    const struct work *c = &s->classes[s->class_of[work]];
    int *chain = skip_chain(s, work), block = from / s->block;
    for (;;) {
        int found = skip_next(chain, block);
        if (found >= s->block_count) return -1;
        int begin = found * s->block, at = begin > from ? begin : from;
        int start = find_near(p, net, w, at, begin + s->block - at);
        if (start >= 0) return start;
        if (find_near(p, net, c, begin, s->block) < 0) chain[found] = found + 1;
        block = found + 1;
    }
}
