/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <string.h>

#include "app/folder.h"
#include "app/import.h"
#include "app/validate.h"
#include "kit/folder.h"

static const size_t MEMORY_MAX = (size_t)1 << 28;

struct world {
    char folder[FOLDER_PATH];
    struct arena arena;
    struct dataset data;
    struct findings findings;
    int whole;
};

#define HEAD_AREA "code,parent,name,population,evidence,source\n"
#define TWO_AREAS HEAD_AREA "A,,Usi,1000,measured,x\nB,,Anju,2000,measured,x\n"
#define SQUARE(west, south, east, north)                                                       \
    "{\"type\":\"Polygon\",\"coordinates\":[[[" west "," south "],[" east "," south "],[" east \
    "," north "],[" west "," north "],[" west "," south "]]]}"
#define FEATURE(code, geometry) \
    "{\"type\":\"Feature\",\"properties\":{\"code\":\"" code "\"},\"geometry\":" geometry "}"
#define FEATURES(list) "{\"type\":\"FeatureCollection\",\"features\":[" list "]}"
#define TWO_SQUARES                                                      \
    FEATURES(FEATURE("A", SQUARE("125", "39", "126", "40")) "," FEATURE( \
        "B", SQUARE("126", "39", "127", "40")))

static void world_make(struct world *w)
{
    folder_make(w->folder);
    w->arena = (struct arena)ARENA_INIT(MEMORY_MAX);
    folder_put(w->folder, "programme.csv",
               "code,first_year,year_count,evidence,source\nP,2024,10,assumed,x\n");
    folder_put(w->folder, "area.csv", TWO_AREAS);
}

static void world_clear(struct world *w)
{
    folder_remove(w->folder);
    arena_clear(&w->arena);
}

static void world_read(struct world *w)
{
    struct err e = {0};
    findings_init(&w->findings, &w->arena);
    CHECK(folder_read(&w->data, w->folder, &w->whole, &w->findings, &w->arena, &e) == STATUS_OK);
}

/* The one finding must be at the place and say this. */
static void expect(const struct findings *f, const char *place, const char *says)
{
    if (f->count != 1 || strcmp(f->list[0].place, place) != 0 || !strstr(f->list[0].sentence, says))
        fail_msg("%d: %s: %s", f->count, f->count ? f->list[0].place : "",
                 f->count ? f->list[0].sentence : "nothing");
}

TEST(names_of_files_are_checked)
{
    static const struct {
        const char *name, *says;
    } cases[] = {
        {"aera.csv", "did you mean 'area.csv'"},
        {"zebra.csv", "there is no table 'zebra'"},
        {"good.geojson", "has no geometry"},
        {"site.geojson", "columns lon and lat"},
        {"arae.geojson", "did you mean 'area.geojson'"},
        {"plan.csv", "belongs into the folder results"},
        {"area.xlsx", "does not belong here"},
        {"Makefile", "does not belong here"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world w;
        world_make(&w);
        folder_put(w.folder, cases[i].name, "x");
        world_read(&w);
        expect(&w.findings, cases[i].name, cases[i].says);
        CHECK(!w.whole);
        world_clear(&w);
    }
}

TEST(texts_for_people_are_left_alone)
{
    static const char *const names[] = {"README.md", "notes.txt", "LICENSE", ".gitignore",
                                        "area.csv.new"};
    struct world w;
    world_make(&w);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        folder_put(w.folder, names[i], "\xff");
    world_read(&w);
    CHECK(w.findings.count == 0 && w.whole);
    CHECK(w.data.tables[TABLE_AREA].row_count == 2);
    world_clear(&w);
}

TEST(folders_within_are_checked)
{
    struct world w;
    char path[FOLDER_PATH];
    world_make(&w);
    folder_path(path, w.folder, "results");
    CHECK(mkdir(path, 0700) == 0);
    folder_put(path, "run.csv", "verb\nplan\n");
    world_read(&w);
    CHECK(w.findings.count == 0 && w.data.tables[TABLE_RUN].row_count == 1);
    folder_put(path, "site.csv", "x");
    world_read(&w);
    expect(&w.findings, "results/site.csv", "is an input");
    CHECK(unlink(strcat(path, "/site.csv")) == 0);
    folder_path(path, w.folder, "old");
    CHECK(mkdir(path, 0700) == 0);
    world_read(&w);
    expect(&w.findings, "old", "a folder of this name");
    world_clear(&w);
}

TEST(features_are_placed_by_code)
{
    static const struct {
        const char *text, *place, *says;
    } cases[] = {
        {FEATURES(FEATURE("C", SQUARE("1", "1", "2", "2"))), "area.geojson feature 1",
         "not the code of any row of area.csv"},
        {FEATURES(
             FEATURE("A", SQUARE("1", "1", "2", "2")) "," FEATURE("A", SQUARE("1", "1", "2", "2"))),
         "area.geojson feature 2", "has a geometry already"},
        {FEATURES(FEATURE("A", "{\"type\":\"Point\",\"coordinates\":[1,2]}")),
         "area.geojson feature 1", "needs a Polygon"},
        {FEATURES(FEATURE("A", SQUARE("39", "125", "40", "126"))), "area.geojson feature 1",
         "swapped"},
        {FEATURES("{\"type\":\"Feature\",\"properties\":{\"id\":1},\"geometry\":null}"),
         "area.geojson feature 1", "no property that names its row"},
        {"{\n\"type\":", "area.geojson:2", "is not JSON"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world w;
        world_make(&w);
        folder_put(w.folder, "area.geojson", cases[i].text);
        world_read(&w);
        expect(&w.findings, cases[i].place, cases[i].says);
        world_clear(&w);
    }
}

TEST(a_polygon_is_kept_as_a_multipolygon)
{
    struct world w;
    world_make(&w);
    folder_put(w.folder, "area.geojson", FEATURES(FEATURE("B", SQUARE("1", "1", "2", "2"))));
    world_read(&w);
    const struct table *t = &w.data.tables[TABLE_AREA];
    CHECK(w.findings.count == 0 && !t->geometry[0].at && t->geometry[1].at[1] == 6);
    world_clear(&w);
}

TEST(what_is_no_programme_folder_is_not_written_into)
{
    struct world w;
    struct err e = {0};
    char path[FOLDER_PATH];
    world_make(&w);
    world_read(&w);
    folder_path(path, w.folder, "other");
    CHECK(mkdir(path, 0700) == 0);
    folder_put(path, "thesis.txt", "precious");
    CHECK(folder_write(&w.data, path, &w.arena, &e) == STATUS_CONFLICT);
    CHECK(folder_count(path) == 1);
    folder_path(path, w.folder, "area.csv");
    CHECK(folder_write(&w.data, path, &w.arena, &e) == STATUS_CONFLICT);
    world_clear(&w);
}

static void check_places(struct world *w)
{
    struct err e = {0};
    world_read(w);
    CHECK(w->findings.count == 0);
    CHECK(validate_places(&w->data, &w->findings, &w->arena, &e) == STATUS_OK);
}

#define HEAD_TOWN "code,area,name,lon,lat,population,evidence,source\n"

TEST(points_are_checked_against_their_areas)
{
    static const struct {
        const char *row, *says;
        int is_error;
    } cases[] = {
        {"T,A,t,125.5,39.5,1000,measured,x\n", NULL, 0},
        {"T,A,t,126.01,39.5,1000,measured,x\n", NULL, 0}, /* 0.9 km outside */
        {"T,A,t,126.2,39.5,1000,measured,x\n", "lies in 'B', 17 km outside 'A'", 0},
        {"T,A,t,126.5,39.5,1000,measured,x\n", "lies in 'B', 43 km outside 'A'", 1},
        {"T,A,t,125.5,40.5,1000,measured,x\n", "55 km outside 'A' which it names, in no area", 1},
        {"T,A,t,39.5,125.5,1000,measured,x\n", NULL, 0}, /* refused by the column's range */
        {"T,A,t,39.5,-5.5,1000,measured,x\n", "more than 100 km from every area", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world w;
        char text[300];
        world_make(&w);
        folder_put(w.folder, "area.geojson", TWO_SQUARES);
        (void)snprintf(text, sizeof text, HEAD_TOWN "%s", cases[i].row);
        folder_put(w.folder, "settlement.csv", text);
        check_places(&w);
        if (!cases[i].says) {
            CHECK(w.findings.count == 0);
        } else {
            expect(&w.findings, "settlement.csv:2", cases[i].says);
            CHECK(w.findings.list[0].is_error == cases[i].is_error);
        }
        world_clear(&w);
    }
}

TEST(swapped_axes_are_seen_where_both_fit_the_range)
{
    struct world w;
    world_make(&w);
    folder_put(w.folder, "area.geojson",
               FEATURES(FEATURE("A", SQUARE("30", "-2", "31", "-1")) "," FEATURE(
                   "B", SQUARE("31", "-2", "32", "-1"))));
    folder_put(w.folder, "settlement.csv", HEAD_TOWN "T,A,t,-1.5,30.5,1000,measured,x\n");
    check_places(&w);
    expect(&w.findings, "settlement.csv:2", "longitude and latitude are swapped");
    CHECK(w.findings.list[0].is_error);
    world_clear(&w);
}

TEST(areas_are_checked_for_soundness_and_overlap)
{
    struct world w;
    world_make(&w);
    folder_put(
        w.folder, "area.geojson",
        FEATURES(FEATURE("A", "{\"type\":\"Polygon\",\"coordinates\":[[[125,39],[127,41],[127,39],"
                              "[125,41],[125,39]]]}")));
    check_places(&w);
    CHECK(w.findings.error_count == 1 && w.findings.warning_count == 1);
    CHECK(strstr(w.findings.list[0].sentence, "Self-intersection[126 40]"));
    CHECK(strstr(w.findings.list[1].sentence, "'B' has no polygon"));
    folder_put(w.folder, "area.geojson",
               FEATURES(FEATURE("A", SQUARE("125", "39", "126", "40")) "," FEATURE(
                   "B", SQUARE("125.9", "39", "127", "40"))));
    check_places(&w);
    expect(&w.findings, "area.csv:3", "'A' and 'B' overlap by 95");
    CHECK(!w.findings.list[0].is_error);
    world_clear(&w);
}

TEST(people_of_settlements_are_compared_with_the_area)
{
    struct world w;
    world_make(&w);
    folder_put(w.folder, "area.geojson", TWO_SQUARES);
    folder_put(w.folder, "settlement.csv",
               HEAD_TOWN "T,A,t,125.5,39.5,700,measured,x\nU,,u,125.4,39.4,50,measured,x\n"
                         "V,B,v,126.4,39.4,1900,measured,x\n");
    check_places(&w);
    expect(&w.findings, "area.csv:2", "has 1000 people, but its settlements have 750");
    world_clear(&w);
}

TEST(import_writes_nothing_when_anything_is_wrong)
{
    struct world w;
    struct import_report report;
    struct err e = {0};
    char file[FOLDER_PATH];
    world_make(&w);
    folder_path(file, w.folder, "../groundwork-unit-import.gpkg");
    (void)unlink(file);
    folder_put(w.folder, "area.csv", HEAD_AREA "A,X,Usi,-5,measured,x\nA,,b,\"1,5\",guessed,\n");
    CHECK(import_folder(w.folder, file, 0, &report, &w.arena, &e) == STATUS_INVALID);
    CHECK(disk_kind_of(file) == DISK_NOTHING);
    CHECK(report.findings.error_count == 6); /* X, -5, A twice, 1,5, guessed, no source */
    CHECK(strncmp(e.text, "6 errors", 8) == 0);
    world_clear(&w);
}

TEST(a_cell_that_cannot_be_read_is_told_once)
{
    struct world w;
    struct findings f;
    struct dataset d;
    struct err e = {0};
    world_make(&w);
    folder_put(w.folder, "programme.csv",
               "code,first_year,year_count,evidence,source\nP,soon,10,assumed,x\n");
    CHECK(validate_path(w.folder, &d, &f, &w.arena, &e) == STATUS_OK);
    int told = 0;
    for (int i = 0; i < f.count; i++)
        told += strcmp(f.list[i].place, "programme.csv:2") == 0;
    CHECK(told == 1 && f.error_count >= 1);
    world_clear(&w);
}

SUITE(CASE(names_of_files_are_checked), CASE(texts_for_people_are_left_alone),
      CASE(folders_within_are_checked), CASE(features_are_placed_by_code),
      CASE(a_polygon_is_kept_as_a_multipolygon),
      CASE(what_is_no_programme_folder_is_not_written_into),
      CASE(points_are_checked_against_their_areas),
      CASE(swapped_axes_are_seen_where_both_fit_the_range),
      CASE(areas_are_checked_for_soundness_and_overlap),
      CASE(people_of_settlements_are_compared_with_the_area),
      CASE(import_writes_nothing_when_anything_is_wrong),
      CASE(a_cell_that_cannot_be_read_is_told_once))
