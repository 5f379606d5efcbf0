/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clause - the clauses of a programme: told as text, changed by text, tested.
 *
 * Text     model/clause_text.h.
 * Changes  are kept when the programme is sound with them, else nothing changes.
 * Test     every clause by itself: can any plan keep it, resources and all other
 *          clauses left aside; and, when there is a plan, what the plan does under the
 *          clause as it is now, and how much room is left.
 */
#ifndef APP_CLAUSE_H
#define APP_CLAUSE_H

#include "app/session.h"
#include "base/buf.h"

/* Articles as text; as JSON with the columns in full. */
void clause_list(const struct session *s, struct buf *b);
void clause_list_json(const struct session *s, struct buf *b);

struct clause_change {
    struct findings findings; /* what is wrong with the text, or with the programme by it */
    int added, replaced, removed;
};

/* Articles of the text replace those of the same number, or are added behind the last. `name` and
 * text must live as long as the session. */
CHECKED enum status clause_add(struct clause_change *out, struct session *s, const char *name,
                               struct slice text, struct err *e);

CHECKED enum status clause_remove(struct clause_change *out, struct session *s,
                                  const char *const *codes, int count, struct err *e);

struct clause_state {
    const char *why_impossible; /* NULL: can be kept, as far as it goes by itself */
    int checks, kept;           /* under the plan; a rule may hold for each year or area */
    double slack;               /* the smallest: how far from its limit; negative: missed by */
    double value, limit;        /* of the check with the smallest slack */
    int is_floor;
    int year, area; /* of it; -1: none */
    int is_soft;    /* it may be missed */
};

struct clause_test {
    const char *plan; /* NULL: there is none */
    const struct clause_state *states;
    int impossible_count, missed_count;
    int wish_count; /* clauses that are missed and may be */
};

/* plan: code, or NULL for the last one. */
CHECKED enum status clause_test(struct clause_test *out, const struct session *s, const char *plan,
                                int threads, struct err *e);
void clause_test_write(const struct clause_test *x, const struct session *s, struct buf *b);
void clause_test_write_json(const struct clause_test *x, const struct session *s, struct buf *b);

#endif
