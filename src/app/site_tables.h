/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_tables - the findings about sites as rows: site_test, site_option, site_cost.
 */
#ifndef APP_SITE_TABLES_H
#define APP_SITE_TABLES_H

#include "app/site.h"
#include "model/siting.h"

/* Fill the three tables anew, and the counts of the areas of the report. */
CHECKED enum status site_tables_write(struct dataset *d, const struct ground *g,
                                      const struct siting *s, struct site_report *r,
                                      struct arena *a, struct err *e);

#endif
