/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Links of phases and of crews' ways, and what holds an activity that its links do not.
 *
 * The dates links give are worked out from the schedule's own dates of what comes before; where they
 * are earlier than the schedule's, the activity may start no earlier than there.  By induction over
 * the order of phases the project's early dates are then the schedule's.
 */
#include <stdlib.h>

#include "app/programme_project_parts.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for links");
}

static void add_link(struct making *m, int from, int to, int kind, int lag_days)
{
    struct link *l = &m->p->links[m->p->link_count++];
    link_init(l);
    l->from = from;
    l->to = to;
    l->kind = kind;
    l->lag_kind = LAG_ELAPSED;
    l->lag_s = (int64_t)lag_days * DAY_SECONDS;
    l->lag_unit = UNIT_DAY;
}

/* --- phases --- */

struct phase_links { /* rows of table phase_link, by the phase that waits */
    int *first;      /* [row of table phase] */
    int *next, *before;
};

static enum status order_phase_links(struct making *m, struct phase_links *out, struct err *e)
{
    const struct table *t = source_table(m, TABLE_PHASE_LINK);
    int phases = source_table(m, TABLE_PHASE)->row_count;
    out->first = ARENA_ARRAY(m->a, int, (size_t)phases + 1);
    out->next = ARENA_ARRAY(m->a, int, (size_t)t->row_count + 1);
    out->before = ARENA_ARRAY(m->a, int, (size_t)t->row_count + 1);
    if (!out->first || !out->next || !out->before) return out_of_memory(e);
    for (int i = 0; i < phases; i++)
        out->first[i] = -1;
    for (int i = t->row_count - 1; i >= 0; i--) {
        struct slice size = table_get_text(t, i, "facility_size");
        struct slice before[] = {size, table_get_text(t, i, "predecessor")};
        struct slice after[] = {size, table_get_text(t, i, "successor")};
        int to = map_get(&m->phases, key_of(m, after, 2));
        out->before[i] = map_get(&m->phases, key_of(m, before, 2));
        if (to < 0 || out->before[i] < 0) continue;
        out->next[i] = out->first[to];
        out->first[to] = i;
    }
    return m->failed ? out_of_memory(e) : STATUS_OK;
}

static int kind_of(struct slice text)
{
    return slice_is(text, "SS")   ? LINK_SS
           : slice_is(text, "FF") ? LINK_FF
           : slice_is(text, "SF") ? LINK_SF
                                  : LINK_FS;
}

/* Pieces of one plant stand together: from first to before end. */
static void link_plant(struct making *m, const struct phase_links *links, int first, int end,
                       int ready)
{
    const struct table *t = source_table(m, TABLE_PHASE_LINK);
    for (int i = first; i < end; i++) {
        const struct piece *x = &m->pieces[i];
        if (x->is_inspection) {
            for (int k = first; k < end; k++)
                if (m->pieces[k].phase == x->phase && !m->pieces[k].is_inspection)
                    add_link(m, m->pieces[k].activity, x->activity, LINK_FS, 0);
            continue;
        }
        for (int row = links->first[x->phase]; row >= 0; row = links->next[row]) {
            int kind = kind_of(table_get_text(t, row, "kind")), from = -1;
            int64_t lag = table_get_integer(t, row, "lag_days");
            for (int k = first; k < end;
                 k++) /* of an inspected phase the inspection's finish counts */
                if (m->pieces[k].phase == links->before[row] &&
                    (!m->pieces[k].is_inspection || kind == LINK_FS || kind == LINK_FF) &&
                    (from < 0 || m->pieces[k].is_inspection))
                    from = m->pieces[k].activity;
            if (from >= 0) add_link(m, from, x->activity, kind, lag == INTEGER_NONE ? 0 : (int)lag);
        }
    }
    for (int i = first; i < end; i++)
        add_link(m, m->pieces[i].activity, ready, LINK_FS, 0);
}

/* A plant is ready when what nothing else waits for is done: links of the others are taken away. */
static void drop_inner(struct making *m, int first_link, int ready)
{
    struct project *p = m->p;
    int kept = first_link;
    for (int i = first_link; i < p->link_count; i++) {
        int is_inner = 0;
        for (int k = first_link; p->links[i].to == ready && k < p->link_count; k++)
            is_inner |= p->links[k].from == p->links[i].from && p->links[k].to != ready &&
                        p->links[k].kind == LINK_FS && p->links[k].lag_s >= 0;
        if (!is_inner) p->links[kept++] = p->links[i];
    }
    p->link_count = kept;
}

static void link_plants(struct making *m, const struct phase_links *links)
{
    for (int first = 0, end; first < m->piece_count; first = end) {
        for (end = first;
             end < m->piece_count && m->pieces[end].facility == m->pieces[first].facility;)
            end++;
        int first_link = m->p->link_count;
        int ready = m->pieces[end - 1].activity + 1; /* the milestone behind the plant's phases */
        link_plant(m, links, first, end, ready);
        drop_inner(m, first_link, ready);
    }
}

/* --- ways of crews --- */

struct stay_row {
    int crew, number, first_day, end_day, travel_days;
};

struct crew_work { /* activities of positive length by crew and start */
    int crew, first_day, end_day, activity;
};

static int by_crew_and_number(const void *left, const void *right)
{
    const struct stay_row *a = left, *b = right;
    return a->crew != b->crew ? a->crew - b->crew : a->number - b->number;
}

static int by_crew_and_start(const void *left, const void *right)
{
    const struct crew_work *a = left, *b = right;
    if (a->crew != b->crew) return a->crew - b->crew;
    if (a->first_day != b->first_day) return a->first_day - b->first_day;
    return a->activity - b->activity;
}

static int read_stays(struct making *m, struct stay_row *out)
{
    const struct table *t = source_table(m, TABLE_SCHEDULE_STAY);
    int count = 0;
    for (int i = 0; i < t->row_count; i++) {
        if (!slice_equal(table_get_text(t, i, "plan"), m->from->plan)) continue;
        int64_t travel = table_get_integer(t, i, "travel_days");
        out[count++] = (struct stay_row){
            map_get(&m->crews, table_get_text(t, i, "crew")),
            (int)table_get_integer(t, i, "number"),
            day_of(table_get_text(t, i, "first")),
            day_of(table_get_text(t, i, "last")),
            travel == INTEGER_NONE ? 0 : (int)travel,
        };
    }
    qsort(out, (size_t)count, sizeof *out, by_crew_and_number);
    return count;
}

static int read_work(struct making *m, struct crew_work *out)
{
    int count = 0;
    for (int i = 0; i < m->piece_count; i++) {
        const struct piece *x = &m->pieces[i];
        if (x->crew < 0 || x->end_day <= x->first_day) continue;
        out[count++] = (struct crew_work){x->crew, x->first_day, x->end_day, x->activity};
    }
    qsort(out, (size_t)count, sizeof *out, by_crew_and_start);
    return count;
}

/* From the last activity of a stay to those its next one begins with. */
static enum status link_ways(struct making *m, struct err *e)
{
    size_t most = (size_t)source_table(m, TABLE_SCHEDULE_STAY)->row_count + 1;
    struct stay_row *stays = ARENA_ARRAY(m->a, struct stay_row, most);
    struct crew_work *work = ARENA_ARRAY(m->a, struct crew_work, (size_t)m->piece_count + 1);
    if (!stays || !work) return out_of_memory(e);
    int stay_count = read_stays(m, stays), work_count = read_work(m, work), at = 0, last = -1;
    for (int s = 0; s < stay_count; s++) {
        const struct stay_row *stay = &stays[s];
        int has_before = s > 0 && stays[s - 1].crew == stay->crew, from = has_before ? last : -1;
        while (at < work_count && work[at].crew < stay->crew)
            at++;
        last = -1;
        for (int end = stay->first_day;
             at < work_count && work[at].crew == stay->crew && work[at].first_day < stay->end_day;
             at++) {
            if (from >= 0 && work[at].first_day == stay->first_day)
                add_link(m, from, work[at].activity, LINK_FS, stay->travel_days);
            if (work[at].end_day <= end) continue;
            end = work[at].end_day;
            last = work[at].activity;
        }
    }
    return STATUS_OK;
}

/* --- dates --- */

/* The latest of what the links to an activity say of its start, from dates known already. */
static void hold(struct making *m, int i, const int *first_link, const int *next_link)
{
    struct project *p = m->p;
    struct activity *v = &p->activities[i];
    const struct worktime *time = &m->times[v->calendar < 0 ? 0 : v->calendar];
    int64_t bound = p->start_s;
    if (v->actual_start_s != TIME_NONE) return; /* it has happened */
    for (int l = first_link[i]; l >= 0; l = next_link[l]) {
        const struct link *link = &p->links[l];
        const struct activity *from = &p->activities[link->from];
        int is_start = link->kind == LINK_SS || link->kind == LINK_SF;
        int64_t t = (is_start ? from->start_s : from->finish_s) + link->lag_s;
        if (link->kind == LINK_FF || link->kind == LINK_SF)
            t = worktime_add(time, t, -v->duration_s);
        if (t > bound) bound = t;
    }
    int64_t start_s = worktime_next(time, bound);
    if (start_s == worktime_next(time, v->start_s)) {
        if (v->duration_s == 0) /* a milestone stays where links put it */
            v->start_s = v->finish_s = worktime_touches(time, bound) ? bound : start_s;
        return;
    }
    v->constraint = CONSTRAINT_START_FROM;
    v->constraint_s = v->start_s;
}

static enum status hold_dates(struct making *m, struct err *e)
{
    struct project *p = m->p;
    int *first_link = ARENA_ARRAY(m->a, int, (size_t)p->activity_count + 1);
    int *next_link = ARENA_ARRAY(m->a, int, (size_t)p->link_count + 1);
    if (!first_link || !next_link) return out_of_memory(e);
    for (int i = 0; i < p->activity_count; i++)
        first_link[i] = -1;
    for (int l = p->link_count - 1; l >= 0; l--) {
        next_link[l] = first_link[p->links[l].to];
        first_link[p->links[l].to] = l;
    }
    for (int i = 0; i < p->activity_count; i++)
        if (!activity_is_summary(&p->activities[i])) hold(m, i, first_link, next_link);
    return STATUS_OK;
}

enum status make_links(struct making *m, struct err *e)
{
    struct phase_links links;
    TRY(order_phase_links(m, &links, e));
    size_t room = (size_t)source_table(m, TABLE_SCHEDULE_STAY)->row_count;
    for (int i = 0; i < m->piece_count; i++) {
        room += 3; /* to its inspection, to "ready", and the way to it */
        for (int row = links.first[m->pieces[i].phase]; row >= 0; row = links.next[row])
            room++;
    }
    m->p->links = ARENA_ARRAY(m->a, struct link, room + 1);
    if (!m->p->links) return out_of_memory(e);
    link_plants(m, &links);
    if (!m->from->without_moves) TRY(link_ways(m, e));
    return hold_dates(m, e);
}
