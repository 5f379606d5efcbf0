/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report_supply - shipments and near-best plans for the dataset of kit/report_dataset.h.
 *
 * One works sends cement over one depot to two areas, in four periods of 28 days; the first
 * area gets 40 t two periods late.  Four plans: County 1 always in the first year, County 2
 * in two years, County 3 in one of the plans only.
 */
#ifndef KIT_REPORT_SUPPLY_H
#define KIT_REPORT_SUPPLY_H

#include "kit/report_dataset.h"

static inline void report_put_stock(const struct report_fill *f, const char *place,
                                    const char *first, const double figures[5])
{
    int row;
    struct table *t = report_row(f, TABLE_SHIPPING_STOCK, &row);
    REPORT_WORD("plan", "plan");
    REPORT_WORD("resource", "cement");
    REPORT_WORD("place", place);
    REPORT_WORD("first", first);
    REPORT_REAL("wanted", figures[0]);
    REPORT_REAL("arrived", figures[1]);
    REPORT_REAL("used", figures[2]);
    REPORT_REAL("stock", figures[3]);
    REPORT_REAL("short", figures[4]);
}

static inline void report_put_shipment(const struct report_fill *f, const char *origin,
                                       const char *destination, double quantity)
{
    struct table *t = &f->data->tables[TABLE_SHIPMENT];
    int number = t->row_count + 1, row;
    t = report_row(f, TABLE_SHIPMENT, &row);
    REPORT_WORD("plan", "plan");
    REPORT_NUMBER("number", number);
    REPORT_WORD("resource", "cement");
    REPORT_WORD("origin", origin);
    REPORT_WORD("destination", destination);
    REPORT_WORD("leaves", "2024-01-29");
    REPORT_WORD("arrives", "2024-02-02");
    REPORT_REAL("quantity", quantity);
    REPORT_REAL("cost", quantity / 10);
}

static inline void report_put_limit(const struct report_fill *f, const char *kind,
                                    const char *place, const char *first, double used, double limit,
                                    double worth)
{
    int row;
    struct table *t = report_row(f, TABLE_SHIPPING_LIMIT, &row);
    REPORT_WORD("plan", "plan");
    REPORT_WORD("kind", kind);
    REPORT_WORD("place", place);
    if (strcmp(kind, "production") == 0) REPORT_WORD("resource", "cement");
    REPORT_WORD("first", first);
    REPORT_REAL("used", used);
    REPORT_REAL("limit", limit);
    REPORT_REAL("worth", worth);
    if (worth > 0) REPORT_REAL("worth_solved", worth);
}

static inline void report_fill_supply(const struct report_fill *f)
{
    int row;
    struct table *t = report_row(f, TABLE_PRODUCER, &row);
    REPORT_WORD("code", "W1");
    REPORT_WORD("name", "Cement works");
    t = report_row(f, TABLE_DEPOT, &row);
    REPORT_WORD("code", "D1");
    REPORT_WORD("name", "Depot");
    t = report_row(f, TABLE_SHIPPING, &row);
    REPORT_WORD("plan", "plan");
    REPORT_WORD("agreement", "agreed");
    REPORT_NUMBER("period_days", 28);
    REPORT_REAL("late_days", 120);
    REPORT_REAL("late_days_unlimited", 64);
    REPORT_REAL("cost", 25);
    report_put_stock(f, "D1", "2024-01-01", (double[]){0, 250, 160, 90, 0});
    report_put_stock(f, "D1", "2024-02-26", (double[]){0, 0, 90, 0, 0});
    report_put_stock(f, "A00000", "2024-01-29", (double[]){100, 60, 50, 10, 40});
    report_put_stock(f, "A00000", "2024-03-25", (double[]){0, 40, 50, 0, 0});
    report_put_stock(f, "A00001", "2024-01-29", (double[]){150, 150, 150, 0, 0});
    report_put_shipment(f, "W1", "D1", 250);
    report_put_shipment(f, "D1", "A00000", 60);
    report_put_shipment(f, "D1", "A00001", 150);
    report_put_shipment(f, "D1", "A00000", 40);
    report_put_limit(f, "depot", "D1", "2024-01-01", 90, 400, 0);
    report_put_limit(f, "production", "W1", "2024-01-01", 250, 250, 2);
    report_put_limit(f, "production", "W1", "2024-01-29", 0, 250, 0);
}

static inline void report_fill_ensemble(const struct report_fill *f)
{
    static const int often[][3] = {{0, 0, 4}, {1, 0, 1}, {1, 1, 3}, {2, 1, 1}};
    int row;
    for (int i = 0; i < 4; i++) {
        struct table *t = report_row(f, TABLE_ENSEMBLE, &row);
        REPORT_NUMBER("number", i + 1);
        REPORT_REAL("objective", 61000000 - 100 * i);
        REPORT_REAL("gap", 0.001);
        REPORT_NUMBER("moved", i);
        REPORT_REAL("bound", 61200000);
    }
    for (int i = 0; i < 4; i++) {
        struct table *t = report_row(f, TABLE_ENSEMBLE_VISIT, &row);
        REPORT_TEXT("area", report_text(f, "A%05d", often[i][0]));
        REPORT_NUMBER("stage", 1);
        REPORT_NUMBER("year", REPORT_FIRST_YEAR + often[i][1]);
        REPORT_NUMBER("plans", often[i][2]);
        REPORT_REAL("share", often[i][2] / 4.0);
    }
}

/* report_dataset() with both, when it has a plan. */
static inline void report_dataset_with_supply(struct dataset *d, struct report_shape shape,
                                              struct arena *a)
{
    struct report_fill f = {d, a, shape};
    report_dataset(d, shape, a);
    if (shape.no_plan) return;
    report_fill_supply(&f);
    report_fill_ensemble(&f);
}

#endif
