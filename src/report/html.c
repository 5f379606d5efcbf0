/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/digest.h"

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* Bytes of the character at p as RFC 3629 has them, or 0. */
static size_t character_bytes(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80) return 1;
    size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || len > left) return 0;
    for (size_t i = 1; i < len; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    int overlong = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xF0 && p[1] < 0x90);
    int beyond = (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF4 && p[1] > 0x8F);
    return overlong || beyond ? 0 : len;
}

static const char *entity(unsigned char ch)
{
    switch (ch) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static int is_control(unsigned char ch)
{
    return (ch < 0x20 && ch != '\t' && ch != '\n') || ch == 0x7F;
}

static void add_clean(struct buf *b, struct slice text, int escape)
{
    const unsigned char *p = (const unsigned char *)text.at;
    size_t plain = 0; /* start of the bytes not yet written */
    for (size_t i = 0; i < text.len;) {
        size_t len = character_bytes(p + i, text.len - i);
        const char *instead = escape ? entity(p[i]) : NULL;
        if (len == 0 || is_control(p[i])) instead = REPLACEMENT;
        if (!instead) {
            i += len;
            continue;
        }
        buf_add(b, text.at + plain, i - plain);
        buf_text(b, instead);
        plain = ++i;
    }
    if (text.len) buf_add(b, text.at + plain, text.len - plain);
}

void html_text(struct buf *b, struct slice text)
{
    add_clean(b, text, 1);
}

void html_plain(struct buf *b, struct slice text)
{
    add_clean(b, text, 0);
}

void html_json(struct buf *b, struct slice json)
{
    const unsigned char *p = (const unsigned char *)json.at;
    for (size_t i = 0; i < json.len;) {
        size_t len = character_bytes(p + i, json.len - i);
        if (len == 0)
            buf_text(b, REPLACEMENT);
        else if (p[i] == '<' || p[i] == '>' || p[i] == '&')
            buf_printf(b, "\\u%04x", p[i]);
        else
            buf_add(b, json.at + i, len);
        i += len ? len : 1;
    }
}

/* A number: hand its conversion to buf_printf. */
static void add_number(struct buf *b, const char *conversion, int longs, va_list *args)
{
    char kind = conversion[strlen(conversion) - 1];
    if (kind == 'f' || kind == 'g') {
        double value = va_arg(*args, double);
        buf_printf(b, conversion, value);
        return;
    }
    if (longs == 2) {
        long long value = va_arg(*args, long long);
        buf_printf(b, conversion, value);
        return;
    }
    int value = va_arg(*args, int);
    buf_printf(b, conversion, value);
}

/* The conversion after '%' at *fmt; moves *fmt behind it. */
static void add_conversion(struct buf *b, const char **fmt, va_list *args)
{
    char conversion[16] = "%";
    size_t len = 1;
    int longs = 0, precision = -1;
    const char *p = *fmt;
    while (!strchr("sdufgc%", *p)) {
        assert(*p && len + 2 < sizeof conversion);
        longs += *p == 'l';
        if (*p == '*') precision = va_arg(*args, int);
        conversion[len++] = *p++;
    }
    conversion[len++] = *p;
    conversion[len] = '\0';
    *fmt = p + 1;
    if (*p == '%') {
        buf_char(b, '%');
    } else if (*p == 's') {
        const char *text = va_arg(*args, const char *);
        html_text(b, precision < 0 ? slice_of(text) : (struct slice){text, (size_t)precision});
    } else {
        assert(precision < 0);
        add_number(b, conversion, longs, args);
    }
}

void html_add(struct buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    while (*fmt) {
        size_t plain = strcspn(fmt, "%");
        buf_add(b, fmt, plain);
        fmt += plain;
        if (*fmt == '%') {
            fmt++;
            add_conversion(b, &fmt, &args);
        }
    }
    va_end(args);
}

static unsigned hex_value(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void html_hash(struct slice content, char out[HTML_HASH_BYTES])
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct digest digest;
    char hex[DIGEST_TEXT_BYTES];
    unsigned char hash[33] = {0}; /* 32 and one of padding */
    digest_init(&digest);
    digest_add(&digest, content.at, content.len);
    digest_text(&digest, hex);
    for (int i = 0; i < 32; i++)
        hash[i] =
            (unsigned char)(hex_value(hex[(size_t)i * 2]) << 4 | hex_value(hex[(size_t)i * 2 + 1]));
    for (int i = 0; i < 11; i++) {
        const unsigned char *h = hash + (size_t)i * 3;
        unsigned bits = (unsigned)h[0] << 16 | (unsigned)h[1] << 8 | h[2];
        for (int k = 0; k < 4; k++)
            out[(size_t)i * 4 + (size_t)k] = letters[bits >> (18 - 6 * k) & 63u];
    }
    out[43] = '=';
    out[44] = '\0';
}
