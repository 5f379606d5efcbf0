/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/anneal_field.h"

#include <math.h>
#include <string.h>

/* A row is watched in every move once its sum is nearer than this to a limit, as a share of it. */
#define NEAR_LIMIT 0.15

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for annealing");
}

static const struct pattern *pattern_of(const struct field *f, int visit)
{
    return &f->cg->pool->columns[f->nearby.visits[visit].column];
}

/* Excess of a row costs its price, and at least what visits typically gain a unit of it. */
static enum status weigh_rows(struct field *f, struct arena *a, struct err *e)
{
    const struct problem *p = f->problem;
    size_t rows = (size_t)p->row_count + 1;
    double *use = ARENA_ARRAY(a, double, rows);
    int *users = ARENA_ARRAY(a, int, rows);
    f->rows = ARENA_ARRAY(a, struct field_row, rows);
    f->is_active = ARENA_ARRAY(a, char, rows);
    if (!use || !users || !f->rows || !f->is_active) return out_of_memory(e);
    int visits = f->first[p->block_count];
    for (int i = 0; i < visits; i++) {
        const struct pattern *c = pattern_of(f, i);
        f->mean_worth += fabs(c->worth) / visits;
        for (int k = 0; k < c->entry_count; k++) {
            use[c->rows[k]] += fabs(c->values[k]);
            users[c->rows[k]]++;
        }
    }
    for (int r = 0; r < p->row_count; r++) {
        const struct row *row = &p->rows[r];
        double mean = users[r] > 0 ? use[r] / users[r] : 1;
        f->rows[r].weight = fmax(fabs(f->cg->bound_price[r]), 0.1 * f->mean_worth / mean);
        f->rows[r].upper = row->upper + row->tolerance / 2;
        f->rows[r].lower = row->lower - row->tolerance / 2;
        f->is_active[r] = f->cg->bound_price[r] != 0 && r < p->trade.row_first;
        if (row->penalty <= 0) continue;
        f->rows[r] = (struct field_row){INFINITY, -INFINITY, 0};
        f->has_soft = f->is_active[r] = 1;
    }
    return STATUS_OK;
}

/* The visits once more, by year. */
static enum status sort_by_year(struct field *f, struct arena *a, struct err *e)
{
    const struct problem *p = f->problem;
    int years = p->year_count, count = 0;
    f->by_year = ARENA_ARRAY(a, int, (size_t)f->first[p->block_count] + 1);
    f->year_first = ARENA_ARRAY(a, int, (size_t)p->block_count *(size_t)years + 1);
    if (!f->by_year || !f->year_first) return out_of_memory(e);
    for (int b = 0; b < p->block_count; b++)
        for (int y = 0; y < years; y++) {
            f->year_first[b * years + y] = count;
            for (int k = f->first[b]; k < f->first[b + 1]; k++)
                if (f->year[k] == y) f->by_year[count++] = k;
        }
    f->year_first[p->block_count * years] = count;
    return STATUS_OK;
}

/* Entries in the rows that are watched, in the room for all. */
static void fill_entries(struct field *f)
{
    int count = 0, visits = f->first[f->problem->block_count];
    for (int i = 0; i < visits; i++) {
        const struct pattern *c = pattern_of(f, i);
        f->entry_first[i] = count;
        for (int k = 0; k < c->entry_count; k++) {
            if (!f->is_active[c->rows[k]]) continue;
            f->entry_rows[count] = c->rows[k];
            f->entry_values[count++] = c->values[k];
        }
    }
    f->entry_first[visits] = count;
}

/* What a visit takes of surplus and room, at the prices of the bound. */
static double trade_price(const struct colgen *cg, const struct pattern *c)
{
    double price = 0;
    for (int k = c->entry_count - 1; k >= 0 && c->rows[k] >= cg->problem->trade.row_first; k--)
        price += cg->bound_price[c->rows[k]] * c->values[k];
    return price;
}

enum status field_open(struct field *out, const struct colgen *cg, int block_max, double trade,
                       struct arena *a, struct err *e)
{
    *out = (struct field){.cg = cg, .problem = cg->problem};
    TRY(nearby_list(&out->nearby, cg, block_max, a, e));
    out->first = out->nearby.first;
    size_t visits = (size_t)out->first[cg->problem->block_count], entries = 0;
    out->worth = ARENA_ARRAY(a, double, visits + 1);
    out->year = ARENA_ARRAY(a, int, visits + 1);
    out->entry_first = ARENA_ARRAY(a, int, visits + 1);
    if (!out->worth || !out->year || !out->entry_first) return out_of_memory(e);
    for (size_t i = 0; i < visits; i++) {
        const struct pattern *c = pattern_of(out, (int)i);
        out->worth[i] = c->worth - trade * trade_price(cg, c);
        out->year[i] = c->year;
        entries += (size_t)c->entry_count;
    }
    out->entry_rows = ARENA_ARRAY(a, int, entries + 1);
    out->entry_values = ARENA_ARRAY(a, double, entries + 1);
    if (!out->entry_rows || !out->entry_values) return out_of_memory(e);
    TRY(sort_by_year(out, a, e));
    TRY(weigh_rows(out, a, e));
    fill_entries(out);
    return STATUS_OK;
}

static int is_near(double limit, double left)
{
    return isfinite(limit) && left < NEAR_LIMIT * fmax(1, fabs(limit));
}

void field_watch(struct field *f, const double *sum)
{
    int changed = 0;
    for (int r = 0; r < f->problem->row_count; r++) {
        const struct field_row *row = &f->rows[r];
        if (f->is_active[r] || r >= f->problem->trade.row_first) continue;
        if (!is_near(row->upper, row->upper - sum[r]) && !is_near(row->lower, sum[r] - row->lower))
            continue;
        f->is_active[r] = 1;
        changed = 1;
    }
    if (changed) fill_entries(f);
}

void field_watch_all(struct field *f)
{
    memset(f->is_active, 1, (size_t)f->problem->trade.row_first); /* trade is never exceeded */
    fill_entries(f);
}

int field_visit(const struct field *f, int block, int column)
{
    int first = f->first[block], last = f->first[block + 1];
    for (int i = first; i < last && column >= 0; i++)
        if (f->nearby.visits[i].column == column) return i;
    int wanted = column >= 0 || f->problem->blocks[block].must;
    return wanted && first < last ? first : -1;
}

void field_sums(const struct field *f, const int *visit, double *sum)
{
    memset(sum, 0, sizeof(double) * (size_t)f->problem->row_count);
    for (int b = 0; b < f->problem->block_count; b++) {
        if (visit[b] < 0) continue;
        const struct pattern *c = pattern_of(f, visit[b]);
        for (int k = 0; k < c->entry_count; k++)
            sum[c->rows[k]] += c->values[k];
    }
}
