/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/sweep.h"
#include "base/near.h"
#include "base/number.h"
#include "cli/cmd.h"

/* "-10%" or "-0.1" */
static int read_share(struct slice text, double *out)
{
    int is_percent = text.len > 0 && text.at[text.len - 1] == '%';
    text.len -= (size_t)is_percent;
    if (text.len > 0 && text.at[0] == '+') text = (struct slice){text.at + 1, text.len - 1};
    if (!number_parse_real(text, out)) return 0;
    if (is_percent) *out /= 100;
    return *out >= -1 && *out <= 10;
}

/* "-10%..10%" */
static enum status read_range(const struct invocation *in, double *from, double *to, struct err *e)
{
    const char *text = option_text(in, "by");
    if (!text) text = "-10%..10%";
    const char *dots = strstr(text, "..");
    struct slice first = {text, dots ? (size_t)(dots - text) : 0};
    if (dots && read_share(first, from) && read_share(slice_of(dots + 2), to) && *from < *to)
        return STATUS_OK;
    return err_set(e, STATUS_USAGE, "--by '%s' is no range such as -10%%..10%%", text);
}

static enum status find_resource(const struct invocation *in, const struct programme *p, int *out,
                                 struct err *e)
{
    const char *code = option_text(in, "resource");
    if (!code) return err_set(e, STATUS_USAGE, "--resource: which one is to change?");
    struct near near = near_start(slice_of(code));
    for (*out = 0; *out < p->resource_count; (*out)++) {
        if (strcmp(p->resources[*out].code, code) == 0) return STATUS_OK;
        near_offer(&near, p->resources[*out].code);
    }
    return err_set(e, STATUS_NOTFOUND, "there is no resource '%s'%s%s%s", code,
                   near.best ? "; did you mean '" : "", near.best ? near.best : "",
                   near.best ? "'?" : "; table resource lists them");
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct sweep_request request = {
        .plan = option_text(in, "plan"), .stop = &in->stop, .progress = &in->progress};
    struct sweep answer;
    int64_t steps = 0;
    TRY(read_range(in, &request.from, &request.to, e));
    TRY(option_integer(in, "steps", 5, 2, SWEEP_STEPS_MAX, &steps, e));
    TRY(option_real(in, "loss", 0.005, 0, 1, &request.loss, e));
    TRY(option_real(in, "effort", 1, 0, 1000, &request.effort, e));
    TRY(option_threads(in, &request.threads, e));
    request.step_count = (int)steps;
    TRY(session_open(s, in->operands[0], 0, in->arena, e));
    TRY(find_resource(in, &s->programme, &request.resource, e));
    TRY(sweep(&answer, s, &request, e));
    if (option_flag(in, "json"))
        sweep_write_json(&answer, &request, &s->programme, &in->out);
    else
        sweep_write(&answer, &request, &s->programme, &in->out);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"resource", 0, "CODE", "the resource whose limits change"},
    {"by", 0, "RANGE", "from and to, as --by=-10%..10% (the default)"},
    {"steps", 0, "N", "how many, both ends counted (default 5)"},
    {"loss", 0, "SHARE", "what holding still may cost (default 0.005)"},
    {"effort", 0, "FACTOR", "search when planning afresh, as of 'plan' (default 1)"},
    {"plan", 0, "NAME", "the plan (default: the last one in the file)"},
    OPTION_TIME_LIMIT,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_END,
};

const struct cmd cmd_sweep = {
    .name = "sweep",
    .usage = "FILE.gpkg --resource CODE",
    .brief = "does more or less of a resource reshuffle the plan, and what does holding still cost",
    .details =
        "Raises and lowers every limit of a resource in steps. For each step: the plan made "
        "afresh, "
        "and the plan that moves as few visits as a stated loss allows; and how many visits and "
        "areas of the stored plan each of them moves. Nothing is written to the file.",
    .example = "groundwork sweep twenty-by-ten.gpkg --resource money --by=-10%..10%",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
