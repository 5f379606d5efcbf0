/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/cross.h"

#include <limits.h>
#include <string.h>

/* Found by trial on 103 instances of 120 activities. */
#define SHORTEST 0.1 /* stretch, as a share of the mother's length */
#define LONGEST  0.35

enum {
    STRETCHES = 3,
    FATHERS = 4,   /* looked at for each stretch */
    TOGETHER = 16, /* times looked at */
};

/* Time that no stretch covers yet. */
struct gap {
    int from, to;
};

struct stretch {
    const struct member *father; /* NULL: none */
    int from, to;
};

static int pick(const struct crossing *c, int count)
{
    return (int)(((uint64_t)rng_u32(c->rng) * (uint64_t)count) >> 32);
}

const struct member *cross_parent(const struct crossing *c)
{
    const struct member *x = &c->members[pick(c, c->population)];
    const struct member *y = &c->members[pick(c, c->population)];
    return x->fit <= y->fit ? x : y;
}

static int gain_at(const int *father, const int *mother, int window, int t)
{
    return father[t + window] - father[t] - (mother[t + window] - mother[t]);
}

/* The largest of so many gains. */
static int most_gain(const int *father, const int *mother, int window, int count)
{
    int lane[TOGETHER], t = 0, most = INT_MIN;
    for (int k = 0; k < TOGETHER; k++)
        lane[k] = INT_MIN;
    for (; t + TOGETHER <= count; t += TOGETHER)
        for (int k = 0; k < TOGETHER; k++) {
            int gain = gain_at(father + t, mother + t, window, k);
            lane[k] = gain > lane[k] ? gain : lane[k];
        }
    for (; t < count; t++) {
        int gain = gain_at(father, mother, window, t);
        most = gain > most ? gain : most;
    }
    for (int k = 0; k < TOGETHER; k++)
        most = lane[k] > most ? lane[k] : most;
    return most;
}

static struct stretch best_stretch(const struct crossing *c, const struct member *mother,
                                   const struct gap *gaps, int gap_count, int window)
{
    struct stretch best = {NULL, 0, 0};
    int most = INT_MIN;
    int fathers = c->net->single ? FATHERS : 1;
    for (int i = 0; i < fathers; i++) {
        const struct member *f = cross_parent(c);
        if (f == mother || f->fit == MEMBER_NONE) continue;
        for (int g = 0; g < gap_count; g++) {
            int from = gaps[g].from, to = gaps[g].to < f->length ? gaps[g].to : f->length;
            int gain = most_gain(f->sum + from, mother->sum + from, window, to - window - from + 1);
            if (gain <= most) continue;
            most = gain;
            best = (struct stretch){f, from, to};
        }
    }
    if (!best.father) return best;
    while (gain_at(best.father->sum, mother->sum, window, best.from) != most)
        best.from++;
    best.to = best.from + window;
    return best;
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

static void lay(const struct crossing *c, struct stretch s, int *list, int *work)
{
    const struct member *father = s.father;
    int n = c->net->activity_count;
    int first = position_of(father, n, s.from), last = position_of(father, n, s.to);
    /* with lags a list is in order of keys, not of times: its parts are parts all the same */
    if (last < first) last = first;
    int next[3] = {0, first, last};
    memcpy(c->spare, list, sizeof *list * (size_t)n);
    for (int i = 0; i < n; i++)
        c->mark[father->list[i]] = (i >= first) + (i >= last);
    for (int i = 0; i < n; i++) {
        int a = c->spare[i];
        if (c->mark[a] != 1) list[next[c->mark[a]]++] = a;
    }
    for (int i = first; i < last; i++) {
        int a = father->list[i];
        list[i] = a;
        if (father->work) work[a] = father->work[a];
    }
}

/* A gap becomes what is left of it on either side. */
static int cut_gap(struct gap *gaps, int count, struct stretch s)
{
    int g = 0;
    while (gaps[g].to < s.to)
        g++;
    gaps[count] = (struct gap){s.to, gaps[g].to};
    gaps[g].to = s.from;
    return count + 1;
}

int cross(const struct crossing *c, const struct member *mother, int *list, int *work)
{
    size_t n = (size_t)c->net->activity_count;
    struct gap gaps[STRETCHES + 1] = {{0, mother->length}};
    int gap_count = 1, alike = 1;
    memcpy(list, mother->list, sizeof *list * n);
    if (mother->work) memcpy(work, mother->work, sizeof *work * n);
    int stretches = c->net->single ? STRETCHES : 1;
    for (int i = 0; i < stretches; i++) {
        double share = SHORTEST + rng_real(c->rng) * (LONGEST - SHORTEST);
        int window = (int)(share * mother->length);
        struct stretch s = best_stretch(c, mother, gaps, gap_count, window < 1 ? 1 : window);
        if (!s.father) continue;
        lay(c, s, list, work);
        gap_count = cut_gap(gaps, gap_count, s);
        if (s.father->length != mother->length) alike = 0;
    }
    return alike;
}
