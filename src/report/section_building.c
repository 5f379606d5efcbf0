/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void date_cell(struct buf *b, int day)
{
    struct civil c = date_civil(day);
    html_add(b, "<td class=\"date\">%d-%02d-%02d</td>", c.year, c.month, c.day);
}

static void in_short(struct buf *b, const struct view *v)
{
    const struct table *t = view_table(v, TABLE_SCHEDULE);
    int row = v->schedule_row;
    double late = table_get_real(t, row, "late_days"),
           bound = table_get_real(t, row, "late_days_bound");
    int64_t count = table_get_integer(t, row, "late_count");
    if (isnan(late)) {
        html_add(b, "<p class=\"lead\">%.*s</p>", HTML_SLICE(table_get_text(t, row, "summary")));
        return;
    }
    int crews = 0;
    for (int i = 0; i < v->crew_count; i++)
        crews += v->crews[i].stay_count > 0;
    html_add(
        b,
        "<p class=\"lead\">%s by %s build the plan; the last plant is ready on <span "
        "class=\"date\">%.*s</span>. ",
        text_count((double)table_get_integer(t, row, "activity_count"), "activity", "activities")
            .at,
        text_count(crews, "crew", NULL).at, HTML_SLICE(table_get_text(t, row, "finish")));
    if (count == 0)
        buf_text(b, "Every plant is ready by the day the plan counts on it.</p>");
    else
        html_add(b,
                 "%s later than the plan counts on, by %s days in all; no schedule can have fewer "
                 "than %s.</p>",
                 text_count((double)count, "plant is", "plants are").at, text_number(late, 0).at,
                 text_number(bound, 0).at);
}

static void legend(struct buf *b, const struct view *v)
{
    buf_text(b, "<ul class=\"legend row\">");
    for (int i = 0; i < v->phase_count; i++)
        html_add(b, "<li><i class=\"ph%d\"></i>%.*s</li>", i % 10, HTML_SLICE(v->phases[i].name));
    buf_text(b, "</ul>");
}

static int count_built(const struct view *v, int from, int to)
{
    int count = 0;
    for (int i = from; i < to; i++)
        count += chart_is_built(&v->visits[i]);
    return count;
}

/* A chart that scrolls within itself, by keys too. */
static void open_scroll(struct buf *b, struct slice province, int year)
{
    html_add(b,
             "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Building of "
             "%d%s%.*s\">",
             year, province.len ? ", " : "", HTML_SLICE(province));
}

/* Of a year with many visits first the provinces, then each of them to be opened. */
static void gantt_by_province(struct buf *b, const struct view *v, int from, int to)
{
    chart_gantt_provinces(b, v, from, to);
    buf_text(b, "</div>");
    for (int i = from; i < to;) {
        int end = chart_province_end(v, i, to), built = count_built(v, i, end);
        if (built)
            html_add(b, "<details class=\"part\"><summary>%.*s <small>%s</small></summary>",
                     HTML_SLICE(view_province_name(v, v->visits[i].area)),
                     text_count(built, "visit", NULL).at);
        if (built > PAGE_GANTT_ROWS)
            html_add(b, "<p class=\"cut\">The first %d are shown.</p>", PAGE_GANTT_ROWS);
        if (built) {
            open_scroll(b, view_province_name(v, v->visits[i].area),
                        v->first_year + v->visits[i].year);
            chart_gantt(b, v, i, end - i > PAGE_GANTT_ROWS ? i + PAGE_GANTT_ROWS : end);
            buf_text(b, "</div></details>\n");
        }
        i = end;
    }
}

static void gantt_charts(struct buf *b, const struct view *v)
{
    buf_text(b, "<h3>Building, visit by visit</h3><p>One line for each visit: the phases of all "
                "its plants together. Dashed: the day the plan counts on them; names of visits "
                "with late plants are red.");
    if (v->province_count)
        buf_text(b, " Years with many visits are shown by province first: how many of its visits "
                    "are at work.");
    buf_text(b, "</p>");
    legend(b, v);
    for (int year = 0; year < v->year_count; year++) {
        int from = v->year_first_visit[year], to = v->year_first_visit[year + 1];
        int built = count_built(v, from, to);
        if (built == 0) continue;
        html_add(b, "<details class=\"year\" open><summary><b>%d</b> %s</summary>",
                 v->first_year + year, text_count(built, "visit", NULL).at);
        open_scroll(b, SLICE_NONE, v->first_year + year);
        if (built > PAGE_GANTT_VISITS) {
            gantt_by_province(b, v, from, to);
        } else {
            chart_gantt(b, v, from, to);
            buf_text(b, "</div>");
        }
        buf_text(b, "</details>\n");
    }
}

static void progress(struct buf *b, const struct view *v)
{
    buf_text(b, "<h3>Work done</h3><p>Days of work of all activities, as a share of all of them."
                "</p><ul class=\"legend row\"><li><i class=\"k-before\"></i>were crews and "
                "materials never short</li><li><i class=\"k-after\"></i>by the schedule</li></ul>"
                "<div class=\"charts\"><figure>");
    chart_progress(b, v);
    buf_text(b, "</figure></div>\n");
}

/* --- late plants -------------------------------------------------------------------------- */

struct late {
    int facility, days;
};

static int by_lateness(const void *left, const void *right)
{
    const struct late *a = left, *b = right;
    return a->days != b->days ? b->days - a->days : a->facility - b->facility;
}

/* Days in which nothing was done on the plant before a work of it began. */
static int idle_before(const struct view *v, const struct view_work *work)
{
    const struct view_visit *visit = &v->visits[v->facilities[work->facility].visit];
    int since = date_day(v->first_year + visit->year, 1, 1);
    for (int i = visit->first_work; i >= 0; i = v->works[i].next) {
        const struct view_work *w = &v->works[i];
        if (w->facility != work->facility || w == work || w->start >= work->start) continue;
        if (w->finish > since) since = w->finish;
    }
    return work->start - since;
}

/* The work of a plant that waited longest, other than for a work before; -1: none waited. */
static int decisive_wait(const struct view *v, int facility)
{
    const struct table *t = view_table(v, TABLE_SCHEDULE_ACTIVITY);
    int decisive = -1, most = 0;
    for (int i = v->visits[v->facilities[facility].visit].first_work; i >= 0;
         i = v->works[i].next) {
        const struct view_work *w = &v->works[i];
        struct slice cause = table_get_text(t, w->row, "waits_for");
        if (w->facility != facility || slice_is(cause, "phase") || slice_is(cause, "visit"))
            continue;
        int idle = idle_before(v, w);
        if (idle <= most) continue;
        most = idle;
        decisive = i;
    }
    return decisive;
}

static void late_row(struct buf *b, const struct page *p, const struct late *x)
{
    const struct view *v = p->view;
    const struct view_facility *f = &v->facilities[x->facility];
    int wait = decisive_wait(v, x->facility);
    buf_text(b, "<tr><th scope=\"row\">");
    page_area(b, p, v->visits[f->visit].area);
    html_add(b, "</th><td>%.*s</td>", HTML_SLICE(v->sizes[f->size].name));
    date_cell(b, f->due);
    date_cell(b, f->ready);
    page_number(b, x->days, 0);
    buf_text(b, "<td class=\"words\">");
    if (wait >= 0)
        html_add(b, "%.*s: %.*s", HTML_SLICE(v->phases[v->works[wait].phase].name),
                 HTML_SLICE(table_get_text(view_table(v, TABLE_SCHEDULE_ACTIVITY),
                                           v->works[wait].row, "reason")));
    buf_text(b, "</td></tr>\n");
}

static void late_plants(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"Area",  "Plant",      "Due",
                                          "Ready", "#Days late", "What put it off"};
    const struct view *v = p->view;
    struct late shown[PAGE_LATE_ROWS + 1];
    int count = 0, all = 0;
    for (int f = 0; f < v->facility_count; f++) {
        if (v->facilities[f].ready <= v->facilities[f].due) continue;
        all++;
        shown[count] = (struct late){f, v->facilities[f].ready - v->facilities[f].due};
        if (count < PAGE_LATE_ROWS)
            count++;
        else
            qsort(shown, PAGE_LATE_ROWS + 1, sizeof *shown, by_lateness);
    }
    if (count == 0) return;
    qsort(shown, (size_t)count, sizeof *shown, by_lateness);
    buf_text(b, "<h3>Plants that are late</h3>");
    if (count < all) html_add(b, "<p class=\"cut\">The latest %d of %d are shown.</p>", count, all);
    page_table(b, "Plants that are late", columns, 6);
    for (int i = 0; i < count; i++)
        late_row(b, p, &shown[i]);
    page_table_end(b);
}

static void crew_table(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {"Crew", "Trades", "#Places", "#Way | km",
                                          "#Days at sites"};
    int shown = v->crew_count < PAGE_CREW_ROWS ? v->crew_count : PAGE_CREW_ROWS;
    if (shown == 0) return;
    buf_text(b, "<h3>Crews</h3>");
    if (shown < v->crew_count)
        html_add(b, "<p class=\"cut\">The first %d of %d are shown.</p>", shown, v->crew_count);
    page_table(b, "Crews", columns, 5);
    for (int i = 0; i < shown; i++) {
        const struct view_crew *c = &v->crews[i];
        html_add(b, "<tr><th scope=\"row\">%.*s</th><td>%.*s</td>", HTML_SLICE(c->name),
                 HTML_SLICE(c->trades));
        page_number(b, c->stay_count, 0);
        page_number(b, c->km, 0);
        page_number(b, c->days, 0);
        buf_text(b, "</tr>\n");
    }
    page_table_end(b);
}

void section_building(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "building", "How it is built");
    if (!v->plan.at) {
        page_missing(b, "There is no plan yet, so there is nothing to build.");
    } else if (v->schedule_row < 0) {
        page_missing(b, "When and by whom the plants are built is not worked out yet: "
                        "<code>groundwork schedule</code> does it from the tables of phases, "
                        "crews and materials.");
    } else {
        in_short(b, v);
        if (v->work_count > 0) {
            progress(b, v);
            gantt_charts(b, v);
            page_moves(b, p);
            section_again(b, p);
            late_plants(b, p);
            crew_table(b, v);
        }
    }
    page_section_end(b);
}
