/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/conflict_set.h"

#include <string.h>

struct search {
    struct feasibility *f;
    struct demands left; /* infeasible always */
    char *needed;        /* [demand] sparing it leaves no proof */
    int is_minimal;
    struct arena *arena;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a conflict");
}

/* --- sparing under the proof that is known ------------------------------------------------- */

static int is_row_demand(const struct search *s, int demand)
{
    if (demand_is_limit(&s->left, demand)) return 1;
    enum clause_kind kind = s->left.clauses[demand].kind;
    return kind == CLAUSE_VISITS_PER_YEAR || kind == CLAUSE_VISITS_IN_PERIOD ||
           kind == CLAUSE_LIMIT_SUBSIDY;
}

/* Rows without weight are of no use to the proof. */
static void spare_weightless(struct search *s)
{
    for (int i = 0; i < s->left.count; i++) {
        double ceiling = 0, floor = 0;
        if (!s->left.holds[i] || s->needed[i] || !is_row_demand(s, i)) continue;
        feasible_weight(s->f, i, &ceiling, &floor);
        if (ceiling == 0 && floor == 0) s->left.holds[i] = 0;
    }
}

/* NOLINTBEGIN(misc-no-recursion): halves, as deep as the logarithm of the demands */

/* Spare as many of these as the proof allows. */
static enum status spare_halves(struct search *s, const int *list, int count, struct err *e)
{
    int refuted = 0;
    if (count == 0) return STATUS_OK;
    for (int i = 0; i < count; i++)
        s->left.holds[list[i]] = 0;
    TRY(feasible_is_refuted(s->f, &s->left, &refuted, e));
    if (refuted) return STATUS_OK;
    for (int i = 0; i < count; i++)
        s->left.holds[list[i]] = 1;
    if (count == 1) return STATUS_OK;
    TRY(spare_halves(s, list, count / 2, e));
    return spare_halves(s, list + count / 2, count - count / 2, e);
}

/* NOLINTEND(misc-no-recursion) */

static enum status spare_by_proof(struct search *s, struct err *e)
{
    int *list = ARENA_ARRAY(s->arena, int, (size_t)s->left.count + 1), count = 0;
    if (!list) return out_of_memory(e);
    if (s->f->has_proof) spare_weightless(s);
    for (int i = s->left.count - 1; i >= 0; i--)
        if (s->left.holds[i] && !s->needed[i]) list[count++] = i;
    return spare_halves(s, list, count, e);
}

/* --- sparing one by one -------------------------------------------------------------------- */

typedef enum status ask_function(struct feasibility *f, const struct demands *d,
                                 enum feasible *answer, struct err *e);

/* Each demand that is left: can it be spared? */
static enum status spare_one_by_one(struct search *s, ask_function *ask, struct err *e)
{
    memset(s->needed, 0, (size_t)s->left.count);
    for (int i = s->left.count - 1; i >= 0; i--) {
        enum feasible answer = FEASIBLE_UNKNOWN;
        if (!s->left.holds[i]) continue;
        s->left.holds[i] = 0;
        TRY(ask(s->f, &s->left, &answer, e));
        if (answer == FEASIBLE_NO) {
            TRY(spare_by_proof(s, e));
            continue;
        }
        if (answer == FEASIBLE_UNKNOWN) s->is_minimal = 0;
        s->left.holds[i] = 1;
        s->needed[i] = 1;
    }
    return STATUS_OK;
}

/* --- the set ------------------------------------------------------------------------------ */

/* Could the set hold if nothing were decided? */
static enum status ask_without_decided(struct search *s, struct conflict_set *out, struct err *e)
{
    struct programme undecided = *s->left.programme;
    struct plan_input input = *s->f->in;
    struct feasibility f;
    struct demands d = s->left;
    enum feasible answer = FEASIBLE_NO;
    if (undecided.decided_count == 0) return STATUS_OK;
    undecided.decided_count = 0;
    input.programme = d.programme = &undecided;
    TRY(feasible_init(&f, &input, s->f->options, s->arena, e));
    TRY(feasible_ask(&f, &d, &answer, e));
    out->is_with_decided = answer == FEASIBLE_YES;
    return STATUS_OK;
}

static enum status finish(struct search *s, struct conflict_set *out, struct arena *a,
                          struct err *e)
{
    enum feasible answer = FEASIBLE_NO;
    out->demands = ARENA_ARRAY(a, int, (size_t)s->left.count + 1);
    if (!out->demands) return out_of_memory(e);
    for (int i = 0; i < s->left.count; i++)
        if (s->left.holds[i]) out->demands[out->count++] = i;
    out->is_minimal = s->is_minimal;
    if (out->count == 1) {
        TRY(feasible_ask(s->f, &s->left, &answer, e));
        if (s->f->reason) {
            out->reason = arena_strndup(a, s->f->reason, strlen(s->f->reason));
            if (!out->reason) return out_of_memory(e);
        }
    }
    return ask_without_decided(s, out, e);
}

enum status conflict_set_find(struct conflict_set *out, struct feasibility *f,
                              const struct demands *d, struct arena *a, struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct search s = {.f = f, .is_minimal = 1, .arena = &work};
    enum feasible answer = FEASIBLE_NO;
    *out = (struct conflict_set){0};
    enum status status = demands_copy(&s.left, d, &work, e);
    s.needed = ARENA_ARRAY(&work, char, (size_t)d->count + 1);
    if (status == STATUS_OK && !s.needed) status = out_of_memory(e);
    if (status == STATUS_OK) status = feasible_ask_parts(f, &s.left, &answer, e);
    if (status == STATUS_OK && answer == FEASIBLE_NO) {
        status = spare_by_proof(&s, e);
        if (status == STATUS_OK) status = spare_one_by_one(&s, feasible_ask_parts, e);
    }
    s.is_minimal = 1;
    if (status == STATUS_OK) status = spare_one_by_one(&s, feasible_ask, e);
    if (status == STATUS_OK) status = finish(&s, out, a, e);
    arena_clear(&work);
    return status;
}
