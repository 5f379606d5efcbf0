/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever texts the tables hold, the page has the same elements with the same
 * attributes as with harmless texts: no text becomes markup or script.
 */
#include <stdlib.h>

#include "kit/property.h"
#include "kit/report_supply.h"
#include "report/layer.h"
#include "report/report.h"

static struct arena arena = ARENA_INIT((size_t)4 << 30);

static const char *const HOSTILE[] = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='x",
    "</script>",
    "</style>",
    "<!--",
    "-->",
    "]]>",
    "&lt;b&gt;",
    "%s%n%d",
    "\xff\xfe",
    "\xC0\xBC",
    "</td></table>",
    "javascript:alert(1)",
    "\xE2\x80\xAE",
    "{{7*7}}",
    "=cmd|'/c'!A1",
    "\\\"",
    "\x01\x02",
    "안악군",
};

static struct slice hostile(struct gen *g, struct slice original)
{
    char text[2048];
    size_t len = 0;
    for (int n = gen_int(g, 1, 4); n > 0; n--) {
        const char *part = HOSTILE[gen_int(g, 0, (int)(sizeof HOSTILE / sizeof HOSTILE[0]) - 1)];
        size_t bytes = strlen(part);
        memcpy(text + len, part, bytes);
        len += bytes;
    }
    if (gen_int(g, 0, 1)) text[len++] = (char)gen_int(g, 1, 255);
    size_t kept = original.len < 512 ? original.len : 512; /* what was different stays different */
    memcpy(text + len, original.at, kept);
    return (struct slice){arena_strndup(&arena, text, len + kept), len + kept};
}

/* Free text: not a code, not one of a choice, nothing the report looks up or reads as a date. */
static int is_free(const struct table *t, int column)
{
    static const char *const read[] = {"variable", "moment",         "verb",  "start",
                                       "finish",   "earliest_start", "first", "last"};
    const struct column_def *def = &t->def->columns[column];
    if (def->type != COLUMN_TEXT || def->choices) return 0;
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++)
        if (strcmp(def->name, read[i]) == 0) return 0;
    return 1;
}

static void poison(struct dataset *d, struct gen *g)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        struct table *t = &d->tables[i];
        for (int c = 0; c < t->def->column_count; c++) {
            if (!is_free(t, c)) continue;
            struct slice last = SLICE_NONE, made = SLICE_NONE;
            for (int row = 0; row < t->row_count; row++) {
                struct slice old = table_text(t, row, c);
                if (!old.len) continue;
                if (!last.at || !slice_equal(old, last)) made = hostile(g, old);
                last = old;
                table_set_text(t, row, c, made);
            }
        }
    }
}

/* Element and attribute names in order; texts and attribute values left out. */
static void skeleton(struct buf *out, struct slice page)
{
    const char *p = page.at, *end = page.at + page.len;
    while (p < end) {
        if (*p != '<') {
            p++;
            continue;
        }
        char quote = 0;
        for (; p < end && (quote || *p != '>'); p++) {
            if (quote ? *p == quote : *p == '"' || *p == '\'') quote = quote ? 0 : *p;
            if (!quote) buf_char(out, *p);
        }
    }
}

/* The parts that are code, not text, have their own '<': from <style> and the script on. */
static struct slice body_of(const struct buf *page)
{
    const char *start = strstr(page->at, "<body>"), *end = strstr(page->at, "<script type");
    CHECK(start && end && end > start);
    return (struct slice){start, (size_t)(end - start)};
}

static int count(const struct buf *page, const char *word)
{
    int found = 0;
    for (const char *p = page->at; (p = strstr(p, word)) != NULL; p++)
        found++;
    return found;
}

static void write_page(struct buf *out, const struct dataset *d)
{
    struct report r;
    struct err e = {0};
    struct report_request request = {0};
    CHECK(report_open(&r, d, &request, &arena, &e) == STATUS_OK);
    CHECK(report_html(out, &r, &e) == STATUS_OK);
}

static int no_text_becomes_markup(struct gen *g, int size)
{
    struct dataset d;
    struct report_shape shape = {.areas = 1 + size % 9,
                                 .provinces = 1 + size % 3,
                                 .years = 1 + size % 4,
                                 .visits_per_year = 2,
                                 .sites_per_area = 1 + size % 2,
                                 .no_polygons = size % 5 == 0,
                                 .no_plan = size % 7 == 0};
    struct buf harmless = BUF_INIT((size_t)1 << 28), poisoned = BUF_INIT((size_t)1 << 28);
    struct buf before = BUF_INIT((size_t)1 << 28), after = BUF_INIT((size_t)1 << 28);
    report_dataset_with_supply(&d, shape, &arena);
    /* one source a table, so that their number cannot change */
    for (int i = 0; i < TABLE_COUNT; i++)
        for (int row = 0; !d.tables[i].def->computed && row < d.tables[i].row_count; row++)
            table_put_text(&d.tables[i], row, "source", slice_of(d.tables[i].def->name));
    write_page(&harmless, &d);
    poison(&d, g);
    write_page(&poisoned, &d);
    skeleton(&before, body_of(&harmless));
    skeleton(&after, body_of(&poisoned));
    int holds = before.len == after.len && memcmp(before.at, after.at, before.len) == 0 &&
                count(&poisoned, "<script") == 2 && count(&poisoned, "</script") == 2 &&
                count(&poisoned, "<style") == 1 && count(&poisoned, "</style") == 1 &&
                !strchr(poisoned.at, '\x01');
    buf_clear(&harmless);
    buf_clear(&poisoned);
    buf_clear(&before);
    buf_clear(&after);
    arena_clear(&arena);
    return holds;
}

TEST(no_text_breaks_out_of_the_page)
{
    property_check("no_text_becomes_markup", no_text_becomes_markup, 60, 120);
}

/* Inside the layers every '<' may stand, but each line must stay one JSON object: quotes balance. */
static int layer_lines_stay_whole(struct gen *g, int size)
{
    struct dataset d;
    struct report r;
    struct err e = {0};
    struct report_request request = {0};
    struct report_shape shape = {.areas = 1 + size % 9,
                                 .provinces = 1,
                                 .years = 2,
                                 .visits_per_year = 2,
                                 .sites_per_area = 1};
    struct buf b = BUF_INIT((size_t)1 << 28);
    report_dataset_with_supply(&d, shape, &arena);
    poison(&d, g);
    CHECK(report_open(&r, &d, &request, &arena, &e) == STATUS_OK);
    struct table t;
    CHECK(layer_make(&t, LAYER_AREAS, &r, &e) == STATUS_OK);
    CHECK(layer_geojson(&b, &t, &e) == STATUS_OK);
    int lines = 0, depth = 0, quoted = 0;
    for (size_t i = 0; i < b.len; i++) {
        char c = b.at[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && (c == '}' || c == ']'))
            depth--;
        else if (c == '\n')
            lines += !quoted && depth <= 2;
    }
    int holds = depth == 0 && !quoted && lines == shape.areas + 2;
    buf_clear(&b);
    arena_clear(&arena);
    return holds;
}

TEST(no_text_breaks_a_layer)
{
    property_check("layer_lines_stay_whole", layer_lines_stay_whole, 40, 80);
}

SUITE(CASE(no_text_breaks_out_of_the_page), CASE(no_text_breaks_a_layer))
