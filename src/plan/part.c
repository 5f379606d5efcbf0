/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/part.h"

#include <math.h>
#include <string.h>

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the parts of the programme");
}

/* --- parts -------------------------------------------------------------------------------- */

struct counts { /* which blocks the rows count */
    const struct problem *p;
    int *first, *blocks; /* [row + 1] and lists, of rows with few blocks; empty for others */
    int *count;          /* [row] of blocks */
    int *last;           /* [row] block noted last; later [block] row seen last */
    int block_max;
    int filling; /* the second pass */
};

static void note(struct counts *c, int row, int block)
{
    if (c->last[row] == block) return;
    c->last[row] = block;
    if (!c->filling)
        c->count[row]++;
    else if (c->count[row] <= c->block_max)
        c->blocks[c->first[row]++] = block;
}

static void note_cells(struct counts *c, int block, int first, int last)
{
    const struct reach *reach = &c->p->reaches[c->p->blocks[block].reach];
    for (int i = reach->cell_start[first]; i < reach->cell_start[last + 1]; i++)
        note(c, reach->cell_rows[i], block);
}

/* Rows that a visit of the block could count in. */
static void note_block(struct counts *c, int block)
{
    const struct problem *p = c->p;
    const struct block *b = &p->blocks[block];
    int last_year = p->year_count - 1;
    if (p->programme->resource_count > 0)
        note_cells(c, block, 0, cell_of_use(p, p->programme->resource_count - 1, last_year));
    note_cells(c, block, cell_of_visits(p, b->stage, 0), cell_of_visits(p, b->stage, last_year));
    note_cells(c, block, cell_of_subsidy(p, b->stage, 0), cell_of_subsidy(p, b->stage, last_year));
    for (int i = b->option_first; i < b->option_first + b->option_count; i++)
        for (int n = 0; n < p->options[i].need_count; n++)
            if (p->options[i].needs[n].row >= 0) note(c, p->options[i].needs[n].row, block);
}

static enum status count_blocks(struct counts *c, struct arena *a, struct err *e)
{
    const struct problem *p = c->p;
    size_t rows = (size_t)p->row_count + 1;
    c->first = ARENA_ARRAY(a, int, rows + 1);
    c->count = ARENA_ARRAY(a, int, rows);
    c->last = ARENA_ARRAY(a, int, rows);
    if (!c->first || !c->count || !c->last) return out_of_memory(e);
    for (c->filling = 0; c->filling < 2; c->filling++) {
        for (int r = 0; r < p->row_count; r++)
            c->last[r] = -1;
        for (int b = 0; b < p->block_count; b++)
            note_block(c, b);
        if (c->filling) break;
        for (int r = 0; r < p->row_count; r++)
            c->first[r + 1] = c->first[r] + (c->count[r] <= c->block_max ? c->count[r] : 0);
        c->blocks = ARENA_ARRAY(a, int, (size_t)c->first[p->row_count] + 1);
        if (!c->blocks) return out_of_memory(e);
    }
    /* Filling moved every start to its end, which is the next start. */
    memmove(c->first + 1, c->first, sizeof(int) * (size_t)p->row_count);
    c->first[0] = 0;
    return STATUS_OK;
}

static int root_of(int *up, int block)
{
    while (up[block] != block)
        block = up[block] = up[up[block]];
    return block;
}

/* Join the blocks of a row, unless that makes too large a part. */
static void join(struct counts *c, int row, int *up, int *size)
{
    int *seen = c->last, sum = 0, to = -1;
    for (int i = c->first[row]; i < c->first[row + 1]; i++) {
        int root = root_of(up, c->blocks[i]);
        if (seen[root] == row) continue;
        seen[root] = row;
        sum += size[root];
        if (to < 0 || root < to) to = root;
    }
    if (sum > c->block_max) return;
    for (int i = c->first[row]; i < c->first[row + 1]; i++)
        up[root_of(up, c->blocks[i])] = to;
    if (to >= 0) size[to] = sum;
}

/* Rows of fewest blocks first. */
static enum status join_all(struct counts *c, int *up, struct arena *a, struct err *e)
{
    const struct problem *p = c->p;
    int *size = ARENA_ARRAY(a, int, (size_t)p->block_count + 1);
    c->last = ARENA_ARRAY(a, int, (size_t)p->block_count + 1);
    if (!size || !c->last) return out_of_memory(e);
    for (int b = 0; b < p->block_count; b++) {
        up[b] = b;
        size[b] = 1;
        c->last[b] = -1;
    }
    for (int count = 2; count <= c->block_max; count++)
        for (int r = 0; r < p->row_count; r++)
            if (c->count[r] == count) join(c, r, up, size);
    return STATUS_OK;
}

/* Lists of what belongs to each part, from the part of each (-1: none). */
static void list_members(const int *part_of, int count, int *first, int parts, int *members)
{
    for (int i = 0; i < count; i++)
        if (part_of[i] >= 0) first[part_of[i] + 1]++;
    for (int k = 0; k < parts; k++)
        first[k + 1] += first[k];
    for (int i = 0; i < count; i++)
        if (part_of[i] >= 0) members[first[part_of[i]]++] = i;
    memmove(first + 1, first, sizeof(int) * (size_t)parts);
    first[0] = 0;
}

/* Number the parts that have a row to themselves; part_of is -1 for other blocks. */
static int number_parts(const struct counts *c, int *up, int *part_of, int *part_of_row)
{
    const struct problem *p = c->p;
    int count = 0;
    for (int b = 0; b < p->block_count; b++)
        part_of[b] = -1;
    for (int r = 0; r < p->row_count; r++) {
        part_of_row[r] = -1;
        int first = c->first[r], last = c->first[r + 1], root = -1, is_own = first < last;
        for (int i = first; i < last && is_own; i++) {
            is_own = i == first || root_of(up, c->blocks[i]) == root;
            root = root_of(up, c->blocks[i]);
        }
        if (!is_own) continue;
        if (part_of[root] < 0) part_of[root] = count++;
        part_of_row[r] = part_of[root];
    }
    for (int b = 0; b < p->block_count; b++)
        part_of[b] = part_of[root_of(up, b)];
    return count;
}

static enum status make_lists(struct parts *out, const struct problem *p, const int *part_of,
                              const int *part_of_row, struct arena *a)
{
    out->block_first = ARENA_ARRAY(a, int, (size_t)out->count + 2);
    out->row_first = ARENA_ARRAY(a, int, (size_t)out->count + 2);
    out->blocks = ARENA_ARRAY(a, int, (size_t)p->block_count + 1);
    out->rows = ARENA_ARRAY(a, int, (size_t)p->row_count + 1);
    if (!out->block_first || !out->row_first || !out->blocks || !out->rows) return STATUS_NOMEM;
    list_members(part_of, p->block_count, out->block_first, out->count, out->blocks);
    list_members(part_of_row, p->row_count, out->row_first, out->count, out->rows);
    return STATUS_OK;
}

static enum status find(struct parts *out, struct counts *c, struct arena *work, struct arena *a,
                        struct err *e)
{
    const struct problem *p = c->p;
    int *up = ARENA_ARRAY(work, int, (size_t)p->block_count + 1);
    int *part_of = ARENA_ARRAY(work, int, (size_t)p->block_count + 1);
    int *part_of_row = ARENA_ARRAY(work, int, (size_t)p->row_count + 1);
    if (!up || !part_of || !part_of_row) return out_of_memory(e);
    out->count = 1;
    if (p->block_count > c->block_max) {
        TRY(count_blocks(c, work, e));
        TRY(join_all(c, up, work, e));
        out->count = number_parts(c, up, part_of, part_of_row);
    }
    if (make_lists(out, p, part_of, part_of_row, a) != STATUS_OK) return out_of_memory(e);
    return STATUS_OK;
}

/* What is sent, and what stages lift together, is not a sum over options. */
static int has_more_than_visits(const struct problem *p)
{
    int more = p->trade.lane_count > 0;
    for (int b = 0; b < p->block_count && !more; b++)
        more = p->blocks[b].floor_row != 0;
    return more;
}

enum status parts_find(struct parts *out, const struct problem *p, int block_max, struct arena *a,
                       struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct counts c = {.p = p, .block_max = block_max};
    *out = (struct parts){0};
    if (has_more_than_visits(p)) return STATUS_OK;
    enum status status = find(out, &c, &work, a, e);
    arena_clear(&work);
    return status;
}

/* --- the problem of a part ---------------------------------------------------------------- */

struct cutting { /* out of the whole */
    const struct problem *p;
    struct problem *out;
    const struct prices *prices; /* of the rows that are not the part's */
    int *row_of;                 /* [row of the whole] in the part, -1: not there */
    int *reach_of;               /* [reach of the whole] in the part, -1: none yet */
    struct arena *a;
};

static enum status cut_rows(struct cutting *c, const struct parts *parts, int part)
{
    struct problem *out = c->out;
    int first = parts->row_first[part];
    out->row_count = parts->row_first[part + 1] - first;
    out->row_size = out->row_count + 1;
    out->coupling_count = 0;
    out->rows = ARENA_ARRAY(c->a, struct row, (size_t)out->row_size);
    if (!out->rows) return STATUS_NOMEM;
    for (int r = 0; r < c->p->row_count; r++)
        c->row_of[r] = -1;
    for (int i = 0; i < out->row_count; i++) {
        int row = parts->rows[first + i];
        c->row_of[row] = i;
        out->rows[i] = c->p->rows[row];
        out->coupling_count += row < c->p->coupling_count;
    }
    out->trade.row_first = out->row_count;
    return STATUS_OK;
}

/* The same reach with the rows of the part only. */
static enum status cut_reach(struct cutting *c, int reach)
{
    const struct reach *from = &c->p->reaches[reach];
    if (c->reach_of[reach] >= 0) return STATUS_OK;
    struct reach *to = &c->out->reaches[c->reach_of[reach] = c->out->reach_count++];
    int cells = c->p->cell_count, count = 0;
    size_t most = (size_t)from->cell_start[cells] + 1;
    to->cell_start = ARENA_ARRAY(c->a, int, (size_t)cells + 1);
    to->cell_rows = ARENA_ARRAY(c->a, int, most);
    to->cell_values = ARENA_ARRAY(c->a, double, most);
    if (!to->cell_start || !to->cell_rows || !to->cell_values) return STATUS_NOMEM;
    for (int cell = 0; cell < cells; cell++) {
        for (int i = from->cell_start[cell]; i < from->cell_start[cell + 1]; i++) {
            int row = c->row_of[from->cell_rows[i]];
            if (row < 0) continue;
            to->cell_rows[count] = row;
            to->cell_values[count++] = from->cell_values[i];
        }
        to->cell_start[cell + 1] = count;
    }
    return STATUS_OK;
}

static enum status cut_option(struct cutting *c, const struct block *b, const struct option *from,
                              struct option *to)
{
    *to = *from;
    to->bonus = ARENA_ARRAY(c->a, double, (size_t)c->p->year_count);
    to->needs = ARENA_ARRAY(c->a, struct need, (size_t)from->need_count + 1);
    if (!to->bonus || !to->needs) return STATUS_NOMEM;
    for (int y = 0; y < c->p->year_count; y++)
        to->bonus[y] =
            (from->bonus ? from->bonus[y] : 0) - option_price(c->p, c->prices, b, from, y);
    for (int n = 0; n < from->need_count; n++) {
        to->needs[n] = from->needs[n];
        if (to->needs[n].row >= 0) to->needs[n].row = c->row_of[to->needs[n].row];
    }
    return STATUS_OK;
}

static enum status cut_block(struct cutting *c, const struct block *from, struct block *to)
{
    const struct problem *p = c->p;
    struct problem *out = c->out;
    *to = *from;
    int years = p->year_count, shift = out->option_count - from->option_first;
    uint64_t *musts = ARENA_ARRAY(c->a, uint64_t, (size_t)years);
    to->visit_bonus = ARENA_ARRAY(c->a, double, (size_t)years);
    to->group_first = ARENA_ARRAY(c->a, int, (size_t)from->group_count + 1);
    if (!musts || !to->visit_bonus || !to->group_first) return STATUS_NOMEM;
    const double *unit = c->prices->unit + (size_t)from->reach * (size_t)p->cell_count;
    for (int y = 0; y < years; y++) {
        if (from->groups_must) musts[y] = from->groups_must[y];
        to->visit_bonus[y] = (from->visit_bonus ? from->visit_bonus[y] : 0) -
                             unit[cell_of_visits(p, from->stage, y)];
    }
    to->groups_must = musts;
    for (int g = 0; g <= from->group_count; g++)
        to->group_first[g] = from->group_first[g] + shift;
    to->option_first = out->option_count;
    for (int i = 0; i < from->option_count; i++)
        if (cut_option(c, from, &p->options[from->option_first + i],
                       &out->options[out->option_count++]) != STATUS_OK)
            return STATUS_NOMEM;
    if (cut_reach(c, from->reach) != STATUS_OK) return STATUS_NOMEM;
    to->reach = c->reach_of[from->reach];
    return STATUS_OK;
}

static enum status cut_blocks(struct cutting *c, const struct parts *parts, int part)
{
    const struct problem *p = c->p;
    struct problem *out = c->out;
    int first = parts->block_first[part], options = 0;
    out->block_count = parts->block_first[part + 1] - first;
    for (int k = 0; k < out->block_count; k++)
        options += p->blocks[parts->blocks[first + k]].option_count;
    out->blocks = ARENA_ARRAY(c->a, struct block, (size_t)out->block_count + 1);
    out->options = ARENA_ARRAY(c->a, struct option, (size_t)options + 1);
    out->reaches = ARENA_ARRAY(c->a, struct reach, (size_t)p->reach_count + 1);
    if (!out->blocks || !out->options || !out->reaches) return STATUS_NOMEM;
    for (int k = 0; k < p->reach_count; k++)
        c->reach_of[k] = -1;
    out->option_count = out->reach_count = 0;
    for (int k = 0; k < out->block_count; k++)
        if (cut_block(c, &p->blocks[parts->blocks[first + k]], &out->blocks[k]) != STATUS_OK)
            return STATUS_NOMEM;
    return STATUS_OK;
}

enum status part_problem(struct problem *out, const struct problem *p, const struct parts *parts,
                         int part, struct prices *prices, const double *row_price, struct arena *a,
                         struct err *e)
{
    *out = *p;
    out->fixed_worth = out->fixed_penalty = 0;
    out->reach_of_area = NULL;
    out->trade = (struct trade){0};
    struct cutting c = {.p = p, .out = out, .prices = prices, .a = a};
    double *outside = ARENA_ARRAY(a, double, (size_t)p->row_count + 1);
    c.row_of = ARENA_ARRAY(a, int, (size_t)p->row_count + 1);
    c.reach_of = ARENA_ARRAY(a, int, (size_t)p->reach_count + 1);
    if (!outside || !c.row_of || !c.reach_of || cut_rows(&c, parts, part) != STATUS_OK)
        return out_of_memory(e);
    for (int r = 0; r < p->row_count; r++)
        outside[r] = c.row_of[r] >= 0 ? 0 : row_price[r];
    prices_set(prices, p, outside, 1);
    if (cut_blocks(&c, parts, part) != STATUS_OK) return out_of_memory(e);
    return STATUS_OK;
}
