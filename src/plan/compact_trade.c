/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trade in the compact programme.
 *
 *   f(a,b,g,y)  continuous: what a sends b
 *   g(b,g,y)    what b gains by its own plants and by what it receives: at most each linear piece
 *               of its satisfaction; takes the place of the gains of visits
 *   s(a,g,y)    binary, where several plants of a visit make the good: they make more than a needs
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/compact_walk.h"
#include "plan/worth.h"

/* Calls `step` for every cell, with its area, good and year. */
struct cell_at {
    int index, area, good, year;
    const struct trade_cell *cell;
};

static int next_cell(const struct walk *w, struct cell_at *at)
{
    const struct problem *p = w->p;
    int goods = p->programme->good_count, pairs = p->programme->area_count * goods;
    for (int i = at->area < 0 ? 0 : at->area * goods + at->good; i < pairs; i++) {
        int slot = p->trade.slot_of[i];
        int year = at->area == i / goods && at->good == i % goods ? at->year + 1 : 0;
        if (slot < 0 || year == p->year_count) continue;
        int index = slot * p->year_count + year;
        *at = (struct cell_at){index, i / goods, i % goods, year, &p->trade.cells[index]};
        return 1;
    }
    return 0;
}

#define EACH_CELL(w, at) \
    for (struct cell_at at = {.area = -1}; (w)->p->trade.lane_count > 0 && next_cell((w), &at);)

static void name_cell(struct walk *w, const char *what, const struct cell_at *at)
{
    const struct programme *pr = w->p->programme;
    NAME_IT(w, "%s.%s.%s.%d", what, pr->areas[at->area].code, pr->goods[at->good].code,
            pr->first_year + at->year);
}

static double base_of(const struct cell_at *at)
{
    double share = (at->cell->today + at->cell->decided) / at->cell->demand;
    return good_satisfaction(at->cell->good, fmin(1, share));
}

/* Gains of an area with a good in a year, piece by piece. */
static enum status need_rows(struct walk *w, const struct cell_at *at, struct err *e)
{
    const struct trade_cell *c = at->cell;
    w->need_row[at->index] = w->row_count;
    for (int k = 0; k < c->good->point_count; k++) {
        double slope = 0, level = 0;
        piece(c->good, c->demand, k, &slope, &level);
        name_cell(w, "need", at);
        size_t len = strlen(w->name);
        snprintf(w->name + len, sizeof w->name - len, ".%d", k + 1);
        TRY(put_row(w, -INFINITY, slope * (c->today + c->decided) + level - base_of(at), e));
    }
    return STATUS_OK;
}

/* sent - surplus of the visit <= surplus of decided plants; or, where plants together make it, sent
 * <= most * s and sent - made + lacking * s <= what decided plants make. */
static enum status surplus_rows(struct walk *w, const struct cell_at *at, struct err *e)
{
    const struct row *row = &w->p->rows[at->cell->send_row];
    double give = row->tolerance * w->tolerance;
    w->surplus_row[at->index] = w->row_count;
    name_cell(w, "surplus", at);
    if (!w->is_chosen[at->index]) return put_row(w, -INFINITY, row->upper + give, e);
    TRY(put_row(w, -INFINITY, give, e));
    name_cell(w, "beyond", at);
    return put_row(w, -INFINITY, at->cell->decided + give, e);
}

enum status walk_trade_rows(struct walk *w, struct err *e)
{
    const struct problem *p = w->p;
    if (p->trade.lane_count == 0) return STATUS_OK;
    size_t pairs = (size_t)p->programme->area_count * (size_t)p->programme->good_count;
    size_t cells = pairs * (size_t)p->year_count + 1;
    w->need_row = ARENA_ARRAY(w->arena, int, cells);
    w->surplus_row = ARENA_ARRAY(w->arena, int, cells);
    w->is_chosen = ARENA_ARRAY(w->arena, char, cells);
    if (!w->need_row || !w->surplus_row || !w->is_chosen)
        return err_set(e, STATUS_NOMEM, "out of memory for the compact programme");
    for (int k = 0; k < p->block_count; k++) {
        const struct block *b = &p->blocks[k];
        find_shared(w, b);
        for (int g = 0; g < b->good_count; g++)
            for (int y = 0; b->goods[g].trade && y < p->year_count; y++)
                w->is_chosen[&b->goods[g].trade[y] - p->trade.cells] = w->shared[g];
    }
    EACH_CELL(w, at)
    {
        w->need_row[at.index] = w->surplus_row[at.index] = -1;
        if (at.cell->room_row >= 0) TRY(need_rows(w, &at, e));
        if (at.cell->send_row >= 0) TRY(surplus_rows(w, &at, e));
    }
    return STATUS_OK;
}

static enum status put_need(struct walk *w, const struct trade_cell *c, int index, double quantity,
                            struct err *e)
{
    for (int k = 0; k < c->good->point_count; k++) {
        double slope = 0, level = 0;
        piece(c->good, c->demand, k, &slope, &level);
        TRY(put(w, w->need_row[index] + k, -slope * quantity, e));
    }
    return STATUS_OK;
}

enum status put_trade(struct walk *w, const struct block *b, const struct option *o, int year,
                      struct err *e)
{
    const struct problem *p = w->p;
    if (p->trade.lane_count == 0) return STATUS_OK;
    for (int g = 0; g < b->good_count; g++)
        for (int y = year + o->build_years; b->goods[g].trade && y < p->year_count; y++) {
            const struct trade_cell *c = &b->goods[g].trade[y];
            int index = (int)(c - p->trade.cells);
            double made = 0;
            for (int m = 0; m < o->make_count; m++)
                if (o->makes[m].good == g) made += o->makes[m].quantity;
            if (made <= 0) continue;
            if (c->room_row >= 0) TRY(put_need(w, c, index, made, e));
            if (c->send_row >= 0 && w->is_chosen[index])
                TRY(put(w, w->surplus_row[index] + 1, -made, e));
        }
    for (int k = 0; k < o->trade_count; k++) {
        const struct trade_entry *entry = &o->trade[k];
        if (entry->year < year + o->build_years || p->rows[entry->row].kind != ROW_SURPLUS)
            continue;
        const struct row *row = &p->rows[entry->row];
        int slot = p->trade.slot_of[row->scope * p->programme->good_count + row->origin];
        int index = slot * p->year_count + row->year;
        if (!w->is_chosen[index]) TRY(put(w, w->surplus_row[index], entry->value, e));
    }
    return STATUS_OK;
}

enum status walk_trade_choices(struct walk *w, struct err *e)
{
    EACH_CELL(w, at)
    {
        const struct trade_cell *c = at.cell;
        if (c->send_row < 0 || !w->is_chosen[at.index]) continue;
        name_cell(w, "s", &at);
        TRY(put_column(w, 1, 0, e));
        TRY(put(w, w->surplus_row[at.index], -w->p->rows[c->send_row].size, e));
        TRY(put(w, w->surplus_row[at.index] + 1, fmax(c->demand, c->today) - c->today, e));
    }
    return STATUS_OK;
}

static enum status put_flow(struct walk *w, const struct trade_lane *lane, struct err *e)
{
    const struct problem *p = w->p;
    const struct programme *pr = p->programme;
    const struct trade_way *way = &pr->trade_ways[lane->way];
    const struct good *good = &pr->goods[lane->good];
    int from = p->trade.slot_of[way->from * pr->good_count + lane->good] * p->year_count;
    int to = p->trade.slot_of[way->to * pr->good_count + lane->good] * p->year_count + lane->year;
    const struct trade_cell *c = &p->trade.cells[to];
    double cost = way->hours * good->trade_cost_hour / c->demand *
                  good_weight(p->in, way->to, lane->good, lane->year);
    from += lane->year;
    NAME_IT(w, "f.%s.%s.%s.%d", pr->areas[way->from].code, pr->areas[way->to].code, good->code,
            pr->first_year + lane->year);
    TRY(put_column(w, 0, -cost, e));
    TRY(put(w, w->surplus_row[from], 1, e));
    if (w->is_chosen[from]) TRY(put(w, w->surplus_row[from] + 1, 1, e));
    return put_need(w, c, to, 1, e);
}

enum status walk_trade_columns(struct walk *w, struct err *e)
{
    const struct trade *t = &w->p->trade;
    EACH_CELL(w, at)
    {
        if (at.cell->room_row < 0) continue;
        name_cell(w, "g", &at);
        TRY(put_column(w, 0, good_weight(w->p->in, at.area, at.good, at.year), e));
        for (int k = 0; k < at.cell->good->point_count; k++)
            TRY(put(w, w->need_row[at.index] + k, 1, e));
    }
    for (int i = 0; i < t->lane_count; i++) {
        const struct trade_lane *lane = &t->lanes[i], *before = i > 0 ? &t->lanes[i - 1] : NULL;
        int is_same = before && before->way == lane->way && before->good == lane->good &&
                      before->year == lane->year;
        if (!is_same) TRY(put_flow(w, lane, e));
    }
    return STATUS_OK;
}
