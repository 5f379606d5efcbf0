/* SPDX-License-Identifier: Apache-2.0 */
#include "app/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/diagnose.h"
#include "app/site.h"
#include "base/json.h"
#include "base/number.h"

const char *const evidence_names[EVIDENCE_COUNT] = {"measured", "reported", "estimated", "assumed"};

static const char *const state_names[] = {
    [RUN_MISSING] = "not yet", [RUN_STALE] = "out of date", [RUN_CURRENT] = "up to date"};

enum {
    ADVICE_BYTES = 512,
};

static void advise(struct status_report *r, struct arena *a, const char *fmt, ...) PRINTF(3, 4);

static void advise(struct status_report *r, struct arena *a, const char *fmt, ...)
{
    char text[ADVICE_BYTES];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (r->advice_count == STATUS_ADVICE_MAX) return;
    const char *copy = arena_strndup(a, text, strlen(text));
    if (copy) r->advice[r->advice_count++] = copy;
}

static void count_rows(struct status_report *r, const struct dataset *d)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct table *t = &d->tables[i];
        int column = schema_column(t->def, slice_of("evidence"));
        r->row_counts[i] = t->row_count;
        for (int row = 0; column >= 0 && row < t->row_count; row++)
            for (int k = 0; k < EVIDENCE_COUNT; k++)
                r->evidence_counts[i][k] += slice_is(table_text(t, row, column), evidence_names[k]);
    }
}

static void advise_on_missing(struct status_report *r, const struct programme *p, struct arena *a)
{
    static const struct {
        enum table_id table;
        const char *what;
    } needed[] = {
        {TABLE_GOOD, "good: what people need, with the need per head"},
        {TABLE_FACILITY_TYPE, "facility_type: the kinds of plants that can be built"},
        {TABLE_FACILITY_SIZE, "facility_size: their sizes, with power, water, land and staff"},
        {TABLE_OUTPUT, "output: what each size makes in a year"},
        {TABLE_CONSTRUCTION, "construction: what building each size takes, by year"},
        {TABLE_RESOURCE_LIMIT, "resource_limit: what there is of each resource"},
        {TABLE_CLAUSE, "clause: the rules of the decree, such as visits per year"},
        {TABLE_SETTLEMENT,
         "settlement: where people live; without it no distance to them is known"},
        {TABLE_FEED_POINT, "feed_point: where electricity can be taken"},
        {TABLE_WATER_SOURCE, "water_source: where industrial water can be taken"},
        {TABLE_INDICATOR,
         "indicator: how people live; without it the index is the supply of goods"},
    };

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (r->row_counts[needed[i].table] == 0) advise(r, a, "add rows to %s", needed[i].what);
    if (p && p->site_count == 0)
        advise(r, a, "no sites are listed; 'groundwork site' proposes some around settlements");
}

static void advise_on_runs(struct status_report *r, const char *path, struct arena *a)
{
    if (r->diagnosed != RUN_CURRENT)
        advise(r, a, "groundwork diagnose %s   (inequality and the index: %s)", path,
               state_names[r->diagnosed]);
    if (r->sited != RUN_CURRENT)
        advise(r, a, "groundwork site %s   (where plants can stand: %s)", path,
               state_names[r->sited]);
    if (r->plan_count == 0)
        advise(r, a, "groundwork plan %s   (no plan yet)", path);
    else if (r->stale_plan_count)
        advise(r, a, "groundwork plan %s   (%d of %d plans were made from other figures)", path,
               r->stale_plan_count, r->plan_count);
    if (r->stale_shipping_count)
        advise(r, a, "groundwork supply %s   (shipments are of other figures or another schedule)",
               path);
    if (r->advice_count == 0) advise(r, a, "groundwork report %s", path);
}

/* A schedule was made after the shipments. */
static int is_rescheduled(const struct table *t, int row)
{
    return slice_is(table_get_text(t, row, "agreement"), "rescheduled");
}

enum status status_make(struct status_report *out, const struct dataset *d,
                        const struct programme *p, const struct findings *findings,
                        const char *path, struct arena *a, struct err *e)
{
    char hash[DIGEST_TEXT_BYTES];
    memset(out, 0, sizeof *out);
    out->findings = findings;
    count_rows(out, d);
    diagnose_input_hash(d, hash);
    out->diagnosed = runs_state(d, "diagnose", hash);
    site_digest(d, hash);
    out->sited = runs_state(d, "site", hash);
    dataset_digest_planning(d, hash);
    const struct table *plans = &d->tables[TABLE_PLAN];
    out->plan_count = plans->row_count;
    for (int row = 0; row < plans->row_count; row++)
        out->stale_plan_count += !slice_is(table_get_text(plans, row, "input_hash"), hash);

    const struct table *shipping = &d->tables[TABLE_SHIPPING];
    dataset_digest(d, hash);
    for (int row = 0; row < shipping->row_count; row++)
        out->stale_shipping_count += is_rescheduled(shipping, row) ||
                                     !slice_is(table_get_text(shipping, row, "input_hash"), hash);

    if (findings->error_count)
        advise(out, a, "groundwork validate %s   (%d mistake%s to correct first)", path,
               findings->error_count, findings->error_count == 1 ? "" : "s");
    advise_on_missing(out, p, a);
    if (!findings->error_count) advise_on_runs(out, path, a);
    if (findings->failed) return err_set(e, STATUS_NOMEM, "out of memory");
    return STATUS_OK;
}

static void write_table_line(const struct status_report *r, int id, struct buf *b)
{
    buf_printf(b, "  %-16s %9d ", table_defs[id]->name, r->row_counts[id]);
    for (int k = 0; k < EVIDENCE_COUNT; k++)
        if (r->evidence_counts[id][k])
            buf_printf(b, " %d %s", r->evidence_counts[id][k], evidence_names[k]);
    buf_char(b, '\n');
}

static void write_shipments(const struct dataset *d, struct buf *b)
{
    const struct table *t = &d->tables[TABLE_SHIPPING];
    for (int row = 0; row < t->row_count; row++) {
        buf_text(b, "shipments of plan ");
        buf_slice(b, table_get_text(t, row, "plan"));
        buf_text(b, ": ");
        buf_slice(b, table_get_text(t, row, "summary"));
        if (is_rescheduled(t, row))
            buf_text(b, "; since then scheduled again, with these shipments");
        buf_char(b, '\n');
    }
}

static void write_plans(const struct dataset *d, struct buf *b)
{
    const struct table *t = &d->tables[TABLE_PLAN];
    for (int row = 0; row < t->row_count; row++) {
        buf_text(b, "plan ");
        buf_slice(b, table_get_text(t, row, "code"));
        buf_text(b, ": ");
        struct slice summary = table_get_text(t, row, "summary");
        buf_slice(b, summary.at ? summary : table_get_text(t, row, "outcome"));
        buf_char(b, '\n');
    }
}

void status_write(const struct status_report *r, const struct dataset *d, struct buf *b)
{
    const struct table *head = &d->tables[TABLE_PROGRAMME];
    if (head->row_count) {
        struct slice title = table_get_text(head, 0, "title");
        buf_slice(b, title.at ? title : table_get_text(head, 0, "code"));
        buf_text(b, "\n\n");
    }
    buf_printf(b, "  %-16s %9s  how the figures are known\n", "table", "rows");
    for (int i = 0; i < TABLE_COUNT; i++)
        if (!table_defs[i]->computed && r->row_counts[i]) write_table_line(r, i, b);
    buf_printf(b, "\ndiagnose: %s\nsite: %s\n", state_names[r->diagnosed], state_names[r->sited]);
    write_plans(d, b);
    write_shipments(d, b);
    if (r->findings->warning_count) buf_printf(b, "warnings: %d\n", r->findings->warning_count);
    buf_text(b, "\nnext:\n");
    for (int i = 0; i < r->advice_count; i++)
        buf_printf(b, "  %s\n", r->advice[i]);
}

void status_write_json(const struct status_report *r, const struct dataset *d, struct buf *b)
{
    struct json j = {b, 0};
    json_open(&j, '{');
    json_key(&j, "tables");
    json_open(&j, '{');
    for (int i = 0; i < TABLE_COUNT; i++) {
        json_key(&j, table_defs[i]->name);
        json_integer(&j, r->row_counts[i]);
    }
    json_shut(&j, '}');
    json_key(&j, "diagnose");
    json_text(&j, slice_of(state_names[r->diagnosed]));
    json_key(&j, "site");
    json_text(&j, slice_of(state_names[r->sited]));
    json_key(&j, "plans");
    json_open(&j, '[');
    for (int row = 0; row < d->tables[TABLE_PLAN].row_count; row++)
        json_text(&j, table_get_text(&d->tables[TABLE_PLAN], row, "code"));
    json_shut(&j, ']');
    json_key(&j, "stale_plans");
    json_integer(&j, r->stale_plan_count);
    json_key(&j, "stale_shipments");
    json_integer(&j, r->stale_shipping_count);
    json_key(&j, "errors");
    json_integer(&j, r->findings->error_count);
    json_key(&j, "warnings");
    json_integer(&j, r->findings->warning_count);
    json_key(&j, "next");
    json_open(&j, '[');
    for (int i = 0; i < r->advice_count; i++)
        json_text(&j, slice_of(r->advice[i]));
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
