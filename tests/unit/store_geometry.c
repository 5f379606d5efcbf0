/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_geometry.h"

#include <math.h>
#include <string.h>

#include "kit/test.h"

enum {
    BYTES_MAX = 1024,
};

static int digit(char c)
{
    return c <= '9' ? c - '0' : c - 'A' + 10;
}

/* "01 0A" as bytes; blanks are for the eye. */
static struct slice hex(const char *text, char bytes[BYTES_MAX])
{
    size_t len = 0;
    for (const char *p = text; *p; p++) {
        if (*p == ' ') continue;
        assert_true(len < BYTES_MAX);
        bytes[len++] = (char)(digit(p[0]) * 16 + digit(p[1]));
        p++;
    }
    return (struct slice){bytes, len};
}

/* Doubles: 0, 1, 2, 4 and "not a number", little and big endian. */
#define L0 "0000000000000000"
#define L1 "000000000000F03F"
#define L2 "0000000000000040"
#define L4 "0000000000001040"
#define LN "000000000000F87F"
#define B1 "3FF0000000000000"
#define B2 "4000000000000000"
#define B4 "4010000000000000"

#define HEAD     "4750 00 01 E6100000"
#define HEAD_XY  "4750 00 03 E6100000"
#define TRIANGLE L1 L1 L4 L1 L1 L2 L1 L1
#define POLYGON  "01 03000000 01000000 04000000" TRIANGLE
#define MULTI    "01 06000000 01000000" POLYGON

static void check_decodes(const char *blob, enum geometry_kind kind, const char *expected)
{
    char bytes[BYTES_MAX], wanted[BYTES_MAX];
    struct buf wkb = BUF_INIT(BYTES_MAX * 4);
    struct wkb_bounds bounds;
    struct err e = {0};
    struct slice want = hex(expected, wanted);
    if (gpkg_geometry_decode(&wkb, hex(blob, bytes), kind, &bounds, &e) != STATUS_OK)
        fail_msg("%s: %s", blob, e.text);
    if (!slice_equal(buf_as_slice(&wkb), want)) fail_msg("%s decodes to something else", blob);
    CHECK(wkb_bounds_is_empty(&bounds) == (want.len == 0));
    buf_clear(&wkb);
}

TEST(every_dialect_becomes_the_same_wkb)
{
    /* as it is; a polygon where a multipolygon is wanted */
    check_decodes(HEAD MULTI, GEOMETRY_POLYGON, MULTI);
    check_decodes(HEAD POLYGON, GEOMETRY_POLYGON, MULTI);
    check_decodes(HEAD POLYGON, GEOMETRY_ANY, POLYGON);
    /* with an envelope of 4, 6, 6 and 8 numbers */
    check_decodes(HEAD_XY L1 L4 L1 L2 MULTI, GEOMETRY_POLYGON, MULTI);
    check_decodes("4750 00 05 E6100000" L1 L4 L1 L2 L0 L0 MULTI, GEOMETRY_POLYGON, MULTI);
    check_decodes("4750 00 07 E6100000" L1 L4 L1 L2 L0 L0 MULTI, GEOMETRY_POLYGON, MULTI);
    check_decodes("4750 00 09 E6100000" L1 L4 L1 L2 L0 L0 L0 L0 MULTI, GEOMETRY_POLYGON, MULTI);
    /* undefined reference systems; a big-endian header */
    check_decodes("4750 00 01 00000000" MULTI, GEOMETRY_POLYGON, MULTI);
    check_decodes("4750 00 01 FFFFFFFF" MULTI, GEOMETRY_POLYGON, MULTI);
    check_decodes("4750 00 00 000010E6" MULTI, GEOMETRY_POLYGON, MULTI);
    /* big-endian; ISO Z, M and ZM; EWKB Z with its own SRID */
    check_decodes(HEAD "00 00000002 00000002" B1 B2 B4 B1, GEOMETRY_ANY,
                  "01 02000000 02000000" L1 L2 L4 L1);
    check_decodes(HEAD "01 EA030000 02000000" L1 L2 L0 L4 L1 L0, GEOMETRY_ANY,
                  "01 02000000 02000000" L1 L2 L4 L1);
    check_decodes(HEAD "01 D2070000 01000000" L1 L2 L0, GEOMETRY_ANY, "01 02000000 01000000" L1 L2);
    check_decodes(HEAD "01 BA0B0000 01000000" L1 L2 L0 L0, GEOMETRY_ANY,
                  "01 02000000 01000000" L1 L2);
    check_decodes(HEAD "01 020000A0 E6100000 01000000" L1 L2 L0, GEOMETRY_ANY,
                  "01 02000000 01000000" L1 L2);
    /* parts in another byte order than the whole */
    check_decodes(HEAD "01 04000000 02000000 00 00000001" B1 B2 "01 01000000" L4 L1, GEOMETRY_ANY,
                  "01 04000000 02000000 01 01000000" L1 L2 "01 01000000" L4 L1);
    /* collections in collections */
    check_decodes(HEAD "01 07000000 01000000 01 07000000 01000000 01 01000000" L1 L2, GEOMETRY_ANY,
                  "01 07000000 01000000 01 07000000 01000000 01 01000000" L1 L2);
}

TEST(empty_is_no_geometry)
{
    check_decodes("4750 00 11 E6100000 01 06000000 00000000", GEOMETRY_POLYGON, "");
    check_decodes("4750 00 11 E6100000 01 01000000" LN LN, GEOMETRY_POINT, "");
    check_decodes(HEAD "01 07000000 01000000 01 02000000 00000000", GEOMETRY_ANY, "");
}

TEST(a_point_is_told_by_its_bounds)
{
    char bytes[BYTES_MAX];
    struct buf wkb = BUF_INIT(BYTES_MAX);
    struct wkb_bounds b;
    CHECK(gpkg_geometry_decode(&wkb, hex(HEAD "01 01000000" L1 L2, bytes), GEOMETRY_POINT, &b,
                               NULL) == STATUS_OK);
    CHECK(b.west == 1 && b.east == 1 && b.south == 2 && b.north == 2);
    CHECK(gpkg_geometry_decode(&wkb, hex(HEAD "01 04000000 01000000 01 01000000" L4 L2, bytes),
                               GEOMETRY_POINT, &b, NULL) == STATUS_OK);
    CHECK(b.west == 4 && b.south == 2);
    buf_clear(&wkb);
}

TEST(damaged_blobs_are_refused_in_words)
{
    static const struct {
        const char *blob;
        enum geometry_kind kind;
        const char *sentence;
    } cases[] = {
        {"", GEOMETRY_ANY, "not a GeoPackage geometry"},
        {"47", GEOMETRY_ANY, "not a GeoPackage geometry"},
        {"5047 00 01 E6100000" MULTI, GEOMETRY_ANY, "not a GeoPackage geometry"},
        {"4750 01 01 E6100000" MULTI, GEOMETRY_ANY, "version 1"},
        {"4750 00 0B E6100000" MULTI, GEOMETRY_ANY, "not supported"},
        {"4750 00 21 E6100000" MULTI, GEOMETRY_ANY, "not supported"},
        {"4750 00 01 8C7F0000" MULTI, GEOMETRY_ANY, "reference system 32652"},
        {HEAD_XY L1 L4, GEOMETRY_ANY, "envelope needs 40 bytes, there are 24"},
        {HEAD, GEOMETRY_ANY, "cut off"},
        {HEAD "01 0600", GEOMETRY_ANY, "cut off"},
        {HEAD "01 060000", GEOMETRY_POLYGON, "cut off"},
        {HEAD "01 010000A0 E610", GEOMETRY_ANY, "cut off"},
        {HEAD "01 06000000 0100", GEOMETRY_ANY, "cut off"},
        {HEAD "02 01000000" L1 L2, GEOMETRY_ANY, "no byte order"},
        {HEAD "01 01000000" L1, GEOMETRY_ANY, "cut off"},
        {HEAD "01 02000000 03000000" L1 L1 L2 L2, GEOMETRY_ANY, "announces more"},
        {HEAD "01 02000000 FFFFFFFF" L1 L1, GEOMETRY_ANY, "announces more"},
        {HEAD "01 03000000 FFFFFFFF 00000000", GEOMETRY_ANY, "announces more"},
        {HEAD "01 07000000 FFFFFF7F 01 01000000" L1 L1, GEOMETRY_ANY, "announces more"},
        {HEAD "01 02000000 01000000" L1 LN, GEOMETRY_ANY, "not a finite number"},
        {HEAD "01 01000000 000000000000F07F" L1, GEOMETRY_ANY, "not a finite number"},
        {HEAD "01 06000000 01000000 01 01000000" L1 L2, GEOMETRY_ANY, "part of a wrong kind"},
        {HEAD "01 08000000 00000000", GEOMETRY_ANY, "not supported: turn curves"},
        {HEAD "01 88130000 00000000", GEOMETRY_ANY, "not supported"},
        {HEAD "01 00000000 00000000", GEOMETRY_ANY, "not supported"},
        {HEAD MULTI "00", GEOMETRY_ANY, "bytes left over at its end"},
        {HEAD "01 01000000" L1 L2, GEOMETRY_POLYGON, "a Point where a polygon"},
        {HEAD MULTI, GEOMETRY_POINT, "a MultiPolygon where a point"},
        {HEAD "01 04000000 02000000 01 01000000" L4 L2 "01 01000000" L1 L2, GEOMETRY_POINT,
         "several points"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char bytes[BYTES_MAX];
        struct buf wkb = BUF_INIT(BYTES_MAX);
        struct wkb_bounds bounds;
        struct err e = {0};
        enum status status =
            gpkg_geometry_decode(&wkb, hex(cases[i].blob, bytes), cases[i].kind, &bounds, &e);
        buf_clear(&wkb);
        if (status != STATUS_INVALID || !strstr(e.text, cases[i].sentence))
            fail_msg("case %zu: status %d, '%s'", i, (int)status, e.text);
    }
}

TEST(nesting_has_a_limit)
{
    char bytes[BYTES_MAX];
    for (int depth = 1; depth <= 2 * WKB_DEPTH_MAX; depth++) {
        struct buf blob = BUF_INIT(BYTES_MAX), wkb = BUF_INIT(BYTES_MAX);
        struct wkb_bounds bounds;
        struct slice piece = hex(HEAD, bytes);
        buf_slice(&blob, piece);
        for (int i = 0; i < depth; i++)
            buf_slice(&blob, hex("01 07000000 01000000", bytes));
        buf_slice(&blob, hex("01 01000000" L1 L2, bytes));
        enum status status =
            gpkg_geometry_decode(&wkb, buf_as_slice(&blob), GEOMETRY_ANY, &bounds, NULL);
        CHECK(status == (depth <= WKB_DEPTH_MAX ? STATUS_OK : STATUS_INVALID));
        buf_clear(&blob);
        buf_clear(&wkb);
    }
}

TEST(a_blob_is_what_the_standard_says)
{
    char wkb[BYTES_MAX], wanted[BYTES_MAX];
    struct buf blob = BUF_INIT(BYTES_MAX);
    struct wkb_bounds bounds;
    gpkg_point_encode(&blob, 1, 2);
    CHECK(slice_equal(buf_as_slice(&blob), hex(HEAD "01 01000000" L1 L2, wanted)));

    buf_reset(&blob);
    CHECK(gpkg_geometry_encode(&blob, hex(MULTI, wkb), GEOMETRY_POLYGON, &bounds, NULL) ==
          STATUS_OK);
    CHECK(slice_equal(buf_as_slice(&blob), hex(HEAD_XY L1 L4 L1 L2 MULTI, wanted)));

    buf_reset(&blob);
    CHECK(gpkg_geometry_encode(&blob, hex("01 06000000 00000000", wkb), GEOMETRY_POLYGON, &bounds,
                               NULL) == STATUS_OK);
    CHECK(
        slice_equal(buf_as_slice(&blob), hex("4750 00 11 E6100000 01 06000000 00000000", wanted)));
    CHECK(wkb_bounds_is_empty(&bounds));
    buf_clear(&blob);
}

TEST(bounds_come_from_the_header_or_from_the_points)
{
    char bytes[BYTES_MAX];
    struct wkb_bounds b;
    CHECK(gpkg_geometry_bounds(hex(HEAD_XY L0 L4 L1 L2 MULTI, bytes), &b));
    CHECK(b.west == 0 && b.east == 4 && b.south == 1 && b.north == 2);
    CHECK(gpkg_geometry_bounds(hex(HEAD MULTI, bytes), &b));
    CHECK(b.west == 1 && b.east == 4 && b.south == 1 && b.north == 2);
    CHECK(gpkg_geometry_bounds(hex("4750 00 01 8C7F0000" MULTI, bytes), &b)); /* any system */
    CHECK(gpkg_geometry_bounds(hex("4750 00 11 E6100000 01 01000000" LN LN, bytes), &b));
    CHECK(wkb_bounds_is_empty(&b));
    CHECK(!gpkg_geometry_bounds(hex(HEAD "01 01000000" L1, bytes), &b));
    CHECK(!gpkg_geometry_bounds(hex(HEAD_XY L1, bytes), &b));
}

SUITE(CASE(every_dialect_becomes_the_same_wkb), CASE(empty_is_no_geometry),
      CASE(a_point_is_told_by_its_bounds), CASE(damaged_blobs_are_refused_in_words),
      CASE(nesting_has_a_limit), CASE(a_blob_is_what_the_standard_says),
      CASE(bounds_come_from_the_header_or_from_the_points))
