/* SPDX-License-Identifier: Apache-2.0 */
#include "model/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

enum {
    SENTENCE_MAX = 800,
    PLACE_MAX = 300,
};

void findings_init(struct findings *f, struct arena *a)
{
    memset(f, 0, sizeof *f);
    f->arena = a;
}

static const char *keep(struct findings *f, const char *text)
{
    const char *copy = arena_strndup(f->arena, text, strlen(text));
    if (!copy) f->failed = 1;
    return copy ? copy : "";
}

static void add(struct findings *f, int is_error, const char *place, const char *column,
                const char *sentence)
{
    if (is_error)
        f->error_count++;
    else
        f->warning_count++;
    if (f->count == FINDINGS_MAX || f->failed) return;
    if (!f->list) f->list = ARENA_ARRAY(f->arena, struct finding, FINDINGS_MAX);
    if (!f->list) {
        f->failed = 1;
        return;
    }
    f->list[f->count++] = (struct finding){is_error, keep(f, place),
                                           column ? keep(f, column) : NULL, keep(f, sentence)};
}

void findings_add(struct findings *f, int is_error, const char *place, const char *column,
                  const char *fmt, ...)
{
    char sentence[SENTENCE_MAX];
    va_list args;
    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    add(f, is_error, place, column, sentence);
}

void findings_row(struct findings *f, int is_error, const struct table *t, int row,
                  const char *column, const char *fmt, ...)
{
    char sentence[SENTENCE_MAX], place[PLACE_MAX];
    va_list args;
    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    const char *origin = t->origin ? t->origin : t->def->name;
    if (row < 0)
        snprintf(place, sizeof place, "%s", origin);
    else if (t->origin && t->lines && t->lines[row] > 0)
        snprintf(place, sizeof place, "%s:%d", origin, t->lines[row]);
    else if (!t->origin && t->lines && t->lines[row] > 0 && t->lines[row] != row + 1)
        snprintf(place, sizeof place, "%s row %d (fid %d)", origin, row + 1, t->lines[row]);
    else
        snprintf(place, sizeof place, "%s row %d", origin, row + 1);
    add(f, is_error, place, column, sentence);
}

void findings_write(const struct findings *f, struct buf *b)
{
    for (int i = 0; i < f->count; i++) {
        const struct finding *x = &f->list[i];
        buf_printf(b, "%s: %s", x->is_error ? "error" : "warning", x->place);
        if (x->column) buf_printf(b, ": %s", x->column);
        buf_printf(b, ": %s\n", x->sentence);
    }
    int hidden = f->error_count + f->warning_count - f->count;
    if (hidden > 0) buf_printf(b, "… and %d more\n", hidden);
}

enum status findings_status(const struct findings *f, struct err *e)
{
    if (f->failed) return err_set(e, STATUS_NOMEM, "out of memory while checking the input");
    if (f->error_count == 0) return STATUS_OK;
    int i = 0;
    while (i < f->count - 1 && !f->list[i].is_error)
        i++;
    const struct finding *x = &f->list[i];
    if (f->error_count == 1)
        return err_set(e, STATUS_INVALID, "%s: %s%s%s", x->place, x->column ? x->column : "",
                       x->column ? ": " : "", x->sentence);
    return err_set(e, STATUS_INVALID, "%d errors; the first: %s: %s%s%s", f->error_count, x->place,
                   x->column ? x->column : "", x->column ? ": " : "", x->sentence);
}
