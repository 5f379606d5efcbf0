/* SPDX-License-Identifier: Apache-2.0 */
/*
 * utf8 - is this text UTF-8 (RFC 3629), and on which line is a byte.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/slice.h"

/* 0 when not; *line (may be NULL) is then the line, from 1, of the first bad byte. */
int utf8_valid(struct slice text, int *line);

int utf8_count_newlines(struct slice text);

/* Line, from 1, of a place within the text. */
int utf8_line_of(struct slice text, const char *place);

#endif
