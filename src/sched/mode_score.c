/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_score.h"

#define AGE       1.05 /* a conflict weighs so much more than the one before it */
#define SCORE_MAX 1e100

static int is_before(const struct mode_score *s, int a, int b)
{
    return s->score[a] > s->score[b] || (s->score[a] == s->score[b] && a < b);
}

static void put(struct mode_score *s, int at, int question)
{
    s->heap[at] = question;
    s->place[question] = at;
}

static void rise(struct mode_score *s, int at)
{
    int question = s->heap[at];
    for (; at > 0 && is_before(s, question, s->heap[(at - 1) / 2]); at = (at - 1) / 2)
        put(s, at, s->heap[(at - 1) / 2]);
    put(s, at, question);
}

static void sink(struct mode_score *s, int at)
{
    int question = s->heap[at];
    for (int child; (child = 2 * at + 1) < s->heap_count; at = child) {
        if (child + 1 < s->heap_count && is_before(s, s->heap[child + 1], s->heap[child])) child++;
        if (!is_before(s, s->heap[child], question)) break;
        put(s, at, s->heap[child]);
    }
    put(s, at, question);
}

enum status mode_score_init(struct mode_score *out, int count, struct arena *a, struct err *e)
{
    *out = (struct mode_score){.count = count, .step = 1};
    out->score = ARENA_ARRAY(a, double, (size_t)count);
    out->heap = ARENA_ARRAY(a, int, (size_t)count);
    out->place = ARENA_ARRAY(a, int, (size_t)count);
    if (!out->score || !out->heap || !out->place)
        return err_set(e, STATUS_NOMEM, "out of memory for an exact search");
    return STATUS_OK;
}

void mode_score_fill(struct mode_score *s)
{
    s->heap_count = 0;
    for (int i = 0; i < s->count; i++)
        s->place[i] = -1;
    for (int i = 0; i < s->count; i++)
        mode_score_insert(s, i);
}

void mode_score_insert(struct mode_score *s, int question)
{
    if (s->place[question] >= 0) return;
    put(s, s->heap_count++, question);
    rise(s, s->heap_count - 1);
}

void mode_score_bump(struct mode_score *s, int question)
{
    s->score[question] += s->step;
    if (s->place[question] >= 0) rise(s, s->place[question]);
    if (s->score[question] < SCORE_MAX) return;
    for (int i = 0; i < s->count; i++)
        s->score[i] /= SCORE_MAX;
    s->step /= SCORE_MAX;
}

void mode_score_age(struct mode_score *s)
{
    s->step *= AGE;
}

int mode_score_take(struct mode_score *s)
{
    if (s->heap_count == 0) return -1;
    int question = s->heap[0], last = s->heap[--s->heap_count];
    s->place[question] = -1;
    if (s->heap_count > 0) {
        put(s, 0, last);
        sink(s, 0);
    }
    return question;
}
