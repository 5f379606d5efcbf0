/* SPDX-License-Identifier: Apache-2.0 */
#include "app/import.h"

#include <string.h>

#include "app/disk.h"
#include "app/folder.h"
#include "app/validate.h"
#include "store/store.h"

static void count_rows(struct import_report *r, const struct dataset *d)
{
    for (int id = 0; id < TABLE_COUNT; id++) {
        r->table_count += d->tables[id].row_count > 0;
        r->row_count += d->tables[id].row_count;
    }
}

enum status import_folder(const char *folder, const char *file, int overwrite,
                          struct import_report *out, struct arena *a, struct err *e)
{
    memset(out, 0, sizeof *out);
    findings_init(&out->findings, a);
    if (!overwrite && disk_kind_of(file) != DISK_NOTHING)
        return err_set(e, STATUS_CONFLICT, "'%s' exists; --force replaces it", file);
    struct dataset *data = ARENA_NEW(a, struct dataset);
    if (!data) return err_set(e, STATUS_NOMEM, "out of memory");
    int whole;
    TRY(folder_read(data, folder, &whole, &out->findings, a, e));
    if (whole) TRY(validate_dataset(data, &out->findings, a, e));
    TRY(findings_status(&out->findings, e));
    count_rows(out, data);
    return store_save_new(file, data, overwrite, e);
}
