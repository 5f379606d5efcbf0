/* SPDX-License-Identifier: Apache-2.0 */
/* Crews and materials as resources, and which activity uses them. */
#include <math.h>

#include "app/programme_project_parts.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for crews and materials");
}

static void make_crews(struct making *m)
{
    const struct table *t = source_table(m, TABLE_CREW);
    for (int i = 0; i < t->row_count; i++) {
        struct resource *r = &m->p->resources[m->p->resource_count++];
        resource_init(r);
        r->uid = i + 1;
        r->code = table_get_text(t, i, "code");
        r->name = table_get_text(t, i, "name");
        r->group = table_get_text(t, i, "trades");
        r->kind = RESOURCE_WORK;
        r->max_units = table_get_real(t, i, "strength");
        r->calendar = 0;
    }
}

/* Resources of the programme that phases need, behind the crews. */
static enum status make_materials(struct making *m, struct map *materials, struct err *e)
{
    const struct table *t = source_table(m, TABLE_RESOURCE);
    const struct table *needs = source_table(m, TABLE_PHASE_MATERIAL);
    struct map needed;
    if (!map_init(materials, t->row_count + 1, m->a) || !map_init(&needed, t->row_count + 1, m->a))
        return out_of_memory(e);
    for (int i = 0; i < needs->row_count; i++)
        (void)map_put(&needed, table_get_text(needs, i, "resource"), 1);
    for (int i = 0; i < t->row_count; i++) {
        struct slice code = table_get_text(t, i, "code");
        if (map_get(&needed, code) < 0) continue;
        (void)map_put(materials, code, m->p->resource_count);
        struct resource *r = &m->p->resources[m->p->resource_count++];
        resource_init(r);
        r->uid = m->p->resource_count;
        r->code = code;
        r->name = table_get_text(t, i, "name");
        r->unit_label = table_get_text(t, i, "unit");
        r->kind = RESOURCE_MATERIAL;
        r->calendar = 0;
    }
    return STATUS_OK;
}

static struct assignment *add_use(struct making *m, const struct piece *x, int resource)
{
    const struct activity *v = &m->p->activities[x->activity];
    struct assignment *s = &m->p->assignments[m->p->assignment_count++];
    assignment_init(s);
    s->uid = m->p->assignment_count;
    s->activity = x->activity;
    s->resource = resource;
    s->start_s = v->start_s;
    s->finish_s = v->finish_s;
    return s;
}

static void use_crew(struct making *m, const struct piece *x)
{
    const struct table *phases = source_table(m, TABLE_PHASE);
    struct activity *v = &m->p->activities[x->activity];
    double people = x->is_inspection ? 1 : table_get_real(phases, x->phase, "people");
    struct assignment *s = add_use(m, x, x->crew);
    s->units = isnan(people) ? m->p->resources[x->crew].max_units : people;
    s->work_s = (int64_t)llround(s->units * (double)v->duration_s);
    double left = v->duration_s > 0 ? (double)v->remaining_s / (double)v->duration_s : 0;
    s->remaining_work_s = (int64_t)llround(left * (double)s->work_s);
    s->actual_work_s = s->work_s - s->remaining_work_s;
    s->actual_start_s = v->actual_start_s;
    s->actual_finish_s = v->actual_finish_s;
    v->work_s = s->work_s;
    v->actual_work_s = s->actual_work_s;
    v->remaining_work_s = s->remaining_work_s;
}

/* Rows of phase_material by phase, each pointing at the next of the same one. */
struct needs {
    int *first; /* [row of table phase] */
    int *next;  /* [row of table phase_material] */
};

static enum status order_needs(struct making *m, struct needs *out, struct err *e)
{
    const struct table *t = source_table(m, TABLE_PHASE_MATERIAL);
    int phases = source_table(m, TABLE_PHASE)->row_count;
    out->first = ARENA_ARRAY(m->a, int, (size_t)phases + 1);
    out->next = ARENA_ARRAY(m->a, int, (size_t)t->row_count + 1);
    if (!out->first || !out->next) return out_of_memory(e);
    for (int i = 0; i < phases; i++)
        out->first[i] = -1;
    for (int i = t->row_count - 1; i >= 0; i--) {
        struct slice parts[] = {table_get_text(t, i, "facility_size"),
                                table_get_text(t, i, "phase")};
        int phase = map_get(&m->phases, key_of(m, parts, 2));
        if (phase < 0) continue;
        out->next[i] = out->first[phase];
        out->first[phase] = i;
    }
    return STATUS_OK;
}

static void use_material(struct making *m, const struct piece *x, int resource, double quantity)
{
    struct assignment *s = add_use(m, x, resource);
    s->units = quantity;
    s->work_s = (int64_t)llround(quantity * 3600);
    int taken = m->p->activities[x->activity].actual_start_s != TIME_NONE; /* all at the start */
    s->actual_work_s = taken ? s->work_s : 0;
    s->remaining_work_s = taken ? 0 : s->work_s;
}

enum status make_resources(struct making *m, struct err *e)
{
    const struct table *t = source_table(m, TABLE_PHASE_MATERIAL);
    struct map materials;
    struct needs needs;
    size_t uses = 0;
    size_t most = (size_t)source_table(m, TABLE_CREW)->row_count +
                  (size_t)source_table(m, TABLE_RESOURCE)->row_count;
    m->p->resources = ARENA_ARRAY(m->a, struct resource, most + 1);
    if (!m->p->resources) return out_of_memory(e);
    make_crews(m);
    TRY(make_materials(m, &materials, e));
    TRY(order_needs(m, &needs, e));
    for (int i = 0; i < m->piece_count; i++) {
        uses++;
        for (int k = needs.first[m->pieces[i].phase]; k >= 0; k = needs.next[k])
            uses++;
    }
    m->p->assignments = ARENA_ARRAY(m->a, struct assignment, uses + 1);
    if (!m->p->assignments) return out_of_memory(e);
    for (int i = 0; i < m->piece_count; i++) {
        const struct piece *x = &m->pieces[i];
        if (x->crew >= 0) use_crew(m, x);
        if (x->is_inspection) continue;
        for (int k = needs.first[x->phase]; k >= 0; k = needs.next[k])
            use_material(m, x, map_get(&materials, table_get_text(t, k, "resource")),
                         table_get_real(t, k, "quantity"));
    }
    return m->failed ? out_of_memory(e) : STATUS_OK;
}
