/* SPDX-License-Identifier: Apache-2.0 */
#include "app/export.h"
#include "app/export_table.h"
#include "cli/cmd.h"
#include "cli/tell.h"

static enum status run_folder(struct invocation *in, struct err *e)
{
    if (option_flag(in, "format") || option_flag(in, "force"))
        return err_set(e, STATUS_USAGE, "--format and --force go with --table");
    struct export_report report;
    const char *file = in->operands[0], *folder = in->operands[1];
    enum status s = export_folder(file, folder, &report, in->arena, e);
    tell_findings(in, &report.findings);
    if (s != STATUS_OK) return s;
    say(in, "%s: %ld rows of %d tables", folder, report.row_count, report.table_count);
    return STATUS_OK;
}

static enum status run_table(struct invocation *in, struct err *e)
{
    int row_count = 0;
    struct export_table_request request = {.file = in->operands[0],
                                           .table = option_text(in, "table"),
                                           .format = option_text(in, "format"),
                                           .target = in->operands[1],
                                           .overwrite = option_flag(in, "force")};
    TRY(export_table(&request, &row_count, in->arena, e));
    say(in, "%s: %d rows of table %s", request.target, row_count, request.table);
    return STATUS_OK;
}

static enum status run(struct invocation *in, struct err *e)
{
    return option_flag(in, "table") ? run_table(in, e) : run_folder(in, e);
}

static const struct option_def options[] = {
    {"table", 0, "NAME", "write one table, into the file OUT"},
    {"format", 0, "FORMAT",
     "with --table: csv, gpkg, geojson, fgb, xlsx, ods (default: by ending)"},
    {"force", 'f', NULL, "with --table: replace OUT when it exists"},
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_export = {
    .name = "export",
    .usage = "FILE.gpkg FOLDER|OUT",
    .brief = "write a programme as a folder of CSV and GeoJSON, or one table for another program",
    .details = "The exact inverse of import.  FOLDER is new, empty, or holds a programme already;\n"
               "files of other kinds in it are left alone.  With --table, OUT is one file.",
    .example = "groundwork export twenty-by-ten.gpkg my-folder",
    .operand_min = 2,
    .operand_max = 2,
    .options = options,
    .run = run,
};
