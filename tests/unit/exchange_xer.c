/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/clndr.h"
#include "exchange/codepage.h"
#include "exchange/ics.h"
#include "exchange/table.h"
#include "exchange/xer.h"
#include "kit/test.h"

static struct arena arena = ARENA_INIT(64 << 20);
static struct notes notes;
static struct project project;
static struct err error;

#define HEAD "ERMHDR\t8.2\t2026-06-01\tProject\ta\tb\tc\td\tKPW\r\n"
#define PROJ "%T\tPROJECT\r\n%F\tproj_id\tproj_short_name\r\n%R\t7\tMILL\r\n"

static enum status read_text(const char *text)
{
    arena_clear(&arena);
    notes_init(&notes, &arena);
    error.text[0] = '\0';
    return xer_read(&project, slice_of(text), "t.xer", &notes, &arena, &error);
}

static void read_good(const char *text)
{
    if (read_text(text) != STATUS_OK) fail_msg("%s", error.text);
}

static const struct note *note_at(const char *place)
{
    for (int i = 0; i < notes.count; i++)
        if (slice_is(notes.notes[i].place, place)) return &notes.notes[i];
    return NULL;
}

TEST(the_outline_follows_the_numbers_and_activities_come_first)
{
    read_good(HEAD PROJ
              "%T\tPROJWBS\n%F\twbs_id\tproj_id\tseq_num\tproj_node_flag\twbs_name\tparent_wbs_id\n"
              "%R\t12\t7\t9\tN\tlast\t10\n%R\t11\t7\t2\tN\tfirst\t10\n%R\t10\t7\t1\tY\tMill\t3\n"
              "%T\tTASK\n%F\ttask_id\tproj_id\twbs_id\ttask_code\ttask_type\n"
              "%R\t20\t7\t12\tA\tTT_Task\n%R\t21\t7\t10\tB\tTT_Mile\n%R\t11\t7\t11\tC\tTT_LOE\n");
    const struct activity *v = project.activities;
    CHECK(project.activity_count == 6);
    CHECK(v[0].kind == ACTIVITY_PROJECT && slice_is(project.name, "Mill"));
    CHECK(slice_is(v[1].code, "B") && v[1].kind == ACTIVITY_START_MILESTONE && v[1].parent == 0);
    CHECK(slice_is(v[2].name, "first") && slice_is(v[3].code, "C") && v[3].parent == 2);
    CHECK(slice_is(v[4].name, "last") && slice_is(v[5].code, "A") && v[5].parent == 4);
    CHECK(v[3].uid == 11 && v[2].uid != 11); /* parts and activities share one series here */
}

TEST(circles_of_parts_are_cut_and_told)
{
    read_good(HEAD PROJ "%T\tPROJWBS\n%F\twbs_id\tproj_id\tparent_wbs_id\n"
                        "%R\t1\t7\t2\n%R\t2\t7\t3\n%R\t3\t7\t1\n");
    CHECK(project.activity_count == 3);
    CHECK(note_at("PROJWBS/parent_wbs_id")->kind == NOTE_VALUE);
}

TEST(rows_of_other_projects_are_told)
{
    read_good(HEAD "%T\tPROJECT\n%F\tproj_id\texport_flag\n%R\t6\tN\n%R\t7\tY\n"
                   "%T\tTASK\n%F\ttask_id\tproj_id\n%R\t1\t6\n%R\t2\t7\n%R\t3\t6\n");
    CHECK(project.activity_count == 1 && project.activities[0].uid == 2);
    CHECK(note_at("rows of another project/TASK")->count == 2);
}

TEST(progress_and_percentages)
{
    read_good(HEAD PROJ
              "%T\tTASK\n%F\ttask_id\tproj_id\tcomplete_pct_type\tstatus_code\ttarget_drtn_hr_cnt"
              "\tremain_drtn_hr_cnt\tphys_complete_pct\tact_work_qty\tremain_work_qty"
              "\tact_start_date\tact_end_date\n"
              "%R\t1\t7\tCP_Drtn\tTK_Active\t80\t20\t0\t\t\t2026-06-01 08:00\t\n"
              "%R\t2\t7\tCP_Phys\tTK_Active\t80\t80\t30\t\t\t2026-06-01 08:00\t\n"
              "%R\t3\t7\tCP_Units\tTK_Active\t80\t80\t0\t25\t75\t2026-06-01 08:00\t\n"
              "%R\t4\t7\tCP_Drtn\tTK_Complete\t80\t0\t0\t\t\t2026-06-01 08:00\t2026-06-05 17:00\n"
              "%R\t5\t7\tCP_Drtn\tTK_NotStart\t80\t80\t0\t\t\t\t\n");
    static const double percent[] = {75, 30, 25, 100, 0};
    for (int i = 0; i < 5; i++)
        CHECK_NEAR(project.activities[i].percent, percent[i], 1e-12);
}

TEST(text_of_the_code_page)
{
    read_good(HEAD PROJ
              "%T\tTASK\n%F\ttask_id\tproj_id\ttask_name\n%R\t1\t7\tcaf\xe9 \x80 5\x7f\x7fmore\n");
    CHECK(slice_is(project.activities[0].name, "caf\xc3\xa9 \xe2\x82\xac 5\nmore"));
    read_good(HEAD PROJ
              "%T\tTASK\n%F\ttask_id\tproj_id\ttask_name\n%R\t1\t7\t\xec\x9b\x90\xec\x82\xb0\n");
    CHECK(slice_is(project.activities[0].name, "\xec\x9b\x90\xec\x82\xb0"));
}

TEST(every_byte_of_the_code_page_comes_back)
{
    char bytes[257];
    struct buf out = BUF_INIT(1 << 10);
    for (int i = 1; i < 256; i++)
        bytes[i - 1] = (char)i;
    struct slice all = {bytes, 255}, utf8 = codepage_to_utf8(all, &arena);
    CHECK(codepage_from_utf8(&out, utf8));
    CHECK(slice_equal(buf_as_slice(&out), all));
    buf_reset(&out);
    CHECK(!codepage_from_utf8(&out, slice_of("\xec\x9b\x90")));
    CHECK(out.len == 0);
    buf_clear(&out);
}

TEST(nothing_is_dropped_silently)
{
    read_good(HEAD PROJ "%T\tTASK\n%F\ttask_id\tproj_id\trev_fdbk_flag\tcolour\tpriority_type\n"
                        "%R\t1\t7\tN\tred\tPT_Urgent\tmore\n%R\t2\t7\tN\tblue\tPT_Top\n"
                        "%T\tOBS\n%F\tobs_id\n%R\t1\n%T\tWEATHER\n%F\train\n%R\t1\n%R\t2\nnoise\n");
    CHECK(note_at("TASK/rev_fdbk_flag")->kind == NOTE_LEFT);
    CHECK(note_at("TASK/colour")->kind == NOTE_UNKNOWN && note_at("TASK/colour")->count == 2);
    CHECK(note_at("TASK/colour")->line == 7);
    CHECK(note_at("TASK/priority_type")->kind == NOTE_VALUE);
    CHECK(note_at("table/OBS")->kind == NOTE_LEFT);
    CHECK(note_at("table/WEATHER")->kind == NOTE_UNKNOWN && note_at("table/WEATHER")->count == 2);
    CHECK(note_at("more fields than columns/TASK")->count == 1);
    CHECK(note_at("a line of no kind")->count == 1);
    CHECK(project.activities[0].priority == 500 && project.activities[1].priority == 900);
}

TEST(other_files_are_refused_with_a_sentence)
{
    static const struct {
        const char *text, *part;
    } cases[] = {
        {"", "t.xer:1: this is no XER file"},
        {"<Project/>", "t.xer:1: this is no XER file"},
        {HEAD, "t.xer: there is no project in it"},
        {HEAD "%R\t1\n", "t.xer:2: %R before the first table"},
        {HEAD "%T\tTASK\n%R\t1\n", "t.xer:3: a row before the columns of table TASK"},
        {HEAD "%T\tTASK\n%F\ta\n%F\ta\n", "t.xer:4: table TASK names its columns twice"},
        {HEAD PROJ "%T\tTASK\n%F\ttask_id\tproj_id\n%R\t1\t7\n%R\t1\t7\n",
         "t.xer: activity number 1 stands for two"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK(read_text(cases[i].text) == STATUS_INVALID);
        if (!strstr(error.text, cases[i].part)) fail_msg("%s", error.text);
    }
}

/* --- the calendar's own text --- */

static int read_clndr(struct calendar *c, const char *text)
{
    arena_clear(&arena);
    notes_init(&notes, &arena);
    calendar_init(c);
    return clndr_read(c, slice_of(text), 5, &notes, &arena);
}

TEST(calendar_data)
{
    struct calendar c;
    CHECK(
        read_clndr(
            &c,
            "(0||CalendarData()(\x7f\x7f (0||DaysOfWeek()( (0||1()())"
            "(0||2()((0||0(s|08:00|f|12:00)())(0||1(f|00:00|s|13:00)())))))"
            "(0||VIEW(ShowTotal|Y)())(0||Odd()())"
            "(0||Exceptions()((0||0(d|46180)())(0||1(d|46181)((0||0(s|07:00|f|09:30)()))))))) ") ==
        1);
    CHECK(c.days[0].kind == DAY_OFF && c.days[2].kind == DAY_OFF);
    CHECK(c.days[1].span_count == 2 && c.days[1].spans[1].to_s == DAY_SECONDS);
    CHECK(c.exception_count == 2 && c.exceptions[0].from_day == date_day(2026, 6, 7));
    CHECK(c.exceptions[0].span_count == 0 && c.exceptions[1].spans[0].to_s == 9 * 3600 + 1800);
    CHECK(note_at("CALENDAR.clndr_data/Odd")->line == 5);
    CHECK(!note_at("CALENDAR.clndr_data/VIEW"));
}

TEST(calendar_data_that_is_none)
{
    static const char *const wrong[] = {
        "",
        "(",
        "(0||CalendarData()(",
        "CalendarData",
        "(0||CalendarData()())x",
        "(0||Other()())",
        "(0|CalendarData()())",
        "(0||CalendarData(()())",
        "(0||CalendarData()()))",
    };
    struct calendar c;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        CHECK(read_clndr(&c, wrong[i]) == 0);
    struct buf deep = BUF_INIT(1 << 20);
    for (int i = 0; i < 1000; i++)
        buf_text(&deep, "(0||CalendarData()(");
    CHECK(read_clndr(&c, deep.at) == 0);
    buf_clear(&deep);
}

/* --- iCalendar and the table --- */

TEST(lines_fold_without_cutting_characters)
{
    struct buf out = BUF_INIT(1 << 16);
    char text[400] = "";
    for (int i = 0; i < 60; i++)
        memcpy(text + 3 * i, "\xed\x95\x9c", 4);
    ics_line(&out, "SUMMARY", slice_of(text), 1);
    size_t line = 0;
    for (size_t i = 0; i < out.len; i++) {
        line = out.at[i] == '\n' ? 0 : line + 1;
        CHECK(line <= 76); /* 75 octets and the CR */
        if (i >= 2 && out.at[i - 2] == '\r') CHECK(out.at[i] == ' ');
        if (i >= 3 && out.at[i - 3] == '\r') CHECK(((unsigned char)out.at[i] & 0xc0) != 0x80);
    }
    buf_reset(&out);
    ics_line(&out, "SUMMARY", slice_of("a,b;c\\d\ne"), 1);
    CHECK_TEXT(out.at, "SUMMARY:a\\,b\\;c\\\\d\\ne\r\n");
    buf_clear(&out);
}

TEST(milestones_and_deadlines_as_events)
{
    struct activity v[2];
    struct arena a = ARENA_INIT(1 << 20);
    struct buf out = BUF_INIT(1 << 16);
    int count;
    project_init(&project);
    activity_init(&v[0]);
    activity_init(&v[1]);
    v[0].uid = 4;
    v[0].kind = ACTIVITY_FINISH_MILESTONE;
    v[0].name = slice_of("Roof, closed");
    CHECK(time_parse(slice_of("2026-09-01T17:00"), &v[0].finish_s));
    v[1].name = slice_of("Dig");
    project.activities = v;
    project.activity_count = 2;
    CHECK(ics_write(&out, &project, &count, &a, NULL) == STATUS_OK && count == 1);
    CHECK(strstr(out.at, "BEGIN:VEVENT\r\nUID:milestone-4-@groundwork\r\n"));
    CHECK(strstr(out.at, "\r\nDTSTART:20260901T170000\r\nSUMMARY:Roof\\, closed\r\n"));
    buf_reset(&out);
    v[1].deadline_s = v[0].finish_s;
    CHECK(ics_write(&out, &project, &count, &a, NULL) == STATUS_OK && count == 2);
    CHECK(strstr(out.at, "SUMMARY:Dig (deadline)\r\n"));
    buf_clear(&out);
    arena_clear(&a);
}

/* From start to finish, where it is, who comes, and a name that outlives its number. */
TEST(inspections_as_events)
{
    struct activity v[4];
    struct resource r[2];
    struct assignment uses[2];
    struct arena a = ARENA_INIT(1 << 20);
    struct buf out = BUF_INIT(1 << 16);
    int count;
    project_init(&project);
    for (int i = 0; i < 4; i++) {
        activity_init(&v[i]);
        v[i].uid = 10 + i;
        v[i].parent = i - 1;
        v[i].kind = i < 3 ? ACTIVITY_SUMMARY : ACTIVITY_TASK;
    }
    for (int i = 0; i < 2; i++) {
        resource_init(&r[i]);
        assignment_init(&uses[i]);
        uses[i].activity = 3;
        uses[i].resource = i;
    }
    r[0].kind = RESOURCE_MATERIAL;
    r[0].name = slice_of("cement");
    r[1].name = slice_of("Inspectors 2");
    v[1].name = slice_of("Riverside");
    v[2].name = slice_of("Mill, small");
    v[3].name = slice_of("Inspection");
    v[3].guid = slice_of("A-B");
    v[3].is_marked_milestone = 1;
    CHECK(time_parse(slice_of("2026-09-01T08:00"), &v[3].start_s));
    CHECK(time_parse(slice_of("2026-09-03T17:00"), &v[3].finish_s));
    project.activities = v, project.activity_count = 4;
    project.resources = r, project.resource_count = 2;
    project.assignments = uses, project.assignment_count = 2;
    CHECK(ics_write(&out, &project, &count, &a, NULL) == STATUS_OK && count == 1);
    CHECK(strstr(out.at, "\r\nUID:milestone-A-B@groundwork\r\n"));
    CHECK(strstr(out.at, "\r\nDTSTART:20260901T080000\r\nDTEND:20260903T170000\r\n"));
    CHECK(strstr(out.at, "\r\nLOCATION:Mill\\, small\\, Riverside\r\n"));
    CHECK(strstr(out.at, "\r\nCONTACT:Inspectors 2\r\n") && !strstr(out.at, "cement"));
    buf_clear(&out);
    arena_clear(&a);
}

TEST(a_table_of_activities)
{
    struct activity v[2];
    struct link l;
    struct buf out = BUF_INIT(1 << 16);
    project_init(&project);
    activity_init(&v[0]);
    activity_init(&v[1]);
    link_init(&l);
    v[0].code = slice_of("A");
    v[1].uid = 1;
    v[1].name = slice_of("x, y");
    v[1].duration_s = 5400;
    l = (struct link){.from = 0, .to = 1, .kind = LINK_SS, .lag_s = -7200};
    project.activities = v;
    project.activity_count = 2;
    project.links = &l;
    project.link_count = 1;
    CHECK(table_write(&out, &project, &arena, NULL) == STATUS_OK);
    CHECK(strstr(out.at, "\n1,,\"x, y\",0,task,1.5,,,,,,,,,0,,,,as soon as possible,,,ASS-2h\n"));
    buf_clear(&out);
    arena_clear(&arena);
}

SUITE(CASE(the_outline_follows_the_numbers_and_activities_come_first),
      CASE(circles_of_parts_are_cut_and_told), CASE(rows_of_other_projects_are_told),
      CASE(progress_and_percentages), CASE(text_of_the_code_page),
      CASE(every_byte_of_the_code_page_comes_back), CASE(nothing_is_dropped_silently),
      CASE(other_files_are_refused_with_a_sentence), CASE(calendar_data),
      CASE(calendar_data_that_is_none), CASE(lines_fold_without_cutting_characters),
      CASE(milestones_and_deadlines_as_events), CASE(inspections_as_events),
      CASE(a_table_of_activities))
