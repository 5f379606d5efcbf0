/* SPDX-License-Identifier: Apache-2.0 */
#include "kit/random_programme.h"
#include "kit/torture.h"
#include "verify/verify.h"

static struct random_programme *rp;

/* A plan with a visit that does not exist, so that there is something to tell. */
static enum status check_broken_plan(void)
{
    struct arena a = ARENA_INIT((size_t)16 << 20);
    struct err e = {0};
    struct findings findings;
    struct visit visit = {0, 1, 99, 0};
    struct plan plan = {.outcome = PLAN_FEASIBLE, .visits = &visit, .visit_count = 1};
    findings_init(&findings, &a);
    enum status s =
        verify_plan(&rp->programme, &rp->siting, rp->equity_weight, &plan, &findings, &e);
    if (s == STATUS_OK)
        CHECK(findings.error_count == 1);
    else
        CHECK(s == STATUS_NOMEM && e.text[0]);
    arena_clear(&a);
    return s;
}

TEST(verify_reports_every_failed_allocation)
{
    struct arena a = ARENA_INIT((size_t)64 << 20);
    struct gen g = {1};
    struct random_shape shape = random_shape_small(&g, 10);
    rp = random_programme(&shape, &g, &a);
    torture(check_broken_plan);
    arena_clear(&a);
}

SUITE(CASE(verify_reports_every_failed_allocation))
