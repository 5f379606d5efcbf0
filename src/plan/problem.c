/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/problem.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "plan/trade.h"
#include "plan/worth.h"

enum status problem_refuse(struct problem *p, struct arena *a, struct err *e, const char *fmt, ...)
{
    if (p->why_infeasible) return STATUS_OK;
    char text[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    p->why_infeasible = arena_strndup(a, text, strlen(text));
    if (!p->why_infeasible) return err_set(e, STATUS_NOMEM, "out of memory for a reason");
    return STATUS_OK;
}

/* Worth of the decided visits, one (area, year, stage) after the other. */
static enum status add_fixed_worth(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    int *sizes = ARENA_ARRAY(a, int, (size_t)pr->decided_count + 1);
    char *done = ARENA_ARRAY(a, char, (size_t)pr->decided_count + 1);
    if (!sizes || !done) return err_set(e, STATUS_NOMEM, "out of memory for decided visits");
    for (int i = 0; i < pr->decided_count; i++) {
        if (done[i]) continue;
        const struct decided *first = &pr->decided[i];
        int stage = pr->types[pr->sizes[first->size].type].stage, count = 0;
        for (int k = i; k < pr->decided_count; k++) {
            const struct decided *d = &pr->decided[k];
            if (d->area != first->area || d->year != first->year) continue;
            if (pr->types[pr->sizes[d->size].type].stage != stage) continue;
            sizes[count++] = d->size;
            done[k] = 1;
        }
        p->fixed_worth += visit_worth(p->in, first->area, first->year, sizes, count);
    }
    return STATUS_OK;
}

int problem_wait_years(const struct problem *p, const struct clause *c)
{
    return c->at_least > 0 ? (int)fmin(c->at_least, p->year_count) : 0;
}

struct block *problem_block(const struct problem *p, int area, int stage)
{
    int first = 0, last = p->block_count - 1; /* in order of area and stage */
    while (first <= last) {
        int middle = first + (last - first) / 2;
        struct block *b = &p->blocks[middle];
        if (b->area == area && b->stage == stage) return b;
        if (b->area < area || (b->area == area && b->stage < stage))
            first = middle + 1;
        else
            last = middle - 1;
    }
    return NULL;
}

enum status problem_build(struct problem *out, const struct plan_input *in, struct arena *a,
                          struct err *e)
{
    const struct programme *pr = in->programme;
    *out = (struct problem){.in = in, .programme = pr, .year_count = pr->year_count};
    out->cell_count = (pr->resource_count + 2 * (STAGE_MAX + 1)) * pr->year_count;
    TRY(add_fixed_worth(out, a, e));
    TRY(problem_build_capacities(out, a, e));
    TRY(problem_build_blocks(out, a, e));
    TRY(problem_apply_rules(out, a, e));
    return problem_build_rows(out, a, e);
}

enum status plan_refusal(const struct plan_input *in, const char **why, struct arena *a,
                         struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct problem problem;
    *why = NULL;
    enum status status = problem_build(&problem, in, &work, e);
    if (status == STATUS_OK && problem.why_infeasible) {
        *why = arena_strndup(a, problem.why_infeasible, strlen(problem.why_infeasible));
        if (!*why) status = err_set(e, STATUS_NOMEM, "out of memory for a reason");
    }
    arena_clear(&work);
    return status;
}

int problem_decided_year(const struct problem *p, int area, int stage)
{
    const struct programme *pr = p->programme;
    for (int i = 0; i < pr->decided_count; i++) {
        const struct decided *d = &pr->decided[i];
        if (d->area == area && pr->types[pr->sizes[d->size].type].stage == stage) return d->year;
    }
    return -1;
}

double row_penalty(const struct row *r, double sum)
{
    return r->penalty > 0 ? r->penalty * fmax(0, fmax(r->lower - sum, sum - r->upper)) : 0;
}

double package_bonus(const struct problem *p, const struct block *b, const int *options, int count,
                     int year)
{
    double bonus = b->visit_bonus ? b->visit_bonus[year] : 0;
    for (int i = 0; i < count; i++)
        if (p->options[options[i]].bonus) bonus += p->options[options[i]].bonus[year];
    for (int s = 0; s < b->site_must_count; s++) {
        const struct site_must *must = &b->sites_must[s];
        int found = must->penalty <= 0 || !(must->years >> year & 1);
        for (int i = 0; i < count; i++)
            found |= p->options[options[i]].site == must->site;
        if (!found) bonus -= must->penalty;
    }
    return bonus;
}

struct package_of { /* options visited in a year */
    const struct problem *p;
    const struct block *b;
    const int *options;
    int count, year;
};

/* Supply of a good of the block in year y, the package counted. */
static double package_supply(const struct package_of *x, int good, int y)
{
    double supply = x->b->goods[good].supply;
    for (int i = 0; i < x->count; i++) {
        const struct option *o = &x->p->options[x->options[i]];
        if (x->year + o->build_years > y) continue;
        for (int m = 0; m < o->make_count; m++)
            if (o->makes[m].good == good) supply += o->makes[m].quantity;
    }
    return supply;
}

double package_worth(const struct problem *p, const struct block *b, const int *options, int count,
                     int year)
{
    double worth = package_bonus(p, b, options, count, year);
    if (!b->shares_goods) {
        for (int i = 0; i < count; i++)
            worth += p->options[options[i]].gain[year];
        return worth;
    }
    struct package_of x = {p, b, options, count, year};
    for (int g = 0; g < b->good_count; g++) {
        const struct block_good *good = &b->goods[g];
        for (int y = year; y < p->year_count; y++) {
            if (good->demand[y] <= 0) continue;
            double supply = package_supply(&x, g, y);
            double share = fmin(1, supply / good->demand[y]);
            double value = good_satisfaction(&p->programme->goods[good->good], share);
            worth += good->weight[y] * (value - good->before[y]);
        }
    }
    return worth;
}

struct tally {
    double *dense;
    int *touched;
    int count;
};

static void tally_row(struct tally *t, int row, double value)
{
    if (value == 0) return;
    if (t->dense[row] == 0) t->touched[t->count++] = row;
    t->dense[row] += value;
}

static void tally_cell(struct tally *t, const struct reach *r, int cell, double value)
{
    for (int i = r->cell_start[cell]; i < r->cell_start[cell + 1]; i++)
        tally_row(t, r->cell_rows[i], r->cell_values[i] * value);
}

/* What the package leaves for trade, and takes of the room for it. */
static void tally_trade(struct tally *t, const struct package_of *x)
{
    const struct problem *p = x->p;
    const struct block *b = x->b;
    struct trade_entry entries[TRADE_POINTS_MAX];
    for (int i = 0; i < x->count && !b->shares_goods; i++) {
        const struct option *o = &p->options[x->options[i]];
        for (int k = 0; k < o->trade_count; k++)
            if (o->trade[k].year >= x->year + o->build_years)
                tally_row(t, o->trade[k].row, o->trade[k].value);
    }
    for (int g = 0; g < b->good_count && b->shares_goods; g++)
        for (int y = x->year; b->goods[g].trade && y < p->year_count; y++) {
            double supply = package_supply(x, g, y);
            if (supply <= b->goods[g].supply) continue;
            int n = trade_entries(&b->goods[g].trade[y], supply, y, entries);
            for (int k = 0; k < n; k++)
                tally_row(t, entries[k].row, entries[k].value);
        }
}

int package_rows(const struct problem *p, const struct block *b, const int *options, int count,
                 int year, double *dense, int *touched)
{
    struct tally t = {dense, touched, 0};
    const struct reach *r = &p->reaches[b->reach];
    tally_cell(&t, r, cell_of_visits(p, b->stage, year), 1);
    if (b->floor_row) tally_row(&t, b->floor_row - 1, package_lift(p, b, options, count, year));
    for (int i = 0; i < count; i++) {
        const struct option *o = &p->options[options[i]];
        for (int u = 0; u < o->use_count; u++) {
            const struct use *use = &o->uses[u];
            int first = year + use->year_offset;
            int last = use->lasting ? p->year_count - 1 : first;
            for (int y = first; y <= last && y < p->year_count; y++)
                tally_cell(&t, r, cell_of_use(p, use->resource, y), use->quantity);
        }
        if (o->subsidy > 0)
            for (int y = year + o->build_years; y < p->year_count; y++)
                tally_cell(&t, r, cell_of_subsidy(p, b->stage, y), o->subsidy);
        for (int n = 0; n < o->need_count; n++)
            if (o->needs[n].row >= 0) tally_row(&t, o->needs[n].row, o->needs[n].quantity);
    }
    struct package_of package = {p, b, options, count, year};
    if (p->trade.lane_count > 0) tally_trade(&t, &package);
    return t.count;
}
