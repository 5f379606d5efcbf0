/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tables - the index and its inputs as rows of area_index and area_indicator.
 */
#ifndef DIAGNOSE_TABLES_H
#define DIAGNOSE_TABLES_H

#include "diagnose/diagnosis.h"

/* Replaces both tables; codes are borrowed from the programme. */
CHECKED enum status tables_write(struct dataset *d, const struct programme *p,
                                 const struct diagnosis *x, struct arena *a, struct err *e);

#endif
