/* SPDX-License-Identifier: Apache-2.0 */
/*
 * works - how plants are built: phases and their order, calendars with frost and
 * feast days, crews that move, materials that arrive on dates, and the
 * conditions a phase waits for.
 *
 * The second half of a programme, read from its own tables when building is to
 * be scheduled; what is to be built comes from a plan.  Everything refers by
 * index, -1 means none.  Days count from the first day of the first programme
 * year (day 0); works_date() makes a date of one.
 *
 * Limits   TRADE_MAX trades.
 * Owner    the arena given to works_load().
 */
#ifndef MODEL_WORKS_H
#define MODEL_WORKS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"
#include "model/findings.h"
#include "model/programme.h"

enum {
    TRADE_MAX = 64,
    WORKS_DAYS_AFTER = 3660, /* building may run so long after the last programme year */
    WORKS_NO_DAY = -1000000,
    WORKS_IDLE_DAYS = 7,  /* usual: a crew idle for longer may be sent elsewhere meanwhile */
    WORKS_PAUSE_DAYS = 7, /* usual: pauses are told as a cause when they last so long */
};

struct work_calendar {
    const char *code, *name;
    unsigned days_off;            /* bit 0: Sunday … bit 6: Saturday */
    int pause_first, pause_count; /* into works.pauses */
};

struct work_pause { /* no work from first to last, both included */
    const char *reason;
    int yearly;      /* first, last: month * 100 + day of every year; else days */
    int first, last; /* yearly and first > last: over New Year */
};

enum phase_condition { /* what a phase waits for besides the work before it */
    NEEDS_NOTHING,
    NEEDS_POWER,
    NEEDS_WATER,
    NEEDS_RAW_MATERIALS,
    NEEDS_STAFF,
    NEEDS_COUNT,
};

struct phase {
    int size; /* facility size it belongs to */
    const char *code, *name;
    int days;      /* working days */
    int trade;     /* crew it needs */
    double people; /* of the crew, all the time */
    int calendar;  /* -1: every day is a working day */
    enum phase_condition condition;
    int inspection_days;                /* of an inspector, before what follows may start */
    int link_first, link_count;         /* what comes before: into works.links */
    int material_first, material_count; /* needed at its start: into works.materials */
};

enum link_kind { /* what of the predecessor bounds what of the successor */
    LINK_FINISH_START,
    LINK_START_START,
    LINK_FINISH_FINISH,
    LINK_START_FINISH,
};

struct phase_link {
    int predecessor, successor; /* phases of one size */
    enum link_kind kind;
    int lag_days; /* days of the year, not working days */
};

struct phase_material {
    int phase, resource;
    double quantity;
};

struct arrival {
    int resource;
    int area; /* for sites within it; -1: everywhere */
    int day;
    double quantity;
};

struct readiness { /* of an area, or one type there, for a condition */
    int area, type;
    enum phase_condition condition;
    int day;
};

struct work_done { /* of a phase, or of its inspection, at plants of its size in an area */
    int area, phase, is_inspection;
    int crew;          /* -1: the one in the schedule */
    int start, finish; /* the day after the last; WORKS_NO_DAY: not yet */
    int remaining;     /* working days; -1: not said */
    double share;      /* of the work, 0 to 1; negative: not said */
};

struct crew {
    const char *code, *name;
    int home; /* area, or -1 */
    double strength;
    uint64_t trades;      /* bits */
    int day_from, day_to; /* it is there from the one to before the other */
    double travel_km_day; /* INFINITY: moves in no time */
    int camp_days;        /* to set up where it arrives */
};

struct works {
    int first_day; /* day 0, counted from 1970-01-01 */
    int day_count; /* of the programme and WORKS_DAYS_AFTER */
    struct work_calendar *calendars;
    struct work_pause *pauses;
    struct phase *phases;             /* by size */
    struct phase_link *links;         /* by successor */
    struct phase_material *materials; /* by phase */
    struct arrival *arrivals;         /* by day */
    struct readiness *readiness;
    struct work_done *done;
    struct crew *crews;
    const char **trades;
    int *phase_first; /* [size + 1] */
    int calendar_count, pause_count, phase_count, link_count, material_count, arrival_count;
    int readiness_count, done_count, crew_count, trade_count;
    int inspection_trade; /* of those who inspect, or -1 */
};

/*
 * Read and check the tables of building.  Every error is added to `findings`;
 * when there is one, STATUS_INVALID is returned and *out is not to be used.
 * A phase order with a cycle, a trade no crew has, a phase larger than every
 * crew are errors.  The programme must have been loaded from the same dataset.
 */
CHECKED enum status works_load(struct works *out, const struct programme *p,
                               const struct dataset *d, struct findings *findings, struct arena *a,
                               struct err *e);

/* "2026-03-14" of a day. */
enum {
    WORKS_DATE_BYTES = 16
};

void works_date(const struct works *w, int day, char text[WORKS_DATE_BYTES]);

/* First day of a programme year 0.. */
int works_year_day(const struct programme *p, int year);

#endif
