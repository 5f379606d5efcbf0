/* SPDX-License-Identifier: Apache-2.0 */
#include "app/why.h"

#include <math.h>

#include "app/site.h"

static enum status refuse_without_visits(const struct stored *x, const char *path, struct err *e)
{
    if (x->plan.outcome == PLAN_INFEASIBLE)
        return err_set(e, STATUS_NOTFOUND,
                       "plan '%s' says that no plan keeps everything: 'groundwork why %s "
                       "infeasible' tells why",
                       x->name, path);
    return err_set(e, STATUS_NOTFOUND,
                   "plan '%s' was stopped before it had visits: run 'groundwork plan' again",
                   x->name);
}

enum status why_open(struct why *out, struct session *s, const struct why_request *request,
                     struct err *e)
{
    struct plan_options options = plan_options_default();
    *out = (struct why){.session = s};
    options.threads = request->threads;
    options.stop = request->stop;
    TRY(stored_read(&out->stored, s, request->plan, request->threads, e));
    if (!stored_has_visits(&out->stored)) return refuse_without_visits(&out->stored, s->path, e);
    TRY(whatif_open(&out->whatif, &out->stored.input, &out->stored.plan, &options, e));
    if (!out->whatif.why_not_a_plan) return STATUS_OK;
    return err_set(e, STATUS_CONFLICT,
                   "plan '%s' does not keep the rules of now: %s; run 'groundwork plan' again",
                   out->stored.name, out->whatif.why_not_a_plan);
}

void why_close(struct why *w)
{
    whatif_close(&w->whatif);
}
