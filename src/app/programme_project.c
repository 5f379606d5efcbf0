/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdlib.h>

#include "app/programme_project_parts.h"
#include "base/buf.h"
#include "base/digest.h"

enum {
    KEY_BYTES_MAX = 4096,
    LEVELS = 4, /* programme, year, area, plant */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the project of the schedule");
}

static struct slice keep(struct making *m, const struct buf *b)
{
    const char *copy = arena_strndup(m->a, b->at ? b->at : "", b->len);
    m->failed |= !copy || b->failed;
    return copy ? (struct slice){copy, b->len} : SLICE_NONE;
}

struct slice key_of(struct making *m, const struct slice *parts, int count)
{
    struct buf b = BUF_INIT(KEY_BYTES_MAX);
    for (int i = 0; i < count; i++) {
        if (i) buf_char(&b, '/');
        buf_slice(&b, parts[i]);
    }
    struct slice key = keep(m, &b);
    buf_clear(&b);
    return key;
}

int day_of(struct slice text)
{
    int64_t instant_s;
    return time_parse(text, &instant_s) ? time_day(instant_s) : INT_MIN;
}

/* --- keys --- */

static enum status index_rows(struct making *m, struct map *out, enum table_id id,
                              const char *const columns[2], struct err *e)
{
    const struct table *t = source_table(m, id);
    if (!map_init(out, t->row_count + 1, m->a)) return out_of_memory(e);
    for (int i = 0; i < t->row_count; i++) {
        struct slice parts[2] = {table_get_text(t, i, columns[0])};
        if (columns[1]) parts[1] = table_get_text(t, i, columns[1]);
        (void)map_put(out, columns[1] ? key_of(m, parts, 2) : parts[0], i);
    }
    return STATUS_OK;
}

static enum status index_facilities(struct making *m, struct err *e)
{
    const struct table *t = source_table(m, TABLE_PLAN_FACILITY);
    if (!map_init(&m->facilities, t->row_count + 1, m->a)) return out_of_memory(e);
    for (int i = 0; i < t->row_count; i++) {
        struct slice parts[] = {table_get_text(t, i, "area"),
                                table_get_text(t, i, "facility_size")};
        if (slice_equal(table_get_text(t, i, "plan"), m->from->plan))
            (void)map_put(&m->facilities, key_of(m, parts, 2), i);
    }
    return STATUS_OK;
}

static enum status index_progress(struct making *m, struct err *e)
{
    const struct table *t = source_table(m, TABLE_PROGRESS);
    if (!map_init(&m->done, t->row_count + 1, m->a)) return out_of_memory(e);
    for (int i = 0; i < t->row_count; i++) {
        struct slice parts[] = {table_get_text(t, i, "area"), table_get_text(t, i, "facility_size"),
                                table_get_text(t, i, "phase")};
        (void)map_put(&m->done, key_of(m, parts, 3), i);
    }
    return STATUS_OK;
}

static enum status index_tables(struct making *m, struct err *e)
{
    TRY(index_rows(m, &m->areas, TABLE_AREA, (const char *const[2]){"code"}, e));
    TRY(index_rows(m, &m->sizes, TABLE_FACILITY_SIZE, (const char *const[2]){"code"}, e));
    TRY(index_rows(m, &m->crews, TABLE_CREW, (const char *const[2]){"code"}, e));
    TRY(index_rows(m, &m->calendars, TABLE_WORK_CALENDAR, (const char *const[2]){"code"}, e));
    TRY(index_rows(m, &m->phases, TABLE_PHASE, (const char *const[2]){"facility_size", "phase"},
                   e));
    TRY(index_facilities(m, e));
    TRY(index_progress(m, e));
    return m->failed ? out_of_memory(e) : STATUS_OK;
}

/* --- pieces --- */

static int by_outline(const void *left, const void *right)
{
    const struct piece *a = left, *b = right;
    if (a->year != b->year) return a->year - b->year;
    if (a->area != b->area) return a->area - b->area;
    if (a->facility != b->facility) return a->facility - b->facility;
    return a->row - b->row;
}

static int read_piece(struct making *m, int row, struct piece *out)
{
    static const char ending[] = ".inspection";
    const struct table *t = source_table(m, TABLE_SCHEDULE_ACTIVITY);
    struct slice area = table_get_text(t, row, "area"), phase = table_get_text(t, row, "phase");
    struct slice size = table_get_text(t, row, "facility_size");
    size_t n = sizeof ending - 1;
    int inspects = phase.len > n && memcmp(phase.at + phase.len - n, ending, n) == 0;
    if (inspects) phase.len -= n;
    struct slice plant[] = {area, size}, key[] = {size, phase};
    *out = (struct piece){
        .row = row,
        .area = map_get(&m->areas, area),
        .facility = map_get(&m->facilities, key_of(m, plant, 2)),
        .phase = map_get(&m->phases, key_of(m, key, 2)),
        .is_inspection = inspects,
        .crew = map_get(&m->crews, table_get_text(t, row, "crew")),
        .first_day = day_of(table_get_text(t, row, "start")),
        .end_day = day_of(table_get_text(t, row, "finish")),
    };
    if (out->area < 0 || out->facility < 0 || out->phase < 0 || out->first_day == INT_MIN ||
        out->end_day < out->first_day)
        return 0;
    out->year = (int)table_get_integer(source_table(m, TABLE_PLAN_FACILITY), out->facility, "year");
    return 1;
}

static enum status read_pieces(struct making *m, struct err *e)
{
    const struct table *t = source_table(m, TABLE_SCHEDULE_ACTIVITY);
    m->pieces = ARENA_ARRAY(m->a, struct piece, (size_t)t->row_count + 1);
    if (!m->pieces) return out_of_memory(e);
    for (int i = 0; i < t->row_count; i++) {
        if (!slice_equal(table_get_text(t, i, "plan"), m->from->plan)) continue;
        if (!read_piece(m, i, &m->pieces[m->piece_count++]))
            return err_set(e, STATUS_INVALID,
                           "schedule_activity row %d: it does not fit the tables of the programme; "
                           "'groundwork schedule' makes the schedule anew",
                           i + 1);
    }
    if (m->piece_count == 0)
        return err_set(e, STATUS_NOTFOUND, "the schedule of plan '%.*s' has no activities",
                       SLICE_ARGS(m->from->plan));
    qsort(m->pieces, (size_t)m->piece_count, sizeof *m->pieces, by_outline);
    return STATUS_OK;
}

/* --- activities --- */

/* A name for all time, in the form of a UUID of version 8 (RFC 9562). */
static struct slice guid_of(struct making *m, struct slice code)
{
    char hex[DIGEST_TEXT_BYTES], text[37];
    struct digest d;
    digest_init(&d);
    digest_slice(&d, m->p->code);
    digest_slice(&d, code);
    digest_text(&d, hex);
    for (int i = 0, k = 0; i < 36; i++)
        text[i] = i == 8 || i == 13 || i == 18 || i == 23 ? '-' : hex[k++];
    text[14] = '8';
    text[19] = '8';
    for (int i = 0; i < 36; i++)
        if (text[i] >= 'a' && text[i] <= 'f') text[i] = (char)(text[i] - 'a' + 'A');
    const char *copy = arena_strndup(m->a, text, 36);
    m->failed |= !copy;
    return (struct slice){copy, copy ? 36 : 0};
}

static int add_activity(struct making *m, int kind, int parent, struct slice code,
                        struct slice name)
{
    int at = m->p->activity_count++;
    struct activity *v = &m->p->activities[at];
    activity_init(v);
    v->uid = at + 1;
    v->kind = kind;
    v->parent = parent;
    v->code = code;
    v->name = name;
    v->guid = guid_of(m, code);
    return at;
}

static struct slice number_text(struct making *m, int number)
{
    struct buf b = BUF_INIT(64);
    buf_printf(&b, "%d", number);
    struct slice text = keep(m, &b);
    buf_clear(&b);
    return text;
}

/* The summaries above a piece that the piece before it does not lie below. */
static void open_levels(struct making *m, const struct piece *x, const struct piece *before,
                        int levels[LEVELS])
{
    const struct table *areas = source_table(m, TABLE_AREA);
    const struct table *sizes = source_table(m, TABLE_FACILITY_SIZE);
    const struct table *plan = source_table(m, TABLE_PLAN_FACILITY);
    struct slice year = number_text(m, x->year), area = table_get_text(areas, x->area, "code");
    struct slice size = table_get_text(plan, x->facility, "facility_size");
    struct slice parts[] = {year, area}, plant[] = {area, size};
    if (!before || before->year != x->year)
        levels[1] = add_activity(m, ACTIVITY_SUMMARY, levels[0], year, year);
    if (!before || before->year != x->year || before->area != x->area)
        levels[2] = add_activity(m, ACTIVITY_SUMMARY, levels[1], key_of(m, parts, 2),
                                 table_get_text(areas, x->area, "name"));
    if (!before || before->facility != x->facility)
        levels[3] = add_activity(m, ACTIVITY_SUMMARY, levels[2], key_of(m, plant, 2),
                                 table_get_text(sizes, map_get(&m->sizes, size), "name"));
}

static struct slice piece_name(struct making *m, const struct piece *x)
{
    struct slice name = table_get_text(source_table(m, TABLE_PHASE), x->phase, "name");
    struct buf b = BUF_INIT(KEY_BYTES_MAX);
    if (x->is_inspection) buf_text(&b, "Inspection: ");
    buf_slice(&b, name);
    struct slice text = keep(m, &b);
    buf_clear(&b);
    return text;
}

static int calendar_of(struct making *m, const struct piece *x)
{
    if (x->is_inspection) return 0;
    struct slice code = table_get_text(source_table(m, TABLE_PHASE), x->phase, "work_calendar");
    return code.len ? map_get(&m->calendars, code) + 1 : 0;
}

static enum status add_piece(struct making *m, struct piece *x, int plant, struct err *e)
{
    const struct table *t = source_table(m, TABLE_SCHEDULE_ACTIVITY);
    struct slice parts[] = {table_get_text(t, x->row, "area"),
                            table_get_text(t, x->row, "facility_size"),
                            table_get_text(t, x->row, "phase")};
    int has_length = x->end_day > x->first_day;
    x->activity = add_activity(m, has_length ? ACTIVITY_TASK : ACTIVITY_FINISH_MILESTONE, plant,
                               key_of(m, parts, 3), piece_name(m, x));
    struct activity *v = &m->p->activities[x->activity];
    v->calendar = calendar_of(m, x);
    v->start_s = time_of(x->first_day, MORNING_S);
    v->finish_s = has_length ? time_of(x->end_day - 1, EVENING_S) : v->start_s;
    v->duration_s = worktime_between(&m->times[v->calendar], v->start_s, v->finish_s);
    v->duration_unit = UNIT_DAY;
    v->work_rule = RULE_FIXED_DURATION;
    v->ignores_resource_calendar = !m->from->is_for_p6;
    v->is_marked_milestone = x->is_inspection && has_length && !m->from->is_for_p6;
    if (!m->from->is_for_p6) v->notes = table_get_text(t, x->row, "reason");
    return set_progress(m, x, v, e);
}

/* The plant is ready; due before the year in which the plan counts on it. */
static enum status add_ready(struct making *m, const struct piece *last, int plant, struct err *e)
{
    const struct table *plan = source_table(m, TABLE_PLAN_FACILITY);
    struct slice ready = slice_of("ready");
    struct slice parts[] = {m->p->activities[plant].code, ready};
    int at = add_activity(m, ACTIVITY_FINISH_MILESTONE, plant, key_of(m, parts, 2), SLICE_NONE);
    struct activity *v = &m->p->activities[at];
    struct buf b = BUF_INIT(KEY_BYTES_MAX);
    buf_printf(&b, "%.*s ready", SLICE_ARGS(m->p->activities[plant].name));
    v->name = keep(m, &b);
    buf_clear(&b);
    v->calendar = 0;
    v->duration_s = v->remaining_s = 0;
    v->work_rule = RULE_FIXED_DURATION;
    v->start_s = TIME_NONE;
    int64_t baseline_s = TIME_NONE;
    int is_done = 1;
    for (int i = plant + 1; i < at; i++) {
        const struct activity *part = &m->p->activities[i];
        if (part->finish_s > v->start_s) v->start_s = part->finish_s;
        if (part->baseline_count && part->baselines[0].finish_s > baseline_s)
            baseline_s = part->baselines[0].finish_s;
        if (part->planned_finish_s > baseline_s) baseline_s = part->planned_finish_s;
        is_done &= part->actual_finish_s != TIME_NONE;
    }
    v->finish_s = v->start_s;
    if (is_done) v->actual_start_s = v->actual_finish_s = v->start_s;
    v->percent = is_done ? 100 : 0;
    int year = (int)table_get_integer(plan, last->facility, "operating_year");
    if (year <= last->year) year = last->year + 1;
    int64_t due_s = time_of(date_day(year, 1, 1) - 1, EVENING_S);
    if (m->from->is_for_p6) {
        v->constraint2 = CONSTRAINT_FINISH_BY;
        v->constraint2_s = due_s;
    } else {
        v->deadline_s = due_s;
    }
    return set_baseline(m, v, baseline_s, baseline_s, e);
}

static enum status make_activities(struct making *m, struct err *e)
{
    struct project *p = m->p;
    int levels[LEVELS] = {0};
    size_t room =
        (size_t)m->piece_count * 5 + 1; /* three summaries and a milestone for each, at most */
    p->activities = ARENA_ARRAY(m->a, struct activity, room);
    if (!p->activities) return out_of_memory(e);
    levels[0] = add_activity(m, ACTIVITY_PROJECT, -1, p->code, p->name);
    for (int i = 0; i < m->piece_count; i++) {
        struct piece *x = &m->pieces[i];
        open_levels(m, x, i ? x - 1 : NULL, levels);
        TRY(add_piece(m, x, levels[3], e));
        int is_last = i + 1 == m->piece_count || x[1].facility != x->facility;
        if (is_last) TRY(add_ready(m, x, levels[3], e));
    }
    return m->failed ? out_of_memory(e) : STATUS_OK;
}

/* Summaries span what lies below them. */
static void span_summaries(struct project *p)
{
    for (int i = p->activity_count - 1; i > 0; i--) {
        const struct activity *v = &p->activities[i];
        struct activity *up = &p->activities[v->parent];
        if (up->start_s == TIME_NONE || v->start_s < up->start_s) up->start_s = v->start_s;
        if (v->finish_s > up->finish_s) up->finish_s = v->finish_s;
    }
}

static void make_head(struct making *m)
{
    const struct table *t = source_table(m, TABLE_PROGRAMME);
    const struct table *schedules = source_table(m, TABLE_SCHEDULE);
    struct project *p = m->p;
    for (int i = 0; i < schedules->row_count; i++) {
        int day = day_of(table_get_text(schedules, i, "status_date"));
        if (day != INT_MIN && slice_equal(table_get_text(schedules, i, "plan"), m->from->plan))
            p->status_s = time_of(day, MORNING_S);
    }
    m->first_year = (int)table_get_integer(t, 0, "first_year");
    p->code = table_get_text(t, 0, "code");
    p->name = p->title = table_get_text(t, 0, "title");
    if (!p->name.len) p->name = p->code;
    p->guid = guid_of(m, SLICE_NONE);
    p->start_s = time_of(date_day(m->first_year, 1, 1), MORNING_S);
    if (p->status_s == TIME_NONE && m->from->is_for_p6) p->status_s = p->start_s;
    p->day_start_s = MORNING_S;
    p->day_finish_s = EVENING_S;
    p->lag_calendar = LAG_ALWAYS;
    p->follows_resources = !m->from->is_for_p6;
    p->progress_rule = m->from->is_for_p6 ? PROGRESS_OVERRIDE : PROGRESS_AS_DATED;
}

enum status programme_project_make(struct project *out, const struct programme_source *from,
                                   struct arena *a, struct err *e)
{
    struct making m = {.from = from, .p = out, .a = a};
    project_init(out);
    make_head(&m);
    TRY(index_tables(&m, e));
    TRY(read_pieces(&m, e));
    TRY(make_calendars(&m, e));
    TRY(make_activities(&m, e));
    TRY(make_links(&m, e));
    TRY(make_resources(&m, e));
    span_summaries(out);
    out->finish_s = out->activities[0].finish_s;
    return m.failed ? out_of_memory(e) : STATUS_OK;
}
