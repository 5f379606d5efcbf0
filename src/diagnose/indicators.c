/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/indicators.h"

#include <math.h>

#include "base/near.h"
#include "base/number.h"

static int is_given(struct slice s)
{
    return s.at != NULL && s.len > 0;
}

static enum normalisation normalisation_of(struct slice word)
{
    if (slice_is(word, "zscore")) return NORMALISE_ZSCORE;
    if (slice_is(word, "rank")) return NORMALISE_RANK;
    return NORMALISE_MINMAX;
}

static enum missing missing_of(struct slice word)
{
    if (slice_is(word, "omit")) return MISSING_OMIT;
    if (slice_is(word, "mean")) return MISSING_MEAN;
    if (slice_is(word, "province_mean")) return MISSING_PROVINCE_MEAN;
    return MISSING_REFUSE;
}

static int find_good(const struct programme *p, struct slice code)
{
    for (int g = 0; g < p->good_count; g++)
        if (slice_is(code, p->goods[g].code)) return g;
    return -1;
}

static void check_goalposts(const struct norm_rule *rule, const struct table *t, int row,
                            struct findings *findings)
{
    int given = !isnan(rule->goal_low) || !isnan(rule->goal_high);
    if (given && rule->method != NORMALISE_MINMAX)
        findings_row(findings, 0, t, row, "goal_low",
                     "goalposts are only used by minmax and have no effect here");
    if (rule->goal_low >= rule->goal_high)
        findings_row(findings, 1, t, row, "goal_low",
                     "goal_low %g must be below goal_high %g, whether more is better or worse",
                     rule->goal_low, rule->goal_high);
}

static struct indicator read_row(const struct programme *p, const struct table *t, int row,
                                 struct findings *findings)
{
    struct indicator x = {.good = -1};
    struct slice good = table_get_text(t, row, "good");
    if (is_given(good)) x.good = find_good(p, good);
    if (is_given(good) && x.good < 0)
        findings_row(findings, 1, t, row, "good", "there is no good '%.*s'", SLICE_ARGS(good));
    x.weight = table_get_real(t, row, "weight");
    if (isnan(x.weight)) x.weight = 1;
    x.rule.method = normalisation_of(table_get_text(t, row, "normalisation"));
    x.rule.less_is_better = slice_is(table_get_text(t, row, "more_is"), "worse");
    x.rule.goal_low = table_get_real(t, row, "goal_low");
    x.rule.goal_high = table_get_real(t, row, "goal_high");
    x.missing = missing_of(table_get_text(t, row, "missing"));
    check_goalposts(&x.rule, t, row, findings);
    return x;
}

static struct indicator of_good(const struct programme *p, int good)
{
    return (struct indicator){
        .code = p->goods[good].code,
        .good = good,
        .weight = p->goods[good].weight,
        .rule = {NORMALISE_MINMAX, 0, 0, 1},
        .missing = MISSING_REFUSE,
    };
}

static enum status unknown_code(const struct indicator_list *l, struct slice code, struct err *e)
{
    struct near near = near_start(code);
    for (int i = 0; i < l->count; i++)
        near_offer(&near, l->list[i].code);
    const char *kind = l->from_goods ? "good" : "indicator";
    if (near.best)
        return err_set(e, STATUS_USAGE, "--weights: there is no %s '%.*s'; did you mean '%s'?",
                       kind, SLICE_ARGS(code), near.best);
    return err_set(e, STATUS_USAGE, "--weights: there is no %s '%.*s'", kind, SLICE_ARGS(code));
}

/* One "CODE=W". */
static enum status apply_weight(struct indicator_list *l, struct slice part, struct err *e)
{
    const char *equals = part.len ? memchr(part.at, '=', part.len) : NULL;
    size_t len = equals ? (size_t)(equals - part.at) : part.len;
    struct slice code = {part.at, len};
    double weight = 0;
    int good = equals && number_parse_real((struct slice){equals + 1, part.len - len - 1}, &weight);
    if (!good || weight < 0)
        return err_set(e, STATUS_USAGE,
                       "--weights: '%.*s' is not CODE=WEIGHT with a weight of at least 0",
                       SLICE_ARGS(part));
    for (int i = 0; i < l->count; i++) {
        if (!slice_is(code, l->list[i].code)) continue;
        l->list[i].weight = weight;
        return STATUS_OK;
    }
    return unknown_code(l, code, e);
}

static enum status apply_weights(struct indicator_list *l, const char *weights, struct err *e)
{
    for (const char *at = weights;;) {
        size_t len = strcspn(at, ",");
        TRY(apply_weight(l, (struct slice){at, len}, e));
        if (at[len] == '\0') return STATUS_OK;
        at += len + 1;
    }
}

static void check_any_weight(const struct indicator_list *l, const struct dataset *d,
                             struct findings *findings)
{
    double total = 0;
    for (int i = 0; i < l->count; i++)
        total += l->list[i].weight;
    if (l->count == 0 || total > 0) return;
    findings_row(findings, 1, &d->tables[l->from_goods ? TABLE_GOOD : TABLE_INDICATOR], -1,
                 "weight", "every weight is 0: give at least one a weight above 0");
}

enum status indicators_read(struct indicator_list *out, const struct programme *p,
                            const struct dataset *d, const char *weights, struct findings *findings,
                            struct err *e)
{
    struct arena *a = findings->arena;
    const struct table *t = &d->tables[TABLE_INDICATOR];
    *out = (struct indicator_list){.from_goods = t->row_count == 0};
    int has_supply = p->good_count > 0 && d->tables[TABLE_SUPPLY].row_count > 0;
    if (out->from_goods && !has_supply) {
        findings_row(findings, 1, t, -1, NULL,
                     "nothing says how people live: add indicators with their values "
                     "(indicator, indicator_value), or goods and what reaches each area of them "
                     "(good, supply)");
        return STATUS_OK;
    }
    out->count = out->from_goods ? p->good_count : t->row_count;
    out->list = ARENA_ARRAY(a, struct indicator, (size_t)out->count);
    if (!out->list) return err_set(e, STATUS_NOMEM, "out of memory for %d indicators", out->count);
    for (int i = 0; i < out->count; i++) {
        out->list[i] = out->from_goods ? of_good(p, i) : read_row(p, t, i, findings);
        if (out->from_goods) continue;
        struct slice code = table_get_text(t, i, "code");
        out->list[i].code = arena_strndup(a, code.at, code.len);
        if (!out->list[i].code) return err_set(e, STATUS_NOMEM, "out of memory for indicators");
    }
    if (weights) TRY(apply_weights(out, weights, e));
    check_any_weight(out, d, findings);
    return STATUS_OK;
}
