/* SPDX-License-Identifier: Apache-2.0 */
/* Calendar texts of P6: what is read has sound spans, and is written and read alike. */
#include <stdlib.h>

#include "exchange/clndr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    ARENA_BYTES = 128 << 20,
    TEXT_BYTES = 32 << 20,
};

static void check(const struct project *p, struct arena *a)
{
    struct project again = *p;
    struct calendar c;
    struct notes notes;
    struct worktime v, w;
    struct err e;
    struct buf text = BUF_INIT(TEXT_BYTES);
    notes_init(&notes, a);
    calendar_init(&c);
    again.calendars = &c;
    if (project_check(p, a, &e) != STATUS_OK && e.code != STATUS_NOMEM) abort();
    enum status s = clndr_write(&text, p, 0, a, &e);
    if (s == STATUS_OK) {
        int read = clndr_read(&c, buf_as_slice(&text), 1, &notes, a);
        if (read == 0) abort();
        if (read > 0 && worktime_build(&v, p, 0, a, NULL) == STATUS_OK &&
            worktime_build(&w, &again, 0, a, NULL) == STATUS_OK && v.week_s / 60 != w.week_s / 60)
            if (v.week_s % 60 == 0) abort();
    }
    buf_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct calendar c;
    struct notes notes;
    struct project p;
    project_init(&p);
    calendar_init(&c);
    notes_init(&notes, &a);
    p.calendars = &c;
    p.calendar_count = 1;
    if (clndr_read(&c, (struct slice){(const char *)data, size}, 1, &notes, &a) > 0) check(&p, &a);
    arena_clear(&a);
    return 0;
}
