/* SPDX-License-Identifier: Apache-2.0 */
/*
 * frontier_table - the points of a frontier as rows of table frontier.
 */
#ifndef APP_FRONTIER_TABLE_H
#define APP_FRONTIER_TABLE_H

#include "app/frontier.h"

/* Into the dataset, in place of an earlier frontier, with the verb's row of table run.  The rows
 * borrow from *x. */
CHECKED enum status frontier_keep(const struct frontier_answer *x, struct session *s,
                                  const struct frontier_request *request, struct err *e);

#endif
