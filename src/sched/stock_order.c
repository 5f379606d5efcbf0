/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/stock_order.h"

#include <string.h>

enum {
    WORDS = ORDER_ACTIVITY_MAX / 64,
    NODE_MAX = 100000,
    TABLE = 1 << 17, /* places for sets that led nowhere */
};

struct done { /* a set of activities */
    uint64_t word[WORDS];
};

struct search {
    const struct network *net;
    int n, stocks;
    const struct done *before; /* [activity] that a link puts before it */
    int64_t *level;            /* [stock] */
    int *list;
    int *choice;            /* [position] nonzero: it was a choice, others may be tried */
    struct done *dead;      /* [TABLE] */
    unsigned char *is_dead; /* [TABLE] */
    long nodes;
    struct done done;
};

static int has(const struct done *d, int a)
{
    return d->word[a / 64] >> (a % 64) & 1;
}

static void toggle(struct done *d, int a)
{
    d->word[a / 64] ^= UINT64_C(1) << (a % 64);
}

static int holds(const struct done *d, const struct done *part)
{
    for (int i = 0; i < WORDS; i++)
        if (part->word[i] & ~d->word[i]) return 0;
    return 1;
}

static const struct sched_mode *mode_of(const struct network *net, int a)
{
    return &net->problem->modes[net->works[a].mode];
}

static int is_of_the_kind(const struct network *net)
{
    const struct sched_problem *p = net->problem;
    int momentary = 0;
    if (!net->single || net->cyclic || net->activity_count > ORDER_ACTIVITY_MAX) return 0;
    for (int i = 0; i < p->link_count; i++)
        if (p->links[i].kind != LINK_FS || p->links[i].lag < 0) return 0;
    for (int a = 0; a < p->activity_count; a++) {
        if (p->activities[a].deadline != SCHED_NEVER) return 0;
        momentary += mode_of(net, a)->duration == 0 && mode_of(net, a)->use_count > 0;
    }
    return p->stock_count > 0 && momentary <= 1;
}

/* The place of the set in the table, or of the gap where it belongs. */
static size_t place_of(const struct search *s)
{
    uint64_t h = 0;
    for (int i = 0; i < WORDS; i++)
        h = (h ^ s->done.word[i]) * UINT64_C(0x9e3779b97f4a7c15) + (h >> 29);
    size_t at = (size_t)(h >> 20) % TABLE;
    while (s->is_dead[at] && memcmp(&s->dead[at], &s->done, sizeof s->done) != 0)
        at = (at + 1) % TABLE;
    return at;
}

/* What a momentary activity takes at once is what it takes beyond what it gives. */
static int can_take(const struct search *s, int a, int *gains)
{
    const struct sched_mode *m = mode_of(s->net, a);
    *gains = 1;
    for (int i = m->use_first; i < m->use_first + m->use_count; i++) {
        const struct sched_use *u = &s->net->problem->uses[i];
        int64_t left = s->level[u->stock] - u->taken;
        if (u->given < u->taken) *gains = 0;
        if (left + (m->duration == 0 ? u->given : 0) < 0) return 0;
    }
    return 1;
}

static void apply(struct search *s, int a, int sign)
{
    const struct sched_mode *m = mode_of(s->net, a);
    for (int i = m->use_first; i < m->use_first + m->use_count; i++) {
        const struct sched_use *u = &s->net->problem->uses[i];
        s->level[u->stock] += sign * ((int64_t)u->given - u->taken);
    }
    toggle(&s->done, a);
}

/* The next activity that may take place, after `last`; one that gains comes at once and alone. */
static int next_activity(const struct search *s, int last, int *gains)
{
    int next = -1, gain = 0;
    for (int a = 0; a < s->n; a++) {
        if (has(&s->done, a) || !holds(&s->done, &s->before[a]) || !can_take(s, a, &gain)) continue;
        if (gain) {
            *gains = 1;
            return last < 0 ? a : -1;
        }
        if (a > last && next < 0) next = a;
    }
    *gains = 0;
    return next;
}

static enum stock_order search_orders(struct search *s)
{
    int depth = 0, last = -1;
    while (depth < s->n) {
        int gains, a = -1;
        if (++s->nodes > NODE_MAX) return STOCK_ORDER_UNKNOWN;
        if (last >= 0 || !s->is_dead[place_of(s)]) a = next_activity(s, last, &gains);
        if (a >= 0) {
            s->list[depth] = a;
            s->choice[depth++] = !gains;
            apply(s, a, 1);
            last = -1;
            continue;
        }
        size_t at = place_of(s);
        s->dead[at] = s->done;
        s->is_dead[at] = 1;
        do { /* back to the last choice */
            if (depth == 0) return STOCK_ORDER_NONE;
            apply(s, s->list[--depth], -1);
        } while (!s->choice[depth]);
        last = s->list[depth];
    }
    return STOCK_ORDER_FOUND;
}

static enum status search_init(struct search *s, struct arena *a, struct err *e)
{
    const struct sched_problem *p = s->net->problem;
    size_t n = (size_t)s->n;
    struct done *before = ARENA_ARRAY(a, struct done, n);
    s->level = ARENA_ARRAY(a, int64_t, (size_t)s->stocks);
    s->choice = ARENA_ARRAY(a, int, n);
    s->dead = ARENA_ARRAY(a, struct done, TABLE);
    s->is_dead = ARENA_ARRAY(a, unsigned char, TABLE);
    if (!before || !s->level || !s->choice || !s->dead || !s->is_dead)
        return err_set(e, STATUS_NOMEM, "out of memory for the order of stocks");
    for (int i = 0; i < p->link_count; i++)
        before[p->links[i].to].word[p->links[i].from / 64] |= UINT64_C(1)
                                                              << (p->links[i].from % 64);
    s->before = before;
    for (int k = 0; k < s->stocks; k++) {
        const struct sched_stock *stock = &p->stocks[k];
        s->level[k] = stock->initial;
        for (int i = stock->change_first; i < stock->change_first + stock->change_count; i++)
            s->level[k] += p->changes[i].quantity;
    }
    return STATUS_OK;
}

enum status stock_order_find(enum stock_order *out, const struct network *net, int *list,
                             struct arena *a, struct err *e)
{
    *out = STOCK_ORDER_UNKNOWN;
    if (!is_of_the_kind(net)) return STATUS_OK;
    struct arena scratch = ARENA_INIT(a->limit);
    struct search s = {
        .net = net, .n = net->activity_count, .stocks = net->problem->stock_count, .list = list};
    enum status status = search_init(&s, &scratch, e);
    if (status == STATUS_OK) *out = search_orders(&s);
    arena_clear(&scratch);
    return status;
}
