/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is written and read again is the same project, field by field: in each
 * format by itself, and through both for what both keep.
 */
#include "exchange/mspdi.h"
#include "exchange/xer.h"
#include "kit/project_equal.h"
#include "project/calendar.h"

enum {
    ARENA_BYTES = 256 << 20,
    TEXT_BYTES = 64 << 20,
};

/* Through one format and back. */
static void pass(const struct project *p, struct project *q, enum target through, struct arena *a)
{
    struct err e;
    struct notes notes;
    struct buf text = BUF_INIT(TEXT_BYTES);
    notes_init(&notes, a);
    enum status s = project_check(p, a, &e);
    if (s == STATUS_OK) s = (through == TO_XER ? xer_write : mspdi_write)(&text, p, &notes, a, &e);
    if (s == STATUS_OK)
        s = (through == TO_XER ? xer_read : mspdi_read)(q, buf_as_slice(&text), "test", &notes, a,
                                                        &e);
    buf_clear(&text);
    if (s != STATUS_OK) fail_msg("%s", e.text);
    for (int i = 0; i < notes.count; i++)
        if (notes.notes[i].kind <= NOTE_VALUE)
            fail_msg("%s: %.*s '%.*s'", note_kind_text(notes.notes[i].kind),
                     SLICE_ARGS(notes.notes[i].place), SLICE_ARGS(notes.notes[i].sample));
}

static int comes_back(struct gen *g, int size, enum target to)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct project p, q, r;
    random_project(g, &p, size, to, &a);
    pass(&p, &q, to == TO_XER ? TO_XER : TO_MSPDI, &a);
    if (to == TO_BOTH) {
        pass(&q, &r, TO_XER, &a);
        pass(&r, &q, TO_MSPDI, &a);
    }
    int same = projects_equal(&p, &q, to);
    arena_clear(&a);
    return same;
}

static int mspdi_comes_back(struct gen *g, int size)
{
    return comes_back(g, size, TO_MSPDI);
}

static int xer_comes_back(struct gen *g, int size)
{
    return comes_back(g, size, TO_XER);
}

static int both_come_back(struct gen *g, int size)
{
    return comes_back(g, size, TO_BOTH);
}

/* Any calendar has the same working days after P6, though its rules have become days. */
static int calendars_mean_the_same(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct project p, q;
    random_project(g, &p, size, TO_MSPDI, &a);
    for (int i = 0; i < p.activity_count; i++) { /* what P6 has no numbers for */
        p.activities[i].uid = i + 1;
        p.activities[i].name = p.activities[i].code = p.activities[i].guid = SLICE_NONE;
    }
    pass(&p, &q, TO_XER, &a);
    int same = p.calendar_count == q.calendar_count;
    for (int i = 0; same && i < p.calendar_count; i++) {
        struct worktime v, w;
        same = worktime_build(&v, &p, i, &a, NULL) == STATUS_OK &&
               worktime_build(&w, &q, i, &a, NULL) == STATUS_OK;
        for (int day = date_day(2025, 6, 1); same && day < date_day(2029, 6, 1); day++) {
            struct day_pattern x = worktime_day(&v, day), y = worktime_day(&w, day);
            struct work_span *xs = (struct work_span *)(uintptr_t)x.spans;
            struct work_span *ys = (struct work_span *)(uintptr_t)y.spans;
            struct work_day s = {DAY_WORK, xs, x.span_count}, t = {DAY_WORK, ys, y.span_count};
            same = days_equal(&s, &t);
        }
    }
    arena_clear(&a);
    return same;
}

TEST(mspdi)
{
    property_check("MS Project XML comes back", mspdi_comes_back, 60, 100);
}

TEST(xer)
{
    property_check("XER comes back", xer_comes_back, 60, 100);
}

TEST(both)
{
    property_check("both come back", both_come_back, 60, 60);
}

TEST(calendars)
{
    property_check("calendars mean the same", calendars_mean_the_same, 60, 25);
}

SUITE(CASE(mspdi), CASE(xer), CASE(both), CASE(calendars))
