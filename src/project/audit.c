/* SPDX-License-Identifier: Apache-2.0 */
#include "project/audit_parts.h"

static const struct {
    const char *key, *title;
    double limit;
    int is_least;
} checks[AUDIT_COUNT] = {
    [AUDIT_LOGIC] = {"logic", "Missing logic", 0.05, 0},
    [AUDIT_LEADS] = {"leads", "Leads", 0, 0},
    [AUDIT_LAGS] = {"lags", "Lags", 0.05, 0},
    [AUDIT_TYPES] = {"types", "Finish-to-start links", 0.90, 1},
    [AUDIT_CONSTRAINTS] = {"constraints", "Hard constraints", 0.05, 0},
    [AUDIT_HIGH_FLOAT] = {"high_float", "High float", 0.05, 0},
    [AUDIT_NEGATIVE_FLOAT] = {"negative_float", "Negative float", 0, 0},
    [AUDIT_HIGH_DURATION] = {"high_duration", "High duration", 0.05, 0},
    [AUDIT_DATES] = {"dates", "Invalid dates", 0, 0},
    [AUDIT_RESOURCES] = {"resources", "Without resources", 0, 0},
    [AUDIT_MISSED] = {"missed", "Missed tasks", 0.05, 0},
    [AUDIT_CRITICAL_PATH] = {"critical_path", "Critical path test", 0.90, 1},
    [AUDIT_CPLI] = {"cpli", "Critical path length index", 0.95, 1},
    [AUDIT_BEI] = {"bei", "Baseline execution index", 0.95, 1},
};

struct audit_options audit_default(void)
{
    struct audit_options o = {
        .float_days = 44, .duration_days = 44, .delay_days = 600, .status_s = TIME_NONE};
    for (int i = 0; i < AUDIT_COUNT; i++)
        o.limits[i] = checks[i].limit;
    return o;
}

const char *audit_key(enum audit_name check)
{
    return checks[check].key;
}

const char *audit_title(enum audit_name check)
{
    return checks[check].title;
}

int audit_is_least(enum audit_name check)
{
    return checks[check].is_least;
}

int audit_rows_are_links(enum audit_name check)
{
    return check == AUDIT_LEADS || check == AUDIT_LAGS || check == AUDIT_TYPES;
}

/* --- what is counted --- */

static int is_counted(const struct auditing *w, const struct activity *v)
{
    int spans = activity_is_summary(v) || v->kind == ACTIVITY_HAMMOCK ||
                v->kind == ACTIVITY_SUMMARY_MEASURED;
    if (spans || v->is_inactive) return 0;
    int is_moment = activity_is_milestone(v) || v->duration_s == 0;
    return !is_moment || w->o->with_milestones;
}

static int is_incomplete(const struct activity *v)
{
    return v->actual_finish_s == TIME_NONE;
}

static enum status mark(struct auditing *w, struct err *e)
{
    const struct project *p = w->p;
    size_t most = (size_t)(p->activity_count > p->link_count ? p->activity_count : p->link_count);
    w->marks = ARENA_ARRAY(w->a, unsigned char, (size_t)p->activity_count + 1);
    w->rows = ARENA_ARRAY(w->a, int, most + 1);
    if (!w->marks || !w->rows) return err_set(e, STATUS_NOMEM, "out of memory for the audit");
    for (int i = 0; i < p->activity_count; i++) {
        const struct activity *v = &p->activities[i];
        int counted = is_counted(w, v), incomplete = is_incomplete(v);
        w->marks[i] = (unsigned char)((counted ? MARK_TASK : 0) |
                                      (counted && incomplete ? MARK_INCOMPLETE : 0));
        w->out->task_count += counted;
        w->out->incomplete_count += counted && incomplete;
    }
    for (int i = 0; i < p->assignment_count; i++)
        if (p->assignments[i].resource >= 0) w->marks[p->assignments[i].activity] |= MARK_RESOURCE;
    return STATUS_OK;
}

static enum status close_rows(struct auditing *w, enum audit_name check, struct err *e)
{
    struct audit_check *c = &w->out->checks[check];
    c->row_count = w->row_count;
    c->rows = ARENA_ARRAY(w->a, int, (size_t)w->row_count + 1);
    if (!c->rows) return err_set(e, STATUS_NOMEM, "out of memory for the audit");
    memcpy(c->rows, w->rows, sizeof *c->rows * (size_t)w->row_count);
    w->row_count = 0;
    return STATUS_OK;
}

static void judge(struct auditing *w, enum audit_name check)
{
    struct audit_check *c = &w->out->checks[check];
    double limit = w->o->limits[check];
    int met = audit_is_least(check) ? c->value >= limit : c->value <= limit;
    c->verdict = isnan(c->value) ? AUDIT_NOT_APPLIED : met ? AUDIT_MET : AUDIT_NOT_MET;
}

/* Offenders so far are `count` of `of`. */
static enum status conclude(struct auditing *w, enum audit_name check, int of, struct err *e)
{
    struct audit_check *c = &w->out->checks[check];
    c->count = w->row_count;
    c->of = of;
    c->value = of ? (double)c->count / of : NAN;
    judge(w, check);
    return close_rows(w, check, e);
}

/* --- links --- */

static int link_counts(const struct auditing *w, const struct link *l)
{
    const struct activity *from = &w->p->activities[l->from], *to = &w->p->activities[l->to];
    return !activity_is_summary(from) && !activity_is_summary(to) && !from->is_inactive &&
           !to->is_inactive;
}

static double lag_of(const struct link *l)
{
    if (l->lag_kind >= LAG_PERCENT) return isnan(l->lag_percent) ? 0 : l->lag_percent;
    return l->lag_s == TIME_NONE ? 0 : (double)l->lag_s;
}

static int is_offender(const struct link *l, enum audit_name check)
{
    if (check == AUDIT_LEADS) return lag_of(l) < 0;
    if (check == AUDIT_LAGS) return lag_of(l) > 0;
    return l->kind != LINK_FS;
}

static enum status check_links(struct auditing *w, struct err *e)
{
    const struct project *p = w->p;
    for (int check = AUDIT_LEADS; check <= AUDIT_TYPES; check++) {
        int of = 0;
        for (int i = 0; i < p->link_count; i++) {
            const struct link *l = &p->links[i];
            if (!link_counts(w, l) || !is_incomplete(&p->activities[l->to])) continue;
            of++;
            if (is_offender(l, (enum audit_name)check)) w->rows[w->row_count++] = i;
        }
        w->out->link_count = of;
        TRY(conclude(w, (enum audit_name)check, of, e));
    }
    struct audit_check *types = &w->out->checks[AUDIT_TYPES];
    types->count = types->of - types->count; /* those that are as wanted */
    types->value = types->of ? (double)types->count / types->of : NAN;
    judge(w, AUDIT_TYPES);
    return STATUS_OK;
}

/* What links hold of each activity. */
static void mark_links(struct auditing *w)
{
    const struct project *p = w->p;
    for (int i = 0; i < p->link_count; i++) {
        const struct link *l = &p->links[i];
        if (!link_counts(w, l)) continue;
        int starts = l->kind == LINK_FS || l->kind == LINK_SS; /* holds the successor's start */
        int ends = l->kind == LINK_FS || l->kind == LINK_FF;   /* by the predecessor's finish */
        w->marks[l->to] |= (unsigned char)(MARK_BEFORE | (starts ? MARK_START_HELD : 0));
        w->marks[l->from] |= (unsigned char)(MARK_AFTER | (ends ? MARK_FINISH_HOLDS : 0));
    }
}

static enum status check_logic(struct auditing *w, struct err *e)
{
    mark_links(w);
    for (int i = 0; i < w->p->activity_count; i++) {
        unsigned m = w->marks[i];
        if (!(m & MARK_INCOMPLETE)) continue;
        if (!(m & MARK_BEFORE) || !(m & MARK_AFTER)) w->rows[w->row_count++] = i;
        w->out->open_start_count += (m & MARK_BEFORE) && !(m & MARK_START_HELD);
        w->out->open_finish_count += (m & MARK_AFTER) && !(m & MARK_FINISH_HOLDS);
    }
    return conclude(w, AUDIT_LOGIC, w->out->incomplete_count, e);
}

/* --- tasks one by one --- */

static int is_hard(int constraint)
{
    return constraint == CONSTRAINT_START_ON || constraint == CONSTRAINT_FINISH_ON ||
           constraint == CONSTRAINT_START_BY || constraint == CONSTRAINT_FINISH_BY ||
           constraint == CONSTRAINT_MUST_START || constraint == CONSTRAINT_MUST_FINISH;
}

double audit_day_s(const struct auditing *w, const struct activity *v)
{
    int calendar = v->calendar >= 0 ? v->calendar : w->p->calendar;
    int64_t day_s = calendar >= 0 ? w->p->calendars[calendar].day_s : TIME_NONE;
    if (day_s == TIME_NONE || day_s <= 0) day_s = (int64_t)w->p->minutes_per_day * 60;
    return day_s > 0 ? (double)day_s : 8 * 3600.0;
}

/* Stored by the other program, else computed; NaN: neither. */
double audit_float_days(const struct auditing *w, int i)
{
    const struct activity *v = &w->p->activities[i];
    int64_t float_s = v->total_float_s;
    if (float_s == TIME_NONE && w->cpm->outcome == CPM_DONE)
        float_s = w->cpm->dates[i].total_float_s;
    return float_s == TIME_NONE ? NAN : (double)float_s / audit_day_s(w, v);
}

const struct baseline *audit_baseline(const struct activity *v)
{
    for (int i = 0; i < v->baseline_count; i++)
        if (v->baselines[i].number == 0) return &v->baselines[i];
    return NULL;
}

static int has_high_duration(const struct auditing *w, const struct activity *v)
{
    const struct baseline *b = audit_baseline(v);
    int64_t duration_s = b && b->duration_s != TIME_NONE ? b->duration_s : v->duration_s;
    if (duration_s == TIME_NONE) return 0;
    double day_s = v->duration_is_elapsed ? DAY_SECONDS : audit_day_s(w, v);
    return (double)duration_s > w->o->duration_days * day_s;
}

static int lacks_resources(const struct auditing *w, int i)
{
    const struct activity *v = &w->p->activities[i];
    int has_cost = v->cost > 0 || v->fixed_cost > 0;
    int is_long = v->duration_s != TIME_NONE && (double)v->duration_s >= audit_day_s(w, v);
    return is_long && !has_cost && !(w->marks[i] & MARK_RESOURCE);
}

static int offends(const struct auditing *w, int i, enum audit_name check)
{
    const struct activity *v = &w->p->activities[i];
    switch (check) {
    case AUDIT_CONSTRAINTS:
        return is_hard(v->constraint) || is_hard(v->constraint2);
    case AUDIT_HIGH_FLOAT:
        return audit_float_days(w, i) > w->o->float_days;
    case AUDIT_NEGATIVE_FLOAT:
        return audit_float_days(w, i) < 0;
    case AUDIT_HIGH_DURATION:
        return has_high_duration(w, v);
    default:
        return lacks_resources(w, i);
    }
}

static enum status check_tasks(struct auditing *w, enum audit_name check, struct err *e)
{
    int of = 0;
    for (int i = 0; i < w->p->activity_count; i++) {
        if (!(w->marks[i] & MARK_INCOMPLETE)) continue;
        of++;
        if (offends(w, i, check)) w->rows[w->row_count++] = i;
    }
    return conclude(w, check, of, e);
}

enum status audit_conclude(struct auditing *w, enum audit_name check, int of, struct err *e)
{
    return conclude(w, check, of, e);
}

void audit_judge(struct auditing *w, enum audit_name check, double value)
{
    w->out->checks[check].value = value;
    judge(w, check);
}

enum status project_audit(struct audit *out, const struct project *p, const struct project_cpm *cpm,
                          const struct audit_options *options, struct arena *a, struct err *e)
{
    struct auditing w = {.p = p, .cpm = cpm, .o = options, .out = out, .a = a};
    *out = (struct audit){.delayed = -1, .delay_days = NAN, .slip_days = NAN};
    out->status_s = options->status_s != TIME_NONE ? options->status_s : p->status_s;
    TRY(mark(&w, e));
    TRY(check_logic(&w, e));
    TRY(check_links(&w, e));
    TRY(check_tasks(&w, AUDIT_CONSTRAINTS, e));
    TRY(check_tasks(&w, AUDIT_HIGH_FLOAT, e));
    TRY(check_tasks(&w, AUDIT_NEGATIVE_FLOAT, e));
    TRY(check_tasks(&w, AUDIT_HIGH_DURATION, e));
    TRY(check_tasks(&w, AUDIT_RESOURCES, e));
    TRY(audit_progress(&w, e));
    return audit_path(&w, e);
}
