/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "model/load_works.h"

static const char inspection[] = ".inspection";

/* The phase "frame" or "frame.inspection" of a size, or -1 after a finding. */
static int find_phase(struct works_load *l, const struct table *t, int row, int size,
                      int *is_inspection)
{
    struct slice code = table_get_text(t, row, "phase");
    size_t tail = strlen(inspection);
    const struct works *w = l->w;
    *is_inspection = code.len > tail && memcmp(code.at + code.len - tail, inspection, tail) == 0;
    if (*is_inspection) code.len -= tail;
    for (int i = w->phase_first[size]; i < w->phase_first[size + 1]; i++)
        if (slice_is(code, w->phases[i].code) &&
            (!*is_inspection || w->phases[i].inspection_days > 0))
            return i;
    findings_row(l->load.findings, 1, t, row, "phase",
                 "'%s' has no phase '%.*s'%s; name one of its phases in table phase",
                 l->load.p->sizes[size].code, SLICE_ARGS(code),
                 *is_inspection ? " with an inspection" : "");
    return -1;
}

static int read_day(struct works_load *l, const struct table *t, int row, const char *column)
{
    return table_get_text(t, row, column).len ? works_day(l, t, row, column) : WORKS_NO_DAY;
}

static void check_dates(struct works_load *l, const struct table *t, int row,
                        const struct work_done *x)
{
    if (x->start == WORKS_NO_DAY && (x->finish != WORKS_NO_DAY || x->share > 0))
        findings_row(l->load.findings, 1, t, row, "actual_start",
                     "work is done but not begun; write the first day of work");
    else if (x->finish != WORKS_NO_DAY && x->finish < x->start)
        findings_row(l->load.findings, 1, t, row, "actual_finish", "it is before actual_start");
}

enum status load_progress(struct works_load *l, struct err *e)
{
    const struct table *t = load_table(&l->load, TABLE_PROGRESS);
    struct works *w = l->w;
    LOAD_ARRAY(&l->load, w->done, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct work_done *x = &w->done[w->done_count];
        int size = load_reference(&l->load, t, i, "facility_size");
        int64_t remaining = table_get_integer(t, i, "remaining_days");
        int is_inspection = 0, phase = find_phase(l, t, i, size, &is_inspection);
        *x = (struct work_done){.area = load_reference(&l->load, t, i, "area"),
                                .phase = phase,
                                .is_inspection = is_inspection,
                                .crew = load_reference(&l->load, t, i, "crew"),
                                .start = read_day(l, t, i, "actual_start"),
                                .finish = read_day(l, t, i, "actual_finish"),
                                .remaining = remaining == INTEGER_NONE ? -1 : (int)remaining,
                                .share = load_real(t, i, "done_percent", -100) / 100};
        check_dates(l, t, i, x);
        w->done_count += x->phase >= 0;
    }
    return STATUS_OK;
}
