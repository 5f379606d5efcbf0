/* SPDX-License-Identifier: Apache-2.0 */
#include "app/level.h"
#include "cli/cmd.h"
#include "cli/tell_level.h"

static enum status run(struct invocation *in, struct err *e)
{
    struct level_answer answer;
    struct level_request request = {
        .from = in->operands[0],
        .to = in->operand_count > 1 ? in->operands[1] : NULL,
        .overwrite = option_flag(in, "force"),
        .hold = option_flag(in, "hold"),
        .effort = {.stop = &in->stop, .progress = &in->progress},
    };
    TRY(option_real(in, "effort", 1, 0, 10000, &request.effort.effort, e));
    TRY(option_threads(in, &request.effort.threads, e));
    TRY(option_seed(in, &request.effort.seed, e));
    TRY(level(&answer, &request, in->arena, e));
    if (option_flag(in, "json"))
        tell_level_json(&in->out, &answer);
    else
        tell_level(&in->out, &answer);
    if (request.to)
        say(in, "%s: written%s", request.to,
            notes_count(&answer.file.written, NOTE_LOST) ? ", not everything had a place" : "");
    if (answer.after.count) in->exit_code = status_exit_code(STATUS_INFEASIBLE);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"effort", 0, "FACTOR",
     "search for a shorter schedule: 0 rules only, 1 normal, 10 ten times as long (default 1)"},
    {"hold", 0, NULL,
     "write delays as 'start no earlier than', for programs that know no delay, such as P6"},
    {"force", 'f', NULL, "replace TO when it exists"},
    OPTION_TIME_LIMIT,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_level = {
    .name = "level",
    .usage = "FROM [TO]",
    .brief = "project files of MS Project and Primavera P6 kept within what their resources can do",
    .details =
        "FROM is an .xml of MS Project or an .xer of Primavera P6; TO is .xml, .xer, .ics or .csv. "
        "Delays activities until no resource has more to do at any time than it has units, and "
        "keeps links, lags, calendars, constraints and progress. Says when the project ends with "
        "and without that, how early any schedule could end at best, and which resources were and "
        "still are overloaded.\n"
        "The delays are written as levelling delays, which MS Project adds to the dates it "
        "computes; the rest of the file stays as it is, but all dates and floats are computed "
        "anew.\n"
        "What has begun, dates typed in, dates a constraint holds against links and activities of "
        "priority 1000 are not delayed. Activities are not split. docs/level.md has the rules.\n"
        "The exit code is 6 when an overload is left.\n\n"
        "Without --time-limit the result is the same, byte for byte, on any machine and any number "
        "of threads.",
    .example = "groundwork level site.xml levelled.xml",
    .operand_min = 1,
    .operand_max = 2,
    .options = options,
    .run = run,
};
