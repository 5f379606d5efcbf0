/* SPDX-License-Identifier: Apache-2.0 */
#include "app/export.h"
#include "app/folder.h"
#include "app/import.h"
#include "app/validate.h"
#include "kit/folder.h"
#include "kit/torture.h"

static const size_t MEMORY_MAX = (size_t)1 << 28;

/* torture() takes a function without arguments */
static char root[FOLDER_PATH], source[FOLDER_PATH], target[FOLDER_PATH], file[FOLDER_PATH];

static void fill_source(void)
{
    folder_make(root);
    folder_path(source, root, "source");
    folder_path(target, root, "target");
    folder_path(file, root, "p.gpkg");
    CHECK(mkdir(source, 0700) == 0);
    folder_put(source, "programme.csv",
               "code,first_year,year_count,evidence,source\nP,2024,3,assumed,x\n");
    folder_put(source, "area.csv", "code,name,population,evidence,source\nA,Usi,1000,measured,x\n");
    folder_put(
        source, "area.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{"
        "\"code\":\"A\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[125,39],[126,39],"
        "[126,40],[125,39]]]}}]}");
}

/* Read a folder and write another: the other is there whole or not at all. */
static enum status copy_folder(void)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct findings f;
    struct err e = {0};
    int whole = 1;
    folder_remove(target);
    findings_init(&f, &a);
    struct dataset *d = ARENA_NEW(&a, struct dataset);
    enum status s =
        d ? folder_read(d, source, &whole, &f, &a, &e) : err_set(&e, STATUS_NOMEM, "no");
    if (s == STATUS_OK && (!whole || f.count > 0)) /* a failed read of one file is a finding */
        s = err_set(&e, STATUS_IO, "%s", f.list[0].sentence);
    int written = 0;
    if (s == STATUS_OK) {
        written = 1;
        s = folder_write(d, target, &a, &e);
    }
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    CHECK(s != STATUS_OK || folder_count(target) == 3);
    int count = folder_count(target); /* only published whole files may be left */
    if (written && s != STATUS_OK) {
        char path[FOLDER_PATH];
        static const char *const staged[] = {"programme.csv.new", "area.csv.new",
                                             "area.geojson.new"};
        for (size_t i = 0; i < 3; i++) {
            folder_path(path, target, staged[i]);
            CHECK(disk_kind_of(path) == DISK_NOTHING);
        }
        CHECK(count <= 3);
    }
    arena_clear(&a);
    return s;
}

/* Import: when it fails there is no file. */
static enum status import(void)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct import_report report;
    struct err e = {0};
    (void)unlink(file);
    enum status s = import_folder(source, file, 0, &report, &a, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    arena_clear(&a);
    return s;
}

TEST(copying_a_folder)
{
    fill_source();
    torture(copy_folder);
    folder_remove(root);
}

/* Polygons, points and people against each other; the dataset is read undisturbed. */
static struct dataset world;

static enum status check_places(void)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct findings f;
    struct err e = {0};
    findings_init(&f, &a);
    enum status s = validate_places(&world, &f, &a, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    if (s == STATUS_OK && f.failed) s = STATUS_NOMEM; /* findings say so to whoever asks */
    CHECK(s != STATUS_OK || (f.error_count == 1 && f.warning_count == 1));
    arena_clear(&a);
    return s;
}

TEST(checking_places)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct findings f;
    struct err e = {0};
    int whole;
    fill_source();
    folder_put(source, "settlement.csv",
               "code,area,name,lon,lat,population,evidence,source\n"
               "T,A,t,125.9,39.2,1,measured,x\nU,A,u,126.5,39.2,5,measured,x\n");
    findings_init(&f, &a);
    CHECK(folder_read(&world, source, &whole, &f, &a, &e) == STATUS_OK && f.count == 0);
    torture(check_places);
    folder_remove(root);
    arena_clear(&a);
}

TEST(importing_a_folder)
{
    char shapes[FOLDER_PATH];
    fill_source();
    folder_path(shapes, source, "area.geojson");
    CHECK(unlink(shapes) == 0); /* checking_places has them */
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct import_report report;
    struct err e = {0};
    fault_arm(0);
    enum status s = import_folder(source, file, 0, &report, &a, &e);
    if (s == STATUS_INVALID) fail_msg("%s", e.text);
    arena_clear(&a);
    torture(import);
    folder_remove(root);
}

SUITE(CASE(copying_a_folder), CASE(checking_places), CASE(importing_a_folder))
