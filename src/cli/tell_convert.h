/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tell_convert - what `convert` found out, as text or JSON.
 */
#ifndef CLI_TELL_CONVERT_H
#define CLI_TELL_CONVERT_H

#include "app/convert.h"
#include "cli/cmd.h"

void tell_convert(struct buf *out, const struct convert_answer *a);
void tell_convert_json(struct buf *out, const struct convert_answer *a);

#endif
