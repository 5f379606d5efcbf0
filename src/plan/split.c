/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/split.h"

#include <math.h>
#include <string.h>

/* Shares of visits smaller than that are none. */
#define NO_SHARE 1e-6

/* What a difference in worth alone counts for, against one in what is used. */
#define WORTH_PART 0.02

struct part { /* of a visit, in the solution */
    const struct pattern *visit;
    double share;
};

struct chooser {
    const struct problem *p;
    const struct master *m;
    struct part *parts; /* of the block at hand */
    int part_count;
    double *use; /* [row] scratch, zero */
    double best; /* score */
    struct split *sides;
    struct arena *a;
};

int split_allows(const struct problem *p, const struct pattern *c)
{
    const struct block *b = &p->blocks[c->block];
    uint64_t bit = UINT64_C(1) << c->year, groups = 0;
    if (!(b->years & bit)) return 0;
    for (int i = 0; i < c->option_count; i++) {
        const struct option *o = &p->options[c->options[i]];
        if (!(o->years & bit)) return 0;
        groups |= UINT64_C(1) << o->group;
    }
    return !b->groups_must || (b->groups_must[c->year] & ~groups) == 0;
}

static int is_meant(const struct problem *p, const struct split *s, int option)
{
    const struct option *o = &p->options[option], *of = &p->options[s->option];
    return s->is_size ? o->group == of->group && o->size == of->size : option == s->option;
}

void split_apply(struct problem *p, const struct split *s)
{
    if (s->kind == SPLIT_NONE) return;
    struct block *b = &p->blocks[s->block];
    uint64_t bit = UINT64_C(1) << s->year;
    if (s->kind == SPLIT_YEARS) b->years &= s->years;
    if (s->kind == SPLIT_VISIT) b->must = 1;
    if (s->kind != SPLIT_WITH && s->kind != SPLIT_WITHOUT) return;
    int group = p->options[s->option].group;
    for (int i = b->group_first[group]; i < b->group_first[group + 1]; i++)
        if (is_meant(p, s, i) == (s->kind == SPLIT_WITHOUT)) p->options[i].years &= ~bit;
    if (s->kind == SPLIT_WITHOUT) return;
    b->years &= bit;
    b->groups_must[s->year] |= UINT64_C(1) << group;
}

/* Is the visit on the first side? */
static int is_first(const struct chooser *c, const struct pattern *v, const struct split *first)
{
    if (first->kind == SPLIT_YEARS) return (int)(first->years >> v->year & 1);
    if (first->kind == SPLIT_VISIT) return 1;
    if (v->year != first->year) return 0;
    for (int i = 0; i < v->option_count; i++)
        if (is_meant(c->p, first, v->options[i])) return 1;
    return 0;
}

/* How much the two sides differ, at the prices of the rows: mean use of one less that of the other,
 * times the smaller share. */
static double score_of(struct chooser *c, const struct split *first)
{
    double share[2] = {0}, all = 0, worth = 0;
    for (int i = 0; i < c->part_count; i++) {
        share[!is_first(c, c->parts[i].visit, first)] += c->parts[i].share;
        all += c->parts[i].share;
    }
    if (first->kind == SPLIT_VISIT) share[1] = 1 - all;
    double least = fmin(share[0], share[1]), differ = 0;
    if (least < NO_SHARE) return 0;
    for (int i = 0; i < c->part_count; i++) {
        const struct pattern *v = c->parts[i].visit;
        double sign = is_first(c, v, first) ? 1 / share[0] : -1 / share[1];
        worth += sign * c->parts[i].share * v->worth;
        for (int k = 0; k < v->entry_count; k++)
            c->use[v->rows[k]] += sign * c->parts[i].share * v->values[k];
    }
    for (int i = 0; i < c->part_count; i++) {
        const struct pattern *v = c->parts[i].visit;
        for (int k = 0; k < v->entry_count; k++) {
            differ += fabs(c->use[v->rows[k]] * c->m->row_price[v->rows[k]]);
            c->use[v->rows[k]] = 0;
        }
    }
    return least * (differ + WORTH_PART * fabs(worth)) + 1e-300;
}

static void offer(struct chooser *c, struct split first, struct split second)
{
    double score = score_of(c, &first);
    if (score <= c->best) return;
    c->best = score;
    c->sides[0] = first;
    c->sides[1] = second;
}

static void offer_years(struct chooser *c, int block)
{
    for (int y = 0; y + 1 < c->p->year_count; y++) {
        struct split early = {.kind = SPLIT_YEARS, .block = block, .years = years_between(0, y)};
        struct split late = early;
        late.years = ~early.years;
        offer(c, early, late);
    }
    struct split none = {.kind = SPLIT_YEARS, .block = block};
    offer(c, (struct split){.kind = SPLIT_VISIT, .block = block}, none);
}

static void offer_options(struct chooser *c, int block)
{
    for (int i = 0; i < c->part_count; i++) {
        const struct pattern *v = c->parts[i].visit;
        for (int k = 0; k < 2 * v->option_count; k++) {
            struct split with = {.kind = SPLIT_WITH,
                                 .block = block,
                                 .year = v->year,
                                 .option = v->options[k / 2],
                                 .is_size = k % 2 == 0};
            struct split without = with;
            without.kind = SPLIT_WITHOUT;
            offer(c, with, without);
        }
    }
}

/* Visits of the solution by block. */
static enum status list_parts(struct chooser *c, struct part **parts, int **first)
{
    const struct master *m = c->m;
    int *start = ARENA_ARRAY(c->a, int, (size_t)c->p->block_count + 2), count = 0;
    for (int i = 0; i < m->column_count; i++)
        count += m->column_of[i] >= 0 && m->x[i] > NO_SHARE;
    *parts = ARENA_ARRAY(c->a, struct part, (size_t)count + 1);
    *first = start;
    if (!start || !*parts) return STATUS_NOMEM;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < m->column_count; i++) {
            if (m->column_of[i] < 0 || m->x[i] <= NO_SHARE) continue;
            const struct pattern *v = &m->pool->columns[m->column_of[i]];
            if (pass == 0)
                start[v->block + 1]++;
            else
                (*parts)[start[v->block]++] = (struct part){v, m->x[i]};
        }
        for (int b = 0; b < c->p->block_count && pass == 0; b++)
            start[b + 1] += start[b];
    }
    memmove(start + 1, start, sizeof(int) * (size_t)c->p->block_count);
    start[0] = 0;
    return STATUS_OK;
}

static enum status choose(struct chooser *c, struct err *e)
{
    struct part *parts = NULL;
    int *first = NULL;
    c->use = ARENA_ARRAY(c->a, double, (size_t)c->p->row_count + 1);
    if (!c->use || list_parts(c, &parts, &first) != STATUS_OK)
        return err_set(e, STATUS_NOMEM, "out of memory for a split");
    for (int b = 0; b < c->p->block_count; b++) {
        c->parts = parts + first[b];
        c->part_count = first[b + 1] - first[b];
        int is_whole = c->part_count == 1 && c->parts[0].share >= 1 - NO_SHARE;
        if (c->part_count == 0 || is_whole) continue;
        offer_years(c, b);
        offer_options(c, b);
    }
    return STATUS_OK;
}

enum status split_choose(const struct master *m, struct split sides[2], int *found, struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct chooser c = {.p = m->problem, .m = m, .sides = sides, .a = &arena};
    enum status status = choose(&c, e);
    *found = c.best > 0;
    arena_clear(&arena);
    return status;
}
