/* SPDX-License-Identifier: Apache-2.0 */
#include "app/export.h"

#include <string.h>

#include "app/folder.h"
#include "store/store.h"

static enum status read_file(const char *file, struct dataset *data, struct findings *f,
                             struct arena *a, struct err *e)
{
    struct store *store = NULL;
    enum status s = store_open(&store, file, 0, e);
    if (s == STATUS_OK) s = store_read_all(store, data, f, a, e);
    store_close(store);
    return s;
}

enum status export_folder(const char *file, const char *folder, struct export_report *out,
                          struct arena *a, struct err *e)
{
    memset(out, 0, sizeof *out);
    findings_init(&out->findings, a);
    struct dataset *data = ARENA_NEW(a, struct dataset);
    if (!data) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(read_file(file, data, &out->findings, a, e));
    TRY(findings_status(&out->findings, e)); /* a value left out would be lost in silence */
    for (int id = 0; id < TABLE_COUNT; id++) {
        out->table_count += data->tables[id].row_count > 0;
        out->row_count += data->tables[id].row_count;
    }
    return folder_write(data, folder, a, e);
}
