/* SPDX-License-Identifier: Apache-2.0 */
/* docs/exchange.md names every element and column of the tables, and no field the formats lack. */
#include <stdio.h>
#include <stdlib.h>

#include "exchange/mspdi_map.h"
#include "exchange/xer_map.h"
#include "kit/test.h"

enum {
    PAGE_BYTES = 1 << 18,
};

static char page[PAGE_BYTES];

static void load_page(void)
{
    char path[4096];
    const char *source = getenv("GROUNDWORK_SOURCE");
    (void)snprintf(path, sizeof path, "%s/docs/exchange.md", source ? source : ".");
    FILE *f = fopen(path, "rb");
    CHECK(f);
    size_t len = fread(page, 1, PAGE_BYTES - 1, f);
    (void)fclose(f);
    page[len] = '\0';
}

static void check_named(const char *record, const char *name, const char *field)
{
    char wanted[160];
    (void)snprintf(wanted, sizeof wanted, field ? "`%s` %s" : "`%s`", name, field);
    if (!strstr(page, wanted)) fail_msg("docs/exchange.md: %s: %s is missing", record, wanted);
}

TEST(elements)
{
    const struct mspdi_record *records[] = {&mspdi_project,  &mspdi_calendar,   &mspdi_task,
                                            &mspdi_resource, &mspdi_assignment, &mspdi_baseline};
    load_page();
    for (size_t r = 0; r < sizeof records / sizeof records[0]; r++)
        for (int i = 0; i < records[r]->element_count; i++) {
            const struct mspdi_element *x = &records[r]->elements[i];
            check_named(records[r]->name, x->name,
                        x->field >= 0 ? records[r]->fields[x->field].name : NULL);
        }
}

TEST(columns)
{
    const struct xer_record *records[] = {&xer_project, &xer_options, &xer_calendar, &xer_wbs,
                                          &xer_task,    &xer_pred,    &xer_resource, &xer_use};
    load_page();
    for (size_t r = 0; r < sizeof records / sizeof records[0]; r++)
        for (int i = 0; i < records[r]->column_count; i++) {
            const struct xer_column *x = &records[r]->columns[i];
            int keys = x->code == XER_PART && strstr(x->name, "proj_id"); /* of the one project */
            if (keys) continue;
            check_named(records[r]->name, x->name,
                        x->field >= 0 ? records[r]->fields[x->field].name : NULL);
        }
}

SUITE(CASE(elements), CASE(columns))
