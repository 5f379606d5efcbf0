/* SPDX-License-Identifier: Apache-2.0 */
#include "app/stored.h"

#include <math.h>
#include <string.h>

#include "app/check.h"
#include "app/equity.h"
#include "app/site.h"
#include "base/map.h"
#include "base/near.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the plan");
}

enum status stored_find(int *row, const struct dataset *d, const char *name, struct err *e)
{
    const struct table *t = &d->tables[TABLE_PLAN];
    struct near near = near_start(slice_of(name ? name : ""));
    if (t->row_count == 0)
        return err_set(e, STATUS_NOTFOUND, "there is no plan yet; run 'groundwork plan'");
    *row = t->row_count - 1;
    if (!name) return STATUS_OK;
    for (int i = 0; i < t->row_count; i++) {
        struct slice code = table_get_text(t, i, "code");
        *row = i;
        if (slice_is(code, name)) return STATUS_OK;
        if (code.at) near_offer(&near, code.at);
    }
    if (near.best)
        return err_set(e, STATUS_NOTFOUND, "there is no plan '%s'; did you mean '%s'?", name,
                       near.best);
    return err_set(e, STATUS_NOTFOUND, "there is no plan '%s'; table plan lists %d", name,
                   t->row_count);
}

/* --- prices ------------------------------------------------------------------------------- */

static int is_own(const struct stored *x, const struct table *t, int row)
{
    return slice_is(table_get_text(t, row, "plan"), x->name);
}

/* Limits in the order of the programme; a row of plan_use that none matches has no price. */
static void read_limit_prices(struct stored *x, const struct dataset *d, const struct programme *p)
{
    const struct table *t = &d->tables[TABLE_PLAN_USE];
    for (int row = 0, hint = 0; row < t->row_count; row++) {
        double price = table_get_real(t, row, "shadow_price");
        if (!is_own(x, t, row) || isnan(price)) continue;
        struct slice resource = table_get_text(t, row, "resource");
        struct slice area = table_get_text(t, row, "area");
        int64_t year = table_get_integer(t, row, "year") - p->first_year;
        for (int k = 0; k < p->limit_count; k++) {
            int i = (hint + k) % p->limit_count;
            const struct resource_limit *l = &p->limits[i];
            if (l->year != year || !slice_is(resource, p->resources[l->resource].code)) continue;
            if (!slice_equal(area, slice_of(l->area < 0 ? NULL : p->areas[l->area].code))) continue;
            x->plan.limit_price[i] = price;
            hint = i + 1;
            break;
        }
    }
}

/* The price is that of the side which the plan is nearer to: a floor's is negative. */
static double signed_price(const struct table *t, int row)
{
    double price = table_get_real(t, row, "shadow_price");
    double value = table_get_real(t, row, "value");
    double floor = table_get_real(t, row, "at_least"), ceiling = table_get_real(t, row, "at_most");
    if (isnan(price)) return 0;
    if (isnan(floor)) return price;
    if (isnan(ceiling)) return -price;
    return value - floor < ceiling - value ? -price : price;
}

static enum status read_clause_prices(struct stored *x, const struct dataset *d,
                                      const struct programme *p, struct arena *a, struct err *e)
{
    const struct table *t = &d->tables[TABLE_PLAN_CLAUSE];
    struct map clauses;
    if (!map_init(&clauses, p->clause_count + 1, a)) return out_of_memory(e);
    for (int i = 0; i < p->clause_count; i++)
        (void)map_put(&clauses, slice_of(p->clauses[i].code), i);
    for (int row = 0; row < t->row_count; row++) {
        if (!is_own(x, t, row)) continue;
        int clause = map_get(&clauses, table_get_text(t, row, "clause"));
        if (clause < 0) continue;
        int64_t year = table_get_integer(t, row, "year");
        int at = year == INTEGER_NONE ? p->clauses[clause].year_first : (int)(year - p->first_year);
        if (at >= 0 && at < p->year_count)
            x->plan.clause_price[clause * p->year_count + at] = signed_price(t, row);
    }
    return STATUS_OK;
}

static enum status read_plan(struct stored *x, struct session *s, const struct session *from,
                             int row, struct err *e)
{
    struct stored_plan read;
    struct findings findings;
    const struct programme *p = &s->programme;
    findings_init(&findings, s->arena);
    TRY(plan_from_tables(&read, &from->data, p, row, &findings, e));
    if (!read.is_whole)
        return err_set(e, STATUS_CONFLICT, "%s: %s; run 'groundwork plan' again",
                       findings.list[0].place, findings.list[0].sentence);
    x->plan = read.plan;
    x->plan.limit_price = ARENA_ARRAY(s->arena, double, (size_t)p->limit_count + 1);
    x->plan.clause_price =
        ARENA_ARRAY(s->arena, double, (size_t)p->clause_count *(size_t)p->year_count + 1);
    if (!x->plan.limit_price || !x->plan.clause_price) return out_of_memory(e);
    read_limit_prices(x, &from->data, p);
    return read_clause_prices(x, &from->data, p, s->arena, e);
}

enum status stored_read(struct stored *out, struct session *s, const char *name, int threads,
                        struct err *e)
{
    return stored_read_from(out, s, s, name, threads, e);
}

enum status stored_read_from(struct stored *out, struct session *s, const struct session *from,
                             const char *name, int threads, struct err *e)
{
    int row = -1;
    double *weights = NULL;
    *out = (struct stored){0};
    TRY(stored_find(&row, &from->data, name, e));
    const struct table *t = &from->data.tables[TABLE_PLAN];
    struct slice code = table_get_text(t, row, "code");
    out->name = arena_strndup(s->arena, code.at ? code.at : "", code.len);
    if (!out->name) return out_of_memory(e);
    out->is_input_changed = !slice_is(table_get_text(t, row, "input_hash"), s->input_hash);
    TRY(read_plan(out, s, from, row, e));
    if (out->is_input_changed || isnan(out->plan.bound)) out->plan.bound = INFINITY;
    TRY(siting_obtain(&out->siting, &s->data, &s->programme, threads, s->arena, e));
    TRY(equity_weights(&weights, &s->data, &s->programme, s->arena, e));
    out->input = (struct plan_input){&s->programme, &out->siting, weights};
    return STATUS_OK;
}

int stored_has_visits(const struct stored *x)
{
    return x->plan.outcome == PLAN_OPTIMAL || x->plan.outcome == PLAN_FEASIBLE;
}
