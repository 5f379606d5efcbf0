/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/session.h"
#include "app/status.h"
#include "cli/cmd.h"

/* A programme with mistakes has a status too, so this does not use session_open() alone. */
static enum status run(struct invocation *in, struct err *e)
{
    struct session session;
    struct status_report report;
    enum status s = session_open(&session, in->operands[0], 0, in->arena, e);
    int sound = s == STATUS_OK;
    if (!session.store || (!sound && s != STATUS_INVALID)) goto done;
    s = status_make(&report, &session.data, sound ? &session.programme : NULL, &session.findings,
                    in->operands[0], in->arena, e);
    if (s != STATUS_OK) goto done;
    if (option_flag(in, "json"))
        status_write_json(&report, &session.data, &in->out);
    else
        status_write(&report, &session.data, &in->out);
done:
    session_close(&session);
    return s;
}

static const struct option_def options[] = {OPTION_JSON, OPTION_END};

const struct cmd cmd_status = {
    .name = "status",
    .usage = "FILE.gpkg",
    .brief = "what a programme holds, what is missing, what to run next",
    .example = "groundwork status twenty-by-ten.gpkg",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
