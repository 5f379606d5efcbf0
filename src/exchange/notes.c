/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/notes.h"

#include <stdio.h>

#include "exchange/rows.h"

enum {
    PLACE_MAX = 120,
    SAMPLE_MAX = 40,
};

void notes_init(struct notes *n, struct arena *a)
{
    *n = (struct notes){.arena = a};
    n->failed = !map_init(&n->index, NOTES_MAX + 1, a);
}

const char *note_kind_text(enum note_kind kind)
{
    static const char *const texts[NOTE_KIND_COUNT] = {"not understood", "wrong value, left out",
                                                       "not kept", "not written"};
    return texts[kind];
}

/* At most max bytes of a text, not cutting a UTF-8 character; NULL when memory is out. */
static struct slice kept(struct notes *n, struct slice s, size_t max)
{
    size_t len = s.len < max ? s.len : max;
    while (len < s.len && len > 0 && ((unsigned char)s.at[len] & 0xc0) == 0x80)
        len--;
    return (struct slice){arena_strndup(n->arena, s.at, len), len};
}

static struct note *start_note(struct notes *n, enum note_kind kind, struct slice key)
{
    struct slice copy = kept(n, key, key.len);
    n->notes = rows_grow(n->notes, n->count, &n->room, sizeof *n->notes, n->arena);
    if (!copy.at || !n->notes) return NULL;
    struct note *note = &n->notes[n->count];
    *note = (struct note){.kind = kind, .place = {copy.at + 1, copy.len - 1}};
    (void)map_put(&n->index, copy, n->count++);
    return note;
}

/* The note of a kind and place, started when it is the first; NULL when memory is out. */
static struct note *note_of(struct notes *n, enum note_kind kind, struct slice place)
{
    char key[PLACE_MAX + 2];
    struct slice whole = {key, place.len + 1};
    key[0] = (char)('0' + (int)kind);
    if (place.len) memcpy(key + 1, place.at, place.len);
    int at = map_get(&n->index, whole);
    return at >= 0 ? &n->notes[at] : start_note(n, kind, whole);
}

void notes_add(struct notes *n, enum note_kind kind, struct slice place, int line,
               struct slice value)
{
    if (n->failed) return;
    if (place.len > PLACE_MAX) place.len = PLACE_MAX;
    if (n->count >= NOTES_MAX - NOTE_KIND_COUNT) place = slice_of("others");
    struct note *note = note_of(n, kind, place);
    n->failed = !note;
    if (!note) return;
    note->count++;
    if (!note->line) note->line = line;
    if (note->sample.at || !value.len) return;
    note->sample = kept(n, value, SAMPLE_MAX);
    n->failed = !note->sample.at;
}

void notes_add_in(struct notes *n, enum note_kind kind, const char *parent, struct slice name,
                  int line, struct slice value)
{
    char text[PLACE_MAX + 1];
    int len = snprintf(text, sizeof text, "%s/%.*s", parent, SLICE_ARGS(name));
    if (len > PLACE_MAX) len = PLACE_MAX;
    notes_add(n, kind, (struct slice){text, (size_t)len}, line, value);
}

enum status notes_ok(const struct notes *n, struct err *e)
{
    if (n->failed) return err_set(e, STATUS_NOMEM, "out of memory for what was not understood");
    return STATUS_OK;
}

long notes_count(const struct notes *n, enum note_kind kind)
{
    long count = 0;
    for (int i = 0; i < n->count; i++)
        if (n->notes[i].kind == kind) count += n->notes[i].count;
    return count;
}
