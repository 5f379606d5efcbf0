/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/decode.h"

#include <string.h>

enum {
    WORD_BLOCK = 64, /* periods */
};

static enum status init_long(struct decoder *d, int length, struct arena *a, struct err *e)
{
    if (!d->packed.load) return skip_init(&d->skip, d->net, length, WORD_BLOCK, a, e);
    TRY(skip_init(&d->skip, d->net, length, packed_block(d->net), a, e));
    return packed_classes(&d->packed, &d->skip, a, e);
}

static enum status init_lane(struct decoder *out, const struct network *net, int length, int lane,
                             struct arena *a, struct err *e)
{
    size_t n = (size_t)net->activity_count;
    *out = (struct decoder){.net = net};
    TRY(profile_init(&out->profile, net, length, a, e));
    TRY(packed_init(&out->packed, net, length, lane, a, e));
    if (length >= SKIP_FROM) TRY(init_long(out, length, a, e));
    out->event = ARENA_ARRAY(a, int, 2 * n + 1); /* the last stays 0 */
    out->work = ARENA_ARRAY(a, int, n);
    out->count = ARENA_ARRAY(a, int, (size_t)length + 2);
    out->key = ARENA_ARRAY(a, int, n);
    out->order = ARENA_ARRAY(a, int, n);
    TRY(stock_init(&out->stock, net, length, a, e));
    if (!out->order || !out->event || !out->work || !out->count || !out->key)
        return err_set(e, STATUS_NOMEM, "out of memory for schedules of %d periods", length);
    for (size_t i = 0; i < n; i++)
        out->work[i] = net->work_first[i];
    return STATUS_OK;
}

enum status decoder_init(struct decoder *out, const struct network *net, int length,
                         struct arena *a, struct err *e)
{
    return init_lane(out, net, length, 0, a, e);
}

enum status decoder_init_many(struct decoder *out, int count, const struct network *net, int length,
                              struct arena *a, struct err *e)
{
    for (int i = 0; i < count; i++)
        TRY(init_lane(&out[i], net, length, i, a, e));
    return STATUS_OK;
}

/* Both the profile and the stocks allow it; -1: neither ever will. */
static int find_both(const struct decoder *d, const struct work *w, int from)
{
    for (;;) {
        int start = profile_find(&d->profile, d->net, w, from);
        if (start < 0) return -1;
        from = stock_find(&d->stock, w, start);
        if (from == start || from < 0) return from;
    }
}

static int links_are_placed(const struct side *s, const int *event, int activity)
{
    for (int i = s->arc_first[activity]; i < s->arc_first[activity + 1]; i++)
        if (event[2 * (s->arcs[i].event / 2)] < 0) return 0;
    for (int i = s->tail_first[activity]; i < s->tail_first[activity + 1]; i++)
        if (event[2 * (s->tails[i].event / 2)] < 0) return 0;
    return 1;
}

static int place_stocked(struct decoder *d, const struct side *s, int activity)
{
    const struct work *w = &d->net->works[d->work[activity]];
    if (!links_are_placed(s, d->event, activity)) return -1;
    int start = find_both(d, w, side_earliest(s, d->event, activity, w->duration));
    if (start < 0) return -1;
    profile_take(&d->profile, d->net, w, start);
    stock_place(&d->stock, w, start);
    d->event[2 * activity] = start;
    d->event[2 * activity + 1] = start + w->duration;
    return start + w->duration;
}

/* Go through the list again and again; who cannot be placed yet waits. */
static int decode_stocked(struct decoder *d, const struct side *s, const int *list)
{
    int n = d->net->activity_count, length = 0, placed = 0;
    for (int a = 0; a < n; a++)
        d->event[2 * a] = -1;
    for (int before = -1; placed < n && placed > before;) {
        before = placed;
        for (int i = 0; i < n; i++) {
            if (d->event[2 * list[i]] >= 0) continue;
            int end = place_stocked(d, s, list[i]);
            if (end < 0) continue;
            d->order[placed++] = list[i];
            length = end > length ? end : length;
        }
    }
    return placed == n ? length : -1;
}

int decode_long(struct decoder *d, const struct side *s, const int *list)
{
    const struct network *net = d->net;
    int length = 0;
    skip_reset(&d->skip);
    for (int i = 0; i < net->activity_count; i++) {
        int a = list[i];
        const struct work *w = &net->works[d->work[a]];
        int start = side_earliest(s, d->event, a, w->duration);
        start = skip_find(&d->skip, &d->profile, net, d->work[a], start);
        if (start < 0) return -1;
        profile_take(&d->profile, net, w, start);
        d->event[2 * a] = start;
        d->event[2 * a + 1] = start + w->duration;
        length = start + w->duration > length ? start + w->duration : length;
    }
    return length;
}

static int decode_words(struct decoder *d, const struct side *s, const int *list, int anchor)
{
    profile_reset(&d->profile, anchor);
    d->placed = list;
    if (!d->stock.timed && d->profile.length >= SKIP_FROM) return decode_long(d, s, list);
    if (!d->stock.timed)
        return d->profile.wide ? decode_wide(d, s, list) : decode_plain(d, s, list);
    d->placed = d->order;
    if (!stock_reset(&d->stock, s->mirrored, anchor, d->work)) return -1;
    return decode_stocked(d, s, list);
}

static int is_packed(const struct decoder *d)
{
    return d->packed.load && !d->stock.timed;
}

int decoder_is_packed(const struct decoder *d)
{
    return is_packed(d) && d->packed.nodes[0];
}

static void decode_packed_long(struct decoder *d, const struct side *s, const int *list)
{
    struct packed_list x = {&d->packed, list, d->work, d->event, -1};
    skip_reset(&d->skip);
    if (d->profile.wide)
        packed_wide_long(&x, &d->skip, s);
    else
        packed_plain_long(&x, &d->skip, s);
    d->placed = list;
    d->length = x.length;
}

static void decode_packed(struct decoder *d, int count, const struct side *s,
                          const int *const *list)
{
    struct packed_list x[PACKED_LISTS];
    for (int i = 0; i < count; i++)
        x[i] = (struct packed_list){&d[i].packed, list[i], d[i].work, d[i].event, -1};
    if (d->profile.wide)
        packed_wide(x, count, s);
    else
        packed_plain(x, count, s);
    for (int i = 0; i < count; i++) {
        d[i].placed = list[i];
        d[i].length = x[i].length;
    }
}

int decode(struct decoder *d, const struct side *s, const int *list, int anchor)
{
    if (decoder_is_packed(d))
        decode_packed(d, 1, s, &list);
    else if (is_packed(d))
        decode_packed_long(d, s, list);
    else
        d->length = decode_words(d, s, list, anchor);
    return d->length;
}

void decode_many(struct decoder *d, int count, const struct side *s, const int *const *list)
{
    for (int i = 0; i < count; i += PACKED_LISTS)
        decode_packed(d + i, count - i < PACKED_LISTS ? count - i : PACKED_LISTS, s, list + i);
}

/* With links other than plain ones a finish may precede that of an activity before it. */
static int respect_links(const struct side *s, const int *key, int activity)
{
    int least = key[activity];
    for (int i = s->arc_first[activity]; i < s->arc_first[activity + 1]; i++)
        if (key[s->arcs[i].event / 2] > least) least = key[s->arcs[i].event / 2];
    for (int i = s->tail_first[activity]; i < s->tail_first[activity + 1]; i++)
        if (key[s->tails[i].event / 2] > least) least = key[s->tails[i].event / 2];
    return least;
}

void decoder_turn(struct decoder *d, const struct side *s, int *turned)
{
    const struct network *net = d->net;
    const struct side *other = s->mirrored ? &net->forward : &net->mirror;
    int n = net->activity_count, length = d->length;
    int *count = d->count, *key = d->key;
    const int *list = d->placed;
    memset(count, 0, sizeof *count * ((size_t)length + 2));
    for (int i = n - 1; i >= 0; i--) {
        int a = list[i];
        key[a] = length - d->event[2 * a + 1];
        if (!net->plain) key[a] = respect_links(other, key, a);
        count[key[a] + 1]++;
    }
    for (int t = 0; t < length; t++)
        count[t + 1] += count[t];
    for (int i = n - 1; i >= 0; i--)
        turned[count[key[list[i]]]++] = list[i];
}
