/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tell_level - the result of `level` as text or JSON.
 */
#ifndef CLI_TELL_LEVEL_H
#define CLI_TELL_LEVEL_H

#include "app/level.h"
#include "base/buf.h"

void tell_level(struct buf *out, const struct level_answer *a);
void tell_level_json(struct buf *out, const struct level_answer *a);

#endif
