/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stop - how a long job is watched and ended from outside.
 *
 * Engines ask stop_wanted() between steps and call progress_report() when
 * something is worth telling; they never read a clock or a terminal.
 */
#ifndef BASE_STOP_H
#define BASE_STOP_H

#include <stddef.h>

struct stop {
    int (*wanted)(void *context); /* nonzero: finish soon, with what there is; any thread asks */
    void *context;
};

static inline int stop_wanted(const struct stop *s)
{
    return s && s->wanted && s->wanted(s->context);
}

struct progress {
    /* done in 0..1, or negative when unknown; what is one short line */
    void (*report)(void *context, double done, const char *what);
    void *context;
};

static inline void progress_report(const struct progress *p, double done, const char *what)
{
    if (p && p->report) p->report(p->context, done, what);
}

#endif
