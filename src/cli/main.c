/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "app/session.h"
#include "base/near.h"
#include "base/version.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/watch.h"

static const size_t MEMORY_MAX = (size_t)16 << 30;
static const size_t OUTPUT_MAX = (size_t)1 << 30;

static int print(FILE *to, struct buf *text)
{
    struct err e;
    int failed = buf_ok(text, &e) != STATUS_OK;
    if (text->len && fwrite(text->at, 1, text->len, to) != text->len) failed = 1;
    if (fflush(to) != 0) failed = 1;
    buf_clear(text);
    return failed;
}

static int run(const struct cmd *cmd, int argc, char **argv)
{
    struct arena arena = ARENA_INIT(MEMORY_MAX);
    struct err e = {0};
    struct watch watch = {0};
    struct session session = {0}, other = {0};
    struct invocation in = {.cmd = cmd,
                            .arena = &arena,
                            .session = &session,
                            .other = &other,
                            .out = BUF_INIT(OUTPUT_MAX)};

    enum status s = invocation_parse(&in, argc, argv, &e);
    if (s == STATUS_OK) s = watch_start(&watch, &in, &e);
    if (s == STATUS_OK) s = cmd->run(&in, &e);
    session_close(&session);
    session_close(&other);
    watch_end(&watch);

    if (s == STATUS_USAGE)
        (void)fprintf(stderr, "groundwork %s: %s\nusage: groundwork %s %s\n", cmd->name, e.text,
                      cmd->name, cmd->usage);
    else if (s != STATUS_OK)
        (void)fprintf(stderr, "groundwork %s: %s\n", cmd->name, e.text);
    int code = s == STATUS_OK ? in.exit_code : status_exit_code(s);
    if (print(stdout, &in.out) && s == STATUS_OK) {
        (void)fprintf(stderr, "groundwork %s: cannot write the output\n", cmd->name);
        code = status_exit_code(STATUS_IO);
    }
    arena_clear(&arena);
    return code;
}

static int refuse_verb(const char *name)
{
    struct near near = near_start(slice_of(name));
    for (int i = 0; commands[i]; i++)
        near_offer(&near, commands[i]->name);
    if (near.best)
        (void)fprintf(stderr, "groundwork: unknown verb '%s'; did you mean '%s'?\n", name,
                      near.best);
    else
        (void)fprintf(stderr, "groundwork: unknown verb '%s'; 'groundwork help' lists them\n",
                      name);
    return status_exit_code(STATUS_USAGE);
}

int main(int argc, char **argv)
{
    struct buf text = BUF_INIT(OUTPUT_MAX);
    const char *verb = argc > 1 ? argv[1] : "help";
    if (strcmp(verb, "--version") == 0) verb = "version";
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0) verb = "help";
    if (strcmp(verb, "version") == 0) {
        buf_printf(&text, "groundwork %s\n", GROUNDWORK_VERSION);
        return print(stdout, &text);
    }
    if (strcmp(verb, "help") == 0 && argc <= 2) {
        help_overview(&text);
        return print(stdout, &text);
    }
    const struct cmd *cmd = help_find(verb);
    if (!cmd) return refuse_verb(verb);
    for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") != 0 && strcmp(argv[i], "-h") != 0) continue;
        help_full(&text, cmd);
        return print(stdout, &text);
    }
    if (argc == 2 && cmd->operand_min > 0) {
        help_short(&text, cmd);
        return print(stdout, &text);
    }
    return run(cmd, argc - 1, argv + 1);
}
