/* SPDX-License-Identifier: Apache-2.0 */
/*
 * migration - numbered steps from the tables of an older program to ours.
 *
 * Ledger   table groundwork_migration: id, name, sha256 of the step's SQL,
 *          version of the program that took it.  (PRAGMA user_version belongs
 *          to GeoPackage.)  Step 1 is the file as first made: its SQL comes from
 *          model/schema.h, so its sum is kept for the record and not compared.
 * Adding   after the steps, conform() adds the tables and columns that are declared and lacking,
 *          and writes all descriptions anew; a step that only adds has the SQL "".
 * Rules    forward only; a step once released never changes; a new file has all
 *          steps in its ledger and takes none.
 */
#ifndef STORE_MIGRATION_H
#define STORE_MIGRATION_H

#include "base/err.h"
#include "base/slice.h"
#include "store/db.h"

struct migration {
    int id; /* 1, 2, 3 … without gaps */
    const char *name;
    const char *sql; /* NULL for the first */
};

struct migration_list {
    const struct migration *steps;
    int count;
};

/* Those of this program. */
extern const struct migration_list migration_all;

/* Make the ledger of a new file, made by this SQL. */
CHECKED enum status migration_begin(struct db *db, struct migration_list list, struct slice sql,
                                    struct err *e);

/* How many steps are still to be taken.  CONFLICT when the file is ahead of us,
 * INVALID when it took steps that we do not know in this form. */
CHECKED enum status migration_pending(struct db *db, struct migration_list list, int *pending,
                                      struct err *e);

/* Take them, all or none. */
CHECKED enum status migration_apply(struct db *db, struct migration_list list, struct err *e);

#endif
