/* SPDX-License-Identifier: Apache-2.0 */
#include "works/fill.h"

#include <stdlib.h>

static enum status fill_activities(struct schedule *out, const struct dispatch *d,
                                   const struct times *t, struct arena *a, struct err *e)
{
    const struct job_net *n = d->net;
    out->activities = ARENA_ARRAY(a, struct activity, (size_t)n->job_count + 1);
    if (!out->activities) return err_set(e, STATUS_NOMEM, "out of memory for a schedule");
    out->activity_count = n->job_count;
    for (int j = 0; j < n->job_count; j++) {
        const struct job *job = &n->jobs[j];
        const struct placed *p = &d->placed[j];
        out->activities[j] = (struct activity){
            .facility = job->facility,
            .phase = job->phase,
            .is_inspection = job->is_inspection,
            .crew = n->facts && n->facts[j].state != JOB_PLANNED ? n->facts[j].crew : p->crew,
            .start = p->start,
            .finish = p->finish,
            .earliest = t->earliest[j],
            .slack = t->latest[j] - p->start,
            .cause = p->cause,
            .blocker = p->blocker,
            .material = p->stock >= 0 ? n->stocks[p->stock].resource : -1,
        };
    }
    return STATUS_OK;
}

static void add_stay(struct schedule *out, const struct dispatch *d, int crew, int from, int stay)
{
    const struct job_net *n = d->net;
    const struct dispatch_stay *s = &d->stays[stay];
    const struct camp *to = &n->camps[s->camp];
    double km = globe_km(from < 0 ? &n->homes[crew] : &n->camps[from].place, &to->place);
    out->stays[out->stay_count++] = (struct stay){
        crew, to->visit, s->first, s->last, km, crew_travel_days(&n->works->crews[crew], km)};
    out->travel_km += km;
}

/* Work that follows in the same camp is one stay. */
static enum status fill_stays(struct schedule *out, const struct dispatch *d, struct arena *a,
                              struct err *e)
{
    out->stays = ARENA_ARRAY(a, struct stay, (size_t)d->stay_count + 1);
    if (!out->stays) return err_set(e, STATUS_NOMEM, "out of memory for a schedule");
    for (int k = 0; k < d->net->works->crew_count; k++) {
        int from = -1;
        for (int s = d->first_stay[k]; s >= 0; s = d->stays[s].next) {
            if (from == d->stays[s].camp)
                out->stays[out->stay_count - 1].last = d->stays[s].last;
            else
                add_stay(out, d, k, from, s);
            from = d->stays[s].camp;
        }
    }
    return STATUS_OK;
}

static enum status fill_facilities(struct schedule *out, const struct job_net *n, struct arena *a,
                                   struct err *e)
{
    int count = n->plan->facility_count;
    out->ready = ARENA_ARRAY(a, int, (size_t)count + 1);
    out->due = ARENA_ARRAY(a, int, (size_t)count + 1);
    if (!out->ready || !out->due) return err_set(e, STATUS_NOMEM, "out of memory for a schedule");
    for (int f = 0; f < count; f++) {
        out->ready[f] = -1;
        out->due[f] = n->due[f];
    }
    for (int j = 0; j < out->activity_count; j++) {
        const struct activity *x = &out->activities[j];
        if (x->finish > out->ready[x->facility]) out->ready[x->facility] = x->finish;
        if (x->finish > out->finish) out->finish = x->finish;
    }
    for (int f = 0; f < count; f++) {
        if (out->ready[f] <= out->due[f]) continue;
        out->late_count++;
        out->late_days += out->ready[f] - out->due[f];
    }
    return STATUS_OK;
}

enum status schedule_fill(struct schedule *out, const struct dispatch *d, const struct times *t,
                          struct arena *a, struct err *e)
{
    out->unplaced = d->unplaced;
    out->late_days_bound = t->late_days;
    TRY(fill_activities(out, d, t, a, e));
    if (d->unplaced >= 0) return STATUS_OK;
    TRY(fill_stays(out, d, a, e));
    return fill_facilities(out, d->net, a, e);
}

void schedule_lay(struct dispatch *d, const struct schedule *given)
{
    for (int i = 0; i < given->activity_count; i++)
        d->keys[i] = (struct start_key){given->activities[i].start, i};
    qsort(d->keys, (size_t)given->activity_count, sizeof *d->keys, start_key_compare);
    for (int i = 0; i < given->activity_count; i++) {
        const struct activity *at = &given->activities[d->keys[i].job];
        dispatch_lay(d, d->keys[i].job, at->crew, at->start, at->finish);
    }
}
