/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan_writer - what the files that fill the tables of a plan share.
 */
#ifndef APP_PLAN_WRITER_H
#define APP_PLAN_WRITER_H

#include "app/plan.h"
#include "plan/solve.h"

struct plan_writer {
    struct dataset *data;
    const struct programme *p;
    const struct siting *siting;
    struct plan_input input;
    const struct plan *plan;
    struct slice code;
    double *use;     /* [resource * year_count + year] scratch for one scope */
    int *visit_year; /* [area * (STAGE_MAX + 1) + stage] + 1, 0: none; of plan_clauses.c */
    struct arena *arena;
    int failed; /* memory ran out */
};

/* A new row of the plan; -1 when memory ran out. */
int plan_writer_add(struct plan_writer *w, enum table_id id);

/* plan_flows.c: table plan_flow. */
void plan_writer_flows(struct plan_writer *w);

/* plan_clauses.c: table plan_clause. */
void plan_writer_clauses(struct plan_writer *w);

#endif
