/* SPDX-License-Identifier: Apache-2.0 */
/*
 * runs - what was worked out, from which input, by which program: table `run`.
 *
 * A result is stale when the tables it was made from have changed since.
 */
#ifndef APP_RUNS_H
#define APP_RUNS_H

#include <stdint.h>

#include "model/dataset.h"

struct run_note {
    const char *verb;
    const char *input_hash;
    const char *options; /* as on the command line; "" for the defaults */
    int64_t seed;        /* INTEGER_NONE: no random numbers */
    const char *summary;
};

/* Row of the verb in table run, or -1. */
int runs_find(const struct dataset *d, const char *verb);

/* Set the verb's row; texts are copied. */
CHECKED enum status runs_note(struct dataset *d, const struct run_note *note, struct arena *a,
                              struct err *e);

enum run_state {
    RUN_MISSING,
    RUN_STALE,
    RUN_CURRENT,
};

/* Is there a result of the verb, made from an input of this hash? */
enum run_state runs_state(const struct dataset *d, const char *verb, const char *input_hash);

#endif
