/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/number.h"
#include "exchange/xer_parts.h"

/* Reading resources, their rates, and assignments. */

static int resource_uid(const void *records, int i)
{
    return ((const struct resource *)records)[i].uid;
}

static double real_of(const struct xer_table *t, const struct xer_row *row, const char *column)
{
    double value;
    return number_parse_real(xer_get(t, row, column), &value) ? value : NAN;
}

/* A row of rates without a date is the resource's own; with one, up to five dated rates. */
static enum status add_rates(struct xer_reading *r, struct resource *owner, int *room,
                             const struct xer_table *t, const struct xer_row *row, struct err *e)
{
    static const char *const columns[] = {"cost_per_qty", "cost_per_qty2", "cost_per_qty3",
                                          "cost_per_qty4", "cost_per_qty5"};
    int64_t from_s = TIME_NONE;
    int is_dated = time_parse(xer_get(t, row, "start_date"), &from_s);
    if (isnan(owner->max_units)) owner->max_units = real_of(t, row, "max_qty_per_hr");
    if (isnan(owner->standard_rate)) owner->standard_rate = real_of(t, row, columns[0]);
    for (int k = 0; is_dated && k < 5; k++) {
        struct rate rate = {k, from_s, TIME_NONE, real_of(t, row, columns[k]), NAN, NAN};
        if (isnan(rate.standard)) continue;
        if (owner->rate_count == PROJECT_RATE_MAX) {
            xer_wrong(r, t, row, columns[k]);
            continue;
        }
        owner->rates = rows_grow(owner->rates, owner->rate_count, room, sizeof rate, r->arena);
        if (!owner->rates) return xer_nomem(r, e);
        owner->rates[owner->rate_count++] = rate;
    }
    return STATUS_OK;
}

static enum status read_rates(struct xer_reading *r, struct err *e)
{
    const struct xer_table *t = xer_find(r->f, "RSRCRATE");
    int *rooms = ARENA_ARRAY(r->arena, int, (size_t)r->p->resource_count + 1);
    if (!rooms) return xer_nomem(r, e);
    for (int i = 0; t && i < t->row_count; i++) {
        int uid = xer_number(t, &t->rows[i], "rsrc_id");
        int at = uid < 0 ? -1 : uid_index_find(&r->resources, uid);
        if (at < 0) {
            xer_wrong(r, t, &t->rows[i], "rsrc_id");
            continue;
        }
        TRY(add_rates(r, &r->p->resources[at], &rooms[at], t, &t->rows[i], e));
    }
    return STATUS_OK;
}

static void settle_resource(struct xer_reading *r, struct resource *v, const struct xer_table *t,
                            const struct xer_row *row)
{
    int calendar = xer_number(t, row, "clndr_id"), parent = xer_number(t, row, "parent_rsrc_id");
    v->calendar = calendar < 0 ? -1 : uid_index_find(&r->calendars, calendar);
    v->parent = parent < 0 ? -1 : uid_index_find(&r->resources, parent);
    if (calendar >= 0 && v->calendar < 0) xer_wrong(r, t, row, "clndr_id");
    if (parent >= 0 && v->parent < 0) /* P6 exports only the resources that are used */
        notes_add(r->notes, NOTE_LEFT, slice_of("RSRC/parent_rsrc_id (not in the file)"), row->line,
                  xer_get(t, row, "parent_rsrc_id"));
}

enum status xer_read_resources(struct xer_reading *r, struct err *e)
{
    const struct xer_table *t = xer_find(r->f, "RSRC");
    struct project *p = r->p;
    int count = t ? t->row_count : 0;
    if (count > PROJECT_RESOURCE_MAX)
        return err_set(e, STATUS_LIMIT, "%s: more than %d resources", r->file,
                       PROJECT_RESOURCE_MAX);
    p->resources = ARENA_ARRAY(r->arena, struct resource, (size_t)count + 1);
    if (!p->resources) return xer_nomem(r, e);
    p->resource_count = count;
    for (int i = 0; i < count; i++) {
        resource_init(&p->resources[i]);
        TRY(xer_fill(r, &xer_resource, &p->resources[i], t, &t->rows[i], e));
    }
    if (!uid_index_build(&r->resources, count, resource_uid, p->resources, r->arena))
        return xer_nomem(r, e);
    for (int i = 0; i < count; i++)
        settle_resource(r, &p->resources[i], t, &t->rows[i]);
    return read_rates(r, e);
}

enum status xer_read_uses(struct xer_reading *r, struct err *e)
{
    const struct xer_table *t = xer_find(r->f, "TASKRSRC");
    struct project *p = r->p;
    int count = t ? t->row_count : 0;
    if (count > PROJECT_ASSIGNMENT_MAX)
        return err_set(e, STATUS_LIMIT, "%s: more than %d assignments", r->file,
                       PROJECT_ASSIGNMENT_MAX);
    p->assignments = ARENA_ARRAY(r->arena, struct assignment, (size_t)count + 1);
    if (!p->assignments) return xer_nomem(r, e);
    for (int i = 0; i < count; i++) {
        const struct xer_row *row = &t->rows[i];
        struct assignment *s = &p->assignments[p->assignment_count];
        int task = xer_number(t, row, "task_id"), resource = xer_number(t, row, "rsrc_id");
        if (!xer_is_mine(r, t, row)) continue;
        assignment_init(s);
        TRY(xer_fill(r, &xer_use, s, t, row, e));
        s->activity = task < 0 ? -1 : uid_index_find(&r->tasks, task);
        s->resource = resource < 0 ? -1 : uid_index_find(&r->resources, resource);
        if (resource >= 0 && s->resource < 0) xer_wrong(r, t, row, "rsrc_id");
        if (s->activity >= 0)
            p->assignment_count++;
        else
            xer_wrong(r, t, row, "task_id");
    }
    return STATUS_OK;
}
