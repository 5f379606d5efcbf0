/* SPDX-License-Identifier: Apache-2.0 */
#include "works/crew_choice.h"

#include <math.h>

#include "works/dispatch_parts.h"
#include "works/stay_index.h"

struct choice {
    const struct dispatch *d;
    const struct job *job;
    int from, span;
    int room;  /* days that a gap has, at least, when the job goes there */
    int floor; /* first day the job has work and materials */
    int crew;  /* -1: none yet */
    int stock;
    double chord;
    struct slot slot;
};

int crew_can_do(const struct crew *crew, const struct job *job)
{
    return crew->trades >> job->trade & 1 && job->people <= crew->strength;
}

static const struct globe_point *place_of(const struct dispatch *d, int crew, int stay)
{
    return stay < 0 ? &d->net->homes[crew] : &d->net->camps[d->stays[stay].camp].place;
}

/* Day from which the crew could be in the camp, coming from where it was before. */
static int arrival(const struct choice *c, int crew_index, int before, double *chord)
{
    const struct dispatch *d = c->d;
    const struct crew *crew = &d->net->works->crews[crew_index];
    int free = before < 0 ? crew->day_from : d->stays[before].last;
    *chord = globe_chord(place_of(d, crew_index, before), &d->net->camps[c->job->camp].place);
    if (free + d->reach[crew_index] <= c->floor || !(*chord > 0)) return free;
    return free + crew_travel_days(crew, globe_km_of_chord(*chord));
}

/* The first gap in which the job could have room, but for the way to where the crew is due next; or
 * a stay in the camp. */
static struct crew_glance glance(const struct choice *c, int crew)
{
    const struct dispatch *d = c->d;
    const struct job_net *n = d->net;
    struct crew_glance g = {c->floor, c->floor, 0};
    int before = stay_over(d, crew, c->floor), at = stay_after(d, crew, before);
    for (;; before = at, at = d->stays[at].next) {
        if (at >= 0 && d->stays[at].camp == c->job->camp)
            return (struct crew_glance){g.start, g.start, 0};
        g.later = at < 0 ? n->day_count : d->stays[at].first;
        if (g.start >= n->day_count) return g;
        if (g.later > g.start) {
            int day = arrival(c, crew, before, &g.chord);
            if (day > g.start) g.start = workdays_start(n, c->job->calendar, day);
            if (at < 0 || g.start + c->room <= g.later) return g;
        }
        if (d->stays[at].last > g.start) g.start = d->stays[at].last;
    }
}

/* Could the crew be better than what was found? */
static int is_promising(const struct choice *c, const struct crew_glance *g, int crew)
{
    if (c->crew < 0) return g->start < c->d->net->day_count;
    if (g->start != c->slot.start) return g->start < c->slot.start;
    if (g->later <= c->slot.start) return 1;
    return g->chord < c->chord || (g->chord == c->chord && crew < c->crew);
}

static void try_crew(struct choice *c, int crew)
{
    const struct dispatch *d = c->d;
    int waited = -1;
    struct slot slot = dispatch_slot(d, c->job, crew, c->from, c->span, &waited);
    if (slot.start >= d->net->day_count) return;
    double chord = slot.stay >= 0 ? 0
                                  : globe_chord(place_of(d, crew, slot.after),
                                                &d->net->camps[c->job->camp].place);
    int is_better = c->crew < 0 || slot.start < c->slot.start ||
                    (slot.start == c->slot.start &&
                     (chord < c->chord || (chord == c->chord && crew < c->crew)));
    if (!is_better) return;
    c->crew = crew;
    c->slot = slot;
    c->stock = waited;
    c->chord = chord;
}

/* All of a trade at a glance; the most promising one. */
static int look(const struct choice *c, const int *crews, int count)
{
    const struct works *w = c->d->net->works;
    const struct crew_glance *best = NULL;
    int found = -1;
    for (int i = 0; i < count; i++) {
        struct crew_glance *g = &c->d->glances[i];
        *g = (struct crew_glance){c->d->net->day_count, c->d->net->day_count, 0};
        if (!crew_can_do(&w->crews[crews[i]], c->job)) continue;
        *g = glance(c, crews[i]);
        if (best &&
            (g->start > best->start || (g->start == best->start && g->chord >= best->chord)))
            continue;
        best = g;
        found = i;
    }
    return found;
}

int crew_choose(const struct dispatch *d, int j, int from, int preferred, struct slot *out,
                int *stock)
{
    const struct job_net *n = d->net;
    const struct job *job = &n->jobs[j];
    const int *crews = n->crews + n->crew_first[job->trade];
    int count = n->crew_first[job->trade + 1] - n->crew_first[job->trade], waited = -1;
    struct choice c = {.d = d, .job = job, .from = from, .crew = -1};
    c.span =
        job->is_inspection ? job->days : d->span[job->camp * n->works->trade_count + job->trade];
    c.room = c.span > job->days ? c.span : job->days;
    if (preferred >= 0 && crew_can_do(&n->works->crews[preferred], job)) try_crew(&c, preferred);
    if (c.crew < 0) {
        c.floor = dispatch_slot(d, job, -1, from, 0, &waited).start;
        if (c.floor >= n->day_count) return -1;
        int first = look(&c, crews, count);
        if (first >= 0) try_crew(&c, crews[first]);
        for (int i = 0; i < count; i++)
            if (i != first && is_promising(&c, &d->glances[i], crews[i])) try_crew(&c, crews[i]);
    }
    *out = c.slot;
    *stock = c.stock;
    return c.crew;
}
