/* SPDX-License-Identifier: Apache-2.0 */
#include "app/runs.h"

#include <string.h>

#include "base/version.h"

int runs_find(const struct dataset *d, const char *verb)
{
    const struct table *t = &d->tables[TABLE_RUN];
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "verb"), verb)) return row;
    return -1;
}

static enum status put(struct table *t, int row, const char *column, const char *text,
                       struct arena *a, struct err *e)
{
    const char *copy = arena_strndup(a, text, strlen(text));
    if (!copy) return err_set(e, STATUS_NOMEM, "out of memory");
    table_put_text(t, row, column, *copy ? slice_of(copy) : SLICE_NONE);
    return STATUS_OK;
}

enum status runs_note(struct dataset *d, const struct run_note *note, struct arena *a,
                      struct err *e)
{
    struct table *t = &d->tables[TABLE_RUN];
    int row = runs_find(d, note->verb);
    if (row < 0) row = table_add(t, a);
    if (row < 0) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(put(t, row, "verb", note->verb, a, e));
    TRY(put(t, row, "input_hash", note->input_hash, a, e));
    TRY(put(t, row, "program_version", GROUNDWORK_VERSION, a, e));
    TRY(put(t, row, "options", note->options, a, e));
    table_put_integer(t, row, "seed", note->seed);
    return put(t, row, "summary", note->summary, a, e);
}

enum run_state runs_state(const struct dataset *d, const char *verb, const char *input_hash)
{
    int row = runs_find(d, verb);
    if (row < 0) return RUN_MISSING;
    struct slice made_from = table_get_text(&d->tables[TABLE_RUN], row, "input_hash");
    return slice_is(made_from, input_hash) ? RUN_CURRENT : RUN_STALE;
}
