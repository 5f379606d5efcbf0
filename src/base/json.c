/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <math.h>

#include "base/number.h"

static void begin_value(struct json *j)
{
    if (j->need_comma) buf_char(j->out, ',');
    j->need_comma = 1;
}

void json_open(struct json *j, char bracket)
{
    begin_value(j);
    buf_char(j->out, bracket);
    j->need_comma = 0;
}

void json_shut(struct json *j, char bracket)
{
    buf_char(j->out, bracket);
    j->need_comma = 1;
}

/* '<' is escaped too, so that the text may stand in an HTML script element. */
static void write_quoted(struct buf *b, struct slice text)
{
    buf_char(b, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char ch = (unsigned char)text.at[i];
        if (ch == '"' || ch == '\\') {
            buf_char(b, '\\');
            buf_char(b, (char)ch);
        } else if (ch == '\n') {
            buf_text(b, "\\n");
        } else if (ch < 0x20 || ch == '<') {
            buf_printf(b, "\\u%04x", ch);
        } else {
            buf_char(b, (char)ch);
        }
    }
    buf_char(b, '"');
}

void json_key(struct json *j, const char *key)
{
    begin_value(j);
    write_quoted(j->out, slice_of(key));
    buf_char(j->out, ':');
    j->need_comma = 0;
}

void json_text(struct json *j, struct slice text)
{
    begin_value(j);
    if (text.at)
        write_quoted(j->out, text);
    else
        buf_text(j->out, "null");
}

void json_real(struct json *j, double value)
{
    begin_value(j);
    if (isfinite(value))
        buf_real(j->out, value);
    else
        buf_text(j->out, "null");
}

void json_integer(struct json *j, int64_t value)
{
    begin_value(j);
    buf_integer(j->out, value);
}

void json_flag(struct json *j, int value)
{
    begin_value(j);
    buf_text(j->out, value ? "true" : "false");
}
