/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/wkb.h"
#include "geo/geojson.h"
#include "kit/test.h"

enum {
    MEMORY_MAX = 1 << 24,
};

#define HEAD "{\"type\":\"FeatureCollection\",\"features\":["
#define TAIL "]}"
#define FEATURE(properties, geometry) \
    "{\"type\":\"Feature\",\"properties\":" properties ",\"geometry\":" geometry "}"
#define POLYGON(rings) "{\"type\":\"Polygon\",\"coordinates\":" rings "}"

TEST(features_are_read_by_key)
{
    static const char text[] = "\xEF\xBB\xBF" HEAD
        FEATURE("{\"code\":\"A\",\"x\":[1]}", POLYGON("[[[0,0],[1,0],[1,1],[0,0]]]")) "," FEATURE(
            "{\"code\":1101}",
            "{\"type\":\"Point\",\"coordinates\":[30.05,-1.9,1500]}") "," FEATURE("{\"code\":"
                                                                                  "\"none\"}",
                                                                                  "null") TAIL;
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct err e = {0};
    struct geojson g;
    CHECK(geojson_read(&g, "t.geojson", slice_of(text), "code", &a, &e) == STATUS_OK);
    CHECK(g.count == 3);
    CHECK(slice_is(g.features[0].key, "A") && wkb_kind_of(g.features[0].wkb) == WKB_POLYGON);
    CHECK(slice_is(g.features[1].key, "1101") && g.features[1].wkb.len == WKB_POINT_BYTES);
    CHECK(slice_is(g.features[2].key, "none") && !g.features[2].wkb.at);
    for (int i = 0; i < 3; i++)
        CHECK(!g.features[i].problem);
    arena_clear(&a);
}

TEST(what_is_wrong_with_a_feature_is_kept_with_it)
{
    static const struct {
        const char *feature, *says;
    } cases[] = {
        {FEATURE("{}", "null"), "no property"},
        {FEATURE("null", "null"), "no property"},
        {FEATURE("{\"code\":\"\"}", "null"), "no property"},
        {FEATURE("{\"code\":1.5}", "null"), "no property"},
        {"{\"type\":\"Polygon\"}", "not of type Feature"},
        {"7", "not of type Feature"},
        {FEATURE("{\"code\":\"A\"}", "{\"type\":\"Circle\"}"), "not one of GeoJSON"},
        {FEATURE("{\"code\":\"A\"}", "7"), "not one of GeoJSON"},
        {FEATURE("{\"code\":\"A\"}", "{\"type\":\"Point\"}"), "without \"coordinates\""},
        {FEATURE("{\"code\":\"A\"}", "{\"type\":\"Point\",\"coordinates\":[1]}"), "[longitude"},
        {FEATURE("{\"code\":\"A\"}", "{\"type\":\"Point\",\"coordinates\":[1,\"2\"]}"),
         "not a number"},
        {FEATURE("{\"code\":\"A\"}", "{\"type\":\"Point\",\"coordinates\":[39,127]}"), "swapped"},
        {FEATURE("{\"code\":\"A\"}", "{\"type\":\"Point\",\"coordinates\":[4e6,5e5]}"), "WGS 84"},
        {FEATURE("{\"code\":\"A\"}", POLYGON("[]")), "without rings"},
        {FEATURE("{\"code\":\"A\"}", POLYGON("[[[0,0],[1,0],[0,0]]]")), "fewer than 4"},
        {FEATURE("{\"code\":\"A\"}", POLYGON("[[[0,0],[1,0],[1,1],[0,1]]]")), "not closed"},
        {FEATURE("{\"code\":\"A\"}", POLYGON("[[0,0],[1,0],[1,1],[0,0]]")), "[longitude"},
        {FEATURE("{\"code\":\"A\"}", POLYGON("[7]")), "not nested"},
        {FEATURE("{\"code\":\"A\"}", "{\"type\":\"MultiPolygon\",\"coordinates\":[]}"), "empty"},
        {FEATURE("{\"code\":\"A\"}", "{\"type\":\"GeometryCollection\"}"), "geometries"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[600];
        struct arena a = ARENA_INIT(MEMORY_MAX);
        struct err e = {0};
        struct geojson g;
        (void)snprintf(text, sizeof text, HEAD "%s" TAIL, cases[i].feature);
        CHECK(geojson_read(&g, "t.geojson", slice_of(text), "code", &a, &e) == STATUS_OK);
        CHECK(g.count == 1 && g.features[0].problem && !g.features[0].wkb.at);
        if (!strstr(g.features[0].problem, cases[i].says))
            fail_msg("%s: %s", cases[i].feature, g.features[0].problem);
        arena_clear(&a);
    }
}

TEST(what_is_wrong_with_the_file_is_refused)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "t.geojson:"},
        {"{\n\n\"type\" 7}", "t.geojson:3: is not JSON"},
        {"[]", "not a GeoJSON FeatureCollection"},
        {"{\"type\":\"Feature\"}", "not a GeoJSON FeatureCollection"},
        {"{\"type\":\"FeatureCollection\"}", "not a GeoJSON FeatureCollection"},
        {"{\"type\":\"FeatureCollection\",\"type\":1,\"features\":[]}", "duplicate"},
        {HEAD FEATURE("{\"code\":\"A\"}", "{\"type\":\"Point\",\"coordinates\":[1e999,2]}") TAIL,
         "is not JSON"},
        {"{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:5179\"}},"
         "\"features\":[]}",
         "'EPSG:5179'"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena a = ARENA_INIT(MEMORY_MAX);
        struct err e = {0};
        struct geojson g;
        struct slice text = slice_of(cases[i].text);
        CHECK(geojson_read(&g, "t.geojson", text, "code", &a, &e) == STATUS_INVALID);
        if (!strstr(e.text, cases[i].says)) fail_msg("%s: %s", cases[i].text, e.text);
        arena_clear(&a);
    }
}

TEST(a_nesting_bomb_does_not_break_the_reader)
{
    enum {
        DEEP = 100000
    };

    struct buf b = BUF_INIT(1 << 24);
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct err e = {0};
    struct geojson g;
    buf_text(&b, HEAD);
    for (int i = 0; i < DEEP; i++)
        buf_char(&b, '[');
    CHECK(geojson_read(&g, "t.geojson", buf_as_slice(&b), "code", &a, &e) == STATUS_INVALID);

    buf_reset(&b);
    buf_text(&b, HEAD "{\"type\":\"Feature\",\"properties\":{\"code\":\"A\"},\"geometry\":");
    for (int i = 0; i < 20; i++)
        buf_text(&b, "{\"type\":\"GeometryCollection\",\"geometries\":[");
    for (int i = 0; i < 20; i++)
        buf_text(&b, "]}");
    buf_text(&b, "}" TAIL);
    CHECK(geojson_read(&g, "t.geojson", buf_as_slice(&b), "code", &a, &e) == STATUS_OK);
    CHECK_TEXT(g.features[0].problem, "is nested too deeply");
    buf_clear(&b);
    arena_clear(&a);
}

TEST(the_old_way_to_name_wgs_84_is_let_pass)
{
    static const char *const names[] = {"urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326",
                                        "urn:ogc:def:crs:EPSG::4326"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char text[300];
        struct arena a = ARENA_INIT(MEMORY_MAX);
        struct err e = {0};
        struct geojson g;
        (void)snprintf(text, sizeof text,
                       "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
                       "{\"name\":\"%s\"}},\"features\":[]}",
                       names[i]);
        CHECK(geojson_read(&g, "t", slice_of(text), "code", &a, &e) == STATUS_OK && g.count == 0);
        arena_clear(&a);
    }
}

TEST(features_are_written_one_a_line)
{
    struct buf wkb = BUF_INIT(100), out = BUF_INIT(1000);
    wkb_add_header(&wkb, WKB_POINT);
    wkb_add_position(&wkb, 125.1, -0.5);
    geojson_add_head(&out);
    geojson_add_feature(&out, 0, "code", slice_of("A"), buf_as_slice(&wkb));
    geojson_add_feature(&out, 1, "code", slice_of("B\"\n"), buf_as_slice(&wkb));
    geojson_add_tail(&out);
    CHECK_TEXT(out.at, "{\"type\":\"FeatureCollection\",\"features\":[\n"
                       "{\"type\":\"Feature\",\"properties\":{\"code\":\"A\"},\"geometry\":"
                       "{\"type\":\"Point\",\"coordinates\":[125.1,-0.5]}},\n"
                       "{\"type\":\"Feature\",\"properties\":{\"code\":\"B\\\"\\n\"},\"geometry\":"
                       "{\"type\":\"Point\",\"coordinates\":[125.1,-0.5]}}\n"
                       "]}\n");
    buf_clear(&wkb);
    buf_clear(&out);
}

SUITE(CASE(features_are_read_by_key), CASE(what_is_wrong_with_a_feature_is_kept_with_it),
      CASE(what_is_wrong_with_the_file_is_refused), CASE(a_nesting_bomb_does_not_break_the_reader),
      CASE(the_old_way_to_name_wgs_84_is_let_pass), CASE(features_are_written_one_a_line))
