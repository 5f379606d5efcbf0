/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/reschedule.h"
#include "cli/cmd.h"
#include "cli/tell.h"

static enum status read_request(const struct invocation *in, struct reschedule_request *r,
                                struct err *e)
{
    int64_t idle_days, pause_days, moves;
    *r = (struct reschedule_request){.schedule = {.plan = option_text(in, "plan"),
                                                  .options = option_line(in),
                                                  .stop = &in->stop,
                                                  .progress = &in->progress},
                                     .date = option_text(in, "date"),
                                     .late_days = (double)NAN};
    TRY(option_real(in, "effort", 1, 0, 10000, &r->schedule.effort, e));
    TRY(option_integer(in, "moves", -1, 0, 1000 * 1000 * 1000, &moves, e));
    if (option_text(in, "late-days")) {
        if (moves >= 0)
            return err_set(e, STATUS_USAGE, "--moves and --late-days exclude each other");
        TRY(option_real(in, "late-days", 0, 0, 1e12, &r->late_days, e));
    }
    TRY(option_integer(in, "idle-days", WORKS_IDLE_DAYS, 0, 366, &idle_days, e));
    TRY(option_integer(in, "pause-days", WORKS_PAUSE_DAYS, 1, 366, &pause_days, e));
    r->moves = (int)moves;
    r->schedule.idle_days = (int)idle_days;
    r->schedule.pause_days = (int)pause_days;
    TRY(option_threads(in, &r->schedule.threads, e));
    return option_seed(in, &r->schedule.seed, e);
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct reschedule_request request;
    struct reschedule_answer answer;
    TRY(read_request(in, &request, e));
    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    TRY(reschedule_make(&answer, s, &request, e));
    tell_shipments(in, &answer.now);
    int found = answer.now.schedule.unplaced < 0;
    if (found) TRY(session_keep(s, schedule_tables, SCHEDULE_TABLE_COUNT, e));
    if (option_flag(in, "json"))
        reschedule_write_json(&answer, &s->programme, &in->out);
    else
        reschedule_write(&answer, &s->programme, &in->out);
    if (!found) in->exit_code = status_exit_code(STATUS_INFEASIBLE);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "plan that is built (default: the last one in the file)"},
    {"date", 0, "DATE", "status date (default: the last day that table progress names)"},
    {"moves", 0, "N", "move no more than so many activities, or as few as can be"},
    {"late-days", 0, "DAYS", "move as few as have no more late days than this"},
    {"effort", 0, "FACTOR", "search: 0 the fewest moves only, 1 normal (default 1)"},
    {"idle-days", 0, "DAYS", "as of 'schedule' (default 7)"},
    {"pause-days", 0, "DAYS", "as of 'schedule' (default 7)"},
    OPTION_TIME_LIMIT,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_reschedule = {
    .name = "reschedule",
    .usage = "FILE.gpkg",
    .brief = "plan the rest of a schedule again when some is built, and move little",
    .details =
        "Table progress says what is done and what is running. Done work stays as it was, running "
        "work goes on, and the rest is planned from the status date on: first so that as few "
        "activities as can be start on another day or with another crew, then with more and more "
        "moves that make plants less late. The table shows what so many moves bring.\n"
        "Kept is the schedule with the fewest moves that is no later than the one before, or no "
        "later than --late-days, or the best with no more than --moves. The file then says of "
        "every activity what it was at first, how far it moved and why.",
    .example = "groundwork reschedule twenty-by-ten.gpkg --date 2026-07-01",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
