/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/codepage.h"

#include "base/utf8.h"

/* Code points of the bytes 0x80..0x9f. */
static const unsigned short high[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
};

static size_t put_utf8(char *to, unsigned code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    to[0] = (char)(0xe0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 0x3f));
    to[2] = (char)(0x80 | (code & 0x3f));
    return 3;
}

struct slice codepage_to_utf8(struct slice text, struct arena *a)
{
    int line;
    if (text.len >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0) {
        text.at += 3;
        text.len -= 3;
    }
    if (utf8_valid(text, &line)) return text;
    char *at = ARENA_ARRAY(a, char, text.len * 3 + 1);
    size_t len = 0;
    if (!at) return SLICE_NONE;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        len += put_utf8(at + len, c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c);
    }
    return (struct slice){at, len};
}

/* The next code point of valid UTF-8. */
static unsigned next_code(struct slice text, size_t *i)
{
    unsigned char c = (unsigned char)text.at[(*i)++];
    int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
    unsigned code = more == 0 ? c : c & (0x3fu >> more);
    for (; more > 0 && *i < text.len; more--)
        code = code << 6 | ((unsigned char)text.at[(*i)++] & 0x3f);
    return code;
}

static int byte_of(unsigned code)
{
    if (code < 0x80 || (code >= 0xa0 && code < 0x100)) return (int)code;
    for (int i = 0; i < 32; i++)
        if (high[i] == code) return 0x80 + i;
    return -1;
}

int codepage_from_utf8(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len;)
        if (byte_of(next_code(text, &i)) < 0) return 0;
    for (size_t i = 0; i < text.len;)
        buf_char(out, (char)byte_of(next_code(text, &i)));
    return 1;
}
