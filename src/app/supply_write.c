/* SPDX-License-Identifier: Apache-2.0 */
/* Shipments and shortages for people and for programs. */
#include <math.h>

#include "app/supply.h"
#include "base/json.h"
#include "base/number.h"

enum {
    LIMITS_SHOWN = 5,
};

const char *supply_agreement_word(enum supply_agreement agreement)
{
    static const char *const words[] = {"agreed", "best_found", "unmet"};
    return words[agreement];
}

const char *supply_limit_word(enum supply_limit_kind kind)
{
    static const char *const words[LIMIT_KIND_COUNT] = {"production", "carrier", "lane", "depot"};
    return words[kind];
}

const char *supply_limit_place(const struct supply_answer *x, const struct programme *p,
                               const struct supply_limit *limit, const char **destination)
{
    const struct logistics *l = &x->logistics;
    *destination = "";
    if (limit->kind == LIMIT_PRODUCTION) return l->producers[limit->what].code;
    if (limit->kind == LIMIT_CARRIER) return l->carriers[limit->what].code;
    if (limit->kind == LIMIT_DEPOT) return l->depots[limit->what].code;
    *destination = logistics_code(l, p, l->lanes[limit->what].destination);
    return logistics_code(l, p, l->lanes[limit->what].origin);
}

struct material_sum {
    double wanted, sent, waited; /* units; units; unit-days */
};

/* Totals of a material; days waited are those between the wanted and the real start. */
static struct material_sum sum_of(const struct supply_answer *x, int resource)
{
    struct material_sum sum = {0};
    int sources = x->logistics.producer_count + x->logistics.depot_count;
    for (int i = 0; i < x->wanted.need_count; i++)
        if (x->wanted.needs[i].resource == resource) {
            sum.wanted += x->wanted.needs[i].quantity;
            sum.waited -= x->wanted.needs[i].quantity * x->wanted.needs[i].day;
        }
    for (int i = 0; i < x->used.need_count; i++)
        if (x->used.needs[i].resource == resource)
            sum.waited += x->used.needs[i].quantity * x->used.needs[i].day;
    for (int i = 0; i < x->shipping.shipment_count; i++) {
        const struct shipment *h = &x->shipping.shipments[i];
        if (h->resource == resource && x->shipping.ways[h->way].destination >= sources)
            sum.sent += h->quantity;
    }
    return sum;
}

static void write_materials(const struct supply_answer *x, const struct programme *p, struct buf *b)
{
    buf_text(b, "material              wanted      sent to sites  used later by (mean)\n");
    for (int m = 0; m < p->resource_count; m++) {
        if (!x->logistics.materials[m].is_shipped) continue;
        struct material_sum sum = sum_of(x, m);
        buf_printf(b, " %-16s %12.1f %12.1f %s", p->resources[m].name, sum.wanted, sum.sent,
                   p->resources[m].unit);
        if (x->agreement != SUPPLY_UNMET && sum.wanted > 0)
            buf_printf(b, "  %.1f days", sum.waited / sum.wanted);
        buf_char(b, '\n');
    }
}

/* The limit with the next smaller worth, -1: none. */
static int next_limit(const struct shipping *x, int before)
{
    int best = -1;
    for (int i = 0; i < x->limit_count; i++) {
        double worth = x->limits[i].worth;
        if (!(worth > 0)) continue;
        if (before >= 0 &&
            (worth > x->limits[before].worth || (worth == x->limits[before].worth && i <= before)))
            continue;
        if (best < 0 || worth > x->limits[best].worth) best = i;
    }
    return best;
}

static void write_limits(const struct supply_answer *x, const struct programme *p, struct buf *b)
{
    char date[WORKS_DATE_BYTES];
    for (int shown = 0, i = -1; shown < LIMITS_SHOWN; shown++) {
        const struct supply_limit *l;
        const char *destination;
        i = next_limit(&x->first, i);
        if (i < 0) return;
        l = &x->first.limits[i];
        if (shown == 0)
            buf_text(b, "one unit more would save so many days of waiting of a phase (in brackets: "
                        "by solving again)\n");
        works_date(&x->built.works, l->period * x->wanted.period_days, date);
        buf_printf(b, " %s  %s %s", date, supply_limit_word(l->kind),
                   supply_limit_place(x, p, l, &destination));
        if (*destination) buf_printf(b, " to %s", destination);
        if (l->resource >= 0) buf_printf(b, ", %s", p->resources[l->resource].name);
        buf_printf(b, ": %.4g", l->worth);
        if (!isnan(l->worth_solved)) buf_printf(b, " (%.4g)", l->worth_solved);
        buf_char(b, '\n');
    }
}

/* Days that phases wait, were the schedule as it was before materials. */
static void write_shortage(const struct supply_answer *x, struct buf *b)
{
    if (!(x->first.shortage[0] > 0)) {
        buf_text(b, "no phase of the schedule without materials waits for any\n");
        return;
    }
    buf_printf(b, "phases of the schedule without materials wait %.6g days for them",
               x->first.shortage[0]);
    int several = 0;
    for (int class = 1; class <= PRIORITY_CLASSES; class ++)
        several += x->first.shortage[class] > 0;
    for (int class = 1, k = 0; class <= PRIORITY_CLASSES && several > 1; class ++)
        if (x->first.shortage[class] > 0)
            buf_printf(b, "%s%.6g of priority %d", k++ ? ", " : ": ", x->first.shortage[class],
                       class);
    buf_char(b, '\n');
}

void supply_answer_write(const struct supply_answer *x, const struct programme *p, struct buf *b)
{
    buf_printf(b, "%s\n", x->summary);
    write_shortage(x, b);
    buf_printf(b, "buying, carrying and storing cost %.6g%s%s\n", x->shipping.cost,
               *p->currency ? " " : "", p->currency);
    write_materials(x, p, b);
    write_limits(x, p, b);
}

static void write_json_materials(const struct supply_answer *x, const struct programme *p,
                                 struct json *j)
{
    json_key(j, "materials");
    json_open(j, '[');
    for (int m = 0; m < p->resource_count; m++) {
        if (!x->logistics.materials[m].is_shipped) continue;
        struct material_sum sum = sum_of(x, m);
        json_open(j, '{');
        json_key(j, "resource");
        json_text(j, slice_of(p->resources[m].code));
        json_key(j, "wanted");
        json_real(j, sum.wanted);
        json_key(j, "sent");
        json_real(j, sum.sent);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

static void write_json_limits(const struct supply_answer *x, const struct programme *p,
                              struct json *j)
{
    char date[WORKS_DATE_BYTES];
    json_key(j, "worth");
    json_open(j, '[');
    for (int i = next_limit(&x->first, -1); i >= 0; i = next_limit(&x->first, i)) {
        const struct supply_limit *l = &x->first.limits[i];
        const char *destination, *place = supply_limit_place(x, p, l, &destination);
        works_date(&x->built.works, l->period * x->wanted.period_days, date);
        json_open(j, '{');
        json_key(j, "kind");
        json_text(j, slice_of(supply_limit_word(l->kind)));
        json_key(j, "place");
        json_text(j, slice_of(place));
        json_key(j, "destination");
        json_text(j, *destination ? slice_of(destination) : SLICE_NONE);
        json_key(j, "resource");
        json_text(j, l->resource >= 0 ? slice_of(p->resources[l->resource].code) : SLICE_NONE);
        json_key(j, "first");
        json_text(j, slice_of(date));
        json_key(j, "worth");
        json_real(j, l->worth);
        json_key(j, "worth_solved");
        json_real(j, l->worth_solved);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

void supply_answer_write_json(const struct supply_answer *x, const struct programme *p,
                              struct buf *b)
{
    struct json j = {b, 0};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->built.plan));
    json_key(&j, "agreement");
    json_text(&j, slice_of(supply_agreement_word(x->agreement)));
    json_key(&j, "rounds");
    json_integer(&j, x->rounds);
    json_key(&j, "shipments");
    json_integer(&j, x->shipping.shipment_count);
    json_key(&j, "cost");
    json_real(&j, x->shipping.cost);
    json_key(&j, "shortage");
    json_real(&j, x->first.shortage[0]);
    json_key(&j, "late_days");
    json_real(&j, x->agreement == SUPPLY_UNMET ? REAL_NONE : x->built.schedule.late_days);
    json_key(&j, "late_days_unlimited");
    json_real(&j, x->late_days_unlimited);
    json_key(&j, "columns");
    json_integer(&j, x->first.column_count);
    json_key(&j, "rows");
    json_integer(&j, x->first.row_count);
    write_json_materials(x, p, &j);
    write_json_limits(x, p, &j);
    json_key(&j, "summary");
    json_text(&j, slice_of(x->summary));
    json_shut(&j, '}');
    buf_char(b, '\n');
}
