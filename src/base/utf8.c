/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <string.h>

/* Bytes of the character at p, or 0 when it is not one (overlong, surrogate, cut). */
static size_t character_bytes(const unsigned char *p, size_t left)
{
    static const unsigned least[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (p[0] < 0x80) return 1;
    size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || len > left) return 0;
    unsigned code = p[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
        code = code << 6 | (p[i] & 0x3Fu);
    }
    if (code < least[len] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return 0;
    return len;
}

int utf8_count_newlines(struct slice text)
{
    int lines = 0;
    const char *end = text.at + text.len;
    for (const char *p = text.at; p < end; p++) {
        p = memchr(p, '\n', (size_t)(end - p));
        if (!p) break;
        lines++;
    }
    return lines;
}

int utf8_line_of(struct slice text, const char *place)
{
    return 1 + utf8_count_newlines((struct slice){text.at, (size_t)(place - text.at)});
}

int utf8_valid(struct slice text, int *line)
{
    const unsigned char *p = (const unsigned char *)text.at;
    for (size_t i = 0; i < text.len;) {
        size_t len = character_bytes(p + i, text.len - i);
        if (len == 0) {
            if (line) *line = utf8_line_of(text, text.at + i);
            return 0;
        }
        i += len;
    }
    return 1;
}
