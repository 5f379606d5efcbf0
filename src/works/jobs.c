/* SPDX-License-Identifier: Apache-2.0 */
#include "works/jobs.h"

#include <math.h>
#include <string.h>

#include "works/workdays.h"

enum {
    KEPT_CAMPS = 2000, /* ways between more are worked out when they are needed */
};

double camp_km(const struct job_net *n, int from, int to)
{
    if (n->km) return n->km[(size_t)from * (size_t)n->camp_count + (size_t)to];
    return globe_km(&n->camps[from].place, &n->camps[to].place);
}

static enum status keep_ways(struct job_net *n, struct arena *a, struct err *e)
{
    size_t count = (size_t)n->camp_count;
    if (n->camp_count > KEPT_CAMPS) return STATUS_OK;
    double *km = ARENA_ARRAY(a, double, count *count + 1);
    if (!km) return err_set(e, STATUS_NOMEM, "out of memory for the ways of crews");
    for (int i = 0; i < n->camp_count; i++)
        for (int k = 0; k < n->camp_count; k++)
            km[(size_t)i * count + (size_t)k] = camp_km(n, i, k);
    n->km = km;
    return STATUS_OK;
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the jobs of building");
}

/* Where areas are: the chief town, else any settlement, else a site. */
static enum status build_places(struct job_net *n, struct arena *a, struct err *e)
{
    const struct programme *p = n->programme;
    n->places = ARENA_ARRAY(a, struct globe_point, (size_t)p->area_count + 1);
    char *has_seat = ARENA_ARRAY(a, char, (size_t)p->area_count + 1);
    if (!n->places || !has_seat) return out_of_memory(e);
    for (int i = 0; i < p->area_count; i++)
        n->places[i] = globe_point(NAN, NAN);
    for (int i = 0; i < p->settlement_count; i++) {
        const struct settlement *s = &p->settlements[i];
        if (has_seat[s->area] || (!s->seat && !isnan(n->places[s->area].lon))) continue;
        n->places[s->area] = globe_point(s->lon, s->lat);
        has_seat[s->area] = s->seat != 0;
    }
    for (int i = 0; i < p->site_count; i++) {
        const struct site *s = &p->sites[i];
        if (isnan(n->places[s->area].lon)) n->places[s->area] = globe_point(s->lon, s->lat);
    }
    return STATUS_OK;
}

static enum status build_crews(struct job_net *n, struct arena *a, struct err *e)
{
    const struct works *w = n->works;
    int count = 0;
    n->homes = ARENA_ARRAY(a, struct globe_point, (size_t)w->crew_count + 1);
    n->crews = ARENA_ARRAY(a, int, (size_t)w->crew_count *(size_t)w->trade_count + 1);
    n->crew_first = ARENA_ARRAY(a, int, (size_t)w->trade_count + 1);
    if (!n->homes || !n->crews || !n->crew_first) return out_of_memory(e);
    for (int k = 0; k < w->crew_count; k++)
        n->homes[k] = w->crews[k].home >= 0 ? n->places[w->crews[k].home] : globe_point(NAN, NAN);
    for (int t = 0; t < w->trade_count; t++) {
        for (int k = 0; k < w->crew_count; k++)
            if (w->crews[k].trades >> t & 1) n->crews[count++] = k;
        n->crew_first[t + 1] = count;
    }
    return STATUS_OK;
}

/* --- stocks ------------------------------------------------------------------------------- */

static int find_stock(const struct job_net *n, int resource, int area)
{
    for (int s = 0; s < n->stock_count; s++)
        if (n->stocks[s].resource == resource && n->stocks[s].area == area) return s;
    return -1;
}

/* One stock for each (material, area) that something arrives for; arrivals are by day. */
static enum status build_stocks(struct job_net *n, struct arena *a, struct err *e)
{
    const struct works *w = n->works;
    size_t count = (size_t)w->arrival_count + 1;
    n->stocks = ARENA_ARRAY(a, struct stock, count);
    if (!n->stocks) return out_of_memory(e);
    for (int i = 0; i < w->arrival_count; i++) {
        const struct arrival *x = &w->arrivals[i];
        int s = find_stock(n, x->resource, x->area), day = x->day < 0 ? 0 : x->day;
        if (s < 0) {
            s = n->stock_count++;
            n->stocks[s] = (struct stock){.resource = x->resource, .area = x->area};
            n->stocks[s].day = ARENA_ARRAY(a, int, count);
            n->stocks[s].total = ARENA_ARRAY(a, double, count);
            if (!n->stocks[s].day || !n->stocks[s].total) return out_of_memory(e);
        }
        struct stock *stock = &n->stocks[s];
        if (stock->count == 0 || stock->day[stock->count - 1] != day)
            stock->day[stock->count++] = day;
        stock->total[stock->count - 1] += x->quantity;
    }
    for (int s = 0; s < n->stock_count; s++)
        for (int i = 1; i < n->stocks[s].count; i++)
            n->stocks[s].total[i] += n->stocks[s].total[i - 1];
    return STATUS_OK;
}

int stock_bucket(const struct stock *s, int day)
{
    int lo = 0, hi = s->count; /* arrivals before lo are there, from hi on not yet */
    while (lo < hi) {
        int middle = lo + (hi - lo) / 2;
        if (s->day[middle] <= day)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo - 1;
}

int stock_day(const struct stock *s, const double *spare, double quantity, int from, int none)
{
    double enough = quantity - 1e-9 * quantity;
    int bucket = stock_bucket(s, from), first = s->count;
    while (first > 0 && first > bucket && spare[first - 1] >= enough)
        first--;
    if (first == s->count) return none;
    return s->day[first] > from ? s->day[first] : from;
}

/* The stock of the smallest area around a site; -1: the material is never short there. */
static int stock_of(const struct job_net *n, int resource, int area)
{
    int best = -1, depth = -2;
    for (int i = 0; i < n->stock_count; i++) {
        const struct stock *s = &n->stocks[i];
        if (s->resource != resource || !area_is_within(n->programme, area, s->area)) continue;
        int at = s->area < 0 ? -1 : n->programme->areas[s->area].depth;
        if (at <= depth) continue;
        best = i;
        depth = at;
    }
    return best;
}

/* --- jobs --------------------------------------------------------------------------------- */

struct building { /* of one facility */
    struct job_net *n;
    int camp, facility;
    int *job_of;   /* [phase of the size] job, -1: not yet */
    int *after_of; /* [phase of the size] the job whose finish counts: inspection or phase */
};

/* Where the first facility with a site stands, else where the area is. */
static void place_camp(const struct job_net *n, struct camp *c, int facility)
{
    const struct plan *plan = n->plan;
    for (int f = facility; f < plan->facility_count; f++) {
        if (plan->facilities[f].visit != c->visit) break;
        if (plan->facilities[f].site < 0) continue;
        const struct site *site = &n->programme->sites[plan->facilities[f].site];
        c->place = globe_point(site->lon, site->lat);
        return;
    }
    c->place = n->places[plan->visits[c->visit].area];
}

/* Day from which the condition of a phase is met there; 0: always was. */
static int ready_day(const struct job_net *n, int area, const struct phase *phase)
{
    int day = 0, own = 0, type = n->programme->sizes[phase->size].type;
    if (phase->condition == NEEDS_NOTHING) return 0;
    for (int i = 0; i < n->works->readiness_count; i++) {
        const struct readiness *r = &n->works->readiness[i];
        if (r->area != area || r->condition != phase->condition) continue;
        if (r->type == type) own = 1;
        if (r->type == type || (r->type < 0 && !own)) day = r->day;
    }
    return day;
}

/* Room for all jobs, links and needs of the plan. */
static enum status reserve(struct job_net *n, struct arena *a, struct err *e)
{
    size_t jobs = 0, links = 0, needs = 0;
    const struct works *w = n->works;
    for (int f = 0; f < n->plan->facility_count; f++) {
        int size = n->plan->facilities[f].size;
        for (int i = w->phase_first[size]; i < w->phase_first[size + 1]; i++) {
            jobs += w->phases[i].inspection_days > 0 ? 2 : 1;
            links += (size_t)w->phases[i].link_count + 1;
            needs += (size_t)w->phases[i].material_count;
        }
    }
    n->jobs = ARENA_ARRAY(a, struct job, jobs + 1);
    n->links = ARENA_ARRAY(a, struct job_link, links + 1);
    n->needs = ARENA_ARRAY(a, struct job_need, needs + 1);
    n->camps = ARENA_ARRAY(a, struct camp, (size_t)n->plan->visit_count + 1);
    n->due = ARENA_ARRAY(a, int, (size_t)n->plan->facility_count + 1);
    if (!n->jobs || !n->links || !n->needs || !n->camps || !n->due) return out_of_memory(e);
    return STATUS_OK;
}

static void add_link(struct job_net *n, int before, enum link_kind kind, int lag_days)
{
    n->links[n->link_count++] = (struct job_link){before, kind, lag_days};
    n->jobs[n->job_count].link_count++;
}

static void add_links(struct building *b, const struct phase *phase)
{
    struct job_net *n = b->n;
    const struct works *w = n->works;
    int first = w->phase_first[phase->size];
    n->jobs[n->job_count].link_first = n->link_count;
    for (int k = 0; k < phase->link_count; k++) {
        const struct phase_link *link = &w->links[phase->link_first + k];
        int counts_finish = link->kind == LINK_FINISH_START || link->kind == LINK_FINISH_FINISH;
        int before = link->predecessor - first;
        add_link(n, counts_finish ? b->after_of[before] : b->job_of[before], link->kind,
                 link->lag_days);
    }
}

static void add_needs(struct job_net *n, int area, const struct phase *phase)
{
    n->jobs[n->job_count].need_first = n->need_count;
    for (int k = 0; k < phase->material_count; k++) {
        const struct phase_material *m = &n->works->materials[phase->material_first + k];
        int stock = stock_of(n, m->resource, area);
        if (stock < 0 || !(m->quantity > 0)) continue;
        n->needs[n->need_count++] = (struct job_need){stock, m->quantity};
        n->jobs[n->job_count].need_count++;
    }
}

static void add_inspection(struct building *b, int index, const struct phase *phase)
{
    struct job_net *n = b->n;
    n->jobs[n->job_count] = (struct job){.camp = b->camp,
                                         .facility = b->facility,
                                         .phase = index,
                                         .is_inspection = 1,
                                         .days = phase->inspection_days,
                                         .calendar = n->works->calendar_count,
                                         .trade = n->works->inspection_trade,
                                         .people = 1,
                                         .release = n->camps[b->camp].release,
                                         .link_first = n->link_count,
                                         .need_first = n->need_count};
    add_link(n, n->job_count - 1, LINK_FINISH_START, 0);
    n->job_count++;
}

static void add_job(struct building *b, int index)
{
    struct job_net *n = b->n;
    const struct phase *phase = &n->works->phases[index];
    const struct camp *camp = &n->camps[b->camp];
    int area = n->plan->visits[camp->visit].area, at = index - n->works->phase_first[phase->size];
    int ready = ready_day(n, area, phase);
    n->jobs[n->job_count] = (struct job){
        .camp = b->camp,
        .facility = b->facility,
        .phase = index,
        .days = phase->days,
        .calendar = phase->calendar >= 0 ? phase->calendar : n->works->calendar_count,
        .trade = phase->trade,
        .people = phase->people,
        .release = ready > camp->release ? ready : camp->release,
        .gate = ready,
    };
    add_links(b, phase);
    add_needs(n, area, phase);
    b->job_of[at] = b->after_of[at] = n->job_count++;
    if (phase->inspection_days > 0) {
        add_inspection(b, index, phase);
        b->after_of[at] = n->job_count - 1;
    }
}

static int is_ready(const struct building *b, const struct phase *phase)
{
    const struct works *w = b->n->works;
    int first = w->phase_first[phase->size];
    for (int k = 0; k < phase->link_count; k++)
        if (b->job_of[w->links[phase->link_first + k].predecessor - first] < 0) return 0;
    return 1;
}

/* Phases in an order in which each comes after those it waits for; there is one. */
static void add_facility(struct building *b)
{
    const struct works *w = b->n->works;
    int size = b->n->plan->facilities[b->facility].size;
    int first = w->phase_first[size], count = w->phase_first[size + 1] - first;
    for (int i = 0; i < count; i++)
        b->job_of[i] = -1;
    for (int left = count, i = 0; left > 0; i = (i + 1) % count) {
        if (b->job_of[i] >= 0 || !is_ready(b, &w->phases[first + i])) continue;
        add_job(b, first + i);
        left--;
    }
}

static void add_visit(struct building *b, int visit, int *facility)
{
    struct job_net *n = b->n;
    const struct plan *plan = n->plan;
    struct camp *camp = &n->camps[n->camp_count];
    *camp = (struct camp){.visit = visit,
                          .job_first = n->job_count,
                          .release = works_year_day(n->programme, plan->visits[visit].year)};
    place_camp(n, camp, *facility);
    b->camp = n->camp_count++;
    for (; *facility < plan->facility_count && plan->facilities[*facility].visit == visit;
         ++*facility) {
        int build_years = n->programme->sizes[plan->facilities[*facility].size].build_years;
        n->due[*facility] = works_year_day(n->programme, plan->visits[visit].year +
                                                             (build_years > 0 ? build_years : 1));
        b->facility = *facility;
        add_facility(b);
    }
    camp->job_count = n->job_count - camp->job_first;
}

static enum status build_jobs(struct job_net *n, struct arena *a, struct err *e)
{
    struct building b = {.n = n};
    int facility = 0;
    b.job_of = ARENA_ARRAY(a, int, (size_t)n->works->phase_count + 1);
    b.after_of = ARENA_ARRAY(a, int, (size_t)n->works->phase_count + 1);
    if (!b.job_of || !b.after_of) return out_of_memory(e);
    for (int v = 0; v < n->plan->visit_count; v++)
        add_visit(&b, v, &facility);
    return STATUS_OK;
}

enum status job_net_build(struct job_net *out, const struct programme *p, const struct works *w,
                          const struct plan *plan, struct arena *a, struct err *e)
{
    *out = (struct job_net){.programme = p,
                            .works = w,
                            .plan = plan,
                            .day_count = w->day_count,
                            .idle_days = WORKS_IDLE_DAYS,
                            .pause_days = WORKS_PAUSE_DAYS};
    TRY(workdays_build(out, a, e));
    TRY(build_places(out, a, e));
    TRY(build_crews(out, a, e));
    TRY(build_stocks(out, a, e));
    TRY(reserve(out, a, e));
    TRY(build_jobs(out, a, e));
    return keep_ways(out, a, e);
}
