/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/session.h"
#include "app/status.h"
#include "cli/cmd.h"

/* A programme with mistakes has a status too, so this does not use session_open() alone. */
static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct status_report report;
    enum status opened = session_open(s, in->operands[0], 0, in->arena, e);
    int sound = opened == STATUS_OK;
    if (!s->store || (!sound && opened != STATUS_INVALID)) return opened;
    TRY(status_make(&report, &s->data, sound ? &s->programme : NULL, &s->findings, in->operands[0],
                    in->arena, e));
    TRY(session_count(s, report.row_counts, e));
    if (option_flag(in, "json"))
        status_write_json(&report, &s->data, &in->out);
    else
        status_write(&report, &s->data, &in->out);
    return STATUS_OK;
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
