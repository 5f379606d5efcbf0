/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_functions.h"

#include <math.h>
#include <sqlite3.h>
#include <stddef.h>

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

/* The user data says which of the four bounds: its place within struct wkb_bounds. */
static void st_bound(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct wkb_bounds bounds = WKB_BOUNDS_EMPTY;
    (void)count;
    if (!bounds_of(values[0], &bounds) || wkb_bounds_is_empty(&bounds)) return;
    size_t place = *(const size_t *)sqlite3_user_data(context);
    sqlite3_result_double(context, *(const double *)((const char *)&bounds + place));
}

int gpkg_functions_register(struct sqlite3 *connection)
{
    static const size_t places[4] = {
        offsetof(struct wkb_bounds, west),
        offsetof(struct wkb_bounds, east),
        offsetof(struct wkb_bounds, south),
        offsetof(struct wkb_bounds, north),
    };
    static const char *const names[4] = {"ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"};
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int rc =
        sqlite3_create_function(connection, "ST_IsEmpty", 1, flags, NULL, st_is_empty, NULL, NULL);
    for (int i = 0; i < 4 && rc == SQLITE_OK; i++) {
        union {
            const size_t *read;
            void *any;
        } place = {&places[i]};

        rc = sqlite3_create_function(connection, names[i], 1, flags, place.any, st_bound, NULL,
                                     NULL);
    }
    return rc == SQLITE_OK;
}
