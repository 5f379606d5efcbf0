/* SPDX-License-Identifier: Apache-2.0 */
#include "app/level.h"

#include "project/level_grid.h"

enum {
    RULES = 3, /* orders that are tried: of the search, late dates first, early dates first */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for levelling");
}

static enum status refuse(const struct level_answer *out, const char *file, struct err *e)
{
    const struct project *p = &out->file.project;
    const struct project_cpm *c = &out->file.cpm;
    if (p->from_finish && p->finish_s != TIME_NONE)
        return err_set(e, STATUS_INVALID,
                       "%s: the project is scheduled backwards from its finish; levelling goes "
                       "forwards only: schedule it from its start",
                       file);
    if (c->outcome != CPM_CYCLE) return STATUS_OK;
    struct slice label = activity_label(&p->activities[c->cycle[0]]);
    return err_set(e, STATUS_INVALID,
                   "%s: links go round in a circle through '%.*s'; 'groundwork convert --check' "
                   "lists it",
                   file, SLICE_ARGS(label));
}

/* What levelling does not look at, or treats in its own way. */
static enum status count_special(struct level_answer *out, struct arena *a, struct err *e)
{
    struct project *p = &out->file.project;
    int *unlimited = ARENA_ARRAY(a, int, (size_t)p->resource_count + 1);
    if (!unlimited) return out_of_memory(e);
    for (int i = 0; i < p->activity_count; i++) {
        struct activity *v = &p->activities[i];
        int open = v->actual_finish_s == TIME_NONE && !activity_is_summary(v) && !v->is_inactive;
        out->late_count += open && v->constraint == CONSTRAINT_LATE;
        out->fixed_count += open && project_level_is_fixed(p, i);
        out->replaced_count += v->leveling_delay_s != TIME_NONE && v->leveling_delay_s != 0;
        v->leveling_delay_s = TIME_NONE;
    }
    for (int k = 0; k < p->assignment_count; k++) {
        const struct assignment *s = &p->assignments[k];
        if (project_use_units(p, s) == 0) continue;
        int has_limit = project_use_limit(p, s->resource) > 0;
        if (!has_limit && !unlimited[s->resource]++) out->unlimited_count++;
        out->contour_count += s->contour != 0 || (s->delay_s != TIME_NONE && s->delay_s != 0);
    }
    return STATUS_OK;
}

/* Keys of an order; `order` may lack a search. */
static void make_keys(int64_t *key, int rule, const struct level_answer *out,
                      const struct level_grid *g, const struct level_order *order)
{
    const struct project_dates *dates = out->file.cpm.dates;
    for (int i = 0; i < out->file.project.activity_count; i++)
        key[i] = rule == 2 ? dates[i].early_start_s : dates[i].late_start_s;
    if (rule > 0 || !order->start) return;
    for (int t = 0; t < g->task_count; t++)
        if (g->tasks[t].activity >= 0) key[g->tasks[t].activity] = order->start[t];
}

/* Of several orders the one that is done first. */
static enum status place(struct project_level *best, struct level_answer *out,
                         const struct level_request *q, struct arena *a, struct err *e)
{
    const struct project *p = &out->file.project;
    struct level_grid grid;
    struct level_order order;
    int64_t *key = ARENA_ARRAY(a, int64_t, (size_t)p->activity_count + 1), bound_s;
    if (!key) return out_of_memory(e);
    TRY(project_level_grid(&grid, p, a, e));
    TRY(level_search(&order, &grid, &q->effort, a, e));
    for (int rule = 0; rule < RULES; rule++) {
        struct project_level l;
        make_keys(key, rule, out, &grid, &order);
        TRY(project_level_place(&l, p, key, a, e));
        if (rule == 0 || l.finish_s < best->finish_s) *best = l;
    }
    if (!grid.is_exact || order.lower_bound <= 0) return STATUS_OK;
    TRY(project_level_bound(&bound_s, p, &grid, order.lower_bound, a, e));
    if (bound_s > out->bound_s) {
        out->bound_s = bound_s;
        out->bound_by_resources = 1;
    }
    return STATUS_OK;
}

static int misses(const struct activity *v, int64_t start_s, int64_t finish_s)
{
    if (v->deadline_s != TIME_NONE && finish_s > v->deadline_s) return 1;
    if (activity_is_summary(v)) return 0;
    const int kind[] = {v->constraint, v->constraint2};
    const int64_t date_s[] = {v->constraint_s, v->constraint2_s};
    for (int k = 0; k < 2; k++) {
        if (date_s[k] == TIME_NONE) continue;
        if ((kind[k] == CONSTRAINT_START_BY || kind[k] == CONSTRAINT_START_ON) &&
            start_s > date_s[k])
            return 1;
        if ((kind[k] == CONSTRAINT_FINISH_BY || kind[k] == CONSTRAINT_FINISH_ON) &&
            finish_s > date_s[k])
            return 1;
    }
    return 0;
}

static void count_missed(struct level_answer *out, const struct project_dates *before)
{
    const struct project *p = &out->file.project;
    const struct project_dates *after = out->file.cpm.dates;
    out->missed = -1;
    for (int i = 0; i < p->activity_count; i++) {
        const struct activity *v = &p->activities[i];
        if (!misses(v, after[i].early_start_s, after[i].early_finish_s) ||
            misses(v, before[i].early_start_s, before[i].early_finish_s))
            continue;
        if (out->missed < 0) out->missed = i;
        out->missed_count++;
    }
}

/* Assignments move with their activities. */
static void move_assignments(struct project *p, const struct project_dates *old)
{
    for (int k = 0; k < p->assignment_count; k++) {
        struct assignment *s = &p->assignments[k];
        const struct activity *v = &p->activities[s->activity];
        int64_t from_s = old[s->activity].early_start_s, to_s = old[s->activity].early_finish_s;
        if (v->actual_start_s != TIME_NONE || from_s == TIME_NONE || v->start_s == TIME_NONE)
            continue;
        int64_t by_s = v->start_s - from_s;
        if (s->start_s != TIME_NONE) s->start_s += by_s;
        if (s->finish_s == to_s)
            s->finish_s = v->finish_s;
        else if (s->finish_s != TIME_NONE)
            s->finish_s += by_s;
    }
}

/* The dates the project has with the delays; "as late as possible" sleeps meanwhile. */
static enum status take(struct level_answer *out, const struct project_level *best, struct arena *a,
                        struct err *e)
{
    struct project *p = &out->file.project;
    struct project_dates *old = ARENA_ARRAY(a, struct project_dates, (size_t)p->activity_count + 1);
    int *constraint = ARENA_ARRAY(a, int, (size_t)p->activity_count + 1);
    const struct project_dates *before = out->file.cpm.dates;
    if (!old || !constraint) return out_of_memory(e);
    for (int i = 0; i < p->activity_count; i++) {
        struct activity *v = &p->activities[i];
        constraint[i] = v->constraint;
        if (v->constraint == CONSTRAINT_LATE) v->constraint = CONSTRAINT_NONE;
        if (best->delay_s && best->delay_s[i] > 0) v->leveling_delay_s = best->delay_s[i];
        old[i].early_start_s = v->start_s;
        old[i].early_finish_s = v->finish_s;
    }
    TRY(project_cpm_compute(&out->file.cpm, p, a, e));
    for (int i = 0; i < p->activity_count; i++)
        p->activities[i].constraint = constraint[i];
    out->delayed_count = best->delayed_count;
    out->too_much_count = best->too_much_count;
    out->too_much = best->too_much;
    out->finish_s = out->file.cpm.finish_s;
    count_missed(out, before);
    convert_keep_dates(p, &out->file.cpm);
    move_assignments(p, old);
    return project_overload_find(&out->after, p, out->file.cpm.dates, a, e);
}

/* For programs without delays: dates that are kept by a constraint where there is none. */
static void hold(struct level_answer *out)
{
    struct project *p = &out->file.project;
    for (int i = 0; i < p->activity_count; i++) {
        struct activity *v = &p->activities[i];
        if (v->leveling_delay_s == TIME_NONE || v->constraint != CONSTRAINT_NONE) continue;
        v->constraint = CONSTRAINT_START_FROM;
        v->constraint_s = v->start_s;
        v->leveling_delay_s = TIME_NONE;
        out->held_count++;
    }
}

static int is_programme(const char *path)
{
    size_t len = strlen(path), n = sizeof ".gpkg" - 1;
    return len >= n && strcmp(path + len - n, ".gpkg") == 0;
}

enum status level(struct level_answer *out, const struct level_request *request, struct arena *a,
                  struct err *e)
{
    struct convert_request files = {
        .from = request->from, .to = request->to, .overwrite = request->overwrite};
    struct project_level best = {.finish_s = TIME_NONE};
    *out = (struct level_answer){.bound_s = TIME_NONE};
    TRY(convert_check(&files, e));
    if (is_programme(request->from))
        return err_set(e, STATUS_USAGE,
                       "'%s' is a programme; 'groundwork schedule' plans its crews and materials. "
                       "level takes an .xml of MS Project or an .xer of Primavera P6",
                       request->from);
    files.to = NULL;
    TRY(convert(&out->file, &files, a, e));
    struct project *p = &out->file.project;
    TRY(count_special(out, a, e));
    TRY(project_cpm_compute(&out->file.cpm, p, a, e));
    TRY(refuse(out, request->from, e));
    out->finish_before_s = out->bound_s = out->file.cpm.finish_s;
    TRY(project_overload_find(&out->before, p, out->file.cpm.dates, a, e));
    TRY(place(&best, out, request, a, e));
    TRY(take(out, &best, a, e));
    if (request->hold) hold(out);
    return request->to ? convert_write(&out->file, request->to, a, e) : STATUS_OK;
}
