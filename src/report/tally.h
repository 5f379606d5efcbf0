/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tally - the counts of a view that sentences are made of.
 */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include "report/view.h"

struct tally {
    int visited_areas, unvisited_areas, visited_provinces, decided_visits, stage_count;
    double visited_people, all_people;  /* in the first year, units only */
    int option_count, refused_count;    /* plants at sites */
    int refused[CONDITION_COUNT];       /* of them by failed condition; may overlap */
    int refused_sites[CONDITION_COUNT]; /* sites with such a refusal */
    int closed_sites;                   /* tested, and nothing can stand there */
    int closed_areas;                   /* sites were tested, none passed for anything */
    int proposed_sites;
    int bound_series; /* resource limits that bind in some year */
    int broken_rules;
};

void tally_make(struct tally *out, const struct view *v);

/* Did the option fail this condition?  0 also when it was not tested. */
int tally_failed(const struct view *v, const struct view_option *option, int condition);

/* "electricity", "industrial water" …, as people say it. */
const char *tally_condition_name(int condition);

#endif
