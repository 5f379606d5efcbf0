/* SPDX-License-Identifier: Apache-2.0 */
#include "app/supply.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "supply/supply.h"
#include "verify/shipping.h"
#include "works/jobs.h"

enum {
    SOLVED_AGAIN = 5, /* limits whose worth is shown by solving again */
};

#define MET      1e-6 /* phase-days that are none */
#define SERVED   0.01 /* of the phase-days of what is wanted: nearly as if none had to wait */
#define POOLED   0.5  /* of the effort, to go on from the schedule without limits of material */
#define REPEATED 0.25 /* of the effort, to go on from the schedule of the round before */

struct rounds {
    struct supply_answer *x;
    struct session *s;
    const struct supply_request *request;
    struct arrival *others; /* of materials that are not shipped */
    int other_count;
    int *site_of; /* [area] or -1 */
    int *target;  /* [activity] day on which it asks for its materials */
    struct schedule best;
    struct shipping best_shipping;
    int has_best;
    int common_class;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the supply of sites");
}

/* --- what is needed ----------------------------------------------------------------------- */

static enum status find_sites(struct rounds *r, const struct job_net *net, struct err *e)
{
    struct supply_answer *x = r->x;
    struct arena *a = r->s->arena;
    int areas = r->s->programme.area_count;
    struct supply_site *sites = ARENA_ARRAY(a, struct supply_site, (size_t)areas + 1);
    r->site_of = ARENA_ARRAY(a, int, (size_t)areas + 1);
    if (!sites || !r->site_of) return out_of_memory(e);
    for (int i = 0; i < areas; i++)
        r->site_of[i] = -1;
    for (int i = 0; i < net->camp_count; i++) {
        int area = x->built.built.visits[net->camps[i].visit].area;
        if (r->site_of[area] >= 0) continue;
        r->site_of[area] = x->wanted.site_count;
        sites[x->wanted.site_count++] =
            (struct supply_site){area, net->camps[i].place.lon, net->camps[i].place.lat};
    }
    x->wanted.sites = sites;
    return STATUS_OK;
}

static int by_site(const void *left, const void *right)
{
    const struct supply_need *a = left, *b = right;
    if (a->site != b->site) return a->site - b->site;
    if (a->resource != b->resource) return a->resource - b->resource;
    if (a->day != b->day) return a->day - b->day;
    return (a->quantity > b->quantity) - (a->quantity < b->quantity);
}

/* Needs of shipped materials on the days activities ask for them. */
static enum status list_needs(struct rounds *r, const int *day, struct supply_case *c,
                              struct err *e)
{
    struct schedule_answer *built = &r->x->built;
    const struct works *w = &built->works;
    int count = 0;
    struct supply_need *needs = NULL;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) needs = ARENA_ARRAY(r->s->arena, struct supply_need, (size_t)count + 1);
        if (pass == 1 && !needs) return out_of_memory(e);
        count = 0;
        for (int i = 0; i < built->schedule.activity_count; i++) {
            const struct activity *at = &built->schedule.activities[i];
            const struct phase *phase = &w->phases[at->phase];
            int visit = built->built.facilities[at->facility].visit;
            for (int k = 0; !at->is_inspection && k < phase->material_count; k++) {
                const struct phase_material *m = &w->materials[phase->material_first + k];
                if (!r->x->logistics.materials[m->resource].is_shipped || !(m->quantity > 0))
                    continue;
                if (pass == 1)
                    needs[count] = (struct supply_need){r->site_of[built->built.visits[visit].area],
                                                        m->resource, day[i], m->quantity};
                count++;
            }
        }
    }
    qsort(needs, (size_t)count, sizeof *needs, by_site);
    c->needs = needs;
    c->need_count = count;
    return STATUS_OK;
}

/* --- what arrives ------------------------------------------------------------------------- */

/* The class most needs are of: such sites get what arrives in the order in which they are built. */
static void find_common_class(struct rounds *r)
{
    const struct supply_case *c = &r->x->wanted;
    int count[PRIORITY_CLASSES + 1] = {0};
    for (int i = 0; i < c->need_count; i++)
        count[logistics_class(&r->x->logistics, &r->s->programme, c->needs[i].resource,
                              c->sites[c->needs[i].site].area)]++;
    for (int class = 0; class <= PRIORITY_CLASSES; class ++)
        if (count[class] > count[r->common_class]) r->common_class = class;
}

/* Area for which what comes to a site counts; -1: for all. */
static int pool_of(const struct rounds *r, int area, int resource)
{
    int class = logistics_class(&r->x->logistics, &r->s->programme, resource, area);
    return class == r->common_class ? -1 : area;
}

/* Arrivals of the works: those of the table, what rounding amounts to everywhere it is needed so
 * that what does not come is short, and the shipments; without shipments, shipped materials are never
 * short.  Pooled: for whichever site of the common class, from the day on which they are of use. */
static enum status set_arrivals(struct rounds *r, const struct shipping *shipping, int is_pooled,
                                struct err *e)
{
    struct supply_answer *x = r->x;
    struct works *w = &x->built.works;
    int sources = x->logistics.producer_count + x->logistics.depot_count, count = 0;
    int period = x->wanted.period_days;
    int most = r->other_count + x->wanted.need_count + (shipping ? shipping->shipment_count : 0);
    struct arrival *list = ARENA_ARRAY(r->s->arena, struct arrival, (size_t)most + 1);
    if (!list) return out_of_memory(e);
    for (int i = 0; i < r->other_count; i++)
        list[count++] = r->others[i];
    for (int i = 0; shipping && i < x->wanted.need_count; i++) {
        const struct supply_need *n = &x->wanted.needs[i];
        int is_first = i == 0 || n[-1].site != n->site || n[-1].resource != n->resource;
        int area = x->wanted.sites[n->site].area;
        if (is_pooled) area = pool_of(r, area, n->resource);
        if (is_first) list[count++] = (struct arrival){n->resource, area, 0, 0};
        list[count - 1].quantity += SHIPMENTS_ROUNDING * n->quantity;
    }
    for (int i = 0; shipping && i < shipping->shipment_count; i++) {
        const struct shipment *h = &shipping->shipments[i];
        int place = shipping->ways[h->way].destination;
        int day = is_pooled ? (h->arrives + period - 1) / period * period : h->arrives;
        if (place >= sources)
            list[count++] =
                (struct arrival){h->resource, is_pooled ? -1 : place - sources, day, h->quantity};
    }
    qsort(list, (size_t)count, sizeof *list, arrival_compare);
    w->arrivals = list;
    w->arrival_count = count;
    return STATUS_OK;
}

static enum status keep_others(struct rounds *r, struct err *e)
{
    const struct works *w = &r->x->built.works;
    r->others = ARENA_ARRAY(r->s->arena, struct arrival, (size_t)w->arrival_count + 1);
    if (!r->others) return out_of_memory(e);
    for (int i = 0; i < w->arrival_count; i++)
        if (!r->x->logistics.materials[w->arrivals[i].resource].is_shipped)
            r->others[r->other_count++] = w->arrivals[i];
    return STATUS_OK;
}

static enum status ship(struct rounds *r, const struct supply_case *c, int worth,
                        struct shipping *out, struct err *e)
{
    struct supply_options options = {worth, r->request->schedule.stop};
    struct findings findings;
    findings_init(&findings, r->s->arena);
    TRY(supply_solve(c, &options, out, r->s->arena, e));
    int all_met = out->shortage[0] <= MET;
    TRY(verify_shipping(c, out, all_met, &findings, r->s->arena, e));
    if (findings.error_count == 0) return STATUS_OK;
    return err_set(
        e, STATUS_CONFLICT,
        "the shipments are not sound, which is a fault of the program, and are not kept: "
        "%s: %s",
        findings.list[0].place, findings.list[0].sentence);
}

/* --- rounds ------------------------------------------------------------------------------- */

static double ready_days(const struct rounds *r, const struct schedule *sc)
{
    double sum = 0;
    for (int f = 0; f < r->x->built.built.facility_count; f++)
        sum += sc->ready[f] > 0 ? sc->ready[f] : 0;
    return sum;
}

static int keep_better(struct rounds *r, const struct shipping *shipping)
{
    const struct schedule *sc = &r->x->built.schedule;
    int is_better =
        !r->has_best || sc->late_days < r->best.late_days ||
        (sc->late_days == r->best.late_days && ready_days(r, sc) < ready_days(r, &r->best));
    if (!is_better) return 0;
    r->best = *sc;
    r->best_shipping = *shipping;
    r->has_best = 1;
    return 1;
}

/* Day from which an activity could start for what comes before it in its plant. */
static int could_start(const struct rounds *r, int activity)
{
    const struct works *w = &r->x->built.works;
    const struct activity *all = r->x->built.schedule.activities, *at = &all[activity];
    const struct phase *phase = &w->phases[at->phase];
    int day = 0, first = activity;
    while (first > 0 && all[first - 1].facility == at->facility)
        first--;
    for (int k = phase->link_first; k < phase->link_first + phase->link_count; k++) {
        const struct phase_link *link = &w->links[k];
        int to_start = link->kind == LINK_FINISH_START || link->kind == LINK_START_START;
        int from_start = link->kind == LINK_START_START || link->kind == LINK_START_FINISH;
        for (int i = first; i < activity && to_start; i++) {
            if (all[i].phase != link->predecessor || (from_start && all[i].is_inspection)) continue;
            int at_day = (from_start ? all[i].start : all[i].finish) + link->lag_days;
            if (at_day > day) day = at_day;
        }
    }
    return day;
}

/* Who waited for a material asks for it earlier, all others for the day of their start. */
static void ask_again(struct rounds *r)
{
    const struct schedule *sc = &r->x->built.schedule;
    for (int i = 0; i < sc->activity_count; i++) {
        const struct activity *at = &sc->activities[i];
        int day = at->start, could = could_start(r, i);
        int waited = at->cause == WAIT_MATERIAL && at->material >= 0 &&
                     r->x->logistics.materials[at->material].is_shipped;
        if (waited && could > at->earliest && could < day) day = could;
        if (waited && could <= at->earliest && at->earliest < day) day = at->earliest;
        r->target[i] = day;
    }
}

static void ask_as_built(struct rounds *r)
{
    const struct schedule *sc = &r->x->built.schedule;
    for (int i = 0; i < sc->activity_count; i++)
        r->target[i] = sc->activities[i].start;
}

/* From a schedule there is; that one may be the one in x->built. */
static enum status build_from(struct rounds *r, double effort, struct err *e)
{
    struct schedule before = r->x->built.schedule;
    struct schedule_request again = r->request->schedule;
    again.effort *= effort;
    again.first = before.unplaced < 0 ? &before : NULL;
    return schedule_build(&r->x->built, r->s, &again, e);
}

/* A schedule as if what arrives were there for whichever site, and what is sent for that. */
static enum status pool(struct rounds *r, double effort, struct shipping *shipping, struct err *e)
{
    struct supply_answer *x = r->x;
    struct supply_case c = x->wanted;
    if (x->first.unmet > 0) return STATUS_OK;
    TRY(set_arrivals(r, &x->first, 1, e));
    TRY(build_from(r, effort, e));
    if (x->built.schedule.unplaced >= 0) return STATUS_OK;
    ask_as_built(r);
    TRY(list_needs(r, r->target, &c, e));
    return ship(r, &c, 0, shipping, e);
}

/* From the schedule of the round before; *is_better than all so far. */
static enum status one_round(struct rounds *r, struct shipping *shipping, int *is_better,
                             struct err *e)
{
    struct supply_answer *x = r->x;
    struct supply_case c = x->wanted;
    TRY(set_arrivals(r, shipping, 0, e));
    TRY(build_from(r, REPEATED, e));
    x->rounds++;
    *is_better = 0;
    if (x->built.schedule.unplaced >= 0) return STATUS_OK;
    *is_better = keep_better(r, shipping);
    if (!*is_better || x->rounds == r->request->rounds) return STATUS_OK;
    if (shipping->shortage[0] <= SERVED * r->x->first.shortage[0])
        return pool(r, REPEATED, shipping, e);
    ask_again(r);
    TRY(list_needs(r, r->target, &c, e));
    return ship(r, &c, 0, shipping, e);
}

/* The best schedule with the shipments it was built with. */
static enum status settle(struct rounds *r, struct err *e)
{
    struct supply_answer *x = r->x;
    x->built.schedule = r->best;
    ask_as_built(r);
    x->used = x->wanted;
    TRY(list_needs(r, r->target, &x->used, e));
    x->shipping = r->best_shipping;
    memset(x->shipping.shortage, 0, sizeof x->shipping.shortage);
    TRY(set_arrivals(r, &x->shipping, 0, e));
    TRY(schedule_verify(&x->built, r->s, e));
    return schedule_summarise(&x->built, r->s->arena, e);
}

static enum status start_rounds(struct rounds *r, struct err *e)
{
    struct supply_answer *x = r->x;
    TRY(keep_others(r, e));
    TRY(set_arrivals(r, NULL, 0, e));
    TRY(schedule_build(&x->built, r->s, &r->request->schedule, e));
    if (x->built.schedule.unplaced >= 0)
        return err_set(e, STATUS_INFEASIBLE,
                       "a phase can never be done even if materials are never short; 'groundwork "
                       "schedule %s' says which",
                       r->s->path);
    x->late_days_unlimited = x->built.schedule.late_days;
    r->target = ARENA_ARRAY(r->s->arena, int, (size_t)x->built.schedule.activity_count + 1);
    if (!r->target) return out_of_memory(e);
    ask_as_built(r);
    TRY(list_needs(r, r->target, &x->wanted, e));
    find_common_class(r);
    TRY(ship(r, &x->wanted, SOLVED_AGAIN, &x->first, e));
    if (x->first.unreached < 0) return STATUS_OK;
    const struct supply_need *need = &x->wanted.needs[x->first.unreached];
    const struct programme *p = &r->s->programme;
    return err_set(e, STATUS_INVALID,
                   "no carrier and no lane brings '%s' to '%s'; let a carrier of table carrier go "
                   "further (km_max), or add a depot or a lane",
                   p->resources[need->resource].code,
                   p->areas[x->wanted.sites[need->site].area].code);
}

static enum status run_rounds(struct rounds *r, struct err *e)
{
    struct supply_answer *x = r->x;
    double bound = x->built.schedule.late_days_bound;
    struct shipping shipping = x->first;
    int is_better = 1;
    x->agreement = SUPPLY_AGREED;
    if (x->first.shortage[0] <= MET) {
        x->rounds = 1;
        (void)keep_better(r, &x->first);
        return settle(r, e);
    }
    TRY(pool(r, POOLED, &shipping, e));
    while (is_better && x->rounds < r->request->rounds)
        TRY(one_round(r, &shipping, &is_better, e));
    if (is_better) x->agreement = SUPPLY_BEST_FOUND;
    if (!r->has_best) {
        x->agreement = SUPPLY_UNMET;
        x->shipping = x->first;
        x->used = x->wanted;
        x->used.need_count = 0;
        return STATUS_OK;
    }
    r->best.late_days_bound = bound;
    return settle(r, e);
}

/* --- all of it ---------------------------------------------------------------------------- */

static void summarise_days(struct buf *b, const struct supply_answer *x)
{
    buf_counted(b, x->shipping.shipment_count, "shipment", "shipments");
    if (x->built.schedule.late_count == 0) {
        buf_text(b, "; every plant in time; ");
    } else {
        buf_text(b, "; plants late by ");
        buf_counted(b, (int64_t)x->built.schedule.late_days, "day", "days");
        buf_text(b, ", and by ");
        buf_grouped(b, x->late_days_unlimited, 0);
        buf_text(b, " were materials never short; ");
    }
    buf_text(b, x->agreement == SUPPLY_AGREED ? "shipments and schedule agree" : "the best found");
    buf_text(b, " after ");
    buf_counted(b, x->rounds, "round", "rounds");
}

static enum status summarise(struct supply_answer *x, struct arena *a, struct err *e)
{
    struct buf b = BUF_INIT(8192);
    if (x->agreement == SUPPLY_UNMET)
        buf_printf(&b,
                   "no schedule: up to %.1f %% of what a site needs of a material never arrives",
                   100 * x->shipping.unmet);
    else
        summarise_days(&b, x);
    enum status status = buf_ok(&b, e);
    if (status == STATUS_OK) x->summary = arena_strndup(a, b.at, b.len);
    buf_clear(&b);
    if (status == STATUS_OK && !x->summary) return out_of_memory(e);
    return status;
}

static enum status read_logistics(struct supply_answer *x, struct session *s, struct err *e)
{
    struct findings findings;
    findings_init(&findings, s->arena);
    TRY(logistics_load(&x->logistics, &s->programme, &x->built.works, &s->data, &findings, s->arena,
                       e));
    if (x->logistics.production_count > 0) return STATUS_OK;
    return err_set(e, STATUS_INVALID,
                   "'%s' does not say who makes materials; add rows to tables producer, production "
                   "and carrier, see docs/tables.md",
                   s->path);
}

enum status supply_make(struct supply_answer *out, struct session *s,
                        const struct supply_request *request, struct err *e)
{
    struct rounds r = {.x = out, .s = s, .request = request};
    struct job_net net;
    *out = (struct supply_answer){0};
    TRY(schedule_open_plan(&out->built, s, request->schedule.plan, e));
    TRY(job_net_build(&net, &s->programme, &out->built.works, &out->built.built, s->arena, e));
    TRY(read_logistics(out, s, e));
    out->wanted = (struct supply_case){.programme = &s->programme,
                                       .logistics = &out->logistics,
                                       .period_days = request->period_days,
                                       .day_count = out->built.works.day_count};
    TRY(find_sites(&r, &net, e));
    TRY(start_rounds(&r, e));
    TRY(run_rounds(&r, e));
    TRY(summarise(out, s->arena, e));
    if (out->agreement != SUPPLY_UNMET)
        TRY(schedule_tables_write(s, &out->built, &request->schedule, e));
    return supply_tables_write(s, out, request, e);
}
