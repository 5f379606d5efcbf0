/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "exchange/mspdi.h"
#include "exchange/mspdi_value.h"
#include "exchange/xml.h"
#include "kit/test.h"

static struct arena arena = ARENA_INIT(64 << 20);
static struct notes notes;
static struct project project;
static struct err error;

static enum status read_text(const char *text)
{
    arena_clear(&arena);
    notes_init(&notes, &arena);
    error.text[0] = '\0';
    return mspdi_read(&project, slice_of(text), "t.xml", &notes, &arena, &error);
}

/* The inside of <Project>. */
static void read_inside(const char *inside)
{
    struct buf text = BUF_INIT(1 << 20);
    buf_printf(&text, "<Project xmlns=\"http://schemas.microsoft.com/project\">%s</Project>",
               inside);
    enum status s = read_text(text.at);
    buf_clear(&text);
    if (s != STATUS_OK) fail_msg("%s", error.text);
}

static const struct note *note_at(const char *place)
{
    for (int i = 0; i < notes.count; i++)
        if (slice_is(notes.notes[i].place, place)) return &notes.notes[i];
    return NULL;
}

static int64_t instant(const char *text)
{
    int64_t t;
    CHECK(time_parse(slice_of(text), &t));
    return t;
}

TEST(durations)
{
    static const struct {
        const char *text;
        int64_t s;
    } good[] = {{"PT8H0M0S", 28800}, {"PT57H8M24S", 205704}, {"P1DT1H", 90000}, {"-PT30M", -1800},
                {"PT0S", 0},         {"PT1.5S", 1}};

    static const char *const bad[] = {"",    "P",      "PT",     "8H",    "PT8",
                                      "PTH", "PT8H8H", "PT1M1H", "PT1.5H"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        int64_t s = 7;
        CHECK(mspdi_duration_parse(slice_of(good[i].text), &s));
        CHECK(s == good[i].s);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t s;
        CHECK(!mspdi_duration_parse(slice_of(bad[i]), &s));
    }
}

TEST(a_task_with_everything_in_its_units)
{
    read_inside("<Tasks><Task><UID>7</UID><Name>Dig &amp; fill</Name><Type>1</Type>"
                "<Priority>700</Priority><Duration>PT16H30M0S</Duration>"
                "<DurationFormat>40</DurationFormat><TotalSlack>4800</TotalSlack>"
                "<Cost>12345</Cost><ConstraintType>7</ConstraintType>"
                "<ConstraintDate>2026-06-03T17:00:00</ConstraintDate>"
                "<Active>0</Active><OutlineLevel>1</OutlineLevel></Task></Tasks>");
    const struct activity *v = &project.activities[0];
    CHECK(project.activity_count == 1 && v->uid == 7);
    CHECK(slice_is(v->name, "Dig & fill"));
    CHECK(v->work_rule == RULE_FIXED_DURATION && v->priority == 700);
    CHECK(v->duration_s == 59400 && v->duration_unit == UNIT_DAY);
    CHECK(v->duration_is_elapsed && v->duration_is_estimated);
    CHECK(v->total_float_s == 28800);
    CHECK_NEAR(v->cost, 123.45, 1e-12);
    CHECK(v->constraint == CONSTRAINT_FINISH_BY && v->constraint_s == instant("2026-06-03T17:00"));
    CHECK(v->is_inactive);
    CHECK(v->early_start_s == TIME_NONE && isnan(v->percent));
}

TEST(the_outline_makes_parents)
{
    read_inside("<Tasks>"
                "<Task><UID>0</UID><OutlineLevel>0</OutlineLevel><Summary>1</Summary></Task>"
                "<Task><UID>1</UID><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>"
                "<Task><UID>2</UID><OutlineLevel>2</OutlineLevel></Task>"
                "<Task><UID>3</UID><IsNull>1</IsNull></Task>"
                "<Task><UID>4</UID><OutlineLevel>1</OutlineLevel><Milestone>1</Milestone>"
                "<Duration>PT0H0M0S</Duration></Task>"
                "<Task><UID>5</UID><OutlineLevel>1</OutlineLevel><Milestone>1</Milestone>"
                "<Duration>PT8H0M0S</Duration></Task></Tasks>");
    const struct activity *v = project.activities;
    CHECK(project.activity_count == 5);
    CHECK(v[0].kind == ACTIVITY_PROJECT && v[1].kind == ACTIVITY_SUMMARY);
    CHECK(v[1].parent == 0 && v[2].parent == 1 && v[3].parent == 0 && v[4].parent == 0);
    CHECK(v[3].kind == ACTIVITY_FINISH_MILESTONE);
    CHECK(v[4].kind == ACTIVITY_TASK && v[4].is_marked_milestone);
    CHECK(note_at("Task (a blank row)") && note_at("Task (a blank row)")->count == 1);
}

TEST(links_of_all_kinds_and_lags)
{
    read_inside("<Tasks><Task><UID>1</UID></Task><Task><UID>2</UID>"
                "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>0</Type>"
                "<LinkLag>-4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink>"
                "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>2</Type>"
                "<LinkLag>600</LinkLag><LagFormat>6</LagFormat></PredecessorLink>"
                "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>3</Type>"
                "<LinkLag>25</LinkLag><LagFormat>19</LagFormat></PredecessorLink>"
                "<PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink>"
                "<PredecessorLink><PredecessorUID>99</PredecessorUID></PredecessorLink>"
                "<PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink>"
                "<PredecessorLink><PredecessorUID>1</PredecessorUID><CrossProject>1</CrossProject>"
                "</PredecessorLink></Task></Tasks>");
    const struct link *l = project.links;
    CHECK(project.link_count == 4);
    CHECK(l[0].kind == LINK_FF && l[0].lag_s == -28800 && l[0].lag_kind == LAG_WORKING);
    CHECK(l[1].kind == LINK_SF && l[1].lag_s == 3600 && l[1].lag_kind == LAG_ELAPSED);
    CHECK(l[2].kind == LINK_SS && l[2].lag_kind == LAG_PERCENT);
    CHECK_NEAR(l[2].lag_percent, 25, 0);
    CHECK(l[3].kind == LINK_FS && l[3].lag_s == 0);
    CHECK(note_at("PredecessorLink/PredecessorUID")->count == 2);
    CHECK(note_at("PredecessorLink/CrossProject")->count == 1);
}

TEST(calendars_of_both_generations)
{
    static const char day[] = "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod>"
                              "<FromDate>2026-06-04T00:00:00</FromDate>"
                              "<ToDate>2026-06-05T23:59:00</ToDate></TimePeriod></WeekDay>";
    static const char exception[] =
        "<Exceptions><Exception><TimePeriod>"
        "<FromDate>2026-07-01T00:00:00</FromDate>"
        "<ToDate>2026-07-01T23:59:00</ToDate></TimePeriod>"
        "<Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions>";
    for (int modern = 0; modern < 2; modern++) {
        struct buf text = BUF_INIT(1 << 16);
        buf_printf(
            &text,
            "<Calendars><Calendar><UID>1</UID><WeekDays>%s</WeekDays>%s</Calendar></Calendars>",
            day, modern ? exception : "");
        read_inside(text.at);
        buf_clear(&text);
        const struct calendar *c = &project.calendars[0];
        CHECK(c->exception_count == 1);
        CHECK(c->exceptions[0].from_day == date_day(2026, modern ? 7 : 6, modern ? 1 : 4));
        CHECK(c->exceptions[0].to_day == date_day(2026, modern ? 7 : 6, modern ? 1 : 5));
    }
}

TEST(overlapping_times_become_one_and_are_told)
{
    read_inside("<Calendars><Calendar><UID>1</UID><WeekDays><WeekDay><DayType>2</DayType>"
                "<DayWorking>1</DayWorking><WorkingTimes>"
                "<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime>"
                "<WorkingTime><FromTime>08:00:00</FromTime><ToTime>14:00:00</ToTime></WorkingTime>"
                "<WorkingTime/></WorkingTimes></WeekDay></WeekDays></Calendar></Calendars>");
    const struct work_day *d = &project.calendars[0].days[1];
    CHECK(d->span_count == 1 && d->spans[0].from_s == 8 * 3600 && d->spans[0].to_s == 17 * 3600);
    CHECK(note_at("WorkingTimes/WorkingTime"));
}

TEST(nothing_is_dropped_silently)
{
    read_inside("<Tasks>\n<Task><UID>1</UID><Colour>red</Colour><HideBar>0</HideBar>\n"
                "<Priority>high</Priority></Task>\n<Task><UID>2</UID><Colour>blue</Colour></Task>"
                "</Tasks><Weather>rain</Weather>");
    CHECK(note_at("Task/Colour")->kind == NOTE_UNKNOWN && note_at("Task/Colour")->count == 2);
    CHECK(note_at("Task/Colour")->line == 2 && slice_is(note_at("Task/Colour")->sample, "red"));
    CHECK(note_at("Task/HideBar")->kind == NOTE_LEFT);
    CHECK(note_at("Task/Priority")->kind == NOTE_VALUE && note_at("Task/Priority")->line == 3);
    CHECK(note_at("Project/Weather")->kind == NOTE_UNKNOWN);
    CHECK(project.activities[0].priority == 500);
}

TEST(other_files_are_refused_with_a_sentence)
{
    static const struct {
        const char *text, *part;
    } cases[] = {
        {"", "t.xml:1: no element found"},
        {"<html></html>", "t.xml:1: the root is not that of an MS Project file"},
        {"<Project><Tasks>", "t.xml:1: no element found"},
        {"<Project>\n<a></b></Project>", "t.xml:2: mismatched tag"},
        {"<!DOCTYPE p [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Project>&b;</Project>",
         "document type declaration"},
        {"<!DOCTYPE p SYSTEM \"file:///etc/passwd\"><Project/>", "document type declaration"},
        {"<Project><Tasks><Task><UID>1</UID></Task><Task><UID>1</UID></Task></Tasks></Project>",
         "t.xml: activity number 1 stands for two"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK(read_text(cases[i].text) == STATUS_INVALID);
        if (!strstr(error.text, cases[i].part)) fail_msg("%s", error.text);
    }
}

TEST(depth_is_limited)
{
    struct buf text = BUF_INIT(1 << 20);
    buf_text(&text, "<Project>");
    for (int i = 0; i < 1000; i++)
        buf_text(&text, "<a>");
    CHECK(read_text(text.at) == STATUS_LIMIT);
    buf_clear(&text);
}

TEST(critical_days_are_as_long_as_the_file_says)
{
    read_inside("<CriticalSlackLimit>2</CriticalSlackLimit><MinutesPerDay>600</MinutesPerDay>");
    CHECK(project.critical_float_s == 2 * 600 * 60);
}

TEST(what_has_no_place_is_told_when_writing)
{
    struct activity v;
    struct buf text = BUF_INIT(1 << 20);
    arena_clear(&arena);
    notes_init(&notes, &arena);
    project_init(&project);
    activity_init(&v);
    v.kind = ACTIVITY_HAMMOCK;
    v.constraint2 = CONSTRAINT_FINISH_BY;
    project.activities = &v;
    project.activity_count = 1;
    CHECK(mspdi_write(&text, &project, &notes, &arena, &error) == STATUS_OK);
    CHECK(note_at("activity.kind hammock")->kind == NOTE_LOST);
    CHECK(note_at("activity.constraint2")->count == 1);
    buf_clear(&text);
    arena_clear(&arena);
}

SUITE(CASE(durations), CASE(a_task_with_everything_in_its_units), CASE(the_outline_makes_parents),
      CASE(links_of_all_kinds_and_lags), CASE(calendars_of_both_generations),
      CASE(overlapping_times_become_one_and_are_told), CASE(nothing_is_dropped_silently),
      CASE(other_files_are_refused_with_a_sentence), CASE(depth_is_limited),
      CASE(critical_days_are_as_long_as_the_file_says),
      CASE(what_has_no_place_is_told_when_writing))
