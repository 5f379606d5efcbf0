/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as any table: findings or rows; what was read whole is written and read the same. */
#include <stdint.h>
#include <stdlib.h>

#include "app/table_csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int condition)
{
    if (!condition) abort();
}

/* Rows of the text as canonical text; 0 when anything was wrong with it. */
static int rewrite(enum table_id id, struct slice text, struct buf *out)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct findings f;
    struct err e = {0};
    struct dataset *d = ARENA_NEW(&a, struct dataset);
    enum table_read how;
    must(d != NULL);
    dataset_init(d);
    findings_init(&f, &a);
    must(table_csv_read(&d->tables[id], "t.csv", text, &how, &f, &a, &e) == STATUS_OK);
    must(how == TABLE_READ_WHOLE || f.error_count > 0);
    for (int i = 0; i < f.count; i++)
        must(f.list[i].place[0] && f.list[i].sentence[0]);
    table_csv_write(out, &d->tables[id]);
    int clean = f.error_count == 0 && !out->failed;
    arena_clear(&a);
    return clean;
}

/* The first byte chooses the table. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    struct buf first = BUF_INIT((size_t)1 << 28), second = BUF_INIT((size_t)1 << 28);
    enum table_id id = (enum table_id)(data[0] % TABLE_COUNT);
    if (rewrite(id, (struct slice){(const char *)data + 1, size - 1}, &first)) {
        must(rewrite(id, buf_as_slice(&first), &second));
        must(slice_equal(buf_as_slice(&first), buf_as_slice(&second)));
    }
    buf_clear(&first);
    buf_clear(&second);
    return 0;
}
