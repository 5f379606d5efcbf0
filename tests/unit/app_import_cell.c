/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What people type into number cells, and what they are told.
 */
#include <stdio.h>
#include <string.h>

#include "app/table_csv.h"
#include "kit/test.h"

enum {
    MEMORY_MAX = 1 << 24,
};

struct read {
    struct arena arena;
    struct dataset data;
    struct findings findings;
    enum table_read how;
};

static void read_text(struct read *r, enum table_id id, const char *text)
{
    struct err e = {0};
    r->arena = (struct arena)ARENA_INIT(MEMORY_MAX);
    dataset_init(&r->data);
    findings_init(&r->findings, &r->arena);
    CHECK(table_csv_read(&r->data.tables[id], "t.csv", slice_of(text), &r->how, &r->findings,
                         &r->arena, &e) == STATUS_OK);
}

static void expect(const struct read *r, const char *place, const char *column, const char *says)
{
    const struct finding *x = &r->findings.list[0];
    if (r->findings.count != 1) fail_msg("%d findings, wanted: %s", r->findings.count, says);
    if (strcmp(x->place, place) != 0 || !strstr(x->sentence, says) ||
        strcmp(x->column ? x->column : "", column) != 0)
        fail_msg("%s: %s: %s", x->place, x->column, x->sentence);
}

TEST(a_wrong_number_is_told_with_what_to_write)
{
    static const struct {
        const char *cell, *says;
    } cases[] = {
        {"\"12,5\"", "decimal comma; write 12.5"},
        {"\"1,234\"", "grouped digits; write 1234"},
        {"\"1,234,567.5\"", "write 1234567.5"},
        {"1 234 567", "write 1234567"},
        {"1\u202f234", "write 1234"},
        {"1'234.5", "write 1234.5"},
        {"12 kW", "the column is in kW, so write 12 alone"},
        {"12kW", "the column is in kW, so write 12 alone"},
        {"0.5 MW", "has the unit 'MW', but the column is in kW"},
        {"50%", "has the unit '%', but the column is in kW"},
        {"2024-05-01", "looks like a date"},
        {"1/5/2024", "looks like a date"},
        {"n/a", "leave the cell empty"},
        {"-", "leave the cell empty"},
        {"NaN", "leave the cell empty"},
        {"\u2026", "leave the cell empty"},
        {"inf", "not a finite number"},
        {"-Infinity", "not a finite number"},
        {" 12", "blanks around it"},
        {"12 ", "blanks around it"},
        {" ", "only blanks"},
        {"1e999", "too large"},
        {"many", "is not a number; write digits"},
        {"0x10", "has the unit 'x10'"},
        {"12.5.1", "looks like a date"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[400];
        struct read r;
        (void)snprintf(
            text, sizeof text,
            "code,name,kind,lon,lat,spare_kw,evidence,source\nA,a,plant,1,2,%s,assumed,x\n",
            cases[i].cell);
        read_text(&r, TABLE_FEED_POINT, text);
        expect(&r, "t.csv:2", "spare_kw", cases[i].says);
        CHECK(r.how == TABLE_READ_WHOLE);
        CHECK(table_is_none(&r.data.tables[TABLE_FEED_POINT], 0, 5));
        arena_clear(&r.arena);
    }
}

TEST(whole_numbers_and_shares_have_their_own_sentences)
{
    static const struct {
        const char *cells, *column, *says;
    } cases[] = {
        {"P,2024.5,10,", "first_year", "not a whole number"},
        {"P,1e3,10,", "first_year", "not a whole number"},
        {"P,2024-05-01,10,", "first_year", "write the year alone"},
        {"P,99999999999999999999,10,", "first_year", "too large"},
        {"P,-9223372036854775808,10,", "first_year", "too large"},
        {"P,2024,10,5 %", "discount", "is a percentage; write the share: 0.05"},
        {"P,2024,10,5%", "discount", "write the share: 0.05"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[400];
        struct read r;
        (void)snprintf(text, sizeof text,
                       "code,first_year,year_count,discount,evidence,source\n%s,assumed,x\n",
                       cases[i].cells);
        read_text(&r, TABLE_PROGRAMME, text);
        expect(&r, "t.csv:2", cases[i].column, cases[i].says);
        arena_clear(&r.arena);
    }
}

TEST(numbers_that_are_fine_are_kept_to_the_last_bit)
{
    struct read r;
    read_text(&r, TABLE_FEED_POINT,
              "lat,lon,code,source,evidence,kind,name,spare_kw\n"
              "-1.5e-7,0.1,A,x,assumed,plant,a,1e15\n"
              "90,+3,B,x,assumed,plant,b,0.30000000000000004\n");
    const struct table *t = &r.data.tables[TABLE_FEED_POINT];
    CHECK(r.findings.count == 0 && t->row_count == 2);
    CHECK(table_get_real(t, 0, "lat") == -1.5e-7 && table_get_real(t, 0, "spare_kw") == 1e15);
    CHECK(table_get_real(t, 1, "lon") == 3);
    CHECK(table_get_real(t, 1, "spare_kw") == 0.30000000000000004);
    CHECK(t->lines[1] == 3);
    arena_clear(&r.arena);
}

TEST(headers_are_checked)
{
    static const struct {
        const char *text, *place, *column, *says;
    } cases[] = {
        {"", "t.csv", "", "is empty"},
        {"code,name,unit,evidence,source,colour\n", "t.csv:1", "", "unknown column 'colour'"},
        {"code,name,unit,evidense,source,evidence\n", "t.csv:1", "", "did you mean 'evidence'"},
        {"code,name,unit,evidence,source,\n", "t.csv:1", "", "has no name"},
        {"code,name,unit,evidence,source,name\n", "t.csv:1", "name", "twice"},
        {"code,name,evidence,source\nA,a,assumed,x\n", "t.csv:1", "unit", "is missing"},
        {"code,name,unit,evidence,source\nA,a,t,assumed\n", "t.csv:2", "",
         "4 fields, but the header"},
        {"code,name,unit,evidence,source\nA,a,t,assumed,x,y\n", "t.csv:2", "", "6 fields"},
        {"code,name,unit,evidence,source\n\nA,\"a,t,assumed,x\n", "t.csv:3", "", "never closed"},
        {"code,name,unit,evidence,source\nA,a\"b,t,assumed,x\n", "t.csv:2", "",
         "quote stands inside"},
        {"code,name,unit,evidence,source\nA,K\xf6ln,t,assumed,x\n", "t.csv:2", "", "not UTF-8"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct read r;
        read_text(&r, TABLE_RAW_MATERIAL, cases[i].text);
        expect(&r, cases[i].place, cases[i].column, cases[i].says);
        CHECK(r.how == TABLE_READ_BROKEN);
        arena_clear(&r.arena);
    }
}

TEST(every_fault_is_told_at_once)
{
    struct read r;
    read_text(&r, TABLE_FEED_POINT,
              "code,name,kind,lon,lat,spare_kw,evidence,source\n"
              "A,a,plant,x,y,\"1,5\",assumed,s\n"
              "B,b,plant\n"
              "C,c,plant,1,2,inf,assumed,s\n");
    CHECK(r.findings.error_count == 5);
    arena_clear(&r.arena);
}

TEST(a_text_beyond_the_limit_is_refused)
{
    struct buf b = BUF_INIT(1 << 20);
    struct read r;
    buf_text(&b, "code,name,unit,evidence,source\nA,");
    for (int i = 0; i < 100001; i++)
        buf_char(&b, 'x');
    buf_text(&b, ",t,assumed,x\n");
    read_text(&r, TABLE_RAW_MATERIAL, b.at);
    expect(&r, "t.csv:2", "name", "at most 100000");
    arena_clear(&r.arena);
    buf_clear(&b);
}

SUITE(CASE(a_wrong_number_is_told_with_what_to_write),
      CASE(whole_numbers_and_shares_have_their_own_sentences),
      CASE(numbers_that_are_fine_are_kept_to_the_last_bit), CASE(headers_are_checked),
      CASE(every_fault_is_told_at_once), CASE(a_text_beyond_the_limit_is_refused))
