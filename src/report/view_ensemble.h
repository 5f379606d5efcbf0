/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view_ensemble - how often plans that are nearly as good visit an area, and when.
 *
 * Owner  the arena given to view_load().
 */
#ifndef REPORT_VIEW_ENSEMBLE_H
#define REPORT_VIEW_ENSEMBLE_H

struct view_often { /* an area and stage */
    int area, stage;
    int plan_count; /* plans that visit it at all */
    int first;      /* in plans_in, [year_count of the programme] from there */
    int year_count; /* years in which some plan does */
    int most_year;  /* year in which most of them do; counts from 0 */
    int most_plans;
    double sameness; /* sum of squares of the shares of plans by year, and without a visit */
};

struct view_ensemble {
    int plan_count;
    double least, most, bound; /* worth of the worst and the best of the plans; of any plan */
    int moved_most;            /* visits by which one of them differs from the first */
    struct view_often *often;  /* least certain first */
    int often_count;
    int always_count, core_count; /* in all plans; in all of them in the same year */
    int *plans_in;                /* [often][year] plans, behind one another */
};

#endif
