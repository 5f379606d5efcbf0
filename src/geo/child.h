/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child - run another program, feed it, and take what it says, within limits.
 *
 * The program gets an environment of a few named variables, no open files but
 * its three, and no time beyond the limit: then it is killed.  Time is counted while
 * we wait for it, not while the machine sleeps.
 * Errors   the program cannot be started, takes too long, says too much, or dies
 *          of a signal.  An exit code is a result, not an error.
 */
#ifndef GEO_CHILD_H
#define GEO_CHILD_H

#include "base/buf.h"
#include "base/err.h"
#include "base/slice.h"

struct child_request {
    char *const *arguments; /* [0] is the path of the program; ended by NULL */
    struct slice input;     /* what it reads on stdin; may be empty */
    double time_limit_s;
};

struct child_result {
    int exit_code;
    struct buf *output; /* stdout; the caller's, with its limit */
    char message[1000]; /* first bytes of stderr */
};

CHECKED enum status child_run(const struct child_request *r, struct child_result *out,
                              struct err *e);

#endif
