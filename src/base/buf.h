/* SPDX-License-Identifier: Apache-2.0 */
/*
 * buf - bytes that grow: the one way to build text.
 *
 * Owner    whoever declared it calls buf_clear().
 * Errors   sticky: after the first failure every call does nothing, and
 *          buf_ok() says so once at the end, as with stdio.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/err.h"
#include "base/slice.h"

struct buf {
    char *at; /* always terminated once anything was added */
    size_t len, size;
    size_t limit; /* never grow beyond */
    int failed;
};

#define BUF_INIT(max_bytes)        \
    {                              \
        NULL, 0, 0, (max_bytes), 0 \
    }

void buf_add(struct buf *b, const char *bytes, size_t len);
void buf_text(struct buf *b, const char *text);
void buf_slice(struct buf *b, struct slice s);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);

/* Empty it, keep the memory. */
void buf_reset(struct buf *b);
void buf_clear(struct buf *b);

/* STATUS_NOMEM when any addition failed. */
CHECKED enum status buf_ok(const struct buf *b, struct err *e);

static inline struct slice buf_as_slice(const struct buf *b)
{
    return (struct slice){b->at ? b->at : "", b->len};
}

#endif
