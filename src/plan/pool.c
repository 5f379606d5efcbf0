/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/pool.h"

#include <string.h>

enum {
    FIRST_SIZE = 1024,
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for visits");
}

enum status pool_init(struct pool *out, const struct problem *p, struct arena *a, struct err *e)
{
    *out = (struct pool){.problem = p, .arena = a};
    out->dense = ARENA_ARRAY(a, double, (size_t)p->row_count + 1);
    out->touched = ARENA_ARRAY(a, int, (size_t)p->row_count + 1);
    out->sender = ARENA_NEW(a, struct trade_sender);
    if (!out->dense || !out->touched || !out->sender) return out_of_memory(e);
    return trade_sender_init(out->sender, p, a, e);
}

static uint64_t hash_of(int block, int year, const int *options, int count)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a over numbers */
    h = (h ^ (uint64_t)block) * 0x100000001b3u;
    h = (h ^ (uint64_t)year) * 0x100000001b3u;
    for (int i = 0; i < count; i++)
        h = (h ^ (uint64_t)options[i]) * 0x100000001b3u;
    return h ^ (h >> 29);
}

static int is_same(const struct pattern *c, int block, int year, const int *options, int count)
{
    return c->block == block && c->year == year && c->option_count == count &&
           memcmp(c->options, options, sizeof *options * (size_t)count) == 0;
}

/* The slot of the column, or the free one where it would go. */
static int find_slot(const struct pool *pool, int block, int year, const int *options, int count)
{
    uint64_t mask = (uint64_t)pool->slot_count - 1;
    uint64_t at = hash_of(block, year, options, count) & mask;
    while (pool->slots[at] >= 0 &&
           !is_same(&pool->columns[pool->slots[at]], block, year, options, count))
        at = (at + 1) & mask;
    return (int)at;
}

static enum status grow(struct pool *pool, struct err *e)
{
    int size = pool->size ? 2 * pool->size : FIRST_SIZE;
    struct pattern *columns = ARENA_ARRAY(pool->arena, struct pattern, (size_t)size);
    int *slots = ARENA_ARRAY(pool->arena, int, 2 * (size_t)size);
    if (!columns || !slots) return out_of_memory(e);
    if (pool->count > 0) memcpy(columns, pool->columns, sizeof *columns * (size_t)pool->count);
    for (int i = 0; i < 2 * size; i++)
        slots[i] = -1;
    pool->columns = columns;
    pool->size = size;
    pool->slots = slots;
    pool->slot_count = 2 * size;
    for (int i = 0; i < pool->count; i++) {
        const struct pattern *c = &columns[i];
        slots[find_slot(pool, c->block, c->year, c->options, c->option_count)] = i;
    }
    return STATUS_OK;
}

static void sort_integers(int *list, int count)
{
    for (int i = 1; i < count; i++) {
        int value = list[i], at = i;
        for (; at > 0 && list[at - 1] > value; at--)
            list[at] = list[at - 1];
        list[at] = value;
    }
}

static enum status fill_entries(struct pool *pool, struct pattern *c, struct err *e)
{
    const struct block *b = &pool->problem->blocks[c->block];
    int count = package_rows(pool->problem, b, c->options, c->option_count, c->year, pool->dense,
                             pool->touched);
    int *rows = ARENA_ARRAY(pool->arena, int, (size_t)count + 1);
    double *values = ARENA_ARRAY(pool->arena, double, (size_t)count + 1);
    if (rows && values) {
        sort_integers(pool->touched, count);
        for (int i = 0; i < count; i++) {
            rows[i] = pool->touched[i];
            values[i] = pool->dense[rows[i]];
        }
    }
    for (int i = 0; i < count; i++)
        pool->dense[pool->touched[i]] = 0;
    c->rows = rows;
    c->values = values;
    c->entry_count = count;
    return rows && values ? STATUS_OK : out_of_memory(e);
}

enum status pool_add(struct pool *pool, const struct visit_choice *v, int *index, struct err *e)
{
    int sorted[GROUP_MAX];
    memcpy(sorted, v->options, sizeof(int) * (size_t)v->count);
    sort_integers(sorted, v->count);
    if (pool->count == pool->size) TRY(grow(pool, e));
    int slot = find_slot(pool, v->block, v->year, sorted, v->count);
    *index = pool->slots[slot];
    if (*index >= 0) return STATUS_OK;

    int *options = ARENA_ARRAY(pool->arena, int, (size_t)v->count);
    if (!options) return out_of_memory(e);
    memcpy(options, sorted, sizeof(int) * (size_t)v->count);
    struct pattern c = {.block = v->block, .year = v->year, .options = options};
    c.option_count = v->count;
    c.worth =
        package_worth(pool->problem, &pool->problem->blocks[v->block], options, v->count, v->year);
    TRY(fill_entries(pool, &c, e));
    *index = pool->count;
    pool->columns[pool->count] = c;
    pool->slots[slot] = pool->count++;
    return STATUS_OK;
}

double pattern_value(const struct pattern *c, const double *row_price)
{
    double value = c->worth;
    for (int i = 0; i < c->entry_count; i++)
        value -= row_price[c->rows[i]] * c->values[i];
    return value;
}
