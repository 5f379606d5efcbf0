/* SPDX-License-Identifier: Apache-2.0 */
/* Who sends what where, and which limits of that were worth most. */
#include <math.h>
#include <stdlib.h>

#include "report/view.h"

static int by_way(const void *left, const void *right)
{
    const struct view_flow *a = left, *b = right;
    if (a->resource != b->resource) return a->resource - b->resource;
    return a->origin != b->origin ? a->origin - b->origin : a->to - b->to;
}

static int by_quantity(const void *left, const void *right)
{
    const struct view_flow *a = left, *b = right;
    if (a->resource != b->resource) return a->resource - b->resource;
    if (a->quantity != b->quantity) return a->quantity < b->quantity ? 1 : -1;
    return by_way(left, right);
}

/* A site counts for its province. */
static int destination_of(const struct view *v, int place)
{
    int sources = v->shipping.producer_count + v->shipping.depot_count;
    if (place < sources || v->areas[place - sources].province < 0) return place;
    return sources + v->areas[place - sources].province;
}

static void merge(struct view_shipping *x)
{
    int count = 0;
    for (int i = 0; i < x->flow_count; i++) {
        struct view_flow *last = &x->flows[count ? count - 1 : 0];
        if (count == 0 || by_way(last, &x->flows[i]) != 0) {
            x->flows[count++] = x->flows[i];
            continue;
        }
        last->quantity += x->flows[i].quantity;
        last->cost += x->flows[i].cost;
        last->shipment_count++;
    }
    x->flow_count = count;
}

enum status view_load_flows(struct view *v, const struct map *places, struct arena *a,
                            struct err *e)
{
    struct view_shipping *x = &v->shipping;
    const struct table *t = view_table(v, TABLE_SHIPMENT);
    int plan = table_column(t, "plan");
    x->flows = ARENA_ARRAY(a, struct view_flow, (size_t)t->row_count + 1);
    if (!x->flows) return view_no_memory(a, e);
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        int resource = view_find(v, &v->resource_of, table_get_text(t, row, "resource"));
        int origin = view_find(v, places, table_get_text(t, row, "origin"));
        int to = view_find(v, places, table_get_text(t, row, "destination"));
        double cost = table_get_real(t, row, "cost");
        if (resource < 0 || origin < 0 || to < 0) continue;
        x->flows[x->flow_count++] = (struct view_flow){resource,
                                                       origin,
                                                       destination_of(v, to),
                                                       table_get_real(t, row, "quantity"),
                                                       isnan(cost) ? 0 : cost,
                                                       1};
    }
    x->shipment_count = x->flow_count;
    qsort(x->flows, (size_t)x->flow_count, sizeof *x->flows, by_way);
    merge(x);
    qsort(x->flows, (size_t)x->flow_count, sizeof *x->flows, by_quantity);
    return STATUS_OK;
}

/* --- limits ------------------------------------------------------------------------------- */

static int by_limit(const void *left, const void *right)
{
    const struct view_supply_limit *a = left, *b = right;
    int order = slice_compare(a->kind, b->kind);
    if (!order) order = slice_compare(a->place, b->place);
    if (!order) order = slice_compare(a->to, b->to);
    if (!order) order = a->resource - b->resource;
    return order;
}

static int by_worth(const void *left, const void *right)
{
    const struct view_supply_limit *a = left, *b = right;
    if (a->worth != b->worth) return a->worth < b->worth ? 1 : -1;
    if (a->full_count != b->full_count) return b->full_count - a->full_count;
    int order = by_limit(left, right);
    return order ? order : a->worth_first - b->worth_first;
}

static void add_period(struct view_supply_limit *to, const struct view_supply_limit *x)
{
    to->used += x->used;
    to->limit += x->limit;
    to->fullest = fmax(to->fullest, x->fullest);
    to->period_count += x->period_count;
    to->full_count += x->full_count;
    if (x->worth > to->worth || (x->worth == to->worth && x->worth_first < to->worth_first)) {
        to->worth = x->worth;
        to->worth_solved = x->worth_solved;
        to->worth_first = x->worth_first;
    }
}

enum status view_load_supply_limits(struct view *v, struct arena *a, struct err *e)
{
    struct view_shipping *x = &v->shipping;
    const struct table *t = view_table(v, TABLE_SHIPPING_LIMIT);
    int plan = table_column(t, "plan"), first = table_column(t, "first"), count = 0;
    struct view_supply_limit *list =
        ARENA_ARRAY(a, struct view_supply_limit, (size_t)t->row_count + 1);
    if (!list) return view_no_memory(a, e);
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        struct slice resource = table_get_text(t, row, "resource");
        double used = table_get_real(t, row, "used"), limit = table_get_real(t, row, "limit");
        double worth = table_get_real(t, row, "worth");
        if (isnan(used) || isnan(limit)) continue;
        double share = limit > 0 ? used / limit : used > 0;
        list[count++] = (struct view_supply_limit){
            .kind = table_get_text(t, row, "kind"),
            .place = table_get_text(t, row, "place"),
            .to = table_get_text(t, row, "destination"),
            .resource = resource.len ? view_find(v, &v->resource_of, resource) : -1,
            .used = used,
            .limit = limit,
            .fullest = share,
            .period_count = 1,
            .full_count = share >= 0.999,
            .worth = worth > 0 ? worth : 0,
            .worth_solved = table_get_real(t, row, "worth_solved"),
            .worth_first = view_day(t, row, first),
        };
    }
    qsort(list, (size_t)count, sizeof *list, by_limit);
    for (int i = 0; i < count; i++) {
        if (x->limit_count > 0 && by_limit(&list[x->limit_count - 1], &list[i]) == 0)
            add_period(&list[x->limit_count - 1], &list[i]);
        else
            list[x->limit_count++] = list[i];
    }
    qsort(list, (size_t)x->limit_count, sizeof *list, by_worth);
    x->limits = list;
    return STATUS_OK;
}
