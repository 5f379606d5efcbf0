/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tell_audit.h"

#include <math.h>

#include "base/json.h"

static const char *const verdict_words[] = {
    [AUDIT_MET] = "met", [AUDIT_NOT_MET] = "NOT MET", [AUDIT_NOT_APPLIED] = "does not apply"};

static int is_index(enum audit_name check)
{
    return check == AUDIT_CPLI || check == AUDIT_BEI;
}

static void put_value(struct buf *out, enum audit_name check, double value)
{
    if (isnan(value))
        buf_printf(out, "%8s  ", "-");
    else if (is_index(check))
        buf_printf(out, "%8.3f  ", value);
    else
        buf_printf(out, "%7.1f %% ", 100 * value);
}

static void tell_check(struct buf *out, const struct audit *a, const struct audit_options *o,
                       enum audit_name check)
{
    const struct audit_check *c = &a->checks[check];
    buf_printf(out, "%4d  %-27s", (int)check + 1, audit_title(check));
    if (c->of || c->count)
        buf_printf(out, "%7d of %-7d", c->count, c->of);
    else
        buf_printf(out, "%18s", "");
    put_value(out, check, c->value);
    buf_text(out, audit_is_least(check) ? "  at least" : "  at most ");
    put_value(out, check, o->limits[check]);
    buf_printf(out, "  %s\n", verdict_words[c->verdict]);
}

static void put_activity(struct buf *out, const struct project *p, int i)
{
    const struct activity *v = &p->activities[i];
    buf_printf(out, "'%.*s'", SLICE_ARGS(activity_label(v)));
    if (v->code.len && v->name.len) buf_printf(out, " %.*s", SLICE_ARGS(v->name));
}

static void put_link(struct buf *out, const struct project *p, const struct link *l)
{
    put_activity(out, p, l->from);
    buf_printf(out, " %s ", link_kind_text(l->kind));
    if (l->lag_kind >= LAG_PERCENT && !isnan(l->lag_percent))
        buf_printf(out, "%+g %% ", l->lag_percent);
    else if (l->lag_s != TIME_NONE && l->lag_s != 0)
        buf_printf(out, "%+g h ", (double)l->lag_s / 3600);
    put_activity(out, p, l->to);
}

static void tell_rows(struct buf *out, const struct audit_answer *a, enum audit_name check,
                      int row_max)
{
    const struct audit_check *c = &a->audit.checks[check];
    const struct project *p = &a->network.project;
    if (c->row_count == 0 || row_max == 0) return;
    buf_printf(out, "%s:\n", audit_title(check));
    for (int i = 0; i < c->row_count && i < row_max; i++) {
        buf_text(out, "  ");
        if (audit_rows_are_links(check))
            put_link(out, p, &p->links[c->rows[i]]);
        else
            put_activity(out, p, c->rows[i]);
        buf_char(out, '\n');
    }
    if (c->row_count > row_max) buf_printf(out, "  ... and %d more\n", c->row_count - row_max);
}

static void tell_path(struct buf *out, const struct audit_answer *a)
{
    const struct audit *x = &a->audit;
    if (x->delayed >= 0) {
        buf_text(out, "critical path test: ");
        put_activity(out, &a->network.project, x->delayed);
        buf_printf(out, " finishes %.0f days later; the project %.0f\n", x->delay_days,
                   x->slip_days);
    }
    if (x->checks[AUDIT_CPLI].verdict != AUDIT_NOT_APPLIED)
        buf_printf(out, "critical path: %.0f working days, float of the finish %.1f\n",
                   x->path_days, x->finish_float_days);
    if (x->open_start_count || x->open_finish_count)
        buf_printf(out,
                   "links do not hold the start of %d tasks; nothing waits for the finish of %d\n",
                   x->open_start_count, x->open_finish_count);
}

void tell_audit(struct buf *out, const struct audit_answer *a, const struct audit_request *request,
                int row_max)
{
    const struct audit *x = &a->audit;
    int counts[3] = {0};
    char date[DATE_TEXT_MAX] = "none";
    if (x->status_s != TIME_NONE) time_write_minute(date, x->status_s);
    buf_printf(out, "%d tasks, %d of them to do, %d links to them, status date %s\n", x->task_count,
               x->incomplete_count, x->link_count, date);
    if (a->network.cpm.outcome == CPM_CYCLE)
        buf_text(out, "links go round in a circle: 'groundwork convert --check' lists it\n");
    for (int i = 0; i < AUDIT_COUNT; i++) {
        tell_check(out, x, &request->options, (enum audit_name)i);
        counts[x->checks[i].verdict]++;
    }
    buf_printf(out, "%d of %d checks met, %d not, %d do not apply\n", counts[AUDIT_MET],
               AUDIT_COUNT, counts[AUDIT_NOT_MET], counts[AUDIT_NOT_APPLIED]);
    tell_path(out, a);
    for (int i = 0; i < AUDIT_COUNT; i++)
        tell_rows(out, a, (enum audit_name)i, row_max);
}

/* --- JSON --- */

static void json_row(struct json *j, const struct project *p, int i)
{
    json_open(j, '{');
    json_key(j, "uid");
    json_integer(j, p->activities[i].uid);
    json_key(j, "code");
    json_text(j, p->activities[i].code);
    json_key(j, "name");
    json_text(j, p->activities[i].name);
    json_shut(j, '}');
}

static void json_link(struct json *j, const struct project *p, const struct link *l)
{
    json_open(j, '{');
    json_key(j, "from");
    json_integer(j, p->activities[l->from].uid);
    json_key(j, "to");
    json_integer(j, p->activities[l->to].uid);
    json_key(j, "kind");
    json_text(j, slice_of(link_kind_text(l->kind)));
    json_key(j, "lag_h");
    json_real(j, l->lag_s == TIME_NONE ? NAN : (double)l->lag_s / 3600);
    json_shut(j, '}');
}

static void json_check(struct json *j, const struct audit_answer *a, double limit,
                       enum audit_name check)
{
    static const char *const words[] = {
        [AUDIT_MET] = "met", [AUDIT_NOT_MET] = "not met", [AUDIT_NOT_APPLIED] = "not applied"};
    const struct audit_check *c = &a->audit.checks[check];
    const struct project *p = &a->network.project;
    json_open(j, '{');
    json_key(j, "check");
    json_text(j, slice_of(audit_key(check)));
    json_key(j, "count");
    json_integer(j, c->count);
    json_key(j, "of");
    json_integer(j, c->of);
    json_key(j, "value");
    json_real(j, c->value);
    json_key(j, audit_is_least(check) ? "at_least" : "at_most");
    json_real(j, limit);
    json_key(j, "verdict");
    json_text(j, slice_of(words[c->verdict]));
    json_key(j, "rows");
    json_open(j, '[');
    for (int i = 0; i < c->row_count; i++)
        if (audit_rows_are_links(check))
            json_link(j, p, &p->links[c->rows[i]]);
        else
            json_row(j, p, c->rows[i]);
    json_shut(j, ']');
    json_shut(j, '}');
}

void tell_audit_json(struct buf *out, const struct audit_answer *a,
                     const struct audit_request *request)
{
    struct json j = {.out = out};
    const struct audit *x = &a->audit;
    char date[DATE_TEXT_MAX];
    if (x->status_s != TIME_NONE) time_write(date, x->status_s);
    json_open(&j, '{');
    json_key(&j, "tasks");
    json_integer(&j, x->task_count);
    json_key(&j, "incomplete");
    json_integer(&j, x->incomplete_count);
    json_key(&j, "links");
    json_integer(&j, x->link_count);
    json_key(&j, "status_date");
    json_text(&j, x->status_s == TIME_NONE ? SLICE_NONE : slice_of(date));
    json_key(&j, "delay_days");
    json_real(&j, x->delay_days);
    json_key(&j, "slip_days");
    json_real(&j, x->slip_days);
    json_key(&j, "checks");
    json_open(&j, '[');
    for (int i = 0; i < AUDIT_COUNT; i++)
        json_check(&j, a, request->options.limits[i], (enum audit_name)i);
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(out, '\n');
}
