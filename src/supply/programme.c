/* SPDX-License-Identifier: Apache-2.0 */
#include "supply/programme.h"

#include <math.h>

enum {
    ENTRIES = 5, /* of a column, at most */
    PENALTY = 100,
};

struct builder {
    struct flow_programme *f;
    const struct net *n;
    double *lower, *upper; /* of rows */
    double *value;         /* of entries */
    int *start, *index;
    int columns, entries, rows;
    int resources;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the linear programme of supply");
}

/* --- rows --------------------------------------------------------------------------------- */

/* The net's rows of one kind and thing, a row for each boundary. */
static int add_rows(struct builder *b, double lower, double upper, int count)
{
    int first = b->rows;
    for (int i = 0; i < count; i++) {
        b->lower[b->rows] = lower;
        b->upper[b->rows++] = upper;
    }
    return first;
}

static void add_limits(struct builder *b, enum supply_limit_kind kind, int what, int resource,
                       int first_row)
{
    const struct supply_case *c = b->n->c;
    const struct logistics *l = c->logistics;
    struct flow_programme *f = b->f;
    for (int k = 1; k <= b->n->period_count; k++) {
        int period = kind == LIMIT_PRODUCTION ? k - 1 : k;
        int from = period * c->period_days, to = from + c->period_days;
        double limit = 0;
        if (kind == LIMIT_PRODUCTION) limit = logistics_made(l, what, resource, from, to);
        if (kind == LIMIT_CARRIER) limit = logistics_carried(l, what, from, to);
        if (kind == LIMIT_LANE) limit = l->lanes[what].t_month / MONTH_DAYS * c->period_days;
        if (kind == LIMIT_DEPOT) limit = l->depots[what].capacity_t;
        b->upper[first_row + k - 1] = limit;
        f->limit_row[f->limit_count] = first_row + k - 1;
        f->limits[f->limit_count++] = (struct supply_limit){.kind = kind,
                                                            .what = what,
                                                            .resource = resource,
                                                            .period = period,
                                                            .limit = limit,
                                                            .worth_solved = NAN};
    }
}

static int is_made(const struct logistics *l, int producer, int resource)
{
    for (int i = 0; i < l->production_count; i++)
        if (l->productions[i].producer == producer && l->productions[i].resource == resource)
            return 1;
    return 0;
}

static void build_rows(struct builder *b)
{
    struct flow_programme *f = b->f;
    const struct net *n = b->n;
    const struct logistics *l = n->c->logistics;
    int k = n->period_count, all = b->resources;
    for (int i = 0; i < l->producer_count * all; i++) {
        f->made[i] = -1;
        if (!n->needed[i % all] || !is_made(l, i / all, i % all)) continue;
        f->made[i] = add_rows(b, -INFINITY, 0, k);
        add_limits(b, LIMIT_PRODUCTION, i / all, i % all, f->made[i]);
    }
    for (int i = 0; i < l->depot_count * all; i++)
        f->kept[i] = n->needed[i % all] ? add_rows(b, 0, 0, k) : -1;
    for (int i = 0; i < l->depot_count; i++) {
        f->room[i] = -1;
        if (isinf(l->depots[i].capacity_t)) continue;
        f->room[i] = add_rows(b, -INFINITY, 0, k);
        add_limits(b, LIMIT_DEPOT, i, -1, f->room[i]);
    }
    for (int i = 0; i < l->carrier_count; i++) {
        f->carried[i] = -1;
        if (isinf(logistics_carried(l, i, 0, 1))) continue;
        f->carried[i] = add_rows(b, -INFINITY, 0, k);
        add_limits(b, LIMIT_CARRIER, i, -1, f->carried[i]);
    }
    for (int i = 0; i < l->lane_count; i++) {
        f->lane[i] = -1;
        if (isinf(l->lanes[i].t_month)) continue;
        f->lane[i] = add_rows(b, -INFINITY, 0, k);
        add_limits(b, LIMIT_LANE, i, -1, f->lane[i]);
    }
}

static void build_target_rows(struct builder *b)
{
    const struct supply_case *c = b->n->c;
    for (int i = 0; i < b->n->target_count; i++) {
        struct target *t = &b->n->targets[i];
        t->row = add_rows(b, 0, 0, t->last - t->first + 1);
        for (int k = t->need_first; k < t->need_first + t->need_count; k++) {
            int at = c->needs[k].day / c->period_days;
            if (at < 1) at = 1;
            b->lower[t->row + at - t->first] += c->needs[k].quantity;
            b->upper[t->row + at - t->first] += c->needs[k].quantity;
        }
    }
}

/* --- columns ------------------------------------------------------------------------------ */

static void add_entry(struct builder *b, int row, double value)
{
    b->index[b->entries] = row;
    b->value[b->entries++] = value;
}

static int add_column(struct builder *b, double cost, double upper)
{
    int column = b->columns++;
    b->start[column] = b->entries;
    b->f->upper[column] = upper;
    b->f->cost[column] = cost;
    return column;
}

static void add_flow(struct builder *b, struct flow *x)
{
    const struct net *n = b->n;
    const struct logistics *l = n->c->logistics;
    struct flow_programme *f = b->f;
    const struct way *w = &n->ways[x->way];
    double weight = l->materials[x->resource].weight_t;
    int is_made_here = place_kind(l, w->origin) == 0, periods = way_periods(n, x->way);
    int depot = w->origin - l->producer_count, to = w->destination - l->producer_count;
    x->column = b->columns;
    for (int k = x->first; k <= x->last; k++) {
        double price =
            is_made_here ? logistics_price(l, w->origin, x->resource, k * n->c->period_days) : 0;
        (void)add_column(b, price + w->cost_t * weight, INFINITY);
        if (is_made_here) {
            add_entry(b, f->made[w->origin * b->resources + x->resource] + k - 1, 1);
        } else {
            add_entry(b, f->kept[depot * b->resources + x->resource] + k - 1, -1);
            if (f->room[depot] >= 0) add_entry(b, f->room[depot] + k - 1, weight);
        }
        if (w->carrier >= 0 && f->carried[w->carrier] >= 0 && w->km > 0)
            add_entry(b, f->carried[w->carrier] + k - 1, weight * w->km);
        if (w->lane >= 0 && f->lane[w->lane] >= 0) add_entry(b, f->lane[w->lane] + k - 1, weight);
        if (x->target < 0)
            add_entry(b, f->kept[to * b->resources + x->resource] + k + periods - 1, 1);
        else
            add_entry(b, n->targets[x->target].row + k + periods - n->targets[x->target].first, 1);
    }
}

static double stock_cost(const struct builder *b, int resource)
{
    const struct supply_case *c = b->n->c;
    return c->logistics->materials[resource].stock_cost * c->period_days / MONTH_DAYS;
}

static void add_depot_stocks(struct builder *b)
{
    const struct logistics *l = b->n->c->logistics;
    for (int i = 0; i < l->depot_count * b->resources; i++) {
        int row = b->f->kept[i], depot = i / b->resources, m = i % b->resources;
        b->f->lying[i] = row >= 0 ? b->columns : -1;
        for (int k = 1; row >= 0 && k <= b->n->period_count; k++) {
            (void)add_column(b, stock_cost(b, m), INFINITY);
            add_entry(b, row + k - 1, -1);
            if (b->f->room[depot] >= 0)
                add_entry(b, b->f->room[depot] + k - 1, l->materials[m].weight_t);
            if (k < b->n->period_count) add_entry(b, row + k, 1);
        }
    }
}

/* What may lie at a site after a boundary: needs of the early_days after it. */
static double most_stock(const struct builder *b, const struct target *t, int boundary)
{
    const struct supply_case *c = b->n->c;
    int early = c->logistics->materials[t->resource].early_days / c->period_days;
    double sum = 0;
    for (int i = t->need_first; i < t->need_first + t->need_count; i++) {
        int at = c->needs[i].day / c->period_days;
        if (at > boundary && at <= boundary + early) sum += c->needs[i].quantity;
    }
    return sum;
}

static void add_target(struct builder *b, struct target *t)
{
    int days = b->n->c->period_days;
    t->stock = b->columns;
    for (int k = t->first; k < t->until && !t->is_free; k++) {
        (void)add_column(b, stock_cost(b, t->resource), most_stock(b, t, k));
        add_entry(b, t->row + k - t->first, -1);
        add_entry(b, t->row + k - t->first + 1, 1);
    }
    t->late = b->columns;
    for (int k = t->from; k <= t->last; k++) {
        int column = add_column(b, 0, INFINITY);
        /* what is short at the end waits as long again */
        b->f->waiting[column] = days / t->mean * (k == t->last ? 1 + t->tail : 1);
        b->f->class[column] = t->class;
        add_entry(b, t->row + k - t->first, 1);
        if (k < t->last) add_entry(b, t->row + k - t->first + 1, -1);
    }
}

/* --- all of it ---------------------------------------------------------------------------- */

static enum status reserve(struct builder *b, struct arena *a, struct err *e)
{
    struct flow_programme *f = b->f;
    const struct net *n = b->n;
    const struct logistics *l = n->c->logistics;
    size_t sources = (size_t)(l->producer_count + l->depot_count), k = (size_t)n->period_count;
    size_t kinds = sources * (size_t)b->resources + 1;
    size_t limits = (kinds + sources + (size_t)(l->carrier_count + l->lane_count)) * k;
    size_t rows = limits + kinds * k, columns = kinds * k + 1;
    for (int i = 0; i < n->flow_count; i++)
        columns += (size_t)(n->flows[i].last - n->flows[i].first + 1);
    for (int i = 0; i < n->target_count; i++) {
        rows += (size_t)(n->targets[i].last - n->targets[i].first + 1);
        columns += 2 * (size_t)(n->targets[i].last - n->targets[i].first + 2);
    }
    if (columns * ENTRIES > INT32_MAX)
        return err_set(e, STATUS_LIMIT,
                       "%zu shipments and stocks to choose from are too many; take longer periods "
                       "or shorter ways",
                       columns);
    b->lower = ARENA_ARRAY(a, double, rows + 1);
    b->upper = ARENA_ARRAY(a, double, rows + 1);
    f->upper = ARENA_ARRAY(a, double, columns);
    b->start = ARENA_ARRAY(a, int, columns > rows ? columns + 1 : rows + 2);
    b->index = ARENA_ARRAY(a, int, columns *ENTRIES);
    b->value = ARENA_ARRAY(a, double, columns *ENTRIES);
    f->cost = ARENA_ARRAY(a, double, columns);
    f->waiting = ARENA_ARRAY(a, double, columns);
    f->is_held = ARENA_ARRAY(a, int, columns);
    f->set = ARENA_ARRAY(a, double, columns);
    f->x = ARENA_ARRAY(a, double, columns);
    f->class = ARENA_ARRAY(a, int, columns);
    f->limits = ARENA_ARRAY(a, struct supply_limit, limits + 1);
    f->limit_row = ARENA_ARRAY(a, int, limits + 1);
    f->made = ARENA_ARRAY(a, int, kinds);
    f->kept = ARENA_ARRAY(a, int, kinds);
    f->lying = ARENA_ARRAY(a, int, kinds);
    f->room = ARENA_ARRAY(a, int, kinds);
    f->carried = ARENA_ARRAY(a, int, (size_t)l->carrier_count + 1);
    f->lane = ARENA_ARRAY(a, int, (size_t)l->lane_count + 1);
    if (!b->lower || !b->upper || !f->upper || !f->is_held || !b->start || !b->index || !b->value ||
        !f->cost || !f->waiting || !f->set || !f->x || !f->class || !f->limits || !f->limit_row ||
        !f->made || !f->lying || !f->kept || !f->room || !f->carried || !f->lane)
        return out_of_memory(e);
    return STATUS_OK;
}

/* A first solve weighs shortage so much that there is none where there need not be. */
static void set_first_costs(struct flow_programme *f)
{
    double most = 0, least = INFINITY;
    for (int i = 0; i < f->column_count; i++) {
        most = fmax(most, f->cost[i]);
        if (f->waiting[i] > 0) least = fmin(least, f->waiting[i]);
    }
    double penalty = isinf(least) ? 0 : PENALTY * fmax(most, 1e-3) / least;
    for (int i = 0; i < f->column_count; i++)
        f->set[i] = f->cost[i] + penalty * f->waiting[i];
}

static enum status fill(struct builder *b, struct arena *a, struct err *e)
{
    struct flow_programme *f = b->f;
    f->row_count = b->rows;
    f->column_count = b->columns;
    b->start[b->columns] = b->entries;
    set_first_costs(f);
    int *none = ARENA_ARRAY(a, int, (size_t)b->rows + 1);
    double *zero = ARENA_ARRAY(a, double, (size_t)b->columns + 1);
    if (!none || !zero) return out_of_memory(e);
    struct lp_batch rows = {.count = b->rows,
                            .lower = b->lower,
                            .upper = b->upper,
                            .start = none,
                            .index = none,
                            .value = zero};
    struct lp_batch columns = {.count = b->columns,
                               .cost = f->set,
                               .lower = zero,
                               .upper = f->upper,
                               .start = b->start,
                               .index = b->index,
                               .value = b->value};
    TRY(lp_add_rows(f->lp, &rows, e));
    return lp_add_columns(f->lp, &columns, e);
}

enum status flow_programme_open(struct flow_programme *f, const struct net *n,
                                const struct stop *stop, struct arena *a, struct err *e)
{
    *f = (struct flow_programme){.net = n};
    struct builder b = {.f = f, .n = n, .resources = n->c->programme->resource_count};
    struct lp_settings settings = {.sense = LP_MINIMISE, .seed = 1, .stop = stop, .is_repriced = 1};
    TRY(reserve(&b, a, e));
    build_rows(&b);
    build_target_rows(&b);
    for (int i = 0; i < n->flow_count; i++)
        add_flow(&b, &n->flows[i]);
    add_depot_stocks(&b);
    for (int i = 0; i < n->target_count; i++)
        add_target(&b, &n->targets[i]);
    TRY(lp_open(&f->lp, &settings, a, e));
    enum status status = fill(&b, a, e);
    if (status != STATUS_OK) flow_programme_close(f);
    return status;
}

void flow_programme_close(struct flow_programme *f)
{
    lp_close(f->lp);
    f->lp = NULL;
}
