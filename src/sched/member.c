/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/member.h"

#include <string.h>

/* What a schedule whose work lies early is worth beside a shorter one: found by trial. */
#define EARLY_WEIGHT 0.3

enum {
    FIT_SCALE = 4096,
};

enum status member_init(struct member *m, const struct network *net, int length, struct arena *a,
                        struct err *e)
{
    size_t n = (size_t)net->activity_count;
    m->list = ARENA_ARRAY(a, int, n);
    m->time = ARENA_ARRAY(a, int, n);
    m->sum = ARENA_ARRAY(a, int, (size_t)length + 2);
    m->work = net->single ? NULL : ARENA_ARRAY(a, int, n);
    m->fit = MEMBER_NONE;
    if (!m->list || !m->time || !m->sum || (!net->single && !m->work))
        return err_set(e, STATUS_NOMEM, "out of memory for a population of schedules");
    return STATUS_OK;
}

void member_copy(struct member *to, const struct member *from, const struct network *net)
{
    size_t bytes = sizeof(int) * (size_t)net->activity_count;
    memcpy(to->list, from->list, bytes);
    memcpy(to->time, from->time, bytes);
    memcpy(to->sum, from->sum, sizeof(int) * ((size_t)from->length + 2));
    if (from->work) memcpy(to->work, from->work, bytes);
    to->length = from->length;
    to->fit = from->fit;
}

void member_note(struct member *m, struct decoder *d, const struct side *s, const int *weight)
{
    int n = d->net->activity_count, length = m->length;
    int *sum = m->sum;
    decoder_turn(d, s, m->list);
    if (m->work) memcpy(m->work, d->work, sizeof(int) * (size_t)n);
    memset(sum, 0, sizeof(int) * ((size_t)length + 2));
    for (int i = 0; i < n; i++) {
        int a = m->list[i], use = weight[d->work[a]];
        m->time[i] = length - d->event[2 * a + 1];
        sum[m->time[i] + 1] += use;
        sum[length - d->event[2 * a] + 1] -= use;
    }
    int rate = 0, total = 0;
    double mass = 0;
    for (int t = 1; t <= length; t++) {
        rate += sum[t];
        total += rate;
        sum[t] = total;
        mass += total;
    }
    m->fit =
        (int64_t)length * FIT_SCALE + (int64_t)(EARLY_WEIGHT * FIT_SCALE * mass / (total + 1.0));
}
