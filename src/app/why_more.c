/* SPDX-License-Identifier: Apache-2.0 */
/* What one more crew, or more of a material, would bring. */
#include <string.h>

#include "app/why_late.h"
#include "base/json.h"
#include "base/number.h"
#include "works/schedule.h"

static const double MORE_SHARE = 0.01; /* of all that arrives */

struct asking {
    const struct schedule_request *request;
    struct session *s;
    const struct schedule_answer *of;
};

static enum status late_days_of(double *out, struct asking *q, const struct works *w, struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct job_net net;
    struct schedule schedule = {.unplaced = -1};
    struct schedule_options options = {.effort = q->request->effort,
                                       .threads = q->request->threads,
                                       .seed = q->request->seed,
                                       .stop = q->request->stop};
    enum status s = job_net_build(&net, &q->s->programme, w, &q->of->built, &work, e);
    if (s == STATUS_OK) {
        net.idle_days = q->request->idle_days;
        net.pause_days = q->request->pause_days;
        s = schedule_solve(&net, &options, &schedule, &work, e);
    }
    *out = schedule.unplaced < 0 ? schedule.late_days : -1;
    arena_clear(&work);
    return s;
}

/* The works with one more crew like the strongest of the trade, which does nothing else. */
static enum status add_crew(struct works *out, const struct works *w, int trade, struct arena *a,
                            struct err *e)
{
    int like = -1;
    *out = *w;
    out->crews = ARENA_ARRAY(a, struct crew, (size_t)w->crew_count + 1);
    if (!out->crews) return err_set(e, STATUS_NOMEM, "out of memory for a crew");
    memcpy(out->crews, w->crews, sizeof *w->crews * (size_t)w->crew_count);
    for (int k = 0; k < w->crew_count; k++)
        if (w->crews[k].trades >> trade & 1 &&
            (like < 0 || w->crews[k].strength > w->crews[like].strength))
            like = k;
    if (like < 0) return STATUS_OK;
    struct crew *more = &out->crews[out->crew_count++];
    *more = w->crews[like];
    more->trades = UINT64_C(1) << trade;
    more->day_from = 0;
    more->day_to = w->day_count;
    return STATUS_OK;
}

static enum status add_material(struct works *out, const struct works *w, int resource,
                                double *added, struct arena *a, struct err *e)
{
    *out = *w;
    *added = 0;
    out->arrivals = ARENA_ARRAY(a, struct arrival, (size_t)w->arrival_count + 1);
    if (!out->arrivals) return err_set(e, STATUS_NOMEM, "out of memory for arrivals");
    memcpy(out->arrivals, w->arrivals, sizeof *w->arrivals * (size_t)w->arrival_count);
    for (int i = 0; i < w->arrival_count; i++) {
        struct arrival *x = &out->arrivals[i];
        if (x->resource != resource) continue;
        *added += MORE_SHARE * x->quantity;
        x->quantity *= 1 + MORE_SHARE;
    }
    return STATUS_OK;
}

enum status why_more(struct why_more_list *out, struct session *s,
                     const struct schedule_request *request, struct err *e)
{
    struct job_net net;
    struct works with;
    *out = (struct why_more_list){0};
    struct asking q = {request, s, &out->schedule};
    TRY(schedule_open(&out->schedule, &net, s, request->plan, e));
    const struct works *w = &out->schedule.works;
    int resources = s->programme.resource_count, all = w->trade_count + resources + 1, done = 0;
    out->list = ARENA_ARRAY(s->arena, struct why_more, (size_t)all);
    if (!out->list) return err_set(e, STATUS_NOMEM, "out of memory for the answer");
    TRY(late_days_of(&out->late_days, &q, w, e));
    for (int t = 0; t < w->trade_count; t++) {
        struct why_more *x = &out->list[out->count++];
        *x = (struct why_more){.trade = t, .resource = -1, .added = 1};
        progress_report(request->progress, (double)++done / all, w->trades[t]);
        TRY(add_crew(&with, w, t, s->arena, e));
        TRY(late_days_of(&x->late_days, &q, &with, e));
    }
    for (int r = 0; r < resources; r++) {
        struct why_more x = {.trade = -1, .resource = r};
        progress_report(request->progress, (double)++done / all, s->programme.resources[r].code);
        TRY(add_material(&with, w, r, &x.added, s->arena, e));
        if (!(x.added > 0)) continue;
        TRY(late_days_of(&x.late_days, &q, &with, e));
        out->list[out->count++] = x;
    }
    return STATUS_OK;
}

static void write_one(struct buf *b, const struct why_more_list *x, const struct programme *p,
                      const struct why_more *at)
{
    buf_printf(b, "%12.0f  %8.0f  ", at->late_days, at->late_days - x->late_days);
    if (at->trade >= 0) {
        buf_printf(b, "one more crew of trade %s\n", x->schedule.works.trades[at->trade]);
        return;
    }
    const struct resource *r = &p->resources[at->resource];
    buf_text(b, "1 % more of ");
    buf_printf(b, "%s in every arrival (", r->name);
    buf_grouped(b, at->added, 0);
    buf_printf(b, " %s; a unit: %.3f days)\n", r->unit, (at->late_days - x->late_days) / at->added);
}

void why_more_write(const struct why_more_list *x, const struct programme *p, struct buf *b)
{
    if (x->late_days < 0) {
        buf_printf(b, "plan %s has no schedule: a phase can never be done\n", x->schedule.plan);
        return;
    }
    buf_printf(b, "late days, against %.0f of a schedule made with the same effort:\n",
               x->late_days);
    buf_text(b, "   late days    change  with\n");
    for (int i = 0; i < x->count; i++)
        write_one(b, x, p, &x->list[i]);
    buf_text(b,
             "each figure is of a schedule found, not proven to be the best; --effort makes them "
             "surer\n");
}

void why_more_write_json(const struct why_more_list *x, const struct programme *p, struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->schedule.plan));
    json_key(&j, "late_days");
    json_real(&j, x->late_days);
    json_key(&j, "more");
    json_open(&j, '[');
    for (int i = 0; i < x->count; i++) {
        const struct why_more *at = &x->list[i];
        json_open(&j, '{');
        json_key(&j, at->trade >= 0 ? "trade" : "resource");
        json_text(&j, slice_of(at->trade >= 0 ? x->schedule.works.trades[at->trade]
                                              : p->resources[at->resource].code));
        json_key(&j, "added");
        json_real(&j, at->added);
        json_key(&j, "late_days");
        json_real(&j, at->late_days);
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
