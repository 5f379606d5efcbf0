/* SPDX-License-Identifier: Apache-2.0 */
#include "app/report.h"

#include <stdio.h>
#include <string.h>

#include "app/diagnose.h"
#include "app/disk.h"
#include "app/runs.h"
#include "app/site.h"
#include "base/json.h"
#include "report/layer.h"
#include "report/report.h"

static const size_t PAGE_BYTES = (size_t)1 << 30;

char *report_default_path(const char *file, struct arena *a)
{
    static const char from[] = ".gpkg", to[] = ".html";
    size_t len = strlen(file), tail = sizeof from - 1;
    if (len > tail && strcmp(file + len - tail, from) == 0) len -= tail;
    char *path = arena_alloc(a, len + sizeof to, 1);
    if (!path) return NULL;
    memcpy(path, file, len);
    memcpy(path + len, to, sizeof to);
    return path;
}

/* A sentence when a result was made from other figures than the file has now. */
static const char *find_stale(const struct dataset *d, const char *plan, struct arena *a)
{
    char hash[DIGEST_TEXT_BYTES], text[256];
    const char *which[3];
    int count = 0;
    diagnose_input_hash(d, hash);
    if (runs_state(d, "diagnose", hash) == RUN_STALE) which[count++] = "diagnose";
    site_digest(d, hash);
    if (runs_state(d, "site", hash) == RUN_STALE) which[count++] = "site";
    dataset_digest(d, hash);
    const struct table *t = &d->tables[TABLE_PLAN];
    for (int row = t->row_count - 1; row >= 0; row--) {
        if (plan && !slice_is(table_get_text(t, row, "code"), plan)) continue;
        if (!slice_is(table_get_text(t, row, "input_hash"), hash)) which[count++] = "plan";
        break;
    }
    if (count == 0) return NULL;
    int len =
        snprintf(text, sizeof text,
                 "The figures in the file have changed since these results were worked out; run "
                 "again: groundwork %s%s%s%s%s.",
                 which[0], count > 1 ? ", groundwork " : "", count > 1 ? which[1] : "",
                 count > 2 ? ", groundwork " : "", count > 2 ? which[2] : "");
    return arena_strndup(a, text, (size_t)len);
}

static void note_file(struct report_answer *x, const char *path, size_t bytes)
{
    x->bytes[x->file_count] = bytes;
    x->paths[x->file_count++] = path;
}

typedef enum status write_fn(struct buf *b, const struct report *r, struct err *e);

/* Write one text beside its place. */
static enum status stage(struct report_answer *x, const char *path, const struct report *r,
                         write_fn *write, struct err *e)
{
    struct buf b = BUF_INIT(PAGE_BYTES);
    if (!path) return err_set(e, STATUS_NOMEM, "out of memory while making the report");
    enum status s = write(&b, r, e);
    if (s == STATUS_OK) s = disk_stage(path, buf_as_slice(&b), e);
    if (s == STATUS_OK) note_file(x, path, b.len);
    buf_clear(&b);
    return s;
}

static enum status stage_xlsx(struct report_answer *x, const char *path, const struct report *r,
                              struct err *e)
{
    char staged[DISK_PATH_MAX];
    int len = snprintf(staged, sizeof staged, "%s.new", path);
    if (len < 0 || (size_t)len >= sizeof staged)
        return err_set(e, STATUS_USAGE, "the path of the workbook is too long");
    enum status s = report_xlsx(staged, r, e);
    if (s == STATUS_OK)
        note_file(x, path, 0);
    else
        disk_discard(path);
    return s;
}

static enum status stage_layers(struct report_answer *x, const char *folder, const struct report *r,
                                struct err *e)
{
    static const struct {
        const char *name;
        write_fn *write;
    } files[] = {{"plan_by_area.geojson", layer_areas},
                 {"plan_by_area.qml", layer_style_years},
                 {"plan_by_area_index.qml", layer_style_index},
                 {"sites.geojson", layer_sites},
                 {"sites.qml", layer_style_sites}};

    int made;
    TRY(disk_make_folder(folder, &made, e));
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        TRY(stage(x, disk_join(folder, files[i].name, r->arena), r, files[i].write, e));
    return STATUS_OK;
}

enum status report_make(struct report_answer *out, const struct dataset *d,
                        const struct report_options *options, struct arena *a, struct err *e)
{
    struct report report;
    memset(out, 0, sizeof *out);
    out->stale = find_stale(d, options->plan, a);
    struct report_request request = {options->plan, out->stale};
    TRY(report_open(&report, d, &request, a, e));
    out->has_plan = report.view.plan.at != NULL;

    enum status s = stage(out, options->html, &report, report_html, e);
    if (s == STATUS_OK && options->xlsx) s = stage_xlsx(out, options->xlsx, &report, e);
    if (s == STATUS_OK && options->layers) s = stage_layers(out, options->layers, &report, e);
    for (int i = 0; i < out->file_count; i++) {
        if (s == STATUS_OK)
            s = disk_publish(out->paths[i], e);
        else
            disk_discard(out->paths[i]);
    }
    return s;
}

void report_answer_write(const struct report_answer *x, struct buf *b)
{
    for (int i = 0; i < x->file_count; i++)
        buf_printf(b, "%s\n", x->paths[i]);
}

void report_answer_write_json(const struct report_answer *x, struct buf *b)
{
    struct json j = {b, 0};
    json_open(&j, '{');
    json_key(&j, "has_plan");
    json_flag(&j, x->has_plan);
    json_key(&j, "stale");
    json_text(&j, slice_of(x->stale));
    json_key(&j, "files");
    json_open(&j, '[');
    for (int i = 0; i < x->file_count; i++)
        json_text(&j, slice_of(x->paths[i]));
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
