/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/compare.h"
#include "cli/cmd.h"

/* FILE[:PLAN]; a file whose name has a colon is given as it is. */
static enum status split(struct invocation *in, int at, const char **path, const char **plan,
                         struct err *e)
{
    const char *text = in->operands[at], *colon = strrchr(text, ':');
    *path = text;
    *plan = NULL;
    if (!colon || strchr(colon, '/') || strchr(colon, '.')) return STATUS_OK;
    *path = arena_strndup(in->arena, text, (size_t)(colon - text));
    *plan = colon + 1;
    return *path ? STATUS_OK : err_set(e, STATUS_NOMEM, "out of memory");
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *a = in->session, *b = in->other;
    const char *path_a = NULL, *path_b = NULL;
    struct compare_request request = {0};
    struct compare answer;
    int64_t moves = 0;
    TRY(option_threads(in, &request.threads, e));
    TRY(option_integer(in, "moves", 20, 0, 1000 * 1000, &moves, e));
    TRY(split(in, 0, &path_a, &request.plan_a, e));
    TRY(split(in, 1, &path_b, &request.plan_b, e));
    TRY(session_open(a, path_a, 0, in->arena, e));
    int same = strcmp(path_a, path_b) == 0;
    if (!same) TRY(session_open(b, path_b, 0, in->arena, e));
    TRY(compare_make(&answer, a, same ? a : b, &request, e));
    if (option_flag(in, "json"))
        compare_write_json(&answer, &in->out);
    else
        compare_write(&answer, (int)moves, &in->out);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"moves", 0, "N", "list at most so many visits that differ (default 20)"},
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_END,
};

const struct cmd cmd_compare = {
    .name = "compare",
    .usage = "FILE.gpkg[:PLAN] FILE.gpkg[:PLAN]",
    .brief = "two plans side by side: what moved, who gains, who loses, money and materials",
    .details =
        "Compares plan B with plan A: visits in another year or with other plants, people supplied "
        "by good and by area, every resource year by year, and clauses. Without :PLAN the last "
        "plan "
        "of a file is taken; two plans of one file are compared by naming them. Both are counted "
        "with the figures of the first file.",
    .example = "groundwork compare twenty-by-ten.gpkg twenty-by-ten.gpkg",
    .operand_min = 2,
    .operand_max = 2,
    .options = options,
    .run = run,
};
