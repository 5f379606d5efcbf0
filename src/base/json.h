/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json - write JSON (RFC 8259) into a buf as a stream; commas place themselves.
 *
 *     struct json j = {&b};
 *     json_open(&j, '{');
 *     json_key(&j, "name");  json_text(&j, slice_of("Usi"));
 *     json_shut(&j, '}');
 *
 * Reading is jansson's work, in the one file that needs it.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdint.h>

#include "base/buf.h"

struct json {
    struct buf *out;
    int need_comma;
};

void json_open(struct json *j, char bracket); /* '{' or '[' */
void json_shut(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_text(struct json *j, struct slice text); /* no value: null */
void json_real(struct json *j, double value);      /* not finite: null */
void json_integer(struct json *j, int64_t value);
void json_flag(struct json *j, int value);

#endif
