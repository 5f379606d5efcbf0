/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/first.h"

#include <string.h>

static int raise_key(const struct side *s, const int *key, int activity, int least)
{
    for (int i = s->arc_first[activity]; i < s->arc_first[activity + 1]; i++)
        if (key[s->arcs[i].event / 2] > least) least = key[s->arcs[i].event / 2];
    for (int i = s->tail_first[activity]; i < s->tail_first[activity + 1]; i++)
        if (key[s->tails[i].event / 2] > least) least = key[s->tails[i].event / 2];
    return least;
}

void first_list_make(const struct first_list *f, int spread, struct rng *rng, int *list)
{
    const struct side *s = &f->net->forward;
    int n = f->net->activity_count, top = f->cpm->length + spread;
    memset(f->count, 0, sizeof *f->count * ((size_t)top + 2));
    for (int i = 0; i < n; i++) {
        int a = s->order[i], key = f->cpm->latest[2 * a + 1];
        if (spread > 0) key += (int)(((uint64_t)rng_u32(rng) * (uint64_t)spread) >> 32);
        key = key < 0 ? 0 : key; /* its deadline cannot be kept */
        key = raise_key(s, f->key, a, key);
        f->key[a] = key;
        f->count[key + 1]++;
    }
    for (int t = 0; t < top; t++)
        f->count[t + 1] += f->count[t];
    for (int i = 0; i < n; i++)
        list[f->count[f->key[s->order[i]]]++] = s->order[i];
}
