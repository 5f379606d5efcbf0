/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_internal - what the files of the store share, and its tests see.
 */
#ifndef STORE_STORE_INTERNAL_H
#define STORE_STORE_INTERNAL_H

#include "base/arena.h"
#include "store/db.h"
#include "store/migration.h"
#include "store/store.h"

struct store {
    struct arena arena; /* holds this struct */
    struct db db;
    int writable;
};

/* store_open() for a program that has these steps. */
CHECKED enum status store_open_at(struct store **out, const char *path, int writable,
                                  struct migration_list list, struct err *e);

#endif
