/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of the report of a small programme, as people agreed on them:
 * tests/golden/report/small.txt.  UPDATE=1 rewrites it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "kit/report_supply.h"
#include "report/report.h"

/* Text between the tags of <body>, one piece a line; pictures and script left out. */
static void words_of(struct buf *out, const char *page)
{
    const char *p = strstr(page, "<body>"), *end = strstr(page, "<script type");
    CHECK(p && end);
    while (p < end) {
        if (strncmp(p, "<svg", 4) == 0) p = strstr(p, "</svg>");
        if (*p == '<') {
            p = strchr(p, '>') + 1;
            continue;
        }
        size_t len = strcspn(p, "<\n");
        if (len) {
            buf_add(out, p, len);
            buf_char(out, '\n');
        }
        p += len + (p[len] == '\n');
    }
}

static void read_file(struct buf *b, const char *path)
{
    char chunk[4096];
    FILE *f = fopen(path, "rb");
    if (!f) return;
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_add(b, chunk, n);
    (void)fclose(f);
}

TEST(the_words_are_those_agreed_on)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct buf page = BUF_INIT((size_t)1 << 28), words = BUF_INIT((size_t)1 << 28);
    struct buf expected = BUF_INIT((size_t)1 << 28);
    struct dataset d;
    struct report r;
    struct err e = {0};
    struct report_request request = {0};
    char path[1024];
    const char *source = getenv("GROUNDWORK_SOURCE");
    SKIP_UNLESS(source, "GROUNDWORK_SOURCE is not set");
    (void)snprintf(path, sizeof path, "%s/tests/golden/report/small.txt", source);
    report_dataset_with_supply(
        &d,
        (struct report_shape){
            .areas = 5, .provinces = 2, .years = 3, .visits_per_year = 2, .sites_per_area = 2},
        &a);
    CHECK(report_open(&r, &d, &request, &a, &e) == STATUS_OK);
    CHECK(report_html(&page, &r, &e) == STATUS_OK);
    words_of(&words, page.at);
    if (getenv("UPDATE")) {
        FILE *f = fopen(path, "wb");
        CHECK(f && fwrite(words.at, 1, words.len, f) == words.len && fclose(f) == 0);
    }
    read_file(&expected, path);
    CHECK(expected.at != NULL);
    CHECK_TEXT(words.at, expected.at);
    buf_clear(&page);
    buf_clear(&words);
    buf_clear(&expected);
    arena_clear(&a);
}

SUITE(CASE(the_words_are_those_agreed_on))
