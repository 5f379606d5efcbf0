/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <math.h>

#include "base/number.h"
#include "exchange/mspdi_parts.h"

enum {
    OUTLINE_MAX = 200,
};

static const char code_alias[] = "Activity ID";

enum status mspdi_nomem(struct mspdi_reading *r, struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for '%s'", r->file);
}

void mspdi_wrong(struct mspdi_reading *r, const char *parent, const struct xml_node *child)
{
    notes_add_in(r->notes, NOTE_VALUE, parent, child->name, child->line, child->text);
}

int mspdi_int(struct mspdi_reading *r, const char *parent, const struct xml_node *child,
              int otherwise)
{
    int value;
    if (mspdi_int_parse(trimmed(child->text), &value)) return value;
    if (child->text.len) mspdi_wrong(r, parent, child);
    return otherwise;
}

enum status mspdi_fill(struct mspdi_reading *r, const struct mspdi_record *kind, void *record,
                       const struct xml_node *node,
                       enum status (*part)(struct mspdi_reading *r, void *record,
                                           const struct xml_node *child, struct err *e),
                       struct err *e)
{
    for (const struct xml_node *c = node->children; c; c = c->next) {
        const struct mspdi_element *x = mspdi_element(kind, c->name);
        if (!x || x->code == AS_LEFT) {
            notes_add_in(r->notes, x ? NOTE_LEFT : NOTE_UNKNOWN, kind->name, c->name, c->line,
                         c->text);
        } else if (x->code == AS_PART) {
            TRY(part(r, record, c, e));
        } else {
            int set = mspdi_set(kind, x, record, c->text, r->arena);
            if (set < 0) return mspdi_nomem(r, e);
            if (!set) mspdi_wrong(r, kind->name, c);
        }
    }
    return STATUS_OK;
}

/* --- tasks --- */

/* What of a task decides its kind and place, beside its fields. */
struct task_marks {
    struct activity activity; /* first: a task is read into it */
    int is_null, is_milestone, is_summary, level;
};

static int lag_from(struct mspdi_reading *r, struct link *l, const struct xml_node *c)
{
    double value;
    if (!number_parse_real(trimmed(c->text), &value) || fabs(value) > 1e11) {
        mspdi_wrong(r, "PredecessorLink", c);
        return 0;
    }
    l->lag_percent = value;
    l->lag_s = (int64_t)llround(value * 6);
    return 1;
}

/* Numbers of percentages: 19, 20 elapsed, and 32 more when estimated. */
static void lag_format(struct link *l, int number)
{
    int elapsed, estimated, base = number & ~32;
    mspdi_format_read(number, &l->lag_unit, &elapsed, &estimated);
    l->lag_kind = elapsed ? LAG_ELAPSED : LAG_WORKING;
    if (base == 19 || base == 20) l->lag_kind = base == 20 ? LAG_PERCENT_ELAPSED : LAG_PERCENT;
}

static void link_element(struct mspdi_reading *r, struct link *l, const struct xml_node *c,
                         int *crosses)
{
    static const int kinds[] = {LINK_FF, LINK_FS, LINK_SF, LINK_SS};
    if (slice_is(c->name, "PredecessorUID")) {
        l->from = mspdi_int(r, "PredecessorLink", c, -1);
    } else if (slice_is(c->name, "Type")) {
        int kind = mspdi_int(r, "PredecessorLink", c, 1);
        if (kind < 0 || kind > 3) mspdi_wrong(r, "PredecessorLink", c);
        l->kind = kind < 0 || kind > 3 ? LINK_FS : kinds[kind];
    } else if (slice_is(c->name, "LinkLag")) {
        (void)lag_from(r, l, c);
    } else if (slice_is(c->name, "LagFormat")) {
        lag_format(l, mspdi_int(r, "PredecessorLink", c, 7));
    } else if (slice_is(c->name, "CrossProject")) {
        *crosses = mspdi_int(r, "PredecessorLink", c, 0) != 0;
    } else {
        notes_add_in(r->notes, NOTE_UNKNOWN, "PredecessorLink", c->name, c->line, c->text);
    }
}

static enum status read_link(struct mspdi_reading *r, const struct xml_node *node, struct err *e)
{
    struct project *p = r->p;
    struct link l;
    int crosses = 0;
    link_init(&l);
    l.from = -1;
    l.to = p->activity_count; /* the activity being read */
    for (const struct xml_node *c = node->children; c; c = c->next)
        link_element(r, &l, c, &crosses);
    if (l.lag_kind < LAG_PERCENT)
        l.lag_percent = NAN;
    else
        l.lag_s = 0;
    if (crosses) {
        notes_add_in(r->notes, NOTE_VALUE, "PredecessorLink", slice_of("CrossProject"), node->line,
                     SLICE_NONE);
        return STATUS_OK;
    }
    if (p->link_count == PROJECT_LINK_MAX)
        return err_set(e, STATUS_LIMIT, "%s:%d: more than %d links", r->file, node->line,
                       PROJECT_LINK_MAX);
    p->links = rows_grow(p->links, p->link_count, &r->link_room, sizeof *p->links, r->arena);
    if (!p->links) return mspdi_nomem(r, e);
    p->links[p->link_count++] = l;
    return STATUS_OK;
}

static enum status read_code(struct mspdi_reading *r, struct activity *v,
                             const struct xml_node *node, struct err *e)
{
    const struct xml_node *id = xml_child(node, "FieldID"), *value = xml_child(node, "Value");
    int number = id ? mspdi_int(r, "ExtendedAttribute", id, 0) : 0;
    if (!number || number != r->code_field || !value) {
        notes_add_in(r->notes, NOTE_LEFT, "Task", slice_of("ExtendedAttribute"), node->line,
                     value ? value->text : SLICE_NONE);
        return STATUS_OK;
    }
    char *copy = arena_strndup(r->arena, value->text.at, value->text.len);
    if (!copy) return mspdi_nomem(r, e);
    v->code = (struct slice){copy, value->text.len};
    return STATUS_OK;
}

static enum status task_part(struct mspdi_reading *r, void *record, const struct xml_node *c,
                             struct err *e)
{
    struct task_marks *t = record;
    struct activity *v = &t->activity;
    int estimated;
    if (slice_is(c->name, "PredecessorLink")) return read_link(r, c, e);
    if (slice_is(c->name, "Baseline"))
        return mspdi_read_baseline(r, &v->baselines, &v->baseline_count, c, e);
    if (slice_is(c->name, "ExtendedAttribute")) return read_code(r, v, c, e);
    int value = mspdi_int(r, "Task", c, 0);
    if (slice_is(c->name, "IsNull")) t->is_null = value;
    if (slice_is(c->name, "Milestone")) t->is_milestone = value;
    if (slice_is(c->name, "Summary")) t->is_summary = value;
    if (slice_is(c->name, "OutlineLevel")) t->level = value;
    if (slice_is(c->name, "CalendarUID")) v->calendar = value;
    if (slice_is(c->name, "DurationFormat")) {
        mspdi_format_read(value, &v->duration_unit, &v->duration_is_elapsed, &estimated);
        v->duration_is_estimated |= estimated;
    }
    return STATUS_OK;
}

static void settle_kind(struct task_marks *t)
{
    struct activity *v = &t->activity;
    if (t->is_summary)
        v->kind = t->level <= 0 ? ACTIVITY_PROJECT : ACTIVITY_SUMMARY;
    else if (t->is_milestone && (v->duration_s == TIME_NONE || v->duration_s == 0))
        v->kind = ACTIVITY_FINISH_MILESTONE;
    v->is_marked_milestone = t->is_milestone && !activity_is_milestone(v);
}

/* The parent by the level, which may skip some. */
static void settle_parent(struct mspdi_reading *r, struct activity *v, int level)
{
    if (level < 0) level = 0;
    if (level > OUTLINE_MAX) level = OUTLINE_MAX;
    v->parent = -1;
    for (int above = level - 1; above >= 0 && v->parent < 0; above--)
        v->parent = r->outline[above];
    if (v->parent >= 0 && !activity_is_summary(&r->p->activities[v->parent]))
        r->p->activities[v->parent].kind = ACTIVITY_SUMMARY;
    r->outline[level] = r->p->activity_count;
    for (int below = level + 1; below <= OUTLINE_MAX; below++)
        r->outline[below] = -1;
}

static enum status read_task(struct mspdi_reading *r, const struct xml_node *node, struct err *e)
{
    struct project *p = r->p;
    struct task_marks t = {.level = 1};
    int links = p->link_count;
    activity_init(&t.activity);
    TRY(mspdi_fill(r, &mspdi_task, &t, node, task_part, e));
    if (t.is_null || t.activity.uid < 0) {
        notes_add(r->notes, NOTE_LEFT, slice_of("Task (a blank row)"), node->line, SLICE_NONE);
        p->link_count = links;
        return STATUS_OK;
    }
    if (p->activity_count == PROJECT_ACTIVITY_MAX)
        return err_set(e, STATUS_LIMIT, "%s:%d: more than %d tasks", r->file, node->line,
                       PROJECT_ACTIVITY_MAX);
    settle_kind(&t);
    settle_parent(r, &t.activity, t.level);
    p->activities = rows_grow(p->activities, p->activity_count, &r->activity_room,
                              sizeof *p->activities, r->arena);
    if (!p->activities) return mspdi_nomem(r, e);
    p->activities[p->activity_count++] = t.activity;
    return STATUS_OK;
}

/* --- the project's own values --- */

static void read_field_names(struct mspdi_reading *r, const struct xml_node *node)
{
    for (const struct xml_node *c = node->children; c; c = c->next) {
        const struct xml_node *id = xml_child(c, "FieldID"), *alias = xml_child(c, "Alias");
        if (id && alias && slice_is(trimmed(alias->text), code_alias))
            r->code_field = mspdi_int(r, "ExtendedAttribute", id, 0);
        else
            notes_add_in(r->notes, NOTE_LEFT, "Project", slice_of("ExtendedAttribute"), c->line,
                         alias ? alias->text : SLICE_NONE);
    }
}

static enum status project_part(struct mspdi_reading *r, void *record, const struct xml_node *c,
                                struct err *e)
{
    struct project *p = record;
    double days;
    (void)e;
    if (slice_is(c->name, "ExtendedAttributes")) {
        read_field_names(r, c);
    } else if (slice_is(c->name, "CalendarUID")) {
        p->calendar = mspdi_int(r, "Project", c, -1);
    } else if (!number_parse_real(trimmed(c->text), &days) || fabs(days) > 1e6) {
        mspdi_wrong(r, "Project", c); /* CriticalSlackLimit */
    } else {
        r->critical_days = days; /* the length of a day comes later */
    }
    return STATUS_OK;
}

static int is_list(void *context, struct slice name)
{
    (void)context;
    return slice_is(name, "Calendars") || slice_is(name, "Tasks") || slice_is(name, "Resources") ||
           slice_is(name, "Assignments");
}

static enum status read_record(void *context, struct slice list, const struct xml_node *node,
                               struct err *e)
{
    struct mspdi_reading *r = context;
    if (slice_is(node->name, "Task") && slice_is(list, "Tasks")) return read_task(r, node, e);
    if (slice_is(node->name, "Calendar") && slice_is(list, "Calendars"))
        return mspdi_read_calendar(r, node, e);
    if (slice_is(node->name, "Resource") && slice_is(list, "Resources"))
        return mspdi_read_resource(r, node, e);
    if (slice_is(node->name, "Assignment") && slice_is(list, "Assignments"))
        return mspdi_read_assignment(r, node, e);
    if (list.at) {
        notes_add_in(r->notes, NOTE_UNKNOWN, "Project", list, node->line, node->name);
        return STATUS_OK;
    }
    if (!node->children && !node->text.len) return STATUS_OK; /* an empty list */
    struct xml_node alone = *node, root = {.children = &alone};
    alone.next = NULL;
    return mspdi_fill(r, &mspdi_project, r->p, &root, project_part, e);
}

enum status mspdi_read(struct project *out, struct slice text, const char *file,
                       struct notes *notes, struct arena *a, struct err *e)
{
    struct mspdi_reading r = {.p = out, .notes = notes, .arena = a, .file = file};
    struct xml_reader reader = {
        .root = "Project",
        .space = "http://schemas.microsoft.com/project",
        .is_list = is_list,
        .record = read_record,
        .context = &r,
    };
    struct err why;
    project_init(out);
    out->progress_rule = PROGRESS_AS_DATED;
    out->follows_resources = 1;
    r.outline = ARENA_ARRAY(a, int, OUTLINE_MAX + 1);
    if (!r.outline) return mspdi_nomem(&r, e);
    for (int i = 0; i <= OUTLINE_MAX; i++)
        r.outline[i] = -1;
    TRY(xml_read(text, file, &reader, e));
    enum status s = mspdi_settle(&r, &why);
    if (s != STATUS_OK) return err_set(e, s, "%s: %s", file, why.text);
    return notes_ok(notes, e);
}
