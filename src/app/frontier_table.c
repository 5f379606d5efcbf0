/* SPDX-License-Identifier: Apache-2.0 */
#include "app/frontier_table.h"

#include "app/runs.h"

static void put_plan(struct table *t, int row, const struct frontier_point *p)
{
    table_put_real(t, row, "objective", p->objective);
    table_put_real(t, row, "gap", p->gap);
    table_put_real(t, row, "total", p->total);
    table_put_real(t, row, "people_supplied", p->fairness.people_supplied);
    table_put_real(t, row, "worst_fifth", p->fairness.worst_fifth);
    table_put_real(t, row, "worst_area", p->fairness.worst_area);
    table_put_real(t, row, "gini", p->fairness.gini);
    table_put_real(t, row, "gini_mean", p->fairness.gini_mean);
    table_put_real(t, row, "theil_t", p->fairness.theil_t);
    table_put_real(t, row, "theil_t_mean", p->fairness.theil_t_mean);
    if (p->moved_count >= 0) table_put_integer(t, row, "moved", p->moved_count);
    table_put_text(t, row, "dominated", slice_of(p->is_dominated ? "yes" : "no"));
}

enum status frontier_keep(const struct frontier_answer *x, struct session *s,
                          const struct frontier_request *request, struct err *e)
{
    static const char *const outcomes[] = {"optimal", "feasible", "infeasible", "stopped"};
    struct table *t = &s->data.tables[TABLE_FRONTIER];
    table_empty(t);
    for (int i = 0; i < x->count; i++) {
        const struct frontier_point *p = &x->points[i];
        int row = table_add(t, s->arena);
        if (row < 0) return err_set(e, STATUS_NOMEM, "out of memory for table frontier");
        table_put_text(t, row, "point", slice_of(p->code));
        table_put_real(t, row, "eta", p->eta);
        table_put_real(t, row, "level", p->level);
        table_put_real(t, row, "level_bound", p->level_bound);
        table_put_text(t, row, "outcome", slice_of(outcomes[p->outcome]));
        table_put_real(t, row, "bound", p->bound);
        if (p->has_plan) put_plan(t, row, p);
        if (x->plan && p->has_plan) table_put_text(t, row, "plan", slice_of(x->plan));
    }
    struct run_note note = {"frontier", s->input_hash, request->options, (int64_t)request->seed,
                            x->summary};
    return runs_note(&s->data, &note, s->arena, e);
}
