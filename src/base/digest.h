/* SPDX-License-Identifier: Apache-2.0 */
/*
 * digest - SHA-256 (libsodium): names an input so that a result can say what it was made from.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

#include "base/slice.h"

enum {
    DIGEST_TEXT_BYTES = 65, /* 64 hexadecimal digits, terminated */
    DIGEST_STATE_BYTES = 128,
};

struct digest {
    _Alignas(16) unsigned char state[DIGEST_STATE_BYTES];
};

void digest_init(struct digest *d);
void digest_add(struct digest *d, const void *bytes, size_t len);

/* Length first, so that ("ab","c") and ("a","bc") differ. */
void digest_slice(struct digest *d, struct slice s);
void digest_text(struct digest *d, char text[DIGEST_TEXT_BYTES]);

#endif
