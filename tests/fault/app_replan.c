/* SPDX-License-Identifier: Apache-2.0 */
/* Planning again, near the adopted plan and afresh with a price on changes: whatever fails is told. */
#include "app/replan.h"
#include "kit/random_programme.h"
#include "kit/torture.h"

static struct arena ground = ARENA_INIT((size_t)1 << 30);
static struct random_programme *programme;
static struct stored adopted;
static double known; /* worth that the plan is to come near */

static void make(void)
{
    struct gen g = {3};
    struct err e = {0};
    struct random_shape s = {.provinces = 1,
                             .areas = 2,
                             .years = 2,
                             .stages = 1,
                             .types_per_stage = 1,
                             .sizes_per_type = 1,
                             .sites_per_area = 1,
                             .resources = 1,
                             .raw_materials = 1,
                             .percent = 60};
    struct plan_options options = plan_options_default();
    fault_arm(0);
    programme = random_programme(&s, &g, &ground);
    adopted = (struct stored){.name = "adopted", .siting = programme->siting};
    adopted.input =
        (struct plan_input){&programme->programme, &adopted.siting, programme->equity_weight};
    options.gap = 0;
    CHECK(plan_solve(&adopted.input, &options, &adopted.plan, &ground, &e) == STATUS_OK);
    CHECK(stored_has_visits(&adopted));
}

static enum status replan_it(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct err e = {0};
    struct replan out;
    struct replan_request request = {
        .name = "again", .changes = -1, .loss = 0.01, .known = known, .rounds = 1, .threads = 1};
    enum status s = replan_search(&out, &adopted, &programme->programme, &request, &a, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    if (s == STATUS_OK && out.chosen < 0) s = STATUS_CONFLICT;
    arena_clear(&a);
    return s;
}

TEST(changes_in_few_visits_survive_every_failure)
{
    make();
    known = 0;
    torture(replan_it);
    arena_clear(&ground);
}

/* No plan near the adopted one is as good as that: plans are made afresh. */
TEST(plans_with_a_price_on_changes_survive_every_failure)
{
    make();
    known = 2 * adopted.plan.objective + 1;
    torture(replan_it);
    arena_clear(&ground);
}

SUITE(CASE(changes_in_few_visits_survive_every_failure),
      CASE(plans_with_a_price_on_changes_survive_every_failure))
