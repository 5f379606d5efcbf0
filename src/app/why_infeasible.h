/* SPDX-License-Identifier: Apache-2.0 */
/*
 * why_infeasible - why no plan keeps every clause and limit, and the ways out, in the decree's words.
 *
 * Asks the programme, not a plan: nothing needs to be stored.  Nothing is written to the file.
 */
#ifndef APP_WHY_INFEASIBLE_H
#define APP_WHY_INFEASIBLE_H

#include "app/session.h"
#include "base/buf.h"
#include "plan/repair.h"

struct why_infeasible {
    const struct programme *programme;
    struct repair_answer answer;
};

CHECKED enum status why_infeasible(struct why_infeasible *out, struct session *s, int threads,
                                   const struct stop *stop, struct err *e);

void why_infeasible_write(const struct why_infeasible *x, struct buf *b);
void why_infeasible_write_json(const struct why_infeasible *x, struct buf *b);

#endif
