/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/plan.h"
#include "app/replan.h"
#include "base/number.h"
#include "cli/cmd.h"

/* "1%", "0.5 %" or a share such as 0.01 */
static enum status read_loss(const struct invocation *in, double *out, struct err *e)
{
    const char *text = option_text(in, "loss");
    struct slice number = slice_of(text ? text : "");
    *out = NAN;
    if (!text) return STATUS_OK;
    int is_percent = number.len > 0 && number.at[number.len - 1] == '%';
    number.len -= (size_t)is_percent;
    while (number.len > 0 && number.at[number.len - 1] == ' ')
        number.len--;
    if (!number_parse_real(number, out) || *out < 0 || *out > (is_percent ? 100 : 1))
        return err_set(e, STATUS_USAGE, "--loss '%s' is neither a share such as 0.01 nor '1%%'",
                       text);
    if (is_percent) *out /= 100;
    return STATUS_OK;
}

static enum status read_request(const struct invocation *in, struct replan_request *request,
                                int64_t *year, struct err *e)
{
    int64_t changes = 0, rounds = 0;
    TRY(option_integer(in, "changes", -1, 0, 1000 * 1000, &changes, e));
    TRY(option_integer(in, "rounds", 4, 1, 1000, &rounds, e));
    TRY(option_integer(in, "from", 0, 1900, 2300, year, e));
    TRY(option_threads(in, &request->threads, e));
    TRY(read_loss(in, &request->loss, e));
    if (changes >= 0 && !isnan(request->loss))
        return err_set(e, STATUS_USAGE, "--changes and --loss exclude each other");
    request->changes = (int)changes;
    request->rounds = (int)rounds;
    request->plan = option_text(in, "plan");
    request->name = option_text(in, "name") ? option_text(in, "name") : "replan";
    request->options = option_line(in);
    request->stop = &in->stop;
    request->progress = &in->progress;
    return plan_check_name(request->name, e);
}

static enum status read_from(const struct programme *p, int64_t year, int *out, struct err *e)
{
    int last = p->first_year + p->year_count - 1;
    *out = 0;
    if (year == 0) return STATUS_OK;
    if (year < p->first_year || year > last)
        return err_set(e, STATUS_USAGE,
                       "--from %lld is no year of the programme; they are %d to %d",
                       (long long)year, p->first_year, last);
    *out = (int)(year - p->first_year);
    return STATUS_OK;
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session, *from = in->other;
    struct replan_request request = {0};
    struct replan answer;
    int64_t year = 0;
    int did_index = 0, did_sites = 0;
    TRY(read_request(in, &request, &year, e));
    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    TRY(read_from(&s->programme, year, &request.year_from, e));
    TRY(plan_prepare(s, request.threads, &did_index, &did_sites, e));
    if (did_sites) say(in, "the site conditions were not current and have been worked out");
    if (did_index) say(in, "the index of living standard was not current and has been worked out");
    if (option_text(in, "adopted")) {
        TRY(session_open(from, option_text(in, "adopted"), 0, in->arena, e));
        request.from = from;
    }
    TRY(replan(&answer, s, &request, e));
    if (answer.chosen >= 0) TRY(session_keep(s, plan_result_tables, PLAN_RESULT_TABLE_COUNT, e));
    if (option_flag(in, "json"))
        replan_write_json(&answer, &in->out);
    else
        replan_write(&answer, &in->out);
    if (answer.chosen < 0) in->exit_code = status_exit_code(STATUS_INFEASIBLE);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "the plan that was adopted (default: the last one in the file)"},
    {"adopted", 0, "FILE", "the file the adopted plan is in (default: FILE.gpkg itself)"},
    {"name", 0, "NAME", "name of the new plan (default: replan)"},
    {"changes", 0, "N", "no more changes than so many"},
    {"loss", 0, "SHARE", "as few changes as lose no more than this (0.01 or 1%) of the best found"},
    {"from", 0, "YEAR", "visits adopted for earlier years stay as they are"},
    {"rounds", 0, "N", "search so often for a better plan with each number of changes (default 4)"},
    OPTION_TIME_LIMIT,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_replan = {
    .name = "replan",
    .usage = "FILE.gpkg",
    .brief = "plan again when figures have changed, and move as little as can be",
    .details =
        "Takes a plan of the file as adopted. Where it breaks a rule of now it is mended, giving "
        "up "
        "few visits; then it is improved with more and more changes. A change is a visit that "
        "starts in another year, or never, or that nobody adopted. The table shows what each "
        "number "
        "of changes is worth; the one asked for (--changes, or the fewest within --loss; else any "
        "number) is kept under its name.\n"
        "Visits decided already stay; with --from also those adopted for earlier years.",
    .example = "groundwork replan twenty-by-ten.gpkg --loss 1%",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
