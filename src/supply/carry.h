/* SPDX-License-Identifier: Apache-2.0 */
/*
 * carry - a basis carried over from a programme to the same one with longer windows.
 *
 * Rows and columns that both have keep their state.  Of those that are new a stock, a shortage
 * or the slack of a limit is in the basis, whichever the row has, so that a basis that was
 * feasible is so again and the solver goes on from it.
 */
#ifndef SUPPLY_CARRY_H
#define SUPPLY_CARRY_H

#include "supply/programme.h"

struct carried { /* what is kept of a programme that is closed; targets are those of then */
    struct net net;
    struct flow_programme f;
    int *column, *row; /* basis; NULL: nothing is kept */
};

/* Of a programme that was solved and is open. */
CHECKED enum status carried_keep(struct carried *out, const struct flow_programme *f,
                                 struct arena *a, struct err *e);

/* Begin the next solve of a programme there. */
CHECKED enum status carried_take(const struct carried *from, struct flow_programme *f,
                                 struct arena *a, struct err *e);

#endif
