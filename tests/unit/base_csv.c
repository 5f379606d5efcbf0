/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "kit/test.h"

enum {
    MEMORY_MAX = 1 << 22,
};

/* All records as "a|b;c|d;" with the line of each in front. */
static void read_as(const char *text, size_t len, char *out, size_t size)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct csv csv;
    struct err e = {0};
    int more = 1;
    size_t used = 0;
    out[0] = '\0';
    enum status s = csv_open(&csv, "t.csv", (struct slice){text, len}, &a, &e);
    while (s == STATUS_OK) {
        s = csv_next(&csv, &more, &e);
        if (s != STATUS_OK || !more) break;
        used += (size_t)snprintf(out + used, size - used, "%d:", csv.line);
        for (int i = 0; i < csv.field_count; i++)
            used += (size_t)snprintf(out + used, size - used, "%s%.*s", i ? "|" : "",
                                     (int)csv.fields[i].len, csv.fields[i].at);
        used += (size_t)snprintf(out + used, size - used, ";");
    }
    if (s != STATUS_OK) (void)snprintf(out + used, size - used, "%s", e.text);
    arena_clear(&a);
}

TEST(records_are_read_as_rfc_4180_says)
{
    static const struct {
        const char *text, *gives;
    } cases[] = {
        {"", ""},
        {"a", "1:a;"},
        {"a,b\n", "1:a|b;"},
        {"a,b\r\nc,d", "1:a|b;2:c|d;"},
        {"a,,b,\n", "1:a||b|;"},
        {",\n", "1:|;"},
        {"\n\na\n\n", "3:a;"},
        {"\"\"\n", "1:;"},
        {"\"a,b\",\"c\"\"d\"\n", "1:a,b|c\"d;"},
        {"\"two\nlines\",x\ny,z\n", "1:two\nlines|x;3:y|z;"},
        {"\xEF\xBB\xBF"
         "a\n",
         "1:a;"},
        {" a , b \n", "1: a | b ;"},
        {"\"a\r\nb\"\r\n", "1:a\r\nb;"},
        {"\"\"\"\"\n", "1:\";"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[400];
        read_as(cases[i].text, strlen(cases[i].text), out, sizeof out);
        CHECK_TEXT(out, cases[i].gives);
    }
}

TEST(what_is_refused_names_the_line)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"a\nb,\"c\nd", "t.csv:2: a quote is opened and never closed"},
        {"a\nb\"c\n", "t.csv:2: a quote stands inside a field"},
        {"a\n\"b\"c\n", "t.csv:2: a quote stands inside a field"},
        {"a\nb\n\xff\n", "t.csv:3: the text is not UTF-8"},
        {"a\n\xC0\x80\n", "t.csv:2: the text is not UTF-8"},     /* overlong */
        {"a\n\xED\xA0\x80\n", "t.csv:2: the text is not UTF-8"}, /* a surrogate */
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[1200];
        read_as(cases[i].text, strlen(cases[i].text), out, sizeof out);
        if (!strstr(out, cases[i].says)) fail_msg("%s", out);
    }
    char out[400];
    read_as("a\nb\0c\n", 6, out, sizeof out);
    CHECK(strstr(out, "t.csv:2: holds a zero byte"));
}

TEST(a_record_of_too_many_fields_is_refused)
{
    static char text[2 * CSV_FIELD_MAX], out[1 << 16];
    memset(text, ',', sizeof text);
    read_as(text, CSV_FIELD_MAX - 1, out, sizeof out);
    CHECK(out[0] == '1');
    read_as(text, CSV_FIELD_MAX, out, sizeof out);
    CHECK(strstr(out, "more than 4096 fields"));
}

TEST(fields_are_quoted_only_when_they_must)
{
    static const struct {
        const char *field, *text;
    } cases[] = {
        {"", ""},           {"plain", "plain"},     {"a b", "a b"},       {"'", "'"},
        {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""}, {"a\nb", "\"a\nb\""}, {"\r", "\"\r\""}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf b = BUF_INIT(1000);
        csv_write_field(&b, slice_of(cases[i].field));
        CHECK(slice_is(buf_as_slice(&b), cases[i].text));
        buf_clear(&b);
    }
}

SUITE(CASE(records_are_read_as_rfc_4180_says), CASE(what_is_refused_names_the_line),
      CASE(a_record_of_too_many_fields_is_refused), CASE(fields_are_quoted_only_when_they_must))
