/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "model/load_works.h"

struct phases {
    struct works_load *l;
    int *row_of;    /* [phase] row of the table */
    int *phase_of;  /* [row] */
    struct map *of; /* [size] phase of each code */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for phases");
}

/* Phases of a size stand together, in the order of their rows. */
static enum status order_rows(struct phases *x, struct err *e)
{
    const struct table *t = load_table(&x->l->load, TABLE_PHASE);
    struct works *w = x->l->w;
    int sizes = x->l->load.p->size_count, *fill = NULL;
    LOAD_ARRAY(&x->l->load, w->phase_first, sizes + 1);
    LOAD_ARRAY(&x->l->load, fill, sizes + 1);
    LOAD_ARRAY(&x->l->load, x->row_of, t->row_count);
    LOAD_ARRAY(&x->l->load, x->phase_of, t->row_count);
    LOAD_ARRAY(&x->l->load, x->of, sizes);
    for (int i = 0; i < t->row_count; i++)
        w->phase_first[load_reference(&x->l->load, t, i, "facility_size") + 1]++;
    for (int s = 0; s < sizes; s++) {
        int count = w->phase_first[s + 1];
        w->phase_first[s + 1] += w->phase_first[s];
        fill[s] = w->phase_first[s];
        if (!map_init(&x->of[s], count, x->l->load.arena)) return out_of_memory(e);
    }
    for (int i = 0; i < t->row_count; i++) {
        int phase = fill[load_reference(&x->l->load, t, i, "facility_size")]++;
        x->row_of[phase] = i;
        x->phase_of[i] = phase;
    }
    return STATUS_OK;
}

/* Is there a crew of the trade that is strong enough? */
static void check_crew(struct works_load *l, const struct table *t, int row, const struct phase *ph)
{
    double strongest = -1;
    for (int i = 0; i < l->w->crew_count; i++)
        if (l->w->crews[i].trades >> ph->trade & 1)
            strongest = fmax(strongest, l->w->crews[i].strength);
    if (strongest < 0)
        findings_row(l->load.findings, 1, t, row, "trade",
                     "no crew has the trade '%s'; name it in the trades of a crew",
                     l->w->trades[ph->trade]);
    else if (ph->people > strongest)
        findings_row(l->load.findings, 1, t, row, "people",
                     "it needs %g people; the strongest crew of trade '%s' has %g", ph->people,
                     l->w->trades[ph->trade], strongest);
}

static enum status read_phase(struct phases *x, int row, struct phase *out, struct err *e)
{
    const struct table *t = load_table(&x->l->load, TABLE_PHASE);
    struct load *l = &x->l->load;
    out->size = load_reference(l, t, row, "facility_size");
    TRY(load_text_into(l, t, row, "phase", &out->code, e));
    TRY(load_text_into(l, t, row, "name", &out->name, e));
    out->days = (int)table_get_integer(t, row, "days");
    out->trade = works_trade(x->l, t, row, table_get_text(t, row, "trade"));
    out->people = load_real(t, row, "people", -1);
    out->calendar = load_reference(l, t, row, "work_calendar");
    out->condition = works_condition(t, row, "condition");
    int64_t days = table_get_integer(t, row, "inspection_days");
    out->inspection_days = days == INTEGER_NONE ? 0 : (int)days;
    if (out->trade >= 0) check_crew(x->l, t, row, out);
    if (out->inspection_days > 0 && map_get(&x->l->trades, slice_of("inspection")) < 0)
        findings_row(l->findings, 1, t, row, "inspection_days",
                     "no crew has the trade 'inspection'; add one or leave it empty");
    return STATUS_OK;
}

static enum status read_phases(struct phases *x, struct err *e)
{
    struct works *w = x->l->w;
    w->phase_count = load_table(&x->l->load, TABLE_PHASE)->row_count;
    LOAD_ARRAY(&x->l->load, w->phases, w->phase_count);
    for (int i = 0; i < w->phase_count; i++) {
        struct phase *phase = &w->phases[i];
        TRY(read_phase(x, x->row_of[i], phase, e));
        (void)map_put(&x->of[phase->size], slice_of(phase->code), i);
    }
    return STATUS_OK;
}

/* The phase a column names, or -1 after a finding. */
static int find_phase(struct phases *x, const struct table *t, int row, const char *column)
{
    int size = load_reference(&x->l->load, t, row, "facility_size");
    struct slice code = table_get_text(t, row, column);
    int phase = map_get(&x->of[size], code);
    if (phase < 0)
        findings_row(x->l->load.findings, 1, t, row, column,
                     "'%s' has no phase '%.*s'; name one of its phases in table phase",
                     x->l->load.p->sizes[size].code, SLICE_ARGS(code));
    return phase;
}

static enum link_kind read_kind(const struct table *t, int row)
{
    if (load_is(t, row, "kind", "SS")) return LINK_START_START;
    if (load_is(t, row, "kind", "FF")) return LINK_FINISH_FINISH;
    if (load_is(t, row, "kind", "SF")) return LINK_START_FINISH;
    return LINK_FINISH_START;
}

static int by_successor(const void *left, const void *right)
{
    const struct phase_link *a = left, *b = right;
    if (a->successor != b->successor) return a->successor - b->successor;
    if (a->predecessor != b->predecessor) return a->predecessor - b->predecessor;
    return (int)a->kind - (int)b->kind;
}

static enum status read_links(struct phases *x, struct err *e)
{
    const struct table *t = load_table(&x->l->load, TABLE_PHASE_LINK);
    struct works *w = x->l->w;
    LOAD_ARRAY(&x->l->load, w->links, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        int before = find_phase(x, t, i, "predecessor"), after = find_phase(x, t, i, "successor");
        int64_t lag = table_get_integer(t, i, "lag_days");
        if (before < 0 || after < 0) continue;
        w->links[w->link_count++] =
            (struct phase_link){before, after, read_kind(t, i), lag == INTEGER_NONE ? 0 : (int)lag};
    }
    qsort(w->links, (size_t)w->link_count, sizeof *w->links, by_successor);
    for (int i = w->link_count - 1; i >= 0; i--) {
        w->phases[w->links[i].successor].link_first = i;
        w->phases[w->links[i].successor].link_count++;
    }
    return STATUS_OK;
}

/* Take away phases that wait for nothing left, again and again; what stays waits in a circle. */
static enum status check_cycles(struct phases *x, struct err *e)
{
    struct works *w = x->l->w;
    char *done = NULL;
    LOAD_ARRAY(&x->l->load, done, w->phase_count);
    for (int left = w->phase_count, changed = 1; left > 0 && changed;) {
        changed = 0;
        for (int i = 0; i < w->phase_count; i++) {
            const struct phase *phase = &w->phases[i];
            int waits = 0;
            for (int k = 0; k < phase->link_count; k++)
                waits |= !done[w->links[phase->link_first + k].predecessor];
            if (done[i] || waits) continue;
            done[i] = 1;
            changed = 1;
            left--;
        }
    }
    for (int i = 0; i < w->phase_count; i++)
        if (!done[i]) {
            findings_row(x->l->load.findings, 1, load_table(&x->l->load, TABLE_PHASE), x->row_of[i],
                         "phase",
                         "'%s' waits for itself through the links of '%s'; take one of them away",
                         w->phases[i].code, x->l->load.p->sizes[w->phases[i].size].code);
            return STATUS_OK;
        }
    return STATUS_OK;
}

static int by_phase(const void *left, const void *right)
{
    const struct phase_material *a = left, *b = right;
    return a->phase != b->phase ? a->phase - b->phase : a->resource - b->resource;
}

static enum status read_materials(struct phases *x, struct err *e)
{
    const struct table *t = load_table(&x->l->load, TABLE_PHASE_MATERIAL);
    struct works *w = x->l->w;
    LOAD_ARRAY(&x->l->load, w->materials, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        int phase = find_phase(x, t, i, "phase");
        if (phase < 0) continue;
        w->materials[w->material_count++] = (struct phase_material){
            phase, load_reference(&x->l->load, t, i, "resource"), table_get_real(t, i, "quantity")};
    }
    qsort(w->materials, (size_t)w->material_count, sizeof *w->materials, by_phase);
    for (int i = w->material_count - 1; i >= 0; i--) {
        w->phases[w->materials[i].phase].material_first = i;
        w->phases[w->materials[i].phase].material_count++;
    }
    return STATUS_OK;
}

enum status load_phases(struct works_load *l, struct err *e)
{
    struct phases x = {.l = l};
    TRY(order_rows(&x, e));
    TRY(read_phases(&x, e));
    TRY(read_links(&x, e));
    TRY(check_cycles(&x, e));
    return read_materials(&x, e);
}
