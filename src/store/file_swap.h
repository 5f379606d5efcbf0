/* SPDX-License-Identifier: Apache-2.0 */
/*
 * file_swap - write a file beside the old one, then put it in its place at once.
 *
 * Method   NAME.new is made in the same folder, synced, renamed to NAME, and the
 *          folder synced: whoever looks sees the old file or the new one, also
 *          after a crash.  NAME.new left by a killed run is written over.
 * Lock     a byte of NAME.new, held until file_swap_close(): two runs that write
 *          the same file are told apart.  Closing any other descriptor of
 *          NAME.new in this process would give it up: do that after the commit.
 * Links    when NAME is a symbolic link, the file it points to is replaced.
 */
#ifndef STORE_FILE_SWAP_H
#define STORE_FILE_SWAP_H

#include <limits.h>

#include "base/err.h"

enum {
    FILE_SWAP_PATH_MAX = PATH_MAX,
};

struct file_swap {
    char target[FILE_SWAP_PATH_MAX];
    char temporary[FILE_SWAP_PATH_MAX];
    int descriptor; /* of the temporary; -1: none */
    int has_target; /* was there a file before? */
    int committed;
};

/* An empty temporary file, ready to be written by name.  CONFLICT when the target
 * exists and overwrite is not set, or when another run is writing it. */
CHECKED enum status file_swap_open(struct file_swap *s, const char *path, int overwrite,
                                   struct err *e);

CHECKED enum status file_swap_commit(struct file_swap *s, struct err *e);

/* Removes the temporary file unless committed. */
void file_swap_close(struct file_swap *s);

#endif
