/* SPDX-License-Identifier: Apache-2.0 */
/* Each allocation of reading and writing both formats fails once. */
#include "exchange/ics.h"
#include "exchange/mspdi.h"
#include "exchange/table.h"
#include "exchange/xer.h"
#include "kit/random_project.h"
#include "kit/torture.h"

enum {
    TEXT_BYTES = 4 << 20,
    ARENA_BYTES = 64 << 20,
};

static struct buf mspdi_text, xer_text;

/* The files, made undisturbed. */
static void make_files(void)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct gen g = {11};
    struct project p;
    struct notes notes;
    fault_arm(0);
    notes_init(&notes, &a);
    mspdi_text = (struct buf)BUF_INIT(TEXT_BYTES);
    xer_text = (struct buf)BUF_INIT(TEXT_BYTES);
    random_project(&g, &p, 12, TO_BOTH, &a);
    CHECK(mspdi_write(&mspdi_text, &p, &notes, &a, NULL) == STATUS_OK);
    CHECK(xer_write(&xer_text, &p, &notes, &a, NULL) == STATUS_OK);
    arena_clear(&a);
}

static enum status pass(int xer)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct project p;
    struct notes notes;
    struct err e = {0};
    struct buf out = BUF_INIT(TEXT_BYTES);
    int count;
    notes_init(&notes, &a);
    enum status s = xer ? xer_read(&p, buf_as_slice(&xer_text), "t", &notes, &a, &e)
                        : mspdi_read(&p, buf_as_slice(&mspdi_text), "t", &notes, &a, &e);
    if (s == STATUS_OK) s = (xer ? xer_write : mspdi_write)(&out, &p, &notes, &a, &e);
    if (s == STATUS_OK) s = ics_write(&out, &p, &count, &a, &e);
    if (s == STATUS_OK) s = table_write(&out, &p, &a, &e);
    if (s != STATUS_OK) CHECK(e.text[0] != '\0');
    buf_clear(&out);
    arena_clear(&a);
    return s;
}

static enum status mspdi(void)
{
    return pass(0);
}

static enum status xer(void)
{
    return pass(1);
}

TEST(mspdi_without_memory)
{
    make_files();
    torture(mspdi);
    buf_clear(&mspdi_text);
    buf_clear(&xer_text);
}

TEST(xer_without_memory)
{
    make_files();
    torture(xer);
    buf_clear(&mspdi_text);
    buf_clear(&xer_text);
}

SUITE(CASE(mspdi_without_memory), CASE(xer_without_memory))
