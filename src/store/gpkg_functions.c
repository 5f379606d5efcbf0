/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_functions.h"

#include <sqlite3.h>

#include "store/gpkg_geometry.h"

/* Bounds of the argument; 0 when it is NULL or no geometry. */
static int bounds_of(sqlite3_value *value, struct wkb_bounds *bounds)
{
    if (sqlite3_value_type(value) != SQLITE_BLOB) return 0;
    const void *at = sqlite3_value_blob(value);
    int len = sqlite3_value_bytes(value);
    return at && gpkg_geometry_bounds((struct slice){at, (size_t)len}, bounds);
}

static void st_is_empty(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct wkb_bounds bounds = WKB_BOUNDS_EMPTY;
    (void)count;
    if (bounds_of(values[0], &bounds)) sqlite3_result_int(context, wkb_bounds_is_empty(&bounds));
}

/* The bounds of the argument; 0 when it has none. */
static int has_bounds(sqlite3_value **values, struct wkb_bounds *bounds)
{
    return bounds_of(values[0], bounds) && !wkb_bounds_is_empty(bounds);
}

static void st_min_x(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct wkb_bounds b;
    (void)count;
    if (has_bounds(values, &b)) sqlite3_result_double(context, b.west);
}

static void st_max_x(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct wkb_bounds b;
    (void)count;
    if (has_bounds(values, &b)) sqlite3_result_double(context, b.east);
}

static void st_min_y(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct wkb_bounds b;
    (void)count;
    if (has_bounds(values, &b)) sqlite3_result_double(context, b.south);
}

static void st_max_y(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct wkb_bounds b;
    (void)count;
    if (has_bounds(values, &b)) sqlite3_result_double(context, b.north);
}

int gpkg_functions_register(struct sqlite3 *connection)
{
    static const struct {
        const char *name;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"ST_IsEmpty", st_is_empty},
                     {"ST_MinX", st_min_x},
                     {"ST_MaxX", st_max_x},
                     {"ST_MinY", st_min_y},
                     {"ST_MaxY", st_max_y}};

    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int rc = SQLITE_OK;
    for (size_t i = 0; i < sizeof functions / sizeof functions[0] && rc == SQLITE_OK; i++)
        rc = sqlite3_create_function(connection, functions[i].name, 1, flags, NULL,
                                     functions[i].call, NULL, NULL);
    return rc == SQLITE_OK;
}
