/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stored - a plan of the file, to be questioned: its visits, its prices, what it was made from.
 */
#ifndef APP_STORED_H
#define APP_STORED_H

#include "app/session.h"
#include "model/plan.h"
#include "model/siting.h"
#include "plan/solve.h"

struct stored {
    const char *name;
    struct plan plan;     /* with prices; bound INFINITY when the figures have changed since */
    int is_input_changed; /* since the plan was made */
    struct siting siting;
    struct plan_input input; /* of the programme as it is now */
};

/* Row of table plan; NULL: the last one.  NOTFOUND names a near one. */
CHECKED enum status stored_find(int *row, const struct dataset *d, const char *name, struct err *e);

/* The plan of a name.  CONFLICT when it names what the programme no longer has. */
CHECKED enum status stored_read(struct stored *out, struct session *s, const char *name,
                                int threads, struct err *e);

/* The same from another file, in terms of the programme of `s`: its figures count. */
CHECKED enum status stored_read_from(struct stored *out, struct session *s,
                                     const struct session *from, const char *name, int threads,
                                     struct err *e);

/* Does it list visits, or say that there is no plan? */
int stored_has_visits(const struct stored *x);

#endif
