/* SPDX-License-Identifier: Apache-2.0 */
#include "app/diagnose.h"
#include "app/session.h"
#include "cli/cmd.h"

/* When something must be added first, list all of it, not only the first. */
static void say_errors(const struct invocation *in, const struct findings *f)
{
    for (int i = 0; i < f->count; i++)
        if (f->list[i].is_error) say(in, "%s: %s", f->list[i].place, f->list[i].sentence);
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct diagnose_answer answer;
    struct diagnose_options options = {.weights = option_text(in, "weights"),
                                       .line = option_line(in),
                                       .stop = &in->stop,
                                       .progress = &in->progress};
    int64_t trials;
    TRY(option_integer(in, "trials", DIAGNOSE_TRIALS, 1, DIAGNOSE_TRIALS_MAX, &trials, e));
    TRY(option_seed(in, &options.seed, e));
    TRY(option_threads(in, &options.threads, e));
    options.trial_count = (int)trials;

    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    enum status status = diagnose(&answer, &s->data, &s->programme, &options, &s->findings, e);
    if (status == STATUS_INVALID) say_errors(in, &s->findings);
    TRY(status);
    TRY(session_keep(s, diagnose_tables, DIAGNOSE_TABLE_COUNT, e));
    if (option_flag(in, "json"))
        diagnose_write_json(&answer, &s->data, &s->findings, &in->out);
    else
        diagnose_write(&answer, &s->data, &s->programme, &s->findings, &in->out);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"weights", 0, "CODE=W,...", "weights instead of those in table indicator"},
    {"trials", 0, "N", "random weightings that test the ranking (default 10000)"},
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_TIME_LIMIT,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_diagnose = {
    .name = "diagnose",
    .usage = "FILE.gpkg",
    .brief = "how unequal the areas are, in what, and how sure that ranking is",
    .details =
        "Forms an index of living standard (1 to 100, larger is better) for every area that may be "
        "visited, from the indicators, or without any from the shares of need met of the goods. "
        "Tests the ranking under random weights. Measures inequality between people by Gini, "
        "Theil T and Theil L, split into what lies between provinces and within them. A missing "
        "value is refused unless the indicator's row says what it means.",
    .example = "groundwork diagnose twenty-by-ten.gpkg",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
