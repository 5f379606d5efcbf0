/* SPDX-License-Identifier: Apache-2.0 */
#include "works/crews.h"

#include <math.h>

#include "works/stay_index.h"

int crew_travel_days(const struct crew *c, double km)
{
    if (!(km > 0)) return 0;
    return (int)ceil(km / c->travel_km_day) + c->camp_days;
}

static double people_of(const struct job *job, const struct crew *crew)
{
    if (job->days == 0) return 0;
    return job->people < 0 ? crew->strength : job->people;
}

/* People of a stay who are at work on a day. */
static double at_work(const struct dispatch *d, const struct crew *crew, int stay, int day)
{
    double sum = 0;
    for (int j = d->stays[stay].jobs; j >= 0; j = d->placed[j].next)
        if (d->placed[j].start <= day && day < d->placed[j].finish)
            sum += people_of(&d->net->jobs[j], crew);
    return sum;
}

/* First day after `day` on which somebody of the stay gets free; day_count: none. */
static int next_free(const struct dispatch *d, int stay, int day)
{
    int next = d->net->day_count;
    for (int j = d->stays[stay].jobs; j >= 0; j = d->placed[j].next)
        if (d->placed[j].finish > day && d->placed[j].finish < next) next = d->placed[j].finish;
    return next;
}

static int has_people(const struct dispatch *d, const struct crew *crew, int stay, double people,
                      int start, int finish)
{
    double most = crew->strength * (1 + 1e-9);
    if (at_work(d, crew, stay, start) + people > most) return 0;
    for (int j = d->stays[stay].jobs; j >= 0; j = d->placed[j].next) {
        int day = d->placed[j].start;
        if (day > start && day < finish && at_work(d, crew, stay, day) + people > most) return 0;
    }
    return 1;
}

/* Into a stay, which may begin earlier or end later within lo..hi, but not stand idle for long. */
static int fit_stay(const struct dispatch *d, const struct job *job, const struct crew *crew,
                    int stay, int lo, int hi, struct slot *out)
{
    const struct job_net *n = d->net;
    const struct dispatch_stay *s = &d->stays[stay];
    double people = people_of(job, crew);
    for (int day = lo;;) {
        int start = workdays_start(n, job->calendar, day);
        int finish = workdays_finish(n, job->calendar, start, job->days);
        if (finish > hi || finish >= n->day_count || start > s->last + n->idle_days) return 0;
        int is_near = finish + n->idle_days >= s->first;
        if (is_near && has_people(d, crew, stay, people, start, finish)) {
            *out = (struct slot){start, finish, stay, -1};
            return 1;
        }
        day = is_near ? next_free(d, stay, start) : s->first - n->idle_days - (finish - start);
        if (day <= start) day = start + 1;
    }
}

static int fit_gap(const struct dispatch *d, const struct job *job, int span, int after, int lo,
                   int hi, struct slot *out)
{
    const struct job_net *n = d->net;
    int start = workdays_start(n, job->calendar, lo);
    int finish = workdays_finish(n, job->calendar, start, job->days);
    if (start >= n->day_count || finish >= n->day_count || finish > hi) return 0;
    if (hi < n->day_count && start + span > hi) return 0;
    *out = (struct slot){start, finish, -1, after};
    return 1;
}

static int days_between(const struct dispatch *d, const struct crew *crew, int from, int to)
{
    return from == to ? 0 : crew_travel_days(crew, camp_km(d->net, from, to));
}

double crew_km_from_home(const struct dispatch *d, int crew, int camp)
{
    return globe_km(&d->net->homes[crew], &d->net->camps[camp].place);
}

struct slot crew_find_slot(const struct dispatch *d, const struct job *job, int crew_index,
                           int from, int span)
{
    const struct job_net *n = d->net;
    const struct crew *crew = &n->works->crews[crew_index];
    struct slot slot = {n->day_count, n->day_count, -1, -1};
    int camp = job->camp, before = stay_over(d, crew_index, from);
    int at = stay_after(d, crew_index, before);
    for (;; before = at, at = d->stays[at].next) {
        int lo =
            before < 0
                ? crew->day_from + crew_travel_days(crew, crew_km_from_home(d, crew_index, camp))
                : d->stays[before].last + days_between(d, crew, d->stays[before].camp, camp);
        if (lo < from) lo = from;
        int hi = at < 0 ? crew->day_to
                        : d->stays[at].first - days_between(d, crew, camp, d->stays[at].camp);
        if (fit_gap(d, job, span, before, lo, hi, &slot)) return slot;
        if (at < 0) return slot;
        if (d->stays[at].camp != camp) continue;
        int next = d->stays[at].next;
        hi = next < 0 ? crew->day_to
                      : d->stays[next].first - days_between(d, crew, camp, d->stays[next].camp);
        if (fit_stay(d, job, crew, at, lo, hi, &slot)) return slot;
    }
}

int crew_fits(const struct dispatch *d, const struct job *job, int crew_index, int start,
              int finish)
{
    const struct crew *crew = &d->net->works->crews[crew_index];
    int before = stay_over(d, crew_index, start), at = stay_after(d, crew_index, before);
    while (at >= 0 && d->stays[at].last <= start) {
        before = at;
        at = d->stays[at].next;
    }
    int lo =
        before < 0
            ? crew->day_from + crew_travel_days(crew, crew_km_from_home(d, crew_index, job->camp))
            : d->stays[before].last + days_between(d, crew, d->stays[before].camp, job->camp);
    if (at >= 0 && d->stays[at].camp == job->camp && d->stays[at].first < finish) {
        if (!has_people(d, crew, at, people_of(job, crew), start, finish)) return 0;
        at = d->stays[at].next;
    }
    int hi = at < 0 ? crew->day_to
                    : d->stays[at].first - days_between(d, crew, job->camp, d->stays[at].camp);
    return start >= lo && finish <= hi;
}

static int new_stay(struct dispatch *d, int crew, int camp, int after)
{
    int stay = d->free_stay >= 0 ? d->free_stay : d->stay_count++;
    if (stay == d->free_stay) d->free_stay = d->stays[stay].next;
    int *link = after >= 0 ? &d->stays[after].next : &d->first_stay[crew];
    d->stays[stay] = (struct dispatch_stay){camp, d->net->day_count, 0, -1, *link};
    *link = stay;
    return stay;
}

static void join(struct dispatch *d, int j, int stay)
{
    struct dispatch_stay *s = &d->stays[stay];
    struct placed *p = &d->placed[j];
    p->stay = stay;
    p->next = s->jobs;
    s->jobs = j;
    if (p->start < s->first) s->first = p->start;
    stay_changed(d, p->crew, s->first);
    if (p->finish > s->last) s->last = p->finish;
}

void crew_lay(struct dispatch *d, int j, const struct slot *slot)
{
    int crew = d->placed[j].crew;
    join(d, j, slot->stay >= 0 ? slot->stay : new_stay(d, crew, d->net->jobs[j].camp, slot->after));
}

/* Stays in one camp that have grown into each other become one. */
static void merge(struct dispatch *d, int stay)
{
    struct dispatch_stay *s = &d->stays[stay];
    for (int next = s->next; next >= 0 && d->stays[next].camp == s->camp; next = s->next) {
        struct dispatch_stay *other = &d->stays[next];
        if (other->first >= s->last) return;
        while (other->jobs >= 0) {
            int j = other->jobs;
            other->jobs = d->placed[j].next;
            join(d, j, stay);
        }
        s->next = other->next;
        other->next = d->free_stay;
        d->free_stay = next;
    }
}

/* Does a stay come before a job that starts on a day?  What takes no time comes before what does. */
static int is_before(const struct dispatch_stay *s, int start, int camp)
{
    return s->first < start || (s->first == start && (s->camp == camp || s->last == start));
}

void crew_lay_at(struct dispatch *d, int j)
{
    const struct placed *p = &d->placed[j];
    int camp = d->net->jobs[j].camp, idle = d->net->idle_days;
    int before = stay_over(d, p->crew, p->start), at = stay_after(d, p->crew, before);
    while (at >= 0 && is_before(&d->stays[at], p->start, camp)) {
        before = at;
        at = d->stays[at].next;
    }
    if (before >= 0 && d->stays[before].camp == camp && p->start <= d->stays[before].last + idle) {
        join(d, j, before);
        merge(d, before);
    } else if (at >= 0 && d->stays[at].camp == camp && d->stays[at].first <= p->finish + idle)
        join(d, j, at);
    else
        join(d, j, new_stay(d, p->crew, camp, before));
}

/* `before`: a stay of the crew before it, or -1. */
static void close_stay(struct dispatch *d, int crew, int stay, int before)
{
    int *link = before >= 0 ? &d->stays[before].next : &d->first_stay[crew];
    while (*link != stay)
        link = &d->stays[*link].next;
    *link = d->stays[stay].next;
    d->stays[stay].next = d->free_stay;
    d->free_stay = stay;
}

void crew_take_away(struct dispatch *d, int j)
{
    int stay = d->placed[j].stay, crew = d->placed[j].crew;
    struct dispatch_stay *s = &d->stays[stay];
    int before = stay_over(d, crew, s->first);
    stay_changed(d, crew, s->first);
    int *link = &s->jobs;
    while (*link != j)
        link = &d->placed[*link].next;
    *link = d->placed[j].next;
    s->first = d->net->day_count;
    s->last = 0;
    for (int i = s->jobs; i >= 0; i = d->placed[i].next) {
        if (d->placed[i].start < s->first) s->first = d->placed[i].start;
        if (d->placed[i].finish > s->last) s->last = d->placed[i].finish;
    }
    if (s->jobs < 0) close_stay(d, crew, stay, before);
}
