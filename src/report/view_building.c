/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "report/view.h"

enum {
    INSPECTION_BYTES = 11, /* ".inspection" */
};

/* Phase by its code, new ones too; those that are too many are one, the last. */
static int find_phase(struct view *v, struct slice code)
{
    for (int i = 0; i < v->phase_count; i++)
        if (slice_equal(v->phases[i].code, code)) return i;
    if (v->phase_count == VIEW_PHASE_MAX) {
        v->phases[VIEW_PHASE_MAX - 1].name = slice_of("Further phases");
        return VIEW_PHASE_MAX - 1;
    }
    const struct table *t = view_table(v, TABLE_PHASE);
    struct slice name = code;
    for (int row = 0; row < t->row_count; row++)
        if (slice_equal(table_get_text(t, row, "phase"), code)) {
            name = table_get_text(t, row, "name");
            break;
        }
    v->phases[v->phase_count] = (struct view_phase){code, name};
    return v->phase_count++;
}

/* The facility of the plan that an (area, size) is. */
static int find_facility(const struct view *v, int area, int size)
{
    if (area < 0 || size < 0) return -1;
    for (int visit = v->areas[area].first_visit; visit >= 0; visit = v->visits[visit].next) {
        const struct view_visit *at = &v->visits[visit];
        for (int f = at->facility_first; f < at->facility_first + at->facility_count; f++)
            if (v->facilities[f].size == size) return f;
    }
    return -1;
}

static int is_inspection(struct slice *code)
{
    if (code->len <= INSPECTION_BYTES) return 0;
    size_t stem = code->len - INSPECTION_BYTES;
    if (memcmp(code->at + stem, ".inspection", INSPECTION_BYTES) != 0) return 0;
    code->len = stem;
    return 1;
}

static void note_work(struct view *v, const struct view_work *w)
{
    struct view_facility *f = &v->facilities[w->facility];
    struct view_visit *visit = &v->visits[f->visit];
    if (w->finish > f->ready) f->ready = w->finish;
    if (w->start < visit->building_first) visit->building_first = w->start;
    if (w->finish > visit->building_last) visit->building_last = w->finish;
}

/* Lists of works by visit, each in the order of the table. */
static void chain_works(struct view *v)
{
    for (int i = v->work_count - 1; i >= 0; i--) {
        struct view_visit *visit = &v->visits[v->facilities[v->works[i].facility].visit];
        v->works[i].next = visit->first_work;
        visit->first_work = i;
    }
}

static enum status load_works(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_SCHEDULE_ACTIVITY);
    int plan = table_column(t, "plan"), start = table_column(t, "start");
    int finish = table_column(t, "finish"), earliest = table_column(t, "earliest_start");
    v->works = ARENA_ARRAY(a, struct view_work, (size_t)t->row_count + 1);
    if (!v->works) return view_no_memory(a, e);
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        struct slice code = table_get_text(t, row, "phase");
        struct view_work w = {.inspection = is_inspection(&code), .row = row};
        w.phase = find_phase(v, code);
        w.facility =
            find_facility(v, view_find(v, &v->area_of, table_get_text(t, row, "area")),
                          view_find(v, &v->size_of, table_get_text(t, row, "facility_size")));
        w.start = view_day(t, row, start);
        w.finish = view_day(t, row, finish);
        w.earliest = view_day(t, row, earliest);
        if (w.facility < 0 || w.start == VIEW_NO_DAY || w.finish == VIEW_NO_DAY) {
            v->lost_count++;
            continue;
        }
        note_work(v, &w);
        v->works[v->work_count++] = w;
    }
    chain_works(v);
    return STATUS_OK;
}

/* The first of "building;fitting" among those seen so far; -1: one too many. */
static int find_trade(struct view *v, struct slice trades)
{
    const char *end = trades.len ? memchr(trades.at, ';', trades.len) : NULL;
    if (end) trades.len = (size_t)(end - trades.at);
    for (int i = 0; i < v->trade_count; i++)
        if (slice_equal(v->trades[i], trades)) return i;
    if (v->trade_count == VIEW_TRADE_MAX) return -1;
    v->trades[v->trade_count] = trades;
    return v->trade_count++;
}

static int by_crew_and_number(const void *left, const void *right)
{
    const struct view_stay *a = left, *b = right;
    return a->crew != b->crew ? a->crew - b->crew : a->number - b->number;
}

static void read_stay(struct view *v, const struct map *crew_of, const struct table *t, int row)
{
    int crew = map_get(crew_of, table_get_text(t, row, "crew"));
    int first = view_day(t, row, table_column(t, "first"));
    int last = view_day(t, row, table_column(t, "last"));
    double km = table_get_real(t, row, "km");
    if (crew < 0 || first == VIEW_NO_DAY || last == VIEW_NO_DAY) {
        v->lost_count++;
        return;
    }
    struct view_crew *c = &v->crews[crew];
    if (c->stay_count++ == 0) c->trade = find_trade(v, c->trades);
    c->days += last - first;
    c->km += isnan(km) ? 0 : km;
    v->stays[v->stay_count++] = (struct view_stay){
        .crew = crew,
        .number = (int)table_get_integer(t, row, "number"),
        .area = view_find(v, &v->area_of, table_get_text(t, row, "area")),
        .site = view_find(v, &v->site_of, table_get_text(t, row, "site")),
        .first = first,
        .km = isnan(km) ? 0 : km,
    };
}

static enum status load_crews(struct view *v, struct arena *a, struct err *e)
{
    struct map crew_of;
    const struct table *crews = view_table(v, TABLE_CREW);
    const struct table *stays = view_table(v, TABLE_SCHEDULE_STAY);
    int plan = table_column(stays, "plan");
    v->crews = ARENA_ARRAY(a, struct view_crew, (size_t)crews->row_count + 1);
    v->stays = ARENA_ARRAY(a, struct view_stay, (size_t)stays->row_count + 1);
    if (!v->crews || !v->stays || !map_init(&crew_of, crews->row_count + 1, a))
        return view_no_memory(a, e);
    v->crew_count = crews->row_count;
    for (int i = 0; i < v->crew_count; i++) {
        v->crews[i] = (struct view_crew){
            .code = table_get_text(crews, i, "code"),
            .name = table_get_text(crews, i, "name"),
            .trades = table_get_text(crews, i, "trades"),
            .home = view_find(v, &v->area_of, table_get_text(crews, i, "home")),
            .trade = -1,
        };
        (void)map_put(&crew_of, v->crews[i].code, i);
    }
    for (int row = 0; row < stays->row_count; row++)
        if (view_is_plan(v, stays, plan, row)) read_stay(v, &crew_of, stays, row);
    qsort(v->stays, (size_t)v->stay_count, sizeof *v->stays, by_crew_and_number);
    return STATUS_OK;
}

enum status view_load_building(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_SCHEDULE);
    int plan = table_column(t, "plan");
    v->schedule_row = -1;
    for (int row = 0; row < t->row_count; row++)
        if (view_is_plan(v, t, plan, row)) v->schedule_row = row;
    for (int i = 0; i < v->visit_count; i++) {
        v->visits[i].first_work = -1;
        v->visits[i].building_first = VIEW_NO_DAY;
        v->visits[i].building_last = -VIEW_NO_DAY;
    }
    for (int f = 0; f < v->facility_count; f++) {
        int year = v->facilities[f].operating_year,
            after = v->visits[v->facilities[f].visit].year + 1;
        if (year < v->first_year + after) year = v->first_year + after;
        v->facilities[f].due = date_day(year, 1, 1);
        v->facilities[f].ready = -VIEW_NO_DAY;
    }
    TRY(load_works(v, a, e));
    return load_crews(v, a, e);
}
