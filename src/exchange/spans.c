/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/spans.h"

int spans_add(struct spans *s, int from_s, int to_s)
{
    int overlaps = 0, kept = 0;
    if (from_s < 0 || to_s <= from_s || to_s > DAY_SECONDS) return 0;
    for (int i = 0; i < s->count; i++) { /* take out what the new one touches */
        struct work_span old = s->at[i];
        if (old.to_s < from_s || old.from_s > to_s) {
            s->at[kept++] = old;
            continue;
        }
        overlaps |= old.to_s > from_s && old.from_s < to_s;
        if (old.from_s < from_s) from_s = old.from_s;
        if (old.to_s > to_s) to_s = old.to_s;
    }
    s->count = kept;
    if (s->count == SPANS_MAX) return 0;
    int at = s->count++;
    for (; at > 0 && s->at[at - 1].from_s > from_s; at--)
        s->at[at] = s->at[at - 1];
    s->at[at] = (struct work_span){from_s, to_s};
    return !overlaps;
}

int spans_keep(const struct spans *s, struct work_span **out, int *count, struct arena *a)
{
    *count = s->count;
    *out = NULL;
    if (!s->count) return 1;
    *out = ARENA_ARRAY(a, struct work_span, (size_t)s->count);
    if (!*out) return 0;
    memcpy(*out, s->at, sizeof s->at[0] * (size_t)s->count);
    return 1;
}
