/* SPDX-License-Identifier: Apache-2.0 */
/*
 * columns - figures and words under each other, for people.
 *
 * Width is counted in characters, not bytes.
 */
#ifndef APP_COLUMNS_H
#define APP_COLUMNS_H

#include "base/buf.h"

/* "+1 234", "-5", "0" */
void buf_signed(struct buf *b, double value, int decimals);

/* Text, filled with spaces up to the width. */
void buf_left(struct buf *b, const char *text, int width);

/* A figure at the right end of the width, with its sign or as it is. */
void buf_right_signed(struct buf *b, double value, int decimals, int width);
void buf_right(struct buf *b, double value, int decimals, int width);

#endif
