/* SPDX-License-Identifier: Apache-2.0 */
/*
 * folder - a folder of its own for a test, filled and compared file by file.
 */
#ifndef KIT_FOLDER_H
#define KIT_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/disk.h"
#include "base/arena.h"
#include "kit/test.h"

enum {
    FOLDER_PATH = 512,
    FOLDER_FILE_MAX = 1 << 28,
};

static inline void folder_make(char path[FOLDER_PATH])
{
    const char *root = getenv("TMPDIR");
    if (!root) root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"; /* flushing is free */
    (void)snprintf(path, FOLDER_PATH, "%s/groundwork-test-XXXXXX", root);
    if (!mkdtemp(path)) fail_msg("cannot make a folder");
}

static inline void folder_path(char out[FOLDER_PATH], const char *folder, const char *name)
{
    if (snprintf(out, FOLDER_PATH, "%s/%s", folder, name) >= FOLDER_PATH) fail_msg("long path");
}

static inline void folder_put_bytes(const char *folder, const char *name, struct slice bytes)
{
    char path[FOLDER_PATH];
    folder_path(path, folder, name);
    FILE *f = fopen(path, "wb");
    if (!f) fail_msg("cannot write '%s'", path);
    if (bytes.len && fwrite(bytes.at, 1, bytes.len, f) != bytes.len) fail_msg("cannot write");
    (void)fclose(f);
}

static inline void folder_put(const char *folder, const char *name, const char *text)
{
    folder_put_bytes(folder, name, slice_of(text));
}

/* Remove it with all that is in it, one level of folders deep. */
static inline void folder_remove(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        char path[FOLDER_PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        folder_path(path, folder, entry->d_name);
        if (unlink(path) != 0) folder_remove(path);
    }
    if (dir) (void)closedir(dir);
    (void)rmdir(folder);
}

static inline int folder_count(const char *folder)
{
    int count = 0;
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir)))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (dir) (void)closedir(dir);
    return count;
}

static inline struct slice folder_get(const char *folder, const char *name, struct arena *a)
{
    char path[FOLDER_PATH];
    struct slice bytes = SLICE_NONE;
    struct err e;
    folder_path(path, folder, name);
    return disk_read(path, FOLDER_FILE_MAX, &bytes, a, &e) == STATUS_OK ? bytes : SLICE_NONE;
}

/* Do both hold the same files with the same bytes? */
static inline int folder_same(const char *first, const char *second, struct arena *a)
{
    int same = folder_count(first) == folder_count(second);
    DIR *dir = opendir(first);
    struct dirent *entry;
    while (dir && same && (entry = readdir(dir))) {
        char x[FOLDER_PATH], y[FOLDER_PATH];
        if (entry->d_name[0] == '.') continue;
        folder_path(x, first, entry->d_name);
        folder_path(y, second, entry->d_name);
        if (disk_kind_of(x) == DISK_FOLDER) {
            same = folder_same(x, y, a);
            continue;
        }
        struct slice mine = folder_get(first, entry->d_name, a);
        struct slice other = folder_get(second, entry->d_name, a);
        same = mine.at && other.at && slice_equal(mine, other);
        if (!same) fprintf(stderr, "%s differs\n", x);
    }
    if (dir) (void)closedir(dir);
    return same;
}

#endif
