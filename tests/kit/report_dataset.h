/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report_dataset - a dataset with every input and result table filled, as the
 * verbs leave it, of any size: what tests of the report read.
 *
 * Areas are squares side by side in provinces; figures are simple functions of
 * the area's number, so that a test can say what the page must show.
 */
#ifndef KIT_REPORT_DATASET_H
#define KIT_REPORT_DATASET_H

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/wkb.h"
#include "kit/test.h"
#include "model/dataset.h"

struct report_shape {
    int areas, provinces, years, visits_per_year;
    int sites_per_area;
    int no_polygons, no_index, no_plan; /* leave these results out */
};

struct report_fill { /* what the functions below pass around */
    struct dataset *data;
    struct arena *arena;
    struct report_shape shape;
};

enum {
    REPORT_FIRST_YEAR = 2024,
};

static inline struct slice report_text(const struct report_fill *f, const char *fmt, int number)
{
    char text[128];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    int len = snprintf(text, sizeof text, fmt, number);
#pragma GCC diagnostic pop
    return (struct slice){arena_strndup(f->arena, text, (size_t)len), (size_t)len};
}

static inline struct table *report_row(const struct report_fill *f, enum table_id id, int *row)
{
    struct table *t = &f->data->tables[id];
    *row = table_add(t, f->arena);
    CHECK(*row >= 0);
    if (!t->def->computed) {
        static const char *const evidence[] = {"measured", "reported", "estimated", "assumed"};
        table_put_text(t, *row, "evidence", slice_of(evidence[*row % 4]));
        table_put_text(t, *row, "source",
                       slice_of(*row % 2 ? "census 2008" : "ministry of planning"));
    }
    return t;
}

#define REPORT_TEXT(column, value)   table_put_text(t, row, column, value)
#define REPORT_WORD(column, value)   table_put_text(t, row, column, slice_of(value))
#define REPORT_REAL(column, value)   table_put_real(t, row, column, value)
#define REPORT_NUMBER(column, value) table_put_integer(t, row, column, value)

static inline struct slice report_square(const struct report_fill *f, int number)
{
    struct buf b = BUF_INIT(4096);
    int side = 1;
    while (side * side < f->shape.areas)
        side++;
    double size = 4.0 / side, x = 125 + number % side * size, y = 38 + number / side * size;
    wkb_add_header(&b, WKB_POLYGON);
    wkb_add_count(&b, 1);
    wkb_add_count(&b, 5);
    wkb_add_position(&b, x, y);
    wkb_add_position(&b, x + size, y);
    wkb_add_position(&b, x + size, y + size);
    wkb_add_position(&b, x, y + size);
    wkb_add_position(&b, x, y);
    struct slice copy = {arena_strndup(f->arena, b.at, b.len), b.len};
    buf_clear(&b);
    return copy;
}

static inline void report_fill_programme(const struct report_fill *f)
{
    int row;
    struct table *t = report_row(f, TABLE_PROGRAMME, &row);
    REPORT_WORD("code", "test");
    REPORT_WORD("title", "Twenty by ten");
    REPORT_WORD("description", "Local industry for every county, twenty a year for ten years.");
    REPORT_WORD("currency", "won");
    REPORT_NUMBER("first_year", REPORT_FIRST_YEAR);
    REPORT_NUMBER("year_count", f->shape.years);
    REPORT_REAL("discount", 0.03);
    REPORT_REAL("equity_eta", 1);
}

static inline void report_fill_areas(const struct report_fill *f)
{
    int row, per_province = (f->shape.areas + f->shape.provinces - 1) / f->shape.provinces;
    struct table *t = report_row(f, TABLE_AREA, &row);
    REPORT_WORD("code", "country");
    REPORT_WORD("name", "Country");
    for (int i = 0; i < f->shape.provinces; i++) {
        t = report_row(f, TABLE_AREA, &row);
        REPORT_TEXT("code", report_text(f, "P%02d", i));
        REPORT_TEXT("name", report_text(f, "Province %d", i + 1));
        REPORT_WORD("parent", "country");
    }
    for (int i = 0; i < f->shape.areas; i++) {
        t = report_row(f, TABLE_AREA, &row);
        REPORT_TEXT("code", report_text(f, "A%05d", i));
        REPORT_TEXT("name", report_text(f, "County %d", i + 1));
        REPORT_WORD("name_native", "\uc548\uc545\uad70");
        REPORT_WORD("kind", "county");
        REPORT_TEXT("parent", report_text(f, "P%02d", i / per_province));
        REPORT_REAL("population", 40000 + 1000 * (i % 90));
        if (!f->shape.no_polygons) t->geometry[row] = report_square(f, i);
    }
}

static inline void report_fill_goods(const struct report_fill *f)
{
    static const char *const goods[][3] = {
        {"soy", "Condiments", "kg"}, {"cloth", "Garments", "pieces"}, {"soap", "Soap", "kg"}};
    int row;
    for (int i = 0; i < 3; i++) {
        struct table *t = report_row(f, TABLE_GOOD, &row);
        REPORT_WORD("code", goods[i][0]);
        REPORT_WORD("name", goods[i][1]);
        REPORT_WORD("unit", goods[i][2]);
        REPORT_REAL("need_per_head", 10 + i);
    }
    static const char *const resources[][4] = {{"money", "Money", "million won", "yearly"},
                                               {"cement", "Cement", "t", "yearly"},
                                               {"builders", "Builders", "people", "yearly"},
                                               {"grid", "Grid capacity", "kW", "lasting"}};
    for (int i = 0; i < 4; i++) {
        struct table *t = report_row(f, TABLE_RESOURCE, &row);
        REPORT_WORD("code", resources[i][0]);
        REPORT_WORD("name", resources[i][1]);
        REPORT_WORD("unit", resources[i][2]);
        REPORT_WORD("kind", resources[i][3]);
    }
    static const char *const types[][2] = {{"food", "Foodstuffs plant"},
                                           {"garment", "Garment plant"},
                                           {"daily", "Daily necessities plant"}};
    for (int i = 0; i < 3; i++) {
        struct table *t = report_row(f, TABLE_FACILITY_TYPE, &row);
        REPORT_WORD("code", types[i][0]);
        REPORT_WORD("name", types[i][1]);
        REPORT_NUMBER("stage", 1);
        for (int k = 0; k < 2; k++) {
            char name[64], code[16];
            (void)snprintf(name, sizeof name, "%s, %s", types[i][1], k ? "large" : "small");
            (void)snprintf(code, sizeof code, "%s-%c", types[i][0], k ? 'l' : 's');
            struct table *s = report_row(f, TABLE_FACILITY_SIZE, &row);
            table_put_text(
                s, row, "code",
                (struct slice){arena_strndup(f->arena, code, strlen(code)), strlen(code)});
            table_put_text(
                s, row, "name",
                (struct slice){arena_strndup(f->arena, name, strlen(name)), strlen(name)});
            table_put_text(s, row, "facility_type", slice_of(types[i][0]));
            table_put_integer(s, row, "build_years", 1);
        }
    }
}

static inline void report_fill_clauses(const struct report_fill *f)
{
    int row;
    struct table *t = report_row(f, TABLE_CLAUSE, &row);
    REPORT_WORD("code", "1");
    REPORT_WORD("kind", "visits_per_year");
    REPORT_REAL("at_most", f->shape.visits_per_year);
    REPORT_WORD("text", "Twenty counties a year and no more.");
    t = report_row(f, TABLE_CLAUSE, &row);
    REPORT_WORD("code", "2");
    REPORT_WORD("kind", "visits_in_period");
    REPORT_WORD("area", "P00");
    REPORT_REAL("at_least", 2);
    REPORT_WORD("text", "Province 1 is served at least twice.");
}

/* Site k of area i: the first of every area takes everything, the others fail on water, or more. */
static inline void report_fill_sites(const struct report_fill *f)
{
    static const char *const conditions[] = {"power", "water", "transport", "inhabitants", "land"};
    static const char *const sizes[] = {"food-s", "garment-s", "daily-s"};
    int row, count = f->shape.areas * f->shape.sites_per_area;
    for (int i = 0; i < count; i++) {
        int area = i / f->shape.sites_per_area, k = i % f->shape.sites_per_area;
        struct table *t = report_row(f, TABLE_SITE, &row);
        REPORT_TEXT("code", report_text(f, "S%05d", i));
        REPORT_TEXT("name", report_text(f, "Site %d", i + 1));
        REPORT_TEXT("area", report_text(f, "A%05d", area));
        REPORT_REAL("lon", 125 + area % 7 * 0.3);
        REPORT_REAL("lat", 38 + area / 7 % 7 * 0.3);
        if (k) REPORT_WORD("proposed", "yes");
        for (int z = 0; z < 3; z++) {
            t = report_row(f, TABLE_SITE_OPTION, &row);
            REPORT_TEXT("site", report_text(f, "S%05d", i));
            REPORT_WORD("facility_size", sizes[z]);
            REPORT_WORD("admissible", k ? "no" : "yes");
            REPORT_REAL("score", k ? 0 : 0.7);
            REPORT_REAL("power_score", 0.5);
            REPORT_REAL("water_score", k ? 0 : 0.6);
            REPORT_REAL("transport_score", 0.7);
            REPORT_REAL("inhabitants_score", k && z == 2 ? 0 : 0.8);
            REPORT_REAL("land_score", 0.9);
            for (int c = 0; c < 5; c++) {
                int passed = !(k && (c == 1 || (c == 3 && z == 2)));
                t = report_row(f, TABLE_SITE_TEST, &row);
                REPORT_TEXT("site", report_text(f, "S%05d", i));
                REPORT_WORD("facility_size", sizes[z]);
                REPORT_WORD("condition", conditions[c]);
                REPORT_WORD("passed", passed ? "yes" : "no");
                REPORT_REAL("score", passed ? 0.5 + 0.1 * c : 0);
                REPORT_WORD("sentence", c == 1 && !passed
                                            ? "dry-month yield 610 m³/day < 850 needed"
                                        : c == 3 && !passed
                                            ? "210 people live within 300 m, 50 allowed"
                                            : "spare capacity 400 kW of 120 needed, 2.1 km away");
            }
        }
    }
}

static inline void report_fill_index(const struct report_fill *f)
{
    int row, n = f->shape.areas;
    for (int i = 0; i < n; i++) {
        struct table *t = report_row(f, TABLE_AREA_INDEX, &row);
        int rank = (int)((long)i * 7 % n) + 1; /* a permutation when 7 does not divide n */
        REPORT_TEXT("area", report_text(f, "A%05d", i));
        REPORT_NUMBER("rank", rank);
        REPORT_REAL("value", 0.1 + 0.8 * rank / n);
        REPORT_NUMBER("rank_low", rank > 4 ? rank - 4 : 1);
        REPORT_NUMBER("rank_high", rank + 4 < n ? rank + 4 : n);
        REPORT_REAL("worst_share", rank * 5 < n ? 0.97 : 0.1);
        REPORT_REAL("supply_share", 0.2 + 0.5 * rank / n);
    }
}

static inline void report_put_inequality(const struct report_fill *f, const char *variable,
                                         struct slice moment, double gini)
{
    static const char *const measures[] = {"gini", "theil_t", "theil_l"};
    for (int k = 0; k < 3; k++) {
        int row;
        struct table *t = report_row(f, TABLE_INEQUALITY, &row);
        REPORT_WORD("variable", variable);
        REPORT_TEXT("moment", moment);
        REPORT_WORD("measure", measures[k]);
        REPORT_REAL("total", gini / (k + 1));
        REPORT_REAL("between", gini / (k + 1) * 0.4);
        REPORT_REAL("within", gini / (k + 1) * 0.6);
    }
}

static inline void report_fill_inequality(const struct report_fill *f)
{
    static const char *const variables[] = {"index", "supply:soy", "supply:cloth", "supply:soap"};
    for (int i = 0; i < 4; i++) {
        report_put_inequality(f, variables[i], slice_of("before"), 0.32 - 0.03 * i);
        for (int after = 0; after < (i && !f->shape.no_plan ? 2 : 1); after++)
            for (int k = 0; k <= 40; k++) {
                int row;
                struct table *t = report_row(f, TABLE_LORENZ, &row);
                double share = k / 40.0;
                REPORT_WORD("variable", variables[i]);
                REPORT_WORD("moment", after ? "after:plan" : "before");
                REPORT_NUMBER("point", k);
                REPORT_REAL("population_share", share);
                REPORT_REAL("value_share", after ? share * (0.6 + 0.4 * share) : share * share);
            }
        if (i == 0 || f->shape.no_plan) continue;
        report_put_inequality(f, variables[i], slice_of("after:plan"), 0.2 - 0.02 * i);
        for (int y = 0; y < f->shape.years; y++) {
            report_put_inequality(f, variables[i],
                                  report_text(f, "year:plan:%d", REPORT_FIRST_YEAR + y),
                                  0.32 - 0.03 * i - 0.01 * y);
            report_put_inequality(f, variables[i],
                                  report_text(f, "without:plan:%d", REPORT_FIRST_YEAR + y),
                                  0.32 - 0.03 * i + 0.001 * y);
        }
    }
}

/* Three weights; the last one is dominated. */
static inline void report_fill_frontier(const struct report_fill *f)
{
    static const double figures[3][4] = {
        {0, 1000000, 0.5, 0.25}, {0.5, 980000, 0.6, 0.3}, {2, 940000, 0.55, 0.3}};
    int row;
    struct table *t;
    for (int i = 0; i < 3; i++) {
        t = report_row(f, TABLE_FRONTIER, &row);
        REPORT_WORD("point", i == 0 ? "eta:0" : i == 1 ? "eta:0.5" : "eta:2");
        REPORT_REAL("eta", figures[i][0]);
        REPORT_WORD("outcome", "optimal");
        REPORT_REAL("objective", 1000000 + 1000 * i);
        REPORT_REAL("bound", 1005000 + 1000 * i);
        REPORT_REAL("gap", 0.005);
        REPORT_REAL("total", figures[i][1]);
        REPORT_REAL("people_supplied", 150000 - 1000 * i);
        REPORT_REAL("worst_fifth", figures[i][2]);
        REPORT_REAL("worst_area", figures[i][3]);
        REPORT_REAL("gini", 0.1 - 0.01 * i);
        REPORT_REAL("gini_mean", 0.12 - 0.01 * i);
        REPORT_REAL("theil_t", 0.02 - 0.001 * i);
        REPORT_REAL("theil_t_mean", 0.03 - 0.001 * i);
        REPORT_NUMBER("moved", i);
        REPORT_WORD("dominated", i == 2 ? "yes" : "no");
        REPORT_WORD("plan", "plan");
    }
    t = report_row(f, TABLE_RUN, &row);
    REPORT_WORD("verb", "frontier");
    REPORT_WORD("summary",
                "Going from \u03b7 = 0 to \u03b7 = 0.5 gives up 2.00\u202f% of the total.");
}

static inline void report_fill_plan(const struct report_fill *f)
{
    static const char *const sizes[] = {"food-s", "garment-s", "daily-s"};
    int row, visits = f->shape.years * f->shape.visits_per_year;
    struct table *t = report_row(f, TABLE_PLAN, &row);
    REPORT_WORD("code", "plan");
    REPORT_WORD("outcome", "feasible");
    REPORT_REAL("objective", 61234567);
    REPORT_REAL("bound", 61491234);
    REPORT_REAL("gap", (61491234.0 - 61234567.0) / 61234567.0);
    REPORT_WORD("input_hash", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    REPORT_WORD("program_version", "0.1.0");
    REPORT_WORD("options", "--gap 0.01");
    REPORT_NUMBER("seed", 1);
    REPORT_NUMBER("round_count", 23);
    REPORT_NUMBER("column_count", 4810);
    REPORT_WORD("summary",
                "a plan of 61 234 567 weighted person-years, at most 0.42 % below the best");
    for (int i = 0; i < visits && i < f->shape.areas; i++) {
        int area = (int)((long)i * 11 % f->shape.areas);
        int64_t year = REPORT_FIRST_YEAR + i / f->shape.visits_per_year;
        t = report_row(f, TABLE_PLAN_VISIT, &row);
        REPORT_WORD("plan", "plan");
        REPORT_TEXT("area", report_text(f, "A%05d", area));
        REPORT_NUMBER("stage", 1);
        REPORT_NUMBER("year", year);
        REPORT_REAL("benefit", 300000 - 100 * i);
        REPORT_WORD("decided", i < f->shape.visits_per_year ? "yes" : "no");
        for (int z = 0; z < 1 + i % 3; z++) {
            t = report_row(f, TABLE_PLAN_FACILITY, &row);
            REPORT_WORD("plan", "plan");
            REPORT_TEXT("area", report_text(f, "A%05d", area));
            REPORT_NUMBER("stage", 1);
            REPORT_WORD("facility_size", sizes[z]);
            if (i >= f->shape.visits_per_year)
                REPORT_TEXT("site", report_text(f, "S%05d", area * f->shape.sites_per_area));
            REPORT_NUMBER("year", year);
            REPORT_NUMBER("operating_year", year + 1);
        }
    }
}

/* The plants of the plan, built one visit after the other by two crews; some are late. */
static inline void report_fill_schedule(const struct report_fill *f)
{
    static const char *const phases[] = {"frame", "frame.inspection", "interior"};
    static const char *const causes[] = {"material", "phase", "crew"};
    const struct table *plants = &f->data->tables[TABLE_PLAN_FACILITY];
    int row;
    struct table *t = report_row(f, TABLE_SCHEDULE, &row);
    REPORT_WORD("plan", "plan");
    REPORT_REAL("late_days", 120);
    REPORT_REAL("late_days_bound", 4);
    REPORT_NUMBER("late_count", 2);
    REPORT_NUMBER("activity_count", 3 * plants->row_count);
    REPORT_WORD("finish", "2027-06-30");
    for (int i = 0; i < plants->row_count; i++)
        for (int k = 0; k < 3; k++) {
            int64_t year = table_get_integer(plants, i, "year");
            t = report_row(f, TABLE_SCHEDULE_ACTIVITY, &row);
            REPORT_WORD("plan", "plan");
            REPORT_TEXT("area", table_get_text(plants, i, "area"));
            REPORT_TEXT("facility_size", table_get_text(plants, i, "facility_size"));
            REPORT_WORD("phase", phases[k]);
            REPORT_WORD("crew", "C1");
            REPORT_TEXT("start", report_text(f, k ? "%d-08-01" : "%d-03-01", (int)year));
            REPORT_TEXT("finish", report_text(f, i % 3 || k < 2 ? "%d-08-01" : "%d-03-01",
                                              (int)year + (k == 2)));
            REPORT_TEXT("earliest_start", report_text(f, "%d-02-20", (int)year));
            REPORT_NUMBER("float_days", 30 - 20 * k);
            REPORT_WORD("waits_for", causes[k]);
            REPORT_TEXT("reason", report_text(f, "waited for number %d", k));
        }
    for (int i = 0; i < 2; i++) {
        t = report_row(f, TABLE_CREW, &row);
        REPORT_TEXT("code", report_text(f, "C%d", i + 1));
        REPORT_TEXT("name", report_text(f, "Crew %d", i + 1));
        REPORT_REAL("strength", 2000);
        REPORT_WORD("trades", "building");
        for (int k = 0; k < 2; k++) {
            t = report_row(f, TABLE_SCHEDULE_STAY, &row);
            REPORT_WORD("plan", "plan");
            REPORT_TEXT("crew", report_text(f, "C%d", i + 1));
            REPORT_NUMBER("number", k + 1);
            REPORT_TEXT("area", report_text(f, "A%05d", k));
            REPORT_TEXT("first", report_text(f, "%d-03-01", 2026 + k));
            REPORT_TEXT("last", report_text(f, "%d-09-30", 2026 + k));
            REPORT_REAL("km", k ? 120 + i : 0);
        }
    }
}

static inline void report_fill_effects(const struct report_fill *f)
{
    static const char *const resources[] = {"money", "cement", "builders", "grid"};
    static const char *const goods[] = {"soy", "cloth", "soap"};
    int row;
    for (int r = 0; r < 4; r++)
        for (int y = 0; y < f->shape.years; y++) {
            struct table *t = report_row(f, TABLE_PLAN_USE, &row);
            double limit = 1000 * (r + 1) * (r == 3 ? y + 3 : 10);
            int binds = r == 1 && y % 3 != 2;
            REPORT_WORD("plan", "plan");
            REPORT_WORD("resource", resources[r]);
            REPORT_NUMBER("year", REPORT_FIRST_YEAR + y);
            REPORT_REAL("used", limit * (binds ? 1 : 0.6 + 0.03 * ((y * 7 + r) % 10)));
            if (r != 2) REPORT_REAL("limit", limit);
            REPORT_REAL("shadow_price", binds ? 4.2 : 0);
        }
    for (int g = 0; g < 3; g++)
        for (int y = 0; y < f->shape.years; y++) {
            struct table *t = report_row(f, TABLE_PLAN_GAIN, &row);
            double people = f->shape.areas * 84000.0 * (1 + 0.004 * y);
            REPORT_WORD("plan", "plan");
            REPORT_WORD("good", goods[g]);
            REPORT_NUMBER("year", REPORT_FIRST_YEAR + y);
            REPORT_REAL("need", people * 10);
            REPORT_REAL("people", people);
            REPORT_REAL("people_before", people * (0.31 + 0.05 * g));
            REPORT_REAL("people_after", people * (0.31 + 0.05 * g + 0.05 * y));
        }
    for (int y = 0; y < f->shape.years; y++) {
        struct table *t = report_row(f, TABLE_PLAN_CLAUSE, &row);
        REPORT_WORD("plan", "plan");
        REPORT_WORD("clause", "1");
        REPORT_NUMBER("year", REPORT_FIRST_YEAR + y);
        REPORT_REAL("value", f->shape.visits_per_year);
        REPORT_REAL("at_most", f->shape.visits_per_year);
        REPORT_WORD("kept", "yes");
        REPORT_REAL("shadow_price", 1200.5 + y);
    }
    struct table *t = report_row(f, TABLE_PLAN_CLAUSE, &row);
    REPORT_WORD("plan", "plan");
    REPORT_WORD("clause", "2");
    REPORT_REAL("value", 3);
    REPORT_REAL("at_least", 2);
    REPORT_WORD("kept", "yes");
}

static inline void report_fill_runs(const struct report_fill *f)
{
    static const char *const verbs[] = {"diagnose", "site", "plan"};
    for (int i = 0; i < 3; i++) {
        int row;
        struct table *t = report_row(f, TABLE_RUN, &row);
        REPORT_WORD("verb", verbs[i]);
        REPORT_WORD("input_hash",
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        REPORT_WORD("program_version", "0.1.0");
        if (i != 1) REPORT_NUMBER("seed", 1);
        REPORT_WORD("summary", "what came out of it");
    }
}

static inline void report_dataset(struct dataset *d, struct report_shape shape, struct arena *a)
{
    struct report_fill f = {d, a, shape};
    dataset_init(d);
    report_fill_programme(&f);
    report_fill_areas(&f);
    report_fill_goods(&f);
    report_fill_clauses(&f);
    report_fill_sites(&f);
    if (!shape.no_index) {
        report_fill_index(&f);
        report_fill_inequality(&f);
    }
    if (!shape.no_plan) {
        report_fill_plan(&f);
        report_fill_schedule(&f);
        report_fill_frontier(&f);
        report_fill_effects(&f);
    }
    report_fill_runs(&f);
}

#endif
