/* SPDX-License-Identifier: Apache-2.0 */
#include "app/schedule.h"
#include "cli/cmd.h"
#include "cli/tell.h"

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct schedule_request request = {.plan = option_text(in, "plan"),
                                       .options = option_line(in),
                                       .stop = &in->stop,
                                       .progress = &in->progress};
    struct schedule_answer answer;
    int64_t idle_days, pause_days;
    TRY(option_real(in, "effort", 1, 0, 10000, &request.effort, e));
    TRY(option_integer(in, "idle-days", WORKS_IDLE_DAYS, 0, 366, &idle_days, e));
    TRY(option_integer(in, "pause-days", WORKS_PAUSE_DAYS, 1, 366, &pause_days, e));
    request.no_shipments = option_flag(in, "no-shipments");
    request.idle_days = (int)idle_days;
    request.pause_days = (int)pause_days;
    TRY(option_threads(in, &request.threads, e));
    TRY(option_seed(in, &request.seed, e));
    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    TRY(schedule_make(&answer, s, &request, e));
    TRY(session_keep(s, schedule_tables, SCHEDULE_TABLE_COUNT, e));
    if (answer.is_plan_stale)
        say(in, "figures have changed since plan '%s' was made; it is scheduled as it stands",
            answer.plan);
    tell_shipments(in, &answer);
    if (option_flag(in, "json"))
        schedule_answer_write_json(&answer, &s->programme, &in->out);
    else
        schedule_answer_write(&answer, &s->programme, &in->out);
    if (answer.schedule.unplaced >= 0) in->exit_code = status_exit_code(STATUS_INFEASIBLE);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "plan to build (default: the last one in the file)"},
    {"effort", 0, "FACTOR",
     "search for a better schedule: 0 the first one only, 1 normal, 10 ten times as long "
     "(default 1)"},
    {"no-shipments", 0, NULL,
     "drop the shipments of the plan that 'supply' found; materials arrive as table arrival says"},
    {"idle-days", 0, "DAYS",
     "a crew with nothing to do for longer may be sent elsewhere meanwhile (default 7)"},
    {"pause-days", 0, "DAYS",
     "frost and other pauses are told as a cause when they last so long (default 7)"},
    OPTION_TIME_LIMIT,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_schedule = {
    .name = "schedule",
    .usage = "FILE.gpkg",
    .brief = "when each plant of the plan is built, by which crew, and what holds it up",
    .details =
        "Sets a day and a crew for every phase of every plant of a plan. A crew is at one place at "
        "a time and takes days to move; a phase starts when what comes before is done and "
        "inspected, its calendar has work, its condition is met, people of its crew are free and "
        "its materials have arrived and are not kept for another site. What 'supply' has sent for "
        "the plan arrives when it says, everything else as table arrival says.\n"
        "The fewest days that plants are late come first, then plants ready early, then short ways "
        "for the crews. Says for late plants what held them up, and how many late days no schedule "
        "can avoid.\n"
        "groundwork convert FILE.gpkg writes it for MS Project, Primavera P6 or a calendar.\n\n"
        "Without --time-limit the result is the same, byte for byte, on any machine and any number "
        "of threads.",
    .example = "groundwork schedule twenty-by-ten.gpkg",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
