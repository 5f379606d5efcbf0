/* SPDX-License-Identifier: Apache-2.0 */
/*
 * disk - whole files in, whole files out.
 *
 * Writes   a file is written beside its place as NAME.new, flushed to the disk,
 *          and renamed: the place holds the old file or the new one, never a part.
 *          A device or a pipe is refused.
 * Errors   every sentence names the path and what the system says.
 */
#ifndef APP_DISK_H
#define APP_DISK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"

enum {
    DISK_PATH_MAX = 4096,
};

enum disk_kind {
    DISK_NOTHING,
    DISK_FILE,
    DISK_FOLDER,
    DISK_OTHER, /* a device, a socket … */
};

/* What is at the path; DISK_NOTHING also when it may not be looked at. */
enum disk_kind disk_kind_of(const char *path);

/* "FOLDER/NAME" in the arena, or NULL when memory is out. */
char *disk_join(const char *folder, const char *name, struct arena *a);

/* The whole of a regular file of at most max_bytes. */
CHECKED enum status disk_read(const char *path, size_t max_bytes, struct slice *out,
                              struct arena *a, struct err *e);

/* Write PATH.new and flush it; disk_publish() puts it in its place, disk_discard() removes it. */
CHECKED enum status disk_stage(const char *path, struct slice bytes, struct err *e);
CHECKED enum status disk_publish(const char *path, struct err *e);
void disk_discard(const char *path);

/* Stage and publish. */
CHECKED enum status disk_write(const char *path, struct slice bytes, struct err *e);

/* Make the folder unless it is there; *made tells whether it had to be made. */
CHECKED enum status disk_make_folder(const char *path, int *made, struct err *e);

struct disk_names {
    char **names; /* sorted by byte, without those that begin with '.' */
    int count;
};

CHECKED enum status disk_list(const char *folder, struct disk_names *out, struct arena *a,
                              struct err *e);

#endif
