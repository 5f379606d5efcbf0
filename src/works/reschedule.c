/* SPDX-License-Identifier: Apache-2.0 */
#include "works/reschedule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "works/fill.h"
#include "works/search.h"

enum {
    STEP_ROUNDS = 60, /* of normal effort, for each step of the ladder */
};

/* Would it fit by crew and material where it was, what comes before it aside? */
static int fits_without_links(struct dispatch *d, const struct job_net *n, int j,
                              const struct activity *at)
{
    struct job *job = &n->jobs[j];
    int links = job->link_count;
    if (at->start < n->status_day) return 0;
    job->link_count = 0;
    int fits = dispatch_fits(d, j, at->crew, at->start);
    job->link_count = links;
    return fits;
}

/* All that fits on its day; days in order, so that those who came first keep what they had. */
static void hold_all(struct dispatch *d, const struct job_net *n, const struct schedule *earlier)
{
    for (int j = 0; j < n->job_count; j++)
        d->keys[j] = (struct start_key){earlier->activities[j].start, j};
    qsort(d->keys, (size_t)n->job_count, sizeof *d->keys, start_key_compare);
    for (int i = 0; i < n->job_count; i++) {
        int j = d->keys[i].job;
        const struct activity *at = &earlier->activities[j];
        if (!d->placed[j].is_placed && fits_without_links(d, n, j, at))
            dispatch_lay_from(d, j, at->crew, at->start);
    }
}

/* What waits for something that comes later now goes too; places what is not placed. */
static int mend_camp(struct dispatch *d, const struct job_net *n, const struct schedule *earlier,
                     int camp)
{
    const struct camp *c = &n->camps[camp];
    for (int k = 0; k < c->job_count; k++) {
        int j = d->job_order[c->job_first + k];
        const struct activity *at = &earlier->activities[j];
        if (n->facts && n->facts[j].state != JOB_PLANNED) continue;
        dispatch_take_away(d, j);
        if (dispatch_fits(d, j, at->crew, at->start)) {
            dispatch_lay_from(d, j, at->crew, at->start);
        } else if (!dispatch_place(d, j, 0, -1)) {
            d->unplaced = j;
            return 0;
        }
    }
    return 1;
}

static void make_first(struct search *s, const struct job_net *n)
{
    struct dispatch *d = search_best(s);
    struct start_key *camps = d->keys;
    dispatch_clear(d);
    hold_all(d, n, s->earlier);
    for (int c = 0; c < n->camp_count; c++) {
        const struct camp *camp = &n->camps[c];
        int first = n->day_count;
        for (int j = camp->job_first; j < camp->job_first + camp->job_count; j++)
            if (s->earlier->activities[j].start < first) first = s->earlier->activities[j].start;
        s->order[c] = c;
        camps[c] = (struct start_key){first, c};
    }
    if (n->camp_count > 0) qsort(camps, (size_t)n->camp_count, sizeof *camps, start_key_compare);
    for (int c = 0; c < n->camp_count; c++)
        s->order[c] = camps[c].job;
    for (int c = 0; c < n->camp_count; c++)
        if (!mend_camp(d, n, s->earlier, s->order[c])) break;
    dispatch_score(d);
}

static void note_step(struct reschedule *out, const struct search *s)
{
    const struct score *score = &search_best(s)->score;
    int count = out->step_count;
    if (count > 0 && out->steps[count - 1].late_days <= score->late_days) return;
    while (count > 0 && out->steps[count - 1].moves >= score->moves)
        count--;
    out->step_count = count;
    if (count == RESCHEDULE_STEPS_MAX) return;
    out->steps[out->step_count++] = (struct reschedule_step){score->moves, score->late_days};
    out->kept = out->step_count - 1;
}

static void climb(struct reschedule *out, struct search *s, double enough,
                  const struct reschedule_options *o, double bound)
{
    static const int more[] = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1000000};
    int first = search_best(s)->score.moves;
    int rounds = (int)ceil(STEP_ROUNDS * o->search.effort);
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        if (search_best(s)->score.late_days <= enough || stop_wanted(o->search.stop)) break;
        s->moves_max = first + more[i];
        int is_last = o->moves_max >= 0 && s->moves_max >= o->moves_max;
        if (is_last) s->moves_max = o->moves_max > first ? o->moves_max : first;
        search_run(s, fmax(bound, enough), rounds);
        note_step(out, s);
        if (is_last) break;
    }
}

static enum status solve(struct reschedule *out, const struct job_net *n,
                         const struct schedule *earlier, const struct reschedule_options *o,
                         struct arena *work, struct arena *a, struct err *e)
{
    struct times times;
    struct search search;
    double enough = o->late_days;
    TRY(times_compute(&times, n, work, e));
    TRY(search_open(&search, n, &times, &o->search, work, e));
    search.earlier = earlier;
    for (int i = 0; i <= BATCH; i++)
        if (search.dispatch[i]) search.dispatch[i]->earlier = earlier;
    make_first(&search, n);
    if (isnan(enough)) enough = o->moves_max >= 0 ? 0 : earlier->late_days;
    if (search_best(&search)->unplaced < 0) {
        note_step(out, &search);
        if (o->search.effort > 0) climb(out, &search, enough, o, times.late_days);
    }
    return schedule_fill(&out->schedule, search_best(&search), &times, a, e);
}

enum status reschedule_solve(const struct job_net *n, const struct schedule *earlier,
                             const struct reschedule_options *options, struct reschedule *out,
                             struct arena *a, struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    *out = (struct reschedule){.earlier_late_days = earlier->late_days};
    out->schedule.unplaced = -1;
    enum status s = solve(out, n, earlier, options, &work, a, e);
    arena_clear(&work);
    return s;
}
