/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include <string.h>

#include "base/version.h"

const struct cmd *help_find(const char *name)
{
    for (int i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
    return NULL;
}

void help_overview(struct buf *b)
{
    buf_text(b, "Groundwork plans, decides and controls programmes that build local industry,\n"
                "area by area and year by year, from one file.\n\n"
                "usage: groundwork VERB [operands] [options]\n\n");
    for (int i = 0; commands[i]; i++)
        buf_printf(b, "  %-12s %s\n", commands[i]->name, commands[i]->brief);
    buf_text(b,
             "\n'groundwork VERB' shows an example, 'groundwork VERB --help' everything.\n"
             "exit codes: 0 done, 2 wrong usage, 3 invalid input, 4 not found, 5 conflict,\n"
             "6 no plan can keep every rule (an answer), 7 limit, 8 file, 9 memory, 10 library.\n");
}

static void write_usage(struct buf *b, const struct cmd *cmd)
{
    buf_printf(b, "usage: groundwork %s %s%s\n", cmd->name, cmd->usage,
               cmd->options ? " [options]" : "");
}

void help_short(struct buf *b, const struct cmd *cmd)
{
    buf_printf(b, "%s: %s\n", cmd->name, cmd->brief);
    write_usage(b, cmd);
    if (cmd->example) buf_printf(b, "example: %s\n", cmd->example);
    buf_printf(b, "'groundwork %s --help' lists the options\n", cmd->name);
}

static void write_option(struct buf *b, const struct option_def *option)
{
    struct buf name = BUF_INIT(256);
    if (option->letter) buf_printf(&name, "-%c, ", option->letter);
    buf_printf(&name, "--%s", option->name);
    if (option->argument) buf_printf(&name, " %s", option->argument);
    buf_printf(b, "  %-24s %s\n", name.at ? name.at : "", option->meaning);
    buf_clear(&name);
}

void help_full(struct buf *b, const struct cmd *cmd)
{
    buf_printf(b, "groundwork %s - %s\n\n", cmd->name, cmd->brief);
    write_usage(b, cmd);
    if (cmd->details) buf_printf(b, "\n%s\n", cmd->details);
    buf_text(b, "\noptions:\n");
    for (int i = 0; cmd->options && cmd->options[i].name; i++)
        write_option(b, &cmd->options[i]);
    buf_printf(b, "  %-24s %s\n", "--help", "this text");
    if (cmd->example) buf_printf(b, "\nexample:\n  %s\n", cmd->example);
}

/* roff treats '\', and '.' or '\'' at the start of a line, as its own. */
static void write_roff(struct buf *b, const char *text)
{
    int line_start = 1;
    for (; *text; text++) {
        if (line_start && (*text == '.' || *text == '\'')) buf_text(b, "\\&");
        if (*text == '\\')
            buf_text(b, "\\e");
        else if (*text == '-')
            buf_text(b, "\\-");
        else
            buf_char(b, *text);
        line_start = *text == '\n';
    }
}

void help_man(struct buf *b, const struct cmd *cmd)
{
    buf_printf(b, ".TH GROUNDWORK-%s 1 \"\" \"groundwork %s\"\n.SH NAME\ngroundwork\\-%s \\- ",
               cmd->name, GROUNDWORK_VERSION, cmd->name);
    write_roff(b, cmd->brief);
    buf_printf(b, "\n.SH SYNOPSIS\n.B groundwork %s\n", cmd->name);
    write_roff(b, cmd->usage);
    buf_text(b, "\n");
    if (cmd->details) {
        buf_text(b, ".SH DESCRIPTION\n");
        write_roff(b, cmd->details);
        buf_text(b, "\n");
    }
    buf_text(b, ".SH OPTIONS\n");
    for (int i = 0; cmd->options && cmd->options[i].name; i++) {
        const struct option_def *option = &cmd->options[i];
        buf_printf(b, ".TP\n\\fB\\-\\-");
        write_roff(b, option->name);
        buf_printf(b, "\\fR %s\n", option->argument ? option->argument : "");
        write_roff(b, option->meaning);
        buf_text(b, "\n");
    }
    if (cmd->example) {
        buf_text(b, ".SH EXAMPLE\n.nf\n");
        write_roff(b, cmd->example);
        buf_text(b, "\n.fi\n");
    }
}

void help_completion(struct buf *b)
{
    buf_text(b, "_groundwork() {\n    local word=${COMP_WORDS[COMP_CWORD]}\n"
                "    if [ \"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W \"");
    for (int i = 0; commands[i]; i++)
        buf_printf(b, "%s%s", i ? " " : "", commands[i]->name);
    buf_text(b, "\" -- \"$word\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n");
    for (int i = 0; commands[i]; i++) {
        buf_printf(b, "    %s) set -- --help", commands[i]->name);
        for (int k = 0; commands[i]->options && commands[i]->options[k].name; k++)
            buf_printf(b, " --%s", commands[i]->options[k].name);
        buf_text(b, " ;;\n");
    }
    buf_text(b, "    *) set -- ;;\n    esac\n    case $word in\n"
                "    -*) COMPREPLY=($(compgen -W \"$*\" -- \"$word\")) ;;\n"
                "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\n"
                "complete -o filenames -F _groundwork groundwork\n");
}
