/* SPDX-License-Identifier: Apache-2.0 */
#include "store/conform.h"

#include <stdio.h>

#include "model/dataset.h"
#include "store/gpkg_schema.h"
#include "store/gpkg_styles.h"

enum {
    SQL_BYTES_MAX = 1 << 20,
};

static enum status count_columns(struct db *db, const char *table, const char *column,
                                 int64_t *count, struct err *e)
{
    char sql[256];
    (void)snprintf(sql, sizeof sql,
                   "SELECT count(*) FROM pragma_table_info('%s') WHERE name LIKE '%s'", table,
                   column);
    return db_integer(db, sql, count, e);
}

/* The table when it is not there, with its triggers, as it has no rows; else its columns. */
static enum status add_missing(struct db *db, const struct table_def *def, struct buf *sql,
                               struct err *e)
{
    int64_t count;
    TRY(count_columns(db, def->name, "%", &count, e));
    if (count == 0) {
        gpkg_schema_table(sql, def);
        gpkg_schema_triggers(sql, def);
        gpkg_styles_of_programme(sql, def->name);
        return STATUS_OK;
    }
    for (int c = 0; c < def->column_count; c++) {
        TRY(count_columns(db, def->name, def->columns[c].name, &count, e));
        if (count == 0) gpkg_schema_column(sql, def, &def->columns[c]);
    }
    return STATUS_OK;
}

/* Titles, meanings and choices of our tables anew; what others described stays. */
static void describe(const struct dataset *d, struct buf *sql)
{
    const char *lead = "CREATE TEMP TABLE ours (name TEXT PRIMARY KEY); INSERT INTO ours VALUES";
    for (int i = 0; i < TABLE_COUNT; i++) {
        buf_printf(sql, "%s ('%s')", lead, table_defs[i]->name);
        lead = ",";
    }
    buf_text(sql, ";\nDELETE FROM gpkg_data_column_constraints WHERE constraint_name IN"
                  " (SELECT constraint_name FROM gpkg_data_columns WHERE table_name IN ours);\n"
                  "DELETE FROM gpkg_data_columns WHERE table_name IN ours;\nDROP TABLE ours;\n");
    gpkg_schema_columns(sql, d->tables, TABLE_COUNT);
    for (int i = 0; i < TABLE_COUNT; i++) {
        buf_text(sql, "UPDATE gpkg_contents SET identifier = ");
        sql_text(sql, slice_of(table_defs[i]->title));
        buf_printf(sql, " WHERE table_name = '%s';\n", table_defs[i]->name);
    }
}

enum status conform(struct db *db, struct err *e)
{
    struct dataset d;
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    enum status status = STATUS_OK;
    dataset_init(&d);
    for (int i = 0; i < TABLE_COUNT && status == STATUS_OK; i++)
        status = add_missing(db, table_defs[i], &sql, e);
    describe(&d, &sql);
    if (status == STATUS_OK) status = buf_ok(&sql, e);
    if (status == STATUS_OK) status = db_run(db, sql.at, e);
    buf_clear(&sql);
    return status;
}
