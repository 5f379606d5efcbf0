/* SPDX-License-Identifier: Apache-2.0 */
#include "app/report_findings.h"

#include "app/runs.h"
#include "app/site.h"
#include "app/site_tests.h"
#include "base/map.h"

static int is_current(const struct dataset *d)
{
    char hash[DIGEST_TEXT_BYTES];
    site_digest(d, hash);
    return runs_state(d, "site", hash) == RUN_CURRENT;
}

static struct slice name_of(const struct dataset *d, const char *plan)
{
    const struct table *t = &d->tables[TABLE_PLAN];
    if (plan) return slice_of(plan);
    return t->row_count > 0 ? table_get_text(t, t->row_count - 1, "code") : SLICE_NONE;
}

static enum status add_all(struct site_tests *tests, struct dataset *d, struct slice plan,
                           struct arena *a, struct err *e)
{
    const struct programme *p = tests->ground->programme;
    const struct table *t = &d->tables[TABLE_PLAN_FACILITY];
    struct map sites, sizes;
    if (!map_init(&sites, p->site_count, a) || !map_init(&sizes, p->size_count, a))
        return err_set(e, STATUS_NOMEM, "out of memory for the sites of the plan");
    for (int i = 0; i < p->site_count; i++)
        (void)map_put(&sites, slice_of(p->sites[i].code), i);
    for (int i = 0; i < p->size_count; i++)
        (void)map_put(&sizes, slice_of(p->sizes[i].code), i);
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_equal(table_get_text(t, row, "plan"), plan)) continue;
        struct slice at = table_get_text(t, row, "site");
        int site = at.at ? map_get(&sites, at) : -1;
        int size = map_get(&sizes, table_get_text(t, row, "facility_size"));
        if (site >= 0 && size >= 0)
            TRY(site_tests_add(tests, &d->tables[TABLE_SITE_TEST], site, size, a, e));
    }
    return STATUS_OK;
}

enum status report_findings_add(struct dataset *d, const struct programme *p, const char *plan,
                                struct arena *a, struct err *e)
{
    struct ground ground;
    struct site_tests tests = {0};
    struct slice name = name_of(d, plan);
    if (!name.at || !is_current(d)) return STATUS_OK;
    TRY(site_ground(&ground, d, p, a, e));
    enum status status = site_tests_init(&tests, &ground, -1, 1, a, e);
    if (status == STATUS_OK) status = add_all(&tests, d, name, a, e);
    site_tests_clear(&tests);
    return status;
}
