/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

enum {
    FIRST_BYTES = 256,
};

/* Room for len more bytes and the terminator; 0 when there is none. */
static int reserve(struct buf *b, size_t len)
{
    if (b->failed) return 0;
    if (len >= b->limit || b->len > b->limit - len - 1) return !(b->failed = 1);
    size_t needed = b->len + len + 1;
    if (needed <= b->size) return 1;

    size_t size = b->size ? b->size : FIRST_BYTES;
    while (size < needed)
        size = size > b->limit / 2 ? b->limit : size * 2;
    char *grown = fault() ? NULL : realloc(b->at, size);
    if (!grown) return !(b->failed = 1);
    b->at = grown;
    b->size = size;
    return 1;
}

void buf_add(struct buf *b, const char *bytes, size_t len)
{
    assert(b && (bytes || len == 0));
    if (!reserve(b, len)) return;
    if (len) memcpy(b->at + b->len, bytes, len);
    b->len += len;
    b->at[b->len] = '\0';
}

void buf_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_slice(struct buf *b, struct slice s)
{
    buf_add(b, s.at, s.len);
}

void buf_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (len >= 0 && reserve(b, (size_t)len)) {
        vsnprintf(b->at + b->len, (size_t)len + 1, fmt, again);
        b->len += (size_t)len;
    } else {
        b->failed = 1;
    }
    va_end(again);
}

void buf_reset(struct buf *b)
{
    b->len = 0;
    if (b->at) b->at[0] = '\0';
}

void buf_clear(struct buf *b)
{
    free(b->at);
    *b = (struct buf)BUF_INIT(b->limit);
}

enum status buf_ok(const struct buf *b, struct err *e)
{
    if (!b->failed) return STATUS_OK;
    return err_set(e, STATUS_NOMEM, "out of memory while writing text (limit %zu bytes)", b->limit);
}
