/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/runs.h"
#include "app/supply.h"
#include "base/version.h"

struct writer {
    struct session *s;
    const struct supply_answer *x;
    int periods;
    double *wanted, *arrived, *used; /* [period] */
    int failed;                      /* memory is out */
};

static struct slice keep(struct writer *w, const char *at, size_t len)
{
    const char *copy = arena_strndup(w->s->arena, at, len);
    w->failed |= !copy;
    return copy ? (struct slice){copy, len} : SLICE_NONE;
}

static struct slice date_of(struct writer *w, int day)
{
    char date[WORKS_DATE_BYTES];
    works_date(&w->x->built.works, day, date);
    return keep(w, date, strlen(date));
}

static int add_row(struct writer *w, struct table *t)
{
    int row = w->failed ? -1 : table_add(t, w->s->arena);
    w->failed |= row < 0;
    if (row >= 0) table_put_text(t, row, "plan", slice_of(w->x->built.plan));
    return row;
}

static void write_head(struct writer *w, const struct supply_request *request)
{
    char hash[DIGEST_TEXT_BYTES];
    const struct supply_answer *x = w->x;
    struct table *t = &w->s->data.tables[TABLE_SHIPPING];
    int row = add_row(w, t);
    if (row < 0) return;
    dataset_digest(&w->s->data, hash);
    table_put_text(t, row, "agreement", slice_of(supply_agreement_word(x->agreement)));
    table_put_integer(t, row, "rounds", x->rounds);
    table_put_integer(t, row, "period_days", request->period_days);
    if (x->agreement != SUPPLY_UNMET)
        table_put_real(t, row, "late_days", x->built.schedule.late_days);
    table_put_real(t, row, "late_days_unlimited", x->late_days_unlimited);
    table_put_real(t, row, "shortage", x->first.shortage[0]);
    table_put_real(t, row, "cost", x->shipping.cost);
    table_put_text(t, row, "input_hash", keep(w, hash, strlen(hash)));
    table_put_text(t, row, "program_version", slice_of(GROUNDWORK_VERSION));
    if (*request->schedule.options)
        table_put_text(t, row, "options", slice_of(request->schedule.options));
    table_put_integer(t, row, "seed", (int64_t)request->schedule.seed);
    table_put_text(t, row, "summary", slice_of(x->summary));
}

static void write_shipments(struct writer *w)
{
    const struct supply_answer *x = w->x;
    const struct programme *p = &w->s->programme;
    struct table *t = &w->s->data.tables[TABLE_SHIPMENT];
    for (int i = 0; i < x->shipping.shipment_count; i++) {
        const struct shipment *h = &x->shipping.shipments[i];
        const struct way *way = &x->shipping.ways[h->way];
        int row = add_row(w, t);
        if (row < 0) return;
        table_put_integer(t, row, "number", i + 1);
        table_put_text(t, row, "resource", slice_of(p->resources[h->resource].code));
        table_put_text(t, row, "origin", slice_of(logistics_code(&x->logistics, p, way->origin)));
        table_put_text(t, row, "destination",
                       slice_of(logistics_code(&x->logistics, p, way->destination)));
        if (way->carrier >= 0)
            table_put_text(t, row, "carrier", slice_of(x->logistics.carriers[way->carrier].code));
        table_put_text(t, row, "leaves", date_of(w, h->leaves));
        table_put_text(t, row, "arrives", date_of(w, h->arrives));
        table_put_real(t, row, "quantity", h->quantity);
        table_put_real(t, row, "cost",
                       h->quantity * x->logistics.materials[h->resource].weight_t * way->cost_t);
    }
}

/* --- what lies where ---------------------------------------------------------------------- */

static int period_of(const struct writer *w, int day)
{
    int period = day / w->x->wanted.period_days;
    return period < 0 ? 0 : period < w->periods ? period : w->periods - 1;
}

static void add_needs(const struct writer *w, const struct supply_case *c, int area, int resource,
                      double *sum)
{
    for (int i = 0; i < c->need_count; i++)
        if (c->sites[c->needs[i].site].area == area && c->needs[i].resource == resource)
            sum[period_of(w, c->needs[i].day)] += c->needs[i].quantity;
}

static double rounded(double x)
{
    return x > 1e-6 ? x : 0;
}

static void write_place(struct writer *w, int place, int resource)
{
    const struct supply_answer *x = w->x;
    const struct programme *p = &w->s->programme;
    struct table *t = &w->s->data.tables[TABLE_SHIPPING_STOCK];
    int sources = x->logistics.producer_count + x->logistics.depot_count;
    size_t bytes = sizeof(double) * (size_t)w->periods;
    double stock = 0, missing = 0;
    memset(w->wanted, 0, bytes);
    memset(w->arrived, 0, bytes);
    memset(w->used, 0, bytes);
    for (int i = 0; i < x->shipping.shipment_count; i++) {
        const struct shipment *h = &x->shipping.shipments[i];
        const struct way *way = &x->shipping.ways[h->way];
        if (h->resource != resource) continue;
        if (way->destination == place) w->arrived[period_of(w, h->arrives)] += h->quantity;
        if (way->origin == place) w->used[period_of(w, h->leaves)] += h->quantity;
    }
    if (place >= sources) {
        add_needs(w, &x->wanted, place - sources, resource, w->wanted);
        add_needs(w, &x->used, place - sources, resource, w->used);
    }
    for (int k = 0; k < w->periods; k++) {
        stock += w->arrived[k] - w->used[k];
        missing += w->wanted[k] - w->arrived[k];
        if (w->wanted[k] + w->arrived[k] + w->used[k] <= 0) continue;
        int row = add_row(w, t);
        if (row < 0) return;
        table_put_text(t, row, "resource", slice_of(p->resources[resource].code));
        table_put_text(t, row, "place", slice_of(logistics_code(&x->logistics, p, place)));
        table_put_text(t, row, "first", date_of(w, k * x->wanted.period_days));
        table_put_real(t, row, "wanted", w->wanted[k]);
        table_put_real(t, row, "arrived", w->arrived[k]);
        table_put_real(t, row, "used", w->used[k]);
        table_put_real(t, row, "stock", rounded(stock));
        table_put_real(t, row, "short", rounded(missing));
    }
}

static void write_stocks(struct writer *w)
{
    const struct supply_answer *x = w->x;
    size_t periods = (size_t)w->periods + 1;
    w->wanted = ARENA_ARRAY(w->s->arena, double, periods);
    w->arrived = ARENA_ARRAY(w->s->arena, double, periods);
    w->used = ARENA_ARRAY(w->s->arena, double, periods);
    w->failed |= !w->wanted || !w->arrived || !w->used;
    for (int m = 0; m < w->s->programme.resource_count && !w->failed; m++) {
        if (!x->logistics.materials[m].is_shipped) continue;
        for (int d = 0; d < x->logistics.depot_count; d++)
            write_place(w, x->logistics.producer_count + d, m);
        for (int s = 0; s < x->wanted.site_count; s++)
            write_place(
                w, x->logistics.producer_count + x->logistics.depot_count + x->wanted.sites[s].area,
                m);
    }
}

/* --- limits ------------------------------------------------------------------------------- */

static const struct supply_limit *find_limit(const struct shipping *x, const struct supply_limit *l)
{
    for (int i = 0; i < x->limit_count; i++)
        if (x->limits[i].kind == l->kind && x->limits[i].what == l->what &&
            x->limits[i].resource == l->resource && x->limits[i].period == l->period)
            return &x->limits[i];
    return NULL;
}

static void write_limit(struct writer *w, const struct supply_limit *l, double used,
                        const struct supply_limit *first)
{
    const struct supply_answer *x = w->x;
    struct table *t = &w->s->data.tables[TABLE_SHIPPING_LIMIT];
    const char *destination, *place = supply_limit_place(x, &w->s->programme, l, &destination);
    int row = add_row(w, t);
    if (row < 0) return;
    table_put_text(t, row, "kind", slice_of(supply_limit_word(l->kind)));
    table_put_text(t, row, "place", slice_of(place));
    if (*destination) table_put_text(t, row, "destination", slice_of(destination));
    if (l->resource >= 0)
        table_put_text(t, row, "resource", slice_of(w->s->programme.resources[l->resource].code));
    table_put_text(t, row, "first", date_of(w, l->period * x->wanted.period_days));
    table_put_real(t, row, "used", used);
    table_put_real(t, row, "limit", l->limit);
    table_put_real(t, row, "worth", first ? first->worth : 0);
    if (first) table_put_real(t, row, "worth_solved", first->worth_solved);
}

/* What is used is that of the shipments kept; worth is that for what was wanted first. */
static void write_limits(struct writer *w)
{
    const struct supply_answer *x = w->x;
    for (int i = 0; i < x->shipping.limit_count; i++) {
        const struct supply_limit *l = &x->shipping.limits[i];
        write_limit(w, l, l->used, find_limit(&x->first, l));
    }
    for (int i = 0; i < x->first.limit_count; i++) {
        const struct supply_limit *l = &x->first.limits[i];
        if (l->worth > 0 && !find_limit(&x->shipping, l)) write_limit(w, l, 0, l);
    }
}

enum status supply_tables_write(struct session *s, const struct supply_answer *x,
                                const struct supply_request *request, struct err *e)
{
    struct writer w = {.s = s, .x = x};
    w.periods = x->built.works.day_count / request->period_days + 1;
    shipments_drop(&s->data, x->built.plan);
    if (x->agreement == SUPPLY_UNMET)
        for (int id = TABLE_SCHEDULE; id <= TABLE_SCHEDULE_STAY; id++)
            table_drop(&s->data.tables[id], "plan", slice_of(x->built.plan));
    write_head(&w, request);
    write_shipments(&w);
    write_stocks(&w);
    write_limits(&w);
    if (w.failed) return err_set(e, STATUS_NOMEM, "out of memory for the tables of supply");
    struct run_note note = {"supply", s->input_hash, request->schedule.options,
                            (int64_t)request->schedule.seed, x->summary};
    return runs_note(&s->data, &note, s->arena, e);
}
