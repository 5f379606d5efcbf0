/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "kit/test.h"

/* All records as text: fields between '|', records ended by ';'. */
static void read_all(const char *text, size_t len, struct buf *out, struct err *e)
{
    struct arena a = ARENA_INIT(1 << 22);
    struct csv c;
    int more = 1;
    enum status s = csv_open(&c, "t.csv", (struct slice){text, len}, &a, e);
    while (s == STATUS_OK && more) {
        s = csv_next(&c, &more, e);
        for (int i = 0; s == STATUS_OK && more && i < c.field_count; i++) {
            if (i) buf_char(out, '|');
            buf_slice(out, c.fields[i]);
        }
        if (s == STATUS_OK && more) buf_char(out, ';');
    }
    arena_clear(&a);
}

TEST(records_are_read_as_the_standard_says)
{
    static const struct {
        const char *text, *records;
    } cases[] = {
        {"a,b\n1,2\n", "a|b;1|2;"},
        {"a,b\r\n1,2", "a|b;1|2;"},
        {"\xEF\xBB\xBF"
         "a\n",
         "a;"},
        {"\"a,b\",c\n", "a,b|c;"},
        {"\"say \"\"yes\"\"\",c\n", "say \"yes\"|c;"},
        {"\"two\nlines\",c\n", "two\nlines|c;"},
        {"a,,\n\n,\n", "a||;|;"},
        {"\"\"\n", ";"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out = BUF_INIT(1 << 16);
        struct err e = {0};
        buf_text(&out, "");
        read_all(cases[i].text, strlen(cases[i].text), &out, &e);
        CHECK(e.code == STATUS_OK);
        CHECK_TEXT(out.at, cases[i].records);
        buf_clear(&out);
    }
}

TEST(what_is_no_csv_is_refused_with_its_line)
{
    static const struct {
        const char *text;
        size_t len;
        const char *sentence;
    } cases[] = {
        {"a\n\"b\n", 5, "t.csv:2: a quote is opened and never closed"},
        {"a\nb\"c\n", 6,
         "t.csv:2: a quote stands inside a field; quote the whole field and double the quote"},
        {"\"a\"b\n", 5,
         "t.csv:1: a quote stands inside a field; quote the whole field and double the quote"},
        {"a\nb\n\xff\n", 6, "t.csv:3: the text is not UTF-8; save the file as 'CSV UTF-8'"},
        {"a\nb\0c\n", 6, "t.csv:2: holds a zero byte; is this a text file?"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out = BUF_INIT(1 << 16);
        struct err e = {0};
        read_all(cases[i].text, cases[i].len, &out, &e);
        CHECK(e.code == STATUS_INVALID);
        CHECK_TEXT(e.text, cases[i].sentence);
        buf_clear(&out);
    }
}

TEST(what_is_written_is_read_back)
{
    static const char *const fields[] = {"plain",      "",   "a,b",   "say \"yes\"",
                                         "two\nlines", "\r", "성천군"};
    struct buf text = BUF_INIT(1 << 16);
    struct arena a = ARENA_INIT(1 << 20);
    struct csv c;
    int more = 0;
    size_t count = sizeof fields / sizeof fields[0];
    for (size_t i = 0; i < count; i++) {
        if (i) buf_char(&text, ',');
        csv_write_field(&text, slice_of(fields[i]));
    }
    buf_char(&text, '\n');
    CHECK(csv_open(&c, "t.csv", buf_as_slice(&text), &a, NULL) == STATUS_OK);
    CHECK(csv_next(&c, &more, NULL) == STATUS_OK && more && c.field_count == (int)count);
    for (size_t i = 0; i < count; i++)
        CHECK(slice_is(c.fields[i], fields[i]));
    buf_clear(&text);
    arena_clear(&a);
}

TEST(too_many_fields_are_refused)
{
    struct buf text = BUF_INIT(1 << 16), out = BUF_INIT(1 << 16);
    struct err e = {0};
    for (int i = 0; i < 5000; i++)
        buf_char(&text, ',');
    read_all(text.at, text.len, &out, &e);
    CHECK_TEXT(e.text, "t.csv:1: more than 4096 fields; is the separator a comma?");
    buf_clear(&text);
    buf_clear(&out);
}

SUITE(CASE(records_are_read_as_the_standard_says), CASE(what_is_no_csv_is_refused_with_its_line),
      CASE(what_is_written_is_read_back), CASE(too_many_fields_are_refused))
