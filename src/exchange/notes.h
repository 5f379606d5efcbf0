/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notes - what was not understood, not kept or not written, each kind of it
 * once: how often, and where first.  Nothing of a file is dropped silently.
 */
#ifndef EXCHANGE_NOTES_H
#define EXCHANGE_NOTES_H

#include "base/err.h"
#include "base/map.h"

enum note_kind {
    NOTE_UNKNOWN, /* an element, table or column that is not known here */
    NOTE_VALUE,   /* a value that cannot be right; it was left out */
    NOTE_LEFT,    /* known, but not kept: the other program works it out or only shows it */
    NOTE_LOST,    /* the format that was written has no place for it */
    NOTE_KIND_COUNT,
};

enum {
    NOTES_MAX = 4096, /* kinds of things; more are counted together as "others" */
};

struct note {
    enum note_kind kind;
    struct slice place;  /* "Task/HideBar", "TASK.rev_fdbk_flag" */
    struct slice sample; /* the first value that was not empty, shortened; at == NULL: none */
    long count;
    int line; /* of the first; 0: none */
};

struct notes {
    struct note *notes;
    int count, room;
    struct map index;
    struct arena *arena;
    int failed;
};

/* Memory comes from the arena. */
void notes_init(struct notes *n, struct arena *a);

void notes_add(struct notes *n, enum note_kind kind, struct slice place, int line,
               struct slice value);

/* "PARENT/NAME" as one place. */
void notes_add_in(struct notes *n, enum note_kind kind, const char *parent, struct slice name,
                  int line, struct slice value);

/* STATUS_NOMEM when a note could not be kept. */
CHECKED enum status notes_ok(const struct notes *n, struct err *e);

long notes_count(const struct notes *n, enum note_kind kind);

/* "not understood" …, for people. */
const char *note_kind_text(enum note_kind kind);

#endif
