/* SPDX-License-Identifier: Apache-2.0 */
#include "app/convert.h"

#include "app/disk.h"
#include "app/programme_project.h"
#include "base/number.h"
#include "exchange/ics.h"
#include "exchange/mspdi.h"
#include "exchange/table.h"
#include "exchange/xer.h"

enum {
    OUTPUT_BYTES_MAX = 1 << 30,
    WHY_BYTES_MAX = 1 << 24,
};

enum format {
    FORMAT_NONE,
    FORMAT_MSPDI,
    FORMAT_XER,
    FORMAT_ICS,
    FORMAT_CSV,
    FORMAT_PROGRAMME,
};

/* Ending of a name, in either case. */
static enum format format_of(const char *path)
{
    static const char *const endings[] = {"", ".xml", ".xer", ".ics", ".csv", ".gpkg"};
    size_t len = strlen(path);
    for (enum format f = FORMAT_MSPDI; f <= FORMAT_PROGRAMME; f++) {
        const char *end = endings[f];
        size_t n = strlen(end), same = 0;
        if (len < n) continue;
        while (same < n && (path[len - n + same] | 0x20) == (end[same] | 0x20))
            same++;
        if (same == n) return f;
    }
    return FORMAT_NONE;
}

static enum status refuse_format(const char *path, const char *endings, struct err *e)
{
    return err_set(e, STATUS_USAGE, "'%s': the ending tells the format; it must be %s", path,
                   endings);
}

enum status convert_check(const struct convert_request *q, struct err *e)
{
    enum format from = format_of(q->from);
    if (from != FORMAT_MSPDI && from != FORMAT_XER && from != FORMAT_PROGRAMME)
        return refuse_format(
            q->from,
            ".xml (MS Project), .xer (Primavera P6) or .gpkg (the schedule of a programme)", e);
    if (q->plan && from != FORMAT_PROGRAMME)
        return err_set(e, STATUS_USAGE, "--plan goes with a programme, and '%s' is none", q->from);
    if (!q->to) return STATUS_OK;
    enum format to = format_of(q->to);
    if (to == FORMAT_NONE || to == FORMAT_PROGRAMME)
        return refuse_format(q->to, ".xml, .xer, .ics or .csv", e);
    if (!q->overwrite && disk_kind_of(q->to) != DISK_NOTHING)
        return err_set(e, STATUS_CONFLICT, "'%s' is there already; --force replaces it", q->to);
    return STATUS_OK;
}

/* What other programs compute: early and late dates and float. */
static void keep_floats(struct project *p, const struct project_cpm *c)
{
    for (int i = 0; i < p->activity_count; i++) {
        struct activity *v = &p->activities[i];
        const struct project_dates *d = &c->dates[i];
        v->early_start_s = d->early_start_s;
        v->early_finish_s = d->early_finish_s;
        v->late_start_s = d->late_start_s;
        v->late_finish_s = d->late_finish_s;
        v->total_float_s = d->total_float_s;
        v->free_float_s = d->free_float_s;
        v->is_critical = d->is_critical;
    }
}

void convert_keep_dates(struct project *p, const struct project_cpm *c)
{
    keep_floats(p, c);
    for (int i = 0; i < p->activity_count; i++) {
        struct activity *v = &p->activities[i];
        int begun = v->actual_start_s != TIME_NONE;
        v->start_s = begun ? v->actual_start_s : v->early_start_s;
        v->finish_s = v->early_finish_s;
    }
    p->finish_s = c->finish_s;
}

/* Crews' ways are links unless they would go round in a circle with those of phases. */
static enum status read_programme(struct convert_answer *out, const struct convert_request *q,
                                  struct arena *a, struct err *e)
{
    struct programme_source from;
    TRY(programme_source_open(&from, q->from, q->plan, a, e));
    from.is_for_p6 = q->to && format_of(q->to) == FORMAT_XER;
    TRY(programme_project_make(&out->project, &from, a, e));
    TRY(project_cpm_compute(&out->cpm, &out->project, a, e));
    if (out->cpm.outcome == CPM_CYCLE) {
        from.without_moves = 1;
        TRY(programme_project_make(&out->project, &from, a, e));
        TRY(project_cpm_compute(&out->cpm, &out->project, a, e));
    }
    if (out->cpm.outcome != CPM_CYCLE) keep_floats(&out->project, &out->cpm);
    return STATUS_OK;
}

static enum status read_project(struct convert_answer *out, const struct convert_request *q,
                                struct arena *a, struct err *e)
{
    struct slice text;
    if (format_of(q->from) == FORMAT_PROGRAMME) return read_programme(out, q, a, e);
    TRY(disk_read(q->from, MSPDI_BYTES_MAX, &text, a, e));
    if (format_of(q->from) == FORMAT_XER)
        return xer_read(&out->project, text, q->from, &out->read, a, e);
    return mspdi_read(&out->project, text, q->from, &out->read, a, e);
}

/* The activity of a code, else a number, else a name. */
static int find_activity(const struct project *p, struct slice wanted)
{
    int64_t uid;
    for (int i = 0; i < p->activity_count; i++)
        if (slice_equal(p->activities[i].code, wanted)) return i;
    if (number_parse_integer(wanted, &uid))
        for (int i = 0; i < p->activity_count; i++)
            if (p->activities[i].uid == uid) return i;
    for (int i = 0; i < p->activity_count; i++)
        if (slice_equal(p->activities[i].name, wanted)) return i;
    return -1;
}

static enum status explain(struct convert_answer *out, const char *wanted, struct arena *a,
                           struct err *e)
{
    int i = find_activity(&out->project, slice_of(wanted));
    if (i < 0)
        return err_set(e, STATUS_NOTFOUND, "no activity has the code, number or name '%s'", wanted);
    struct buf text = BUF_INIT(WHY_BYTES_MAX);
    project_cpm_explain(&text, &out->project, &out->cpm, i);
    enum status s = buf_ok(&text, e);
    char *copy = s == STATUS_OK ? arena_strndup(a, text.at, text.len) : NULL;
    out->why = (struct slice){copy, copy ? text.len : 0};
    buf_clear(&text);
    if (s == STATUS_OK && !copy) s = err_set(e, STATUS_NOMEM, "out of memory for the explanation");
    return s;
}

static enum status compute(struct convert_answer *out, const struct convert_request *q,
                           struct arena *a, struct err *e)
{
    if (!q->check && !q->compute && !q->why) return STATUS_OK;
    TRY(project_cpm_compute(&out->cpm, &out->project, a, e));
    out->is_computed = 1;
    if (out->cpm.outcome == CPM_CYCLE) {
        if (!q->compute && !q->why) return STATUS_OK;
        struct slice label = activity_label(&out->project.activities[out->cpm.cycle[0]]);
        return err_set(e, STATUS_INVALID,
                       "%s: links go round in a circle through '%.*s'; --check lists it", q->from,
                       SLICE_ARGS(label));
    }
    if (q->check) {
        TRY(project_compare(&out->compare, &out->project, &out->cpm, a, e));
        out->is_compared = 1;
    }
    if (q->why) TRY(explain(out, q->why, a, e));
    if (q->compute) convert_keep_dates(&out->project, &out->cpm);
    return STATUS_OK;
}

static enum status format_project(struct buf *text, struct convert_answer *out, const char *to,
                                  struct arena *a, struct err *e)
{
    switch (format_of(to)) {
    case FORMAT_MSPDI:
        return mspdi_write(text, &out->project, &out->written, a, e);
    case FORMAT_XER:
        return xer_write(text, &out->project, &out->written, a, e);
    case FORMAT_ICS:
        return ics_write(text, &out->project, &out->event_count, a, e);
    default:
        return table_write(text, &out->project, a, e);
    }
}

enum status convert_write(struct convert_answer *out, const char *to, struct arena *a,
                          struct err *e)
{
    struct buf text = BUF_INIT(OUTPUT_BYTES_MAX);
    enum status s = format_project(&text, out, to, a, e);
    if (s == STATUS_OK) s = disk_write(to, buf_as_slice(&text), e);
    buf_clear(&text);
    return s;
}

enum status convert(struct convert_answer *out, const struct convert_request *request,
                    struct arena *a, struct err *e)
{
    *out = (struct convert_answer){.why = SLICE_NONE};
    notes_init(&out->read, a);
    notes_init(&out->written, a);
    TRY(convert_check(request, e));
    TRY(read_project(out, request, a, e));
    TRY(compute(out, request, a, e));
    return request->to ? convert_write(out, request->to, a, e) : STATUS_OK;
}
