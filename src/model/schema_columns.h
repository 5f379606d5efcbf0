/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema_columns - how a table is declared: one line a column.
 *
 * Private to schema.c and the tables_*.c files.  A file holds the tables of one subject;
 * each ends with INPUT_TABLE(name, title, geometry), RESULT_TABLE(name, title), or
 * LONG_RESULT_TABLE where only reports and exports read the rows.
 */
#ifndef MODEL_SCHEMA_COLUMNS_H
#define MODEL_SCHEMA_COLUMNS_H

#include <stddef.h>

#include "model/schema.h"

/* The tables, each declared beside its columns in tables_SUBJECT.c. */
#define X(id, name) extern const struct table_def schema_##name;
TABLE_LIST(X)
#undef X

#define ARRAY_COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define YEAR_RANGE   1900, 2200
#define NON_NEGATIVE 0, 1e18
#define POSITIVE     1e-9, 1e18
#define SHARE        0, 1
#define ANY          0, 0

/* name, type, flags, min, max, unit, refers to, choices, meaning */
#define CODE_KEY(meaning)                                                                 \
    {                                                                                     \
        "code", COLUMN_CODE, COLUMN_REQUIRED | COLUMN_KEY, ANY, NULL, NULL, NULL, meaning \
    }
#define NAME                                                                           \
    {                                                                                  \
        "name", COLUMN_TEXT, COLUMN_REQUIRED, ANY, NULL, NULL, NULL, "name for people" \
    }
#define REF(name, table, meaning)                                           \
    {                                                                       \
        name, COLUMN_CODE, COLUMN_REQUIRED, ANY, NULL, table, NULL, meaning \
    }
#define REF_KEY(name, table, meaning)                                                    \
    {                                                                                    \
        name, COLUMN_CODE, COLUMN_REQUIRED | COLUMN_KEY, ANY, NULL, table, NULL, meaning \
    }
#define REF_OPTIONAL(name, table, meaning)                    \
    {                                                         \
        name, COLUMN_CODE, 0, ANY, NULL, table, NULL, meaning \
    }
#define TEXT(name, meaning)                                  \
    {                                                        \
        name, COLUMN_TEXT, 0, ANY, NULL, NULL, NULL, meaning \
    }
#define TEXT_KEY(name, meaning)                                                         \
    {                                                                                   \
        name, COLUMN_TEXT, COLUMN_REQUIRED | COLUMN_KEY, ANY, NULL, NULL, NULL, meaning \
    }
#define CHOICE(name, flags, choices, meaning)                       \
    {                                                               \
        name, COLUMN_TEXT, flags, ANY, NULL, NULL, choices, meaning \
    }
#define INTEGER(name, flags, range, meaning)                          \
    {                                                                 \
        name, COLUMN_INTEGER, flags, range, NULL, NULL, NULL, meaning \
    }
#define REAL(name, flags, range, unit, meaning)                    \
    {                                                              \
        name, COLUMN_REAL, flags, range, unit, NULL, NULL, meaning \
    }
#define LON                                                                                        \
    {                                                                                              \
        "lon", COLUMN_REAL, COLUMN_REQUIRED, -180, 180, "degrees", NULL, NULL, "longitude, WGS 84" \
    }
#define LAT                                                                                     \
    {                                                                                           \
        "lat", COLUMN_REAL, COLUMN_REQUIRED, -90, 90, "degrees", NULL, NULL, "latitude, WGS 84" \
    }
#define YES_NO       "yes|no"
#define REQ          COLUMN_REQUIRED
#define KEY          (COLUMN_REQUIRED | COLUMN_KEY)
#define OPTIONAL_KEY COLUMN_OPTIONAL_KEY

/* Where a figure comes from and how it is known: on every input table. */
#define PROVENANCE                                                                            \
    {"evidence",                                                                              \
     COLUMN_TEXT,                                                                             \
     COLUMN_REQUIRED,                                                                         \
     ANY,                                                                                     \
     NULL,                                                                                    \
     NULL,                                                                                    \
     "measured|reported|estimated|assumed",                                                   \
     "how the figures of the row are known"},                                                 \
    {                                                                                         \
        "source", COLUMN_TEXT, COLUMN_REQUIRED, ANY, NULL, NULL, NULL, "where they come from" \
    }

#define INPUT_TABLE(name, title, geometry)   \
    const struct table_def schema_##name = { \
        #name, title, geometry, 0, ARRAY_COUNT(name##_columns), name##_columns, 0}
#define RESULT_TABLE(name, title)            \
    const struct table_def schema_##name = { \
        #name, title, GEOMETRY_NONE, 1, ARRAY_COUNT(name##_columns), name##_columns, 0}
#define LONG_RESULT_TABLE(name, title)       \
    const struct table_def schema_##name = { \
        #name, title, GEOMETRY_NONE, 1, ARRAY_COUNT(name##_columns), name##_columns, 1}

#endif
