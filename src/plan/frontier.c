/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/frontier.h"

#include <math.h>
#include <string.h>

/* Uses in another proportion than that are in another. */
#define SAME 1e-9

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the visits of a part");
}

/* One more dimension for every block: how much of the rows its options use. */
static enum status add_dimension(struct frontier *f, struct arena *a)
{
    struct problem *p = f->problem;
    f->left = ARENA_ARRAY(a, double *, (size_t)p->block_count + 1);
    if (!f->left) return STATUS_NOMEM;
    for (int i = 0; i < p->block_count; i++) {
        struct block *b = &p->blocks[i];
        double *left = ARENA_ARRAY(a, double, (size_t)b->dim_count + 1);
        if (!left) return STATUS_NOMEM;
        if (b->dim_count > 0) memcpy(left, b->dim_left, sizeof *left * (size_t)b->dim_count);
        left[b->dim_count] = INFINITY;
        for (int k = b->option_first; k < b->option_first + b->option_count; k++) {
            struct option *o = &p->options[k];
            struct need *needs = ARENA_ARRAY(a, struct need, (size_t)o->need_count + 1);
            if (!needs) return STATUS_NOMEM;
            if (o->need_count > 0) memcpy(needs, o->needs, sizeof *needs * (size_t)o->need_count);
            needs[o->need_count++] = (struct need){-1, -1, b->dim_count, 0};
            o->needs = needs;
        }
        b->dim_left = f->left[i] = left;
        b->dim_count++;
    }
    return STATUS_OK;
}

enum status frontier_open(struct frontier *out, struct problem *p, struct pool *pool, int count_max,
                          struct arena *a, struct err *e)
{
    *out = (struct frontier){.problem = p, .pool = pool, .count_max = count_max, .is_complete = 1};
    size_t rows = (size_t)p->row_count + 1;
    out->zero = ARENA_ARRAY(a, double, rows);
    out->use = ARENA_ARRAY(a, double, rows);
    out->proportion = ARENA_ARRAY(a, double, rows);
    out->touched = ARENA_ARRAY(a, int, rows);
    out->columns = ARENA_ARRAY(a, int, (size_t)count_max + 1);
    out->package.options = ARENA_ARRAY(a, int, GROUP_MAX);
    if (!out->zero || !out->use || !out->proportion || !out->touched || !out->columns ||
        !out->package.options || add_dimension(out, a) != STATUS_OK)
        return out_of_memory(e);
    TRY(pool_init(pool, p, a, e));
    TRY(price_scratch_new(&out->scratch, p, a, e));
    TRY(prices_init(&out->prices, p, a, e));
    prices_set(&out->prices, p, out->zero, 1);
    return STATUS_OK;
}

/* Add what a visit with the option uses of rows that look at what visits bring to f->use; the price
 * of the others. */
static double add_use(struct frontier *f, const struct block *b, int option, int year,
                      const double *row_price)
{
    double price = 0;
    int n = package_rows(f->problem, b, &option, option >= 0, year, f->use, f->touched);
    for (int i = 0; i < n; i++) {
        int r = f->touched[i];
        if (!row_counts_visits(&f->problem->rows[r])) continue;
        price += f->use[r] * row_price[r];
        f->use[r] = 0;
    }
    return price;
}

static int largest(const struct frontier *f)
{
    int most = 0;
    for (int r = 1; r < f->problem->row_count; r++)
        if (f->use[r] > f->use[most]) most = r;
    return most;
}

/* Sets what each option uses, in shares of f->proportion; 0: they do not all use the rows alike. */
static int set_uses(struct frontier *f, const struct block *b, int year, const double *row_price)
{
    struct problem *p = f->problem;
    size_t size = sizeof(double) * (size_t)p->row_count;
    int first = -1, alike = 1;
    memset(f->proportion, 0, size);
    for (int k = b->option_first; k < b->option_first + b->option_count; k++) {
        struct option *o = &p->options[k];
        (void)add_use(f, b, k, year, row_price);
        if (first < 0) {
            int most = largest(f);
            if (f->use[most] > 0) first = most;
            if (first >= 0) memcpy(f->proportion, f->use, size);
        }
        double of = first >= 0 ? f->use[first] / f->proportion[first] : 0;
        for (int r = 0; r < p->row_count; r++) {
            double far = fabs(f->use[r] - of * f->proportion[r]);
            alike &= f->use[r] >= 0 && far <= SAME * of * f->proportion[first < 0 ? 0 : first];
            if (f->use[r] > 0) alike &= !(p->rows[r].lower > 0);
        }
        o->needs[o->need_count - 1].quantity = of;
        memset(f->use, 0, size);
    }
    return alike;
}

static double used_by(const struct frontier *f)
{
    double sum = 0;
    for (int i = 0; i < f->package.count; i++) {
        const struct option *o = &f->problem->options[f->package.options[i]];
        sum += o->needs[o->need_count - 1].quantity;
    }
    return sum;
}

static enum status keep(struct frontier *f, int block, int year, struct err *e)
{
    struct visit_choice v = {block, year, f->package.options, f->package.count};
    if (f->count == f->count_max) {
        f->is_complete = 0;
        return STATUS_OK;
    }
    return pool_add(f->pool, &v, &f->columns[f->count++], e);
}

/* From the most valuable visit of the year down to those that use least. */
static enum status list_year(struct frontier *f, int block, int year, double least,
                             const double *row_price, struct err *e)
{
    struct problem *p = f->problem;
    struct block *b = &p->blocks[block];
    struct package *best = &f->package;
    double *left = &f->left[block][b->dim_count - 1], unit = 0;
    double more_than = least + add_use(f, b, -1, year, row_price);
    if (!set_uses(f, b, year, row_price)) f->is_complete = 0;
    for (int r = 0; r < p->row_count; r++)
        unit += row_price[r] * f->proportion[r];
    if (unit < 0) f->is_complete = 0;
    while (f->is_complete) {
        price_visit(p, &f->prices, block, year, more_than, f->scratch, best);
        if (best->bound > fmax(best->value, more_than)) f->is_complete = 0;
        if (best->count == 0 || !f->is_complete) break;
        double used = used_by(f), spare = best->value - more_than;
        if (spare >= unit * used) TRY(keep(f, block, year, e));
        if (used <= 0) break;
        *left = used - FRONTIER_STEP * used;
        if (unit > 0) *left = fmin(*left, spare / unit);
    }
    *left = INFINITY;
    return STATUS_OK;
}

enum status frontier_list(struct frontier *f, int block, double least, const double *row_price,
                          struct err *e)
{
    for (int y = 0; y < f->problem->year_count && f->is_complete; y++)
        if (f->problem->blocks[block].years >> y & 1)
            TRY(list_year(f, block, y, least, row_price, e));
    return STATUS_OK;
}
