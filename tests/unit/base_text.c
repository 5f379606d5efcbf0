/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/map.h"
#include "base/near.h"
#include "base/number.h"
#include "base/rng.h"
#include "base/team.h"
#include "base/utf8.h"
#include "kit/test.h"

TEST(reals_are_written_shortest_and_read_back)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {0.1, "0.1"},
                 {340.4, "340.4"},
                 {1e15, "1e+15"},
                 {123456789, "123456789"},
                 {-2.5, "-2.5"},
                 {1.0 / 3, "0.3333333333333333"},
                 {5e-324, "4.94065645841247e-324"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[NUMBER_TEXT_MAX];
        double back = -1;
        number_write_real(text, cases[i].value);
        CHECK_TEXT(text, cases[i].text);
        CHECK(number_parse_real(slice_of(text), &back) && back == cases[i].value);
    }
}

TEST(text_that_is_no_number_is_refused)
{
    static const char *const bad[] = {"",      "abc",   "1,5", "1 000", "0x10", "nan", "inf",
                                      "1e999", "12 kW", ".",   "-",     "1e",   "--1", "1.2.3"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double value;
        CHECK(!number_parse_real(slice_of(bad[i]), &value));
    }
    int64_t integer;
    CHECK(!number_parse_integer(slice_of("9223372036854775808"), &integer));
    CHECK(number_parse_integer(slice_of("-9223372036854775808"), &integer));
    CHECK(!number_parse_integer(slice_of("1.0"), &integer));
}

TEST(buf_refuses_beyond_its_limit_and_says_so)
{
    struct buf b = BUF_INIT(100);
    for (int i = 0; i < 99; i++)
        buf_char(&b, 'x');
    CHECK(buf_ok(&b, NULL) == STATUS_OK && b.len == 99);
    buf_text(&b, "yz");
    CHECK(buf_ok(&b, NULL) == STATUS_NOMEM && b.len == 99);
    buf_clear(&b);
}

TEST(numbers_for_people_are_grouped)
{
    struct buf b = BUF_INIT(1000);
    buf_grouped(&b, -1234567.891, 1);
    CHECK_TEXT(b.at, "-1\u202f234\u202f567.9");
    buf_clear(&b);
}

TEST(json_places_its_commas_and_escapes)
{
    struct buf b = BUF_INIT(1000);
    struct json j = {&b, 0};
    json_open(&j, '{');
    json_key(&j, "a");
    json_text(&j, slice_of("q\"\\\n</script>"));
    json_key(&j, "b");
    json_open(&j, '[');
    json_integer(&j, 1);
    json_real(&j, NAN);
    json_flag(&j, 1);
    json_shut(&j, ']');
    json_shut(&j, '}');
    CHECK_TEXT(b.at, "{\"a\":\"q\\\"\\\\\\n\\u003c/script>\",\"b\":[1,null,true]}");
    buf_clear(&b);
}

TEST(utf8_is_told_from_what_is_not)
{
    static const char *const good[] = {"", "abc", "성천군", "é", "\U0001F600"};
    static const char *const bad[] = {"\xff",     "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80",
                                      "\xe2\x82", "\x80"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        CHECK(utf8_valid(slice_of(good[i]), NULL));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(!utf8_valid(slice_of(bad[i]), NULL));
    int line = 0;
    CHECK(!utf8_valid(slice_of("a\nb\n\xff"), &line) && line == 3);
}

TEST(the_nearest_word_is_suggested)
{
    struct near n = near_start(slice_of("popluation"));
    near_offer(&n, "name");
    near_offer(&n, "population");
    near_offer(&n, "population_year");
    CHECK_TEXT(n.best, "population");
    n = near_start(slice_of("zzz"));
    near_offer(&n, "name");
    CHECK(!n.best);
}

TEST(map_finds_what_was_put)
{
    struct arena a = ARENA_INIT(1 << 22);
    struct map m;
    char keys[1000][16];
    CHECK(map_init(&m, 1000, &a));
    for (int i = 0; i < 1000; i++) {
        snprintf(keys[i], sizeof keys[i], "k%d", i * 7919);
        CHECK(map_put(&m, slice_of(keys[i]), i) == i);
    }
    for (int i = 0; i < 1000; i++)
        CHECK(map_get(&m, slice_of(keys[i])) == i && map_put(&m, slice_of(keys[i]), 5000) == i);
    CHECK(map_get(&m, slice_of("absent")) == -1);
    arena_clear(&a);
}

TEST(digest_is_sha256)
{
    struct digest d;
    char text[DIGEST_TEXT_BYTES];
    digest_init(&d);
    digest_add(&d, "abc", 3);
    digest_text(&d, text);
    /* FIPS 180-2, appendix B.1 */
    CHECK_TEXT(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(random_numbers_depend_on_seed_and_stream_only)
{
    struct rng a = rng_new(7, 1), b = rng_new(7, 1), c = rng_new(7, 2);
    int differs = 0;
    double sum = 0;
    for (int i = 0; i < 10000; i++) {
        uint32_t x = rng_u32(&a);
        CHECK(x == rng_u32(&b));
        differs += x != rng_u32(&c);
        sum += x;
    }
    CHECK(differs > 9990);
    CHECK_NEAR(sum / 10000 / 4294967296.0, 0.5, 0.02);
    for (int i = 0; i < 1000; i++) {
        int v = rng_int(&a, -3, 3);
        CHECK(v >= -3 && v <= 3);
    }
}

static void square(void *context, int i, int thread)
{
    (void)thread;
    long *out = context;
    out[i] = (long)i * i;
}

TEST(a_team_does_every_piece_once)
{
    enum {
        PIECES = 10007
    };

    static long out[PIECES];
    for (int threads = 1; threads <= 8; threads *= 2) {
        memset(out, 0, sizeof out);
        team_run(threads, PIECES, 13, square, out);
        for (int i = 0; i < PIECES; i++)
            CHECK(out[i] == (long)i * i);
    }
}

SUITE(CASE(reals_are_written_shortest_and_read_back), CASE(text_that_is_no_number_is_refused),
      CASE(buf_refuses_beyond_its_limit_and_says_so), CASE(numbers_for_people_are_grouped),
      CASE(json_places_its_commas_and_escapes), CASE(utf8_is_told_from_what_is_not),
      CASE(the_nearest_word_is_suggested), CASE(map_finds_what_was_put), CASE(digest_is_sha256),
      CASE(random_numbers_depend_on_seed_and_stream_only), CASE(a_team_does_every_piece_once))
