/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/stability.h"

#include <assert.h>

#include "base/rng.h"
#include "base/team.h"
#include "diagnose/order.h"

enum {
    BLOCK = 256, /* trials ranked before their ranks are counted */
    AREAS_AT_ONCE = 32,
};

/* What one thread needs for one trial. */
struct bench {
    double *weight, *mean, *scratch;
    struct order_item *items, *spare;
};

struct study {
    const struct composite *c;
    struct stability *out;
    struct bench benches[TEAM_THREAD_MAX];
    uint64_t seed;
    int first_trial, block_count; /* of the current block */
    int *ranks;                   /* [trial of the block * area_count + area] */
    int *usual;                   /* areas in the order under equal weights: nearly sorted */
    int bin_count, bin_width;
    uint32_t *bins;        /* [area * bin_count + bin] trials with a rank in the bin */
    int64_t *rank_total;   /* [area] */
    uint32_t *worst_total; /* [area] */
};

static enum status out_of_memory(const struct composite *c, struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the rank stability of %d areas",
                   c->area_count);
}

static enum status bench_init(struct bench *b, const struct composite *c, struct arena *a,
                              struct err *e)
{
    size_t n = (size_t)c->area_count;
    b->weight = ARENA_ARRAY(a, double, (size_t)c->indicator_count);
    b->mean = ARENA_ARRAY(a, double, n);
    b->scratch = ARENA_ARRAY(a, double, n);
    b->items = ARENA_ARRAY(a, struct order_item, n);
    b->spare = ARENA_ARRAY(a, struct order_item, n);
    if (!b->weight || !b->mean || !b->scratch || !b->items || !b->spare) return out_of_memory(c, e);
    return STATUS_OK;
}

static enum status study_init(struct study *s, int threads, struct arena *a, struct err *e)
{
    size_t n = (size_t)s->c->area_count;
    s->bin_width = (int)((n + STABILITY_BIN_MAX - 1) / STABILITY_BIN_MAX);
    s->bin_count = ((int)n + s->bin_width - 1) / s->bin_width;
    s->ranks = ARENA_ARRAY(a, int, n *BLOCK);
    s->usual = ARENA_ARRAY(a, int, n);
    s->bins = ARENA_ARRAY(a, uint32_t, n * (size_t)s->bin_count);
    s->rank_total = ARENA_ARRAY(a, int64_t, n);
    s->worst_total = ARENA_ARRAY(a, uint32_t, n);
    s->out->rank_low = ARENA_ARRAY(a, int, n);
    s->out->rank_high = ARENA_ARRAY(a, int, n);
    s->out->rank_mean = ARENA_ARRAY(a, double, n);
    s->out->worst_share = ARENA_ARRAY(a, double, n);
    if (!s->ranks || !s->usual || !s->bins || !s->rank_total || !s->worst_total ||
        !s->out->rank_low || !s->out->rank_high || !s->out->rank_mean || !s->out->worst_share)
        return out_of_memory(s->c, e);
    for (int t = 0; t < threads; t++)
        TRY(bench_init(&s->benches[t], s->c, a, e));
    return STATUS_OK;
}

static void draw_weights(double *weight, int count, uint64_t seed, int trial)
{
    struct rng r = rng_new(seed, (uint64_t)trial);
    double total = 0;
    for (int j = 0; j < count; j++)
        total += weight[j] = rng_exponential(&r);
    for (int j = 0; j < count; j++)
        weight[j] = total > 0 ? weight[j] / total : 1.0 / count;
}

/* Sorting starts from this order; ranks do not depend on it. */
static void find_usual_order(struct study *s)
{
    struct bench *b = &s->benches[0];
    int n = s->c->area_count;
    assert(b->weight);
    for (int j = 0; j < s->c->indicator_count; j++)
        b->weight[j] = 1;
    composite_mean(s->c, b->weight, b->mean, b->scratch);
    for (int i = 0; i < n; i++)
        b->items[i] = (struct order_item){b->mean[i], i};
    order_sort(b->items, b->spare, n);
    for (int k = 0; k < n; k++)
        s->usual[k] = b->items[k].at;
}

static void run_trial(void *context, int i, int thread)
{
    struct study *s = context;
    struct bench *b = &s->benches[thread];
    int n = s->c->area_count;
    draw_weights(b->weight, s->c->indicator_count, s->seed, s->first_trial + i);
    composite_mean(s->c, b->weight, b->mean, b->scratch);
    for (int k = 0; k < n; k++)
        b->items[k] = (struct order_item){b->mean[s->usual[k]], s->usual[k]};
    order_sort(b->items, b->spare, n);
    order_rank_low(b->items, n, s->ranks + (size_t)i * (size_t)n);
}

static void count_ranks(void *context, int area, int thread)
{
    (void)thread;
    struct study *s = context;
    size_t n = (size_t)s->c->area_count;
    uint32_t *bins = s->bins + (size_t)area * (size_t)s->bin_count;
    for (int i = 0; i < s->block_count; i++) {
        int rank = s->ranks[(size_t)i * n + (size_t)area];
        bins[(rank - 1) / s->bin_width]++;
        s->rank_total[area] += rank;
        s->worst_total[area] += rank <= s->out->worst_count;
    }
}

/* The bin in which the sorted trials reach the share percent. */
static int find_bin(const struct study *s, int area, int percent)
{
    const uint32_t *bins = s->bins + (size_t)area * (size_t)s->bin_count;
    int64_t wanted = (int64_t)s->out->trial_count * percent, seen = 0;
    int bin = 0;
    for (; bin < s->bin_count - 1; bin++) {
        seen += bins[bin];
        if (seen * 100 >= wanted) break;
    }
    return bin;
}

static void summarise(struct study *s)
{
    int n = s->c->area_count;
    for (int i = 0; i < n; i++) {
        int high = (find_bin(s, i, 95) + 1) * s->bin_width;
        s->out->rank_low[i] = find_bin(s, i, 5) * s->bin_width + 1;
        s->out->rank_high[i] = high < n ? high : n;
        s->out->rank_mean[i] = (double)s->rank_total[i] / s->out->trial_count;
        s->out->worst_share[i] = (double)s->worst_total[i] / s->out->trial_count;
    }
}

enum status stability_measure(struct stability *out, const struct composite *c,
                              const struct stability_request *request, struct arena *a,
                              struct err *e)
{
    assert(request->trial_count >= 1 && request->trial_count <= STABILITY_TRIAL_MAX);
    assert(request->threads >= 1 && request->threads <= TEAM_THREAD_MAX);
    assert(c->area_count >= 1 && c->indicator_count >= 1);
    *out = (struct stability){.worst_count = (c->area_count + 4) / 5};
    struct study s = {.c = c, .out = out, .seed = request->seed};
    TRY(study_init(&s, request->threads, a, e));
    find_usual_order(&s);
    while (out->trial_count < request->trial_count && !stop_wanted(request->stop)) {
        int left = request->trial_count - out->trial_count;
        s.first_trial = out->trial_count;
        s.block_count = left < BLOCK ? left : BLOCK;
        team_run(request->threads, s.block_count, 1, run_trial, &s);
        team_run(request->threads, c->area_count, AREAS_AT_ONCE, count_ranks, &s);
        out->trial_count += s.block_count;
        progress_report(request->progress, (double)out->trial_count / request->trial_count,
                        "trying other weights");
    }
    if (out->trial_count > 0) summarise(&s);
    return STATUS_OK;
}

int stability_surely_worst(const struct stability *s, int area)
{
    return s->trial_count > 0 && s->rank_high[area] <= s->worst_count;
}

int stability_surely_not(const struct stability *s, int area)
{
    return s->trial_count > 0 && s->rank_low[area] > s->worst_count;
}
