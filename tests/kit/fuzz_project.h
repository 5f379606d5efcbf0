/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_project - what must hold of any project that a reader let through: its
 * dates can be computed and compared, and what is written of it is read again.
 */
#ifndef KIT_FUZZ_PROJECT_H
#define KIT_FUZZ_PROJECT_H

#include <stdlib.h>

#include "exchange/ics.h"
#include "exchange/mspdi.h"
#include "exchange/table.h"
#include "exchange/xer.h"
#include "project/compare.h"

enum {
    FUZZ_ARENA_BYTES = 128 << 20,
    FUZZ_TEXT_BYTES = 32 << 20,
};

typedef enum status fuzz_reader(struct project *out, struct slice text, const char *file,
                                struct notes *notes, struct arena *a, struct err *e);
typedef enum status fuzz_writer(struct buf *out, const struct project *p, struct notes *notes,
                                struct arena *scratch, struct err *e);

static inline int ran_out(enum status s)
{
    return s == STATUS_NOMEM || s == STATUS_LIMIT;
}

static inline void fuzz_written(const struct project *p, fuzz_writer *write, fuzz_reader *read,
                                struct arena *a)
{
    struct project again;
    struct notes notes;
    struct err e;
    struct buf text = BUF_INIT(FUZZ_TEXT_BYTES);
    notes_init(&notes, a);
    enum status s = write(&text, p, &notes, a, &e);
    if (s == STATUS_OK) s = read(&again, buf_as_slice(&text), "again", &notes, a, &e);
    if (s == STATUS_OK && again.link_count > p->link_count) abort();
    if (s != STATUS_OK && !ran_out(s)) abort(); /* what we write we must read */
    buf_clear(&text);
}

static inline void fuzz_project(const uint8_t *data, size_t size, fuzz_reader *read)
{
    struct arena a = ARENA_INIT(FUZZ_ARENA_BYTES);
    struct project p;
    struct notes notes;
    struct project_cpm cpm;
    struct project_compare compare;
    struct buf text = BUF_INIT(FUZZ_TEXT_BYTES);
    int count;
    notes_init(&notes, &a);
    struct slice bytes = {(const char *)data, size};
    if (read(&p, bytes, "fuzz", &notes, &a, NULL) == STATUS_OK) {
        if (project_cpm_compute(&cpm, &p, &a, NULL) == STATUS_OK && cpm.outcome == CPM_DONE) {
            (void)!project_compare(&compare, &p, &cpm, &a, NULL);
            if (p.activity_count) project_cpm_explain(&text, &p, &cpm, p.activity_count - 1);
        }
        (void)!ics_write(&text, &p, &count, &a, NULL);
        (void)!table_write(&text, &p, &a, NULL);
        fuzz_written(&p, mspdi_write, mspdi_read, &a);
        fuzz_written(&p, xer_write, xer_read, &a);
    }
    buf_clear(&text);
    arena_clear(&a);
}

#endif
