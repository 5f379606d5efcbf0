/* SPDX-License-Identifier: Apache-2.0 */
/*
 * assign - which field of a foreign table fills which column of ours.
 *
 * In order: a constant (--set), a field named for it (--map), the field of the
 * same name, letters' case aside.
 */
#ifndef APP_ASSIGN_H
#define APP_ASSIGN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"
#include "model/schema.h"

struct assign_rule {
    int field;             /* index into the fields, or -1 */
    int is_mapped;         /* named by --map, so it goes before a geometry */
    struct slice constant; /* at != NULL: this value in every row */
};

struct assign {
    const struct table_def *def;
    struct assign_rule rules[COLUMN_PER_TABLE_MAX];
};

/* map "column=field,column=field", set "column=value;column=value"; either may be NULL.  The
 * texts must outlive the assignment. */
CHECKED enum status assign_make(struct assign *out, const struct table_def *def,
                                const struct slice *fields, int field_count, const char *map,
                                const char *set, struct err *e);

/* Is the field used by any rule? */
int assign_uses(const struct assign *a, int field);

#endif
