/* SPDX-License-Identifier: Apache-2.0 */
#include "app/audit.h"
#include "cli/cmd.h"
#include "cli/tell_audit.h"

static enum status read_options(const struct invocation *in, struct audit_options *o, struct err *e)
{
    const char *date = option_text(in, "status-date"), *limits = option_text(in, "limits");
    *o = audit_default();
    if (limits) TRY(audit_limits_parse(limits, o, e));
    if (date && !time_parse(slice_of(date), &o->status_s))
        return err_set(e, STATUS_USAGE, "--status-date '%s' is not a date such as 2026-03-01",
                       date);
    TRY(option_real(in, "float-days", o->float_days, 0, 1e6, &o->float_days, e));
    TRY(option_real(in, "duration-days", o->duration_days, 0, 1e6, &o->duration_days, e));
    TRY(option_real(in, "delay-days", o->delay_days, 1, 1e4, &o->delay_days, e));
    o->with_milestones = option_flag(in, "milestones");
    return STATUS_OK;
}

static enum status run(struct invocation *in, struct err *e)
{
    struct audit_answer answer;
    struct audit_request request = {.file = in->operands[0], .plan = option_text(in, "plan")};
    int64_t rows;
    TRY(read_options(in, &request.options, e));
    TRY(option_integer(in, "rows", 10, 0, 1000000, &rows, e));
    TRY(audit_file(&answer, &request, in->arena, e));
    if (option_flag(in, "json"))
        tell_audit_json(&in->out, &answer, &request);
    else
        tell_audit(&in->out, &answer, &request, (int)rows);
    for (int i = 0; i < AUDIT_COUNT; i++)
        if (option_flag(in, "strict") && answer.audit.checks[i].verdict == AUDIT_NOT_MET)
            in->exit_code = status_exit_code(STATUS_INVALID);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"limits", 0, "LIST", "other limits, such as lags=10%,types=80%,cpli=0.9"},
    {"float-days", 0, "DAYS", "float is high above so many days (default 44)"},
    {"duration-days", 0, "DAYS", "a duration is high above so many days (default 44)"},
    {"delay-days", 0, "DAYS", "delay of the critical path test (default 600)"},
    {"status-date", 0, "DATE", "what is done and what is to come (default: the file's)"},
    {"milestones", 0, NULL, "count milestones as tasks"},
    {"plan", 0, "NAME", "schedule of this plan, when FILE is a programme (default: the last one)"},
    {"rows", 0, "N", "name so many offenders of each check (default 10)"},
    {"strict", 0, NULL, "exit code 3 when a check is not met"},
    OPTION_JSON,
    OPTION_END,
};

const struct cmd cmd_audit = {
    .name = "audit",
    .usage = "FILE",
    .brief = "is a schedule sound enough to believe its dates: the fourteen checks of the DCMA",
    .details =
        "FILE is an .xml of MS Project, an .xer of Primavera P6 or a programme with a schedule "
        "(.gpkg).\n"
        "For each check: how many, the share, the limit, whether it is met, and which activities "
        "or "
        "links\n"
        "offend.  Keys of --limits: logic, leads, lags, types, constraints, high_float, "
        "negative_float,\n"
        "high_duration, dates, resources, missed, critical_path, cpli, bei.  docs/audit.md has the "
        "rules.",
    .example = "groundwork audit site.xer --limits lags=10%",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
