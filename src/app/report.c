/* SPDX-License-Identifier: Apache-2.0 */
#include "app/report.h"

#include <stdio.h>
#include <string.h>

#include "app/diagnose.h"
#include "app/disk.h"
#include "app/report_network.h"
#include "app/runs.h"
#include "app/site.h"
#include "base/json.h"
#include "report/layer.h"
#include "report/report.h"
#include "store/store.h"

static const size_t PAGE_BYTES = (size_t)1 << 30;
static const char PACKAGE[] = "layers.gpkg";

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
    const char *which[4];
    int count = 0;
    diagnose_input_hash(d, hash);
    if (runs_state(d, "diagnose", hash) == RUN_STALE) which[count++] = "diagnose";
    site_digest(d, hash);
    if (runs_state(d, "site", hash) == RUN_STALE) which[count++] = "site";
    dataset_digest_planning(d, hash);
    const struct table *t = &d->tables[TABLE_PLAN];
    for (int row = t->row_count - 1; row >= 0; row--) {
        if (plan && !slice_is(table_get_text(t, row, "code"), plan)) continue;
        if (!slice_is(table_get_text(t, row, "input_hash"), hash)) which[count++] = "plan";
        break;
    }
    if (runs_state(d, "frontier", hash) == RUN_STALE) which[count++] = "frontier";
    if (count == 0) return NULL;
    int len = snprintf(text, sizeof text,
                       "The figures in the file have changed since these results were worked out; "
                       "run again: ");
    for (int i = 0; i < count; i++)
        len += snprintf(text + len, sizeof text - (size_t)len, "%sgroundwork %s", i ? ", " : "",
                        which[i]);
    len += snprintf(text + len, sizeof text - (size_t)len, ".");
    return arena_strndup(a, text, (size_t)len);
}

static void note_file(struct report_answer *x, const char *path, size_t bytes)
{
    x->bytes[x->file_count] = bytes;
    x->paths[x->file_count++] = path;
}

/* Write one text beside its place. */
static enum status stage(struct report_answer *x, const char *path, const struct buf *text,
                         struct err *e)
{
    if (!path) return err_set(e, STATUS_NOMEM, "out of memory while making the report");
    enum status s = disk_stage(path, buf_as_slice(text), e);
    if (s == STATUS_OK) note_file(x, path, text->len);
    return s;
}

static enum status stage_page(struct report_answer *x, const char *path, const struct report *r,
                              struct err *e)
{
    struct buf b = BUF_INIT(PAGE_BYTES);
    enum status s = report_html(&b, r, e);
    if (s == STATUS_OK) s = stage(x, path, &b, e);
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

/* The map layers as tables, and their looks as QML. */
struct maps {
    struct table tables[LAYER_COUNT];
    struct slice looks[LAYER_STYLE_COUNT];
};

static enum status stage_layer(struct report_answer *x, const char *folder, const struct table *t,
                               struct arena *a, struct err *e)
{
    struct buf b = BUF_INIT(PAGE_BYTES);
    char name[64];
    (void)snprintf(name, sizeof name, "%s.geojson", t->def->name);
    enum status s = layer_geojson(&b, t, e);
    if (s == STATUS_OK) s = stage(x, disk_join(folder, name, a), &b, e);
    buf_clear(&b);
    return s;
}

static enum status stage_look(struct report_answer *x, const char *folder, int style,
                              struct slice *out, const struct report *r, struct err *e)
{
    struct buf b = BUF_INIT(PAGE_BYTES);
    enum status s = layer_style(&b, r, style, e);
    char *copy = s == STATUS_OK ? arena_strndup(r->arena, b.at, b.len) : NULL;
    *out = (struct slice){copy, b.len};
    if (s == STATUS_OK && !copy) s = err_set(e, STATUS_NOMEM, "out of memory while making a style");
    if (s == STATUS_OK) s = stage(x, disk_join(folder, layer_styles[style].file, r->arena), &b, e);
    buf_clear(&b);
    return s;
}

static enum status stage_layers(struct report_answer *x, const char *folder, struct maps *maps,
                                const struct report *r, struct err *e)
{
    int made;
    TRY(disk_make_folder(folder, &made, e));
    for (int i = 0; i < LAYER_COUNT; i++) {
        TRY(layer_make(&maps->tables[i], (enum layer_id)i, r, e));
        TRY(stage_layer(x, folder, &maps->tables[i], r->arena, e));
        for (int k = 0; k < LAYER_STYLE_COUNT; k++)
            if ((int)layer_styles[k].layer == i)
                TRY(stage_look(x, folder, k, &maps->looks[k], r, e));
    }
    return STATUS_OK;
}

/* All layers with all their looks in one file, put in its place at once. */
static enum status save_layers(const char *path, const struct maps *maps, struct err *e)
{
    struct store_style styles[LAYER_STYLE_COUNT];
    if (!path) return err_set(e, STATUS_NOMEM, "out of memory while making the map layers");
    for (int k = 0; k < LAYER_STYLE_COUNT; k++) {
        const struct layer_style *look = &layer_styles[k];
        styles[k] = (struct store_style){maps->tables[look->layer].def->name, look->name,
                                         look->description, maps->looks[k], look->is_default};
    }
    return store_save_layers(path, maps->tables, LAYER_COUNT, styles, LAYER_STYLE_COUNT, e);
}

enum status report_make(struct report_answer *out, const struct dataset *d,
                        const struct report_options *options, struct arena *a, struct err *e)
{
    struct report report;
    memset(out, 0, sizeof *out);
    out->stale = find_stale(d, options->plan, a);
    struct report_request request = {.plan = options->plan, .stale = out->stale};
    TRY(report_network_make(&request.network, d, options->plan, a, e));
    TRY(report_open(&report, d, &request, a, e));
    out->has_plan = report.view.plan.at != NULL;

    struct maps maps;
    char *package = options->layers ? disk_join(options->layers, PACKAGE, a) : NULL;
    enum status s = stage_page(out, options->html, &report, e);
    if (s == STATUS_OK && options->xlsx) s = stage_xlsx(out, options->xlsx, &report, e);
    if (s == STATUS_OK && options->layers)
        s = stage_layers(out, options->layers, &maps, &report, e);
    if (s == STATUS_OK && options->layers) s = save_layers(package, &maps, e);
    for (int i = 0; i < out->file_count; i++) {
        if (s == STATUS_OK)
            s = disk_publish(out->paths[i], e);
        else
            disk_discard(out->paths[i]);
    }
    if (s == STATUS_OK && package) note_file(out, package, 0);
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
