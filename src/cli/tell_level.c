/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tell_level.h"

#include "base/json.h"

#define DAY 86400.0

enum {
    OVERLOADS_TOLD = 20,
};

/* --- text --- */

static void tell_finish(struct buf *out, const char *what, int64_t t_s)
{
    char text[DATE_TEXT_MAX] = "none";
    if (t_s != TIME_NONE) time_write_minute(text, t_s);
    buf_printf(out, "%-34s %s", what, text);
}

static struct slice resource_label(const struct project *p, int resource)
{
    const struct resource *r = &p->resources[resource];
    return r->name.at && r->name.len > 0 ? r->name : r->code;
}

static void tell_overloads(struct buf *out, const char *what, const struct project *p,
                           const struct project_overload *o)
{
    buf_printf(out, "%-34s %d of %d that have a limit and work\n", what, o->count,
               o->limited_count);
    for (int i = 0; i < o->count && i < OVERLOADS_TOLD; i++) {
        const struct overload *x = &o->list[i];
        char first[DATE_TEXT_MAX];
        time_write_minute(first, x->first_s);
        buf_printf(out, "  '%.*s': %g of %g, first on %s with '%.*s', %.1f days in all\n",
                   SLICE_ARGS(resource_label(p, x->resource)), (double)x->peak / USE_ONE,
                   (double)x->limit / USE_ONE, first,
                   SLICE_ARGS(activity_label(&p->activities[x->first_activity])),
                   (double)x->over_s / DAY);
    }
    if (o->count > OVERLOADS_TOLD)
        buf_printf(out, "  and %d more; --json has all\n", o->count - OVERLOADS_TOLD);
}

static double gap_days(const struct level_answer *a)
{
    return a->finish_s == TIME_NONE || a->bound_s == TIME_NONE
               ? 0
               : (double)(a->finish_s - a->bound_s) / DAY;
}

static void tell_count(struct buf *out, int count, const char *what)
{
    if (count) buf_printf(out, "  %d %s\n", count, what);
}

static void tell_special(struct buf *out, const struct level_answer *a)
{
    const struct project *p = &a->file.project;
    int any = a->fixed_count || a->late_count || a->too_much_count || a->unlimited_count ||
              a->contour_count || a->replaced_count || a->held_count;
    if (any) buf_text(out, "treated in a way of its own:\n");
    tell_count(
        out, a->fixed_count,
        "activities not delayed: begun, typed in, held by a constraint, or of priority 1000");
    tell_count(out, a->late_count,
               "activities that shall be as late as possible are as early as possible here");
    if (a->too_much_count)
        buf_printf(out,
                   "  %d activities need more of a resource than there is and get all of it, first "
                   "'%.*s'\n",
                   a->too_much_count, SLICE_ARGS(activity_label(&p->activities[a->too_much])));
    tell_count(out, a->unlimited_count, "resources with work have no limit (units) in the file");
    tell_count(out, a->contour_count,
               "assignments with a contour or a delay take their units from start to finish");
    tell_count(out, a->replaced_count, "delays of an earlier levelling were replaced");
    tell_count(out, a->held_count, "delays were written as 'start no earlier than' (--hold)");
}

void tell_level(struct buf *out, const struct level_answer *a)
{
    const struct project *p = &a->file.project;
    tell_finish(out, "finish before, by links alone:", a->finish_before_s);
    buf_char(out, '\n');
    tell_overloads(out, "overloaded resources before:", p, &a->before);
    tell_finish(out, "finish levelled:", a->finish_s);
    buf_printf(out, ", %d of %d activities delayed\n", a->delayed_count, p->activity_count);
    tell_finish(out, "no schedule ends before:", a->bound_s);
    buf_printf(out, " (by %s), gap %.1f days\n",
               a->bound_by_resources ? "resources" : "links alone", gap_days(a));
    tell_overloads(out, "overloaded resources levelled:", p, &a->after);
    if (a->missed_count)
        buf_printf(out, "deadlines and latest dates missed now:  %d, first that of '%.*s'\n",
                   a->missed_count, SLICE_ARGS(activity_label(&p->activities[a->missed])));
    tell_special(out, a);
}

/* --- JSON --- */

static void json_number(struct json *j, const char *key, int64_t value)
{
    json_key(j, key);
    json_integer(j, value);
}

static void json_time(struct json *j, const char *key, int64_t t_s)
{
    char text[DATE_TEXT_MAX] = "";
    if (t_s != TIME_NONE) time_write_minute(text, t_s);
    json_key(j, key);
    json_text(j, slice_of(text));
}

static void json_overloads(struct json *j, const char *key, const struct project *p,
                           const struct project_overload *o)
{
    json_key(j, key);
    json_open(j, '[');
    for (int i = 0; i < o->count; i++) {
        const struct overload *x = &o->list[i];
        json_open(j, '{');
        json_key(j, "resource");
        json_text(j, resource_label(p, x->resource));
        json_key(j, "peak");
        json_real(j, (double)x->peak / USE_ONE);
        json_key(j, "limit");
        json_real(j, (double)x->limit / USE_ONE);
        json_time(j, "first", x->first_s);
        json_number(j, "activity", p->activities[x->first_activity].uid);
        json_key(j, "days");
        json_real(j, (double)x->over_s / DAY);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

void tell_level_json(struct buf *out, const struct level_answer *a)
{
    struct json j = {.out = out};
    const struct project *p = &a->file.project;
    json_open(&j, '{');
    json_number(&j, "activities", p->activity_count);
    json_time(&j, "finish_before", a->finish_before_s);
    json_time(&j, "finish", a->finish_s);
    json_time(&j, "bound", a->bound_s);
    json_key(&j, "bound_by");
    json_text(&j, slice_of(a->bound_by_resources ? "resources" : "links"));
    json_key(&j, "gap_days");
    json_real(&j, gap_days(a));
    json_number(&j, "delayed", a->delayed_count);
    json_number(&j, "limited_resources", a->before.limited_count);
    json_overloads(&j, "overloads_before", p, &a->before);
    json_overloads(&j, "overloads", p, &a->after);
    json_number(&j, "missed", a->missed_count);
    json_number(&j, "fixed", a->fixed_count);
    json_number(&j, "late", a->late_count);
    json_number(&j, "too_much", a->too_much_count);
    json_number(&j, "unlimited", a->unlimited_count);
    json_number(&j, "contours", a->contour_count);
    json_number(&j, "replaced", a->replaced_count);
    json_number(&j, "held", a->held_count);
    json_shut(&j, '}');
    buf_char(out, '\n');
}
