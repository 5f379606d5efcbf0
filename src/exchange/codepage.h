/* SPDX-License-Identifier: Apache-2.0 */
/*
 * codepage - Windows-1252 to UTF-8 and back.
 *
 * Source   Unicode, "cp1252.txt"; the five bytes that have no meaning there are
 *          the control characters of the same number, as the WHATWG has them.
 */
#ifndef EXCHANGE_CODEPAGE_H
#define EXCHANGE_CODEPAGE_H

#include "base/arena.h"
#include "base/buf.h"

/* The text as UTF-8 in the arena, or itself when it is UTF-8 already (a byte order mark is taken
 * off); at == NULL when memory is out. */
struct slice codepage_to_utf8(struct slice text, struct arena *a);

/* Add UTF-8 text as Windows-1252; 0, and nothing added, when a character is not in it. */
int codepage_from_utf8(struct buf *out, struct slice text);

#endif
