/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/fairness.h"

#include <math.h>
#include <string.h>

#include "diagnose/order.h"

enum {
    FIFTH = 5,
};

enum status fairness_init(struct fairness_work *out, const struct programme *p,
                          const struct dataset *d, struct arena *a, struct err *e)
{
    struct findings findings;
    findings_init(&findings, a);
    if (p->good_count == 0)
        return err_set(e, STATUS_INVALID,
                       "the programme has no goods, so there is no supply to "
                       "compare: fill table good");
    TRY(areas_compared(&out->areas, p, d, &findings, a, e));
    TRY(findings_status(&findings, e));
    TRY(supply_years_init(&out->supply, p, &out->areas, a, e));
    TRY(inequality_prepare(&out->inequality, out->areas.count, out->areas.provinces, a, e));
    size_t n = (size_t)out->areas.count;
    out->level = ARENA_ARRAY(a, double, n);
    out->value = ARENA_ARRAY(a, double, n);
    out->order = ARENA_ARRAY(a, struct order_item, n);
    out->sorted = ARENA_ARRAY(a, struct order_item, n);
    if (!out->level || !out->value || !out->order || !out->sorted)
        return err_set(e, STATUS_NOMEM, "out of memory for %d areas", out->areas.count);
    return STATUS_OK;
}

static void add_plants(struct fairness_work *w, const struct plan *plan)
{
    const struct programme *p = w->supply.programme;
    supply_years_clear(&w->supply);
    for (int i = 0; i < plan->facility_count; i++) {
        const struct facility *f = &plan->facilities[i];
        const struct visit *v = &plan->visits[f->visit];
        supply_years_add(&w->supply, v->area, f->size, v->year + p->sizes[f->size].build_years);
    }
}

static void measure_worst(struct fairness_work *w, struct fairness *out)
{
    int n = w->areas.count, fifth = (n + FIFTH - 1) / FIFTH;
    double people = 0, supplied = 0;
    for (int i = 0; i < n; i++) {
        w->order[i] = (struct order_item){w->level[i], i};
        out->people_supplied += w->supply.people[i] * w->level[i];
    }
    order_sort(w->order, w->sorted, n);
    out->worst_area = w->order[0].value;
    for (int k = 0; k < fifth; k++) {
        people += w->supply.people[w->order[k].at];
        supplied += w->supply.people[w->order[k].at] * w->order[k].value;
    }
    out->worst_fifth = fmin(1, supplied / people);
}

struct fairness fairness_measure(struct fairness_work *w, const struct plan *plan)
{
    struct fairness out = {.gini = NAN, .theil_t = NAN};
    int years = w->supply.programme->year_count, measured = 0;
    add_plants(w, plan);
    for (int y = 0; y < years; y++) {
        supply_years_begin(&w->supply, y);
        for (int i = 0; i < w->areas.count; i++)
            w->value[i] = supply_years_mean(&w->supply, i);
        struct inequality_set set = inequality_measure(&w->inequality, w->value, w->supply.people);
        if (y == years - 1) out.gini = set.gini.total;
        if (y == years - 1) out.theil_t = set.theil_t.total;
        if (isnan(set.gini.total)) continue;
        measured++;
        out.gini_mean += set.gini.total;
        out.theil_t_mean += set.theil_t.total;
    }
    out.gini_mean = measured ? out.gini_mean / measured : NAN;
    out.theil_t_mean = measured ? out.theil_t_mean / measured : NAN;
    memcpy(w->level, w->value, (size_t)w->areas.count * sizeof *w->level);
    measure_worst(w, &out);
    return out;
}
