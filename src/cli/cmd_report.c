/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/report.h"
#include "app/report_findings.h"
#include "app/session.h"
#include "cli/cmd.h"

static enum status choose_paths(struct invocation *in, struct report_options *options,
                                struct err *e)
{
    options->plan = option_text(in, "plan");
    options->xlsx = option_text(in, "xlsx");
    options->layers = option_text(in, "layers");
    options->html = option_text(in, "output");
    if (!options->html) options->html = report_default_path(in->operands[0], in->arena);
    if (!options->html) return err_set(e, STATUS_NOMEM, "out of memory");
    const char *const paths[] = {options->html, options->xlsx, options->layers};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        if (!paths[i]) continue;
        size_t len = strlen(paths[i]);
        if (len >= 5 && strcmp(paths[i] + len - 5, ".gpkg") == 0)
            return err_set(
                e, STATUS_USAGE,
                "'%s' is the name of a programme file and is not written over; the programme "
                "file itself opens in QGIS, and --layers takes a folder",
                paths[i]);
    }
    return STATUS_OK;
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct report_options options;
    struct report_answer answer;
    TRY(choose_paths(in, &options, e));
    TRY(session_open(s, in->operands[0], 0, in->arena, e));
    TRY(session_read(s, TABLE_SITE_TEST, e));
    TRY(report_findings_add(&s->data, &s->programme, options.plan, in->arena, e));
    TRY(report_make(&answer, &s->data, &options, in->arena, e));
    if (answer.stale) say(in, "%s", answer.stale);
    if (!answer.has_plan)
        say(in, "There is no plan in the file yet; the report shows what is known without one.");
    if (option_flag(in, "json"))
        report_answer_write_json(&answer, &in->out);
    else
        report_answer_write(&answer, &in->out);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "plan to report on (default: the last one in the file)"},
    {"output", 'o', "FILE", "the page (default: the programme's name with .html)"},
    {"xlsx", 0, "FILE", "also a workbook with every row of every table"},
    {"layers", 0, "FOLDER",
     "also map layers with styles for QGIS: GeoJSON, and all in one GeoPackage"},
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_report = {
    .name = "report",
    .usage = "FILE.gpkg",
    .brief = "a page for ministers, planners and auditors; also a workbook and map layers",
    .details = "Writes one HTML page that needs no network: what is unequal, the plan year by year "
               "on maps "
               "and in tables, money and materials against their limits, what people gain, sites "
               "chosen and "
               "refused with the reasons, every clause, how sure the plan is, and where every "
               "figure comes "
               "from. It prints on A4 and reads on a phone. Parts that have not been worked out "
               "yet are named. "
               "Long tables are cut in the page and say so; the workbook has every row. The map "
               "layers, areas and sites, are written twice: FOLDER/layers.gpkg holds them all with "
               "their styles, and each is a GeoJSON with its QML beside it. QGIS finds the styles "
               "by itself. Prints the paths of the files written.",
    .example = "groundwork report twenty-by-ten.gpkg --xlsx twenty-by-ten.xlsx",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
