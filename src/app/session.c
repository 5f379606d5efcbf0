/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session.h"

#include <limits.h>
#include <string.h>

static enum status load(struct session *s, struct err *e)
{
    struct err first = {0};
    enum status status = programme_load(&s->programme, &s->data, &s->findings, s->arena, &first);
    dataset_digest_planning(&s->data, s->input_hash);
    if (status == STATUS_OK) return STATUS_OK;
    if (status != STATUS_INVALID) return err_set(e, status, "%s: %s", s->path, first.text);
    return err_set(e, status, "%s: %s ('groundwork validate %s' lists all)", s->path, first.text,
                   s->path);
}

enum status session_open(struct session *s, const char *path, int writable, struct arena *a,
                         struct err *e)
{
    memset(s, 0, sizeof *s);
    s->path = path;
    s->arena = a;
    findings_init(&s->findings, a);
    TRY(store_open(&s->store, path, writable, e));
    TRY(store_read_short(s->store, &s->data, &s->findings, a, e));
    return load(s, e);
}

enum status session_read(struct session *s, enum table_id id, struct err *e)
{
    if (s->data.tables[id].row_count > 0) return STATUS_OK;
    return store_read_table(s->store, id, &s->data, &s->findings, s->arena, e);
}

enum status session_count(struct session *s, int row_counts[TABLE_COUNT], struct err *e)
{
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        int64_t count = 0;
        if (!table_defs[id]->is_long) continue;
        TRY(store_count(s->store, id, &count, e));
        row_counts[id] = count < INT_MAX ? (int)count : INT_MAX;
    }
    return STATUS_OK;
}

enum status session_keep(struct session *s, const enum table_id *ids, int count, struct err *e)
{
    return store_replace(s->store, &s->data, ids, count, e);
}

enum status session_reload(struct session *s, struct err *e)
{
    findings_init(&s->findings, s->arena);
    return load(s, e);
}

void session_close(struct session *s)
{
    store_close(s->store);
    s->store = NULL;
}
