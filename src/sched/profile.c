/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/profile.h"

#include <string.h>

#include "sched/profile_busy.h"

static uint64_t bank_word(const struct sched_problem *p, int bank, const int *level)
{
    uint64_t word = 0;
    for (int lane = 0; lane < LANES; lane++) {
        int r = bank * LANES + lane;
        if (r < p->resource_count)
            word |= (uint64_t)(SCHED_CAPACITY_MAX - level[r]) << (lane * LANE_BITS);
    }
    return word;
}

/* Capacities over time, into one bank of the base. */
static void fill_bank(const struct profile *out, const struct sched_problem *p, int bank)
{
    int level[LANES] = {0}, next[LANES] = {0};
    uint64_t *base = out->base + (size_t)bank * out->stride;
    for (int lane = 0; lane < LANES; lane++) {
        int r = bank * LANES + lane;
        if (r >= p->resource_count) continue;
        level[lane] = p->resources[r].capacity;
        next[lane] = p->resources[r].change_first;
    }
    for (int t = 0; t < out->length; t++) {
        uint64_t word = 0;
        for (int lane = 0; lane < LANES; lane++) {
            int r = bank * LANES + lane;
            if (r >= p->resource_count) continue;
            int last = p->resources[r].change_first + p->resources[r].change_count;
            while (next[lane] < last && p->changes[next[lane]].time <= t)
                level[lane] = p->changes[next[lane]++].quantity;
            word |= (uint64_t)(SCHED_CAPACITY_MAX - level[lane]) << (lane * LANE_BITS);
        }
        base[t] = word;
    }
}

enum status profile_init(struct profile *out, const struct network *net, int length,
                         struct arena *a, struct err *e)
{
    const struct sched_problem *p = net->problem;
    *out = (struct profile){
        .length = length, .bank_count = net->bank_count, .anchor = -1, .wide = profile_is_wide()};
    for (int r = 0; r < p->resource_count; r++)
        if (p->resources[r].change_count > 0) out->changing = 1;
    out->stride = (size_t)length + 2 * PROFILE_PAD;
    size_t banks = (size_t)net->bank_count;
    int *level = ARENA_ARRAY(a, int, (size_t)p->resource_count + 1);
    out->load = ARENA_ARRAY(a, uint64_t, banks * out->stride);
    out->base = ARENA_ARRAY(a, uint64_t, out->changing ? banks * out->stride : banks);
    if (!level || !out->load || !out->base)
        return err_set(e, STATUS_NOMEM, "out of memory for %d periods of %d resources", length,
                       p->resource_count);
    for (int r = 0; r < p->resource_count; r++)
        level[r] = p->resources[r].capacity;
    for (int bank = 0; bank < net->bank_count; bank++)
        if (out->changing)
            fill_bank(out, p, bank);
        else
            out->base[bank] = bank_word(p, bank, level);
    out->touched = length;
    profile_reset(out, -1);
    return STATUS_OK;
}

static void reset_changing(struct profile *p, int anchor)
{
    for (int bank = 0; bank < p->bank_count; bank++) {
        const uint64_t *base = p->base + (size_t)bank * p->stride;
        uint64_t *load = p->load + (size_t)bank * p->stride;
        if (anchor < 0) {
            int count = p->anchor < 0 ? p->touched : p->length;
            memcpy(load, base, sizeof *load * (size_t)count);
            continue;
        }
        for (int t = 0; t < p->length; t++)
            load[t] = base[t < anchor ? anchor - 1 - t : 0];
    }
}

void profile_reset(struct profile *p, int anchor)
{
    if (p->changing)
        reset_changing(p, anchor);
    else
        for (int bank = 0; bank < p->bank_count; bank++) {
            uint64_t word = p->base[bank], *load = p->load + (size_t)bank * p->stride;
            for (int t = 0; t < p->touched; t++)
                load[t] = word;
        }
    p->touched = 0;
    p->anchor = anchor;
}

int profile_find(const struct profile *p, const struct network *net, const struct work *w, int from)
{
    return p->wide ? profile_find_wide(p, net, w, from) : profile_find_plain(p, net, w, from);
}

static inline void add(uint64_t *at, int count, uint64_t what)
{
    for (int t = 0; t < count; t++)
        at[t] += what;
}

void profile_take(struct profile *p, const struct network *net, const struct work *w, int start)
{
    int end = start + w->duration;
    if (end > p->touched) p->touched = end;
    if (w->need == 0) return;
    add(p->load + (size_t)w->bank * p->stride + start, w->duration, w->need);
    for (int i = w->more_first; i < w->more_first + w->more_count; i++) {
        const struct demand *d = &net->demands[i];
        add(p->load + (size_t)d->bank * p->stride + start, w->duration, d->need);
    }
}

void profile_give(struct profile *p, const struct network *net, const struct work *w, int start)
{
    if (w->need == 0) return;
    add(p->load + (size_t)w->bank * p->stride + start, w->duration, (uint64_t)0 - w->need);
    for (int i = w->more_first; i < w->more_first + w->more_count; i++) {
        const struct demand *d = &net->demands[i];
        add(p->load + (size_t)d->bank * p->stride + start, w->duration, (uint64_t)0 - d->need);
    }
}
