/* SPDX-License-Identifier: Apache-2.0 */
#include "app/frontier.h"
#include "cli/cmd.h"

static enum status read_request(const struct invocation *in, double *etas,
                                struct frontier_request *request, struct err *e)
{
    const char *list = option_text(in, "eta");
    request->plan = option_text(in, "plan");
    request->max_min = option_flag(in, "max-min");
    request->options = option_line(in);
    request->stop = &in->stop;
    request->progress = &in->progress;
    request->etas = etas;
    TRY(frontier_read_etas(list ? list : "0,0.5,1,2,4", etas, &request->eta_count, e));
    TRY(option_real(in, "gap", 0.005, 0, 1, &request->gap, e));
    TRY(option_real(in, "effort", 1, 0, 1000, &request->effort, e));
    TRY(option_threads(in, &request->threads, e));
    return option_seed(in, &request->seed, e);
}

static int find_stopped(const struct frontier_answer *x)
{
    for (int i = 0; i < x->count; i++)
        if (x->points[i].outcome == PLAN_STOPPED) return 1;
    return 0;
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    double etas[FRONTIER_ETA_MAX];
    struct frontier_request request = {0};
    struct frontier_answer answer;
    int did_index = 0, did_sites = 0;
    TRY(read_request(in, etas, &request, e));
    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    TRY(frontier_prepare(s, &request, &did_index, &did_sites, e));
    if (did_sites) say(in, "the site conditions were not current and have been worked out");
    if (did_index) say(in, "the index of living standard was not current and has been worked out");
    TRY(frontier_make(&answer, s, &request, e));
    TRY(session_keep(s, frontier_result_tables, FRONTIER_RESULT_TABLE_COUNT, e));
    if (option_flag(in, "json"))
        frontier_write_json(&answer, &in->out);
    else
        frontier_write(&answer, &in->out);
    if (answer.why_infeasible) in->exit_code = status_exit_code(STATUS_INFEASIBLE);
    if (find_stopped(&answer)) in->exit_code = status_exit_code(STATUS_LIMIT);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"eta", 0, "LIST", "exponents of the equity weight (default 0,0.5,1,2,4)"},
    {"max-min", 0, NULL,
     "also the plan that serves the worst-served area as well as can be, then is worth most"},
    {"plan", 0, "NAME", "count the areas that move against this plan (default: the last one)"},
    {"gap", 0, "SHARE",
     "good enough: distance of plan and bound, as a share of the plan (default 0.005)"},
    {"effort", 0, "FACTOR", "search for better plans, as for the verb plan (default 1)"},
    OPTION_TIME_LIMIT,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_frontier = {
    .name = "frontier",
    .usage = "FILE.gpkg",
    .brief = "what it costs to care more for worse-off areas: several weights side by side",
    .details =
        "Plans the programme once for each exponent eta of the equity weight, in which a person "
        "counts (reference index / index)^eta, and measures every plan by the same yardsticks, "
        "into which eta does not enter: the total with all people equal, how much of their needs "
        "the worst-off fifth of areas and the worst area have met in the last year, Gini and Theil "
        "T between areas, and how many areas change their year. A point is dominated when another "
        "has at least as much of the total, of the worst fifth and of the worst area.\n\n"
        "The choice is not made here: set equity_eta in table programme and run 'groundwork plan'. "
        "The report shows the points as a chart.",
    .example = "groundwork frontier twenty-by-ten.gpkg --eta 0,1,4",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
