/* SPDX-License-Identifier: Apache-2.0 */
#include "app/places.h"

#include <string.h>

#include "app/validate.h"

struct slice places_code(const struct table *t, int row)
{
    struct slice code = table_get_text(t, row, "code");
    return code.at ? code : slice_of("?");
}

int places_area(const struct places *p, const struct table *t, int row, const char *column)
{
    struct slice code = table_get_text(t, row, column);
    return code.at ? map_get(&p->rows, code) : -1;
}

static enum status no_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory");
}

static int is_in_circle(const struct places *p, int row)
{
    int at = p->parents[row];
    for (int steps = 0; at >= 0 && at != row && steps < p->area->row_count; steps++)
        at = p->parents[at];
    return at >= 0;
}

static enum status read_tree(struct places *p, struct err *e)
{
    int count = p->area->row_count;
    size_t room = count > 0 ? (size_t)count : 1;
    p->sound = ARENA_ARRAY(p->arena, struct slice, room);
    p->parents = ARENA_ARRAY(p->arena, int, room);
    p->has_parts = ARENA_ARRAY(p->arena, int, room);
    if (!p->sound || !p->parents || !p->has_parts || !map_init(&p->rows, count, p->arena))
        return no_memory(e);
    for (int row = 0; row < count; row++) {
        struct slice code = table_get_text(p->area, row, "code");
        if (code.at) map_put(&p->rows, code, row);
    }
    for (int row = 0; row < count; row++) {
        p->parents[row] = places_area(p, p->area, row, "parent");
        if (p->parents[row] >= 0) p->has_parts[p->parents[row]] = 1;
    }
    for (int row = 0; row < count; row++)
        if (is_in_circle(p, row)) p->parents[row] = -1; /* which programme_load() tells */
    return STATUS_OK;
}

/* The indices and the plane, once the polygons are known. */
static enum status open_tools(struct places *p, struct err *e)
{
    size_t count = (size_t)p->area->row_count;
    struct slice *leaves = ARENA_ARRAY(p->arena, struct slice, count);
    if (!leaves) return no_memory(e);
    for (size_t row = 0; row < count; row++)
        leaves[row] = p->has_parts[row] ? SLICE_NONE : p->sound[row];
    double lon = (p->bounds.west + p->bounds.east) / 2;
    double lat = (p->bounds.south + p->bounds.north) / 2;
    TRY(crs_open(&p->plane, lon, lat, e));
    TRY(overlay_index_open(&p->all, &p->overlay, p->sound, (int)count, p->arena, e));
    return overlay_index_open(&p->leaves, &p->overlay, leaves, (int)count, p->arena, e);
}

static enum status check(struct places *p, struct err *e)
{
    TRY(read_tree(p, e));
    TRY(overlay_open(&p->overlay, e));
    TRY(places_check_areas(p, e));
    if (p->polygon_count == 0) return STATUS_OK;
    TRY(open_tools(p, e));
    TRY(places_check_overlaps(p, e));
    return places_check_points(p, e);
}

enum status validate_places(const struct dataset *data, struct findings *findings, struct arena *a,
                            struct err *e)
{
    struct places p = {.data = data, .findings = findings, .arena = a};
    p.area = &data->tables[TABLE_AREA];
    enum status s = check(&p, e);
    overlay_index_close(&p.leaves);
    overlay_index_close(&p.all);
    overlay_close(&p.overlay);
    crs_close(&p.plane);
    return s;
}
