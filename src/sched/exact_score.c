/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/exact_score.h"

#define AGE       1.05 /* a conflict weighs so much more than the one before it */
#define SCORE_MAX 1e100

/* Question a * periods + t: does a start at t or later? */
static int is_before(const struct exact *x, int a, int b)
{
    return x->score[a] > x->score[b] || (x->score[a] == x->score[b] && a < b);
}

static void put(struct exact *x, int at, int question)
{
    x->heap[at] = question;
    x->place[question] = at;
}

static void rise(struct exact *x, int at)
{
    int question = x->heap[at];
    for (; at > 0 && is_before(x, question, x->heap[(at - 1) / 2]); at = (at - 1) / 2)
        put(x, at, x->heap[(at - 1) / 2]);
    put(x, at, question);
}

static void sink(struct exact *x, int at)
{
    int question = x->heap[at];
    for (int child; (child = 2 * at + 1) < x->heap_count; at = child) {
        if (child + 1 < x->heap_count && is_before(x, x->heap[child + 1], x->heap[child])) child++;
        if (!is_before(x, x->heap[child], question)) break;
        put(x, at, x->heap[child]);
    }
    put(x, at, question);
}

static void insert(struct exact *x, int question)
{
    if (x->place[question] >= 0) return;
    put(x, x->heap_count++, question);
    rise(x, x->heap_count - 1);
}

void exact_score_reset(struct exact *x)
{
    int periods = x->periods, count = 0;
    x->step = 1;
    for (int t = 0; t < periods; t++) /* by falling score: a heap already */
        for (int a = 0; a < x->task.activity_count; a++) {
            int question = a * periods + t;
            x->score[question] = 1e-6 * (periods - t) / periods;
            x->late[question] = 0;
            put(x, count++, question);
        }
    x->heap_count = count;
}

void exact_score_follow(struct exact *x, const int *start)
{
    for (int a = 0; a < x->task.activity_count; a++)
        for (int t = 0; t < x->periods; t++)
            x->late[a * x->periods + t] = start[a] >= t;
}

void exact_score_bump(struct exact *x, struct literal l)
{
    int time = l.var & 1 ? 1 - l.bound : l.bound;
    if (time < 0 || time >= x->periods) return;
    int question = l.var / 2 * x->periods + time;
    x->score[question] += x->step;
    if (x->place[question] >= 0) rise(x, x->place[question]);
    if (x->score[question] < SCORE_MAX) return;
    for (int i = 0; i < x->task.activity_count * x->periods; i++)
        x->score[i] /= SCORE_MAX;
    x->step /= SCORE_MAX;
}

void exact_score_age(struct exact *x)
{
    x->step *= AGE;
}

void exact_score_restore(struct exact *x, int var, int bound, int old_bound)
{
    int late = !(var & 1), from = late ? old_bound + 1 : 1 - bound, to = late ? bound : -old_bound;
    for (int t = from; t <= to; t++) {
        x->late[var / 2 * x->periods + t] = (unsigned char)late;
        insert(x, var / 2 * x->periods + t);
    }
}

int exact_score_choose(struct exact *x, struct literal *out)
{
    while (x->heap_count > 0) {
        int question = x->heap[0], last = x->heap[--x->heap_count];
        x->place[question] = -1;
        if (x->heap_count > 0) {
            put(x, 0, last);
            sink(x, 0);
        }
        struct literal late = {question / x->periods * 2, question % x->periods};
        if (trail_holds(&x->trail, late) || trail_holds(&x->trail, literal_not(late))) continue;
        *out = x->late[question] ? late : literal_not(late);
        return 1;
    }
    return 0;
}
