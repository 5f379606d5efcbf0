/* SPDX-License-Identifier: Apache-2.0 */
/* The frontier of changes and worth, and the plan that was chosen. */
#include <math.h>

#include "app/replan.h"
#include "base/json.h"
#include "base/number.h"

enum {
    MOVES_SHOWN = 20,
};

static void write_frontier(const struct replan *x, struct buf *b)
{
    double best = -INFINITY;
    for (int i = 0; i < x->point_count; i++)
        best = fmax(best, x->points[i].plan.objective);
    buf_text(b, "changes        worth   less than the best of these\n");
    for (int i = 0; i < x->point_count; i++) {
        const struct replan_point *point = &x->points[i];
        double lost = best - point->plan.objective;
        buf_printf(b, "  %5d  ", point->made);
        buf_grouped(b, point->plan.objective, 0);
        buf_text(b, "   ");
        buf_grouped(b, lost, 0);
        if (best > 0) buf_printf(b, " (%.2f %%)", 100 * lost / best);
        buf_text(b, i == x->chosen ? "  <- kept\n" : "\n");
    }
}

void replan_write(const struct replan *x, struct buf *b)
{
    buf_printf(b, "adopted: plan %s, worth ", x->adopted.name);
    buf_grouped(b, x->adopted_worth, 0);
    buf_text(b, " with the figures of now");
    if (x->broken) {
        buf_text(b, "; it cannot stay as it is: ");
        buf_text(b, x->broken);
    }
    buf_char(b, '\n');
    if (x->point_count == 0) {
        buf_text(b, "no plan was found with so few changes; 'groundwork why FILE infeasible' tells "
                    "whether there is any, 'groundwork plan' makes one afresh\n");
        return;
    }
    write_frontier(x, b);
    buf_text(b, "no plan is worth more than ");
    buf_grouped(b, x->bound, 0);
    buf_char(b, '\n');
    buf_printf(b, "plan %s against plan %s:\n", x->kept.name, x->adopted.name);
    difference_write(&x->difference, MOVES_SHOWN, b);
}

void replan_write_json(const struct replan *x, struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "adopted");
    json_text(&j, slice_of(x->adopted.name));
    json_key(&j, "adopted_worth");
    json_real(&j, x->adopted_worth);
    json_key(&j, "broken");
    json_text(&j, slice_of(x->broken));
    json_key(&j, "plan");
    json_text(&j, slice_of(x->kept.name));
    json_key(&j, "bound");
    json_real(&j, x->bound);
    json_key(&j, "frontier");
    json_open(&j, '[');
    for (int i = 0; i < x->point_count; i++) {
        json_open(&j, '{');
        json_key(&j, "changes");
        json_integer(&j, x->points[i].made);
        json_key(&j, "worth");
        json_real(&j, x->points[i].plan.objective);
        json_key(&j, "kept");
        json_flag(&j, i == x->chosen);
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    if (x->chosen >= 0) difference_write_json(&x->difference, &j);
    json_shut(&j, '}');
    buf_char(b, '\n');
}
