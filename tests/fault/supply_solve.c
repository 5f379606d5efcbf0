/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever call fails while shipments are found or checked is told, and nothing leaks. */
#include "kit/random_supply.h"
#include "kit/torture.h"
#include "supply/supply.h"
#include "verify/shipping.h"

static struct random_supply input;

static enum status make_and_check(struct arena *a)
{
    struct err e = {0};
    struct shipping x;
    struct findings findings;
    struct supply_options options = {1, NULL};
    findings_init(&findings, a);
    TRY(supply_solve(&input.c, &options, &x, a, &e));
    TRY(verify_shipping(&input.c, &x, 0, &findings, a, &e));
    return findings.error_count ? STATUS_INVALID : STATUS_OK;
}

static enum status scenario(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    enum status s = make_and_check(&a);
    arena_clear(&a);
    return s;
}

TEST(every_call_may_fail)
{
    struct gen g = {11};
    random_supply(&input, &g, 3);
    torture(scenario);
    fault_arm(0);
}

int main(void)
{
    const struct CMUnitTest cases[] = {CASE(every_call_may_fail)};
    return cmocka_run_group_tests(cases, NULL, NULL);
}
