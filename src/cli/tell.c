/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tell.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"

enum {
    SENTENCE_MAX = 2048,
    LINES_MAX = 50, /* on a screen; validate lists all */
};

static int is_quiet(const struct invocation *in)
{
    for (int i = 0; in->cmd->options && in->cmd->options[i].name; i++)
        if (strcmp(in->cmd->options[i].name, "quiet") == 0) return in->values[i] != NULL;
    return 0;
}

void tell_findings(const struct invocation *in, const struct findings *f)
{
    int only_one_error = f->error_count == 1 && f->warning_count == 0;
    if (only_one_error || f->count == 0) return;
    int quiet = is_quiet(in);
    int shown = 0, hidden = 0;
    for (int i = 0; i < f->count; i++) {
        const struct finding *x = &f->list[i];
        if (quiet && !x->is_error) continue;
        if (shown == LINES_MAX) {
            hidden++;
            continue;
        }
        shown++;
        (void)fprintf(stderr, "%s: %s%s%s: %s\n", x->is_error ? "error" : "warning", x->place,
                      x->column ? ": " : "", x->column ? x->column : "", x->sentence);
    }
    hidden += f->error_count + f->warning_count - f->count;
    if (hidden > 0)
        (void)fprintf(stderr, "… and %d more ('groundwork validate' lists all)\n", hidden);
}

void tell_shipments(const struct invocation *in, const struct schedule_answer *x)
{
    const char *path = in->operands[0];
    if (x->shipments.state == SHIPMENTS_UNMET)
        say(in,
            "the shipments of plan '%s' leave a need unmet and are not used; materials arrive as "
            "table arrival says",
            x->plan);
    if (x->shipments.state != SHIPMENTS_TAKEN) return;
    say(in, "materials arrive as 'supply' sent them for plan '%s'", x->plan);
    if (x->shipments.is_stale)
        say(in,
            "figures have changed since those shipments were made; 'groundwork supply %s' makes "
            "them anew",
            path);
}

/* A long value may have been cut within a character: JSON must be UTF-8 all the same. */
static struct slice as_utf8(char copy[SENTENCE_MAX], const char *text)
{
    (void)snprintf(copy, SENTENCE_MAX, "%s", text);
    struct slice whole = slice_of(copy);
    if (utf8_valid(whole, NULL)) return whole;
    for (size_t i = 0; i < whole.len; i++) {
        size_t len = 1;
        while (len < 4 && i + len < whole.len && (copy[i + len] & 0xC0) == 0x80)
            len++;
        if (utf8_valid((struct slice){copy + i, len}, NULL))
            i += len - 1;
        else
            copy[i] = '?';
    }
    return whole;
}

void tell_findings_json(struct buf *out, const struct findings *f)
{
    char copy[SENTENCE_MAX];
    struct json j = {out, 0};
    json_open(&j, '{');
    json_key(&j, "errors");
    json_integer(&j, f->error_count);
    json_key(&j, "warnings");
    json_integer(&j, f->warning_count);
    json_key(&j, "findings");
    json_open(&j, '[');
    for (int i = 0; i < f->count; i++) {
        const struct finding *x = &f->list[i];
        json_open(&j, '{');
        json_key(&j, "severity");
        json_text(&j, slice_of(x->is_error ? "error" : "warning"));
        json_key(&j, "place");
        json_text(&j, as_utf8(copy, x->place));
        json_key(&j, "column");
        json_text(&j, slice_of(x->column));
        json_key(&j, "sentence");
        json_text(&j, as_utf8(copy, x->sentence));
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(out, '\n');
}
