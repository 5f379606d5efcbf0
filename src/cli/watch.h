/* SPDX-License-Identifier: Apache-2.0 */
/*
 * watch - the clock, the terminal and Ctrl-C, kept out of everything below.
 */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "cli/cmd.h"

struct watch {
    double started_s, limit_s; /* limit: INFINITY when there is none */
    double shown_s;            /* when progress was last shown */
    int on_terminal;
};

/* Seconds of a clock that only goes forward. */
double watch_now_s(void);

/* Set in->stop and in->progress; `w` must outlive the run.  The first Ctrl-C asks the verb to
 * finish with what there is, the second ends the program. */
CHECKED enum status watch_start(struct watch *w, struct invocation *in, struct err *e);

/* Wipe the progress line. */
void watch_end(struct watch *w);

#endif
