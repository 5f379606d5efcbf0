/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/repair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TRIES = 40,     /* changes of one figure */
    WAYS_MAX = 4,   /* of one demand */
    STEPS_MORE = 2, /* than there are conflicts */
    COUNT_MAX = 1 << 20,
};

struct work {
    struct feasibility f;
    struct demands all;   /* of the programme */
    struct demands trial; /* scratch */
    struct repair_answer *out;
    struct ways *ways[CONFLICTS_MAX]; /* out of each conflict by itself */
    int steps_most;                   /* of a repair */
    struct arena *result, *arena;
};

/* Ways out of one conflict. */
struct ways {
    int count, cheapest; /* cheapest -1: there are none */
    struct repair_step steps[];
};

/* --- applying ----------------------------------------------------------------------------- */

static void apply_step(struct demands *d, const struct repair_step *s)
{
    if (s->kind == REPAIR_LIMIT)
        d->limits[demand_limit(d, s->demand)].quantity = s->to;
    else if (s->kind == REPAIR_AT_MOST)
        d->clauses[s->demand].at_most = s->to;
    else if (s->kind == REPAIR_AT_LEAST)
        d->clauses[s->demand].at_least = s->to;
    else if (s->kind == REPAIR_LATER)
        d->clauses[s->demand].year_last = (int)s->to;
    else if (s->kind == REPAIR_EARLIER)
        d->clauses[s->demand].year_first = (int)s->to;
    else
        d->holds[s->demand] = 0;
}

void repair_apply(struct demands *d, const struct repair *r)
{
    for (int i = 0; i < r->step_count; i++)
        apply_step(d, &r->steps[i]);
}

static void reset(struct demands *d, const struct demands *from)
{
    const struct programme *p = from->programme;
    if (p->clause_count > 0)
        memcpy(d->clauses, from->clauses, sizeof *d->clauses * (size_t)p->clause_count);
    if (p->limit_count > 0)
        memcpy(d->limits, from->limits, sizeof *d->limits * (size_t)p->limit_count);
    memcpy(d->holds, from->holds, (size_t)from->count);
}

/* --- ways out of one conflict --------------------------------------------------------------- */

/* A figure that can be changed: from where, and in which direction. */
struct figure {
    enum repair_kind kind;
    int demand;
    double from, direction; /* +1 or -1 */
    double end;             /* as far as it makes sense */
    int is_whole;
};

static double share_of(const struct repair_step *s, int year_count)
{
    if (s->kind == REPAIR_DROP) return 1;
    if (s->kind == REPAIR_LATER || s->kind == REPAIR_EARLIER)
        return fabs(s->to - s->from) / year_count;
    return fabs(s->to - s->from) / fmax(1e-9, fmax(fabs(s->from), fabs(s->to)));
}

static int list_figures(const struct demands *d, int demand, struct figure *out)
{
    const struct programme *p = d->programme;
    int count = 0;
    if (demand_is_limit(d, demand)) {
        double from = d->limits[demand_limit(d, demand)].quantity;
        out[count++] = (struct figure){REPAIR_LIMIT, demand, from, 1, INFINITY, 0};
        return count;
    }
    const struct clause *c = &d->clauses[demand];
    int is_count = c->kind != CLAUSE_LIMIT_SUBSIDY;
    if (isfinite(c->at_most))
        out[count++] = (struct figure){REPAIR_AT_MOST, demand, c->at_most, 1, INFINITY, is_count};
    if (isfinite(c->at_least) && c->at_least > 0)
        out[count++] = (struct figure){REPAIR_AT_LEAST, demand, c->at_least, -1, 0, is_count};
    if (c->kind == CLAUSE_VISIT_WITHIN) {
        int last = p->year_count - 1;
        if (c->year_last < last)
            out[count++] = (struct figure){REPAIR_LATER, demand, c->year_last, 1, last, 1};
        if (c->year_first > 0)
            out[count++] = (struct figure){REPAIR_EARLIER, demand, c->year_first, -1, 0, 1};
    }
    return count;
}

/* The figure moved by `by`; everything else is as in `base`. */
static void move(struct work *w, const struct demands *base, const struct figure *at, double by)
{
    struct repair_step step = {at->kind, at->demand, at->from, at->from + at->direction * by};
    reset(&w->trial, base);
    apply_step(&w->trial, &step);
}

static enum status ask(struct work *w, const struct demands *base, const struct figure *at,
                       double by, enum feasible *answer, struct err *e)
{
    move(w, base, at, by);
    return feasible_ask(&w->f, &w->trial, answer, e);
}

/* Least whole number that does it: doubling, then halving. */
static enum status move_count(struct work *w, const struct demands *base, const struct figure *at,
                              double *by, int *found, struct err *e)
{
    double most = isfinite(at->end) ? fabs(at->end - at->from) : COUNT_MAX, low = 0, high = 1;
    enum feasible answer = FEASIBLE_NO;
    *found = 0;
    for (;; high = fmin(most, 2 * high)) {
        if (high > most) return STATUS_OK;
        TRY(ask(w, base, at, high, &answer, e));
        if (answer == FEASIBLE_YES) break;
        if (high >= most) return STATUS_OK;
        low = high;
    }
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        TRY(ask(w, base, at, middle, &answer, e));
        *(answer == FEASIBLE_YES ? &high : &low) = middle;
    }
    *by = high;
    *found = 1;
    return STATUS_OK;
}

/* Up to three digits that people can read, never less. */
static double round_up(double by)
{
    double unit = pow(10, floor(log10(by)) - 2);
    return unit * ceil(by / unit - 1e-9);
}

/* By what the proof says is missing at least, until parts of visits do; then a little more at a
 * time, until whole ones do. */
static enum status move_quantity(struct work *w, const struct demands *base,
                                 const struct figure *at, double *by, int *found, struct err *e)
{
    enum feasible answer = FEASIBLE_NO;
    double moved = 0, least = 1e-4 * fmax(1, fabs(at->from));
    *found = 0;
    for (int i = 0; i < TRIES && answer != FEASIBLE_YES; i++) {
        double ceiling = 0, floor = 0;
        move(w, base, at, moved);
        TRY(feasible_ask_parts(&w->f, &w->trial, &answer, e));
        if (answer == FEASIBLE_YES) break;
        feasible_weight(&w->f, at->demand, &ceiling, &floor);
        double step = ceiling > 0 ? w->f.missing / ceiling : fmax(least, moved);
        moved += fmax(step, 1e-7 * fmax(1, fabs(at->from)));
    }
    if (answer != FEASIBLE_YES) return STATUS_OK;
    for (int i = 0; i < TRIES; i++) {
        double rounded = round_up(fmax(moved, least));
        TRY(ask(w, base, at, rounded, &answer, e));
        *by = rounded;
        *found = answer == FEASIBLE_YES;
        if (*found) return STATUS_OK;
        moved = fmax(1.1 * rounded, moved + 1e-3 * fmax(1, fabs(at->from)));
    }
    return STATUS_OK;
}

/* The least change of the demand after which `base` has a plan; the demand is one of a set that
 * cannot hold together, so dropping it always does. */
static enum status move_demand(struct work *w, const struct demands *base, int demand,
                               struct repair_step *out, int *count, struct err *e)
{
    struct figure figures[WAYS_MAX];
    int n = list_figures(base, demand, figures);
    *count = 0;
    for (int i = 0; i < n; i++) {
        double by = 0;
        int found = 0;
        if (figures[i].is_whole)
            TRY(move_count(w, base, &figures[i], &by, &found, e));
        else
            TRY(move_quantity(w, base, &figures[i], &by, &found, e));
        if (!found) continue;
        out[(*count)++] = (struct repair_step){figures[i].kind, demand, figures[i].from,
                                               figures[i].from + figures[i].direction * by};
    }
    if (*count == 0 && !demand_is_limit(base, demand))
        out[(*count)++] = (struct repair_step){.kind = REPAIR_DROP, .demand = demand};
    return STATUS_OK;
}

/* --- of the whole programme ----------------------------------------------------------------- */

static void add_step(struct repair *r, const struct repair_step *s, int year_count)
{
    r->steps[r->step_count++] = *s;
    r->size += share_of(s, year_count);
}

static void only(struct demands *d, const struct conflict_set *set)
{
    memset(d->holds, 0, (size_t)d->count);
    for (int i = 0; i < set->count; i++)
        d->holds[set->demands[i]] = 1;
}

/* Every way out of a set by itself. */
static enum status find_ways(struct work *w, const struct demands *figures,
                             const struct conflict_set *set, struct ways **out, struct err *e)
{
    struct demands alone;
    int years = figures->programme->year_count;
    size_t room = sizeof(struct ways) + WAYS_MAX * (size_t)set->count * sizeof(struct repair_step);
    struct ways *ways = arena_alloc(w->arena, 1, room);
    if (!ways) return err_set(e, STATUS_NOMEM, "out of memory for ways out");
    TRY(demands_copy(&alone, figures, w->arena, e));
    only(&alone, set);
    ways->cheapest = -1;
    for (int i = 0; i < set->count; i++) {
        int count = 0;
        TRY(move_demand(w, &alone, set->demands[i], ways->steps + ways->count, &count, e));
        for (int k = ways->count; k < ways->count + count; k++)
            if (ways->cheapest < 0 ||
                share_of(&ways->steps[k], years) < share_of(&ways->steps[ways->cheapest], years))
                ways->cheapest = k;
        ways->count += count;
    }
    *out = ways;
    return STATUS_OK;
}

static int is_among(const struct conflict_set *set, int demand)
{
    for (int i = 0; i < set->count; i++)
        if (set->demands[i] == demand) return 1;
    return 0;
}

/* The cheapest way that changes nothing of `set`, whose way out is another; or any. */
static const struct repair_step *choose_way(const struct ways *ways, const struct conflict_set *set,
                                            int year_count)
{
    const struct repair_step *best = NULL;
    for (int k = 0; k < ways->count; k++) {
        const struct repair_step *s = &ways->steps[k];
        if (is_among(set, s->demand)) continue;
        if (!best || share_of(s, year_count) < share_of(best, year_count)) best = s;
    }
    return best || ways->cheapest < 0 ? best : &ways->steps[ways->cheapest];
}

/* Steps that turn out not to be needed beside the others. */
static enum status prune(struct work *w, struct repair *r, struct err *e)
{
    int years = w->all.programme->year_count;
    for (int i = 0; i < r->step_count && r->step_count > 1;) {
        struct repair without = *r;
        enum feasible answer = FEASIBLE_NO;
        without.size -= share_of(&r->steps[i], years);
        without.step_count--;
        memmove(&without.steps[i], &without.steps[i + 1],
                sizeof *without.steps * (size_t)(without.step_count - i));
        reset(&w->trial, &w->all);
        repair_apply(&w->trial, &without);
        TRY(feasible_ask(&w->f, &w->trial, &answer, e));
        if (answer == FEASIBLE_YES)
            *r = without;
        else
            i++;
    }
    return STATUS_OK;
}

/* Add the cheapest ways out of what conflicts are left; *done: there is a plan. */
static enum status complete(struct work *w, const struct conflict_set *of, struct repair *r,
                            int *done, struct err *e)
{
    struct demands d;
    *done = 0;
    TRY(demands_copy(&d, &w->all, w->arena, e));
    repair_apply(&d, r);
    for (;;) {
        enum feasible answer = FEASIBLE_UNKNOWN;
        struct conflict_set set;
        struct ways *ways = NULL;
        TRY(feasible_ask(&w->f, &d, &answer, e));
        *done = answer == FEASIBLE_YES;
        if (*done) return prune(w, r, e);
        if (answer != FEASIBLE_NO || r->step_count >= w->steps_most) return STATUS_OK;
        TRY(conflict_set_find(&set, &w->f, &d, w->arena, e));
        TRY(find_ways(w, &d, &set, &ways, e));
        const struct repair_step *way = choose_way(ways, of, d.programme->year_count);
        if (!way) return STATUS_OK;
        struct repair_step step = *way;
        apply_step(&d, &step);
        for (int i = 0; i < r->step_count; i++) /* moved further: one step */
            if (r->steps[i].kind == step.kind && r->steps[i].demand == step.demand) {
                step.from = r->steps[i].from;
                r->size -= share_of(&r->steps[i], d.programme->year_count);
                r->steps[i] = r->steps[--r->step_count];
            }
        add_step(r, &step, d.programme->year_count);
    }
}

/* Every way out of one conflict, with the cheapest ones of the others. */
static enum status offer_ways(struct work *w, int conflict, struct err *e)
{
    struct repair_answer *out = w->out;
    const struct ways *ways = w->ways[conflict];
    int years = w->all.programme->year_count;
    for (int k = 0; k < ways->count && out->repair_count < REPAIRS_MAX; k++) {
        struct repair r = {.size = 0};
        int done = 0;
        if (stop_wanted(w->f.options->stop)) return STATUS_OK;
        if (conflict > 0 && k == ways->cheapest) continue; /* with the first conflict's cheapest */
        add_step(&r, &ways->steps[k], years);
        for (int c = 0; c < out->conflict_count; c++)
            if (c != conflict && w->ways[c]->cheapest >= 0)
                add_step(&r, &w->ways[c]->steps[w->ways[c]->cheapest], years);
        TRY(complete(w, &out->conflicts[conflict], &r, &done, e));
        if (done) out->repairs[out->repair_count++] = r;
    }
    return STATUS_OK;
}

static enum status find_conflicts(struct work *w, struct err *e)
{
    struct repair_answer *out = w->out;
    struct demands rest;
    TRY(demands_copy(&rest, &w->all, w->arena, e));
    while (!stop_wanted(w->f.options->stop)) {
        enum feasible answer = FEASIBLE_NO;
        struct conflict_set *set = &out->conflicts[out->conflict_count];
        TRY(feasible_ask(&w->f, &rest, &answer, e));
        if (out->conflict_count == 0) {
            out->is_feasible = answer == FEASIBLE_YES;
            out->is_unknown = answer == FEASIBLE_UNKNOWN;
        }
        if (answer != FEASIBLE_NO) return STATUS_OK;
        out->has_more_conflicts = out->conflict_count == CONFLICTS_MAX;
        if (out->has_more_conflicts) return STATUS_OK;
        TRY(conflict_set_find(set, &w->f, &rest, w->result, e));
        TRY(find_ways(w, &w->all, set, &w->ways[out->conflict_count], e));
        out->conflict_count++;
        for (int i = 0; i < set->count; i++)
            rest.holds[set->demands[i]] = 0;
    }
    return STATUS_OK;
}

static int compare_repairs(const void *left, const void *right)
{
    const struct repair *a = left, *b = right;
    if (a->step_count != b->step_count) return a->step_count - b->step_count;
    if (a->size != b->size) return a->size < b->size ? -1 : 1;
    if (a->steps[0].demand != b->steps[0].demand) return a->steps[0].demand - b->steps[0].demand;
    return (int)a->steps[0].kind - (int)b->steps[0].kind;
}

/* The same changes, found from another conflict. */
static int is_same(const struct repair *a, const struct repair *b)
{
    int same = 0;
    for (int i = 0; i < a->step_count; i++)
        for (int k = 0; k < b->step_count; k++)
            same += a->steps[i].kind == b->steps[k].kind &&
                    a->steps[i].demand == b->steps[k].demand && a->steps[i].to == b->steps[k].to;
    return a->step_count == b->step_count && same == a->step_count;
}

static void rank(struct repair_answer *out)
{
    int kept = 0;
    qsort(out->repairs, (size_t)out->repair_count, sizeof *out->repairs, compare_repairs);
    for (int i = 0; i < out->repair_count; i++) {
        int known = 0;
        for (int k = 0; k < kept; k++)
            known |= is_same(&out->repairs[i], &out->repairs[k]);
        if (!known) out->repairs[kept++] = out->repairs[i];
    }
    out->repair_count = kept;
}

enum status repair_find(struct repair_answer *out, const struct plan_input *in,
                        const struct plan_options *options, struct arena *a, struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct work w = {.out = out, .result = a, .arena = &arena};
    *out = (struct repair_answer){0};
    enum status status = feasible_init(&w.f, in, options, &arena, e);
    if (status == STATUS_OK) status = demands_init(&w.all, in->programme, &arena, e);
    if (status == STATUS_OK) status = demands_init(&w.trial, in->programme, &arena, e);
    if (status == STATUS_OK) demands_drop_soft(&w.all);
    if (status == STATUS_OK) status = find_conflicts(&w, e);
    w.steps_most = out->conflict_count + STEPS_MORE; /* longer lists help nobody, unless ... */
    for (int i = 0; i < out->conflict_count && status == STATUS_OK; i++)
        status = offer_ways(&w, i, e);
    w.steps_most = REPAIR_STEPS_MAX; /* ... there are no others */
    for (int i = 0; i < out->conflict_count && status == STATUS_OK && out->repair_count == 0; i++)
        status = offer_ways(&w, i, e);
    if (status == STATUS_OK) rank(out);
    out->asked = w.f.asked;
    out->solved = w.f.solved;
    arena_clear(&arena);
    return status;
}
