/* SPDX-License-Identifier: Apache-2.0 */
/*
 * help - what the command tables say, for people: usage, man page, completion.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "base/buf.h"
#include "cli/cmd.h"

void help_overview(struct buf *b);
void help_short(struct buf *b, const struct cmd *cmd); /* for a bare verb */
void help_full(struct buf *b, const struct cmd *cmd);  /* --help */
void help_man(struct buf *b, const struct cmd *cmd);   /* man page in roff */
void help_completion(struct buf *b);                   /* bash */

/* The verb of that name, or NULL. */
const struct cmd *help_find(const char *name);

#endif
