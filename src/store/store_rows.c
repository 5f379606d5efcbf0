/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "store/gpkg_schema.h"
#include "store/rows.h"
#include "store/store_internal.h"

enum {
    SQL_BYTES_MAX = 64 * 1024,
    LAYOUT_BYTES_MAX = 64 * 1024,
};

static enum status read_tables(struct store *s, struct dataset *out, int long_too,
                               struct findings *findings, struct arena *a, struct err *e)
{
    dataset_init(out);
    enum status status = db_run(&s->db, "BEGIN", e);
    for (int i = 0; i < TABLE_COUNT && status == STATUS_OK; i++)
        if (long_too || !table_defs[i]->is_long)
            status = rows_read(&s->db, &out->tables[i], findings, a, e);
    if (status == STATUS_OK && findings->failed)
        status = err_set(e, STATUS_NOMEM, "out of memory while reading '%s'", s->db.name);
    if (status == STATUS_OK) status = db_run(&s->db, "COMMIT", e);
    db_rollback(&s->db);
    return status;
}

enum status store_read_all(struct store *s, struct dataset *out, struct findings *findings,
                           struct arena *a, struct err *e)
{
    return read_tables(s, out, 1, findings, a, e);
}

enum status store_read_short(struct store *s, struct dataset *out, struct findings *findings,
                             struct arena *a, struct err *e)
{
    return read_tables(s, out, 0, findings, a, e);
}

enum status store_read_table(struct store *s, enum table_id id, struct dataset *out,
                             struct findings *findings, struct arena *a, struct err *e)
{
    assert(out->tables[id].row_count == 0);
    TRY(rows_read(&s->db, &out->tables[id], findings, a, e));
    return findings->failed
               ? err_set(e, STATUS_NOMEM, "out of memory while reading '%s'", s->db.name)
               : STATUS_OK;
}

enum status store_read(struct store *s, struct dataset *out, struct arena *a, struct err *e)
{
    struct findings findings;
    findings_init(&findings, a);
    TRY(store_read_all(s, out, &findings, a, e));
    return findings_status(&findings, e);
}

/* Statements before and after the rows: emptied at once, the index made anew. */
static void write_frame(struct buf *before, struct buf *after, const struct table_def *def,
                        const struct layout *layout)
{
    if (layout->is_ours) gpkg_schema_drop_index(before, def);
    buf_text(before, "DELETE FROM ");
    sql_name(before, slice_of(def->name));
    buf_char(before, ';');
    if (!layout->is_ours) return;
    gpkg_schema_index(before, def);
    gpkg_schema_triggers(after, def);
}

static enum status replace_table(struct db *db, const struct table *t, struct err *e)
{
    struct arena arena = ARENA_INIT(LAYOUT_BYTES_MAX);
    struct buf before = BUF_INIT(SQL_BYTES_MAX), after = BUF_INIT(SQL_BYTES_MAX);
    struct layout layout;
    enum status status = layout_read(&layout, db, t->def, &arena, e);
    if (status == STATUS_OK) {
        write_frame(&before, &after, t->def, &layout);
        status = buf_ok(&before, e);
    }
    if (status == STATUS_OK) status = buf_ok(&after, e);
    if (status == STATUS_OK) status = db_run(db, before.at, e);
    if (status == STATUS_OK) status = rows_write(db, t, &layout, layout.is_ours, e);
    if (status == STATUS_OK && after.len > 0) status = db_run(db, after.at, e);
    buf_clear(&before);
    buf_clear(&after);
    arena_clear(&arena);
    return status;
}

enum status store_count(struct store *s, enum table_id id, int64_t *out, struct err *e)
{
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    buf_text(&sql, "SELECT count(*) FROM ");
    sql_name(&sql, slice_of(table_defs[id]->name));
    enum status status = buf_ok(&sql, e);
    if (status == STATUS_OK) status = db_integer(&s->db, sql.at, out, e);
    buf_clear(&sql);
    return status;
}

static enum status replace_streaming(struct db *db, const struct store_stream *stream,
                                     struct err *e)
{
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    buf_text(&sql, "DELETE FROM ");
    sql_name(&sql, slice_of(table_defs[stream->id]->name));
    enum status status = buf_ok(&sql, e);
    if (status == STATUS_OK) status = db_run(db, sql.at, e);
    if (status == STATUS_OK) status = rows_stream(db, stream, e);
    buf_clear(&sql);
    return status;
}

enum status store_replace(struct store *s, const struct dataset *d, const enum table_id *ids,
                          int count, struct err *e)
{
    return store_replace_streaming(s, d, ids, count, NULL, e);
}

enum status store_replace_streaming(struct store *s, const struct dataset *d,
                                    const enum table_id *ids, int count,
                                    const struct store_stream *stream, struct err *e)
{
    if (!s->writable)
        return err_set(e, STATUS_USAGE, "'%s' was opened for reading only", s->db.name);
    enum status status = db_run(&s->db, "BEGIN IMMEDIATE", e);
    db_guard(&s->db, 0);
    for (int i = 0; i < count && status == STATUS_OK; i++)
        status = replace_table(&s->db, &d->tables[ids[i]], e);
    if (status == STATUS_OK && stream) status = replace_streaming(&s->db, stream, e);
    db_guard(&s->db, 1);
    if (status == STATUS_OK) status = db_run(&s->db, "COMMIT", e);
    db_rollback(&s->db);
    return status;
}
