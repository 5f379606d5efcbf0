/* SPDX-License-Identifier: Apache-2.0 */
/*
 * phases - how each facility size is built: phases, their order, their materials.
 *
 * Ten steps that follow each other as on a real site, told apart by what they
 * need: open air or a roof, builders or fitters, electricity, raw materials,
 * staff, an inspection.  With more phases than steps a step is built in sections
 * that overlap, with fewer some steps are left out.
 */
#include <math.h>

#include "synth/parts.h"

enum {
    STEP_COUNT = 10,
};

static const struct step {
    const char *code, *name;
    enum synth_trade trade;
    double days, people; /* of a plant of scale 1 */
    int open_air, inspection_days;
    const char *condition;
    double cement, steel, timber; /* share of the plant's */
} steps[STEP_COUNT] = {
    {"earthworks", "Earthworks", TRADE_BUILDING, 18, 300, 1, 0, NULL, 0, 0, 0},
    {"foundations", "Foundations", TRADE_BUILDING, 30, 400, 1, 2, NULL, 0.35, 0.2, 0.1},
    {"frame", "Frame", TRADE_BUILDING, 40, 450, 1, 3, NULL, 0.45, 0.6, 0.2},
    {"roof", "Roof", TRADE_BUILDING, 22, 250, 1, 0, NULL, 0, 0.2, 0.5},
    {"exterior", "Outer walls", TRADE_BUILDING, 35, 250, 1, 0, NULL, 0.1, 0, 0},
    {"grounds", "Grounds and road", TRADE_BUILDING, 30, 120, 1, 0, NULL, 0, 0, 0},
    {"interior", "Interior and mains", TRADE_BUILDING, 55, 300, 0, 0, NULL, 0.1, 0, 0.2},
    {"equipment", "Equipment", TRADE_FITTING, 32, 60, 0, 0, "power", 0, 0, 0},
    {"trial", "Trial run", TRADE_FITTING, 20, 20, 0, 0, "raw_materials", 0, 0, 0},
    {"hand-over", "Hand-over", TRADE_FITTING, 0, 0, 0, 3, "staff", 0, 0, 0},
};

static const struct {
    int from, to; /* steps */
    const char *kind;
    int lag_days;
} order[] = {{0, 1, NULL, 0},  {1, 2, NULL, 7}, {2, 3, NULL, 0},  {2, 4, NULL, 0},
             {4, 5, "SS", 14}, {3, 6, NULL, 0}, {4, 6, "SS", 10}, {6, 7, NULL, 0},
             {7, 8, NULL, 0},  {5, 9, NULL, 0}, {4, 9, NULL, 0},  {8, 9, NULL, 0}};

/* The sections of a step: phases first.. of count; none when the step is left out. */
struct section {
    int first, count;
};

struct building { /* of one size */
    struct synth *s;
    struct synth_size *z;
    struct section sections[STEP_COUNT];
    double pace; /* days, of those of a plant of scale 1 */
};

static int step_of(int phase, int count)
{
    return phase * (STEP_COUNT - 1) / (count - 1);
}

static const char *section_code(struct synth *s, int step, int section, int count)
{
    return count == 1 ? steps[step].code : text_new(s, "%s-%d", steps[step].code, section + 1);
}

static void write_materials(struct building *b, int step, const char *code, int sections)
{
    const double shares[SYNTH_RESOURCE_MAX] = {[RESOURCE_CEMENT] = steps[step].cement,
                                               [RESOURCE_STEEL] = steps[step].steel,
                                               [RESOURCE_TIMBER] = steps[step].timber};
    for (int i = 0; i < b->s->resource_count; i++) {
        double all = 0;
        for (int k = 0; k < PROFILE_YEARS; k++)
            all += b->z->construction[i][k];
        /* rounded down, so that all phases together need no more than the plant */
        double quantity = floor(1000 * all * shares[i] / sections) / 1000;
        if (quantity <= 0) continue;
        struct row r = row_new(b->s, TABLE_PHASE_MATERIAL);
        row_text(r, "facility_size", b->z->code);
        row_text(r, "phase", code);
        row_text(r, "resource", resource_code(i));
        row_real(r, "quantity", quantity);
    }
}

static void write_phase(struct building *b, int step, int section, struct rng *r)
{
    const struct step *p = &steps[step];
    int sections = b->sections[step].count, last = section == sections - 1;
    const char *code = section_code(b->s, step, section, sections);
    double days = p->days > 0 ? fmax(1, round(p->days * b->pace / sections)) : 0;
    double people = figures(p->people * (0.9 + 0.2 * rng_real(r)), 2);
    struct row row = row_new(b->s, TABLE_PHASE);
    row_text(row, "facility_size", b->z->code);
    row_text(row, "phase", code);
    row_text(row, "name",
             sections == 1 ? p->name : text_new(b->s, "%s, section %d", p->name, section + 1));
    row_integer(row, "days", (int64_t)days);
    row_text(row, "trade", trade_word(p->trade));
    row_real(row, "people", people);
    row_text(row, "work_calendar", p->open_air ? "open-air" : "indoors");
    row_text(row, "condition", p->condition);
    if (p->inspection_days && last) {
        row_integer(row, "inspection_days", p->inspection_days);
        b->z->people_days[TRADE_INSPECTION] += p->inspection_days;
    }
    b->z->people_days[p->trade] += days * people;
    write_materials(b, step, code, sections);
}

static void write_link(struct building *b, const char *from, const char *to, const char *kind,
                       int lag_days)
{
    struct row r = row_new(b->s, TABLE_PHASE_LINK);
    row_text(r, "facility_size", b->z->code);
    row_text(r, "predecessor", from);
    row_text(r, "successor", to);
    row_text(r, "kind", kind);
    if (lag_days) row_integer(r, "lag_days", lag_days);
}

/* Sections begin one after the other and end in the same order; the first waits for what comes
 * before, what follows for the last. */
static void write_sections(struct building *b, int step)
{
    const struct section *x = &b->sections[step];
    for (int i = 1; i < x->count; i++) {
        const char *from = section_code(b->s, step, i - 1, x->count);
        const char *to = section_code(b->s, step, i, x->count);
        int half = (int)(steps[step].days * b->pace / x->count / 2);
        write_link(b, from, to, "SS", half);
        write_link(b, from, to, "FF", half);
    }
}

/* Where a step is left out its links go on to the one before it. */
static int step_before(const struct building *b, int step)
{
    while (step > 0 && b->sections[step].count == 0)
        step--;
    return step;
}

static void write_order(struct building *b)
{
    for (int i = 0; i < (int)(sizeof order / sizeof order[0]); i++) {
        int to = order[i].to, from = step_before(b, order[i].from), seen = 0;
        if (b->sections[to].count == 0) continue;
        for (int k = 0; k < i; k++)
            seen |= order[k].to == to && step_before(b, order[k].from) == from;
        if (seen) continue;
        int skipped = from != order[i].from;
        const struct section *before = &b->sections[from];
        int starts = order[i].kind && !skipped; /* start to start */
        write_link(b, section_code(b->s, from, starts ? 0 : before->count - 1, before->count),
                   section_code(b->s, to, 0, b->sections[to].count), starts ? order[i].kind : NULL,
                   skipped ? 0 : order[i].lag_days);
    }
    for (int step = 0; step < STEP_COUNT; step++)
        write_sections(b, step);
}

static void build_size(struct synth *s, int index)
{
    struct building b = {.s = s, .z = &s->sizes[index]};
    struct rng r = synth_rng(s, STREAM_PHASE, index);
    int count = s->o->phases, at = index % s->o->sizes;
    double scale = s->o->sizes > 1 ? (double)at / (s->o->sizes - 1) : 0.5;
    b.pace = (0.8 + 0.4 * scale) * (0.95 + 0.1 * rng_real(&r));
    for (int i = 0; i < count; i++) {
        struct section *x = &b.sections[step_of(i, count)];
        if (x->count++ == 0) x->first = i;
    }
    for (int i = 0; i < count && !s->failed; i++) {
        int step = step_of(i, count);
        write_phase(&b, step, i - b.sections[step].first, &r);
    }
    write_order(&b);
}

void make_phases(struct synth *s)
{
    for (int i = 0; s->o->phases > 0 && i < s->o->types * s->o->sizes && !s->failed; i++)
        build_size(s, i);
}
