/* SPDX-License-Identifier: Apache-2.0 */
#include "app/validate.h"
#include "cli/cmd.h"
#include "cli/tell.h"

static enum status run(struct invocation *in, struct err *e)
{
    const char *path = in->operands[0];
    struct findings findings;
    struct dataset *data = ARENA_NEW(in->arena, struct dataset);
    if (!data) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(validate_path(path, data, &findings, in->arena, e));
    if (findings.failed) return err_set(e, STATUS_NOMEM, "out of memory");
    if (findings.error_count > 0) in->exit_code = status_exit_code(STATUS_INVALID);
    if (option_flag(in, "json")) {
        tell_findings_json(&in->out, &findings);
        return STATUS_OK;
    }
    findings_write(&findings, &in->out);
    say(in, "%s: %d error%s, %d warning%s", path, findings.error_count,
        findings.error_count == 1 ? "" : "s", findings.warning_count,
        findings.warning_count == 1 ? "" : "s");
    return STATUS_OK;
}

static const struct option_def options[] = {
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_validate = {
    .name = "validate",
    .usage = "FILE.gpkg|FOLDER",
    .brief = "everything that is wrong with a programme, at once",
    .details =
        "Errors keep a programme from being used; warnings are worth a look.  Each names\n"
        "table, row or line, column, value, and what to do.  Exit code 0: no error, 3: errors.",
    .example = "groundwork validate twenty-by-ten.gpkg",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
