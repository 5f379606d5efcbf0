/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include <sodium.h>
#include <stdint.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= DIGEST_STATE_BYTES, "digest state is too small");

static crypto_hash_sha256_state *state_of(struct digest *d)
{
    return (crypto_hash_sha256_state *)d->state;
}

void digest_init(struct digest *d)
{
    crypto_hash_sha256_init(state_of(d));
}

void digest_add(struct digest *d, const void *bytes, size_t len)
{
    crypto_hash_sha256_update(state_of(d), bytes, len);
}

void digest_slice(struct digest *d, struct slice s)
{
    uint64_t len = s.at ? s.len : UINT64_MAX;
    unsigned char prefix[8];
    for (int i = 0; i < 8; i++)
        prefix[i] = (unsigned char)(len >> (8 * i));
    digest_add(d, prefix, sizeof prefix);
    digest_add(d, s.at ? s.at : "", s.len);
}

void digest_text(struct digest *d, char text[DIGEST_TEXT_BYTES])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state_of(d), hash);
    sodium_bin2hex(text, DIGEST_TEXT_BYTES, hash, sizeof hash);
}
