/* SPDX-License-Identifier: Apache-2.0 */
/*
 * diagnose_world - a small programme whose diagnosis can be worked out by hand.
 *
 *     country L                          people  road  school  soap of need 10 per head
 *       province P    areas A, B          100    2     10      A 500 (1/2)
 *                                         300    4     20      B 300 (1/10)
 *       province Q    areas C, D          200    6     (none)  C 4000 (1, capped)
 *                                         400    10    40      D 0
 *
 * road: less is better.  Three years from 2027; a soap plant of 1,000 a year can be built.
 */
#ifndef KIT_DIAGNOSE_WORLD_H
#define KIT_DIAGNOSE_WORLD_H

#include "diagnose/diagnosis.h"
#include "kit/fill.h"

struct world {
    struct arena arena;
    struct dataset d;
    struct programme p;
    struct findings findings;
    struct diagnosis x;
    struct err e;
};

/* Areas, good and supply; no indicators. */
static inline void world_begin(struct world *w)
{
    struct arena *a = &w->arena;
    *a = (struct arena)ARENA_INIT(1 << 26);
    dataset_init(&w->d);
    fill(&w->d, a, TABLE_PROGRAMME, "code=T first_year=2027 year_count=3");
    fill(&w->d, a, TABLE_AREA, "code=L name=Land population=1000 visitable=no");
    fill(&w->d, a, TABLE_AREA, "code=P name=Pee parent=L population=500 visitable=no");
    fill(&w->d, a, TABLE_AREA, "code=Q name=Qu parent=L population=500 visitable=no");
    fill(&w->d, a, TABLE_AREA, "code=A name=Ada parent=P population=100");
    fill(&w->d, a, TABLE_AREA, "code=B name=Bea parent=P population=300");
    fill(&w->d, a, TABLE_AREA, "code=C name=Cea parent=Q population=200");
    fill(&w->d, a, TABLE_AREA, "code=D name=Dea parent=Q population=400");
    fill(&w->d, a, TABLE_GOOD, "code=soap name=Soap unit=kg need_per_head=10");
    fill(&w->d, a, TABLE_SUPPLY, "area=A good=soap origin=local quantity=500");
    fill(&w->d, a, TABLE_SUPPLY, "area=B good=soap origin=local quantity=100");
    fill(&w->d, a, TABLE_SUPPLY, "area=B good=soap origin=imported quantity=200");
    fill(&w->d, a, TABLE_SUPPLY, "area=C good=soap origin=local quantity=4000");
    fill(&w->d, a, TABLE_FACILITY_TYPE, "code=works name=Works stage=1");
    fill(&w->d, a, TABLE_FACILITY_SIZE,
         "code=works-s facility_type=works name=Small build_years=1");
    fill(&w->d, a, TABLE_OUTPUT, "facility_size=works-s good=soap quantity=1000");
}

/* The two indicators and their values; `rule` is more columns of school. */
static inline void world_indicators(struct world *w, const char *school)
{
    struct arena *a = &w->arena;
    fill(&w->d, a, TABLE_INDICATOR, "code=road name=Road more_is=worse weight=2");
    fill(&w->d, a, TABLE_INDICATOR, school);
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=A indicator=road year=2024 value=2");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=A indicator=road year=2020 value=9");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=B indicator=road year=1999 value=1");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=B indicator=road year=2001 value=4");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=C indicator=road value=6");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=D indicator=road value=10");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=A indicator=school value=10");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=B indicator=school value=20");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=D indicator=school value=40");
    fill(&w->d, a, TABLE_INDICATOR_VALUE, "area=P indicator=school value=15");
}

static inline enum status world_load(struct world *w)
{
    findings_init(&w->findings, &w->arena);
    return programme_load(&w->p, &w->d, &w->findings, &w->arena, &w->e);
}

static inline enum status world_diagnose(struct world *w, const char *weights)
{
    struct diagnosis_request request = {weights, 500, 1, 1, NULL, NULL};
    return diagnosis_make(&w->x, &w->d, &w->p, &request, &w->findings, &w->e);
}

static inline void world_end(struct world *w)
{
    arena_clear(&w->arena);
}

/* The first finding whose sentence holds the text, or NULL. */
static inline const struct finding *world_finding(const struct world *w, const char *text)
{
    for (int i = 0; i < w->findings.count; i++)
        if (strstr(w->findings.list[i].sentence, text)) return &w->findings.list[i];
    return NULL;
}

/* A figure of table inequality; fails when the row is not there. */
static inline double world_inequality(const struct world *w, const char *variable,
                                      const char *moment, const char *measure, const char *column)
{
    const struct table *t = &w->d.tables[TABLE_INEQUALITY];
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "variable"), variable) &&
            slice_is(table_get_text(t, row, "moment"), moment) &&
            slice_is(table_get_text(t, row, "measure"), measure))
            return table_get_real(t, row, column);
    fail_msg("no row %s, %s, %s in inequality", variable, moment, measure);
    return NAN;
}

#endif
