/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_geometry.h"

#include "kit/store_data.h"

static int encode_then_decode_is_identity(struct gen *g, int size)
{
    int holds = 1;
    for (int i = 0; i < size && holds; i++) {
        struct buf wkb = BUF_INIT(1 << 22), blob = BUF_INIT(1 << 22), back = BUF_INIT(1 << 22);
        struct wkb_bounds wrote, read, looked;
        data_wkb(g, &wkb, (uint32_t)gen_int(g, 1, 7), 0);
        holds = gpkg_geometry_encode(&blob, buf_as_slice(&wkb), GEOMETRY_ANY, &wrote, NULL) ==
                    STATUS_OK &&
                gpkg_geometry_decode(&back, buf_as_slice(&blob), GEOMETRY_ANY, &read, NULL) ==
                    STATUS_OK &&
                gpkg_geometry_bounds(buf_as_slice(&blob), &looked) &&
                slice_equal(buf_as_slice(&wkb), buf_as_slice(&back)) &&
                memcmp(&wrote, &read, sizeof read) == 0 &&
                memcmp(&wrote, &looked, sizeof read) == 0;
        buf_clear(&wkb);
        buf_clear(&blob);
        buf_clear(&back);
    }
    return holds;
}

/* Whatever single byte is changed, and wherever it is cut: an answer, no crash; and what
 * is accepted is canonical, that is, comes back unchanged. */
static int a_damaged_blob_is_refused_or_sound(struct gen *g, int size)
{
    struct buf wkb = BUF_INIT(1 << 22), blob = BUF_INIT(1 << 22);
    struct wkb_bounds bounds;
    int holds = 1;
    data_wkb(g, &wkb, (uint32_t)gen_int(g, 1, 7), 0);
    CHECK(gpkg_geometry_encode(&blob, buf_as_slice(&wkb), GEOMETRY_ANY, &bounds, NULL) ==
          STATUS_OK);
    for (int i = 0; i < size && holds; i++) {
        struct buf once = BUF_INIT(1 << 22), twice = BUF_INIT(1 << 22);
        size_t place = (size_t)gen_int(g, 0, (int)blob.len - 1);
        char old = blob.at[place];
        size_t len = gen_int(g, 0, 3) ? blob.len : place;
        blob.at[place] = (char)gen_int(g, -128, 127);
        struct slice damaged = {blob.at, len};
        if (gpkg_geometry_decode(&once, damaged, GEOMETRY_ANY, &bounds, NULL) == STATUS_OK &&
            once.len > 0) {
            struct buf again = BUF_INIT(1 << 22);
            holds = gpkg_geometry_encode(&again, buf_as_slice(&once), GEOMETRY_ANY, &bounds,
                                         NULL) == STATUS_OK &&
                    gpkg_geometry_decode(&twice, buf_as_slice(&again), GEOMETRY_ANY, &bounds,
                                         NULL) == STATUS_OK &&
                    slice_equal(buf_as_slice(&once), buf_as_slice(&twice));
            buf_clear(&again);
        }
        (void)gpkg_geometry_bounds(damaged, &bounds);
        blob.at[place] = old;
        buf_clear(&once);
        buf_clear(&twice);
    }
    buf_clear(&wkb);
    buf_clear(&blob);
    return holds;
}

TEST(geometry_round_trip)
{
    property_check("encode then decode is identity", encode_then_decode_is_identity, 20, 200);
}

TEST(geometry_damage)
{
    property_check("a damaged blob is refused or sound", a_damaged_blob_is_refused_or_sound, 100,
                   200);
}

SUITE(CASE(geometry_round_trip), CASE(geometry_damage))
