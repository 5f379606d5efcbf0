/* SPDX-License-Identifier: Apache-2.0 */
#include "app/diagnose.h"

#include <math.h>
#include <string.h>

#include "app/runs.h"
#include "base/number.h"
#include "diagnose/diagnosis.h"
#include "diagnose/plan_effect.h"

static const enum table_id read_tables[] = {
    TABLE_PROGRAMME,       TABLE_AREA, TABLE_GOOD, TABLE_NEED, TABLE_SUPPLY, TABLE_INDICATOR,
    TABLE_INDICATOR_VALUE,
};

const enum table_id diagnose_tables[DIAGNOSE_TABLE_COUNT] = {
    TABLE_RUN, TABLE_AREA_INDEX, TABLE_AREA_INDICATOR, TABLE_INEQUALITY, TABLE_LORENZ,
};

void diagnose_input_hash(const struct dataset *d, char text[DIGEST_TEXT_BYTES])
{
    dataset_digest_of(d, read_tables, sizeof read_tables / sizeof read_tables[0], text);
}

static void count_ranks(struct diagnose_answer *out, const struct stability *s, int areas)
{
    out->trial_count = s->trial_count;
    out->worst_count = s->worst_count;
    for (int i = 0; i < areas && s->trial_count > 0; i++) {
        int safe = stability_surely_worst(s, i);
        out->safe_count += safe;
        out->open_count += !safe && !stability_surely_not(s, i);
    }
}

static double measured(const struct dataset *d, const char *measure, const char *column)
{
    const struct table *t = &d->tables[TABLE_INEQUALITY];
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "variable"), "index") &&
            slice_is(table_get_text(t, row, "moment"), "before") &&
            slice_is(table_get_text(t, row, "measure"), measure))
            return table_get_real(t, row, column);
    return NAN;
}

static enum status summarise(struct diagnose_answer *out, const struct dataset *d, struct arena *a,
                             struct err *e)
{
    struct buf b = BUF_INIT(4096);
    double theil = measured(d, "theil_t", "total");
    double between = theil > 0 ? 100 * measured(d, "theil_t", "between") / theil : 0;
    buf_printf(&b,
               "index of %d areas from %d %s; Gini %.3f; %.0f %% of Theil T lies between provinces",
               out->area_count, out->indicator_count, out->from_goods ? "goods" : "indicators",
               measured(d, "gini", "total"), between);
    if (out->trial_count > 0)
        buf_printf(&b,
                   "; of the worst-off fifth (%d areas) %d are sure under %d random weightings, %d "
                   "areas are a matter of weights",
                   out->worst_count, out->safe_count, out->trial_count, out->open_count);
    if (out->gap_count > 0)
        buf_printf(&b, "; %d values were filled in or left out", out->gap_count);
    enum status s = buf_ok(&b, e);
    out->summary = s == STATUS_OK ? arena_strndup(a, b.at, b.len) : NULL;
    buf_clear(&b);
    if (s == STATUS_OK && !out->summary) s = err_set(e, STATUS_NOMEM, "out of memory");
    return s;
}

enum status diagnose(struct diagnose_answer *out, struct dataset *d, const struct programme *p,
                     const struct diagnose_options *options, struct findings *findings,
                     struct err *e)
{
    struct diagnosis_request request = {options->weights, options->trial_count, options->seed,
                                        options->threads, options->stop,        options->progress};
    struct diagnosis x;
    char hash[DIGEST_TEXT_BYTES];
    *out = (struct diagnose_answer){.warning_first = findings->count, .geometric = p->geometric};
    TRY(diagnosis_make(&x, d, p, &request, findings, e));
    out->area_count = x.areas.count;
    out->indicator_count = x.indicators.count;
    out->from_goods = x.indicators.from_goods;
    out->gap_count = x.values.gap_count;
    count_ranks(out, &x.stability, x.areas.count);
    TRY(summarise(out, d, findings->arena, e));
    diagnose_input_hash(d, hash);
    struct run_note note = {"diagnose", hash, options->line ? options->line : "",
                            (int64_t)options->seed, out->summary};
    return runs_note(d, &note, findings->arena, e);
}

enum status diagnose_after_plan(struct dataset *d, const struct programme *p, const char *plan_code,
                                struct arena *a, struct err *e)
{
    return plan_effect_write(d, p, plan_code, a, e);
}
