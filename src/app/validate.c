/* SPDX-License-Identifier: Apache-2.0 */
#include "app/validate.h"

#include <string.h>

#include "app/disk.h"
#include "app/folder.h"
#include "model/programme.h"
#include "model/works.h"
#include "store/store.h"

static int is_same_cell(const struct finding *x, const struct finding *y)
{
    return x->column && y->column && strcmp(x->place, y->place) == 0 &&
           strcmp(x->column, y->column) == 0;
}

/* A cell that could not be read is empty, and is then found empty: once is enough. */
static void drop_echoes(struct findings *f, int first_new)
{
    int kept = first_new;
    for (int i = first_new; i < f->count; i++) {
        int is_echo = 0;
        for (int k = 0; k < first_new && !is_echo; k++)
            is_echo = is_same_cell(&f->list[k], &f->list[i]);
        if (!is_echo) {
            f->list[kept++] = f->list[i];
        } else if (f->list[i].is_error) {
            f->error_count--;
        } else {
            f->warning_count--;
        }
    }
    f->count = kept;
}

enum status validate_dataset(const struct dataset *data, struct findings *findings, struct arena *a,
                             struct err *e)
{
    struct programme programme;
    struct works works;
    struct err problem = {0};
    int first_new = findings->count;
    enum status s = programme_load(&programme, data, findings, a, &problem);
    if (s == STATUS_OK) s = works_load(&works, &programme, data, findings, a, &problem);
    if (s != STATUS_OK && s != STATUS_INVALID) return err_set(e, s, "%s", problem.text);
    drop_echoes(findings, first_new);
    return validate_places(data, findings, a, e);
}

static enum status validate_file(const char *path, struct dataset *data, struct findings *findings,
                                 struct arena *a, struct err *e)
{
    struct store *store = NULL;
    enum status s = store_open(&store, path, 0, e);
    if (s == STATUS_OK) s = store_read_all(store, data, findings, a, e);
    store_close(store);
    return s;
}

enum status validate_path(const char *path, struct dataset *data, struct findings *findings,
                          struct arena *a, struct err *e)
{
    int whole = 1;
    findings_init(findings, a);
    if (disk_kind_of(path) == DISK_FOLDER)
        TRY(folder_read(data, path, &whole, findings, a, e));
    else
        TRY(validate_file(path, data, findings, a, e));
    return whole ? validate_dataset(data, findings, a, e) : STATUS_OK;
}
