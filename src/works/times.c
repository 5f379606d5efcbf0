/* SPDX-License-Identifier: Apache-2.0 */
#include "works/times.h"

/* First day by which so much has arrived that a job alone could start. */
static int arrival_day(const struct job_net *n, const struct job *job)
{
    int day = 0;
    for (int k = 0; k < job->need_count; k++) {
        const struct job_need *need = &n->needs[job->need_first + k];
        const struct stock *s = &n->stocks[need->stock];
        day = stock_day(s, s->total, need->quantity, day, n->day_count);
    }
    return day;
}

static void go_forward(struct times *t, const struct job_net *n, int *finish)
{
    for (int j = 0; j < n->job_count; j++) {
        const struct job *job = &n->jobs[j];
        int day = job->release, arrived = arrival_day(n, job);
        if (arrived > day) day = arrived;
        if (n->status_day > day) day = n->status_day;
        for (int k = 0; k < job->link_count; k++) {
            const struct job_link *link = &n->links[job->link_first + k];
            int is_from_start = link->kind == LINK_START_START || link->kind == LINK_START_FINISH;
            int at =
                (is_from_start ? t->earliest[link->before] : finish[link->before]) + link->lag_days;
            if (link->kind == LINK_FINISH_FINISH || link->kind == LINK_START_FINISH)
                at = workdays_start_to_finish(n, job->calendar, at, job->days);
            if (at > day) day = at;
        }
        t->earliest[j] = workdays_start(n, job->calendar, day);
        finish[j] = workdays_finish(n, job->calendar, t->earliest[j], job->days);
        if (n->facts && n->facts[j].state != JOB_PLANNED) {
            t->earliest[j] = n->facts[j].start;
            finish[j] = n->facts[j].finish;
        }
        if (finish[j] > t->ready[job->facility]) t->ready[job->facility] = finish[j];
    }
}

/* finish[j]: latest; jobs stand after those they wait for, so backwards each is settled in time. */
static void go_backward(struct times *t, const struct job_net *n, int *finish)
{
    for (int j = 0; j < n->job_count; j++) {
        finish[j] = n->due[n->jobs[j].facility];
        t->latest[j] = n->day_count;
    }
    for (int j = n->job_count - 1; j >= 0; j--) {
        const struct job *job = &n->jobs[j];
        int start = workdays_latest_start(n, job->calendar, finish[j], job->days);
        if (start < t->latest[j]) t->latest[j] = start;
        for (int k = 0; k < job->link_count; k++) {
            const struct job_link *link = &n->links[job->link_first + k];
            int to_start = link->kind == LINK_FINISH_START || link->kind == LINK_START_START;
            int at = (to_start ? t->latest[j] : finish[j]) - link->lag_days;
            int is_from_start = link->kind == LINK_START_START || link->kind == LINK_START_FINISH;
            int *bound = is_from_start ? &t->latest[link->before] : &finish[link->before];
            if (at < *bound) *bound = at;
        }
    }
}

enum status times_compute(struct times *out, const struct job_net *n, struct arena *a,
                          struct err *e)
{
    size_t jobs = (size_t)n->job_count + 1, facilities = (size_t)n->plan->facility_count + 1;
    int *finish = ARENA_ARRAY(a, int, jobs);
    out->earliest = ARENA_ARRAY(a, int, jobs);
    out->latest = ARENA_ARRAY(a, int, jobs);
    out->ready = ARENA_ARRAY(a, int, facilities);
    out->late_days = 0;
    if (!finish || !out->earliest || !out->latest || !out->ready)
        return err_set(e, STATUS_NOMEM, "out of memory for the days of jobs");
    for (size_t f = 0; f < facilities; f++)
        out->ready[f] = -1;
    go_forward(out, n, finish);
    for (int f = 0; f < n->plan->facility_count; f++)
        if (out->ready[f] > n->due[f]) out->late_days += out->ready[f] - n->due[f];
    go_backward(out, n, finish);
    return STATUS_OK;
}
