/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schedule - when each phase of each plant is built and by which crew: result of
 * the works engine, input of its verifier and of reports.
 *
 * Lateness of a plant is the number of days it is ready after its date; of a
 * schedule, the sum over plants.
 *
 * Units    days from the first day of the first programme year, km.
 */
#ifndef MODEL_SCHEDULE_H
#define MODEL_SCHEDULE_H

enum wait_cause {   /* what kept an activity from an earlier start */
    WAIT_VISIT,     /* the year of the visit had not begun */
    WAIT_PHASE,     /* a phase before it */
    WAIT_CONDITION, /* power, water, raw materials or staff */
    WAIT_CREW,      /* its crew was elsewhere, on the way, or all at work */
    WAIT_MATERIAL,  /* had not arrived, or was kept for another site */
    WAIT_CALENDAR,  /* frost, rains, harvest, feast */
    WAIT_CAUSE_COUNT,
};

struct activity {
    int facility; /* of the plan */
    int phase;    /* of the works */
    int is_inspection;
    int crew;
    int start, finish; /* the day after the last day of work */
    int earliest;      /* start, were crews and materials never short */
    int slack;         /* days it can slip by links and calendars before its plant is late */
    enum wait_cause cause;
    int blocker;  /* activity it waited for, of its own plant or as what its crew did; -1 */
    int material; /* resource it waited for; -1 */
};

struct stay { /* of a crew at the sites of a visit */
    int crew, visit;
    int first, last; /* day after the last day of work */
    double km;       /* way there */
    int travel_days; /* on the way and setting up camp, before first */
};

struct schedule {
    struct activity *activities; /* by visit, facility, order of phases */
    struct stay *stays;          /* by crew and time */
    int *ready;                  /* [facility of the plan] day it is ready; -1: has no phases */
    int *due;                    /* [facility] */
    int activity_count, stay_count;
    int late_count;         /* facilities */
    double late_days;       /* facility-days */
    double late_days_bound; /* no schedule has fewer */
    int finish;             /* day the last plant is ready */
    double travel_km;
    int unplaced; /* activity that no crew can do in the days there are; -1: none, else the
                     schedule ends there */
};

#endif
