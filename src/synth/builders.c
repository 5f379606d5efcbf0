/* SPDX-License-Identifier: Apache-2.0 */
/*
 * builders - who builds, when there is work, what arrives when, what is ready when.
 *
 * Crews are counted from the work of the wish: a plant of middling size of every
 * type for every visit, as far as `tightness` lets resources go; never fewer than
 * the plan made first keeps busy.  A year's limit of a material arrives in equal
 * parts; after the last year so much more that whatever a plan begins can be
 * ended.
 */
#include <math.h>

#include "synth/parts.h"

static const struct trade {
    const char *word, *code, *name;
    double strength, km_day;
    int camp_days;
    double busy; /* share of a crew that one visit keeps for a year, at least */
} trades[TRADE_COUNT] = {
    [TRADE_BUILDING] = {"building", "crew", "building unit", 2000, 150, 3, 1.5},
    [TRADE_FITTING] = {"fitting", "fitters", "fitting team", 180, 300, 1, 0.5},
    [TRADE_INSPECTION] = {"inspection", "inspectors", "inspection team", 4, 400, 0, 0.1},
};

enum {
    WORK_DAYS_YEAR = 100, /* that a crew can be kept busy: frost, ways, waiting */
};

const char *trade_word(enum synth_trade trade)
{
    return trades[trade].word;
}

/* People-days of one visit that gets a middling plant of every type of its stage, as far as there
 * are resources, and of the smallest plant of the first type. */
static double work_of_visit(const struct synth *s, enum synth_trade trade)
{
    double wish = 0;
    for (int t = 0; t < s->o->types; t++)
        wish += s->sizes[t * s->o->sizes + s->o->sizes / 2].people_days[trade];
    wish *= fmin(s->o->tightness, 1) / s->o->stages;
    return fmax(wish, s->sizes[0].people_days[trade]);
}

static int crews_of(const struct synth *s, enum synth_trade trade)
{
    double visits = (double)s->cohort * s->o->stages;
    if (s->o->phases == 0) return trade == TRADE_BUILDING ? s->cohort : 0;
    double each = work_of_visit(s, trade) / (trades[trade].strength * WORK_DAYS_YEAR);
    return (int)fmax(1, ceil(s->o->crews * visits * fmax(trades[trade].busy, each)));
}

static void write_crews(struct synth *s, enum synth_trade trade)
{
    const struct trade *t = &trades[trade];
    int count = crews_of(s, trade);
    for (int i = 0; i < count && !s->failed; i++) {
        const struct synth_province *home = &s->provinces[i % s->province_count];
        int town = home->first_cell + i / s->province_count % home->cell_count;
        struct row r = row_new(s, TABLE_CREW);
        row_text(r, "code", text_new(s, "%s-%d", t->code, i + 1));
        row_text(r, "name", text_new(s, "%s %d", t->name, i + 1));
        row_text(r, "home", s->cells[town].code);
        row_real(r, "strength", t->strength);
        row_text(r, "trades", t->word);
        row_real(r, "travel_km_day", t->km_day);
        row_integer(r, "camp_days", t->camp_days);
    }
}

static void write_calendar(struct synth *s, const char *code, const char *name, const char *off)
{
    struct row r = row_new(s, TABLE_WORK_CALENDAR);
    row_text(r, "code", code);
    row_text(r, "name", name);
    row_text(r, "days_off", off);
}

static void write_pause(struct synth *s, const char *calendar, const char *const days[2],
                        const char *reason)
{
    struct row r = row_new(s, TABLE_WORK_PAUSE);
    row_text(r, "work_calendar", calendar);
    row_text(r, "first", days[0]);
    row_text(r, "last", days[1]);
    row_text(r, "reason", reason);
}

static void write_calendars(struct synth *s)
{
    static const struct {
        const char *days[2], *reason;
        int only_open_air;
    } pauses[] = {
        {{"12-10", "02-20"}, "frost", 1},         {{"07-24", "07-31"}, "heaviest rains", 1},
        {{"01-01", "01-01"}, "New Year", 0},      {{"05-01", "05-01"}, "labour day", 0},
        {{"09-28", "09-30"}, "harvest feast", 0},
    };

    static const char *const codes[] = {"open-air", "indoors"};
    write_calendar(s, codes[0], "In the open", NULL);
    write_calendar(s, codes[1], "Under a roof", "Sun");
    for (int c = 0; c < 2; c++) {
        for (int i = 0; i < (int)(sizeof pauses / sizeof pauses[0]); i++)
            if (c == 0 || !pauses[i].only_open_air)
                write_pause(s, codes[c], pauses[i].days, pauses[i].reason);
        int census = s->o->first_year + s->o->years / 2;
        const char *days[] = {text_new(s, "%04d-10-15", census), text_new(s, "%04d-10-17", census)};
        write_pause(s, codes[c], days, "census");
    }
}

static void write_arrivals(struct synth *s, int resource, int year, double quantity)
{
    int count = s->o->arrivals;
    for (int i = 0; i < count; i++) {
        int month = 1 + 9 * i / count, day = 1 + 270 * i / count % 27;
        struct row r = row_new(s, TABLE_ARRIVAL);
        row_text(r, "resource", resource_code(resource));
        row_text(r, "date", text_new(s, "%04d-%02d-%02d", s->o->first_year + year, month, day));
        row_real(r, "quantity", ceil(quantity / count));
    }
}

/* The most that is left to use after the year of the visit, of what is used in it. */
static double left_over(const struct synth *s, int resource)
{
    double most = 0;
    for (int z = 0; z < s->o->types * s->o->sizes; z++) {
        const double *use = s->sizes[z].construction[resource];
        double later = 0;
        for (int k = 1; k < PROFILE_YEARS; k++)
            later += use[k];
        if (use[0] > 0) most = fmax(most, later / use[0]);
    }
    return most;
}

static void write_material(struct synth *s, int resource)
{
    int years = s->o->years;
    const double *limit = s->limits[resource];
    for (int y = 0; y < years && !s->failed; y++)
        write_arrivals(s, resource, y, limit[y]);
    double begun = limit[years - 1] + (years > 1 ? limit[years - 2] : 0);
    if (!s->failed) write_arrivals(s, resource, years, left_over(s, resource) * begun);
}

/* In one area out of five a condition is met only in the course of the first two years. */
static void write_readiness(struct synth *s)
{
    static const char *const conditions[] = {"power", "water", "raw_materials", "staff"};
    for (int i = 0; i < s->o->areas && !s->failed; i++) {
        struct rng r = synth_rng(s, STREAM_READINESS, i);
        if (rng_int(&r, 0, 4)) continue;
        int year = s->o->first_year + rng_int(&r, 0, 1);
        struct row row = row_new(s, TABLE_READINESS);
        row_text(row, "area", s->cells[i].code);
        row_text(row, "condition", conditions[rng_int(&r, 0, 3)]);
        row_text(row, "date",
                 text_new(s, "%04d-%02d-%02d", year, rng_int(&r, 3, 10), rng_int(&r, 1, 28)));
    }
}

void make_builders(struct synth *s)
{
    for (int t = 0; t < TRADE_COUNT; t++)
        write_crews(s, (enum synth_trade)t);
    if (s->o->phases == 0) return;
    write_calendars(s);
    write_readiness(s);
    if (s->o->arrivals == 0) return;
    write_material(s, RESOURCE_CEMENT);
    write_material(s, RESOURCE_STEEL);
    if (s->resource_count > RESOURCE_TIMBER) write_material(s, RESOURCE_TIMBER);
}
