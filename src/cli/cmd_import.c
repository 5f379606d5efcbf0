/* SPDX-License-Identifier: Apache-2.0 */
#include "app/import.h"
#include "app/import_table.h"
#include "cli/cmd.h"
#include "cli/tell.h"

static enum status run_folder(struct invocation *in, struct err *e)
{
    static const char *const others[] = {"map", "set", "append", "replace"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (option_flag(in, others[i]))
            return err_set(e, STATUS_USAGE, "--%s goes with --table", others[i]);
    struct import_report report;
    const char *folder = in->operands[0], *file = in->operands[1];
    enum status s = import_folder(folder, file, option_flag(in, "force"), &report, in->arena, e);
    tell_findings(in, &report.findings);
    if (s != STATUS_OK) return s;
    say(in, "%s: %ld rows of %d tables; 'groundwork status %s' tells what to do next", file,
        report.row_count, report.table_count, file);
    return STATUS_OK;
}

static enum status run_table(struct invocation *in, struct err *e)
{
    struct import_table_report report;
    struct import_table_request request = {
        .file = in->operands[1],
        .table = option_text(in, "table"),
        .source = in->operands[0],
        .map = option_text(in, "map"),
        .set = option_text(in, "set"),
        .mode = option_flag(in, "append")    ? IMPORT_APPEND
                : option_flag(in, "replace") ? IMPORT_REPLACE
                                             : IMPORT_FIRST,
    };
    if (option_flag(in, "append") && option_flag(in, "replace"))
        return err_set(e, STATUS_USAGE, "--append and --replace exclude each other");
    if (option_flag(in, "force"))
        return err_set(e, STATUS_USAGE, "--force goes with a folder; for a table say --replace");
    enum status s = import_table(&request, &report, in->arena, e);
    tell_findings(in, &report.findings);
    if (s != STATUS_OK) return s;
    if (report.unused[0]) say(in, "fields not used: %s", report.unused);
    say(in, "%s: %d rows into table %s", request.file, report.row_count, request.table);
    return STATUS_OK;
}

static enum status run(struct invocation *in, struct err *e)
{
    return option_flag(in, "table") ? run_table(in, e) : run_folder(in, e);
}

static const struct option_def options[] = {
    {"force", 'f', NULL, "replace FILE.gpkg when it exists"},
    {"table", 0, "NAME", "fill one table of an existing FILE.gpkg from SOURCE"},
    {"map", 0, "COLUMN=FIELD,…", "with --table: fields whose names differ from the columns'"},
    {"set", 0, "COLUMN=VALUE;…", "with --table: the same value in every row"},
    {"append", 0, NULL, "with --table: behind the rows there are"},
    {"replace", 0, NULL, "with --table: instead of the rows there are"},
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_import = {
    .name = "import",
    .usage = "FOLDER|SOURCE[,LAYER] FILE.gpkg",
    .brief = "make a programme file from a folder of CSV and GeoJSON, or fill one table",
    .details =
        "Every mistake is told at once, each with file, line, column, value and what to do.\n"
        "The file is written when there is none, in one step: it is there whole or not.\n"
        "With --table, SOURCE is a Shapefile, GeoPackage, GeoJSON, FlatGeobuf, KML, CSV, XLSX or\n"
        "ODS file.  Fields fill the columns of the same name; lon, lat and polygons come from the\n"
        "geometry, brought to WGS 84.",
    .example = "groundwork import examples/twenty-by-ten twenty-by-ten.gpkg",
    .operand_min = 2,
    .operand_max = 2,
    .options = options,
    .run = run,
};
