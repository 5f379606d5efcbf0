/* SPDX-License-Identifier: Apache-2.0 */
#include "app/import.h"
#include "cli/cmd.h"
#include "cli/tell.h"

static enum status run_folder(struct invocation *in, struct err *e)
{
    struct import_report report;
    const char *folder = in->operands[0], *file = in->operands[1];
    enum status s = import_folder(folder, file, option_flag(in, "force"), &report, in->arena, e);
    tell_findings(in, &report.findings);
    if (s != STATUS_OK) return s;
    say(in, "%s: %ld rows of %d tables; 'groundwork status %s' tells what to do next", file,
        report.row_count, report.table_count, file);
    return STATUS_OK;
}

static enum status run(struct invocation *in, struct err *e)
{
    return run_folder(in, e);
}

static const struct option_def options[] = {
    {"force", 'f', NULL, "replace FILE.gpkg when it exists"},
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_import = {
    .name = "import",
    .usage = "FOLDER FILE.gpkg",
    .brief = "make a programme file from a folder of CSV and GeoJSON",
    .details =
        "Every mistake is told at once, each with file, line, column, value and what to do.\n"
        "The file is written when there is none, in one step: it is there whole or not.",
    .example = "groundwork import examples/twenty-by-ten twenty-by-ten.gpkg",
    .operand_min = 2,
    .operand_max = 2,
    .options = options,
    .run = run,
};
