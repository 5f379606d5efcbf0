/* SPDX-License-Identifier: Apache-2.0 */
/* Room for a schedule, and what does not depend on it: the order of jobs, how long trades stay. */
#include <math.h>

#include "works/crew_choice.h"
#include "works/stay_index.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for schedules");
}

/* Jobs of a camp by latest start, each after those it waits for. */
static void order_camp(struct dispatch *d, int camp, int *waits)
{
    const struct job_net *n = d->net;
    int first = n->camps[camp].job_first, count = n->camps[camp].job_count;
    int *order = d->job_order + first;
    for (int at = 0; at < count; at++) {
        int best = -1;
        for (int j = first; j < first + count; j++)
            if (waits[j] == 0 && (best < 0 || d->latest[j] < d->latest[best])) best = j;
        order[at] = best;
        waits[best] = -1;
        for (int j = best + 1; j < first + count; j++)
            for (int k = 0; k < n->jobs[j].link_count; k++)
                waits[j] -= n->links[n->jobs[j].link_first + k].before == best;
    }
}

static enum status order_jobs(struct dispatch *d, struct arena *a, struct err *e)
{
    const struct job_net *n = d->net;
    int *waits = ARENA_ARRAY(a, int, (size_t)n->job_count + 1);
    if (!waits) return out_of_memory(e);
    for (int j = 0; j < n->job_count; j++)
        waits[j] = n->jobs[j].link_count;
    for (int c = 0; c < n->camp_count; c++)
        order_camp(d, c, waits);
    return STATUS_OK;
}

/* From the first day a trade could be needed in a camp to the last. */
static void measure_spans(struct dispatch *d, const int *earliest)
{
    const struct job_net *n = d->net;
    int trades = n->works->trade_count;
    for (int c = 0; c < n->camp_count; c++) {
        const struct camp *camp = &n->camps[c];
        for (int t = 0; t < trades; t++) {
            int first = n->day_count, last = 0;
            for (int j = camp->job_first; j < camp->job_first + camp->job_count; j++) {
                if (n->jobs[j].trade != t) continue;
                int finish = workdays_finish(n, n->jobs[j].calendar, earliest[j], n->jobs[j].days);
                if (earliest[j] < first) first = earliest[j];
                if (finish > last) last = finish;
            }
            d->span[c * trades + t] = last > first ? last - first : 0;
        }
    }
}

/* From the chord of the largest box around all places. */
static enum status measure_reach(struct dispatch *d, struct arena *a, struct err *e)
{
    const struct job_net *n = d->net;
    struct globe_point low = {0, 0, {1, 1, 1}}, high = {0, 0, {-1, -1, -1}};
    int crews = n->works->crew_count;
    d->glances = ARENA_ARRAY(a, struct crew_glance, (size_t)crews + 1);
    d->reach = ARENA_ARRAY(a, int, (size_t)crews + 1);
    if (!d->glances || !d->reach) return out_of_memory(e);
    for (int i = 0; i < n->camp_count + crews; i++) {
        const struct globe_point *x =
            i < n->camp_count ? &n->camps[i].place : &n->homes[i - n->camp_count];
        for (int k = 0; k < 3; k++) {
            low.at[k] = fmin(low.at[k], x->at[k]);
            high.at[k] = fmax(high.at[k], x->at[k]);
        }
    }
    double km = globe_km(&low, &high);
    for (int k = 0; k < crews; k++)
        d->reach[k] = crew_travel_days(&n->works->crews[k], km);
    return STATUS_OK;
}

enum status dispatch_new(struct dispatch **out, const struct job_net *n, const int *latest,
                         const int *earliest, struct arena *a, struct err *e)
{
    size_t jobs = (size_t)n->job_count + 1;
    size_t pairs = (size_t)n->camp_count * (size_t)n->works->trade_count + 1;
    struct dispatch *d = *out = ARENA_ARRAY(a, struct dispatch, 1);
    if (!d) return out_of_memory(e);
    *d = (struct dispatch){.net = n, .latest = latest};
    d->placed = ARENA_ARRAY(a, struct placed, jobs);
    d->stays = ARENA_ARRAY(a, struct dispatch_stay, jobs);
    d->first_stay = ARENA_ARRAY(a, int, (size_t)n->works->crew_count + 1);
    d->crew_of = ARENA_ARRAY(a, int, pairs);
    d->span = ARENA_ARRAY(a, int, pairs);
    d->spare = ARENA_ARRAY(a, double *, (size_t)n->stock_count + 1);
    d->job_order = ARENA_ARRAY(a, int, jobs);
    d->camp_scores = ARENA_ARRAY(a, struct camp_score, (size_t)n->camp_count + 1);
    d->crew_km = ARENA_ARRAY(a, double, (size_t)n->works->crew_count + 1);
    d->keys = ARENA_ARRAY(a, struct start_key, jobs);
    if (!d->placed || !d->stays || !d->first_stay || !d->crew_of || !d->span || !d->spare ||
        !d->job_order || !d->keys || !d->camp_scores || !d->crew_km)
        return out_of_memory(e);
    for (int s = 0; s < n->stock_count; s++) {
        d->spare[s] = ARENA_ARRAY(a, double, (size_t)n->stocks[s].count + 1);
        if (!d->spare[s]) return out_of_memory(e);
    }
    TRY(stay_index_new(d, a, e));
    TRY(measure_reach(d, a, e));
    measure_spans(d, earliest);
    return order_jobs(d, a, e);
}
