/* SPDX-License-Identifier: Apache-2.0 */
/*
 * slice - text that somebody else owns: a start and a length, not terminated.
 *
 * A slice with at == NULL means "no value", which is not the empty text.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stddef.h>
#include <string.h>

struct slice {
    const char *at;
    size_t len;
};

#define SLICE_NONE ((struct slice){NULL, 0})

/* printf("%.*s", SLICE_ARGS(s)); shows at most 80 bytes, so that a message stays a sentence. */
#define SLICE_ARGS(s) (int)((s).len < 80 ? (s).len : 80), ((s).at ? (s).at : "")

static inline struct slice slice_of(const char *text)
{
    return text ? (struct slice){text, strlen(text)} : SLICE_NONE;
}

static inline int slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline int slice_is(struct slice a, const char *text)
{
    return slice_equal(a, slice_of(text));
}

/* Byte order, as strcmp: <0, 0, >0. */
static inline int slice_compare(struct slice a, struct slice b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.at, b.at, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

#endif
