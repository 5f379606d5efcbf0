/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folder and the file are two forms of one thing.
 */
#include "app/export.h"
#include "app/folder.h"
#include "kit/folder.h"
#include "kit/random_dataset.h"
#include "store/store.h"

static const size_t MEMORY_MAX = (size_t)1 << 30;

/* Read a folder that must be without fault. */
static int read_clean(struct dataset *d, const char *folder, struct arena *a)
{
    struct findings f;
    struct err e = {0};
    int whole = 0;
    findings_init(&f, a);
    int fine = folder_read(d, folder, &whole, &f, a, &e) == STATUS_OK && whole && f.count == 0;
    if (!fine) fprintf(stderr, "%s%s\n", e.text, f.count ? f.list[0].sentence : "");
    return fine;
}

/* folder_read o folder_write = identity on datasets; writing again gives the same bytes */
static int a_folder_gives_the_dataset_back(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    char root[FOLDER_PATH], first[FOLDER_PATH], second[FOLDER_PATH];
    struct dataset *d = ARENA_ARRAY(&a, struct dataset, 2);
    struct err e = {0};
    folder_make(root);
    folder_path(first, root, "first");
    folder_path(second, root, "second");
    random_dataset(g, &d[0], size, &a);
    int holds = folder_write(&d[0], first, &a, &e) == STATUS_OK && read_clean(&d[1], first, &a) &&
                data_same(&d[0], &d[1]) && folder_write(&d[1], second, &a, &e) == STATUS_OK &&
                folder_same(first, second, &a);
    folder_remove(root);
    arena_clear(&a);
    return holds;
}

/* file -> folder -> file gives the same bytes */
static int a_file_comes_back_from_its_folder(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    char root[FOLDER_PATH], first[FOLDER_PATH], second[FOLDER_PATH], folder[FOLDER_PATH];
    struct dataset *d = ARENA_ARRAY(&a, struct dataset, 2);
    struct export_report report;
    struct err e = {0};
    folder_make(root);
    folder_path(first, root, "first.gpkg");
    folder_path(second, root, "second.gpkg");
    folder_path(folder, root, "folder");
    random_dataset(g, &d[0], size, &a);
    int holds =
        store_save_new(first, &d[0], 0, &e) == STATUS_OK &&
        export_folder(first, folder, &report, &a, &e) == STATUS_OK &&
        read_clean(&d[1], folder, &a) && store_save_new(second, &d[1], 0, &e) == STATUS_OK &&
        slice_equal(folder_get(root, "first.gpkg", &a), folder_get(root, "second.gpkg", &a));
    if (!holds) fprintf(stderr, "%s\n", e.text);
    folder_remove(root);
    arena_clear(&a);
    return holds;
}

/* writing over an old folder leaves what a new folder would hold, and foreign files alone */
static int writing_over_an_old_folder_leaves_nothing_stale(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    char root[FOLDER_PATH], old[FOLDER_PATH], fresh[FOLDER_PATH];
    struct dataset *d = ARENA_ARRAY(&a, struct dataset, 2);
    struct err e = {0};
    folder_make(root);
    folder_path(old, root, "old");
    folder_path(fresh, root, "fresh");
    random_dataset(g, &d[0], size, &a);
    random_dataset(g, &d[1], size, &a);
    for (int i = 0; i < 2; i++)
        if (d[i].tables[TABLE_PROGRAMME].row_count == 0)
            (void)table_add(&d[i].tables[TABLE_PROGRAMME], &a);
    (void)table_add(&d[1].tables[TABLE_RUN], &a); /* so that both have the folder results */
    int holds = folder_write(&d[0], old, &a, &e) == STATUS_OK;
    folder_put(old, "NOTES.md", "mine");
    holds = holds && folder_write(&d[1], old, &a, &e) == STATUS_OK &&
            folder_write(&d[1], fresh, &a, &e) == STATUS_OK;
    holds = holds && slice_is(folder_get(old, "NOTES.md", &a), "mine");
    folder_put(fresh, "NOTES.md", "mine");
    holds = holds && folder_same(fresh, old, &a);
    folder_remove(root);
    arena_clear(&a);
    return holds;
}

TEST(folder)
{
    property_check("a_folder_gives_the_dataset_back", a_folder_gives_the_dataset_back, 20, 40);
}

TEST(file)
{
    property_check("a_file_comes_back_from_its_folder", a_file_comes_back_from_its_folder, 10, 12);
}

TEST(stale)
{
    property_check("writing_over_an_old_folder_leaves_nothing_stale",
                   writing_over_an_old_folder_leaves_nothing_stale, 3, 20);
}

SUITE(CASE(folder), CASE(file), CASE(stale))
