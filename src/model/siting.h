/* SPDX-License-Identifier: Apache-2.0 */
/*
 * siting - which facility size can stand on which site, and what connecting it
 * takes: result of the site engine, input of the planner and of the verifier.
 */
#ifndef MODEL_SITING_H
#define MODEL_SITING_H

#include "model/programme.h"

struct site_option {
    int site, size;
    int admissible;
    double score;                 /* 0..1, mean of the conditions */
    const struct quantity *costs; /* resources it takes in the year of the visit */
    int cost_count;
    int feed_point, water_source; /* used; -1: stated supply at the site */
};

struct siting {
    struct site_option *options; /* site by site, size by size: every pair once */
    int option_count;            /* site_count * size_count */
    double *power_kw;            /* [site] shared by all that stands there */
    double *water_m3_day;        /* [site] */
};

static inline const struct site_option *siting_option(const struct siting *s,
                                                      const struct programme *p, int site, int size)
{
    return &s->options[site * p->size_count + size];
}

#endif
