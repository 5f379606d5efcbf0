/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tell_convert.h"

#include "base/json.h"

/* --- text --- */

static void tell_counts(struct buf *out, const struct project *p)
{
    buf_printf(out, "%d activities, %d links, %d calendars, %d resources, %d assignments\n",
               p->activity_count, p->link_count, p->calendar_count, p->resource_count,
               p->assignment_count);
}

static void tell_note(struct buf *out, const struct note *n)
{
    buf_printf(out, "  %7ld  %.*s", n->count, SLICE_ARGS(n->place));
    if (n->line) buf_printf(out, ", first in line %d", n->line);
    if (n->sample.at) buf_printf(out, ": '%.*s'", SLICE_ARGS(n->sample));
    buf_char(out, '\n');
}

static void tell_notes(struct buf *out, const struct notes *notes, enum note_kind kind)
{
    if (!notes_count(notes, kind)) return;
    buf_printf(out, "%s:\n", note_kind_text(kind));
    for (int i = 0; i < notes->count; i++)
        if (notes->notes[i].kind == kind) tell_note(out, &notes->notes[i]);
}

static void tell_time(struct buf *out, const char *what, int64_t stored_s, int64_t computed_s)
{
    char stored[DATE_TEXT_MAX] = "none", computed[DATE_TEXT_MAX] = "none";
    if (stored_s != TIME_NONE) time_write_minute(stored, stored_s);
    if (computed_s != TIME_NONE) time_write_minute(computed, computed_s);
    buf_printf(out, "; %s stored %s, computed %s", what, stored, computed);
}

static void tell_difference(struct buf *out, const struct convert_answer *a,
                            const struct difference *d)
{
    const struct activity *v = &a->project.activities[d->activity];
    const struct project_dates *c = &a->cpm.dates[d->activity];
    buf_printf(out, "  '%.*s': %s", SLICE_ARGS(activity_label(v)), compare_cause_text(d->cause));
    if (d->index >= 0)
        buf_printf(out, " ('%.*s')", SLICE_ARGS(activity_label(&a->project.activities[d->index])));
    if (d->which & DIFFERS_EARLY) {
        int64_t start = v->early_start_s != TIME_NONE ? v->early_start_s : v->start_s;
        int64_t finish = v->early_finish_s != TIME_NONE ? v->early_finish_s : v->finish_s;
        if (d->which & DIFFERS_EARLY_START) tell_time(out, "start", start, c->early_start_s);
        if (d->which & DIFFERS_EARLY_FINISH) tell_time(out, "finish", finish, c->early_finish_s);
    } else if (d->which & DIFFERS_LATE_FINISH) {
        tell_time(out, "late finish", v->late_finish_s, c->late_finish_s);
    } else if (d->which & DIFFERS_LATE_START) {
        tell_time(out, "late start", v->late_start_s, c->late_start_s);
    } else {
        buf_printf(out, "; float stored %lld h, computed %lld h",
                   (long long)(v->total_float_s / 3600), (long long)(c->total_float_s / 3600));
    }
    buf_char(out, '\n');
}

static void tell_cycle(struct buf *out, const struct convert_answer *a)
{
    buf_text(out, "links go round in a circle:\n");
    for (int i = 0; i < a->cpm.cycle_count; i++)
        buf_printf(out, "  '%.*s'\n",
                   SLICE_ARGS(activity_label(&a->project.activities[a->cpm.cycle[i]])));
}

static void tell_compare(struct buf *out, const struct convert_answer *a)
{
    const struct project_compare *c = &a->compare;
    buf_printf(out, "dates computed here equal those stored: %d of %d activities", c->equal,
               c->compared);
    buf_printf(out, ", early dates %d\n", c->early_equal);
    if (a->cpm.unfollowed_links)
        buf_printf(out, "links not followed (inactive, or to a summary's finish): %d\n",
                   a->cpm.unfollowed_links);
    if (c->difference_count) buf_text(out, "different, with the likeliest cause:\n");
    for (int i = 0; i < c->difference_count; i++)
        tell_difference(out, a, &c->differences[i]);
}

void tell_convert(struct buf *out, const struct convert_answer *a)
{
    tell_counts(out, &a->project);
    for (enum note_kind k = NOTE_UNKNOWN; k < NOTE_KIND_COUNT; k++) {
        tell_notes(out, &a->read, k);
        tell_notes(out, &a->written, k);
    }
    if (a->is_computed && a->cpm.outcome == CPM_CYCLE) tell_cycle(out, a);
    if (a->is_compared) tell_compare(out, a);
    buf_slice(out, a->why);
}

/* --- JSON --- */

static void json_notes(struct json *j, const struct notes *notes)
{
    static const char *const kinds[NOTE_KIND_COUNT] = {"unknown", "wrong", "left", "lost"};
    for (int i = 0; i < notes->count; i++) {
        const struct note *n = &notes->notes[i];
        json_open(j, '{');
        json_key(j, "kind");
        json_text(j, slice_of(kinds[n->kind]));
        json_key(j, "place");
        json_text(j, n->place);
        json_key(j, "count");
        json_integer(j, n->count);
        json_key(j, "line");
        json_integer(j, n->line);
        json_key(j, "sample");
        json_text(j, n->sample);
        json_shut(j, '}');
    }
}

static void json_number(struct json *j, const char *key, int64_t value)
{
    json_key(j, key);
    json_integer(j, value);
}

static void json_compare(struct json *j, const struct convert_answer *a)
{
    json_key(j, "compare");
    json_open(j, '{');
    json_number(j, "compared", a->compare.compared);
    json_number(j, "equal", a->compare.equal);
    json_number(j, "early_equal", a->compare.early_equal);
    json_key(j, "differences");
    json_open(j, '[');
    for (int i = 0; i < a->compare.difference_count; i++) {
        const struct difference *d = &a->compare.differences[i];
        json_open(j, '{');
        json_number(j, "uid", a->project.activities[d->activity].uid);
        json_number(j, "which", d->which);
        json_key(j, "cause");
        json_text(j, slice_of(compare_cause_text(d->cause)));
        json_shut(j, '}');
    }
    json_shut(j, ']');
    json_shut(j, '}');
}

void tell_convert_json(struct buf *out, const struct convert_answer *a)
{
    struct json j = {.out = out};
    json_open(&j, '{');
    json_number(&j, "activities", a->project.activity_count);
    json_number(&j, "links", a->project.link_count);
    json_number(&j, "calendars", a->project.calendar_count);
    json_number(&j, "resources", a->project.resource_count);
    json_number(&j, "assignments", a->project.assignment_count);
    json_key(&j, "notes");
    json_open(&j, '[');
    json_notes(&j, &a->read);
    json_notes(&j, &a->written);
    json_shut(&j, ']');
    if (a->is_computed) {
        json_key(&j, "cycle");
        json_open(&j, '[');
        for (int i = 0; i < a->cpm.cycle_count; i++)
            json_integer(&j, a->project.activities[a->cpm.cycle[i]].uid);
        json_shut(&j, ']');
    }
    if (a->is_compared) json_compare(&j, a);
    if (a->why.at) {
        json_key(&j, "why");
        json_text(&j, a->why);
    }
    json_shut(&j, '}');
    buf_char(out, '\n');
}
