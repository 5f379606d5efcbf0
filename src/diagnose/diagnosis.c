/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/diagnosis.h"

#include <math.h>
#include <string.h>

#include "diagnose/measures.h"
#include "diagnose/plan_effect.h"
#include "diagnose/supply_share.h"
#include "diagnose/tables.h"

static enum status out_of_memory(const struct diagnosis *x, struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the index of %d areas", x->areas.count);
}

/* Scores and weights of the indicators that weigh something. */
static enum status build_composite(const struct diagnosis *x, int geometric, struct composite *c,
                                   double **weight, struct arena *a, struct err *e)
{
    size_t n = (size_t)x->areas.count, m = (size_t)x->indicators.count;
    double *score = ARENA_ARRAY(a, double, n *m);
    *weight = ARENA_ARRAY(a, double, m);
    if (!score || !*weight) return out_of_memory(x, e);
    int used = 0;
    for (int j = 0; j < x->indicators.count; j++) {
        if (x->indicators.list[j].weight <= 0) continue;
        memcpy(score + (size_t)used * n, x->values.score + (size_t)j * n, n * sizeof *score);
        (*weight)[used++] = x->indicators.list[j].weight;
    }
    return composite_build(c, score, x->areas.count, used, geometric, a, e);
}

static enum status rank_areas(struct diagnosis *x, const struct programme *p,
                              const struct diagnosis_request *request, struct arena *a,
                              struct err *e)
{
    struct composite composite;
    double *weight = NULL;
    TRY(build_composite(x, p->geometric, &composite, &weight, a, e));
    size_t n = (size_t)x->areas.count;
    double *scratch = ARENA_ARRAY(a, double, n);
    struct order_item *items = ARENA_ARRAY(a, struct order_item, 2 * n);
    x->index = ARENA_ARRAY(a, double, n);
    x->rank = ARENA_ARRAY(a, int, n);
    x->supply_share = ARENA_ARRAY(a, double, n);
    if (!scratch || !items || !x->index || !x->rank || !x->supply_share) return out_of_memory(x, e);
    composite_index(&composite, weight, x->index, scratch);
    for (int i = 0; i < x->areas.count; i++) {
        items[i] = (struct order_item){x->index[i], i};
        x->supply_share[i] = supply_share_mean(p, x->areas.area[i]);
    }
    order_sort(items, items + n, x->areas.count);
    order_rank_low(items, x->areas.count, x->rank);
    struct stability_request trials = {request->trial_count, request->seed, request->threads,
                                       request->stop, request->progress};
    return stability_measure(&x->stability, &composite, &trials, a, e);
}

/* How unequal the shares of need met are that are in m->share. */
static enum status measure_supply(struct measures *m, const char *variable, struct err *e)
{
    const double *people = m->areas->people;
    TRY(measures_inequality(m, variable, "before", m->share, people, e));
    return measures_lorenz(m, variable, "before", m->share, people, e);
}

static enum status measure(const struct diagnosis *x, struct dataset *d, const struct programme *p,
                           struct arena *a, struct err *e)
{
    struct measures m;
    const double *people = x->areas.people;
    TRY(measures_init(&m, d, &x->areas, a, e));
    measures_forget(d, NULL);
    TRY(measures_inequality(&m, "index", "before", x->index, people, e));
    TRY(measures_lorenz(&m, "index", "before", x->index, people, e));
    for (int g = 0; g < p->good_count; g++) {
        char variable[MEASURES_TEXT_MAX];
        measures_name_supply(variable, p->goods[g].code);
        for (int i = 0; i < x->areas.count; i++)
            m.share[i] = supply_share_today(p, x->areas.area[i], g);
        TRY(measure_supply(&m, variable, e));
    }
    if (p->good_count < 2) return STATUS_OK;
    memcpy(m.share, x->supply_share, (size_t)x->areas.count * sizeof *m.share);
    return measure_supply(&m, MEASURES_ALL_GOODS, e);
}

/* A plan made for other tables than these is left out, with a warning. */
static enum status measure_plans(struct dataset *d, const struct programme *p,
                                 struct findings *findings, struct arena *a, struct err *e)
{
    const struct table *t = &d->tables[TABLE_PLAN];
    for (int row = 0; row < t->row_count; row++) {
        struct slice code = table_get_text(t, row, "code");
        const char *plan = arena_strndup(a, code.at, code.len);
        if (!plan)
            return err_set(e, STATUS_NOMEM, "out of memory for plan '%.*s'", SLICE_ARGS(code));
        struct err stale = {0};
        enum status status = plan_effect_write(d, p, plan, a, &stale);
        if (status == STATUS_INVALID)
            findings_row(findings, 0, t, row, "code", "%s", stale.text);
        else if (status != STATUS_OK)
            return err_set(e, status, "%s", stale.text);
    }
    return STATUS_OK;
}

enum status diagnosis_make(struct diagnosis *out, struct dataset *d, const struct programme *p,
                           const struct diagnosis_request *request, struct findings *findings,
                           struct err *e)
{
    struct arena *a = findings->arena;
    *out = (struct diagnosis){0};
    TRY(areas_compared(&out->areas, p, d, findings, a, e));
    TRY(indicators_read(&out->indicators, p, d, request->weights, findings, e));
    TRY(findings_status(findings, e));
    struct values_input from = {&out->areas, &out->indicators, p, d};
    TRY(values_read(&out->values, &from, findings, e));
    TRY(findings_status(findings, e));
    TRY(rank_areas(out, p, request, a, e));
    TRY(measure(out, d, p, a, e));
    TRY(measure_plans(d, p, findings, a, e));
    TRY(tables_write(d, p, out, a, e));
    return findings_status(findings, e);
}
