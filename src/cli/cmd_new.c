/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/new.h"
#include "cli/cmd.h"

static int ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), tail = strlen(end);
    return len > tail && strcmp(text + len - tail, end) == 0;
}

static enum status run(struct invocation *in, struct err *e)
{
    const char *path = in->operands[0];
    const char *code = option_text(in, "code"), *title = option_text(in, "title");
    int64_t first_year, year_count;
    TRY(option_integer(in, "first-year", 2027, 1900, 2200, &first_year, e));
    TRY(option_integer(in, "years", 10, 1, 50, &year_count, e));
    struct new_options options = {code ? code : "programme", title ? title : "A programme",
                                  (int)first_year, (int)year_count};
    TRY(new_check(&options, e));
    if (ends_with(path, ".gpkg")) {
        TRY(new_file(path, &options, e));
        buf_printf(&in->out,
                   "%s: one row in table programme; fill in areas, goods and facility types\n",
                   path);
        return STATUS_OK;
    }
    TRY(new_folder(path, &options, e));
    buf_printf(
        &in->out,
        "%s: empty tables, explained in %s/TABLES.md; then: groundwork import %s NAME.gpkg\n", path,
        path, path);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"code", 0, "CODE", "short name of the programme (default: programme)"},
    {"title", 0, "TEXT", "title for people"},
    {"first-year", 0, "YEAR", "first programme year (default 2027)"},
    {"years", 0, "N", "number of years (default 10)"},
    OPTION_END,
};

const struct cmd cmd_new = {
    .name = "new",
    .usage = "FILE.gpkg|FOLDER",
    .brief = "start a programme: a file, or a folder of empty tables",
    .example = "groundwork new my-programme",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
