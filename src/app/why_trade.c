/* SPDX-License-Identifier: Apache-2.0 */
/* What an area sends and receives under the plan. */
#include <math.h>

#include "app/why.h"
#include "base/number.h"

static int is_same_lane(const struct flow *a, const struct flow *b)
{
    return a->from == b->from && a->to == b->to && a->good == b->good;
}

/* All years of a lane, told at its first flow. */
static void write_lane(const struct why *w, int area, int first, struct buf *b)
{
    const struct programme *p = &w->session->programme;
    const struct plan *plan = &w->stored.plan;
    const struct flow *f = &plan->flows[first];
    const struct good *good = &p->goods[f->good];
    double least = INFINITY, most = 0;
    int last = f->year;
    for (int i = first; i < plan->flow_count; i++) {
        if (!is_same_lane(f, &plan->flows[i])) continue;
        least = fmin(least, plan->flows[i].quantity);
        most = fmax(most, plan->flows[i].quantity);
        last = plan->flows[i].year;
    }
    buf_printf(b, "  %s %s", f->from == area ? "sends to" : "receives from",
               p->areas[f->from == area ? f->to : f->from].name);
    if (last > f->year)
        buf_printf(b, " from %d to %d: ", p->first_year + f->year, p->first_year + last);
    else
        buf_printf(b, " in %d: ", p->first_year + last);
    buf_grouped(b, least, 0);
    if (most - least >= 0.5) {
        buf_text(b, " to ");
        buf_grouped(b, most, 0);
    }
    buf_printf(b, " %s of %s a year\n", good->unit, good->name);
}

void why_trade_write(const struct why *w, int area, struct buf *b)
{
    const struct plan *plan = &w->stored.plan;
    int shown = 0;
    for (int i = 0; i < plan->flow_count; i++) {
        const struct flow *f = &plan->flows[i];
        int is_first = f->from == area || f->to == area;
        for (int k = 0; k < i && is_first; k++)
            is_first = !is_same_lane(f, &plan->flows[k]);
        if (!is_first) continue;
        if (shown++ == 0) buf_text(b, "Trade with other areas:\n");
        write_lane(w, area, i, b);
    }
}
