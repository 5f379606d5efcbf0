/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_world - a small programme around one site, for tests of the site conditions.
 *
 * The site S1 lies in the county C1 at (126, 39); everything else is placed by
 * metres east and north of it.
 */
#ifndef KIT_SITE_WORLD_H
#define KIT_SITE_WORLD_H

#include <stdio.h>

#include "kit/fill.h"
#include "model/programme.h"
#include "site/build.h"
#include "site/place.h"
#include "site/words.h"

#define WORLD_LON 126.0
#define WORLD_LAT 39.0

struct world {
    struct arena arena;
    struct dataset data;
    struct programme programme;
    struct ground ground;
    struct site_view view;
    struct buf text;
};

static inline void world_row(struct world *w, enum table_id id, const char *fmt, ...) PRINTF(3, 4);

static inline void world_row(struct world *w, enum table_id id, const char *fmt, ...)
{
    char line[1000];
    va_list args;
    va_start(args, fmt);
    int len = vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    char *copy = arena_strndup(&w->arena, line, (size_t)len);
    CHECK(copy != NULL);
    (void)fill(&w->data, &w->arena, id, copy);
}

/* A row with a place so many metres from the site. */
static inline void world_place(struct world *w, enum table_id id, double east_m, double north_m,
                               const char *text)
{
    double lon = WORLD_LON, lat = WORLD_LAT;
    place_shift(&lon, &lat, east_m, north_m);
    world_row(w, id, "lon=%.12f lat=%.12f %s", lon, lat, text);
}

/* Programme, county C1 "Usi" of 10,000 people in province P1, nuisance classes, food plant
 * without needs; the rows after it are the test's. */
static inline void world_start(struct world *w)
{
    *w = (struct world){.arena = ARENA_INIT((size_t)1 << 30), .text = BUF_INIT(1 << 20)};
    dataset_init(&w->data);
    world_row(w, TABLE_PROGRAMME, "code=test first_year=2024 year_count=10");
    world_row(w, TABLE_AREA, "code=P1 name=Chagang");
    world_row(w, TABLE_AREA, "code=C1 parent=P1 name=Usi population=10000");
    world_row(w, TABLE_GOOD, "code=food name=food unit=kg need_per_head=10");
    world_row(w, TABLE_NUISANCE_CLASS, "code=quiet name=quiet setback_m=0 displaced_max=20");
    world_row(w, TABLE_NUISANCE_CLASS, "code=loud name=loud setback_m=300 people_max=50");
    world_row(w, TABLE_FACILITY_TYPE, "code=food name=food stage=1 nuisance_class=quiet");
    world_row(w, TABLE_FACILITY_TYPE, "code=soap name=soap stage=1 nuisance_class=loud");
    world_row(w, TABLE_FACILITY_TYPE, "code=store name=store stage=1");
}

/* A size of a type, such as "food", with its code and needs. */
static inline void world_size(struct world *w, const char *code, const char *type,
                              const char *needs)
{
    world_row(w, TABLE_FACILITY_SIZE, "code=%s name=x facility_type=%s build_years=1 %s", code,
              type, needs);
    if (strcmp(type, "food") == 0)
        world_row(w, TABLE_OUTPUT, "facility_size=%s good=food quantity=1000", code);
}

static inline void world_site(struct world *w, const char *text)
{
    world_row(w, TABLE_SITE, "code=S1 area=C1 lon=126 lat=39 land_m2=20000 %s", text);
}

/* Everything loaded and the view on site 0. */
static inline void world_load(struct world *w)
{
    struct findings findings;
    struct err e = {0};
    findings_init(&findings, &w->arena);
    if (programme_load(&w->programme, &w->data, &findings, &w->arena, &e) != STATUS_OK)
        fail_msg("%s", e.text);
    CHECK(ground_build(&w->ground, &w->programme, w->data.tables[TABLE_AREA].geometry, &w->arena,
                       &e) == STATUS_OK);
    CHECK(site_view_init(&w->view, &w->ground, &w->arena, &e) == STATUS_OK);
    if (w->programme.site_count) site_view_move(&w->view, 0);
}

static inline struct site_check world_check(struct world *w, int size)
{
    struct site_check c;
    site_check(&w->view, size, &c);
    return c;
}

/* The sentence about size 0 at site 0. */
static inline const char *world_sentence(struct world *w, enum site_condition condition)
{
    struct site_check c = world_check(w, 0);
    buf_reset(&w->text);
    site_sentence(&w->text, &w->ground, &c, condition);
    CHECK(buf_ok(&w->text, NULL) == STATUS_OK);
    return w->text.at;
}

static inline void world_end(struct world *w)
{
    buf_clear(&w->text);
    arena_clear(&w->arena);
}

/* LINESTRING or POLYGON of one ring, little endian, from degrees. */
static inline struct slice world_wkb(struct world *w, int is_polygon, const double *xy, int count)
{
    size_t head = is_polygon ? 13 : 9, bytes = head + 16 * (size_t)count;
    unsigned char *at = arena_alloc(&w->arena, bytes, 1);
    CHECK(at != NULL);
    uint32_t type = is_polygon ? 3 : 2, one = 1, n = (uint32_t)count;
    at[0] = 1;
    memcpy(at + 1, &type, 4);
    if (is_polygon) memcpy(at + 5, &one, 4);
    memcpy(at + head - 4, &n, 4);
    memcpy(at + head, xy, 16 * (size_t)count);
    return (struct slice){(const char *)at, bytes};
}

enum {
    WORLD_LINE_MAX = 40, /* vertices */
};

/* A line of places so many metres east and north of the site; one place: a point. */
static inline void world_line(struct world *w, const char *text, const double (*at_m)[2], int count)
{
    double xy[2 * WORLD_LINE_MAX];
    CHECK(count <= WORLD_LINE_MAX);
    for (int i = 0; i < count; i++) {
        double lon = WORLD_LON, lat = WORLD_LAT;
        place_shift(&lon, &lat, 0, at_m[i][1]);
        place_shift(&lon, &lat, at_m[i][0], 0);
        xy[2 * i] = lon;
        xy[2 * i + 1] = lat;
    }
    world_row(w, TABLE_TRANSPORT, "%s", text);
    struct table *t = &w->data.tables[TABLE_TRANSPORT];
    struct slice line = world_wkb(w, 0, xy, count);
    if (count > 1) {
        t->geometry[t->row_count - 1] = line;
        return;
    }
    unsigned char *point = arena_alloc(&w->arena, 21, 1);
    CHECK(point != NULL);
    memcpy(point, line.at, 5);
    memcpy(point + 5, line.at + 9, 16);
    point[1] = 1;
    t->geometry[t->row_count - 1] = (struct slice){(const char *)point, 21};
}

#define WORLD_LINE(w, text, ...)                              \
    world_line((w), (text), (const double[][2]){__VA_ARGS__}, \
               (int)(sizeof((const double[][2]){__VA_ARGS__}) / sizeof(double[2])))

/* A road along the meridian, so many metres east of the site. */
static inline void world_road(struct world *w, const char *code, double east_m)
{
    double a[4] = {WORLD_LON, WORLD_LAT, WORLD_LON, WORLD_LAT};
    place_shift(&a[0], &a[1], east_m, 0);
    a[2] = a[0];
    a[1] = WORLD_LAT - 0.05;
    a[3] = WORLD_LAT + 0.05;
    world_row(w, TABLE_TRANSPORT, "code=%s kind=road", code);
    struct table *t = &w->data.tables[TABLE_TRANSPORT];
    t->geometry[t->row_count - 1] = world_wkb(w, 0, a, 2);
}

#endif
