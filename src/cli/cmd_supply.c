/* SPDX-License-Identifier: Apache-2.0 */
#include "app/supply.h"
#include "cli/cmd.h"

static enum status read_options(struct invocation *in, struct supply_request *request,
                                struct err *e)
{
    int64_t period, rounds;
    TRY(option_integer(in, "period", 28, 1, 92, &period, e));
    TRY(option_integer(in, "rounds", 6, 1, 100, &rounds, e));
    request->period_days = (int)period;
    request->rounds = (int)rounds;
    request->schedule.idle_days = WORKS_IDLE_DAYS;
    request->schedule.pause_days = WORKS_PAUSE_DAYS;
    TRY(option_real(in, "effort", 1, 0, 10000, &request->schedule.effort, e));
    TRY(option_threads(in, &request->schedule.threads, e));
    return option_seed(in, &request->schedule.seed, e);
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct supply_request request = {.schedule = {.plan = option_text(in, "plan"),
                                                  .options = option_line(in),
                                                  .stop = &in->stop,
                                                  .progress = &in->progress}};
    struct supply_answer answer;
    TRY(read_options(in, &request, e));
    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    TRY(supply_make(&answer, s, &request, e));
    TRY(session_keep(s, schedule_tables, SCHEDULE_TABLE_COUNT, e));
    if (answer.built.is_plan_stale)
        say(in, "figures have changed since plan '%s' was made; it is supplied as it stands",
            answer.built.plan);
    if (option_flag(in, "json"))
        supply_answer_write_json(&answer, &s->programme, &in->out);
    else
        supply_answer_write(&answer, &s->programme, &in->out);
    if (answer.agreement == SUPPLY_UNMET) in->exit_code = status_exit_code(STATUS_INFEASIBLE);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "plan to supply (default: the last one in the file)"},
    {"period", 0, "DAYS", "shipments leave every so many days (default 28)"},
    {"rounds", 0, "N", "rounds of shipping and scheduling, at most (default 6)"},
    {"effort", 0, "FACTOR", "search for a better schedule, as in 'schedule' (default 1)"},
    OPTION_TIME_LIMIT,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_supply = {
    .name = "supply",
    .usage = "FILE.gpkg",
    .brief =
        "which material goes when from which producer to which site, and what is built with it",
    .details =
        "Finds shipments from producers over depots to the sites of a plan, by what producers "
        "make, "
        "carriers can carry and depots have room for, and with them a schedule whose phases start "
        "when their materials are there. Where a material is scarce, sites of the first class of "
        "table material_priority are served first, then those of the next; of what is left the "
        "cheapest way is taken.\n"
        "Schedule and shipments are made in turn until they agree. Says which limits make phases "
        "wait, and what one unit more of each would save.\n\n"
        "Materials with rows in table production are shipped; for all others the rows of table "
        "arrival hold, as in 'schedule'. Without --time-limit the result is the same on any number "
        "of threads.",
    .example = "groundwork supply twenty-by-ten.gpkg",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
