/* SPDX-License-Identifier: Apache-2.0 */
/* Prices of rows, summed for what an option uses in each year. */
#include "plan/price.h"

enum status prices_init(struct prices *out, const struct problem *p, struct arena *a, struct err *e)
{
    size_t cells = (size_t)p->reach_count * (size_t)p->cell_count + 1;
    *out = (struct prices){.worth = 1};
    out->unit = ARENA_ARRAY(a, double, cells);
    out->onward = ARENA_ARRAY(a, double, cells);
    if (!out->unit || !out->onward) return err_set(e, STATUS_NOMEM, "out of memory for prices");
    return STATUS_OK;
}

void prices_set(struct prices *out, const struct problem *p, const double *row, double worth)
{
    out->row = row;
    out->worth = worth;
    for (int k = 0; k < p->reach_count; k++) {
        const struct reach *reach = &p->reaches[k];
        double *unit = out->unit + (size_t)k * (size_t)p->cell_count;
        double *onward = out->onward + (size_t)k * (size_t)p->cell_count;
        for (int cell = p->cell_count - 1; cell >= 0; cell--) {
            double sum = 0;
            for (int i = reach->cell_start[cell]; i < reach->cell_start[cell + 1]; i++)
                sum += reach->cell_values[i] * row[reach->cell_rows[i]];
            unit[cell] = sum;
            int last_year = cell % p->year_count == p->year_count - 1;
            onward[cell] = sum + (last_year ? 0 : onward[cell + 1]);
        }
    }
}

double option_price(const struct problem *p, const struct prices *prices, const struct block *b,
                    const struct option *o, int year)
{
    const double *unit = prices->unit + (size_t)b->reach * (size_t)p->cell_count;
    const double *onward = prices->onward + (size_t)b->reach * (size_t)p->cell_count;
    double price = 0;
    for (int u = 0; u < o->use_count; u++) {
        const struct use *use = &o->uses[u];
        int y = year + use->year_offset;
        if (y >= p->year_count) continue;
        int cell = cell_of_use(p, use->resource, y);
        price += use->quantity * (use->lasting ? onward[cell] : unit[cell]);
    }
    if (o->subsidy > 0 && year + o->build_years < p->year_count)
        price += o->subsidy * onward[cell_of_subsidy(p, b->stage, year + o->build_years)];
    if (b->floor_row && year + o->build_years < p->year_count)
        price += o->lift * prices->row[b->floor_row - 1];
    for (int n = 0; n < o->need_count; n++)
        if (o->needs[n].row >= 0) price += o->needs[n].quantity * prices->row[o->needs[n].row];
    for (int k = 0; k < o->trade_count; k++)
        if (o->trade[k].year >= year + o->build_years)
            price += o->trade[k].value * prices->row[o->trade[k].row];
    return price;
}
