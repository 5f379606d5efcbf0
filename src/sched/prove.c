/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/prove.h"

#include <string.h>

enum {
    RISING_SHARE = 2, /* of the effort */
    LENGTH_SHARE = 8, /* of the effort, for one length */
    GAP_SHARE = 20,   /* of the length: a gap that is wider, */
    GAP = 4,          /* and wider than this, is not asked from above */
};

static void ask(struct prover *p, int anew)
{
    exact_ask(&p->exact, p->falling ? p->upper - 1 : p->lower, anew, p->like);
}

enum status prover_init(struct prover *out, const struct network *net, int lower, int upper,
                        int64_t effort, struct arena *a, struct err *e)
{
    *out = (struct prover){.lower = lower, .upper = upper, .effort = effort};
    out->active = effort > 0 && lower < upper && exact_takes(net, upper);
    if (!out->active) return STATUS_OK;
    out->start = ARENA_ARRAY(a, int, (size_t)net->activity_count);
    out->like = ARENA_ARRAY(a, int, (size_t)net->activity_count);
    if (!out->start || !out->like)
        return err_set(e, STATUS_NOMEM, "out of memory for an exact search");
    TRY(exact_init(&out->exact, net, upper, a, e));
    out->given_up = effort / LENGTH_SHARE;
    ask(out, 1);
    return STATUS_OK;
}

void prover_tell(struct prover *p, const int *start, int upper)
{
    if (!p->active || upper >= p->upper) return;
    p->upper = upper;
    memcpy(p->like, start, sizeof *start * (size_t)p->exact.task.activity_count);
    if (upper <= p->lower)
        p->active = 0;
    else if (p->falling)
        ask(p, 0);
}

static void take_found(struct prover *p)
{
    const struct exact_task *task = &p->exact.task;
    int length = 0;
    for (int a = 0; a < task->activity_count; a++) {
        int finish = p->exact.start[a] + task->duration[a];
        length = finish > length ? finish : length;
        p->start[a] = p->like[a] = p->exact.start[a];
    }
    p->found = p->upper = length;
}

/* What to ask next; returns 0 when there is nothing. */
static int go_on(struct prover *p, enum exact_outcome outcome)
{
    if (outcome == EXACT_FOUND) take_found(p);
    if (outcome == EXACT_REFUTED) p->lower = p->falling ? p->upper : p->lower + 1;
    if (p->lower >= p->upper || (p->falling && outcome == EXACT_OPEN)) return 0;
    int gap = p->upper - p->lower, spent = p->exact.conflicts >= p->effort / RISING_SHARE;
    int narrow = gap <= GAP || gap * GAP_SHARE <= p->upper;
    int turns = !p->falling && narrow && (outcome == EXACT_OPEN || spent);
    if (turns) p->falling = 1;
    p->given_up = p->effort;
    if (!p->falling && outcome != EXACT_OPEN)
        p->given_up = p->exact.conflicts + p->effort / LENGTH_SHARE;
    /* from below, a length that is open stays the question when there is no other */
    if (turns || outcome != EXACT_OPEN) ask(p, !p->falling || turns);
    return 1;
}

void prover_run(struct prover *p, int64_t conflicts, const struct stop *stop)
{
    while (p->active && !stop_wanted(stop)) {
        int64_t until = conflicts < p->given_up ? conflicts : p->given_up;
        enum exact_outcome outcome = exact_run(&p->exact, until, stop);
        if (outcome == EXACT_OPEN && p->exact.conflicts < p->given_up) return;
        if (!go_on(p, outcome) || p->exact.conflicts >= p->effort) p->active = 0;
        if (p->exact.conflicts >= conflicts) return;
    }
}
