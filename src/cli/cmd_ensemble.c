/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ensemble.h"
#include "app/plan.h"
#include "cli/cmd.h"

static enum status read_options(const struct invocation *in, struct ensemble_options *o,
                                struct err *e)
{
    int64_t plans = 0;
    o->options = option_line(in);
    o->stop = &in->stop;
    o->progress = &in->progress;
    TRY(option_integer(in, "plans", 20, 1, ENSEMBLE_PLANS_MAX, &plans, e));
    TRY(option_real(in, "within", 0.01, 0, 1, &o->share, e));
    TRY(option_real(in, "effort", 1, 0, 1000, &o->effort, e));
    TRY(option_threads(in, &o->threads, e));
    o->plan_count = (int)plans;
    return option_seed(in, &o->seed, e);
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct ensemble_options o = {0};
    struct ensemble_answer answer;
    int did_index = 0, did_sites = 0;
    TRY(read_options(in, &o, e));
    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    TRY(plan_prepare(s, o.threads, &did_index, &did_sites, e));
    if (did_sites) say(in, "the site conditions were not current and have been worked out");
    if (did_index) say(in, "the index of living standard was not current and has been worked out");
    TRY(ensemble_make(&answer, s, &o, e));
    TRY(session_keep(s, ensemble_result_tables, ENSEMBLE_RESULT_TABLE_COUNT, e));
    if (option_flag(in, "json"))
        ensemble_write_json(&answer, &s->programme, &in->out);
    else
        ensemble_write(&answer, &s->programme, &in->out);
    if (answer.found.outcome == PLAN_INFEASIBLE)
        in->exit_code = status_exit_code(STATUS_INFEASIBLE);
    else if (answer.found.count == 0)
        in->exit_code = status_exit_code(STATUS_LIMIT);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"plans", 0, "N", "how many plans (default 20, at most 200)"},
    {"within", 0, "SHARE", "a plan may be so much below the proven bound (default 0.01)"},
    {"effort", 0, "FACTOR", "search for better plans, as for the verb plan (default 1)"},
    OPTION_TIME_LIMIT,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_ensemble = {
    .name = "ensemble",
    .usage = "FILE.gpkg",
    .brief = "plans nearly as good as the best: what they all have in common",
    .details =
        "Finds plans that are within a share of the proven bound and as unlike each other as may "
        "be, and counts in how many of them each area is visited in each year and each plant "
        "stands on each site. What is in all of them is the safe core; the rest is a matter of "
        "taste, in which the council may choose at a small cost. Every plan passes the independent "
        "verifier. The counts are kept in tables ensemble, ensemble_visit and ensemble_facility. "
        "It is a sample: another plan as good may leave out what all of these have.",
    .example = "groundwork ensemble twenty-by-ten.gpkg --plans 20 --within 0.01",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
