/* SPDX-License-Identifier: Apache-2.0 */
/*
 * synth - programmes of any size that nobody surveyed, for tests and benchmarks.
 *
 * Problem  make every input table of a programme, with magnitudes of a real
 *          country, that has a plan and in which limits bind.
 * Method   areas are the cells of a jittered hexagonal grid, provinces the
 *          Voronoi cells of an even spread of seeds; deprivation of an area is
 *          one normal variable, sqrt(c) of its province + sqrt(1 - c) of its own,
 *          which moves supply, indicators and labour together.  A plan that
 *          brings every area its smallest plant is made first; limits are the
 *          larger of what that plan needs and `tightness` times what everybody
 *          would like, and every clause is written so that the plan keeps it.
 *          docs/synth.md has the figures.
 * Limits   SYNTH_AREA_MAX areas and so on, checked by synth_check().  Time and
 *          memory are linear in areas, but for provinces: areas * provinces.
 * Random   every figure has a stream of its own (base/rng.h): more sites do not
 *          change the population.  Same options, same tables, byte for byte.
 * Evidence is `assumed` on every row, with the seed as the source.
 */
#ifndef SYNTH_SYNTH_H
#define SYNTH_SYNTH_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"

enum {
    SYNTH_AREA_MAX = 1000 * 1000,
    SYNTH_PROVINCE_MAX = 5000,
    SYNTH_TYPE_MAX = 60,
    SYNTH_SIZE_MAX = 20,
    SYNTH_GOOD_MAX = 60,
    SYNTH_SITE_MAX = 50,
    SYNTH_RAW_MAX = 20,
    SYNTH_ROAD_VERTEX_MAX = 500,
    SYNTH_YEAR_MAX = 50,
    SYNTH_PHASE_MAX = 60,
    SYNTH_ARRIVAL_MAX = 52,
};

enum synth_family {
    SYNTH_COUNTRY, /* plants of several types and sizes at several sites, built in one or two years */
    SYNTH_PACKAGES, /* twelve ready packages for each area, six resources, built over three years */
};

enum synth_decree {
    SYNTH_DECREE_NONE,
    SYNTH_DECREE_COHORT, /* so many visits a year at most */
    SYNTH_DECREE_FULL,   /* every area in time, floors, ceilings, clauses of nine kinds */
};

struct synth_options {
    uint64_t seed;
    enum synth_family family;
    enum synth_decree decree;
    int areas, provinces; /* provinces 0: one for twenty areas, at most 40 */
    int first_year, years;
    int stages, types, sizes, goods; /* in all; sizes of each type */
    int sites;                       /* of each area */
    int raw_materials;
    int decided;          /* visits decided already, in the first years */
    double tightness;     /* share of what everybody would like that resources allow */
    double correlation;   /* share of the variance of deprivation that is the province's */
    double stated;        /* share of the sites with a stated supply of power and water */
    int road_vertices;    /* of each road and railway, ends included; 0: none is written */
    int stations;         /* nonzero: a station at both ends of every railway */
    int provincial_limit; /* nonzero: grid capacity is limited in each province too */
    int phases;           /* of building each size; 0: nothing about building */
    double crews;         /* of those the work keeps busy */
    int arrivals;         /* of each material, a year; 0: materials are never short */
};

/* 200 areas, 10 years, one stage, 6 types of 3 sizes, 4 sites; the full decree. */
struct synth_options synth_default(void);

/* The family's own sizes, where they differ from the default. */
void synth_set_family(struct synth_options *o, enum synth_family family);

/* Can such a programme be made?  The sentence names the option. */
CHECKED enum status synth_check(const struct synth_options *o, struct err *e);

/* Fill the input tables of an empty dataset. */
CHECKED enum status synth_make(const struct synth_options *o, struct dataset *d, struct arena *a,
                               struct err *e);

#endif
