/* SPDX-License-Identifier: Apache-2.0 */
/* Activities and what they waited for, in words. */
#include "app/schedule.h"

static const struct visit *visit_of(const struct schedule_answer *x, const struct activity *at)
{
    return &x->built.visits[x->built.facilities[at->facility].visit];
}

static void phase_name(struct buf *b, const struct schedule_answer *x, const struct activity *at)
{
    if (at->is_inspection) buf_text(b, "inspection of ");
    buf_text(b, x->works.phases[at->phase].name);
}

void schedule_name(struct buf *b, const struct schedule_answer *x, const struct programme *p,
                   int activity)
{
    const struct activity *at = &x->schedule.activities[activity];
    buf_printf(b, "%s, %s: ", p->areas[visit_of(x, at)->area].name,
               p->sizes[x->built.facilities[at->facility].size].name);
    phase_name(b, x, at);
}

static void say_crew(struct buf *b, const struct schedule_answer *x, const struct programme *p,
                     const struct activity *at)
{
    const struct crew *crew = &x->works.crews[at->crew];
    char date[WORKS_DATE_BYTES];
    if (at->blocker < 0) {
        buf_printf(b, "waited for crew %s", crew->name);
        return;
    }
    const struct activity *before = &x->schedule.activities[at->blocker];
    works_date(&x->works, before->finish, date);
    if (visit_of(x, before)->area == visit_of(x, at)->area) {
        buf_printf(b, "crew %s was at work until %s on ", crew->name, date);
        phase_name(b, x, before);
    } else {
        buf_printf(b, "crew %s was in %s until %s, at ", crew->name,
                   p->areas[visit_of(x, before)->area].name, date);
        phase_name(b, x, before);
        buf_text(b, ", and on its way");
    }
}

/* Nothing but the year of the visit, or the day of planning again, came before. */
static void say_begin(struct buf *b, const struct schedule_answer *x, const struct programme *p,
                      const struct activity *at)
{
    char date[WORKS_DATE_BYTES];
    int year = visit_of(x, at)->year;
    if (!x->again || works_year_day(p, year) >= x->again->status_day) {
        buf_printf(b, "the visit begins in %d", p->first_year + year);
        return;
    }
    works_date(&x->works, x->again->status_day, date);
    buf_printf(b, "planned again on %s", date);
}

void schedule_reason(struct buf *b, const struct schedule_answer *x, const struct programme *p,
                     int activity)
{
    static const char *const conditions[NEEDS_COUNT] = {
        "", "electricity was not connected", "water was not connected",
        "raw materials were not secured", "staff was not trained"};
    const struct activity *at = &x->schedule.activities[activity];
    const struct phase *phase = &x->works.phases[at->phase];
    char date[WORKS_DATE_BYTES];
    switch (at->cause) {
    case WAIT_VISIT:
        say_begin(b, x, p, at);
        break;
    case WAIT_CONDITION:
        works_date(&x->works, at->start, date);
        buf_printf(b, "%s before %s", conditions[phase->condition], date);
        break;
    case WAIT_PHASE:
    case WAIT_CALENDAR:
        if (at->blocker >= 0) {
            const struct activity *before = &x->schedule.activities[at->blocker];
            works_date(&x->works, before->finish, date);
            buf_text(b, "waited for ");
            phase_name(b, x, before);
            buf_printf(b, ", done on %s", date);
        } else {
            say_begin(b, x, p, at);
        }
        if (at->cause == WAIT_CALENDAR)
            buf_printf(b, ", then for the end of a pause of calendar %s",
                       phase->calendar >= 0 ? x->works.calendars[phase->calendar].code : "");
        break;
    case WAIT_CREW:
        say_crew(b, x, p, at);
        break;
    case WAIT_MATERIAL:
        works_date(&x->works, at->start, date);
        buf_printf(b, "not enough %s before %s",
                   at->material >= 0 ? p->resources[at->material].name : "material", date);
        break;
    default:
        break;
    }
}
