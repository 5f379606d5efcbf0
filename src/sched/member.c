/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/member.h"

#include <math.h>
#include <string.h>

/* What a schedule whose work lies early is worth beside a shorter one: found by trial. */
#define EARLY_WEIGHT 0.3

/* What the mother's use of resources counts beside the father's, when his best part is chosen: by
 * trial; 0 is the peak crossover of the literature. */
#define MOTHER_WEIGHT 1.0

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

/* The first position whose time is not before t. */
static int position_of(const struct member *m, int count, int t)
{
    int low = 0, high = count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (m->time[middle] < t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Of all uses until a time. */
static int use_until(const struct member *m, int t)
{
    return m->sum[t < m->length ? t : m->length];
}

/* Where the father's window is busier than the same time of the mother, by most. */
static int best_window(const struct member *father, const struct member *mother, int window)
{
    int at = 0;
    double most = -INFINITY;
    for (int t = 0; t + window <= father->length; t++) {
        int use = father->sum[t + window] - father->sum[t];
        int other = use_until(mother, t + window) - use_until(mother, t);
        double gain = use - MOTHER_WEIGHT * other;
        if (gain > most) {
            most = gain;
            at = t;
        }
    }
    return at;
}

void member_cross(const struct crossing *c, const struct member *father,
                  const struct member *mother, int *list, int *work)
{
    int n = c->net->activity_count;
    double share = c->window_low + rng_real(c->rng) * (c->window_high - c->window_low);
    int window = (int)(share * father->length);
    if (window < 1) window = 1;
    int at = best_window(father, mother, window);
    int first = position_of(father, n, at), last = position_of(father, n, at + window);
    /* with lags a list is in order of keys, not of times: its parts are parts all the same */
    if (last < first) last = first;
    int next[3] = {0, first, last};
    for (int i = 0; i < n; i++)
        c->mark[father->list[i]] = (i >= first) + (i >= last);
    for (int i = 0; i < n; i++) {
        int a = mother->list[i];
        if (c->mark[a] == 1) continue;
        list[next[c->mark[a]]++] = a;
        if (mother->work) work[a] = mother->work[a];
    }
    for (int i = first; i < last; i++) {
        int a = father->list[i];
        list[i] = a;
        if (father->work) work[a] = father->work[a];
    }
}
