/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/trade.h"

#include <math.h>
#include <string.h>

#include "plan/worth.h"

/* A surplus that is a smaller share of the need than this is rounding. */
#define TINY 1e-9

struct making { /* of rows and lanes */
    struct problem *p;
    struct arena *arena;
    int *first_way; /* [area + 1] of the ways by where they begin */
    int *stage_of;  /* [good] that makes it; 0: none */
    int lane_room;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for trade");
}

/* --- cells -------------------------------------------------------------------------------- */

static struct trade_cell *cell_of(const struct problem *p, int area, int good, int year)
{
    int slot = p->trade.slot_of[area * p->programme->good_count + good];
    return slot < 0 ? NULL : &p->trade.cells[slot * p->year_count + year];
}

static double made_by(const struct facility_size *z, int good)
{
    double sum = 0;
    for (int i = 0; i < z->output_count; i++)
        if (z->outputs[i].what == good) sum += z->outputs[i].quantity;
    return sum;
}

/* Areas at an end of some way, and goods that are traded, have cells. */
static enum status make_cells(struct making *m, struct err *e)
{
    struct problem *p = m->p;
    const struct programme *pr = p->programme;
    size_t pairs = (size_t)pr->area_count * (size_t)pr->good_count;
    p->trade.slot_of = ARENA_ARRAY(m->arena, int, pairs + 1);
    char *has_way = ARENA_ARRAY(m->arena, char, (size_t)pr->area_count + 1);
    if (!p->trade.slot_of || !has_way) return out_of_memory(e);
    for (int i = 0; i < pr->trade_way_count; i++)
        has_way[pr->trade_ways[i].from] = has_way[pr->trade_ways[i].to] = 1;
    int count = 0;
    for (size_t i = 0; i < pairs; i++) {
        int area = (int)(i / (size_t)pr->good_count), good = (int)(i % (size_t)pr->good_count);
        int traded = has_way[area] && m->stage_of[good] > 0 && good_goes(&pr->goods[good], 0);
        p->trade.slot_of[i] = traded ? count++ : -1;
    }
    size_t cells = (size_t)count * (size_t)p->year_count;
    p->trade.cells = ARENA_ARRAY(m->arena, struct trade_cell, cells + 1);
    if (!p->trade.cells) return out_of_memory(e);
    for (size_t i = 0; i < pairs; i++)
        for (int y = 0; y < p->year_count && p->trade.slot_of[i] >= 0; y++) {
            int area = (int)(i / (size_t)pr->good_count), good = (int)(i % (size_t)pr->good_count);
            *cell_of(p, area, good, y) =
                (struct trade_cell){.good = &pr->goods[good],
                                    .today = pr->supply[i],
                                    .demand = good_demand(pr, area, good, y),
                                    .send_row = -1,
                                    .room_row = -1};
        }
    for (int i = 0; i < pr->decided_count; i++) {
        const struct decided *d = &pr->decided[i];
        const struct facility_size *z = &pr->sizes[d->size];
        for (int k = 0; k < z->output_count; k++)
            for (int y = d->year + z->build_years; y < p->year_count; y++) {
                struct trade_cell *cell = cell_of(p, d->area, z->outputs[k].what, y);
                if (cell) cell->decided += z->outputs[k].quantity;
            }
    }
    return STATUS_OK;
}

/* What plants make beyond the need, when supply is all together. */
static double surplus_of(const struct trade_cell *c, double supply)
{
    double surplus = supply - fmax(c->demand, c->today);
    return surplus > TINY * c->demand ? surplus : 0;
}

/* Ends of piece k of the satisfaction, from today's supply up; 0: nothing of it is left. */
static int piece_of(const struct trade_cell *c, int k, double *low, double *high)
{
    *low = fmax(c->good->share[k] * c->demand, c->today);
    *high = c->good->share[k + 1] * c->demand;
    return *high - *low > TINY * c->demand && c->good->value[k + 1] > c->good->value[k];
}

/* Worth of a unit in the piece, as a share of that at even satisfaction. */
static double slope_of(const struct trade_cell *c, int k)
{
    return (c->good->value[k + 1] - c->good->value[k]) /
           (c->good->share[k + 1] - c->good->share[k]);
}

int trade_entries(const struct trade_cell *cell, double supply, int year, struct trade_entry *out)
{
    int count = 0;
    double surplus = cell->send_row >= 0 ? surplus_of(cell, supply) : 0;
    if (surplus > 0) out[count++] = (struct trade_entry){cell->send_row, year, -surplus};
    for (int k = 0, row = cell->room_row; row >= 0 && k + 1 < cell->good->point_count; k++) {
        double low = 0, high = 0;
        if (!piece_of(cell, k, &low, &high)) continue;
        if (supply > low) out[count++] = (struct trade_entry){row, year, fmin(supply, high) - low};
        row++;
    }
    return count;
}

/* --- rows and lanes ----------------------------------------------------------------------- */

/* The most that visits and decided plants of an area can make by a year. */
static double most_made(const struct making *m, int area, int good, int year)
{
    const struct problem *p = m->p;
    const struct block *b = problem_block(p, area, m->stage_of[good]);
    if (!b) return cell_of(p, area, good, year)->decided;
    double sum = 0;
    for (int g = 0; g < b->group_count; g++) {
        double most = 0;
        for (int i = b->group_first[g]; i < b->group_first[g + 1]; i++) {
            const struct option *o = &p->options[i];
            uint64_t years = o->years & b->years;
            int soon = year - o->build_years;
            if (soon < 0 || !(years & years_between(0, soon))) continue;
            most = fmax(most, made_by(&p->programme->sizes[o->size], good));
        }
        sum += most;
    }
    return sum;
}

static enum status add_room_rows(struct making *m, struct trade_cell *cell, struct row row,
                                 struct err *e)
{
    row.kind = ROW_ROOM;
    cell->room_row = m->p->row_count;
    for (int k = 0; k + 1 < cell->good->point_count; k++) {
        double low = 0, high = 0;
        if (!piece_of(cell, k, &low, &high)) continue;
        double covered = fmax(0, fmin(high, cell->today + cell->decided) - low);
        row.size = high - low;
        row.upper = high - low - covered;
        TRY(problem_add_row(m->p, row, m->arena, e));
    }
    return STATUS_OK;
}

static enum status add_lane(struct making *m, struct trade_lane lane, struct err *e)
{
    struct trade *t = &m->p->trade;
    if (t->lane_count == m->lane_room) {
        int room = 2 * m->lane_room + 1024;
        struct trade_lane *lanes = ARENA_ARRAY(m->arena, struct trade_lane, (size_t)room);
        if (!lanes) return out_of_memory(e);
        if (t->lane_count > 0) memcpy(lanes, t->lanes, sizeof *lanes * (size_t)t->lane_count);
        t->lanes = lanes;
        m->lane_room = room;
    }
    t->lanes[t->lane_count++] = lane;
    return STATUS_OK;
}

/* Lanes of one way into what the area at its end lacks. */
static enum status add_lanes(struct making *m, int way, int good, int year, double most,
                             struct err *e)
{
    struct problem *p = m->p;
    const struct trade_way *w = &p->programme->trade_ways[way];
    struct trade_cell *from = cell_of(p, w->from, good, year);
    struct trade_cell *to = cell_of(p, w->to, good, year);
    if (!good_goes(to->good, w->hours) || to->demand <= 0) return STATUS_OK;
    double unit = good_weight(p->in, w->to, good, year) / to->demand;
    struct row row = {.origin = good, .year = year, .lower = -INFINITY};
    for (int k = 0, nth = 0; k + 1 < to->good->point_count; k++) {
        double low = 0, high = 0;
        double value = unit * (slope_of(to, k) - w->hours * to->good->trade_cost_hour);
        if (!piece_of(to, k, &low, &high)) continue;
        int at = nth++;
        if (value <= 0) continue;
        if (from->send_row < 0) {
            from->send_row = p->row_count;
            row.kind = ROW_SURPLUS;
            row.scope = w->from;
            row.size = most;
            row.upper = surplus_of(from, from->today + from->decided);
            row.tolerance = PLAN_TOLERANCE * fmax(1, most);
            TRY(problem_add_row(p, row, m->arena, e));
            row.tolerance = 0;
        }
        row.scope = w->to;
        if (to->room_row < 0) TRY(add_room_rows(m, to, row, e));
        struct trade_lane lane = {from->send_row, to->room_row + at, way, good, year, value};
        TRY(add_lane(m, lane, e));
    }
    return STATUS_OK;
}

/* All lanes of a good in a year: their rows lie together, and lanes of a surplus do. */
static enum status add_market(struct making *m, int good, int year, struct err *e)
{
    struct problem *p = m->p;
    struct trade *t = &p->trade;
    int before = t->lane_count;
    t->markets[t->market_count] = (struct trade_market){p->row_count, 0};
    for (int area = 0; area < p->programme->area_count; area++) {
        if (m->first_way[area] == m->first_way[area + 1]) continue;
        struct trade_cell *cell = cell_of(p, area, good, year);
        double most = surplus_of(cell, cell->today + most_made(m, area, good, year));
        for (int w = m->first_way[area]; most > 0 && w < m->first_way[area + 1]; w++)
            TRY(add_lanes(m, w, good, year, most, e));
    }
    t->markets[t->market_count].row_last = p->row_count;
    t->market_count += t->lane_count > before;
    return STATUS_OK;
}

/* Lanes by the row they leave, and by the row they enter. */
static enum status index_lanes(struct making *m, struct err *e)
{
    struct trade *t = &m->p->trade;
    int rows = m->p->row_count - t->row_first;
    t->out_first = ARENA_ARRAY(m->arena, int, (size_t)rows + 2);
    t->into_first = ARENA_ARRAY(m->arena, int, (size_t)rows + 2);
    t->into = ARENA_ARRAY(m->arena, int, (size_t)t->lane_count + 1);
    if (!t->out_first || !t->into_first || !t->into) return out_of_memory(e);
    for (int i = 0; i < t->lane_count; i++) {
        t->out_first[t->lanes[i].send_row - t->row_first + 1] = i + 1;
        t->into_first[t->lanes[i].room_row - t->row_first + 2]++;
    }
    for (int r = 1; r <= rows; r++) {
        if (t->out_first[r] < t->out_first[r - 1]) t->out_first[r] = t->out_first[r - 1];
        t->into_first[r + 1] += t->into_first[r];
    }
    for (int i = 0; i < t->lane_count; i++)
        t->into[t->into_first[t->lanes[i].room_row - t->row_first + 1]++] = i;
    return STATUS_OK;
}

/* --- what visits count for ---------------------------------------------------------------- */

static void name_cells(struct problem *p, struct block *b)
{
    for (int g = 0; g < b->good_count; g++)
        b->goods[g].trade = cell_of(p, b->area, b->goods[g].good, 0);
}

/* Entries of an option that is alone. */
static enum status add_entries(struct making *m, const struct block *b, struct option *o,
                               struct err *e)
{
    const struct problem *p = m->p;
    int count = 0;
    size_t room = (size_t)(TRADE_POINTS_MAX * p->year_count * o->make_count) + 1;
    struct trade_entry *entries = ARENA_ARRAY(m->arena, struct trade_entry, room);
    if (!entries) return out_of_memory(e);
    for (int k = 0; k < o->make_count; k++) {
        const struct block_good *good = &b->goods[o->makes[k].good];
        for (int y = o->build_years; good->trade && y < p->year_count; y++)
            count += trade_entries(&good->trade[y], good->supply + o->makes[k].quantity, y,
                                   entries + count);
    }
    o->trade = entries;
    o->trade_count = count;
    return STATUS_OK;
}

static enum status add_all_entries(struct making *m, struct err *e)
{
    struct problem *p = m->p;
    for (int k = 0; k < p->block_count; k++) {
        struct block *b = &p->blocks[k];
        name_cells(p, b);
        for (int i = b->option_first; i < b->option_first + b->option_count; i++) {
            struct option *o = &p->options[i];
            if (i > b->option_first && o[-1].size == o->size) {
                o->trade = o[-1].trade;
                o->trade_count = o[-1].trade_count;
            } else {
                TRY(add_entries(m, b, o, e));
            }
        }
    }
    return STATUS_OK;
}

enum status problem_build_trade(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    struct making m = {.p = p, .arena = a};
    p->trade = (struct trade){.row_first = p->row_count};
    if (pr->trade_way_count == 0) return STATUS_OK;
    size_t markets = (size_t)pr->good_count * (size_t)p->year_count;
    m.first_way = ARENA_ARRAY(a, int, (size_t)pr->area_count + 2);
    m.stage_of = ARENA_ARRAY(a, int, (size_t)pr->good_count + 1);
    p->trade.markets = ARENA_ARRAY(a, struct trade_market, markets + 1);
    if (!m.first_way || !m.stage_of || !p->trade.markets) return out_of_memory(e);
    for (int i = 0; i < pr->trade_way_count; i++)
        m.first_way[pr->trade_ways[i].from + 1] = i + 1;
    for (int i = 0; i < pr->area_count; i++)
        if (m.first_way[i + 1] < m.first_way[i]) m.first_way[i + 1] = m.first_way[i];
    for (int z = 0; z < pr->size_count; z++)
        for (int k = 0; k < pr->sizes[z].output_count; k++)
            m.stage_of[pr->sizes[z].outputs[k].what] = pr->types[pr->sizes[z].type].stage;
    TRY(make_cells(&m, e));
    for (int g = 0; g < pr->good_count; g++)
        for (int y = 0; y < p->year_count; y++)
            if (m.stage_of[g] > 0 && good_goes(&pr->goods[g], 0)) TRY(add_market(&m, g, y, e));
    TRY(index_lanes(&m, e));
    return p->trade.lane_count > 0 ? add_all_entries(&m, e) : STATUS_OK;
}

double trade_cost(const struct trade_cell *cell, double supply, const double *price)
{
    struct trade_entry entries[TRADE_POINTS_MAX];
    int count = trade_entries(cell, supply, 0, entries);
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += price[entries[i].row] * entries[i].value;
    return sum;
}

void trade_price_rooms(const struct problem *p, double worth, double *price)
{
    for (int r = p->trade.row_first; r < p->row_count && worth <= 0; r++)
        price[r] = 0;
    for (int i = 0; i < p->trade.lane_count; i++) {
        const struct trade_lane *lane = &p->trade.lanes[i];
        double most = worth * lane->value - price[lane->send_row];
        price[lane->room_row] = fmax(price[lane->room_row], most);
    }
}
