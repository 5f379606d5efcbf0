/* SPDX-License-Identifier: Apache-2.0 */
/* The decree as text and as a table: each is the other's inverse, whatever names and words are. */
#include "kit/fill.h"
#include "kit/property.h"
#include "model/clause_form.h"
#include "model/clause_text.h"

static const char *const pieces[] = {
    "every", "each", "in",   "North", "visit", "of stage 3", "평안남도", "[x]", "]",  "\"", "\\",
    "\n",    "#",    "2026", ",",     "é",     "\t",         "\x01",     ":",   "by", " ",  ".",
};

static struct slice random_text(struct gen *g, struct arena *a, int plain)
{
    char text[128] = "";
    size_t len = 0;
    for (int n = gen_int(g, 1, 6); n > 0; n--) {
        const char *piece = pieces[gen_int(g, 0, (int)(sizeof pieces / sizeof pieces[0]) - 1)];
        if (plain && (strchr("\n\t\x01", piece[0]))) continue;
        len +=
            (size_t)snprintf(text + len, sizeof text - len, "%s%s", n % 2 && len ? " " : "", piece);
    }
    if (len == 0) len = (size_t)snprintf(text, sizeof text, "x");
    const char *copy = arena_strndup(a, text, len);
    CHECK(copy);
    return (struct slice){copy, len};
}

static struct slice code_of(struct gen *g, enum table_id id, struct arena *a)
{
    char text[32];
    int len = snprintf(text, sizeof text, "%c%d%s", "xats"[id % 4], gen_int(g, 0, 4),
                       gen_int(g, 0, 1) ? ":" : "");
    const char *copy = arena_strndup(a, text, (size_t)len);
    CHECK(copy);
    return (struct slice){copy, (size_t)len};
}

static void add_named(struct dataset *d, enum table_id id, struct gen *g, struct arena *a)
{
    for (int i = 0; i < 5; i++)
        for (int k = 0; k < 2; k++) {
            char text[32];
            int len = snprintf(text, sizeof text, "%c%d%s", "xats"[id % 4], i, k ? ":" : "");
            const char *copy = arena_strndup(a, text, (size_t)len);
            int row = table_add(&d->tables[id], a);
            CHECK(row >= 0 && copy);
            table_put_text(&d->tables[id], row, "code", (struct slice){copy, (size_t)len});
            table_put_text(&d->tables[id], row, "name", random_text(g, a, 0));
        }
}

static double random_amount(struct gen *g)
{
    return gen_int(g, 0, 3) ? gen_int(g, 0, 40) : gen_int(g, 0, 1000000) / 7.0;
}

/* A row of a random kind with a random part of the columns that kind reads. */
static void add_clause(struct dataset *d, int index, struct gen *g, struct arena *a)
{
    static const char *const evidences[] = {"measured", "reported", "estimated", "assumed"};
    struct table *t = &d->tables[TABLE_CLAUSE];
    const struct clause_form *form = &clause_forms[gen_int(g, 0, CLAUSE_KIND_COUNT - 1)];
    unsigned fields = form->must | (form->may & (unsigned)gen_u64(g));
    if (form->counts && !(fields & (FIELD_AT_LEAST | FIELD_AT_MOST))) fields |= FIELD_AT_MOST;
    int row = table_add(t, a), is_wait = form == &clause_forms[CLAUSE_VISIT_AFTER];
    char code[16];
    int len = snprintf(code, sizeof code, "a.%d%s", index, index % 3 ? "" : ":");
    const char *kept = arena_strndup(a, code, (size_t)len);
    CHECK(row >= 0 && kept);
    table_put_text(t, row, "code", (struct slice){kept, (size_t)len});
    table_put_text(t, row, "kind", slice_of(form->name));
    table_put_text(t, row, "text", random_text(g, a, 0));
    table_put_text(t, row, "evidence", slice_of(evidences[gen_int(g, 0, 3)]));
    table_put_text(t, row, "source", random_text(g, a, 0));
    double least = is_wait ? gen_int(g, 0, 9) : random_amount(g);
    double most = gen_int(g, 0, 2) ? least + random_amount(g) : least;
    int year = gen_int(g, 2024, 2033);
    if (fields & FIELD_AREA) table_put_text(t, row, "area", code_of(g, TABLE_AREA, a));
    if (fields & FIELD_AFTER) table_put_text(t, row, "after", code_of(g, TABLE_AREA, a));
    if (fields & FIELD_EACH) table_put_text(t, row, "each", random_text(g, a, 0));
    if (fields & FIELD_TYPE)
        table_put_text(t, row, "facility_type", code_of(g, TABLE_FACILITY_TYPE, a));
    if (fields & FIELD_SITE) table_put_text(t, row, "site", code_of(g, TABLE_SITE, a));
    if (fields & FIELD_STAGE) table_put_integer(t, row, "stage", gen_int(g, 1, 9));
    if (fields & FIELD_YEAR_FIRST) table_put_integer(t, row, "year_first", year);
    if (fields & FIELD_YEAR_LAST) table_put_integer(t, row, "year_last", year + gen_int(g, 0, 3));
    if (fields & FIELD_AT_LEAST) table_put_real(t, row, "at_least", least);
    if (fields & FIELD_AT_MOST) table_put_real(t, row, "at_most", most);
    if (fields & FIELD_PENALTY) table_put_real(t, row, "penalty", 1e-9 + random_amount(g));
}

static int is_same_value(const struct table *x, const struct table *y, int row, int c)
{
    if (table_is_none(x, row, c) || table_is_none(y, row, c))
        return table_is_none(x, row, c) == table_is_none(y, row, c);
    switch (x->def->columns[c].type) {
    case COLUMN_INTEGER:
        return table_integer(x, row, c) == table_integer(y, row, c);
    case COLUMN_REAL:
        return table_real(x, row, c) == table_real(y, row, c);
    default:
        return slice_equal(table_text(x, row, c), table_text(y, row, c));
    }
}

static int is_same_table(const struct table *x, const struct table *y)
{
    int same = x->row_count == y->row_count;
    for (int row = 0; same && row < x->row_count; row++)
        for (int c = 0; c < x->def->column_count; c++) {
            if (is_same_value(x, y, row, c)) continue;
            fprintf(stderr, "row %d: %s differs\n", row, x->def->columns[c].name);
            same = 0;
        }
    return same;
}

static int text_is_table(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)64 << 20);
    struct dataset *d = ARENA_NEW(&a, struct dataset), *again = ARENA_NEW(&a, struct dataset);
    struct buf first = BUF_INIT((size_t)1 << 24), second = BUF_INIT((size_t)1 << 24);
    struct findings f;
    struct err e;
    CHECK(d && again);
    dataset_init(d);
    findings_init(&f, &a);
    add_named(d, TABLE_AREA, g, &a);
    add_named(d, TABLE_FACILITY_TYPE, g, &a);
    add_named(d, TABLE_SITE, g, &a);
    for (int i = 0; i < size; i++)
        add_clause(d, i, g, &a);
    *again = *d;
    memset(&again->tables[TABLE_CLAUSE], 0, sizeof again->tables[TABLE_CLAUSE]);
    again->tables[TABLE_CLAUSE].def = table_defs[TABLE_CLAUSE];
    clause_text_write_all(&first, d);
    CHECK(clause_text_read(&again->tables[TABLE_CLAUSE], d, "decree.txt", buf_as_slice(&first), &f,
                           &e) == STATUS_OK);
    for (int i = 0; i < f.count; i++)
        fprintf(stderr, "%s: %s\n", f.list[i].place, f.list[i].sentence);
    clause_text_write_all(&second, again);
    int holds = f.error_count == 0 &&
                is_same_table(&d->tables[TABLE_CLAUSE], &again->tables[TABLE_CLAUSE]) &&
                slice_equal(buf_as_slice(&first), buf_as_slice(&second));
    if (!holds) fprintf(stderr, "%.*s\n", (int)first.len, first.at);
    buf_clear(&first);
    buf_clear(&second);
    arena_clear(&a);
    return holds;
}

TEST(the_text_of_a_decree_is_its_table)
{
    property_check("text of a decree", text_is_table, 12, 2000);
}

SUITE(CASE(the_text_of_a_decree_is_its_table))
