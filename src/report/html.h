/* SPDX-License-Identifier: Apache-2.0 */
/*
 * html - text into HTML so that no text can become markup.
 *
 * html_add() is printf whose literal part is markup and whose every %s is
 * escaped, so a page is safe by the way it is written, not by care:
 *
 *     html_add(b, "<td>%.*s</td><td class='n'>%d</td>", HTML_SLICE(name), count);
 *
 * Escapes  & < > " ' ; control characters and bytes that are not UTF-8 become
 *          U+FFFD, because HTML forbids them.
 * Errors   the buf's, sticky.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

/* html_add(b, "%.*s", HTML_SLICE(s)); no value is the empty text. */
#define HTML_SLICE(s) (int)(s).len, ((s).at ? (s).at : "")

/* Conversions: %s %.*s (escaped), %d, %u, %lld, %f with precision, %g, %c, %%. */
void html_add(struct buf *b, const char *fmt, ...) PRINTF(2, 3);

/* Escaped text, for content and for attributes in either kind of quotes. */
void html_text(struct buf *b, struct slice text);

/* The same cleaning without escaping: valid UTF-8 without control characters. */
void html_plain(struct buf *b, struct slice text);

/* A JSON document as the content of a script element: '<', '>' and '&' as \u escapes. */
void html_json(struct buf *b, struct slice json);

/* Base64 of the SHA-256 of a script or style, as Content-Security-Policy wants it. */
enum {
    HTML_HASH_BYTES = 45,
};

void html_hash(struct slice content, char out[HTML_HASH_BYTES]);

#endif
