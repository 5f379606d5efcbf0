/* SPDX-License-Identifier: Apache-2.0 */
/* workdays - the calendars of the works, counted out day by day. */
#ifndef WORKS_WORKDAYS_H
#define WORKS_WORKDAYS_H

#include "works/jobs.h"

/* Needs n->works and n->day_count. */
CHECKED enum status workdays_build(struct job_net *n, struct arena *a, struct err *e);

#endif
