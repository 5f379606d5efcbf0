/* SPDX-License-Identifier: Apache-2.0 */
/* How good a schedule is. */
#include "works/crews.h"
#include "works/dispatch_parts.h"

int score_compare(const struct score *x, const struct score *y)
{
    if (x->unplaced != y->unplaced) return x->unplaced - y->unplaced;
    if (x->late_days != y->late_days) return x->late_days < y->late_days ? -1 : 1;
    if (x->moves != y->moves) return x->moves - y->moves;
    if (x->ready_days != y->ready_days) return x->ready_days < y->ready_days ? -1 : 1;
    if (x->travel_km != y->travel_km) return x->travel_km < y->travel_km ? -1 : 1;
    return 0;
}

int dispatch_is_moved(const struct dispatch *d, int j)
{
    const struct activity *earlier = &d->earlier->activities[j];
    const struct placed *p = &d->placed[j];
    return !dispatch_is_fact(d, j) && (p->start != earlier->start || p->crew != earlier->crew);
}

static struct camp_score score_camp(const struct dispatch *d, const struct camp *camp)
{
    const struct job_net *n = d->net;
    struct camp_score score = {.is_known = 1};
    for (int j = camp->job_first; j < camp->job_first + camp->job_count;) {
        int facility = n->jobs[j].facility, ready = 0;
        for (; j < camp->job_first + camp->job_count && n->jobs[j].facility == facility; j++) {
            if (d->placed[j].finish > ready) ready = d->placed[j].finish;
            if (d->earlier) score.moves += dispatch_is_moved(d, j);
        }
        score.ready_days += ready;
        if (ready > n->due[facility]) score.late_days += ready - n->due[facility];
    }
    return score;
}

static double way_of(const struct dispatch *d, int crew)
{
    double km = 0;
    int from = -1;
    for (int s = d->first_stay[crew]; s >= 0; from = d->stays[s].camp, s = d->stays[s].next)
        km += from < 0 ? crew_km_from_home(d, crew, d->stays[s].camp)
                       : camp_km(d->net, from, d->stays[s].camp);
    return km;
}

/* Only what has changed since is counted anew. */
void dispatch_score(struct dispatch *d)
{
    const struct job_net *n = d->net;
    struct score score = {.unplaced = d->unplaced >= 0};
    for (int c = 0; c < n->camp_count; c++) {
        struct camp_score *camp = &d->camp_scores[c];
        if (!camp->is_known) *camp = score_camp(d, &n->camps[c]);
        score.moves += camp->moves;
        score.ready_days += camp->ready_days;
        score.late_days += camp->late_days;
    }
    for (int k = 0; k < n->works->crew_count; k++) {
        if (d->crew_km[k] < 0) d->crew_km[k] = way_of(d, k);
        score.travel_km += d->crew_km[k];
    }
    d->score = score;
}
