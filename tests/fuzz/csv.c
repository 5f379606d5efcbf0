/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes: refused with a line, or read; and what is read is written and read the same. */
#include <stdint.h>
#include <stdlib.h>

#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int condition)
{
    if (!condition) abort();
}

/* All records as canonical text; 0 when refused. */
static int rewrite(struct slice text, struct buf *out)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct csv csv;
    struct err e = {0};
    int more = 1;
    enum status s = csv_open(&csv, "fuzz", text, &a, &e);
    while (s == STATUS_OK && more) {
        s = csv_next(&csv, &more, &e);
        if (s != STATUS_OK || !more) break;
        must(csv.field_count >= 1 && csv.field_count <= CSV_FIELD_MAX && csv.line >= 1);
        int is_empty = csv.field_count == 1 && csv.fields[0].len == 0;
        for (int i = 0; i < csv.field_count; i++) {
            if (i) buf_char(out, ',');
            csv_write_field(out, csv.fields[i]);
        }
        if (is_empty) buf_text(out, "\"\""); /* else it would be a blank line */
        buf_char(out, '\n');
    }
    must(s == STATUS_OK || e.text[0] != '\0');
    arena_clear(&a);
    return s == STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf first = BUF_INIT((size_t)1 << 30), second = BUF_INIT((size_t)1 << 30);
    struct slice text = {(const char *)data, size};
    if (rewrite(text, &first)) {
        must(rewrite(buf_as_slice(&first), &second));
        must(slice_equal(buf_as_slice(&first), buf_as_slice(&second)));
    }
    buf_clear(&first);
    buf_clear(&second);
    return 0;
}
