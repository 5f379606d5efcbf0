/* SPDX-License-Identifier: Apache-2.0 */
/* What became of the first schedule: the plants that moved most against it. */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

struct moved {
    int facility, first, now; /* days it is ready */
};

static int by_distance(const void *left, const void *right)
{
    const struct moved *a = left, *b = right;
    int x = abs(a->now - a->first), y = abs(b->now - b->first);
    return x != y ? y - x : a->facility - b->facility;
}

/* Day a plant was to be ready by the schedule made afresh; VIEW_NO_DAY: not known. */
static int first_ready(const struct view *v, int facility)
{
    const struct table *t = view_table(v, TABLE_SCHEDULE_ACTIVITY);
    int ready = VIEW_NO_DAY;
    int64_t instant = 0;
    for (int i = 0; i < v->work_count; i++) {
        if (v->works[i].facility != facility) continue;
        if (!time_parse(table_get_text(t, v->works[i].row, "baseline_finish"), &instant)) continue;
        if (ready == VIEW_NO_DAY || time_day(instant) > ready) ready = time_day(instant);
    }
    return ready;
}

static void day_cell(struct buf *b, int day)
{
    struct civil c = date_civil(day);
    html_add(b, "<td class=\"date\">%d-%02d-%02d</td>", c.year, c.month, c.day);
}

static void moved_row(struct buf *b, const struct page *p, const struct moved *x)
{
    const struct view_facility *f = &p->view->facilities[x->facility];
    buf_text(b, "<tr><th scope=\"row\">");
    page_area(b, p, p->view->visits[f->visit].area);
    html_add(b, "</th><td>%.*s</td>", HTML_SLICE(p->view->sizes[f->size].name));
    day_cell(b, f->due);
    day_cell(b, x->first);
    day_cell(b, x->now);
    page_number(b, x->now - x->first, 0);
    buf_text(b, "</tr>\n");
}

static void moved_plants(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"Area", "Plant", "Due", "At first", "Now", "#Days later"};
    const struct view *v = p->view;
    struct moved shown[PAGE_LATE_ROWS + 1];
    int count = 0, all = 0;
    for (int f = 0; f < v->facility_count; f++) {
        int first = first_ready(v, f);
        if (first == VIEW_NO_DAY || first == v->facilities[f].ready) continue;
        all++;
        shown[count] = (struct moved){f, first, v->facilities[f].ready};
        if (count < PAGE_LATE_ROWS)
            count++;
        else
            qsort(shown, PAGE_LATE_ROWS + 1, sizeof *shown, by_distance);
    }
    if (count == 0) return;
    qsort(shown, (size_t)count, sizeof *shown, by_distance);
    if (count < all)
        html_add(b, "<p class=\"cut\">The farthest %d of %d are shown.</p>", count, all);
    page_table(b, "Plants that moved", columns, 6);
    for (int i = 0; i < count; i++)
        moved_row(b, p, &shown[i]);
    page_table_end(b);
}

void section_again(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    const struct table *t = view_table(v, TABLE_SCHEDULE);
    struct slice date = table_get_text(t, v->schedule_row, "status_date");
    if (date.len == 0) return;
    html_add(
        b,
        "<h3>Planned again</h3><p>From <span class=\"date\">%.*s</span> on the rest was planned "
        "again: %s moved against the schedule before. Late days: %s in the schedule made "
        "first, %s now.</p>",
        HTML_SLICE(date),
        text_count((double)table_get_integer(t, v->schedule_row, "moved_count"), "activity",
                   "activities")
            .at,
        text_number(table_get_real(t, v->schedule_row, "baseline_late_days"), 0).at,
        text_number(table_get_real(t, v->schedule_row, "late_days"), 0).at);
    moved_plants(b, p);
}
