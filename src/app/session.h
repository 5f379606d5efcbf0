/* SPDX-License-Identifier: Apache-2.0 */
/*
 * session - a programme file that a verb works on: opened, read and checked.
 *
 * Owner   the arena given to session_open() holds everything read; the handle
 *         is released by session_close().
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"
#include "model/findings.h"
#include "model/programme.h"
#include "store/store.h"

struct session {
    const char *path;
    struct store *store;
    struct arena *arena;
    struct dataset data;
    struct programme programme;
    struct findings findings;           /* warnings of the load */
    char input_hash[DIGEST_TEXT_BYTES]; /* of what plans depend on, as read */
};

/* Open, read (long tables apart, see session_read()) and check.  A programme with mistakes is refused: the sentence has the first one and
 * says that `groundwork validate` lists all.  session_close() is due in any case. */
CHECKED enum status session_open(struct session *s, const char *path, int writable, struct arena *a,
                                 struct err *e);

/* Read a long table too, unless it was. */
CHECKED enum status session_read(struct session *s, enum table_id id, struct err *e);

/* Set the counts of long tables, read or not. */
CHECKED enum status session_count(struct session *s, int row_counts[TABLE_COUNT], struct err *e);

/* Write these tables back, all or none. */
CHECKED enum status session_keep(struct session *s, const enum table_id *ids, int count,
                                 struct err *e);

/* Make session.programme again after input tables were changed by the program itself. */
CHECKED enum status session_reload(struct session *s, struct err *e);

void session_close(struct session *s);

#endif
