/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html.h"

#include "kit/test.h"

static const char *escaped(struct slice text)
{
    static struct buf b = BUF_INIT(1 << 16);
    buf_reset(&b);
    html_text(&b, text);
    return b.at ? b.at : "";
}

TEST(markup_becomes_text)
{
    CHECK_TEXT(escaped(slice_of("<b a=\"1\" c='2'>&</b>")),
               "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&lt;/b&gt;");
    CHECK_TEXT(escaped(slice_of("plain")), "plain");
    CHECK_TEXT(escaped(slice_of("")), "");
    CHECK_TEXT(escaped(SLICE_NONE), "");
}

TEST(native_script_stays_as_it_is)
{
    CHECK_TEXT(escaped(slice_of("안악군 – Kangwŏn")), "안악군 – Kangwŏn");
}

TEST(bytes_html_forbids_become_a_sign)
{
    static const char sign[] = "a\xEF\xBF\xBD";
    static const struct slice bad[] = {
        {"a\0", 2},       {"a\x1b", 2},         {"a\x7f", 2},
        {"a\xff", 2},                                                 /* control, no UTF-8 */
        {"a\xc0", 2},     {"a\xe2\x82", 3},     {"a\xed\xa0\x80", 4}, /* cut, surrogate */
        {"a\xf4\x90", 3}, {"a\xe0\x80\xbc", 4},                       /* beyond, overlong '<' */
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(strncmp(escaped(bad[i]), sign, 4) == 0);
    CHECK_TEXT(escaped(slice_of("tab\tline\n")), "tab\tline\n");
}

TEST(add_escapes_every_text_and_no_markup)
{
    struct buf b = BUF_INIT(1 << 16);
    struct slice cut = {"<<<>>>", 3};
    html_add(&b, "<td x=\"%s\">%.*s %d %5.2f%% %lld %c</td>", "\"", HTML_SLICE(cut), -7, 3.14159,
             1234567890123LL, 'z');
    CHECK_TEXT(b.at, "<td x=\"&quot;\">&lt;&lt;&lt; -7  3.14% 1234567890123 z</td>");
    buf_clear(&b);
}

TEST(add_takes_no_value_as_empty)
{
    struct buf b = BUF_INIT(1 << 16);
    struct slice none = SLICE_NONE;
    html_add(&b, "[%.*s]", HTML_SLICE(none));
    CHECK_TEXT(b.at, "[]");
    buf_clear(&b);
}

TEST(json_cannot_end_its_script)
{
    struct buf b = BUF_INIT(1 << 16);
    html_json(&b, slice_of("[\"</script><!--&\"]"));
    CHECK_TEXT(b.at, "[\"\\u003c/script\\u003e\\u003c!--\\u0026\"]");
    buf_reset(&b);
    html_json(&b, (struct slice){"\"\xff\"", 3});
    CHECK_TEXT(b.at, "\"\xEF\xBF\xBD\"");
    buf_clear(&b);
}

TEST(plain_text_is_cleaned_without_escaping)
{
    struct buf b = BUF_INIT(1 << 16);
    html_plain(&b, (struct slice){"<a>\x01&\xff", 6});
    CHECK_TEXT(b.at, "<a>\xEF\xBF\xBD&\xEF\xBF\xBD");
    buf_clear(&b);
}

TEST(hash_is_base64_of_sha256)
{
    char hash[HTML_HASH_BYTES];
    html_hash(slice_of(""), hash); /* FIPS 180-4, of nothing */
    CHECK_TEXT(hash, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    html_hash(slice_of("abc"), hash);
    CHECK_TEXT(hash, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

SUITE(CASE(markup_becomes_text), CASE(native_script_stays_as_it_is),
      CASE(bytes_html_forbids_become_a_sign), CASE(add_escapes_every_text_and_no_markup),
      CASE(add_takes_no_value_as_empty), CASE(json_cannot_end_its_script),
      CASE(plain_text_is_cleaned_without_escaping), CASE(hash_is_base64_of_sha256))
