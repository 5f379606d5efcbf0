/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/core_search.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/team.h"

enum {
    CHAIN_MAX = 4,    /* classes that change together */
    TRIES = 4,        /* to find one that mends a row */
    AT_ONE_HEAT = 64, /* moves */
    RECOUNT = 128,    /* heats between exact sums */
    LEGS = 16,        /* the stop flag is asked between */
};

/* Found by trial. */
#define COOL       3e-3 /* last temperature, as a share of the first */
#define LEAST_COST 2.0  /* factors of the weight of what exceeds a row */
#define MOST_COST  1e4
#define DEARER     1.2 /* while it is exceeded */
#define CHEAPER    0.9 /* while it is not */

struct walk {
    const struct core *core;
    struct rng rng;
    int *at;        /* [class] item */
    int *best;      /* [class] */
    double *sum;    /* [row] */
    double *over;   /* [row] cost of what it is beyond its limits now */
    double *factor; /* [row] cost of a unit of that */
    int broken;     /* rows that must be kept and are not */
    double excess;  /* sum of `over` of rows that must be kept */
    double worth;   /* of the items, less `over` of soft rows */
    double best_worth;
    int64_t from, to, moves;
    double warm; /* first temperature */
};

struct move { /* made already, to be kept or taken back */
    int count;
    int class[CHAIN_MAX], old[CHAIN_MAX];
};

struct crowd {
    struct walk *walks;
};

static double chance(struct walk *w)
{
    return rng_u32(&w->rng) * 0x1p-32;
}

/* --- the state ------------------------------------------------------------------------------ */

static void shift(struct walk *w, int item, double sign)
{
    const struct core *c = w->core;
    for (int k = c->entry_first[item]; k < c->entry_first[item + 1]; k++) {
        int r = c->entry_row[k];
        double was = w->over[r];
        w->sum[r] += sign * c->entry_value[k];
        double now = w->factor[r] * core_excess(&c->rows[r], w->sum[r]);
        if (now == was) continue;
        w->over[r] = now;
        if (c->rows[r].penalty > 0) {
            w->worth -= now - was;
            continue;
        }
        w->excess += now - was;
        w->broken += (now > 0) - (was > 0);
    }
}

static void put(struct walk *w, int class, int item)
{
    shift(w, w->at[class], -1);
    shift(w, item, 1);
    w->worth += w->core->worth[item] - w->core->worth[w->at[class]];
    w->at[class] = item;
}

/* Everything anew: every change of a sum leaves a little rounding behind. */
static void recount(struct walk *w)
{
    const struct core *c = w->core;
    memset(w->sum, 0, sizeof(double) * (size_t)c->row_count);
    w->worth = w->excess = 0;
    w->broken = 0;
    for (int i = 0; i < c->class_count; i++) {
        w->worth += c->worth[w->at[i]];
        for (int k = c->entry_first[w->at[i]]; k < c->entry_first[w->at[i] + 1]; k++)
            w->sum[c->entry_row[k]] += c->entry_value[k];
    }
    for (int r = 0; r < c->row_count; r++) {
        w->over[r] = w->factor[r] * core_excess(&c->rows[r], w->sum[r]);
        if (c->rows[r].penalty > 0) {
            w->worth -= w->over[r];
            continue;
        }
        w->excess += w->over[r];
        w->broken += w->over[r] > 0;
    }
}

/* Rows in excess cost more from now on, the others less. */
static void reweigh(struct walk *w)
{
    const struct core *c = w->core;
    w->excess = 0;
    for (int r = 0; r < c->row_count; r++) {
        const struct core_row *row = &c->rows[r];
        if (row->penalty > 0) continue;
        if (w->over[r] > 0)
            w->factor[r] = fmin(MOST_COST * row->weight, w->factor[r] * DEARER);
        else
            w->factor[r] = fmax(LEAST_COST * row->weight, w->factor[r] * CHEAPER);
        if (w->over[r] > 0) w->over[r] = w->factor[r] * core_excess(row, w->sum[r]);
        w->excess += w->over[r];
    }
}

static void keep_if_best(struct walk *w)
{
    if (w->broken > 0 || w->worth <= w->best_worth) return;
    w->best_worth = w->worth;
    memcpy(w->best, w->at, sizeof(int) * (size_t)w->core->class_count);
}

/* --- moves ---------------------------------------------------------------------------------- */

/* Small loss more often. */
static int choose_item(struct walk *w, int class)
{
    int first = w->core->item_first[class], n = w->core->item_first[class + 1] - first;
    double u = chance(w);
    return first + (int)(n * u * u * u);
}

static double use_of(const struct core *c, int item, int row)
{
    for (int k = c->entry_first[item]; k < c->entry_first[item + 1]; k++)
        if (c->entry_row[k] == row) return c->entry_value[k];
    return 0;
}

/* The row furthest exceeded of those that two items use; -1: none is. */
static int find_worst(const struct walk *w, int old, int new)
{
    const struct core *c = w->core;
    double most = 0;
    int worst = -1;
    for (int side = 0; side < 2; side++) {
        int item = side ? old : new;
        for (int k = c->entry_first[item]; k < c->entry_first[item + 1]; k++) {
            int r = c->entry_row[k];
            if (w->over[r] <= most) continue;
            most = w->over[r];
            worst = r;
        }
    }
    return worst;
}

static int is_in(const struct move *m, int class)
{
    for (int i = 0; i < m->count; i++)
        if (m->class[i] == class) return 1;
    return 0;
}

/* Another class and an item that bring the sum of the row back; 0: none met by chance. */
static int choose_mender(struct walk *w, const struct move *m, int row, int *class, int *item)
{
    const struct core *c = w->core;
    int first = c->user_first[row], n = c->user_first[row + 1] - first;
    int is_above = w->sum[row] > c->rows[row].upper;
    for (int i = 0; i < TRIES; i++) {
        *class = c->users[first + (int)(n * chance(w))];
        if (is_in(m, *class)) continue;
        double now = use_of(c, w->at[*class], row);
        *item = choose_item(w, *class);
        double then = use_of(c, *item, row);
        if (is_above ? then < now : then > now) return 1;
    }
    return 0;
}

static void add_change(struct walk *w, struct move *m, int class, int item)
{
    m->class[m->count] = class;
    m->old[m->count++] = w->at[class];
    put(w, class, item);
}

static void take_back(struct walk *w, const struct move *m)
{
    for (int i = m->count - 1; i >= 0; i--)
        put(w, m->class[i], m -> old[i]);
}

static void try_move(struct walk *w, double temperature)
{
    struct move m = {0};
    double worth = w->worth, excess = w->excess;
    int class = (int)(w->core->class_count * chance(w)), item = choose_item(w, class);
    if (item == w->at[class]) return;
    double least = temperature * log(chance(w) + 0x1p-33); /* of gain less cost, to be made */
    for (;;) {
        int old = w->at[class];
        add_change(w, &m, class, item);
        if (w->worth - worth - (w->excess - excess) >= least) {
            keep_if_best(w);
            return;
        }
        if (m.count == CHAIN_MAX) break;
        int row = find_worst(w, old, item);
        if (row < 0 || !choose_mender(w, &m, row, &class, &item)) break;
    }
    take_back(w, &m);
    w->worth = worth; /* without the rounding of there and back */
    w->excess = excess;
}

static void run_leg(void *context, int index, int thread)
{
    (void)thread;
    struct walk *w = (struct walk *)context + index;
    recount(w);
    keep_if_best(w);
    int heats = 0;
    for (int64_t m = w->from; m < w->to;) {
        double temperature = w->warm * pow(COOL, (double)m / (double)w->moves);
        if (++heats % RECOUNT == 0) recount(w);
        reweigh(w);
        for (int i = 0; i < AT_ONE_HEAT && m < w->to; i++, m++)
            try_move(w, temperature);
    }
}

/* --- walks ---------------------------------------------------------------------------------- */

static enum status open_walk(struct walk *w, const struct core *c, const struct core_effort *with,
                             int index, const int *at, struct arena *a)
{
    size_t rows = (size_t)c->row_count + 1, classes = (size_t)c->class_count + 1;
    *w = (struct walk){.core = c, .moves = with->moves, .best_worth = -INFINITY};
    w->rng = rng_new(with->seed, with->stream * (uint64_t)with->walks + (uint64_t)index);
    w->warm = with->warm * c->mean_lost;
    w->at = ARENA_ARRAY(a, int, classes);
    w->best = ARENA_ARRAY(a, int, classes);
    w->sum = ARENA_ARRAY(a, double, rows);
    w->over = ARENA_ARRAY(a, double, rows);
    w->factor = ARENA_ARRAY(a, double, rows);
    if (!w->at || !w->best || !w->sum || !w->over || !w->factor) return STATUS_NOMEM;
    memcpy(w->at, at, sizeof(int) * (size_t)c->class_count);
    for (int r = 0; r < c->row_count; r++)
        w->factor[r] = c->rows[r].penalty > 0 ? c->rows[r].penalty : LEAST_COST * c->rows[r].weight;
    return STATUS_OK;
}

static enum status search(const struct core *c, const struct core_effort *with, int *at,
                          double *worth, struct arena *a, struct err *e)
{
    struct walk *walks = ARENA_ARRAY(a, struct walk, (size_t)with->walks + 1);
    if (!walks) return err_set(e, STATUS_NOMEM, "out of memory for a search");
    for (int i = 0; i < with->walks; i++)
        if (open_walk(&walks[i], c, with, i, at, a) != STATUS_OK)
            return err_set(e, STATUS_NOMEM, "out of memory for a search");
    for (int leg = 0; leg < LEGS && !(leg > 0 && stop_wanted(with->stop)); leg++) {
        for (int i = 0; i < with->walks; i++) {
            walks[i].from = with->moves * leg / LEGS;
            walks[i].to = with->moves * (leg + 1) / LEGS;
        }
        team_run(with->threads, with->walks, 1, run_leg, walks);
    }
    for (int i = 0; i < with->walks; i++) {
        if (walks[i].best_worth <= *worth) continue;
        *worth = walks[i].best_worth;
        memcpy(at, walks[i].best, sizeof(int) * (size_t)c->class_count);
    }
    return STATUS_OK;
}

enum status core_search(const struct core *c, const struct core_effort *with, int *at,
                        double *worth, struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    *worth = -INFINITY;
    enum status status = STATUS_OK;
    if (c->class_count > 0 && !c->is_impossible) status = search(c, with, at, worth, &arena, e);
    arena_clear(&arena);
    return status;
}
