/* SPDX-License-Identifier: Apache-2.0 */
#include "app/compare.h"

#include <math.h>
#include <string.h>

#include "app/check.h"
#include "app/equity.h"
#include "app/site.h"
#include "app/stored.h"
#include "base/json.h"
#include "base/number.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a comparison");
}

/* The plan of a session, in terms of the programme of the first one. */
static enum status read_side(struct compare_side *out, struct session *s, const char *name,
                             const struct programme *p, struct arena *a, struct err *e)
{
    struct stored_plan read;
    struct findings findings;
    int row = -1;
    const struct table *t = &s->data.tables[TABLE_PLAN];
    findings_init(&findings, a);
    TRY(stored_find(&row, &s->data, name, e));
    struct slice code = table_get_text(t, row, "code"), outcome = table_get_text(t, row, "outcome");
    out->path = s->path;
    out->plan = arena_strndup(a, code.at ? code.at : "", code.len);
    out->outcome = arena_strndup(a, outcome.at ? outcome.at : "", outcome.len);
    if (!out->plan || !out->outcome) return out_of_memory(e);
    TRY(plan_from_tables(&read, &s->data, p, row, &findings, e));
    if (findings.failed) return out_of_memory(e);
    if (!read.is_whole)
        return err_set(e, STATUS_CONFLICT,
                       "%s: plan '%s' cannot be counted with the figures of the first file: %s: %s",
                       s->path, out->plan, findings.list[0].place, findings.list[0].sentence);
    if (read.plan.outcome != PLAN_OPTIMAL && read.plan.outcome != PLAN_FEASIBLE)
        return err_set(e, STATUS_NOTFOUND, "%s: plan '%s' is %s: it has no visits to compare",
                       s->path, out->plan, out->outcome);
    out->visits = read.plan;
    return STATUS_OK;
}

/* --- clauses ------------------------------------------------------------------------------ */

/* The row of plan `plan` in t that is about the same as a row of another table. */
static int find_clause(const struct table *t, const char *plan, const struct table *of, int row)
{
    int64_t year = table_get_integer(of, row, "year");
    struct slice clause = table_get_text(of, row, "clause"), area = table_get_text(of, row, "area");
    for (int i = 0; i < t->row_count; i++)
        if (slice_equal(table_get_text(t, i, "clause"), clause) &&
            slice_equal(table_get_text(t, i, "area"), area) &&
            table_get_integer(t, i, "year") == year && slice_is(table_get_text(t, i, "plan"), plan))
            return i;
    return -1;
}

static const char *clause_text(const struct programme *p, struct slice code)
{
    for (int i = 0; i < p->clause_count; i++)
        if (slice_is(code, p->clauses[i].code)) return p->clauses[i].text;
    return "";
}

static enum status compare_clauses(struct compare *x, const struct session *a,
                                   const struct session *b, struct err *e)
{
    const struct table *ta = &a->data.tables[TABLE_PLAN_CLAUSE];
    const struct table *tb = &b->data.tables[TABLE_PLAN_CLAUSE];
    x->clauses = ARENA_ARRAY(a->arena, struct compare_clause, (size_t)ta->row_count + 1);
    if (!x->clauses) return out_of_memory(e);
    for (int row = 0; row < ta->row_count; row++) {
        if (!slice_is(table_get_text(ta, row, "plan"), x->a.plan)) continue;
        struct slice code = table_get_text(ta, row, "clause");
        int64_t year = table_get_integer(ta, row, "year");
        int other = find_clause(tb, x->b.plan, ta, row);
        if (other < 0) continue;
        struct compare_clause c = {.code = arena_strndup(a->arena, code.at, code.len),
                                   .text = clause_text(x->programme, code),
                                   .year = year == INTEGER_NONE ? 0 : (int)year,
                                   .value_a = table_get_real(ta, row, "value"),
                                   .value_b = table_get_real(tb, other, "value"),
                                   .missed_a = table_get_real(ta, row, "missed"),
                                   .missed_b = table_get_real(tb, other, "missed"),
                                   .kept_a = slice_is(table_get_text(ta, row, "kept"), "yes"),
                                   .kept_b = slice_is(table_get_text(tb, other, "kept"), "yes")};
        if (!c.code) return out_of_memory(e);
        c.is_soft = !isnan(c.missed_a);
        x->clause_total++;
        if (c.kept_a == c.kept_b && fabs(c.value_a - c.value_b) <= 1e-6 * fabs(c.value_a)) continue;
        x->clauses[x->clause_count++] = c;
    }
    return STATUS_OK;
}

enum status compare_make(struct compare *out, struct session *a, struct session *b,
                         const struct compare_request *request, struct err *e)
{
    struct siting siting;
    double *weights = NULL;
    *out = (struct compare){.programme = &a->programme};
    TRY(read_side(&out->a, a, request->plan_a, &a->programme, a->arena, e));
    TRY(read_side(&out->b, b, request->plan_b, &a->programme, a->arena, e));
    out->is_input_different = strcmp(a->input_hash, b->input_hash) != 0;
    TRY(siting_obtain(&siting, &a->data, &a->programme, request->threads, a->arena, e));
    TRY(equity_weights(&weights, &a->data, &a->programme, a->arena, e));
    struct plan_input input = {&a->programme, &siting, weights};
    TRY(difference_make(&out->difference, &input, &out->a.visits, &out->b.visits, a->arena, e));
    return compare_clauses(out, a, b, e);
}

/* --- words -------------------------------------------------------------------------------- */

static void write_side(const struct compare_side *s, const char *letter, double worth,
                       struct buf *b)
{
    buf_printf(b, "%s: plan %s of %s (%s), ", letter, s->plan, s->path, s->outcome);
    buf_counted(b, s->visits.visit_count, "visit", "visits");
    buf_text(b, ", worth ");
    buf_grouped(b, worth, 0);
    buf_char(b, '\n');
}

static void write_penalties(const struct difference *d, struct buf *b)
{
    if (d->penalty_a < 0.5 && d->penalty_b < 0.5) return;
    buf_text(b, "taken off in it for clauses that are missed: A ");
    buf_grouped(b, d->penalty_a, 0);
    buf_text(b, ", B ");
    buf_grouped(b, d->penalty_b, 0);
    buf_char(b, '\n');
}

static void write_clauses(const struct compare *x, struct buf *b)
{
    int broken = 0;
    for (int i = 0; i < x->clause_count; i++) {
        const struct compare_clause *c = &x->clauses[i];
        if (c->kept_a == c->kept_b) continue;
        broken++;
        buf_printf(b, "clause %s", c->code);
        if (c->year) buf_printf(b, " in %d", c->year);
        buf_printf(b, ": kept by %s, %s by %s: %s\n", c->kept_a ? "A" : "B",
                   c->is_soft ? "missed" : "broken", c->kept_a ? "B" : "A", c->text);
    }
    if (broken == 0)
        buf_printf(b, "clauses: all %d figures kept alike, %d with another value\n",
                   x->clause_total, x->clause_count);
}

void compare_write(const struct compare *x, int moves_max, struct buf *b)
{
    const struct difference *d = &x->difference;
    write_side(&x->a, "A", d->worth_a, b);
    write_side(&x->b, "B", d->worth_b, b);
    double more = d->worth_b - d->worth_a;
    buf_text(b, "B is worth ");
    if (fabs(more) < 0.5) {
        buf_text(b, "as much as A\n");
    } else {
        buf_grouped(b, fabs(more), 0);
        buf_printf(b, " weighted person-years %s than A", more > 0 ? "more" : "less");
        if (d->worth_a > 0) buf_printf(b, " (%.2g %%)", 100 * fabs(more) / d->worth_a);
        buf_char(b, '\n');
    }
    write_penalties(d, b);
    if (x->is_input_different)
        buf_text(b,
                 "the figures of the two files differ: both plans are counted with those of A\n");
    difference_write(d, moves_max, b);
    write_clauses(x, b);
}

static void side_json(const struct compare_side *s, const char *key, double worth, double penalty,
                      struct json *j)
{
    json_key(j, key);
    json_open(j, '{');
    json_key(j, "file");
    json_text(j, slice_of(s->path));
    json_key(j, "plan");
    json_text(j, slice_of(s->plan));
    json_key(j, "outcome");
    json_text(j, slice_of(s->outcome));
    json_key(j, "worth");
    json_real(j, worth);
    json_key(j, "penalty");
    json_real(j, penalty);
    json_shut(j, '}');
}

void compare_write_json(const struct compare *x, struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    side_json(&x->a, "a", x->difference.worth_a, x->difference.penalty_a, &j);
    side_json(&x->b, "b", x->difference.worth_b, x->difference.penalty_b, &j);
    json_key(&j, "input_different");
    json_flag(&j, x->is_input_different);
    difference_write_json(&x->difference, &j);
    json_key(&j, "clauses");
    json_open(&j, '[');
    for (int i = 0; i < x->clause_count; i++) {
        const struct compare_clause *c = &x->clauses[i];
        json_open(&j, '{');
        json_key(&j, "clause");
        json_text(&j, slice_of(c->code));
        json_key(&j, "year");
        if (c->year)
            json_integer(&j, c->year);
        else
            json_text(&j, SLICE_NONE);
        json_key(&j, "value_a");
        json_real(&j, c->value_a);
        json_key(&j, "value_b");
        json_real(&j, c->value_b);
        json_key(&j, "kept_a");
        json_flag(&j, c->kept_a);
        json_key(&j, "kept_b");
        json_flag(&j, c->kept_b);
        json_key(&j, "missed_a");
        json_real(&j, c->missed_a);
        json_key(&j, "missed_b");
        json_real(&j, c->missed_b);
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
