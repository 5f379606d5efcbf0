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

struct level { /* of a row, as things stand: all that a change of it looks at, side by side */
    double sum, lower, upper;
    double over;   /* cost of what the sum is beyond the limits now */
    double factor; /* cost of a unit of that */
    int is_soft;
};

struct before { /* a row as it was */
    int row;
    double sum, over;
};

struct walk {
    const struct core *core;
    struct rng rng;
    int *at;   /* [class] item */
    int *best; /* [class] */
    struct level *levels;
    struct before *log; /* of the move that is tried */
    int log_count;
    int worst;     /* of the rows of the last change, the one furthest exceeded; -1: none is */
    int broken;    /* rows that must be kept and are not */
    double excess; /* sum of `over` of rows that must be kept */
    double worth;  /* of the items, less `over` of soft rows */
    double best_worth;
    int64_t from, to, moves;
    double warm; /* first temperature */
};

struct move { /* made already, to be kept or taken back */
    int count;
    int class[CHAIN_MAX], old[CHAIN_MAX];
    int broken; /* of the walk before it */
    double worth, excess;
};

static double chance(struct walk *w)
{
    return rng_u32(&w->rng) * 0x1p-32;
}

/* --- the state ------------------------------------------------------------------------------ */

static double cost_of(const struct level *l)
{
    double over = l->sum - l->upper, under = l->lower - l->sum;
    double most = over > under ? over : under;
    return most > 0 ? l->factor * most : 0;
}

static void shift(struct walk *w, int row, double by, double *most)
{
    struct level *l = &w->levels[row];
    double was = l->over;
    if (by != 0) {
        w->log[w->log_count++] = (struct before){row, l->sum, was};
        l->sum += by;
        l->over = cost_of(l);
    }
    if (l->over > *most) {
        *most = l->over;
        w->worst = row;
    }
    if (l->over == was) return;
    if (l->is_soft) {
        w->worth -= l->over - was;
        return;
    }
    w->excess += l->over - was;
    w->broken += (l->over > 0) - (was > 0);
}

/* Rows come in order: one pass over what the old item and the new one use. */
static void put(struct walk *w, int class, int item)
{
    const struct core *c = w->core;
    const int *row = c->entry_row;
    const double *value = c->entry_value;
    int old = w->at[class];
    int a = c->entry_first[old], a_end = c->entry_first[old + 1];
    int b = c->entry_first[item], b_end = c->entry_first[item + 1];
    double most = 0;
    w->worst = -1;
    while (a < a_end && b < b_end) {
        if (row[a] < row[b]) {
            shift(w, row[a], -value[a], &most);
            a++;
        } else if (row[a] > row[b]) {
            shift(w, row[b], value[b], &most);
            b++;
        } else {
            shift(w, row[a], value[b] - value[a], &most);
            a++;
            b++;
        }
    }
    for (; a < a_end; a++)
        shift(w, row[a], -value[a], &most);
    for (; b < b_end; b++)
        shift(w, row[b], value[b], &most);
    w->worth += c->worth[item] - c->worth[old];
    w->at[class] = item;
}

/* Everything anew: every change of a sum leaves a little rounding behind. */
static void recount(struct walk *w)
{
    const struct core *c = w->core;
    for (int r = 0; r < c->row_count; r++)
        w->levels[r].sum = 0;
    w->worth = w->excess = 0;
    w->broken = 0;
    for (int i = 0; i < c->class_count; i++) {
        w->worth += c->worth[w->at[i]];
        for (int k = c->entry_first[w->at[i]]; k < c->entry_first[w->at[i] + 1]; k++)
            w->levels[c->entry_row[k]].sum += c->entry_value[k];
    }
    for (int r = 0; r < c->row_count; r++) {
        struct level *l = &w->levels[r];
        l->over = cost_of(l);
        if (l->is_soft) {
            w->worth -= l->over;
            continue;
        }
        w->excess += l->over;
        w->broken += l->over > 0;
    }
}

/* Rows in excess cost more from now on, the others less. */
static void reweigh(struct walk *w)
{
    const struct core *c = w->core;
    w->excess = 0;
    for (int r = 0; r < c->row_count; r++) {
        struct level *l = &w->levels[r];
        double weight = c->rows[r].weight;
        if (l->is_soft) continue;
        if (l->over > 0)
            l->factor = fmin(MOST_COST * weight, l->factor * DEARER);
        else
            l->factor = fmax(LEAST_COST * weight, l->factor * CHEAPER);
        if (l->over > 0) l->over = cost_of(l);
        w->excess += l->over;
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
    int k = c->entry_first[item], end = c->entry_first[item + 1];
    while (k < end && c->entry_row[k] < row)
        k++;
    return k < end && c->entry_row[k] == row ? c->entry_value[k] : 0;
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
    int is_above = w->levels[row].sum > w->levels[row].upper;
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

/* Exactly as it was, without the rounding of there and back. */
static void take_back(struct walk *w, const struct move *m)
{
    for (int i = w->log_count - 1; i >= 0; i--) {
        w->levels[w->log[i].row].sum = w->log[i].sum;
        w->levels[w->log[i].row].over = w->log[i].over;
    }
    for (int i = m->count - 1; i >= 0; i--)
        w->at[m->class[i]] = m->old[i];
    w->worth = m->worth;
    w->excess = m->excess;
    w->broken = m->broken;
}

static void try_move(struct walk *w, double temperature)
{
    struct move m = {.worth = w->worth, .excess = w->excess, .broken = w->broken};
    int class = (int)(w->core->class_count * chance(w)), item = choose_item(w, class);
    if (item == w->at[class]) return;
    double least = temperature * log(chance(w) + 0x1p-33); /* of gain less cost, to be made */
    w->log_count = 0;
    for (;;) {
        add_change(w, &m, class, item);
        if (w->worth - m.worth - (w->excess - m.excess) >= least) {
            keep_if_best(w);
            return;
        }
        if (m.count == CHAIN_MAX || w->worst < 0) break;
        if (!choose_mender(w, &m, w->worst, &class, &item)) break;
    }
    take_back(w, &m);
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

/* Rows that one item uses, at most. */
static size_t most_entries(const struct core *c)
{
    int most = 0;
    for (int k = 0; k < c->item_count; k++)
        if (c->entry_first[k + 1] - c->entry_first[k] > most)
            most = c->entry_first[k + 1] - c->entry_first[k];
    return (size_t)most;
}

static enum status open_walk(struct walk *w, const struct core *c, const struct core_effort *with,
                             int index, const int *at, struct arena *a)
{
    size_t rows = (size_t)c->row_count + 1, classes = (size_t)c->class_count + 1;
    *w = (struct walk){.core = c, .moves = with->moves, .best_worth = -INFINITY};
    w->rng = rng_new(with->seed, with->stream * (uint64_t)with->walks + (uint64_t)index);
    w->warm = with->warm * c->mean_lost;
    w->at = ARENA_ARRAY(a, int, classes);
    w->best = ARENA_ARRAY(a, int, classes);
    w->levels = ARENA_ARRAY(a, struct level, rows);
    w->log = ARENA_ARRAY(a, struct before, (size_t)CHAIN_MAX * 2 * most_entries(c) + 1);
    if (!w->at || !w->best || !w->levels || !w->log) return STATUS_NOMEM;
    memcpy(w->at, at, sizeof(int) * (size_t)c->class_count);
    for (int r = 0; r < c->row_count; r++) {
        const struct core_row *row = &c->rows[r];
        int is_soft = row->penalty > 0;
        w->levels[r] = (struct level){.lower = row->lower,
                                      .upper = row->upper,
                                      .factor = is_soft ? row->penalty : LEAST_COST * row->weight,
                                      .is_soft = is_soft};
    }
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
