/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/number.h"
#include "exchange/mspdi_parts.h"

/* Reading resources, their rates, assignments, baselines. */

enum {
    NO_RESOURCE_UID = -65535,
};

/* A baseline has no parts. */
static enum status no_part(struct mspdi_reading *r, void *record, const struct xml_node *child,
                           struct err *e)
{
    (void)record;
    (void)e;
    notes_add_in(r->notes, NOTE_UNKNOWN, "Baseline", child->name, child->line, child->text);
    return STATUS_OK;
}

enum status mspdi_read_baseline(struct mspdi_reading *r, struct baseline **at, int *count,
                                const struct xml_node *node, struct err *e)
{
    struct baseline b;
    baseline_init(&b);
    TRY(mspdi_fill(r, &mspdi_baseline, &b, node, no_part, e));
    if (b.number < 0 || b.number >= BASELINE_COUNT || *count == BASELINE_COUNT) {
        notes_add_in(r->notes, NOTE_VALUE, "Baseline", slice_of("Number"), node->line, SLICE_NONE);
        return STATUS_OK;
    }
    if (!*at) *at = ARENA_ARRAY(r->arena, struct baseline, BASELINE_COUNT);
    if (!*at) return mspdi_nomem(r, e);
    (*at)[(*count)++] = b;
    return STATUS_OK;
}

struct resource_marks {
    struct resource resource;
    int is_null, type, is_cost, rate_room;
};

static void rate_element(struct mspdi_reading *r, struct rate *rate, const struct xml_node *c)
{
    struct slice text = trimmed(c->text);
    int known = 1, sound = 1;
    if (slice_is(c->name, "RatesFrom"))
        sound = time_parse(text, &rate->from_s);
    else if (slice_is(c->name, "RatesTo"))
        sound = time_parse(text, &rate->to_s);
    else if (slice_is(c->name, "RateTable"))
        sound = mspdi_int_parse(text, &rate->table) && rate->table >= 0 && rate->table < 5;
    else if (slice_is(c->name, "StandardRate"))
        sound = number_parse_real(text, &rate->standard);
    else if (slice_is(c->name, "OvertimeRate"))
        sound = number_parse_real(text, &rate->overtime);
    else if (slice_is(c->name, "CostPerUse") && (sound = number_parse_real(text, &rate->per_use)))
        rate->per_use /= 100;
    else
        known = slice_is(c->name, "CostPerUse");
    if (!known)
        notes_add_in(r->notes, NOTE_LEFT, "Rate", c->name, c->line, c->text);
    else if (!sound)
        mspdi_wrong(r, "Rate", c);
}

static enum status read_rates(struct mspdi_reading *r, struct resource_marks *m,
                              const struct xml_node *node, struct err *e)
{
    struct resource *owner = &m->resource;
    for (const struct xml_node *child = node->children; child; child = child->next) {
        struct rate rate = {0, TIME_NONE, TIME_NONE, NAN, NAN, NAN};
        for (const struct xml_node *c = child->children; c; c = c->next)
            rate_element(r, &rate, c);
        if (rate.table < 0 || rate.table > 4) rate.table = 0;
        if (owner->rate_count == PROJECT_RATE_MAX) {
            mspdi_wrong(r, "Rates", child);
            continue;
        }
        owner->rates =
            rows_grow(owner->rates, owner->rate_count, &m->rate_room, sizeof rate, r->arena);
        if (!owner->rates) return mspdi_nomem(r, e);
        owner->rates[owner->rate_count++] = rate;
    }
    return STATUS_OK;
}

static enum status resource_part(struct mspdi_reading *r, void *record, const struct xml_node *c,
                                 struct err *e)
{
    struct resource_marks *m = record;
    if (slice_is(c->name, "Rates")) return read_rates(r, m, c, e);
    if (slice_is(c->name, "Baseline"))
        return mspdi_read_baseline(r, &m->resource.baselines, &m->resource.baseline_count, c, e);
    int value = mspdi_int(r, "Resource", c, 0);
    if (slice_is(c->name, "IsNull")) m->is_null = value;
    if (slice_is(c->name, "Type")) m->type = value;
    if (slice_is(c->name, "IsCostResource")) m->is_cost = value;
    if (slice_is(c->name, "CalendarUID")) m->resource.calendar = value;
    return STATUS_OK;
}

enum status mspdi_read_resource(struct mspdi_reading *r, const struct xml_node *node, struct err *e)
{
    struct project *p = r->p;
    struct resource_marks m = {.type = 1};
    resource_init(&m.resource);
    TRY(mspdi_fill(r, &mspdi_resource, &m, node, resource_part, e));
    if (m.is_null || m.resource.uid < 0 || (m.resource.uid == 0 && !m.resource.name.len)) {
        notes_add(r->notes, NOTE_LEFT, slice_of("Resource (a blank row)"), node->line, SLICE_NONE);
        return STATUS_OK;
    }
    m.resource.kind = m.is_cost || m.type == 2 ? RESOURCE_COST
                      : m.type == 0            ? RESOURCE_MATERIAL
                                               : RESOURCE_WORK;
    if (p->resource_count == PROJECT_RESOURCE_MAX)
        return err_set(e, STATUS_LIMIT, "%s:%d: more than %d resources", r->file, node->line,
                       PROJECT_RESOURCE_MAX);
    p->resources = rows_grow(p->resources, p->resource_count, &r->resource_room,
                             sizeof *p->resources, r->arena);
    if (!p->resources) return mspdi_nomem(r, e);
    p->resources[p->resource_count++] = m.resource;
    return STATUS_OK;
}

static enum status assignment_part(struct mspdi_reading *r, void *record, const struct xml_node *c,
                                   struct err *e)
{
    struct assignment *s = record;
    if (slice_is(c->name, "Baseline"))
        return mspdi_read_baseline(r, &s->baselines, &s->baseline_count, c, e);
    int value = mspdi_int(r, "Assignment", c, -1);
    if (slice_is(c->name, "TaskUID")) s->activity = value;
    if (slice_is(c->name, "ResourceUID")) s->resource = value;
    return STATUS_OK;
}

enum status mspdi_read_assignment(struct mspdi_reading *r, const struct xml_node *node,
                                  struct err *e)
{
    struct project *p = r->p;
    struct assignment s;
    assignment_init(&s);
    s.resource = NO_RESOURCE_UID;
    TRY(mspdi_fill(r, &mspdi_assignment, &s, node, assignment_part, e));
    if (p->assignment_count == PROJECT_ASSIGNMENT_MAX)
        return err_set(e, STATUS_LIMIT, "%s:%d: more than %d assignments", r->file, node->line,
                       PROJECT_ASSIGNMENT_MAX);
    p->assignments = rows_grow(p->assignments, p->assignment_count, &r->assignment_room,
                               sizeof *p->assignments, r->arena);
    if (!p->assignments) return mspdi_nomem(r, e);
    p->assignments[p->assignment_count++] = s;
    return STATUS_OK;
}
