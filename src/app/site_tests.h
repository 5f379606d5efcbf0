/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_tests - the rows of site_test, some sites at a time.
 *
 * There are sites x sizes x conditions of them, with a sentence each, so they are made while they
 * are written or shown, and never held together.  The file has those of conditions that are not
 * met; what is met is said when somebody asks (ADR 51).
 *
 * Order    by site, by size, by condition; the same rows on any number of threads.
 * Owner    the arena given to site_tests_init(), which also holds the ground; site_tests_clear()
 *          is due in any case.
 */
#ifndef APP_SITE_TESTS_H
#define APP_SITE_TESTS_H

#include "base/buf.h"
#include "model/dataset.h"
#include "site/check.h"

struct site_tests {
    const struct ground *ground;
    int *sites; /* whose rows are made */
    int site_count, next;
    int batch, batch_count; /* sites of the rows made last: from this place, so many */
    int refused_only;       /* leave out what is met; to be set after site_tests_init() */
    int threads;
    struct site_teller *tellers; /* [thread] */
    struct table *rows;          /* being filled */
};

/* Of the sites in an area and below it; -1: of all. */
CHECKED enum status site_tests_init(struct site_tests *out, const struct ground *g, int area,
                                    int threads, struct arena *a, struct err *e);

/* Add the rows of the next sites to an empty table; none: that was all.  Texts last until the next
 * call. */
CHECKED enum status site_tests_next(struct site_tests *t, struct table *rows, struct arena *a,
                                    struct err *e);

/* Add the rows about one plant on one site, whatever they say, to a table with rows or none;
 * texts belong to the arena. */
CHECKED enum status site_tests_add(struct site_tests *t, struct table *rows, int site, int size,
                                   struct arena *a, struct err *e);

/* The site that a row of those made last is about; not with refused_only. */
int site_tests_site(const struct site_tests *t, int row);

void site_tests_clear(struct site_tests *t);

#endif
