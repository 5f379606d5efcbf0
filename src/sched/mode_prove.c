/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_prove.h"

enum status mode_prover_init(struct mode_prover *out, const struct network *net,
                             const struct mode_prove_plan *plan, struct arena *a, struct err *e)
{
    size_t n = (size_t)net->activity_count;
    *out = (struct mode_prover){.lower = plan->lower, .effort = plan->effort};
    out->active =
        plan->effort > 0 && plan->lower <= plan->length && mode_exact_takes(net, plan->length);
    if (!out->active) return STATUS_OK;
    out->start = ARENA_ARRAY(a, int, n);
    out->work = ARENA_ARRAY(a, int, n);
    if (!out->start || !out->work)
        return err_set(e, STATUS_NOMEM, "out of memory for an exact search");
    TRY(mode_exact_init(&out->exact, net, plan->budget, plan->length, a, e));
    out->exact.rng = rng_new(plan->seed, 0);
    int bound = mode_rows_bound(&out->exact.rows, net);
    if (bound > out->lower) out->lower = bound;
    return STATUS_OK;
}

static void ask(struct mode_prover *p, int upper)
{
    p->upper = upper;
    if (upper <= p->lower)
        p->active = 0;
    else
        mode_exact_ask(&p->exact, upper - 1, p->start, p->work);
}

void mode_prover_begin(struct mode_prover *p, const int *start, const int *mode, int upper)
{
    if (!p->active || upper >= p->exact.periods) return;
    const struct network *net = p->exact.net;
    for (int a = 0; a < net->activity_count; a++) {
        p->start[a] = start[a];
        p->work[a] = net->work_first[a];
        while (net->works[p->work[a]].mode != mode[a])
            p->work[a]++;
    }
    ask(p, upper);
}

void mode_prover_begin_blind(struct mode_prover *p, int length)
{
    if (!p->active) return;
    for (int a = 0; a < p->exact.net->activity_count; a++) {
        p->start[a] = 0;
        p->work[a] = p->exact.net->work_first[a];
    }
    ask(p, length + 1);
}

void mode_prover_tell(struct mode_prover *p, const int *event, const int *work, int upper)
{
    if (!p->active || (p->upper > 0 && upper >= p->upper) || upper >= p->exact.periods) return;
    for (int a = 0; a < p->exact.net->activity_count; a++) {
        p->start[a] = event[2 * (size_t)a];
        p->work[a] = work[a];
    }
    ask(p, upper);
}

static void take_found(struct mode_prover *p)
{
    const struct mode_exact *x = &p->exact;
    int length = 0;
    for (int a = 0; a < x->net->activity_count; a++) {
        int finish = x->start[a] + x->net->works[x->work[a]].duration;
        length = finish > length ? finish : length;
        p->start[a] = x->start[a];
        p->work[a] = x->work[a];
    }
    p->found = length;
    ask(p, length);
}

void mode_prover_run(struct mode_prover *p, int64_t conflicts, const struct stop *stop)
{
    if (conflicts > p->effort) conflicts = p->effort;
    while (p->active && p->upper > 0 && p->exact.conflicts < conflicts && !stop_wanted(stop)) {
        enum exact_outcome outcome = mode_exact_run(&p->exact, conflicts, stop);
        if (outcome == EXACT_FOUND) take_found(p);
        if (outcome == EXACT_REFUTED) p->lower = p->upper;
        if (outcome == EXACT_REFUTED) p->active = 0;
    }
    if (p->exact.conflicts >= p->effort) p->active = 0;
}
