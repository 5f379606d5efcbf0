/* SPDX-License-Identifier: Apache-2.0 */
/* What is said about mistakes in the text of a decree. */
#include "kit/fill.h"
#include "model/clause_text.h"

static struct arena arena = ARENA_INIT((size_t)16 << 20);
static struct dataset data;

static void name_it(enum table_id id, const char *code, const char *name)
{
    int row = table_add(&data.tables[id], &arena);
    CHECK(row >= 0);
    table_put_text(&data.tables[id], row, "code", slice_of(code));
    table_put_text(&data.tables[id], row, "name", slice_of(name));
}

static struct findings read_text(const char *text)
{
    struct findings f;
    struct err e;
    dataset_init(&data);
    findings_init(&f, &arena);
    name_it(TABLE_AREA, "KP-09", "North Hamgyong");
    name_it(TABLE_AREA, "KP-10", "Ryanggang");
    name_it(TABLE_FACILITY_TYPE, "food", "Foodstuff factory");
    name_it(TABLE_SITE, "kusong-works", "Disused textile works");
    CHECK(clause_text_read(&data.tables[TABLE_CLAUSE], &data, "decree.txt", slice_of(text), &f,
                           &e) == STATUS_OK);
    return f;
}

static const struct {
    const char *text, *place, *sentence;
} mistakes[] = {
    {"art-1: \"x\" in evry year exactly 20 visits", "decree.txt:1:15",
     "'evry': did you mean 'every'? expected 'every year', 'each', a year or an area as NAME "
     "[CODE]"},
    {"art-1: \"x\"\n  at least 20 vists\n  assumed: \"y\"", "decree.txt:2:15",
     "'vists': did you mean 'visits'?"},
    {"art-1: \"x\" at least twenty visits", "decree.txt:1:21", "expected a number, found 'twenty'"},
    {"art-1: \"x\" no visit in KP-10 assumed: \"y\"", "decree.txt:1:24",
     "expected 'every year', 'each', a year or an area as NAME [CODE], found 'KP-10'"},
    {"art-1: \"x\" no visit in North Hamgyong [KP-10] assumed: \"y\"", "decree.txt:1:24",
     "[KP-10] is 'Ryanggang'; 'North Hamgyong' is [KP-09]: which is meant?"},
    {"art-1: \"x\" no visit in Ryangang [KP-10] assumed: \"y\"", "decree.txt:1:24",
     "[KP-10] is called 'Ryanggang', not 'Ryangang'"},
    {"art-1: \"x\" no visit in Ryanggang [KP-1O] assumed: \"y\"", "decree.txt:1:24",
     "'KP-1O' is not the code of any row of area; 'Ryanggang' is [KP-10]"},
    {"art-1: \"x\" no visit brings [fod] assumed: \"y\"", "decree.txt:1:28",
     "'fod' is not the code of any row of facility_type; did you mean [food]?"},
    {"art-1: \"평\" no visit guessed: \"y\"", "decree.txt:1:21",
     "measured:, reported:, estimated: or assumed: with the source in quotes, found 'guessed:'"},
    {"art-1: \"x\" no visit in 2026 from 2027 assumed: \"y\"", "decree.txt:1:29",
     "this is said already; a rule says it once"},
    {"art-1: \"x\" no visit builds on [kusong-works] of stage 1 assumed: \"y\"", "decree.txt:1:46",
     "a rule of kind forbid_site says nothing about stage; remove this"},
    {"art-1: \"x\" losses of at most 5 assumed: \"y\"", "decree.txt:1:12",
     "losses are those of a year: write 'in every year losses of"},
    {"art-1: \"x\" visits wait for all visits in [KP-09] assumed: \"y\"", "decree.txt:1:12",
     "who waits? add 'in NAME [CODE]'"},
    {"art-1: \"x\" no visit missed at 5 assumed: \"y\"", "decree.txt:1:33",
     "expected 'each', found 'assumed:'"},
    {"art 1: \"x\" no visit", "decree.txt:1:1",
     "expected the number of an article and a colon, such as art-1:, found 'art'"},
    {"art/1: \"x\" no visit assumed: \"y\"", "decree.txt:1:1", "'art/1' is not a code"},
    {"art-1: \"x\" no visit", "decree.txt:1:20", "the text ends; expected"},
    {"art-1: \"x\\q\" no visit", "decree.txt:1:10", "after a backslash"},
    {"art-1: \"x", "decree.txt:1:8", "a text in quotes that ends with \""},
    {"art-1: \"\xff\" no visit", "decree.txt", "line 1 is not UTF-8; save the text as UTF-8"},
};

TEST(every_mistake_is_told_with_line_and_column)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        struct findings f = read_text(mistakes[i].text);
        if (f.count != 1) fail_msg("case %zu: %d findings", i, f.count);
        if (!strstr(f.list[0].sentence, mistakes[i].sentence))
            fail_msg("case %zu: '%s'", i, f.list[0].sentence);
        CHECK_TEXT(f.list[0].place, mistakes[i].place);
        CHECK(data.tables[TABLE_CLAUSE].row_count == 0);
        arena_clear(&arena);
    }
}

TEST(reading_goes_on_with_the_next_article)
{
    struct findings f = read_text("a-1: \"x\" no vsit\n   assumed: \"y\"\n\n"
                                  "a-2: \"x\" no visit assumed: \"y\"\n\n"
                                  "# a remark\n"
                                  "a-3: \"x\" NO VISIT, by 2028, Assumed: \"y\"\n\n"
                                  "a-4: \"x\" no visit by 2028\n  assumed: \"y\"\n");
    CHECK(f.error_count == 2);
    CHECK_TEXT(f.list[0].place, "decree.txt:1:13");
    CHECK_TEXT(f.list[1].place, "decree.txt:7:29");
    const struct table *t = &data.tables[TABLE_CLAUSE];
    CHECK(t->row_count == 2 && t->lines[0] == 4 && t->lines[1] == 9);
    CHECK(table_get_integer(t, 1, "year_last") == 2028);
    arena_clear(&arena);
}

TEST(a_rule_reads_as_it_is_meant)
{
    struct findings f = read_text(
        "art-1: \"Twenty.\"\n  in every year in North Hamgyong [KP-09] at least 3 and at most 5 "
        "visits\n  of stage 2 from 2025\n  reported: \"Law 12\"\n");
    struct buf b = BUF_INIT(4096);
    CHECK(f.error_count == 0);
    const struct table *t = &data.tables[TABLE_CLAUSE];
    CHECK(slice_is(table_get_text(t, 0, "kind"), "visits_per_year"));
    CHECK(slice_is(table_get_text(t, 0, "area"), "KP-09"));
    CHECK(table_get_real(t, 0, "at_least") == 3 && table_get_real(t, 0, "at_most") == 5);
    CHECK(table_get_integer(t, 0, "stage") == 2);
    CHECK(table_get_integer(t, 0, "year_first") == 2025);
    CHECK(table_get_integer(t, 0, "year_last") == INTEGER_NONE);
    clause_text_write_all(&b, &data);
    CHECK_TEXT(b.at, "art-1: \"Twenty.\"\n"
                     "    in every year in North Hamgyong [KP-09] at least 3 and at most 5 visits "
                     "of stage 2 from 2025\n"
                     "    reported: \"Law 12\"\n");
    buf_clear(&b);
    arena_clear(&arena);
}

SUITE(CASE(every_mistake_is_told_with_line_and_column), CASE(reading_goes_on_with_the_next_article),
      CASE(a_rule_reads_as_it_is_meant))
