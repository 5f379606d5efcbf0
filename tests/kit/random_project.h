/* SPDX-License-Identifier: Apache-2.0 */
/*
 * random_project - sound projects that use everything a format keeps.
 *
 * A field that the format does not keep is left at its rest value, so that
 * writing and reading must give back the same project, field for field.
 */
#ifndef KIT_RANDOM_PROJECT_H
#define KIT_RANDOM_PROJECT_H

#include <math.h>

#include "exchange/mspdi_map.h"
#include "exchange/xer_map.h"
#include "kit/random_calendar.h"

enum target {
    TO_MSPDI,
    TO_XER,
    TO_BOTH,
};

/* --- which fields a format keeps --- */

static inline int mspdi_keeps(const struct mspdi_record *r, const char *field)
{
    for (int i = 0; i < r->element_count; i++)
        if (r->elements[i].field >= 0 && strcmp(r->fields[r->elements[i].field].name, field) == 0)
            return 1;
    return 0;
}

static inline int xer_keeps(const struct xer_record *r, const char *field)
{
    for (int i = 0; i < r->column_count; i++)
        if (r->columns[i].field >= 0 && strcmp(r->fields[r->columns[i].field].name, field) == 0)
            return 1;
    return 0;
}

static inline int is_among(const char *const *names, const char *name)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0) return 1;
    return 0;
}

/* Fields kept by code of their own. */
static const char *const mspdi_task_parts[] = {
    "code", "kind", "duration_unit", "duration_is_elapsed", "is_marked_milestone", NULL};
static const char *const mspdi_project_parts[] = {"critical_float_s", NULL};
static const char *const mspdi_link_parts[] = {"kind",        "lag_kind", "lag_s",
                                               "lag_percent", "lag_unit", NULL};
static const char *const mspdi_resource_parts[] = {"kind", NULL};
static const char *const xer_task_parts[] = {"code",          "priority",         "work_s",
                                             "actual_work_s", "remaining_work_s", NULL};
static const char *const xer_project_parts[] = {
    "name", "progress_rule", "currency_code", "currency_symbol", "currency_digits", NULL};
static const char *const xer_resource_parts[] = {"max_units", "standard_rate", NULL};
static const char *const none[] = {NULL};

/* A kind of record in both formats; NULL: the format has no table of it. */
struct kept {
    const struct field *fields;
    int count;
    const struct mspdi_record *mspdi;
    const char *const *mspdi_parts;
    const struct xer_record *xer[2];
    const char *const *xer_parts;
};

static inline const struct kept *kept_of(char which)
{
    static const struct kept project = {
        project_fields,      PROJECT_FIELD_COUNT,          &mspdi_project,
        mspdi_project_parts, {&xer_project, &xer_options}, xer_project_parts};
    static const struct kept calendar = {
        calendar_fields, CALENDAR_FIELD_COUNT, &mspdi_calendar, none, {&xer_calendar, NULL}, none};
    static const struct kept task = {activity_fields,  ACTIVITY_FIELD_COUNT, &mspdi_task,
                                     mspdi_task_parts, {&xer_task, NULL},    xer_task_parts};
    static const struct kept part = {activity_fields,  ACTIVITY_FIELD_COUNT, &mspdi_task,
                                     mspdi_task_parts, {&xer_wbs, NULL},     none};
    static const struct kept link = {link_fields,      LINK_FIELD_COUNT,  NULL,
                                     mspdi_link_parts, {&xer_pred, NULL}, none};
    static const struct kept resource = {resource_fields,       RESOURCE_FIELD_COUNT,
                                         &mspdi_resource,       mspdi_resource_parts,
                                         {&xer_resource, NULL}, xer_resource_parts};
    static const struct kept use = {
        assignment_fields, ASSIGNMENT_FIELD_COUNT, &mspdi_assignment, none, {&xer_use, NULL}, none};
    switch (which) {
    case 'p':
        return &project;
    case 'c':
        return &calendar;
    case 't':
        return &task;
    case 's':
        return &part;
    case 'l':
        return &link;
    case 'r':
        return &resource;
    default:
        return &use;
    }
}

static inline int keeps(const struct kept *k, enum target to, const char *field)
{
    int mspdi = is_among(k->mspdi_parts, field) || (k->mspdi && mspdi_keeps(k->mspdi, field));
    int xer = is_among(k->xer_parts, field) || xer_keeps(k->xer[0], field) ||
              (k->xer[1] && xer_keeps(k->xer[1], field));
    return to == TO_MSPDI ? mspdi : to == TO_XER ? xer : mspdi && xer;
}

/* --- random values --- */

static inline struct slice random_text(struct gen *g, enum target to)
{
    static const char *const texts[] = {
        "A",
        "B1020",
        "a & b < c > d",
        "\"quoted\" 'text'",
        "caf\xc3\xa9",
        "x  y",
        "100 %",
        "\xe2\x82\xac 5 \xe2\x80\x93 \xc5\xbe",
        "]]>",
        "line\nbreak",
        "(0||1)",
        "\xec\x9b\x90\xec\x82\xb0",
        "&amp;",
        "\xf0\x9f\x8f\x97",
    };
    int count = to == TO_MSPDI ? 14 : 11;
    return slice_of(texts[gen_int(g, 0, count - 1)]);
}

/* Limits of integer fields that are not any number. */
static inline int random_integer(struct gen *g, const char *name, enum target to)
{
    static const struct {
        const char *name;
        int low, high;
    } limits[] = {
        {"uid", 1, 1},
        {"priority", 0, 1000},
        {"contour", 0, 8},
        {"rate_table", 0, 4},
        {"accrues", 1, 3},
        {"minutes_per_day", 60, 1440},
        {"days_per_month", 1, 31},
        {"week_start", 0, 6},
        {"day_start_s", 0, 86399},
        {"day_finish_s", 0, 86399},
        {"currency_digits", 0, 4},
        {"minutes_per_week", 60, 10080},
        {"lag_calendar", 0, LAG_ALWAYS},
        {"float_kind", 0, FLOAT_FINISH},
        {"work_rule", 0, 2},
        {"percent_kind", 0, 2},
        {"scope", 0, 2},
        {"kind", 0, 0},
        {"progress_rule", 0, 1},
        {"constraint", 0, CONSTRAINT_FINISH_BY},
        {"constraint2", 0, CONSTRAINT_MUST_FINISH},
        {"duration_unit", 1, UNIT_MONTH},
        {"lag_unit", 1, UNIT_MONTH},
        {"lag_kind", 0, 0},
    };

    if (to != TO_MSPDI && strcmp(name, "priority") == 0) return 100 + 200 * gen_int(g, 0, 4);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (strcmp(limits[i].name, name) == 0) return gen_int(g, limits[i].low, limits[i].high);
    return gen_int(g, 0, 1);
}

static inline void random_field(struct gen *g, const struct field *f, void *record, enum target to)
{
    int64_t step = to == TO_MSPDI ? 1 : 60;
    void *at = field_at(f, record);
    switch (f->kind) {
    case FIELD_TEXT:
        *(struct slice *)at = random_text(g, to);
        break;
    case FIELD_INTEGER:
        *(int *)at = random_integer(g, f->name, to);
        break;
    case FIELD_INSTANT:
        *(int64_t *)at = time_of(date_day(2026, 1, 1), 0) + step * gen_int(g, -9000000, 9000000);
        break;
    case FIELD_DURATION:
        *(int64_t *)at = step * gen_int(g, 0, 2000000 / (int)step);
        break;
    case FIELD_REAL:
        *(double *)at = gen_int(g, 0, 10000) / 100.0;
        break;
    }
}

/* About three of four fields that the format keeps. */
static inline void random_fields(struct gen *g, const struct kept *k, void *record, enum target to)
{
    for (int i = 0; i < k->count; i++)
        if (keeps(k, to, k->fields[i].name) &&
            (k->fields[i].kind == FIELD_INTEGER || gen_int(g, 0, 3)))
            random_field(g, &k->fields[i], record, to);
}

static inline struct baseline *random_baselines(struct gen *g, int *count, struct arena *a)
{
    struct baseline *b = ARENA_ARRAY(a, struct baseline, BASELINE_COUNT);
    for (int n = 0; n < BASELINE_COUNT; n++) {
        if (gen_int(g, 0, 5)) continue;
        baseline_init(&b[*count]);
        b[*count] =
            (struct baseline){n,  60 * gen_int(g, 0, 9000000), TIME_NONE, gen_int(g, 0, 99999),
                              60, gen_int(g, 0, 99) / 4.0};
        ++*count;
    }
    return b;
}

/* --- the parts of a project --- */

struct making {
    struct gen *g;
    struct project *p;
    enum target to;
    struct arena *arena;
    int room;
};

static inline void make_calendars(struct making *m, int size)
{
    struct project *p = m->p;
    p->calendar_count = 1 + size / 20;
    p->calendars = ARENA_ARRAY(m->arena, struct calendar, (size_t)p->calendar_count);
    for (int i = 0; i < p->calendar_count; i++) {
        struct calendar *c = &p->calendars[i];
        calendar_init(c);
        random_fields(m->g, kept_of('c'), c, m->to);
        c->uid = i + 1;
        c->base = gen_int(m->g, -1, i - 1);
        if (m->to != TO_XER) c->scope = c->base < 0 ? CALENDAR_SHARED : CALENDAR_OF_RESOURCE;
        if (m->to == TO_BOTH) c->base = -1;
        if (m->to == TO_BOTH) c->scope = CALENDAR_SHARED;
        random_calendar(m->g, c, size, 60, m->arena);
        if (m->to == TO_MSPDI) continue;
        for (int d = 0; d < WEEK_DAYS; d++) /* P6 writes each day of the week */
            if (c->days[d].kind == DAY_INHERIT) c->days[d].kind = DAY_OFF;
        c->week_count = 0;
        for (int x = 0; x < c->exception_count; x++) { /* and single days, ascending */
            struct calendar_exception *one = &c->exceptions[x];
            *one = (struct calendar_exception){.from_day = 20500 + 3 * x,
                                               .period = 1,
                                               .spans = one->spans,
                                               .span_count = one->span_count};
            one->to_day = one->from_day;
        }
    }
    p->calendar = gen_int(m->g, 0, p->calendar_count - 1);
}

static inline struct activity *make_activity(struct making *m, int parent, int is_summary)
{
    struct project *p = m->p;
    struct activity *v = &p->activities[p->activity_count];
    activity_init(v);
    random_fields(m->g, kept_of(is_summary ? 's' : 't'), v, m->to);
    v->uid = ++p->activity_count;
    v->parent = parent;
    v->kind = is_summary            ? ACTIVITY_SUMMARY
              : gen_int(m->g, 0, 3) ? ACTIVITY_TASK
                                    : ACTIVITY_FINISH_MILESTONE;
    if (m->to == TO_XER && !is_summary && gen_int(m->g, 0, 3) == 0) v->kind = ACTIVITY_HAMMOCK;
    if (m->to != TO_MSPDI && !is_summary && !v->code.len) v->code = slice_of("code");
    if (activity_is_milestone(v)) v->duration_s = 0;
    if (is_summary || activity_is_milestone(v)) v->is_marked_milestone = 0;
    if (v->is_marked_milestone && (v->duration_s == TIME_NONE || v->duration_s == 0))
        v->duration_s = 60;
    if (!is_summary || m->to == TO_MSPDI) v->calendar = gen_int(m->g, -1, p->calendar_count - 1);
    if (m->to == TO_MSPDI && gen_int(m->g, 0, 1))
        v->baselines = random_baselines(m->g, &v->baseline_count, m->arena);
    return v;
}

/* Activities first, then the parts below, as P6 keeps them. */
static inline void make_outline(struct making *m, int parent, int depth)
{
    for (int k = gen_int(m->g, 0, 3); k > 0 && m->p->activity_count < m->room; k--)
        (void)make_activity(m, parent, 0);
    for (int k = gen_int(m->g, 0, 2); k > 0 && depth < 5 && m->p->activity_count < m->room; k--) {
        int at = m->p->activity_count;
        (void)make_activity(m, parent, 1);
        make_outline(m, at, depth + 1);
    }
}

static inline void make_links(struct making *m, int size)
{
    struct project *p = m->p;
    p->links = ARENA_ARRAY(m->arena, struct link, (size_t)size * 2 + 1);
    for (int to = 1; to < p->activity_count; to++) {
        int from = gen_int(m->g, 1, p->activity_count - 1);
        if (from == to || p->link_count >= size || gen_int(m->g, 0, 1)) continue;
        int of_summary =
            activity_is_summary(&p->activities[from]) || activity_is_summary(&p->activities[to]);
        if (m->to != TO_MSPDI && of_summary) continue;
        struct link *l = &p->links[p->link_count++];
        link_init(l);
        random_fields(m->g, kept_of('l'), l, m->to);
        l->from = from;
        l->to = to;
        l->kind = gen_int(m->g, 0, LINK_SF);
        l->lag_s = 60 * gen_int(m->g, -9999, 9999);
        l->lag_percent = NAN;
        if (m->to == TO_MSPDI) l->lag_kind = gen_int(m->g, 0, LAG_PERCENT_ELAPSED);
        if (m->to != TO_MSPDI) l->lag_unit = 0;
        if (l->lag_kind < LAG_PERCENT) continue;
        l->lag_percent = gen_int(m->g, -100, 100);
        l->lag_s = 0;
        l->lag_unit = 0;
    }
}

static inline void make_rates(struct making *m, struct resource *r)
{
    int dates = gen_int(m->g, 0, 2), tables = gen_int(m->g, 1, 5);
    r->rates = ARENA_ARRAY(m->arena, struct rate, 10);
    for (int d = 0; d < dates; d++)
        for (int k = 0; k < tables; k++) {
            struct rate *rate = &r->rates[r->rate_count++];
            *rate = (struct rate){
                k, time_of(20000 + d, 0), TIME_NONE, gen_int(m->g, 1, 999) / 4.0, NAN, NAN};
            if (m->to != TO_MSPDI) continue;
            rate->to_s = time_of(21000 + d, 0);
            rate->overtime = gen_int(m->g, 1, 99);
            rate->per_use = gen_int(m->g, 1, 99) / 4.0;
        }
    if (r->rate_count && m->to != TO_MSPDI) r->standard_rate = r->rates[0].standard;
}

static inline void make_resources(struct making *m, int size)
{
    struct project *p = m->p;
    p->resource_count = size / 5;
    p->resources = ARENA_ARRAY(m->arena, struct resource, (size_t)p->resource_count + 1);
    for (int i = 0; i < p->resource_count; i++) {
        struct resource *r = &p->resources[i];
        resource_init(r);
        random_fields(m->g, kept_of('r'), r, m->to);
        r->uid = i + 1;
        r->calendar = gen_int(m->g, 0, p->calendar_count - 1);
        r->kind = gen_int(m->g, 0, 1) ? RESOURCE_WORK : RESOURCE_MATERIAL;
        if (m->to == TO_XER) r->parent = gen_int(m->g, -1, i - 1);
        if (m->to == TO_MSPDI && gen_int(m->g, 0, 3) == 0) r->kind = RESOURCE_COST;
        if (m->to == TO_MSPDI) r->baselines = random_baselines(m->g, &r->baseline_count, m->arena);
        make_rates(m, r);
    }
}

static inline void make_uses(struct making *m, int size)
{
    struct project *p = m->p;
    p->assignments = ARENA_ARRAY(m->arena, struct assignment, (size_t)size + 1);
    for (int i = 0; i < size && p->activity_count > 1; i++) {
        int activity = gen_int(m->g, 1, p->activity_count - 1);
        if (activity_is_summary(&p->activities[activity])) continue;
        struct assignment *s = &p->assignments[p->assignment_count];
        assignment_init(s);
        random_fields(m->g, kept_of('u'), s, m->to);
        s->uid = ++p->assignment_count;
        s->activity = activity;
        s->resource = gen_int(m->g, -1, p->resource_count - 1);
        if (m->to == TO_MSPDI) s->baselines = random_baselines(m->g, &s->baseline_count, m->arena);
    }
}

static inline void random_project(struct gen *g, struct project *p, int size, enum target to,
                                  struct arena *a)
{
    struct making m = {g, p, to, a, 2 + size};
    project_init(p);
    random_fields(g, kept_of('p'), p, to);
    if (to == TO_MSPDI) {
        p->progress_rule = PROGRESS_AS_DATED;
        p->follows_resources = 1;
        p->critical_float_s = (int64_t)p->minutes_per_day * 60 * gen_int(g, 0, 5);
    }
    p->activities = ARENA_ARRAY(a, struct activity, (size_t)m.room + 1);
    make_calendars(&m, size);
    struct activity *root = make_activity(&m, -1, 1);
    root->kind = ACTIVITY_PROJECT;
    if (to != TO_MSPDI) { /* P6 wants them */
        root->code = slice_of("TOP");
        p->name = root->name = random_text(g, to);
        if (to == TO_XER) p->code = random_text(g, to);
    }
    make_outline(&m, 0, 0);
    make_links(&m, size);
    make_resources(&m, size);
    make_uses(&m, size);
}

#endif
