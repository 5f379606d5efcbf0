/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cmd - a verb of the user is a constant: its words and its function.
 *
 * One file per verb, cmd_<verb>.c, exports one `struct cmd`; commands.c lists
 * them.  Help, man page and shell completion are written from these tables, so
 * they cannot differ from what the program does.
 *
 * A verb only translates: operands and options to a call into app/, the result
 * to text or JSON in in->out.  stdout is data, stderr is messages.
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/stop.h"

struct option_def {
    const char *name;     /* "gap": given as --gap; NULL ends the table */
    char letter;          /* 'q': also -q; 0: none */
    const char *argument; /* what follows, in capitals; NULL: a flag */
    const char *meaning;
};

/* Options several verbs take.  A verb lists those it obeys, and no others. */
#define OPTION_JSON                                 \
    {                                               \
        "json", 0, NULL, "write the result as JSON" \
    }
#define OPTION_QUIET                                       \
    {                                                      \
        "quiet", 'q', NULL, "no messages, only the result" \
    }
#define OPTION_SEED                                          \
    {                                                        \
        "seed", 0, "N", "seed of random numbers (default 1)" \
    }
#define OPTION_THREADS                                                                           \
    {                                                                                            \
        "threads", 0, "N", "threads (default: the processors there are); the result is the same" \
    }
#define OPTION_TIME_LIMIT                                                             \
    {                                                                                 \
        "time-limit", 0, "SECONDS", "finish with what there is after so many seconds" \
    }
#define OPTION_END          \
    {                       \
        NULL, 0, NULL, NULL \
    }

enum {
    OPERAND_MAX = 16,
    OPTION_MAX = 32,
};

struct invocation;
struct session;

struct cmd {
    const char *name;
    const char *usage;   /* operands, as shown after the name */
    const char *brief;   /* one line, no full stop */
    const char *details; /* paragraphs for --help and the man page; NULL: none */
    const char *example; /* one command line that works on the example programme */
    int operand_min, operand_max;
    const struct option_def *options; /* ended by OPTION_END; NULL: none */
    enum status (*run)(struct invocation *in, struct err *e);
};

struct invocation {
    const struct cmd *cmd;
    const char *operands[OPERAND_MAX];
    int operand_count;
    const char *values[OPTION_MAX];  /* by place in cmd->options; "" for a flag; NULL: not given */
    struct arena *arena;             /* cleared after the verb */
    struct session *session, *other; /* for the programmes a verb opens; closed after it */
    struct buf out;                  /* what goes to stdout */
    struct stop stop;                /* Ctrl-C or the time limit */
    struct progress progress;        /* a line on a terminal, else nothing */
    int exit_code; /* of a successful run; an answer such as "infeasible" has its own */
};

/* Value of an option the verb lists; NULL when not given. */
const char *option_text(const struct invocation *in, const char *name);
int option_flag(const struct invocation *in, const char *name);

/* A number within min..max, or `otherwise` when not given; a sentence when it is none. */
CHECKED enum status option_real(const struct invocation *in, const char *name, double otherwise,
                                double min, double max, double *out, struct err *e);
CHECKED enum status option_integer(const struct invocation *in, const char *name, int64_t otherwise,
                                   int64_t min, int64_t max, int64_t *out, struct err *e);

/* The common ones, with their defaults. */
CHECKED enum status option_threads(const struct invocation *in, int *out, struct err *e);
CHECKED enum status option_seed(const struct invocation *in, uint64_t *out, struct err *e);

/* The options that were given, as one line ("--gap 0.01 --seed 1"), without --json, --quiet,
 * --threads and paths: what is stored with a result so that it can be made again. */
const char *option_line(const struct invocation *in);

/* A message to stderr, unless --quiet. */
void say(const struct invocation *in, const char *fmt, ...) PRINTF(2, 3);

/* Read argv[1..] of a verb into the invocation. */
CHECKED enum status invocation_parse(struct invocation *in, int argc, char **argv, struct err *e);

/* All verbs, in the order in which a user needs them; ended by NULL. */
extern const struct cmd *const commands[];

#endif
