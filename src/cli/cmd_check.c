/* SPDX-License-Identifier: Apache-2.0 */
#include "app/check.h"
#include "app/check_building.h"
#include "app/session.h"
#include "cli/cmd.h"

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct check_answer answer;
    struct check_building building;
    struct findings findings;
    struct check_request request = {.plan = option_text(in, "plan")};
    TRY(option_threads(in, &request.threads, e));
    findings_init(&findings, in->arena);
    TRY(session_open(s, in->operands[0], 0, in->arena, e));
    request.input_hash = s->input_hash;
    TRY(check_plan(&answer, &s->data, &s->programme, &request, &findings, e));
    TRY(check_building(&building, s, answer.plan, &findings, e));
    answer.building = &building;
    if (option_flag(in, "json"))
        check_write_json(&answer, &findings, &in->out);
    else if (option_flag(in, "quiet"))
        check_write_wrong(&findings, &in->out);
    else
        check_write(&answer, &findings, &in->out);
    if (findings.error_count) in->exit_code = status_exit_code(STATUS_INVALID);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "plan to check (default: the last one in the file)"},
    OPTION_THREADS,
    OPTION_JSON,
    {"quiet", 'q', NULL, "only what is wrong; nothing when the plan is sound"},
    OPTION_END,
};

const struct cmd cmd_check = {
    .name = "check",
    .usage = "FILE.gpkg",
    .brief =
        "is a plan what it says, with its schedule and shipments: every rule, every stored figure",
    .details =
        "Works the worth of the plan out anew and tests every limit, site, area and clause, by a "
        "road of its own that shares nothing with the planner; then compares the figures stored "
        "beside the plan with ones counted anew. Does the same for the schedule and the shipments "
        "of "
        "the plan, where there are any: links, calendars, crews, materials, limits of supply.\n"
        "Every broken rule and wrong figure is told with both numbers. The exit code is 3 when "
        "there is any. Says also whether figures have changed since the plan was made.",
    .example = "groundwork check twenty-by-ten.gpkg",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
