/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/overlay.h"

#include <assert.h>
#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

enum {
    TREE_NODE_CAPACITY = 10,
};

static void keep_message(const char *message, void *context)
{
    struct overlay *o = context;
    (void)snprintf(o->message, sizeof o->message, "%s", message);
}

static enum status fail(const struct overlay *o, const char *doing, struct err *e)
{
    return err_set(e, STATUS_EXTERNAL, "the geometry library failed while %s: %s", doing,
                   o->message[0] ? o->message : "no reason given");
}

enum status overlay_open(struct overlay *o, struct err *e)
{
    memset(o, 0, sizeof *o);
    if (!fault()) o->context = GEOS_init_r();
    if (!o->context) return fail(o, "starting", e);
    GEOSContext_setErrorMessageHandler_r(o->context, keep_message, o);
    return STATUS_OK;
}

void overlay_close(struct overlay *o)
{
    if (o->context) GEOS_finish_r(o->context);
    memset(o, 0, sizeof *o);
}

static GEOSGeometry *parse(struct overlay *o, struct slice wkb)
{
    o->message[0] = '\0';
    GEOSWKBReader *reader = fault() ? NULL : GEOSWKBReader_create_r(o->context);
    if (!reader) return NULL;
    const unsigned char *bytes = (const unsigned char *)wkb.at;
    GEOSGeometry *g = GEOSWKBReader_read_r(o->context, reader, bytes, wkb.len);
    GEOSWKBReader_destroy_r(o->context, reader);
    return g;
}

/* Little-endian, two dimensions: GEOS' defaults would follow the machine and the input. */
static enum status write(struct overlay *o, const GEOSGeometry *g, struct slice *out,
                         struct arena *a, struct err *e)
{
    GEOSWKBWriter *writer = fault() ? NULL : GEOSWKBWriter_create_r(o->context);
    if (!writer) return fail(o, "writing a geometry", e);
    GEOSWKBWriter_setByteOrder_r(o->context, writer, GEOS_WKB_NDR);
    GEOSWKBWriter_setOutputDimension_r(o->context, writer, 2);
    size_t len = 0;
    unsigned char *bytes = GEOSWKBWriter_write_r(o->context, writer, g, &len);
    GEOSWKBWriter_destroy_r(o->context, writer);
    if (!bytes) return fail(o, "writing a geometry", e);
    char *copy = arena_strndup(a, (const char *)bytes, len);
    GEOSFree_r(o->context, bytes);
    if (!copy) return err_set(e, STATUS_NOMEM, "out of memory");
    *out = (struct slice){copy, len};
    return STATUS_OK;
}

enum status overlay_check(struct overlay *o, struct slice wkb, char reason[OVERLAY_REASON_MAX],
                          struct err *e)
{
    reason[0] = '\0';
    GEOSGeometry *g = parse(o, wkb);
    if (!g) return fail(o, "reading a geometry", e);
    enum status s = STATUS_OK;
    char valid = GEOSisValid_r(o->context, g);
    if (valid == 0) {
        char *why = GEOSisValidReason_r(o->context, g);
        (void)snprintf(reason, OVERLAY_REASON_MAX, "%s", why ? why : "not sound");
        if (why) GEOSFree_r(o->context, why);
    } else if (valid != 1) {
        s = fail(o, "checking a geometry", e);
    }
    GEOSGeom_destroy_r(o->context, g);
    return s;
}

/* A geometry made from another, as WKB. */
static enum status write_made(struct overlay *o, GEOSGeometry *made, const char *doing,
                              struct slice *out, struct arena *a, struct err *e)
{
    if (!made) return fail(o, doing, e);
    enum status s = write(o, made, out, a, e);
    GEOSGeom_destroy_r(o->context, made);
    return s;
}

enum status overlay_mend(struct overlay *o, struct slice wkb, struct slice *out, struct arena *a,
                         struct err *e)
{
    GEOSGeometry *g = parse(o, wkb);
    if (!g) return fail(o, "reading a geometry", e);
    GEOSGeometry *made = fault() ? NULL : GEOSMakeValid_r(o->context, g);
    GEOSGeom_destroy_r(o->context, g);
    return write_made(o, made, "mending a geometry", out, a, e);
}

enum status overlay_simplify(struct overlay *o, struct slice wkb, double tolerance,
                             struct slice *out, struct arena *a, struct err *e)
{
    GEOSGeometry *g = parse(o, wkb);
    if (!g) return fail(o, "reading a geometry", e);
    GEOSGeometry *made = fault() ? NULL : GEOSTopologyPreserveSimplify_r(o->context, g, tolerance);
    GEOSGeom_destroy_r(o->context, g);
    return write_made(o, made, "simplifying a geometry", out, a, e);
}

/* Take the coordinates of a point made from a geometry, and destroy it. */
static enum status take_point(struct overlay *o, GEOSGeometry *point, double at[2], struct err *e)
{
    int found = point && !GEOSisEmpty_r(o->context, point) &&
                GEOSGeomGetX_r(o->context, point, &at[0]) == 1 &&
                GEOSGeomGetY_r(o->context, point, &at[1]) == 1;
    if (point) GEOSGeom_destroy_r(o->context, point);
    return found ? STATUS_OK : fail(o, "finding a point of a geometry", e);
}

enum status overlay_centroid(struct overlay *o, struct slice wkb, double at[2], struct err *e)
{
    GEOSGeometry *g = parse(o, wkb);
    if (!g) return fail(o, "reading a geometry", e);
    GEOSGeometry *point = fault() ? NULL : GEOSGetCentroid_r(o->context, g);
    GEOSGeom_destroy_r(o->context, g);
    return take_point(o, point, at, e);
}

enum status overlay_inner_point(struct overlay *o, struct slice wkb, double at[2], struct err *e)
{
    GEOSGeometry *g = parse(o, wkb);
    if (!g) return fail(o, "reading a geometry", e);
    GEOSGeometry *point = fault() ? NULL : GEOSPointOnSurface_r(o->context, g);
    GEOSGeom_destroy_r(o->context, g);
    return take_point(o, point, at, e);
}

enum status overlay_shared_area(struct overlay *o, struct slice first, struct slice second,
                                double *out, struct err *e)
{
    GEOSGeometry *a = parse(o, first), *b = a ? parse(o, second) : NULL, *both = NULL;
    int fine = a && b;
    *out = 0;
    if (fine) both = fault() ? NULL : GEOSIntersection_r(o->context, a, b);
    fine = fine && both && GEOSArea_r(o->context, both, out) == 1;
    if (both) GEOSGeom_destroy_r(o->context, both);
    if (b) GEOSGeom_destroy_r(o->context, b);
    if (a) GEOSGeom_destroy_r(o->context, a);
    return fine ? STATUS_OK : fail(o, "intersecting two geometries", e);
}

static enum status index_fill(struct overlay_index *x, const struct slice *wkbs, struct err *e)
{
    struct overlay *o = x->overlay;
    x->tree = fault() ? NULL : GEOSSTRtree_create_r(o->context, TREE_NODE_CAPACITY);
    if (!x->tree) return fail(o, "making an index", e);
    for (int i = 0; i < x->count; i++) {
        x->numbers[i] = i;
        if (!wkbs[i].at) continue;
        x->shapes[i] = parse(o, wkbs[i]);
        if (!x->shapes[i]) return fail(o, "reading a geometry", e);
        if (GEOSisEmpty_r(o->context, x->shapes[i])) continue;
        GEOSSTRtree_insert_r(o->context, x->tree, x->shapes[i], &x->numbers[i]);
        x->used++;
    }
    return STATUS_OK;
}

enum status overlay_index_open(struct overlay_index *x, struct overlay *o, const struct slice *wkbs,
                               int count, struct arena *a, struct err *e)
{
    assert(o->context && count >= 0);
    *x = (struct overlay_index){.overlay = o};
    size_t room = count > 0 ? (size_t)count : 1;
    x->shapes = arena_alloc(a, room, sizeof *x->shapes);
    x->prepared = arena_alloc(a, room, sizeof *x->prepared);
    x->numbers = ARENA_ARRAY(a, int, room);
    if (!x->shapes || !x->prepared || !x->numbers) {
        *x = (struct overlay_index){0};
        return err_set(e, STATUS_NOMEM, "out of memory");
    }
    x->count = count;
    enum status s = index_fill(x, wkbs, e);
    if (s != STATUS_OK) overlay_index_close(x);
    return s;
}

void overlay_index_close(struct overlay_index *x)
{
    if (!x->overlay) return;
    GEOSContextHandle_t context = x->overlay->context;
    if (x->tree) GEOSSTRtree_destroy_r(context, x->tree);
    for (int i = 0; i < x->count; i++) {
        if (x->prepared[i]) GEOSPreparedGeom_destroy_r(context, x->prepared[i]);
        if (x->shapes[i]) GEOSGeom_destroy_r(context, x->shapes[i]);
    }
    *x = (struct overlay_index){0};
}

static GEOSGeometry *make_point(struct overlay *o, double x, double y)
{
    o->message[0] = '\0';
    return fault() ? NULL : GEOSGeom_createPointFromXY_r(o->context, x, y);
}

/* 1, 0, or 2 on failure, as GEOS has it. */
static char covers(struct overlay_index *x, int number, const GEOSGeometry *point)
{
    GEOSContextHandle_t context = x->overlay->context;
    if (!x->shapes[number]) return 0;
    if (!x->prepared[number]) x->prepared[number] = GEOSPrepare_r(context, x->shapes[number]);
    if (!x->prepared[number]) return 2;
    return GEOSPreparedCovers_r(context, x->prepared[number], point);
}

struct search {
    struct overlay_index *index;
    const GEOSGeometry *point;
    int best, failed;
};

static void try_shape(void *item, void *context)
{
    struct search *s = context;
    int number = *(const int *)item;
    if (s->best >= 0 && s->best < number) return;
    char answer = covers(s->index, number, s->point);
    if (answer == 1) s->best = number;
    if (answer == 2) s->failed = 1;
}

enum status overlay_index_find(struct overlay_index *x, double at_x, double at_y, int *out,
                               struct err *e)
{
    *out = -1;
    if (x->used == 0) return STATUS_OK;
    GEOSGeometry *point = make_point(x->overlay, at_x, at_y);
    if (!point) return fail(x->overlay, "making a point", e);
    struct search search = {x, point, -1, 0};
    GEOSSTRtree_query_r(x->overlay->context, x->tree, point, try_shape, &search);
    GEOSGeom_destroy_r(x->overlay->context, point);
    if (search.failed) return fail(x->overlay, "looking for a point", e);
    *out = search.best;
    return STATUS_OK;
}

enum status overlay_index_covers(struct overlay_index *x, int number, double at_x, double at_y,
                                 int *out, struct err *e)
{
    assert(number >= 0 && number < x->count);
    GEOSGeometry *point = make_point(x->overlay, at_x, at_y);
    if (!point) return fail(x->overlay, "making a point", e);
    char answer = covers(x, number, point);
    GEOSGeom_destroy_r(x->overlay->context, point);
    *out = answer == 1;
    return answer == 2 ? fail(x->overlay, "looking for a point", e) : STATUS_OK;
}

static int measure(const void *item, const void *point, double *distance, void *context)
{
    struct overlay_index *x = context;
    const GEOSGeometry *shape = x->shapes[*(const int *)item];
    return GEOSDistance_r(x->overlay->context, shape, point, distance);
}

enum status overlay_index_nearest(struct overlay_index *x, double at_x, double at_y, int *number,
                                  double *distance, struct err *e)
{
    *number = -1;
    *distance = INFINITY;
    if (x->used == 0) return STATUS_OK;
    GEOSContextHandle_t context = x->overlay->context;
    GEOSGeometry *point = make_point(x->overlay, at_x, at_y);
    if (!point) return fail(x->overlay, "making a point", e);
    const int *item = GEOSSTRtree_nearest_generic_r(context, x->tree, point, point, measure, x);
    int fine = item && GEOSDistance_r(context, x->shapes[*item], point, distance) == 1;
    GEOSGeom_destroy_r(context, point);
    if (!fine) return fail(x->overlay, "measuring a distance", e);
    *number = *item;
    return STATUS_OK;
}

enum status overlay_index_distance(struct overlay_index *x, int number, double at_x, double at_y,
                                   double *distance, struct err *e)
{
    assert(number >= 0 && number < x->count && x->shapes[number]);
    GEOSContextHandle_t context = x->overlay->context;
    GEOSGeometry *point = make_point(x->overlay, at_x, at_y);
    if (!point) return fail(x->overlay, "making a point", e);
    int fine = GEOSDistance_r(context, x->shapes[number], point, distance) == 1;
    GEOSGeom_destroy_r(context, point);
    return fine ? STATUS_OK : fail(x->overlay, "measuring a distance", e);
}

struct collection {
    int above, count;
    int *into; /* NULL: only count */
};

static void collect(void *item, void *context)
{
    struct collection *c = context;
    int number = *(const int *)item;
    if (number <= c->above) return;
    if (c->into) c->into[c->count] = number;
    c->count++;
}

static int compare_numbers(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

enum status overlay_index_neighbours(struct overlay_index *x, int number, int **out, int *out_count,
                                     struct arena *a, struct err *e)
{
    assert(number >= 0 && number < x->count);
    *out = NULL;
    *out_count = 0;
    if (!x->shapes[number]) return STATUS_OK;
    GEOSContextHandle_t context = x->overlay->context;
    struct collection c = {number, 0, NULL};
    GEOSSTRtree_query_r(context, x->tree, x->shapes[number], collect, &c);
    if (c.count == 0) return STATUS_OK;
    c = (struct collection){number, 0, ARENA_ARRAY(a, int, (size_t)c.count)};
    if (!c.into) return err_set(e, STATUS_NOMEM, "out of memory");
    GEOSSTRtree_query_r(context, x->tree, x->shapes[number], collect, &c);
    qsort(c.into, (size_t)c.count, sizeof *c.into, compare_numbers);
    *out = c.into;
    *out_count = c.count;
    return STATUS_OK;
}
