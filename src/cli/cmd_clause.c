/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/clause.h"
#include "app/disk.h"
#include "app/plan.h"
#include "base/near.h"
#include "cli/cmd.h"
#include "cli/tell.h"
#include "model/clause_text.h"

enum {
    PIECE_BYTES = 4096,
};

static enum status read_input(struct slice *out, struct arena *a, struct err *e)
{
    struct buf b = BUF_INIT(CLAUSE_TEXT_BYTES_MAX);
    char piece[PIECE_BYTES];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, stdin)) > 0)
        buf_add(&b, piece, got);
    enum status s = buf_ok(&b, e);
    if (s == STATUS_OK && ferror(stdin))
        s = err_set(e, STATUS_IO, "cannot read the standard input: %s", strerror(errno));
    const char *copy = s == STATUS_OK ? arena_strndup(a, b.at ? b.at : "", b.len) : NULL;
    if (s == STATUS_OK && !copy) s = err_set(e, STATUS_NOMEM, "out of memory");
    *out = (struct slice){copy, b.len};
    buf_clear(&b);
    return s;
}

static enum status need_operands(const struct invocation *in, int least, int most, struct err *e)
{
    if (in->operand_count >= least && in->operand_count <= most) return STATUS_OK;
    return err_set(e, STATUS_USAGE, "'clause %s' takes %s; 'groundwork clause --help' shows it",
                   in->operands[0], least == 2 ? "FILE.gpkg alone" : "FILE.gpkg and more");
}

static enum status run_list(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    TRY(need_operands(in, 2, 2, e));
    TRY(session_open(s, in->operands[1], 0, in->arena, e));
    if (option_flag(in, "json"))
        clause_list_json(s, &in->out);
    else
        clause_list(s, &in->out);
    return STATUS_OK;
}

static enum status run_add(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct clause_change change;
    struct slice text;
    TRY(need_operands(in, 3, 3, e));
    const char *name = in->operands[2];
    if (strchr(name, '"')) { /* every article has words in quotes */
        text = slice_of(name);
        name = "article";
    } else if (strcmp(name, "-") == 0) {
        TRY(read_input(&text, in->arena, e));
        name = "input";
    } else {
        TRY(disk_read(name, CLAUSE_TEXT_BYTES_MAX, &text, in->arena, e));
    }
    TRY(session_open(s, in->operands[1], 1, in->arena, e));
    enum status status = clause_add(&change, s, name, text, e);
    tell_findings(in, &change.findings);
    if (status == STATUS_OK)
        say(in, "%s: clauses added: %d, replaced: %d", in->operands[1], change.added,
            change.replaced);
    return status;
}

static enum status run_remove(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct clause_change change;
    TRY(need_operands(in, 3, OPERAND_MAX, e));
    TRY(session_open(s, in->operands[1], 1, in->arena, e));
    TRY(clause_remove(&change, s, in->operands + 2, in->operand_count - 2, e));
    say(in, "%s: clauses removed: %d", in->operands[1], change.removed);
    return STATUS_OK;
}

static enum status run_test(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct clause_test test;
    int threads = 1;
    TRY(need_operands(in, 2, 2, e));
    int did_index = 0, did_sites = 0;
    TRY(option_threads(in, &threads, e));
    TRY(session_open(s, in->operands[1], 1, in->arena, e));
    TRY(plan_prepare(s, threads, &did_index, &did_sites, e));
    if (did_sites) say(in, "the site conditions were not current and have been worked out");
    if (did_index) say(in, "the index of living standard was not current and has been worked out");
    TRY(clause_test(&test, s, option_text(in, "plan"), threads, e));
    if (option_flag(in, "json"))
        clause_test_write_json(&test, s, &in->out);
    else
        clause_test_write(&test, s, &in->out);
    if (test.impossible_count + test.missed_count > 0)
        in->exit_code = status_exit_code(STATUS_INVALID);
    return STATUS_OK;
}

static enum status run(struct invocation *in, struct err *e)
{
    static const struct {
        const char *name;
        enum status (*run)(struct invocation *, struct err *);
    } actions[] = {
        {"list", run_list}, {"add", run_add}, {"remove", run_remove}, {"test", run_test}};
    struct near near = near_start(slice_of(in->operands[0]));
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        near_offer(&near, actions[i].name);
        if (strcmp(in->operands[0], actions[i].name) == 0) return actions[i].run(in, e);
    }
    return err_set(e, STATUS_USAGE, "'%s' is none of list, add, remove, test%s%s%s",
                   in->operands[0], near.best ? "; did you mean " : "", near.best ? near.best : "",
                   near.best ? "?" : "");
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "with test: plan to test under (default: the last one in the file)"},
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_clause = {
    .name = "clause",
    .usage = "list|add|remove|test FILE.gpkg [ARTICLE|FILE|-|CODE…]",
    .brief = "the decree as text: show it, change it, test every clause",
    .details =
        "list shows every clause as an article: its number, the decree's words, the rule in plain "
        "English, and the source. add takes an article as it is (what has a quotation mark in it), "
        "or "
        "reads articles from a file or, with -, from the input: those of a number that is there "
        "replace it. remove takes clauses out by their numbers. A change "
        "with a mistake changes nothing; every mistake is told with line and column.\n\n"
        "test says of every clause whether any plan can keep it, resources and other clauses left "
        "aside; and, when there is a plan, whether the plan keeps the clause as it is now, and how "
        "much room is left. The exit code is 3 when a clause is impossible or missed.",
    .example = "groundwork clause list twenty-by-ten.gpkg",
    .operand_min = 2,
    .operand_max = OPERAND_MAX,
    .options = options,
    .run = run,
};
