/* SPDX-License-Identifier: Apache-2.0 */
#include "app/plan.h"
#include "cli/cmd.h"

static enum status read_request(const struct invocation *in, struct plan_request *request,
                                struct err *e)
{
    const char *name = option_text(in, "name");
    request->name = name ? name : "plan";
    TRY(plan_check_name(request->name, e));
    request->options = option_line(in);
    request->max_min = option_flag(in, "max-min");
    request->stop = &in->stop;
    request->progress = &in->progress;
    TRY(option_real(in, "gap", 0.01, 0, 1, &request->gap, e));
    TRY(option_real(in, "effort", 1, 0, 1000, &request->effort, e));
    TRY(option_threads(in, &request->threads, e));
    return option_seed(in, &request->seed, e);
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct plan_request request = {0};
    struct plan_answer answer;
    const char *mps = option_text(in, "write-mps");
    int did_index = 0, did_sites = 0;
    TRY(read_request(in, &request, e));
    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    TRY(plan_prepare(s, request.threads, &did_index, &did_sites, e));
    if (did_sites) say(in, "the site conditions were not current and have been worked out");
    if (did_index) say(in, "the index of living standard was not current and has been worked out");
    if (mps) return plan_export_mps(s, mps, request.threads, e);
    TRY(plan_make(&answer, s, &request, e));
    TRY(session_keep(s, plan_result_tables, PLAN_RESULT_TABLE_COUNT, e));
    if (option_flag(in, "json"))
        plan_answer_write_json(&answer, &s->programme, &in->out);
    else
        plan_answer_write(&answer, &s->programme, &in->out);
    if (answer.plan.outcome == PLAN_INFEASIBLE) {
        in->exit_code = status_exit_code(STATUS_INFEASIBLE);
        say(in,
            "'groundwork why %s infeasible' tells what exactly stands against what, and the ways "
            "out",
            in->operands[0]);
    }
    if (answer.plan.outcome == PLAN_STOPPED) in->exit_code = status_exit_code(STATUS_LIMIT);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"name", 0, "NAME",
     "name of the plan; an earlier one of that name is replaced (default: plan)"},
    {"gap", 0, "SHARE",
     "good enough: distance of plan and bound, as a share of the plan (default 0.01)"},
    {"effort", 0, "FACTOR",
     "search for a better plan: 0 the first one only, 1 normal, 10 ten times as long (default 1)"},
    {"max-min", 0, NULL,
     "serve the worst-served area as well as can be, then be worth most (docs/theory/equity.md)"},
    {"write-mps", 0, "FILE", "write the problem as MPS for another solver, and make no plan"},
    OPTION_TIME_LIMIT,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_plan = {
    .name = "plan",
    .usage = "FILE.gpkg",
    .brief = "which areas get what, where and when: the best plan and how far from it any can be",
    .details =
        "Chooses a year, sites and plants for every area and stage so that every limit of "
        "resources, "
        "every site and every clause of the decree is kept and the most people are supplied, those "
        "worse off counting more (equity_eta). Visits decided already are kept and counted.\n\n"
        "The result says what the plan is worth, what no plan can exceed (proven), and what more "
        "of "
        "each limit would bring. When no plan can keep everything, it names what cannot hold "
        "together and ends with exit code 6.\n\n"
        "Without --time-limit the result is the same, byte for byte, on any machine and any number "
        "of threads.",
    .example = "groundwork plan twenty-by-ten.gpkg --gap 0.01",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
