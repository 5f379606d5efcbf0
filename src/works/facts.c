/* SPDX-License-Identifier: Apache-2.0 */
#include "works/facts.h"

#include <math.h>

/* Working days that remain of a job begun. */
static int remaining_days(const struct job_net *n, const struct job *job, const struct work_done *x,
                          int status_day)
{
    if (x->remaining >= 0) return x->remaining;
    if (x->share >= 0) return (int)ceil(job->days * (1 - x->share) - 1e-9);
    const struct workdays *c = &n->calendars[job->calendar];
    int start = x->start < 0 ? 0 : x->start;
    int left = job->days - (c->number[status_day] - c->number[start]);
    return left > 1 ? left : 1;
}

static enum status refuse_late(const struct job_net *n, const struct job *job, const char *column,
                               int day, struct err *e)
{
    char date[WORKS_DATE_BYTES], status[WORKS_DATE_BYTES];
    works_date(n->works, day, date);
    works_date(n->works, n->status_day, status);
    return err_set(e, STATUS_INVALID,
                   "progress: %s of phase '%s' in %s: %s is after the status date %s; give a later "
                   "--date, or leave it empty",
                   column, n->works->phases[job->phase].code,
                   n->programme->areas[n->plan->visits[n->camps[job->camp].visit].area].code, date,
                   status);
}

static enum status take(struct job_net *n, int j, const struct work_done *x,
                        const struct schedule *given, struct err *e)
{
    const struct job *job = &n->jobs[j];
    struct job_fact *f = &n->facts[j];
    if (x->start == WORKS_NO_DAY) return STATUS_OK;
    if (x->start > n->status_day) return refuse_late(n, job, "actual_start", x->start, e);
    if (x->finish > n->status_day) return refuse_late(n, job, "actual_finish", x->finish, e);
    f->state = x->finish == WORKS_NO_DAY ? JOB_RUNNING : JOB_DONE;
    f->start = x->start;
    f->finish = x->finish;
    f->crew = x->crew >= 0 ? x->crew : given->activities[j].crew;
    if (f->state == JOB_DONE) return STATUS_OK;
    int from = workdays_start(n, job->calendar, n->status_day);
    int days = remaining_days(n, job, x, n->status_day);
    f->finish = days > 0 ? workdays_finish(n, job->calendar, from, days) : n->status_day;
    return STATUS_OK;
}

static enum status take_in_camp(struct job_net *n, int camp, const struct work_done *x,
                                const struct schedule *given, struct err *e)
{
    const struct camp *c = &n->camps[camp];
    for (int j = c->job_first; j < c->job_first + c->job_count; j++)
        if (n->jobs[j].phase == x->phase && n->jobs[j].is_inspection == x->is_inspection)
            TRY(take(n, j, x, given, e));
    return STATUS_OK;
}

static enum status refuse_crew(const struct job_net *n, int crew, int i, int j, struct err *e)
{
    const struct programme *p = n->programme;
    int here = n->plan->visits[n->camps[n->jobs[i].camp].visit].area;
    int there = n->plan->visits[n->camps[n->jobs[j].camp].visit].area;
    return err_set(
        e, STATUS_INVALID,
        "progress: crew '%s' is at work in %s and in %s on the status date; name the crew "
        "of one of them in column crew",
        n->works->crews[crew].code, p->areas[here].code, p->areas[there].code);
}

/* Where each crew is: all of its running jobs, else the one it finished last. */
static enum status place_crews(struct job_net *n, struct arena *a, struct err *e)
{
    int *last = ARENA_ARRAY(a, int, (size_t)n->works->crew_count + 1);
    if (!last) return err_set(e, STATUS_NOMEM, "out of memory for the work done");
    for (int k = 0; k < n->works->crew_count; k++)
        last[k] = -1;
    for (int j = 0; j < n->job_count; j++) {
        struct job_fact *f = &n->facts[j];
        if (f->state == JOB_PLANNED || f->crew < 0) continue;
        int other = last[f->crew];
        int is_running = f->state == JOB_RUNNING;
        if (other >= 0 && n->facts[other].state == JOB_RUNNING) {
            if (is_running && n->jobs[other].camp != n->jobs[j].camp)
                return refuse_crew(n, f->crew, other, j, e);
            f->is_place = is_running;
            continue;
        }
        if (other >= 0 && !is_running && n->facts[other].finish >= f->finish) continue;
        if (other >= 0) n->facts[other].is_place = 0;
        f->is_place = 1;
        last[f->crew] = j;
    }
    return STATUS_OK;
}

enum status facts_take(struct job_net *net, const struct schedule *given, int status_day,
                       struct arena *a, struct err *e)
{
    const struct works *w = net->works;
    net->facts = ARENA_ARRAY(a, struct job_fact, (size_t)net->job_count + 1);
    if (!net->facts) return err_set(e, STATUS_NOMEM, "out of memory for the work done");
    net->status_day = status_day;
    for (int j = 0; j < net->job_count; j++)
        net->facts[j].crew = -1;
    for (int i = 0; i < w->done_count; i++)
        for (int c = 0; c < net->camp_count; c++)
            if (net->plan->visits[net->camps[c].visit].area == w->done[i].area)
                TRY(take_in_camp(net, c, &w->done[i], given, e));
    return place_crews(net, a, e);
}
