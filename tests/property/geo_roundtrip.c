/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "geo/crs.h"
#include "geo/geojson.h"
#include "geo/layers.h"
#include "geo/overlay.h"
#include "kit/shapes.h"

enum {
    MEMORY_MAX = 1 << 26,
};

static void write_shapes(struct buf *b, const struct slice *shapes, int count)
{
    geojson_add_head(b);
    for (int i = 0; i < count; i++) {
        char key[16];
        (void)snprintf(key, sizeof key, "K%d", i);
        geojson_add_feature(b, i, "code", slice_of(key), shapes[i]);
    }
    geojson_add_tail(b);
}

/* read o write = identity on geometries, write o read = identity on bytes */
static int geojson_gives_the_geometry_back(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct buf first = BUF_INIT(MEMORY_MAX), second = BUF_INIT(MEMORY_MAX);
    struct slice shapes[64];
    struct geojson read;
    struct err e = {0};
    for (int i = 0; i < size; i++)
        shapes[i] = shape_random(g, (enum wkb_kind)gen_int(g, WKB_POINT, WKB_COLLECTION), &a);
    write_shapes(&first, shapes, size);
    int holds = geojson_read(&read, "t", buf_as_slice(&first), "code", &a, &e) == STATUS_OK &&
                read.count == size;
    for (int i = 0; i < size && holds; i++) {
        holds = !read.features[i].problem && slice_equal(read.features[i].wkb, shapes[i]);
        shapes[i] = read.features[i].wkb;
    }
    if (holds) write_shapes(&second, shapes, size);
    holds = holds && slice_equal(buf_as_slice(&first), buf_as_slice(&second));
    buf_clear(&first);
    buf_clear(&second);
    arena_clear(&a);
    return holds;
}

/* there and back < 1 mm, anywhere within 2,000 km of the centre */
static int projecting_there_and_back_moves_nothing(struct gen *g, int size)
{
    struct crs_plane plane;
    struct err e = {0};
    double lon = gen_int(g, -180, 180), lat = gen_int(g, -90, 90);
    int holds = crs_open(&plane, lon, lat, &e) == STATUS_OK;
    for (int i = 0; i < size && holds; i++) {
        double x0 = gen_int(g, -1400, 1400) * 1000.0 + gen_int(g, 0, 999) / 999.0;
        double y0 = gen_int(g, -1400, 1400) * 1000.0, x = x0, y = y0;
        holds = crs_to_degrees(&plane, &x, &y, 1, &e) == STATUS_OK && fabs(x) <= 180.000001 &&
                fabs(y) <= 90.000001 && crs_to_plane(&plane, &x, &y, 1, &e) == STATUS_OK &&
                hypot(x - x0, y - y0) < 1e-3;
    }
    crs_close(&plane);
    return holds;
}

/* distances on the plane near its centre are geodesic distances, to 0.1 % within 300 km */
static int the_plane_keeps_distances_near_its_centre(struct gen *g, int size)
{
    struct crs_plane plane;
    struct err e = {0};
    const double centre[2] = {gen_int(g, -179, 179), gen_int(g, -80, 80)};
    int holds = crs_open(&plane, centre[0], centre[1], &e) == STATUS_OK;
    for (int i = 0; i < size && holds; i++) {
        double at[2] = {centre[0] + gen_int(g, -100, 100) / 100.0,
                        centre[1] + gen_int(g, -200, 200) / 100.0};
        double x = at[0], y = at[1], far_km = crs_distance_km(&plane, centre, at);
        holds = crs_to_plane(&plane, &x, &y, 1, &e) == STATUS_OK &&
                fabs(hypot(x, y) / 1000 - far_km) <= 0.001 * far_km + 1e-6;
    }
    crs_close(&plane);
    return holds;
}

/* points found by the index are found by asking every polygon, and the other way round */
static int the_index_agrees_with_asking_all(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct overlay o = {0};
    struct overlay_index x = {0};
    struct slice shapes[64];
    struct err e = {0};
    for (int i = 0; i < size; i++)
        shapes[i] = shape_random(g, WKB_MULTIPOLYGON, &a);
    int holds = overlay_open(&o, &e) == STATUS_OK &&
                overlay_index_open(&x, &o, shapes, size, &a, &e) == STATUS_OK;
    for (int i = 0; i < 50 && holds; i++) {
        int found, covered, lowest = -1;
        double lon = gen_int(g, -1800, 1800) / 10.0, lat = gen_int(g, -900, 900) / 10.0;
        holds = overlay_index_find(&x, lon, lat, &found, &e) == STATUS_OK;
        for (int k = size - 1; k >= 0 && holds; k--) {
            holds = overlay_index_covers(&x, k, lon, lat, &covered, &e) == STATUS_OK;
            if (covered) lowest = k;
        }
        holds = holds && found == lowest;
    }
    overlay_index_close(&x);
    overlay_close(&o);
    arena_clear(&a);
    return holds;
}

static int hexadecimal_gives_the_bytes_back(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct buf bytes = BUF_INIT(MEMORY_MAX), hex = BUF_INIT(MEMORY_MAX);
    struct slice back;
    for (int i = 0; i < size; i++)
        buf_char(&bytes, (char)gen_int(g, 0, 255));
    layers_add_hex(&hex, buf_as_slice(&bytes));
    int holds =
        layers_unhex(buf_as_slice(&hex), &back, &a) && slice_equal(back, buf_as_slice(&bytes));
    buf_char(&hex, 'G');
    holds = holds && !layers_unhex(buf_as_slice(&hex), &back, &a);
    buf_clear(&bytes);
    buf_clear(&hex);
    arena_clear(&a);
    return holds;
}

TEST(geojson)
{
    property_check("geojson_gives_the_geometry_back", geojson_gives_the_geometry_back, 40, 300);
}

TEST(projection)
{
    property_check("projecting_there_and_back_moves_nothing",
                   projecting_there_and_back_moves_nothing, 100, 100);
    property_check("the_plane_keeps_distances_near_its_centre",
                   the_plane_keeps_distances_near_its_centre, 100, 100);
}

TEST(index_of_polygons)
{
    property_check("the_index_agrees_with_asking_all", the_index_agrees_with_asking_all, 40, 100);
}

TEST(hexadecimal)
{
    property_check("hexadecimal_gives_the_bytes_back", hexadecimal_gives_the_bytes_back, 100, 200);
}

SUITE(CASE(geojson), CASE(projection), CASE(index_of_polygons), CASE(hexadecimal))
