/* SPDX-License-Identifier: Apache-2.0 */
#include "app/why_late.h"

#include <stdlib.h>
#include <string.h>

#include "app/site.h"
#include "base/near.h"

struct target {
    int area;           /* -1: any */
    struct slice plant; /* code or name of its size or type; empty: any */
    struct slice phase; /* code, or PHASE.inspection; empty: the plant */
};

static struct slice word_of(struct slice *rest)
{
    const char *end = rest->len ? memchr(rest->at, '/', rest->len) : NULL;
    struct slice word = *rest;
    if (end) word.len = (size_t)(end - rest->at);
    rest->at += word.len + (end != NULL);
    rest->len -= word.len + (end != NULL);
    return word;
}

static int is_plant(const struct why_late_list *x, const struct programme *p,
                    const struct target *t, int facility)
{
    const struct facility *f = &x->schedule.built.facilities[facility];
    const struct facility_size *size = &p->sizes[f->size];
    const struct facility_type *type = &p->types[size->type];
    if (x->schedule.schedule.ready[facility] < 0) return 0;
    if (t->area >= 0 && x->schedule.built.visits[f->visit].area != t->area) return 0;
    return t->plant.len == 0 || slice_is(t->plant, size->code) || slice_is(t->plant, size->name) ||
           slice_is(t->plant, type->code) || slice_is(t->plant, type->name);
}

static int find_activity(const struct why_late_list *x, int facility, struct slice phase)
{
    static const char tail[] = ".inspection";
    size_t len = strlen(tail);
    int is_inspection = phase.len > len && memcmp(phase.at + phase.len - len, tail, len) == 0;
    if (is_inspection) phase.len -= len;
    for (int j = 0; j < x->net.job_count; j++) {
        const struct job *job = &x->net.jobs[j];
        if (job->facility == facility && job->is_inspection == is_inspection &&
            slice_is(phase, x->net.works->phases[job->phase].code))
            return j;
    }
    return -1;
}

static int by_lateness(const void *left, const void *right)
{
    const struct why_late *a = left, *b = right;
    int late_a = a->answer.day - a->answer.due, late_b = b->answer.day - b->answer.due;
    return late_a != late_b ? (late_a > late_b ? -1 : 1) : a->facility - b->facility;
}

/* Those that are late; all that are meant when none is late or a phase is asked about. */
static int list_plants(struct why_late_list *x, const struct programme *p, const struct target *t)
{
    const struct schedule *sc = &x->schedule.schedule;
    for (int late = 1; late >= 0 && x->count == 0; late--) {
        if (late && t->phase.len) continue;
        if (!late && t->area < 0) break;
        for (int f = 0; f < x->schedule.built.facility_count; f++) {
            if (!is_plant(x, p, t, f) || (late && sc->ready[f] <= sc->due[f])) continue;
            int activity = t->phase.len ? find_activity(x, f, t->phase) : -1;
            if (t->phase.len && activity < 0) continue;
            x->list[x->count++] = (struct why_late){.facility = f, .activity = activity};
        }
    }
    return x->count;
}

static enum status refuse_place(const struct why_late_list *x, const struct programme *p,
                                const struct target *t, struct err *e)
{
    struct near near = near_start(t->phase.len ? t->phase : t->plant);
    for (int f = 0; f < x->schedule.built.facility_count; f++) {
        struct target area = {.area = t->area};
        if (!is_plant(x, p, t->phase.len ? t : &area, f)) continue;
        int size = x->schedule.built.facilities[f].size;
        if (!t->phase.len) near_offer(&near, p->sizes[size].code);
        for (int i = x->net.works->phase_first[size];
             t->phase.len && i < x->net.works->phase_first[size + 1]; i++)
            near_offer(&near, x->net.works->phases[i].code);
    }
    return err_set(e, STATUS_NOTFOUND, "the schedule builds no '%.*s' there%s%s%s",
                   SLICE_ARGS(near.wanted), near.best ? "; did you mean '" : "",
                   near.best ? near.best : "", near.best ? "'?" : "");
}

enum status why_late(struct why_late_list *out, struct session *s,
                     const struct why_late_request *request, struct err *e)
{
    struct target t = {.area = -1};
    struct relax *relax = ARENA_ARRAY(s->arena, struct relax, 1);
    *out = (struct why_late_list){0};
    TRY(schedule_open(&out->schedule, &out->net, s, request->plan, e));
    TRY(schedule_read(&out->schedule, &out->net, s, e));
    out->list = ARENA_ARRAY(s->arena, struct why_late, (size_t)out->net.plan->facility_count + 1);
    if (!out->list || !relax) return err_set(e, STATUS_NOMEM, "out of memory for a question");
    if (request->place) {
        struct slice rest = slice_of(request->place), area = word_of(&rest);
        const char *word = arena_strndup(s->arena, area.at, area.len);
        if (!word) return err_set(e, STATUS_NOMEM, "out of memory for a question");
        TRY(site_find_area(&s->data, &s->programme, word, &t.area, e));
        t.plant = word_of(&rest);
        t.phase = rest;
    }
    if (list_plants(out, &s->programme, &t) == 0 && (t.area >= 0))
        return refuse_place(out, &s->programme, &t, e);
    TRY(relax_open(relax, &out->net, &out->schedule.schedule, s->arena, e));
    for (int i = 0; i < out->count; i++)
        relax_ask(&out->list[i].answer, relax, out->list[i].facility, out->list[i].activity);
    qsort(out->list, (size_t)out->count, sizeof *out->list, by_lateness);
    return STATUS_OK;
}
