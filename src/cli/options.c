/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "base/number.h"
#include "base/team.h"
#include "cli/cmd.h"

static int find_option(const struct cmd *cmd, struct slice name, char letter)
{
    for (int i = 0; cmd->options && cmd->options[i].name; i++) {
        assert(i < OPTION_MAX);
        if (letter ? cmd->options[i].letter == letter : slice_is(name, cmd->options[i].name))
            return i;
    }
    return -1;
}

static enum status refuse_unknown(const struct cmd *cmd, const char *word, struct slice name,
                                  struct err *e)
{
    struct near near = near_start(name);
    for (int i = 0; cmd->options && cmd->options[i].name; i++)
        near_offer(&near, cmd->options[i].name);
    if (near.best)
        return err_set(e, STATUS_USAGE, "unknown option '%s'; did you mean --%s?", word, near.best);
    return err_set(e, STATUS_USAGE, "unknown option '%s'; 'groundwork %s --help' lists them", word,
                   cmd->name);
}

/* One argument that begins with '-'; *i moves on when the value is the next one. */
static enum status parse_option(struct invocation *in, int argc, char **argv, int *i, struct err *e)
{
    const char *word = argv[*i];
    int is_long = word[1] == '-';
    const char *equals = is_long ? strchr(word, '=') : NULL;
    struct slice name = {word + 2, equals ? (size_t)(equals - word - 2) : strlen(word) - 2};
    int at = is_long ? find_option(in->cmd, name, 0) : find_option(in->cmd, name, word[1]);
    if (at < 0 || (!is_long && word[2] != '\0'))
        return refuse_unknown(in->cmd, word, is_long ? name : slice_of(word + 1), e);

    const struct option_def *option = &in->cmd->options[at];
    const char *value = "";
    if (option->argument) {
        value = equals ? equals + 1 : *i + 1 < argc ? argv[++*i] : NULL;
        if (!value)
            return err_set(e, STATUS_USAGE, "option --%s needs %s after it", option->name,
                           option->argument);
    } else if (equals) {
        return err_set(e, STATUS_USAGE, "option --%s takes no value", option->name);
    }
    if (in->values[at]) return err_set(e, STATUS_USAGE, "option --%s is given twice", option->name);
    in->values[at] = value;
    return STATUS_OK;
}

enum status invocation_parse(struct invocation *in, int argc, char **argv, struct err *e)
{
    int only_operands = 0;
    for (int i = 1; i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0) {
            only_operands = 1;
        } else if (!only_operands && argv[i][0] == '-' && argv[i][1] != '\0') {
            TRY(parse_option(in, argc, argv, &i, e));
        } else if (in->operand_count == in->cmd->operand_max) {
            return err_set(e, STATUS_USAGE, "one operand too many: '%s'", argv[i]);
        } else {
            assert(in->operand_count < OPERAND_MAX);
            in->operands[in->operand_count++] = argv[i];
        }
    }
    if (in->operand_count < in->cmd->operand_min)
        return err_set(e, STATUS_USAGE, "too few operands");
    return STATUS_OK;
}

const char *option_text(const struct invocation *in, const char *name)
{
    int at = find_option(in->cmd, slice_of(name), 0);
    assert(at >= 0); /* the verb does not list it */
    return in->values[at];
}

int option_flag(const struct invocation *in, const char *name)
{
    return option_text(in, name) != NULL;
}

enum status option_real(const struct invocation *in, const char *name, double otherwise, double min,
                        double max, double *out, struct err *e)
{
    const char *text = option_text(in, name);
    *out = otherwise;
    if (!text || (number_parse_real(slice_of(text), out) && *out >= min && *out <= max))
        return STATUS_OK;
    char low[NUMBER_TEXT_MAX], high[NUMBER_TEXT_MAX];
    number_write_real(low, min);
    number_write_real(high, max);
    return err_set(e, STATUS_USAGE, "--%s '%s' is not a number from %s to %s", name, text, low,
                   high);
}

enum status option_integer(const struct invocation *in, const char *name, int64_t otherwise,
                           int64_t min, int64_t max, int64_t *out, struct err *e)
{
    const char *text = option_text(in, name);
    *out = otherwise;
    if (!text || (number_parse_integer(slice_of(text), out) && *out >= min && *out <= max))
        return STATUS_OK;
    return err_set(e, STATUS_USAGE, "--%s '%s' is not a whole number from %lld to %lld", name, text,
                   (long long)min, (long long)max);
}

enum status option_threads(const struct invocation *in, int *out, struct err *e)
{
    int64_t threads;
    TRY(option_integer(in, "threads", team_processors(), 1, TEAM_THREAD_MAX, &threads, e));
    *out = (int)threads;
    return STATUS_OK;
}

enum status option_seed(const struct invocation *in, uint64_t *out, struct err *e)
{
    int64_t seed;
    TRY(option_integer(in, "seed", 1, 0, INT64_MAX, &seed, e));
    *out = (uint64_t)seed;
    return STATUS_OK;
}

static int is_recorded(const struct option_def *option)
{
    static const char *const silent[] = {"json", "quiet", "threads", "help"};
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++)
        if (strcmp(option->name, silent[i]) == 0) return 0;
    return !option->argument || strcmp(option->argument, "FILE") != 0;
}

const char *option_line(const struct invocation *in)
{
    struct buf line = BUF_INIT(1 << 16);
    for (int i = 0; in->cmd->options && in->cmd->options[i].name; i++) {
        const struct option_def *option = &in->cmd->options[i];
        if (!in->values[i] || !is_recorded(option)) continue;
        buf_printf(&line, "%s--%s", line.len ? " " : "", option->name);
        if (option->argument) buf_printf(&line, " %s", in->values[i]);
    }
    const char *text = line.at ? arena_strndup(in->arena, line.at, line.len) : "";
    buf_clear(&line);
    return text ? text : "";
}

void say(const struct invocation *in, const char *fmt, ...)
{
    int at = find_option(in->cmd, slice_of("quiet"), 0);
    if (at >= 0 && in->values[at]) return;
    va_list args;
    va_start(args, fmt);
    (void)vfprintf(stderr, fmt, args);
    va_end(args);
    (void)fputc('\n', stderr);
}
