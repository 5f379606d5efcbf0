/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a decree: findings or rows; what was read whole is written and read the same. */
#include <stdint.h>
#include <stdlib.h>

#include "model/clause_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int condition)
{
    if (!condition) abort();
}

static void add_named(struct dataset *d, enum table_id id, const char *code, struct arena *a)
{
    int row = table_add(&d->tables[id], a);
    must(row >= 0);
    table_put_text(&d->tables[id], row, "code", slice_of(code));
    table_put_text(&d->tables[id], row, "name", slice_of("North Hamgyong"));
}

/* Rows of the text as canonical text; 0 when anything was wrong with it. */
static int rewrite(struct slice text, struct buf *out)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct findings f;
    struct err e = {0};
    struct dataset *d = ARENA_NEW(&a, struct dataset);
    must(d != NULL);
    dataset_init(d);
    findings_init(&f, &a);
    add_named(d, TABLE_AREA, "KP-10", &a);
    add_named(d, TABLE_FACILITY_TYPE, "food", &a);
    add_named(d, TABLE_SITE, "s1", &a);
    must(clause_text_read(&d->tables[TABLE_CLAUSE], d, "decree.txt", text, &f, &e) == STATUS_OK);
    for (int i = 0; i < f.count; i++)
        must(f.list[i].place[0] && f.list[i].sentence[0]);
    clause_text_write_all(out, d);
    int clean = f.error_count == 0 && !out->failed;
    arena_clear(&a);
    return clean;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf first = BUF_INIT((size_t)1 << 28), second = BUF_INIT((size_t)1 << 28);
    if (rewrite((struct slice){(const char *)data, size}, &first)) {
        must(rewrite(buf_as_slice(&first), &second));
        must(slice_equal(buf_as_slice(&first), buf_as_slice(&second)));
    }
    buf_clear(&first);
    buf_clear(&second);
    return 0;
}
