/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/compact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/compact_walk.h"

enum status put_row(struct walk *w, double lower, double upper, struct err *e)
{
    w->row_count++;
    return w->sink->row(w->sink->context, w->name, lower, upper, e);
}

enum status put_column(struct walk *w, int binary, double cost, struct err *e)
{
    return w->sink->column(w->sink->context, w->name, binary, cost, e);
}

enum status put(struct walk *w, int row, double value, struct err *e)
{
    if (value == 0) return STATUS_OK;
    return w->sink->entry(w->sink->context, w->name, row, value, e);
}

static const char *area_code(const struct walk *w, int area)
{
    return area < 0 ? "all" : w->p->programme->areas[area].code;
}

static void name_row(struct walk *w, const struct row *r)
{
    const struct programme *pr = w->p->programme;
    int year = pr->first_year + r->year;
    if (r->kind == ROW_LIMIT)
        NAME_IT(w, "limit.%s.%s.%d", pr->resources[pr->limits[r->origin].resource].code,
                area_code(w, r->scope), year);
    else if (r->kind == ROW_AFTER)
        NAME_IT(w, "clause.%s.%s.%d.%d", pr->clauses[r->origin].code, area_code(w, r->scope),
                r->stage, year);
    else if (pr->clauses[r->origin].each)
        NAME_IT(w, "clause.%s.%s.%d", pr->clauses[r->origin].code, area_code(w, r->scope), year);
    else
        NAME_IT(w, "clause.%s.%d", pr->clauses[r->origin].code, year);
}

static enum status walk_coupling_rows(struct walk *w, struct err *e)
{
    for (int r = 0; r < w->p->coupling_count; r++) {
        const struct row *row = &w->p->rows[r];
        double give = row->tolerance * w->tolerance;
        name_row(w, row);
        TRY(put_row(w, row->lower - give, row->upper + give, e));
    }
    return STATUS_OK;
}

static enum status walk_capacity_rows(struct walk *w, struct err *e)
{
    static const char *const kinds[] = {"labour", "raw", "power", "water", "land", "transport"};
    const struct programme *pr = w->p->programme;
    for (int i = 0; i < w->p->capacity_count; i++) {
        const struct capacity *c = &w->p->capacities[i];
        w->capacity_row[i] = -1;
        if (w->p->capacity_sum[i] <= c->left + c->tolerance) continue;
        w->capacity_row[i] = w->row_count;
        const char *what = c->kind == CAPACITY_LABOUR ? ""
                           : c->kind == CAPACITY_RAW  ? pr->raw_materials[c->what].code
                                                      : pr->sites[c->what].code;
        NAME_IT(w, "%s.%s.%s", kinds[c->kind], area_code(w, c->area), what);
        TRY(put_row(w, -INFINITY, c->left + c->tolerance * w->tolerance, e));
    }
    return STATUS_OK;
}

void find_shared(struct walk *w, const struct block *b)
{
    for (int g = 0; g < b->good_count; g++) {
        int group = -1;
        w->shared[g] = 0;
        for (int i = b->option_first; i < b->option_first + b->option_count; i++)
            for (int m = 0; m < w->p->options[i].make_count; m++) {
                if (w->p->options[i].makes[m].good != g) continue;
                if (group >= 0 && group != w->p->options[i].group) w->shared[g] = 1;
                group = w->p->options[i].group;
            }
    }
}

static int gains(const struct block *b, int good, int year)
{
    if (is_received(b, good, year)) return 0;
    return b->goods[good].demand[year] > 0 && b->goods[good].supply < b->goods[good].demand[year];
}

static int is_group_must(const struct block *b, int group, int year)
{
    return b->groups_must && (b->groups_must[year] >> group & 1);
}

/* The rows of a visit: any option, each group, sites wanted, pieces of satisfaction. */
static enum status walk_visit_rows(struct walk *w, int block, int year, struct err *e)
{
    const struct block *b = &w->p->blocks[block];
    const struct programme *pr = w->p->programme;
    const char *area = area_code(w, b->area);
    int shown = pr->first_year + year;
    w->visit_row[block * w->p->year_count + year] = w->row_count;
    NAME_IT(w, "any.%s.%d.%d", area, b->stage, shown);
    TRY(put_row(w, 0, INFINITY, e));
    for (int g = 0; g < b->group_count; g++) {
        NAME_IT(w, "one.%s.%d.%d.%d", area, b->stage, shown, g + 1);
        TRY(put_row(w, is_group_must(b, g, year) ? 0 : -INFINITY, 0, e));
    }
    for (int s = 0; s < b->site_must_count; s++) {
        if (!(b->sites_must[s].years >> year & 1)) continue;
        NAME_IT(w, "site.%s.%d.%d.%d", area, b->stage, shown, s + 1);
        TRY(put_row(w, 0, INFINITY, e));
    }
    for (int g = 0; g < b->good_count; g++)
        for (int y = year; y < w->p->year_count; y++) {
            if (!w->shared[g] || !gains(b, g, y)) continue;
            int pieces = pr->goods[b->goods[g].good].point_count;
            for (int k = 0; k < pieces; k++) {
                NAME_IT(w, "fill.%s.%d.%s.%d.%d", area, shown, pr->goods[b->goods[g].good].code,
                        pr->first_year + y, k + 1);
                TRY(put_row(w, -INFINITY, 0, e));
            }
        }
    return STATUS_OK;
}

static enum status walk_rows(struct walk *w, struct err *e)
{
    TRY(walk_coupling_rows(w, e));
    TRY(walk_capacity_rows(w, e));
    for (int k = 0; k < w->p->block_count; k++) {
        const struct block *b = &w->p->blocks[k];
        w->block_row[k] = w->row_count;
        NAME_IT(w, "visit.%s.%d", area_code(w, b->area), b->stage);
        TRY(put_row(w, b->must ? 1 : -INFINITY, 1, e));
        find_shared(w, b);
        for (int y = 0; y < w->p->year_count; y++)
            if (b->years >> y & 1) TRY(walk_visit_rows(w, k, y, e));
    }
    return walk_trade_rows(w, e);
}

void piece(const struct good *good, double demand, int k, double *slope, double *level)
{
    if (k == good->point_count - 1) {
        *slope = 0;
        *level = good->value[k];
        return;
    }
    double width = good->share[k + 1] - good->share[k];
    *slope = width > 0 ? (good->value[k + 1] - good->value[k]) / width / demand : 0;
    *level = good->value[k] - *slope * good->share[k] * demand;
    if (width <= 0) *level = good->value[good->point_count - 1];
}

/* Entries in the pieces of shared goods: of v (option NULL) or of x. */
static enum status put_pieces(struct walk *w, const struct block *b, const struct option *o,
                              int year, int row, struct err *e)
{
    for (int g = 0; g < b->good_count; g++)
        for (int y = year; y < w->p->year_count; y++) {
            if (!w->shared[g] || !gains(b, g, y)) continue;
            const struct block_good *at = &b->goods[g];
            const struct good *good = &w->p->programme->goods[at->good];
            double made = 0;
            for (int m = 0; o && m < o->make_count; m++)
                if (o->makes[m].good == g && year + o->build_years <= y)
                    made += o->makes[m].quantity;
            for (int k = 0; k < good->point_count; k++, row++) {
                double slope = 0, level = 0;
                piece(good, at->demand[y], k, &slope, &level);
                double of_visit = -(slope * at->supply + level - at->before[y]);
                TRY(put(w, row, o ? -slope * made : of_visit, e));
            }
        }
    return STATUS_OK;
}

/* What the option gains alone from goods that no other group makes and the area cannot receive. */
static double own_gain(const struct walk *w, const struct block *b, const struct option *o,
                       int year)
{
    if (!b->shares_goods && w->p->trade.lane_count == 0) return o->gain[year];
    double sum = 0;
    for (int m = 0; m < o->make_count; m++) {
        const struct block_good *at = &b->goods[o->makes[m].good];
        const struct good *good = &w->p->programme->goods[at->good];
        for (int y = year + o->build_years; y < w->p->year_count; y++) {
            if (w->shared[o->makes[m].good] || at->demand[y] <= 0) continue;
            if (is_received(b, o->makes[m].good, y)) continue;
            double share = fmin(1, (at->supply + o->makes[m].quantity) / at->demand[y]);
            sum += at->weight[y] * (good_satisfaction(good, share) - at->before[y]);
        }
    }
    return sum;
}

static enum status walk_option(struct walk *w, int block, int option, int year, struct err *e)
{
    const struct block *b = &w->p->blocks[block];
    const struct option *o = &w->p->options[option];
    const struct programme *pr = w->p->programme;
    NAME_IT(w, "x.%s.%d.%s.%s", area_code(w, b->area), pr->first_year + year,
            pr->sizes[o->size].code, pr->sites[o->site].code);
    double bonus = o->bonus ? o->bonus[year] : 0;
    TRY(put_column(w, 1, own_gain(w, b, o, year) + bonus, e));
    int count = package_rows(w->p, b, &option, 1, year, w->dense, w->touched);
    for (int i = 0; i < count; i++) {
        int row = w->touched[i];
        double value = w->dense[row];
        w->dense[row] = 0;
        if (row >= w->p->coupling_count) continue;
        /* the visit itself is counted once, by v */
        if (!row_counts_visits(&w->p->rows[row])) TRY(put(w, row, value, e));
    }
    for (int n = 0; n < o->need_count; n++)
        if (w->capacity_row[o->needs[n].capacity] >= 0)
            TRY(put(w, w->capacity_row[o->needs[n].capacity], o->needs[n].quantity, e));
    int row = w->visit_row[block * w->p->year_count + year];
    TRY(put(w, row, 1, e));
    TRY(put(w, row + 1 + o->group, 1, e));
    row += 1 + b->group_count;
    for (int s = 0; s < b->site_must_count; s++) {
        if (!(b->sites_must[s].years >> year & 1)) continue;
        TRY(put(w, row++, b->sites_must[s].site == o->site, e));
    }
    TRY(put_trade(w, b, o, year, e));
    return put_pieces(w, b, o, year, row, e);
}

static enum status walk_visit(struct walk *w, int block, int year, struct err *e)
{
    const struct block *b = &w->p->blocks[block];
    NAME_IT(w, "v.%s.%d.%d", area_code(w, b->area), b->stage, w->p->programme->first_year + year);
    TRY(put_column(w, 1, b->visit_bonus ? b->visit_bonus[year] : 0, e));
    const struct reach *reach = &w->p->reaches[b->reach];
    int cell = cell_of_visits(w->p, b->stage, year);
    for (int i = reach->cell_start[cell]; i < reach->cell_start[cell + 1]; i++)
        TRY(put(w, reach->cell_rows[i], reach->cell_values[i], e));
    TRY(put(w, w->block_row[block], 1, e));
    int row = w->visit_row[block * w->p->year_count + year];
    TRY(put(w, row++, -1, e));
    for (int g = 0; g < b->group_count; g++)
        TRY(put(w, row++, -1, e));
    for (int s = 0; s < b->site_must_count; s++)
        if (b->sites_must[s].years >> year & 1) TRY(put(w, row++, -1, e));
    TRY(put_pieces(w, b, NULL, year, row, e));
    for (int i = b->option_first; i < b->option_first + b->option_count; i++)
        if (w->p->options[i].years >> year & 1) TRY(walk_option(w, block, i, year, e));
    return STATUS_OK;
}

/* The gains of shared goods, behind all binary columns. */
static enum status walk_gains(struct walk *w, int block, int year, struct err *e)
{
    const struct block *b = &w->p->blocks[block];
    const struct programme *pr = w->p->programme;
    int row = w->visit_row[block * w->p->year_count + year] + 1 + b->group_count;
    for (int s = 0; s < b->site_must_count; s++)
        row += (int)(b->sites_must[s].years >> year & 1);
    for (int g = 0; g < b->good_count; g++)
        for (int y = year; y < w->p->year_count; y++) {
            if (!w->shared[g] || !gains(b, g, y)) continue;
            const struct good *good = &pr->goods[b->goods[g].good];
            NAME_IT(w, "z.%s.%d.%s.%d", area_code(w, b->area), pr->first_year + year, good->code,
                    pr->first_year + y);
            TRY(put_column(w, 0, b->goods[g].weight[y], e));
            for (int k = 0; k < good->point_count; k++)
                TRY(put(w, row++, 1, e));
        }
    return STATUS_OK;
}

/* What soft clauses miss: of the sites of a visit, and of rows, on either side. */
static enum status walk_missed_sites(struct walk *w, int block, int year, struct err *e)
{
    const struct block *b = &w->p->blocks[block];
    int row = w->visit_row[block * w->p->year_count + year] + 1 + b->group_count;
    for (int s = 0; s < b->site_must_count; s++) {
        if (!(b->sites_must[s].years >> year & 1)) continue;
        NAME_IT(w, "missed.site.%s.%d.%d.%d", area_code(w, b->area), b->stage,
                w->p->programme->first_year + year, s + 1);
        if (b->sites_must[s].penalty > 0) {
            TRY(put_column(w, 0, -b->sites_must[s].penalty, e));
            TRY(put(w, row, 1, e));
        }
        row++;
    }
    return STATUS_OK;
}

static enum status walk_missed_rows(struct walk *w, struct err *e)
{
    char row_name[sizeof w->name];
    for (int r = 0; r < w->p->coupling_count; r++) {
        const struct row *row = &w->p->rows[r];
        if (row->penalty <= 0) continue;
        for (int side = -1; side <= 1; side += 2) {
            if (!isfinite(side < 0 ? row->upper : row->lower)) continue;
            name_row(w, row);
            memcpy(row_name, w->name, sizeof row_name);
            NAME_IT(w, "%s.%.400s", side < 0 ? "beyond" : "short", row_name);
            TRY(put_column(w, 0, -row->penalty, e));
            TRY(put(w, r, side, e));
        }
    }
    return STATUS_OK;
}

enum status compact_walk(const struct problem *p, double tolerance, const struct compact_sink *sink,
                         struct arena *a, struct err *e)
{
    struct walk w = {.p = p, .sink = sink, .tolerance = tolerance, .arena = a};
    w.capacity_row = ARENA_ARRAY(a, int, (size_t)p->capacity_count + 1);
    w.block_row = ARENA_ARRAY(a, int, (size_t)p->block_count + 1);
    w.visit_row = ARENA_ARRAY(a, int, (size_t)(p->block_count * p->year_count) + 1);
    w.shared = ARENA_ARRAY(a, char, (size_t)p->programme->good_count + 1);
    w.dense = ARENA_ARRAY(a, double, (size_t)p->row_count + 1);
    w.touched = ARENA_ARRAY(a, int, (size_t)p->row_count + 1);
    if (!w.capacity_row || !w.block_row || !w.visit_row || !w.shared || !w.dense || !w.touched)
        return err_set(e, STATUS_NOMEM, "out of memory for the compact programme");
    TRY(walk_rows(&w, e));
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < p->block_count; k++) {
            find_shared(&w, &p->blocks[k]);
            for (int y = 0; y < p->year_count; y++) {
                if (!(p->blocks[k].years >> y & 1)) continue;
                if (pass == 0) TRY(walk_visit(&w, k, y, e));
                if (pass == 1) TRY(walk_gains(&w, k, y, e));
                if (pass == 1) TRY(walk_missed_sites(&w, k, y, e));
            }
        }
        TRY(pass == 0 ? walk_trade_choices(&w, e) : walk_trade_columns(&w, e));
    }
    return walk_missed_rows(&w, e);
}
