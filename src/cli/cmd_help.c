/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/help.h"

static enum status run(struct invocation *in, struct err *e)
{
    if (option_flag(in, "completion")) {
        help_completion(&in->out);
        return STATUS_OK;
    }
    if (in->operand_count == 0) {
        help_overview(&in->out);
        return STATUS_OK;
    }
    const struct cmd *cmd = help_find(in->operands[0]);
    if (!cmd) return err_set(e, STATUS_NOTFOUND, "there is no verb '%s'", in->operands[0]);
    if (option_flag(in, "man"))
        help_man(&in->out, cmd);
    else
        help_full(&in->out, cmd);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"man", 0, NULL, "write the man page of the verb"},
    {"completion", 0, NULL, "write the completion script for bash"},
    OPTION_END,
};

const struct cmd cmd_help = {
    .name = "help",
    .usage = "[VERB]",
    .brief = "what the verbs do; man pages and shell completion",
    .example = "groundwork help plan",
    .operand_max = 1,
    .options = options,
    .run = run,
};
