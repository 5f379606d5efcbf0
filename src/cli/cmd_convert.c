/* SPDX-License-Identifier: Apache-2.0 */
#include "app/convert.h"
#include "cli/cmd.h"
#include "cli/tell_convert.h"

static enum status run(struct invocation *in, struct err *e)
{
    struct convert_answer answer;
    struct convert_request request = {
        .from = in->operands[0],
        .to = in->operand_count > 1 ? in->operands[1] : NULL,
        .plan = option_text(in, "plan"),
        .overwrite = option_flag(in, "force"),
        .check = option_flag(in, "check"),
        .compute = option_flag(in, "compute"),
        .why = option_text(in, "why"),
    };
    TRY(convert(&answer, &request, in->arena, e));
    if (option_flag(in, "json"))
        tell_convert_json(&in->out, &answer);
    else
        tell_convert(&in->out, &answer);
    if (request.to)
        say(in, "%s: written%s", request.to,
            notes_count(&answer.written, NOTE_LOST) ? ", not everything had a place" : "");
    if (answer.is_computed && answer.cpm.outcome == CPM_CYCLE)
        in->exit_code = status_exit_code(STATUS_INVALID);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "schedule of this plan, when FROM is a programme (default: the last one)"},
    {"check", 0, NULL, "compute all dates anew and list those that differ from the stored ones"},
    {"compute", 0, NULL, "write the dates computed here instead of the stored ones"},
    {"why", 0, "ACTIVITY", "say step by step why an activity starts when it does"},
    {"force", 'f', NULL, "replace TO when it exists"},
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_convert = {
    .name = "convert",
    .usage = "FROM [TO]",
    .brief = "schedules of programmes, MS Project and Primavera P6: read, check, write",
    .details =
        "FROM is an .xml of MS Project, an .xer of Primavera P6 or a programme with a schedule "
        "(.gpkg);\nTO is .xml or .xer, .ics for "
        "the\n"
        "milestones as a calendar, or .csv for a table of activities.  The ending tells the "
        "format.\n"
        "Everything of FROM that was not understood or not kept is told with its count and first\n"
        "line, and what has no place in TO as well.  Without TO the file is only read.\n"
        "--check compares early and late dates and float with those the other program stored, and\n"
        "names the likeliest cause of each difference.  The exit code is 3 when links go round in\n"
        "a circle.",
    .example = "groundwork convert site.xer site.xml --check",
    .operand_min = 1,
    .operand_max = 2,
    .options = options,
    .run = run,
};
