/* SPDX-License-Identifier: Apache-2.0 */
/* At the end: every job as early as it can, and why no earlier. */
#include <stdlib.h>

#include "works/crews.h"
#include "works/dispatch_parts.h"
#include "works/stay_index.h"

enum {
    SETTLE_PASSES = 4,
};

/* The last thing the crew finished before the job. */
static int done_before(const struct dispatch *d, int j)
{
    int last = -1, crew = d->placed[j].crew, over = stay_over(d, crew, d->placed[j].start);
    for (int s = over < 0 ? d->first_stay[crew] : over;
         s >= 0 && d->stays[s].first <= d->placed[j].start; s = d->stays[s].next)
        for (int i = d->stays[s].jobs; i >= 0; i = d->placed[i].next) {
            const struct placed *p = &d->placed[i];
            if (i == j || p->finish > d->placed[j].start) continue;
            if (last < 0 || p->finish > d->placed[last].finish) last = i;
        }
    return last;
}

/* Again, as early as can be with the crew it has; back to where it was when that is later. */
static int settle(struct dispatch *d, int j)
{
    const struct job *job = &d->net->jobs[j];
    struct placed *p = &d->placed[j], old = *p;
    struct job_bound b = dispatch_bound(d, j);
    dispatch_take_away(d, j);
    struct slot slot = dispatch_slot(d, job, old.crew, b.day, 0, (p->stock = -1, &p->stock));
    int stock = p->stock, is_earlier = slot.start < old.start;
    if (is_earlier) {
        p->start = slot.start;
        p->finish = slot.finish;
        p->is_placed = 1;
        if (p->crew >= 0) crew_lay(d, j, &slot);
        dispatch_take_materials(d, job, p->start, 1);
    } else {
        dispatch_lay(d, j, old.crew, old.start, old.finish);
    }
    dispatch_tell_cause(d, j, b, stock);
    return is_earlier;
}

int start_key_compare(const void *left, const void *right)
{
    const struct start_key *a = left, *b = right;
    return a->start != b->start ? (a->start < b->start ? -1 : 1) : a->job - b->job;
}

void dispatch_settle(struct dispatch *d)
{
    const struct job_net *n = d->net;
    for (int pass = 0, changed = 1; pass < SETTLE_PASSES && changed; pass++) {
        changed = 0;
        for (int j = 0; j < n->job_count; j++)
            d->keys[j] = (struct start_key){d->placed[j].start, j};
        qsort(d->keys, (size_t)n->job_count, sizeof *d->keys, start_key_compare);
        for (int i = 0; i < n->job_count; i++)
            if (!dispatch_is_fact(d, d->keys[i].job)) changed |= settle(d, d->keys[i].job);
    }
    for (int j = 0; j < n->job_count; j++)
        if (d->placed[j].cause == WAIT_CREW && d->placed[j].crew >= 0)
            d->placed[j].blocker = done_before(d, j);
    dispatch_score(d);
}
