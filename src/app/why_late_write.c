/* SPDX-License-Identifier: Apache-2.0 */
/* Reasons of lateness for people and for programs. */
#include <string.h>

#include "app/why_late.h"
#include "base/json.h"
#include "base/number.h"

static const char *const kinds[] = {"crew", "material", "condition", "pauses", "visit"};
static const char *const conditions[NEEDS_COUNT] = {"", "electricity", "water", "raw materials",
                                                    "staff"};

/* Days of a pause; of every year: nearly. */
static int pause_days(const struct work_pause *x)
{
    if (!x->yearly) return x->last - x->first + 1;
    int days = (x->last / 100 - x->first / 100) * 30 + x->last % 100 - x->first % 100 + 1;
    return x->first <= x->last ? days : days + 365;
}

/* Distinct reasons of the pauses of a calendar, feast days of a day or two left out: "frost". */
static void write_pauses(struct buf *b, const struct works *w, int calendar)
{
    const struct work_calendar *c = &w->calendars[calendar];
    const char *lead = " (";
    for (int i = 0; i < c->pause_count; i++) {
        const struct work_pause *x = &w->pauses[c->pause_first + i];
        int is_new = *x->reason != 0 && pause_days(x) >= WORKS_PAUSE_DAYS;
        for (int k = 0; k < i; k++)
            is_new &= strcmp(x->reason, w->pauses[c->pause_first + k].reason) != 0;
        if (!is_new) continue;
        buf_printf(b, "%s%s", lead, x->reason);
        lead = ", ";
    }
    if (*lead == ',') buf_char(b, ')');
}

/* What it is: "crews of trade building". */
static void write_what(struct buf *b, const struct works *w, const struct programme *p,
                       const struct relax_cause *c)
{
    switch (c->kind) {
    case RELAX_CREW:
        buf_printf(b, "crews of trade %s", w->trades[c->what]);
        break;
    case RELAX_MATERIAL:
        buf_text(b, p->resources[c->what].name);
        break;
    case RELAX_CONDITION:
        buf_text(b, conditions[c->what]);
        break;
    case RELAX_PAUSES:
        buf_printf(b, "days without work of calendar %s", w->calendars[c->what].code);
        write_pauses(b, w, c->what);
        break;
    case RELAX_VISIT:
        buf_text(b, "the year of the visit");
        break;
    }
}

static const char *otherwise(enum relax_kind kind)
{
    switch (kind) {
    case RELAX_CREW:
        return "were people of it always at hand";
    case RELAX_MATERIAL:
        return "were it there from the beginning";
    case RELAX_CONDITION:
        return "were it ready at once";
    case RELAX_PAUSES:
        return "were there work on them";
    default:
        return "did it begin a year earlier";
    }
}

static void write_plant(struct buf *b, const struct why_late_list *x, const struct programme *p,
                        const struct why_late *at)
{
    const struct facility *f = &x->schedule.built.facilities[at->facility];
    buf_printf(b, "%s, %s", p->areas[x->schedule.built.visits[f->visit].area].name,
               p->sizes[f->size].name);
    if (at->activity < 0) return;
    const struct activity *activity = &x->schedule.schedule.activities[at->activity];
    buf_printf(b, ": %s%s", activity->is_inspection ? "inspection of " : "",
               x->schedule.works.phases[activity->phase].name);
}

static void write_days(struct buf *b, const struct why_late_list *x, const struct why_late *at)
{
    char date[WORKS_DATE_BYTES], due[WORKS_DATE_BYTES];
    works_date(&x->schedule.works, at->answer.day, date);
    works_date(&x->schedule.works, at->answer.due, due);
    if (at->activity >= 0) {
        char start[WORKS_DATE_BYTES];
        works_date(&x->schedule.works, x->schedule.schedule.activities[at->activity].start, start);
        buf_printf(b, ": from %s, done on %s\n", start, date);
    } else if (at->answer.day > at->answer.due) {
        buf_printf(b, ": ready on %s, %d days after %s\n", date, at->answer.day - at->answer.due,
                   due);
    } else {
        buf_printf(b, ": ready on %s, in time (%s)\n", date, due);
    }
}

static void write_chain(struct buf *b, const struct why_late_list *x, const struct programme *p,
                        const struct why_late *at)
{
    const struct relax_answer *a = &at->answer;
    const struct works *w = &x->schedule.works;
    const char *done = at->activity < 0 ? "ready" : "done";
    if (a->loose_days > 0)
        buf_printf(b, "  It could be %s %d days earlier as things are.\n", done, a->loose_days);
    if (a->chain_count == 0) {
        buf_text(b,
                 "  The reason: the work itself, from the first day of the programme on; nothing "
                 "else holds it up.\n");
        return;
    }
    const struct relax_cause *first = &a->causes[0];
    buf_text(b, "  The reason: ");
    write_what(b, w, p, first);
    if (first->alone_days > 0)
        buf_printf(b, "; %s, it would be %s %d days earlier.\n", otherwise(first->kind), done,
                   first->alone_days);
    else
        buf_text(b, ", which holds it up only together with the next.\n");
    for (int i = 1; i < a->chain_count; i++) {
        buf_text(b, "  Behind it: ");
        write_what(b, w, p, &a->causes[i]);
        buf_printf(b, "; without it too, %d days earlier.\n", a->causes[i].together_days);
    }
    if (at->activity < 0 && a->left_days > 0)
        buf_printf(b, "  Without all of this it is still %d days late: the work itself.\n",
                   a->left_days);
    else if (at->activity < 0 && a->day > a->due)
        buf_text(b, "  Without all of this it is in time.\n");
}

static void write_table(struct buf *b, const struct why_late_list *x, const struct programme *p,
                        const struct why_late *at)
{
    buf_text(b, "    days earlier without it:  alone  with those above\n");
    for (int i = 0; i < at->answer.count; i++) {
        const struct relax_cause *c = &at->answer.causes[i];
        buf_printf(b, "    %31d", c->alone_days);
        if (c->together_days >= 0)
            buf_printf(b, "  %16d  ", c->together_days);
        else
            buf_printf(b, "  %16s  ", "");
        write_what(b, &x->schedule.works, p, c);
        buf_char(b, '\n');
    }
}

/* One line a plant, then the sums by reason. */
static void write_list(struct buf *b, const struct why_late_list *x, const struct programme *p)
{
    buf_text(b, "days late  earlier without  plant: reason\n");
    for (int i = 0; i < x->count; i++) {
        const struct why_late *at = &x->list[i];
        const struct relax_answer *a = &at->answer;
        buf_printf(b, "%9d  %15d  ", a->day - a->due,
                   a->chain_count > 0 ? a->causes[0].together_days : 0);
        write_plant(b, x, p, at);
        buf_text(b, ": ");
        for (int k = 0; k < a->chain_count; k++) {
            if (k > 0) buf_text(b, "; then ");
            write_what(b, &x->schedule.works, p, &a->causes[k]);
        }
        if (a->chain_count == 0) buf_text(b, "the work itself");
        buf_char(b, '\n');
    }
}

static void write_sums(struct buf *b, const struct why_late_list *x, const struct programme *p)
{
    int plants, days;
    buf_text(b, "reasons: plants, their late days\n");
    for (int i = 0; i < x->count; i++) {
        const struct relax_answer *a = &x->list[i].answer;
        int is_first = 1;
        plants = days = 0;
        for (int k = 0; k < x->count; k++) {
            const struct relax_answer *other = &x->list[k].answer;
            int same = (a->chain_count == 0) == (other->chain_count == 0) &&
                       (a->chain_count == 0 || (a->causes[0].kind == other->causes[0].kind &&
                                                a->causes[0].what == other->causes[0].what));
            if (!same) continue;
            is_first &= k >= i;
            plants++;
            days += other->day - other->due;
        }
        if (!is_first) continue;
        buf_printf(b, "%6d  %6d  ", plants, days);
        if (a->chain_count > 0)
            write_what(b, &x->schedule.works, p, &a->causes[0]);
        else
            buf_text(b, "the work itself");
        buf_char(b, '\n');
    }
}

void why_late_write(const struct why_late_list *x, const struct programme *p, struct buf *b)
{
    if (x->count == 0) {
        buf_printf(b, "no plant is late in the schedule of plan %s\n", x->schedule.plan);
        return;
    }
    if (x->count > 12) {
        write_list(b, x, p);
        write_sums(b, x, p);
        return;
    }
    for (int i = 0; i < x->count; i++) {
        write_plant(b, x, p, &x->list[i]);
        write_days(b, x, &x->list[i]);
        write_chain(b, x, p, &x->list[i]);
        write_table(b, x, p, &x->list[i]);
    }
}

static void write_cause_json(struct json *j, const struct why_late_list *x,
                             const struct programme *p, const struct relax_cause *c)
{
    const struct works *w = &x->schedule.works;
    const char *what = c->kind == RELAX_CREW        ? w->trades[c->what]
                       : c->kind == RELAX_MATERIAL  ? p->resources[c->what].code
                       : c->kind == RELAX_CONDITION ? conditions[c->what]
                       : c->kind == RELAX_PAUSES    ? w->calendars[c->what].code
                                                    : "a year earlier";
    json_open(j, '{');
    json_key(j, "kind");
    json_text(j, slice_of(kinds[c->kind]));
    json_key(j, "what");
    json_text(j, slice_of(what));
    json_key(j, "alone_days");
    json_integer(j, c->alone_days);
    if (c->together_days >= 0) {
        json_key(j, "together_days");
        json_integer(j, c->together_days);
    }
    json_shut(j, '}');
}

static void write_plant_json(struct json *j, const struct why_late_list *x,
                             const struct programme *p, const struct why_late *at)
{
    const struct facility *f = &x->schedule.built.facilities[at->facility];
    char date[WORKS_DATE_BYTES];
    json_open(j, '{');
    json_key(j, "area");
    json_text(j, slice_of(p->areas[x->schedule.built.visits[f->visit].area].code));
    json_key(j, "facility_size");
    json_text(j, slice_of(p->sizes[f->size].code));
    if (at->activity >= 0) {
        const struct activity *activity = &x->schedule.schedule.activities[at->activity];
        json_key(j, "phase");
        json_text(j, slice_of(x->schedule.works.phases[activity->phase].code));
        json_key(j, "is_inspection");
        json_flag(j, activity->is_inspection);
    }
    works_date(&x->schedule.works, at->answer.day, date);
    json_key(j, "done");
    json_text(j, slice_of(date));
    works_date(&x->schedule.works, at->answer.due, date);
    json_key(j, "due");
    json_text(j, slice_of(date));
    json_key(j, "chain_count");
    json_integer(j, at->answer.chain_count);
    json_key(j, "left_days");
    json_integer(j, at->answer.left_days);
    json_key(j, "causes");
    json_open(j, '[');
    for (int i = 0; i < at->answer.count; i++)
        write_cause_json(j, x, p, &at->answer.causes[i]);
    json_shut(j, ']');
    json_shut(j, '}');
}

void why_late_write_json(const struct why_late_list *x, const struct programme *p, struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->schedule.plan));
    json_key(&j, "plants");
    json_open(&j, '[');
    for (int i = 0; i < x->count; i++)
        write_plant_json(&j, x, p, &x->list[i]);
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
