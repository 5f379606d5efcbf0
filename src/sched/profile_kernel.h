/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile_kernel - find_window(): the first window for a work, compiled for one
 * instruction set.  Included with KERNEL_BUSY, KERNEL_WIDTH and KERNEL_TARGET defined.
 *
 * Method    busy periods as bits; free runs of d periods are the bits that are left of
 *           m when m &= m >> s with steps s that add up to d - 1, each at most the run so
 *           far.  Works longer than SHORT are found by going from run to run.
 */

enum {
    SHORT = 16,
    STEP_1 = 1,
    STEP_2 = 2,
    STEP_3 = 4,
    STEP_4 = 8,
};

KERNEL_TARGET static inline uint64_t busy_all(const struct profile *p, const struct network *net,
                                              const struct work *w, int at)
{
    uint64_t busy = KERNEL_BUSY(p->load + (size_t)w->bank * p->stride + at, w->need);
    for (int i = w->more_first; i < w->more_first + w->more_count; i++) {
        const struct demand *d = &net->demands[i];
        busy |= KERNEL_BUSY(p->load + (size_t)d->bank * p->stride + at, d->need);
    }
    return busy;
}

static inline int least(int a, int b)
{
    return a < b ? a : b;
}

/* Starts, as bits, of free runs of `duration` periods that lie in the block. */
KERNEL_TARGET static inline uint64_t runs_of(uint64_t busy, int duration)
{
    const uint64_t block = ~UINT64_C(0) >> (64 - KERNEL_WIDTH);
    uint64_t m = ~busy & block;
    int rest = duration - 1, step;
    m &= m >> (step = least(rest, STEP_1));
    rest -= step;
    m &= m >> (step = least(rest, STEP_2));
    rest -= step;
    m &= m >> (step = least(rest, STEP_3));
    rest -= step;
    return m & m >> least(rest, STEP_4);
}

KERNEL_TARGET static inline int find_short(const struct profile *p, const struct network *net,
                                           const struct work *w, int from)
{
    for (int at = from; at + w->duration <= p->length; at += KERNEL_WIDTH - w->duration + 1) {
        uint64_t starts = runs_of(busy_all(p, net, w, at), w->duration);
        if (starts) {
            int start = at + __builtin_ctzll(starts);
            return start + w->duration <= p->length ? start : -1;
        }
    }
    return -1;
}

KERNEL_TARGET static inline int find_long(const struct profile *p, const struct network *net,
                                          const struct work *w, int from)
{
    int start = from; /* all periods from here to the block looked at are free */
    for (int at = from; start + w->duration <= p->length; at += KERNEL_WIDTH) {
        uint64_t busy = busy_all(p, net, w, at);
        while (busy) {
            int first = __builtin_ctzll(busy);
            if (at + first - start >= w->duration) return start;
            uint64_t free = ~busy >> first;
            int after = free ? first + __builtin_ctzll(free) : KERNEL_WIDTH;
            start = at + least(after, KERNEL_WIDTH);
            if (after >= KERNEL_WIDTH) break;
            busy &= ~UINT64_C(0) << after;
        }
        if (at + KERNEL_WIDTH - start >= w->duration)
            return start + w->duration <= p->length ? start : -1;
    }
    return -1;
}

KERNEL_TARGET static inline int find_window(const struct profile *p, const struct network *net,
                                            const struct work *w, int from)
{
    if (w->need == 0) return from + w->duration <= p->length ? from : -1;
    return w->duration <= SHORT ? find_short(p, net, w, from) : find_long(p, net, w, from);
}
