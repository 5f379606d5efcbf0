/* SPDX-License-Identifier: Apache-2.0 */
/*
 * why - a stored plan, asked: why this area in this year, why not another, what does a limit or a
 * clause cost?
 *
 * Answers  are differences of worth with two figures: what is proven to be lost at least, and what
 *          the plan found for the change loses at most; with who moves, gains and loses in it.
 *          Nothing is written to the file.
 * Method   plan/whatif.h: with the prices kept beside the plan, no linear programme is solved for
 *          a question about an area.
 */
#ifndef APP_WHY_H
#define APP_WHY_H

#include "app/difference.h"
#include "app/stored.h"
#include "plan/whatif.h"

struct why_request {
    const char *plan; /* code; NULL: the last one */
    int threads;
    const struct stop *stop;
};

struct why { /* a plan opened for questions */
    struct session *session;
    struct stored stored;
    struct whatif whatif;
};

/* CONFLICT when the plan does not keep the rules of now, NOTFOUND when there is none or it has no
 * visits.  why_close() is due in any case. */
CHECKED enum status why_open(struct why *out, struct session *s, const struct why_request *request,
                             struct err *e);
void why_close(struct why *w);

/* A plan like that, against the stored one. */
struct why_change {
    int is_impossible;
    int clause; /* that makes it so; or -1 */
    int found;
    double lost_least, lost_most; /* weighted person-years; negative: more is to be had */
    struct difference difference; /* when found */
};

/* What a visit takes of what is scarce. */
struct why_charge {
    int limit, clause, year; /* of the programme; the other is -1 */
    double use, worth;       /* worth: to others */
};

struct why_visit { /* one stage of an area */
    int area, stage;
    int is_decided, has_block;
    int year; /* of the plan; -1: not visited */
    double
        falls[YEAR_MAX + 1]; /* bound, when visited in the year; last: not visited; NaN: cannot */
    struct why_charge *charges; /* of the visit asked about, dearest first */
    int charge_count, charge_year;
    double charge_worth;      /* of that visit */
    double surplus_worth;     /* of what it leaves to other areas, at the prices of the bound */
    double room_worth;        /* of what it supplies and other areas could, at these prices */
    int is_asked;             /* a year, or not at all, was asked for */
    int asked_year;           /* -1: none */
    int is_forced_away;       /* the change: not in asked_year (or in none); else: in it */
    struct why_change change; /* the year asked for, or the best other year */
    int change_year;          /* of the plan found; -1: not visited */
};

enum why_question {
    WHY_AREA,    /* why as it is */
    WHY_NOT,     /* why not at all, or: what if not */
    WHY_IN_YEAR, /* why in this year, or why not */
};

struct why_area_request {
    enum why_question question;
    int area, stage; /* stage 0: every one that the area can have */
    int year;        /* of WHY_IN_YEAR */
};

/* *out: one for each stage. */
CHECKED enum status why_area(struct why_visit **out, int *count, struct why *w,
                             const struct why_area_request *request, struct err *e);

/* What a change costs, as a sentence; as members of an open object. */
void why_change_write(const struct why *w, const struct why_change *c, struct buf *b);
void why_change_write_json(const struct why_change *c, struct json *j);

/* why_trade.c: what an area sends and receives; nothing where it does neither. */
void why_trade_write(const struct why *w, int area, struct buf *b);

void why_area_write(const struct why *w, const struct why_visit *list, int count, struct buf *b);
void why_area_write_json(const struct why *w, const struct why_visit *list, int count,
                         struct buf *b);

/* A limit of a resource in a year, loosened and tightened. */
enum {
    WHY_STEPS = 4,
};

struct why_step {
    double more;         /* quantity added */
    double bound_moves;  /* no further up, and at least so far down */
    double gained_found; /* by a plan, against one found the same way; NaN: none was */
    int is_impossible;
    struct difference difference; /* between the two */
};

struct why_limit {
    int limit;
    double price; /* worth of one unit more */
    double used;
    struct why_step steps[WHY_STEPS];
};

CHECKED enum status why_limit(struct why_limit *out, struct why *w, int limit, struct err *e);
void why_limit_write(const struct why *w, const struct why_limit *x, struct buf *b);
void why_limit_write_json(const struct why *w, const struct why_limit *x, struct buf *b);

/* What a clause costs: the best plan without it. */
struct why_directive {
    int clause;
    int is_free;                  /* without it the bound is the same */
    double bound_rises;           /* without it */
    double gained_found;          /* by a plan without it, against one found the same way */
    double gains_most;            /* proven: by no plan without it, against the same one */
    struct difference difference; /* between the two */
};

CHECKED enum status why_directive(struct why_directive *out, struct why *w, int clause,
                                  struct err *e);
void why_directives_write(const struct why *w, const struct why_directive *list, int count,
                          struct buf *b);
void why_directives_write_json(const struct why *w, const struct why_directive *list, int count,
                               struct buf *b);

#endif
