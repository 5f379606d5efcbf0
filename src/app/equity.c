/* SPDX-License-Identifier: Apache-2.0 */
#include "app/equity.h"

#include <math.h>

#include "app/diagnose.h"
#include "app/runs.h"
#include "base/map.h"

static enum status check_current(const struct dataset *d, struct err *e)
{
    char hash[DIGEST_TEXT_BYTES];
    diagnose_input_hash(d, hash);
    switch (runs_state(d, "diagnose", hash)) {
    case RUN_CURRENT:
        return STATUS_OK;
    case RUN_STALE:
        return err_set(e, STATUS_CONFLICT,
                       "figures have changed since the index of living standard was worked out; "
                       "run 'groundwork diagnose' again");
    case RUN_MISSING:
        break;
    }
    return err_set(e, STATUS_NOTFOUND,
                   "worse-off areas count more (equity_eta), but there is no index of living "
                   "standard yet; run 'groundwork diagnose' first, or set equity_eta to 0");
}

/* Index of each area into out; 0: none. */
static enum status read_index(double *out, const struct dataset *d, const struct programme *p,
                              struct arena *a, struct err *e)
{
    const struct table *t = &d->tables[TABLE_AREA_INDEX];
    struct map codes;
    if (!map_init(&codes, p->area_count, a)) return err_set(e, STATUS_NOMEM, "out of memory");
    for (int i = 0; i < p->area_count; i++)
        (void)map_put(&codes, slice_of(p->areas[i].code), i);
    for (int row = 0; row < t->row_count; row++) {
        int area = map_get(&codes, table_get_text(t, row, "area"));
        if (area >= 0) out[area] = table_get_real(t, row, "value");
    }
    for (int i = 0; i < p->area_count; i++)
        if (p->areas[i].visitable && !(out[i] > 0))
            return err_set(e, STATUS_INVALID,
                           "area '%s' has no index of living standard above 0; run "
                           "'groundwork diagnose' again",
                           p->areas[i].code);
    return STATUS_OK;
}

enum status equity_weights(double **out, const struct dataset *d, const struct programme *p,
                           struct arena *a, struct err *e)
{
    double *weights = ARENA_ARRAY(a, double, (size_t)p->area_count + 1);
    if (!weights) return err_set(e, STATUS_NOMEM, "out of memory");
    *out = weights;
    if (p->equity_eta > 0) {
        TRY(check_current(d, e));
        TRY(read_index(weights, d, p, a, e));
    }
    double sum = 0, people = 0;
    for (int i = 0; i < p->area_count; i++) {
        if (!p->areas[i].visitable) continue;
        sum += p->areas[i].population * weights[i];
        people += p->areas[i].population;
    }
    for (int i = 0; i < p->area_count; i++) {
        int has_index = p->equity_eta > 0 && p->areas[i].visitable;
        weights[i] = has_index ? pow(sum / people / weights[i], p->equity_eta) : 1;
    }
    return STATUS_OK;
}
