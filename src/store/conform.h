/* SPDX-License-Identifier: Apache-2.0 */
/*
 * conform - give a file the tables, columns and descriptions that are declared.
 *
 * Runs after the steps of a migration, in their transaction.  What only adds (a table, a
 * column, a choice, a better description) needs no SQL of its own: it is declared in model/ and
 * its step is named in migration.c.  What moves or changes values is SQL, which runs before.
 *
 * Keeps    rows, and tables, columns and descriptions that are not ours.
 */
#ifndef STORE_CONFORM_H
#define STORE_CONFORM_H

#include "base/err.h"
#include "store/db.h"

CHECKED enum status conform(struct db *db, struct err *e);

#endif
