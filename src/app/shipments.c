/* SPDX-License-Identifier: Apache-2.0 */
#include "app/shipments.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/map.h"

struct taking {
    const struct session *s;
    struct works *w;
    struct map resources, areas; /* index of each code */
    double *sent;                /* [resource * area_count + area] */
    char *is_shipped;            /* [resource] */
    struct arrival *list;
    int count;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the shipments");
}

int arrival_compare(const void *left, const void *right)
{
    const struct arrival *a = left, *b = right;
    if (a->day != b->day) return a->day - b->day;
    if (a->resource != b->resource) return a->resource - b->resource;
    if (a->area != b->area) return a->area - b->area;
    return (a->quantity > b->quantity) - (a->quantity < b->quantity);
}

static int find_row(const struct dataset *d, const char *plan)
{
    const struct table *t = &d->tables[TABLE_SHIPPING];
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "plan"), plan)) return row;
    return -1;
}

static enum status begin(struct taking *k, struct err *e)
{
    const struct programme *p = &k->s->programme;
    struct arena *a = k->s->arena;
    size_t pairs = (size_t)p->resource_count * (size_t)p->area_count;
    size_t most =
        (size_t)k->w->arrival_count + pairs + (size_t)k->s->data.tables[TABLE_SHIPMENT].row_count;
    k->sent = ARENA_ARRAY(a, double, pairs + 1);
    k->is_shipped = ARENA_ARRAY(a, char, (size_t)p->resource_count + 1);
    k->list = ARENA_ARRAY(a, struct arrival, most + 1);
    if (!k->sent || !k->is_shipped || !k->list || !map_init(&k->resources, p->resource_count, a) ||
        !map_init(&k->areas, p->area_count, a))
        return out_of_memory(e);
    for (int m = 0; m < p->resource_count; m++)
        (void)map_put(&k->resources, slice_of(p->resources[m].code), m);
    for (int i = 0; i < p->area_count; i++)
        (void)map_put(&k->areas, slice_of(p->areas[i].code), i);
    return STATUS_OK;
}

/* What comes to a depot is no arrival, but its material is a shipped one. */
static enum status take_row(struct taking *k, const struct table *t, int row, struct err *e)
{
    int64_t instant = 0;
    int resource = map_get(&k->resources, table_get_text(t, row, "resource"));
    int area = map_get(&k->areas, table_get_text(t, row, "destination"));
    double quantity = table_get_real(t, row, "quantity");
    if (resource < 0 || !time_parse(table_get_text(t, row, "arrives"), &instant))
        return err_set(e, STATUS_CONFLICT,
                       "shipment row %d does not fit the programme of now; run 'groundwork supply "
                       "%s' again",
                       row + 1, k->s->path);
    k->is_shipped[resource] = 1;
    if (area < 0) return STATUS_OK;
    k->sent[resource * k->s->programme.area_count + area] += quantity;
    k->list[k->count++] =
        (struct arrival){resource, area, time_day(instant) - k->w->first_day, quantity};
    return STATUS_OK;
}

/* Rounding of the solver on the first day; so every site has its own arrivals, of nothing too. */
static void add_sites(struct taking *k, const struct plan *built)
{
    const struct programme *p = &k->s->programme;
    for (int v = 0; v < built->visit_count; v++)
        for (int m = 0; m < p->resource_count; m++) {
            double *sent = &k->sent[m * p->area_count + built->visits[v].area];
            if (!k->is_shipped[m] || *sent < 0) continue;
            k->list[k->count++] =
                (struct arrival){m, built->visits[v].area, 0, SHIPMENTS_ROUNDING * *sent};
            *sent = -1; /* once for each site */
        }
}

enum status shipments_take(struct shipments *out, struct works *w, const char *plan,
                           const struct plan *built, struct session *s, struct err *e)
{
    char hash[DIGEST_TEXT_BYTES];
    struct taking k = {.s = s, .w = w};
    const struct table *heads = &s->data.tables[TABLE_SHIPPING], *t;
    int head = find_row(&s->data, plan);
    *out = (struct shipments){SHIPMENTS_NONE, 0};
    if (head < 0) return STATUS_OK;
    dataset_digest(&s->data, hash);
    out->is_stale = !slice_is(table_get_text(heads, head, "input_hash"), hash);
    out->state = SHIPMENTS_UNMET;
    if (slice_is(table_get_text(heads, head, "agreement"), "unmet")) return STATUS_OK;
    TRY(begin(&k, e));
    t = &s->data.tables[TABLE_SHIPMENT];
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "plan"), plan)) TRY(take_row(&k, t, row, e));
    add_sites(&k, built);
    for (int i = 0; i < w->arrival_count; i++)
        if (!k.is_shipped[w->arrivals[i].resource]) k.list[k.count++] = w->arrivals[i];
    qsort(k.list, (size_t)k.count, sizeof *k.list, arrival_compare);
    w->arrivals = k.list;
    w->arrival_count = k.count;
    out->state = SHIPMENTS_TAKEN;
    return STATUS_OK;
}

void shipments_mark_rescheduled(struct dataset *d, const char *plan)
{
    struct table *t = &d->tables[TABLE_SHIPPING];
    int row = find_row(d, plan);
    if (row >= 0 && !slice_is(table_get_text(t, row, "agreement"), "unmet"))
        table_put_text(t, row, "agreement", slice_of("rescheduled"));
}

void shipments_drop(struct dataset *d, const char *plan)
{
    for (int id = TABLE_SHIPPING; id <= TABLE_SHIPPING_LIMIT; id++)
        table_drop(&d->tables[id], "plan", slice_of(plan));
}
