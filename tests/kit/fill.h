/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fill - rows of a dataset from one line of text, for tests.
 *
 *     fill(&d, &a, TABLE_AREA, "code=A1 name=Usi population=42919");
 *
 * Values hold no spaces.  evidence and source are filled in where not given.
 */
#ifndef KIT_FILL_H
#define KIT_FILL_H

#include <string.h>

#include "base/number.h"
#include "kit/test.h"
#include "model/dataset.h"

static inline void fill_value(struct table *t, int row, int column, struct slice value)
{
    enum column_type type = t->def->columns[column].type;
    if (type == COLUMN_INTEGER) {
        int64_t integer = 0;
        CHECK(number_parse_integer(value, &integer));
        table_set_integer(t, row, column, integer);
    } else if (type == COLUMN_REAL) {
        double real = 0;
        CHECK(number_parse_real(value, &real));
        table_set_real(t, row, column, real);
    } else {
        table_set_text(t, row, column, value);
    }
}

/* Returns the row.  The text must outlive the dataset. */
static inline int fill(struct dataset *d, struct arena *a, enum table_id id, const char *text)
{
    struct table *t = &d->tables[id];
    int row = table_add(t, a);
    CHECK(row >= 0);
    int evidence = schema_column(t->def, slice_of("evidence"));
    if (evidence >= 0) {
        table_set_text(t, row, evidence, slice_of("assumed"));
        table_put_text(t, row, "source", slice_of("test"));
    }
    while (*text) {
        size_t name = strcspn(text, "="), value = strcspn(text + name + 1, " ");
        int column = schema_column(t->def, (struct slice){text, name});
        if (column < 0) fail_msg("no column %.*s in %s", (int)name, text, t->def->name);
        fill_value(t, row, column, (struct slice){text + name + 1, value});
        text += name + 1 + value;
        text += strspn(text, " ");
    }
    return row;
}

#endif
