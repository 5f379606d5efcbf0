/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check_unequal - the inequality stored for a plan, worked out anew from the definitions.
 *
 * Shares nothing with diagnose/: supply comes from the verifier, and the measures are
 *   Gini     sum over areas by ascending value of p x (2 B + p - P) / (P^2 m), B the people before
 *   Theil T  sum of p/P * x/m ln(x/m)          Theil L  sum of p/P * ln(m/x)
 * Of the parts between and within provinces it is checked that they add up to the total.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/check.h"
#include "base/number.h"
#include "verify/verify.h"

enum {
    ALL_GOODS = -1,
    UNKNOWN = -2,
};

struct person { /* the people of an area, each with its value */
    double people, value;
};

struct moment {
    int with;     /* the plan's plants count */
    int year;     /* 0.. */
    int is_known; /* of this plan, and a year of the programme */
};

struct unequal {
    struct check_figures *c;
    struct person *list;
    int count;
    int row_count; /* of the plan */
};

static int by_value(const void *left, const void *right)
{
    const struct person *a = left, *b = right;
    return (a->value > b->value) - (a->value < b->value);
}

/* "after:PLAN", "year:PLAN:YEAR", "without:PLAN:YEAR". */
static struct moment read_moment(const struct unequal *u, struct slice text)
{
    static const char *const heads[] = {"after:", "year:", "without:"};
    const struct programme *p = u->c->programme;
    struct slice plan = u->c->code;
    struct moment none = {0, 0, 0};
    for (int i = 0; i < 3; i++) {
        size_t head = strlen(heads[i]);
        if (text.len < head + plan.len || memcmp(text.at, heads[i], head) != 0) continue;
        if (memcmp(text.at + head, plan.at, plan.len) != 0) return none;
        struct slice rest = {text.at + head + plan.len, text.len - head - plan.len};
        if (i == 0 && rest.len == 0) return (struct moment){1, p->year_count - 1, 1};
        int64_t year;
        if (i == 0 || rest.len < 2 || rest.at[0] != ':') return none;
        if (!number_parse_integer((struct slice){rest.at + 1, rest.len - 1}, &year)) return none;
        year -= p->first_year;
        if (year < 0 || year >= p->year_count) return none;
        return (struct moment){i == 1, (int)year, 1};
    }
    return none;
}

static int read_good(const struct programme *p, struct slice variable)
{
    static const char head[] = "supply:";
    size_t len = sizeof head - 1;
    if (slice_is(variable, "supply")) return ALL_GOODS;
    if (variable.len <= len || memcmp(variable.at, head, len) != 0) return UNKNOWN;
    struct slice code = {variable.at + len, variable.len - len};
    for (int g = 0; g < p->good_count; g++)
        if (slice_is(code, p->goods[g].code)) return g;
    return UNKNOWN;
}

static double share_of(const struct unequal *u, const struct moment *m, int area, int good)
{
    const struct programme *p = u->c->programme;
    double need =
        area_people(&p->areas[area], m->year) * p->need_per_head[area * p->good_count + good];
    double supply = m->with
                        ? verifier_supply(u->c->verifier, &u->c->stored->plan, area, good, m->year)
                        : p->supply[area * p->good_count + good];
    return fmin(1, supply / need);
}

/* One good, or the mean over all by weight. */
static double value_of(const struct unequal *u, const struct moment *m, int area, int good)
{
    const struct programme *p = u->c->programme;
    double sum = 0, weights = 0;
    if (good != ALL_GOODS) return share_of(u, m, area, good);
    for (int g = 0; g < p->good_count; g++)
        weights += p->goods[g].weight;
    for (int g = 0; g < p->good_count; g++)
        sum += (weights > 0 ? p->goods[g].weight / weights : 1.0 / p->good_count) *
               share_of(u, m, area, g);
    return fmin(1, sum);
}

static void list_people(struct unequal *u, const struct moment *m, int good)
{
    const struct programme *p = u->c->programme;
    u->count = 0;
    for (int i = 0; i < p->area_count; i++)
        if (p->areas[i].visitable && p->areas[i].population > 0)
            u->list[u->count++] =
                (struct person){area_people(&p->areas[i], m->year), value_of(u, m, i, good)};
    qsort(u->list, (size_t)u->count, sizeof *u->list, by_value);
}

/* NaN when every value is 0, or for Theil L when one is. */
static double measure(const struct unequal *u, struct slice name)
{
    double people = 0, value = 0, sum = 0, before = 0;
    for (int i = 0; i < u->count; i++) {
        people += u->list[i].people;
        value += u->list[i].people * u->list[i].value;
    }
    double mean = value / people;
    if (!(mean > 0)) return NAN;
    for (int i = 0; i < u->count; i++) {
        const struct person *x = &u->list[i];
        double part = x->people / people, ratio = x->value / mean;
        if (slice_is(name, "gini"))
            sum += part * ratio * (2 * before + x->people - people) / people;
        else if (slice_is(name, "theil_t"))
            sum += ratio > 0 ? part * ratio * log(ratio) : 0;
        else
            sum += ratio > 0 ? -part * log(ratio) : NAN;
        before += x->people;
    }
    return sum;
}

static int is_near(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9;
}

static void compare_row(struct unequal *u, const struct table *t, int row)
{
    struct findings *findings = u->c->findings;
    double total = table_get_real(t, row, "total");
    double counted = measure(u, table_get_text(t, row, "measure"));
    if (!is_near(total, counted))
        findings_row(findings, 1, t, row, "total",
                     "the file has %.10g; worked out anew it is %.10g", total, counted);
    double parts = table_get_real(t, row, "between") + table_get_real(t, row, "within") +
                   table_get_real(t, row, "residual");
    if (!is_near(total, parts))
        findings_row(findings, 1, t, row, "total", "the file has %.10g; its parts add up to %.10g",
                     total, parts);
}

/* Rows come in threes of the same variable and moment: the values are listed once. */
static void compare_rows(struct unequal *u, const struct table *t)
{
    struct slice variable = SLICE_NONE, when = SLICE_NONE;
    for (int row = 0; row < t->row_count; row++) {
        struct moment m = read_moment(u, table_get_text(t, row, "moment"));
        int good = read_good(u->c->programme, table_get_text(t, row, "variable"));
        if (!m.is_known) continue;
        u->row_count++;
        if (good == UNKNOWN) {
            findings_row(u->c->findings, 1, t, row, "variable", "it is no good of the programme");
            continue;
        }
        int same = slice_equal(variable, table_get_text(t, row, "variable")) &&
                   slice_equal(when, table_get_text(t, row, "moment"));
        if (!same) list_people(u, &m, good);
        variable = table_get_text(t, row, "variable");
        when = table_get_text(t, row, "moment");
        compare_row(u, t, row);
    }
}

enum status check_inequality(struct check_figures *c, struct err *e)
{
    const struct programme *p = c->programme;
    const struct table *t = &c->data->tables[TABLE_INEQUALITY];
    struct unequal u = {.c = c};
    u.list = ARENA_ARRAY(c->findings->arena, struct person, (size_t)p->area_count + 1);
    if (!u.list) return err_set(e, STATUS_NOMEM, "out of memory");
    compare_rows(&u, t);
    int variables = p->good_count > 1 ? p->good_count + 1 : p->good_count;
    int expected = 3 * variables * (2 * p->year_count + 1);
    if (c->stored->plan.visit_count > 0 && u.row_count != expected)
        findings_row(c->findings, 1, t, -1, NULL,
                     "%d rows tell the inequality under the plan; with %d goods and %d years it "
                     "takes %d",
                     u.row_count, p->good_count, p->year_count, expected);
    return STATUS_OK;
}
