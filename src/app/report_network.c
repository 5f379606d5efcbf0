/* SPDX-License-Identifier: Apache-2.0 */
#include "app/report_network.h"

#include "app/programme_project.h"
#include "project/audit.h"

struct audited {
    struct project project;
    struct project_cpm cpm;
    struct audit audit;
    struct audit_options options;
    struct report_network shown;
};

/* The plan to report on, if it has a schedule. */
static struct slice plan_with_schedule(const struct dataset *d, const char *plan)
{
    const struct table *plans = &d->tables[TABLE_PLAN], *t = &d->tables[TABLE_SCHEDULE_ACTIVITY];
    struct slice code = slice_of(plan);
    if (!plan && plans->row_count == 0) return SLICE_NONE;
    if (!plan) code = table_get_text(plans, plans->row_count - 1, "code");
    int column = table_column(t, "plan");
    for (int row = 0; row < t->row_count; row++)
        if (slice_equal(table_text(t, row, column), code)) return code;
    return SLICE_NONE;
}

static enum status audit_network(struct audited *x, const struct programme_source *from,
                                 struct arena *a, struct err *e)
{
    TRY(programme_project_make(&x->project, from, a, e));
    TRY(project_cpm_compute(&x->cpm, &x->project, a, e));
    return project_audit(&x->audit, &x->project, &x->cpm, &x->options, a, e);
}

enum status report_network_make(const struct report_network **out, const struct dataset *d,
                                const char *plan, struct arena *a, struct err *e)
{
    struct programme_source from = {.data = d, .plan = plan_with_schedule(d, plan)};
    struct err misfit = {0};
    *out = NULL;
    if (!from.plan.at) return STATUS_OK;
    struct audited *x = ARENA_NEW(a, struct audited);
    if (!x) return err_set(e, STATUS_NOMEM, "out of memory while auditing the schedule");
    x->options = audit_default();
    x->shown = (struct report_network){&x->project, &x->audit, &x->options};
    enum status s = audit_network(x, &from, a, &misfit);
    if (s == STATUS_NOMEM) return err_set(e, s, "%s", misfit.text);
    if (s == STATUS_OK) *out = &x->shown;
    return STATUS_OK;
}
