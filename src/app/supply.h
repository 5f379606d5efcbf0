/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supply - materials sent to the sites of a plan, and the schedule that is built with them.
 *
 * Method   A schedule as if materials were never short says what is wanted when; shipments
 *          are found for it.  Rounds: a schedule is made as if what arrives were there for
 *          whichever site of the most common class builds first; shipments are found for that; a
 *          schedule is made of what then arrives at each site.  Where shipments cannot follow
 *          (what arrives is elsewhere), phases that wait for material ask for it as soon as what
 *          comes before is done, all others on the day on which they start.  Each schedule
 *          begins from the last one.  Again, until a round brings nothing better or the rounds
 *          are over.  The best schedule is kept, with the shipments it was built with.
 * Tables   written: schedule, schedule_activity, schedule_stay, shipping, shipment,
 *          shipping_stock, shipping_limit; rows of the same plan are replaced.
 * Before   as schedule.h; table production must have rows.
 * Errors   as schedule.h; a need that is never met is an answer.
 */
#ifndef APP_SUPPLY_H
#define APP_SUPPLY_H

#include "app/schedule.h"
#include "model/shipping.h"

struct supply_request {
    struct schedule_request schedule;
    int period_days;
    int rounds; /* at most */
};

enum supply_agreement {
    SUPPLY_AGREED,     /* another round brings nothing better */
    SUPPLY_BEST_FOUND, /* the rounds were over */
    SUPPLY_UNMET,      /* a need is never met: there is no schedule */
};

struct supply_answer {
    struct schedule_answer built; /* the schedule kept; without one when unmet */
    struct logistics logistics;
    struct supply_case wanted; /* needs of the schedule without limits of material */
    struct supply_case used;   /* needs of the schedule kept */
    struct shipping first;     /* what would be sent for what is wanted, with worth */
    struct shipping shipping;  /* what is sent */
    enum supply_agreement agreement;
    double late_days_unlimited;
    int rounds;
    const char *summary;
};

CHECKED enum status supply_make(struct supply_answer *out, struct session *s,
                                const struct supply_request *request, struct err *e);

/* supply_tables.c */
CHECKED enum status supply_tables_write(struct session *s, const struct supply_answer *x,
                                        const struct supply_request *request, struct err *e);

/* supply_write.c */
void supply_answer_write(const struct supply_answer *x, const struct programme *p, struct buf *b);
void supply_answer_write_json(const struct supply_answer *x, const struct programme *p,
                              struct buf *b);

const char *supply_agreement_word(enum supply_agreement agreement);
const char *supply_limit_word(enum supply_limit_kind kind);

/* Code of the thing that is limited; the destination of a lane, else "". */
const char *supply_limit_place(const struct supply_answer *x, const struct programme *p,
                               const struct supply_limit *limit, const char **destination);

#endif
