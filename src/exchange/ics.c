/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/ics.h"

enum {
    LINE_OCTETS = 75,
    LINE_BYTES_MAX = 1 << 20,
};

struct people { /* assignments of each activity, as lists */
    const struct project *p;
    int *first, *next;
};

struct event {
    const char *what; /* "milestone", "deadline" */
    int64_t start_s, finish_s;
};

static void escape(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '\\' || c == ';' || c == ',') buf_char(out, '\\');
        if (c == '\n')
            buf_text(out, "\\n");
        else if ((unsigned char)c >= ' ' && c != 0x7f)
            buf_char(out, c);
    }
}

static int is_inside(struct slice line, size_t at)
{
    return at < line.len && ((unsigned char)line.at[at] & 0xc0) == 0x80;
}

void ics_line(struct buf *out, const char *name, struct slice value, int is_text)
{
    struct buf line = BUF_INIT(LINE_BYTES_MAX);
    buf_printf(&line, "%s:", name);
    if (is_text)
        escape(&line, value);
    else
        buf_slice(&line, value);
    struct slice rest = buf_as_slice(&line);
    size_t room = LINE_OCTETS;
    while (rest.len > room) {
        size_t cut = room;
        while (cut > 1 && is_inside(rest, cut))
            cut--;
        buf_add(out, rest.at, cut);
        buf_text(out, "\r\n ");
        rest.at += cut;
        rest.len -= cut;
        room = LINE_OCTETS - 1; /* the space counts */
    }
    buf_slice(out, rest);
    buf_text(out, "\r\n");
    if (line.failed) out->failed = 1;
    buf_clear(&line);
}

/* 20260601T080000, or with is_utc a Z behind it. */
static void write_date(struct buf *out, const char *name, int64_t t_s, int is_utc)
{
    char text[DATE_TEXT_MAX];
    struct buf value = BUF_INIT(64);
    time_write(text, t_s);
    for (const char *c = text; *c; c++)
        if (*c != '-' && *c != ':') buf_char(&value, *c);
    if (is_utc) buf_char(&value, 'Z');
    ics_line(out, name, buf_as_slice(&value), 0);
    if (value.failed) out->failed = 1;
    buf_clear(&value);
}

/* The outline above it from below, without the project: where it is. */
static void write_location(struct buf *out, const struct project *p, const struct activity *v)
{
    struct buf text = BUF_INIT(LINE_BYTES_MAX);
    for (int i = v->parent; i >= 0 && p->activities[i].parent >= 0; i = p->activities[i].parent) {
        if (text.len) buf_text(&text, ", ");
        buf_slice(&text, p->activities[i].name);
    }
    if (text.len) ics_line(out, "LOCATION", buf_as_slice(&text), 1);
    if (text.failed) out->failed = 1;
    buf_clear(&text);
}

/* Those who do it, by name. */
static void write_contacts(struct buf *out, const struct people *people, int activity)
{
    const struct project *p = people->p;
    for (int i = people->first[activity]; i >= 0; i = people->next[i]) {
        int who = p->assignments[i].resource;
        if (who >= 0 && p->resources[who].kind == RESOURCE_WORK)
            ics_line(out, "CONTACT", p->resources[who].name, 1);
    }
}

static void write_event(struct buf *out, const struct people *people, int activity,
                        const struct event *event)
{
    const struct project *p = people->p;
    const struct activity *v = &p->activities[activity];
    int64_t stamp = p->saved_s != TIME_NONE     ? p->saved_s
                    : p->created_s != TIME_NONE ? p->created_s
                                                : p->start_s;
    struct buf text = BUF_INIT(LINE_BYTES_MAX);
    ics_line(out, "BEGIN", slice_of("VEVENT"), 0);
    if (v->guid.len) /* stays when activities are numbered anew */
        buf_printf(&text, "%s-%.*s@groundwork", event->what, SLICE_ARGS(v->guid));
    else
        buf_printf(&text, "%s-%d-%.*s@groundwork", event->what, v->uid, SLICE_ARGS(p->guid));
    ics_line(out, "UID", buf_as_slice(&text), 1);
    write_date(out, "DTSTAMP", stamp == TIME_NONE ? 0 : stamp, 1);
    write_date(out, "DTSTART", event->start_s, 0);
    if (event->finish_s > event->start_s) write_date(out, "DTEND", event->finish_s, 0);
    buf_reset(&text);
    buf_slice(&text, v->name.len ? v->name : activity_label(v));
    if (strcmp(event->what, "deadline") == 0) buf_text(&text, " (deadline)");
    ics_line(out, "SUMMARY", buf_as_slice(&text), 1);
    if (v->code.len) ics_line(out, "COMMENT", v->code, 1);
    if (v->notes.len) ics_line(out, "DESCRIPTION", v->notes, 1);
    write_location(out, p, v);
    write_contacts(out, people, activity);
    ics_line(out, "TRANSP", slice_of("TRANSPARENT"), 0);
    ics_line(out, "END", slice_of("VEVENT"), 0);
    if (text.failed) out->failed = 1;
    buf_clear(&text);
}

static enum status find_people(struct people *out, const struct project *p, struct arena *a,
                               struct err *e)
{
    *out = (struct people){.p = p};
    out->first = ARENA_ARRAY(a, int, (size_t)p->activity_count + 1);
    out->next = ARENA_ARRAY(a, int, (size_t)p->assignment_count + 1);
    if (!out->first || !out->next)
        return err_set(e, STATUS_NOMEM, "out of memory for the calendar");
    for (int i = 0; i < p->activity_count; i++)
        out->first[i] = -1;
    for (int i = p->assignment_count - 1; i >= 0; i--) {
        int activity = p->assignments[i].activity;
        out->next[i] = out->first[activity];
        out->first[activity] = i;
    }
    return STATUS_OK;
}

enum status ics_write(struct buf *out, const struct project *p, int *count, struct arena *a,
                      struct err *e)
{
    struct people people;
    *count = 0;
    TRY(find_people(&people, p, a, e));
    ics_line(out, "BEGIN", slice_of("VCALENDAR"), 0);
    ics_line(out, "VERSION", slice_of("2.0"), 0);
    ics_line(out, "PRODID", slice_of("-//groundwork//milestones//EN"), 0);
    ics_line(out, "CALSCALE", slice_of("GREGORIAN"), 0);
    if (p->name.len) ics_line(out, "X-WR-CALNAME", p->name, 1);
    for (int i = 0; i < p->activity_count; i++) {
        const struct activity *v = &p->activities[i];
        int64_t t_s = v->finish_s != TIME_NONE ? v->finish_s : v->early_finish_s;
        if (v->is_inactive) continue;
        int lasts = v->is_marked_milestone && v->start_s != TIME_NONE;
        struct event milestone = {"milestone", lasts ? v->start_s : t_s, t_s};
        struct event deadline = {"deadline", v->deadline_s, v->deadline_s};
        if ((activity_is_milestone(v) || v->is_marked_milestone) && t_s != TIME_NONE) {
            write_event(out, &people, i, &milestone);
            ++*count;
        }
        if (v->deadline_s != TIME_NONE) {
            write_event(out, &people, i, &deadline);
            ++*count;
        }
    }
    ics_line(out, "END", slice_of("VCALENDAR"), 0);
    return buf_ok(out, e);
}
