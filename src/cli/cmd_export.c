/* SPDX-License-Identifier: Apache-2.0 */
#include "app/export.h"
#include "cli/cmd.h"
#include "cli/tell.h"

static enum status run(struct invocation *in, struct err *e)
{
    struct export_report report;
    const char *file = in->operands[0], *folder = in->operands[1];
    enum status s = export_folder(file, folder, &report, in->arena, e);
    tell_findings(in, &report.findings);
    if (s != STATUS_OK) return s;
    say(in, "%s: %ld rows of %d tables", folder, report.row_count, report.table_count);
    return STATUS_OK;
}

static const struct option_def options[] = {
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_export = {
    .name = "export",
    .usage = "FILE.gpkg FOLDER",
    .brief = "write a programme file as a folder of CSV and GeoJSON",
    .details = "The exact inverse of import.  FOLDER is new, empty, or holds a programme already;\n"
               "files of other kinds in it are left alone.",
    .example = "groundwork export twenty-by-ten.gpkg my-folder",
    .operand_min = 2,
    .operand_max = 2,
    .options = options,
    .run = run,
};
