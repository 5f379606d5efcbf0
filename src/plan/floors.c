/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/floors.h"

#include <math.h>
#include <string.h>

#include "plan/worth.h"

/* Shares that differ by less are the same: rounding. */
#define SAME_SHARE 1e-9

/* A floor that several visits reach together is reached when no more than this is missing. */
#define ROW_TOLERANCE 1e-7

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for floors of areas");
}

/* Weight of a good in the share of need met; they sum to 1. */
static double good_part(const struct programme *p, int good)
{
    double sum = 0;
    for (int g = 0; g < p->good_count; g++)
        sum += p->goods[g].weight;
    return sum > 0 ? p->goods[good].weight / sum : 1.0 / p->good_count;
}

static double share_met(double supply, double demand)
{
    return supply < demand ? supply / demand : 1;
}

/* Supply of every area and good in the last year, [area * good_count + good]. */
static void add_output(const struct programme *p, int area, int size, int year, double *supply)
{
    const struct facility_size *z = &p->sizes[size];
    if (year + z->build_years >= p->year_count) return;
    for (int i = 0; i < z->output_count; i++)
        supply[area * p->good_count + z->outputs[i].what] += z->outputs[i].quantity;
}

static void count_shares(const struct programme *p, const double *supply, double *share)
{
    for (int area = 0; area < p->area_count; area++) {
        share[area] = p->areas[area].visitable ? 0 : 1;
        for (int g = 0; g < p->good_count && p->areas[area].visitable; g++)
            share[area] += good_part(p, g) * share_met(supply[area * p->good_count + g],
                                                       good_demand(p, area, g, p->year_count - 1));
    }
}

void floors_of_plan(const struct programme *p, const struct plan *plan, double *share,
                    double *supply)
{
    memcpy(supply, p->supply, sizeof *supply * (size_t)p->area_count * (size_t)p->good_count);
    for (int i = 0; i < plan->facility_count; i++) {
        const struct visit *v = &plan->visits[plan->facilities[i].visit];
        add_output(p, v->area, plan->facilities[i].size, v->year, supply);
    }
    count_shares(p, supply, share);
}

static enum status shares_now(const struct programme *p, double *share, struct arena *a,
                              struct err *e)
{
    size_t cells = (size_t)p->area_count * (size_t)p->good_count;
    double *supply = ARENA_ARRAY(a, double, cells + 1);
    if (!supply) return out_of_memory(e);
    memcpy(supply, p->supply, sizeof *supply * cells);
    for (int i = 0; i < p->decided_count; i++)
        add_output(p, p->decided[i].area, p->decided[i].size, p->decided[i].year, supply);
    count_shares(p, supply, share);
    return STATUS_OK;
}

/* What the options of a block add to the share when each is alone, and each good to a share. */
static void lift_options(const struct problem *p, struct block *b)
{
    int last = p->year_count - 1;
    for (int i = b->option_first; i < b->option_first + b->option_count; i++) {
        struct option *o = &p->options[i];
        o->lift = 0;
        for (int g = 0; g < b->good_count; g++) {
            const struct block_good *good = &b->goods[g];
            double made = 0;
            for (int m = 0; m < o->make_count; m++)
                if (o->makes[m].good == g) made += o->makes[m].quantity;
            o->lift += good_part(p->programme, good->good) *
                       (share_met(good->supply + made, good->demand[last]) -
                        share_met(good->supply, good->demand[last]));
        }
    }
}

double package_lift(const struct problem *p, const struct block *b, const int *options, int count,
                    int year)
{
    double sum = 0;
    for (int i = 0; i < count && !b->shares_goods; i++) {
        const struct option *o = &p->options[options[i]];
        if (year + o->build_years < p->year_count) sum += o->lift;
    }
    for (int g = 0; g < b->good_count && b->shares_goods; g++) {
        const struct block_good *good = &b->goods[g];
        double made = 0, demand = good->demand[p->year_count - 1];
        for (int i = 0; i < count; i++) {
            const struct option *o = &p->options[options[i]];
            if (year + o->build_years >= p->year_count) continue;
            for (int m = 0; m < o->make_count; m++)
                if (o->makes[m].good == g) made += o->makes[m].quantity;
        }
        sum += good_part(p->programme, good->good) *
               (share_met(good->supply + made, demand) - share_met(good->supply, demand));
    }
    return sum;
}

/* The largest lift of a block: packages of ever more, until there is none. */
static double largest_lift(const struct problem *p, struct prices *prices,
                           struct price_scratch *scratch, struct block *b, struct package *best)
{
    double most = 0;
    for (int y = 0; y < p->year_count; y++) {
        b->floor = most + SAME_SHARE;
        price_visit(p, prices, (int)(b - p->blocks), y, -INFINITY, scratch, best);
        while (best->count > 0) {
            most = fmax(most, package_lift(p, b, best->options, best->count, y));
            b->floor = most + SAME_SHARE;
            price_visit(p, prices, (int)(b - p->blocks), y, -INFINITY, scratch, best);
        }
    }
    b->floor = 0;
    return most;
}

enum status floors_reach(const struct problem *p, double *now, double *most, struct arena *a,
                         struct err *e)
{
    struct prices prices;
    struct price_scratch *scratch;
    int options[GROUP_MAX];
    struct package best = {.options = options};
    double *free_rows = ARENA_ARRAY(a, double, (size_t)p->row_count + 1);
    if (!free_rows) return out_of_memory(e);
    TRY(shares_now(p->programme, now, a, e));
    TRY(prices_init(&prices, p, a, e));
    TRY(price_scratch_new(&scratch, p, a, e));
    prices_set(&prices, p, free_rows, 1);
    memcpy(most, now, sizeof *most * (size_t)p->programme->area_count);
    for (int k = 0; k < p->block_count; k++) {
        lift_options(p, &p->blocks[k]);
        most[p->blocks[k].area] += largest_lift(p, &prices, scratch, &p->blocks[k], &best);
    }
    return STATUS_OK;
}

/* Several stages of an area reach the floor together. */
static int shares_area(const struct problem *p, int block)
{
    int area = p->blocks[block].area;
    return (block > 0 && p->blocks[block - 1].area == area) ||
           (block + 1 < p->block_count && p->blocks[block + 1].area == area);
}

/* Rows behind the coupling ones, as they are; those of capacities follow. */
static enum status make_room(struct problem *p, int count, struct arena *a, struct err *e)
{
    struct row *rows = ARENA_ARRAY(a, struct row, (size_t)(p->row_count + count) + 1);
    if (!rows) return out_of_memory(e);
    if (p->row_count > 0) memcpy(rows, p->rows, sizeof *rows * (size_t)p->row_count);
    memmove(rows + p->coupling_count + count, rows + p->coupling_count,
            sizeof *rows * (size_t)(p->row_count - p->coupling_count));
    for (int c = 0; c < p->capacity_count; c++)
        if (p->capacities[c].row >= 0) p->capacities[c].row += count;
    for (int i = 0; i < p->option_count; i++)
        for (int n = 0; n < p->options[i].need_count; n++)
            if (p->options[i].needs[n].row >= 0) p->options[i].needs[n].row += count;
    p->rows = rows;
    p->trade.row_first += count; /* there are none of trade */
    p->row_count += count;
    p->row_size = p->row_count;
    return STATUS_OK;
}

/* One row for each area of several blocks that is to be lifted. */
static enum status add_rows(struct problem *p, const double *share, const double *now,
                            struct arena *a, struct err *e)
{
    int count = 0, area = -1, row = p->coupling_count - 1;
    for (int k = 0; k < p->block_count; k++) {
        int at = p->blocks[k].area;
        count += at != area && shares_area(p, k) && share[at] > now[at] + SAME_SHARE;
        area = at;
    }
    if (count == 0) return STATUS_OK;
    TRY(make_room(p, count, a, e));
    area = -1;
    for (int k = 0; k < p->block_count; k++) {
        int at = p->blocks[k].area;
        if (!shares_area(p, k) || share[at] <= now[at] + SAME_SHARE) continue;
        if (at != area)
            p->rows[++row] = (struct row){.kind = ROW_FLOOR,
                                          .scope = at,
                                          .lower = share[at] - now[at],
                                          .upper = INFINITY,
                                          .tolerance = ROW_TOLERANCE};
        p->blocks[k].floor_row = row + 1;
        area = at;
    }
    p->coupling_count += count;
    return STATUS_OK;
}

enum status floors_apply(struct problem *p, const double *share, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    double *now = ARENA_ARRAY(a, double, (size_t)pr->area_count + 1);
    char *has_block = ARENA_ARRAY(a, char, (size_t)pr->area_count + 1);
    if (!now || !has_block) return out_of_memory(e);
    TRY(shares_now(pr, now, a, e));
    for (int k = 0; k < p->block_count; k++) {
        struct block *b = &p->blocks[k];
        lift_options(p, b);
        has_block[b->area] = 1;
        if (shares_area(p, k)) continue;
        b->floor = fmax(0, share[b->area] - now[b->area] - SAME_SHARE);
        if (b->floor > 0) b->must = 1;
    }
    for (int area = 0; area < pr->area_count; area++)
        if (!has_block[area] && share[area] > now[area] + SAME_SHARE)
            TRY(problem_refuse(p, a, e,
                               "no visit to '%s' can bring it to a share of %.3f of its needs",
                               pr->areas[area].code, share[area]));
    return add_rows(p, share, now, a, e);
}
