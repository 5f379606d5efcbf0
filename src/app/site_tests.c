/* SPDX-License-Identifier: Apache-2.0 */
#include "app/site_tests.h"

#include <assert.h>

#include "base/team.h"
#include "site/words.h"

enum {
    BATCH_ROWS = 40 * 1000,
    SENTENCE_BYTES_MAX = 1 << 16,
};

/* What one thread needs to put findings into words. */
struct site_teller {
    struct site_view view;
    struct buf text; /* of the cell being written */
    struct arena batch, *texts;
    struct err err;
    enum status status;
};

/* The columns of site_test, in its order. */
enum {
    AT_SITE,
    AT_SIZE,
    AT_CONDITION,
    AT_PASSED,
    AT_SCORE,
    AT_VALUE,
    AT_LIMIT,
    AT_UNIT,
    AT_SOURCE,
    AT_SENTENCE,
};

enum status site_tests_init(struct site_tests *out, const struct ground *g, int area, int threads,
                            struct arena *a, struct err *e)
{
    const struct programme *p = g->programme;
    const struct table_def *def = table_defs[TABLE_SITE_TEST];
    assert(schema_column(def, slice_of("unit")) == AT_UNIT &&
           schema_column(def, slice_of("sentence")) == AT_SENTENCE);
    *out = (struct site_tests){.ground = g};
    out->sites = ARENA_ARRAY(a, int, (size_t)p->site_count + 1);
    out->tellers = ARENA_ARRAY(a, struct site_teller, (size_t)threads);
    if (!out->sites || !out->tellers) return err_set(e, STATUS_NOMEM, "out of memory for sites");
    for (int i = 0; i < p->site_count; i++)
        if (area < 0 || area_is_within(p, p->sites[i].area, area))
            out->sites[out->site_count++] = i;
    for (; out->threads < threads; out->threads++) {
        struct site_teller *teller = &out->tellers[out->threads];
        teller->text = (struct buf)BUF_INIT(SENTENCE_BYTES_MAX);
        teller->batch = (struct arena)ARENA_INIT(a->limit);
        teller->texts = &teller->batch;
        TRY(site_view_init(&teller->view, g, a, e));
    }
    return STATUS_OK;
}

void site_tests_clear(struct site_tests *t)
{
    for (int i = 0; i < t->threads; i++) {
        buf_clear(&t->tellers[i].text);
        arena_clear(&t->tellers[i].batch);
    }
}

/* What was said, as a cell. */
static void put_said(struct site_teller *teller, struct table *rows, int row, int column)
{
    struct slice said = buf_as_slice(&teller->text);
    if (teller->status == STATUS_OK) teller->status = buf_ok(&teller->text, &teller->err);
    if (teller->status != STATUS_OK || said.len == 0) return;
    const char *copy = arena_strndup(teller->texts, said.at, said.len);
    if (copy)
        table_set_text(rows, row, column, (struct slice){copy, said.len});
    else
        teller->status =
            err_set(&teller->err, STATUS_NOMEM, "no memory for the sentences about sites");
}

static void fill_row(const struct site_tests *t, struct site_teller *teller, int row,
                     const struct site_check *c, enum site_condition condition)
{
    const struct programme *p = t->ground->programme;
    struct site_finding f = site_finding(c, condition);
    table_set_text(t->rows, row, AT_SITE, slice_of(p->sites[c->site].code));
    table_set_text(t->rows, row, AT_SIZE, slice_of(p->sizes[c->size].code));
    table_set_text(t->rows, row, AT_CONDITION, slice_of(site_condition_names[condition]));
    table_set_text(t->rows, row, AT_PASSED, slice_of(f.passed ? "yes" : "no"));
    table_set_real(t->rows, row, AT_SCORE, f.score);
    table_set_real(t->rows, row, AT_VALUE, f.value);
    table_set_real(t->rows, row, AT_LIMIT, f.limit);
    table_set_text(t->rows, row, AT_UNIT, slice_of(f.unit));
    buf_reset(&teller->text);
    site_distance_source(&teller->text, t->ground, c, condition);
    put_said(teller, t->rows, row, AT_SOURCE);
    buf_reset(&teller->text);
    site_sentence(&teller->text, t->ground, c, condition);
    put_said(teller, t->rows, row, AT_SENTENCE);
}

static void fill_site(void *context, int i, int thread)
{
    struct site_tests *t = context;
    struct site_teller *teller = &t->tellers[thread];
    int size_count = t->ground->programme->size_count;
    site_view_move(&teller->view, t->sites[t->batch + i]);
    for (int size = 0; size < size_count; size++) {
        struct site_check c;
        site_check(&teller->view, size, &c);
        for (enum site_condition k = 0; k < SITE_CONDITION_COUNT; k++) {
            int row = (i * size_count + size) * SITE_CONDITION_COUNT + (int)k;
            if (t->refused_only && c.passed[k])
                table_set_text(t->rows, row, AT_PASSED, slice_of("yes")); /* dropped below */
            else
                fill_row(t, teller, row, &c, k);
        }
    }
}

static enum status add_rows(struct table *rows, int count, struct arena *a, struct err *e)
{
    for (int i = 0; i < count; i++)
        if (table_add(rows, a) < 0)
            return err_set(e, STATUS_NOMEM, "no memory for findings about sites");
    return STATUS_OK;
}

static enum status fill_batch(struct site_tests *t, struct table *rows, struct arena *a,
                              struct err *e)
{
    int per_site = t->ground->programme->size_count * SITE_CONDITION_COUNT;
    t->batch = t->next;
    t->batch_count = per_site > 0 ? BATCH_ROWS / per_site + 1 : 0;
    if (t->batch_count > t->site_count - t->next) t->batch_count = t->site_count - t->next;
    t->next += t->batch_count;
    t->rows = rows;
    if (!table_reserve(rows, t->batch_count * per_site, a))
        return err_set(e, STATUS_NOMEM, "no memory for findings about sites");
    TRY(add_rows(rows, t->batch_count * per_site, a, e));
    for (int i = 0; i < t->threads; i++)
        arena_clear(&t->tellers[i].batch);
    team_run(t->threads, t->batch_count, 4, fill_site, t);
    for (int i = 0; i < t->threads; i++)
        if (t->tellers[i].status != STATUS_OK)
            return err_set(e, t->tellers[i].status, "%s", t->tellers[i].err.text);
    if (t->refused_only) table_drop(rows, "passed", slice_of("yes"));
    return STATUS_OK;
}

enum status site_tests_next(struct site_tests *t, struct table *rows, struct arena *a,
                            struct err *e)
{
    do
        TRY(fill_batch(t, rows, a, e));
    while (rows->row_count == 0 && t->next < t->site_count);
    return STATUS_OK;
}

enum status site_tests_add(struct site_tests *t, struct table *rows, int site, int size,
                           struct arena *a, struct err *e)
{
    struct site_teller *teller = &t->tellers[0];
    struct site_check c;
    int first = rows->row_count;
    t->rows = rows;
    teller->texts = a;
    TRY(add_rows(rows, SITE_CONDITION_COUNT, a, e));
    site_view_move(&teller->view, site);
    site_check(&teller->view, size, &c);
    for (enum site_condition k = 0; k < SITE_CONDITION_COUNT; k++)
        fill_row(t, teller, first + (int)k, &c, k);
    teller->texts = &teller->batch;
    if (teller->status != STATUS_OK) return err_set(e, teller->status, "%s", teller->err.text);
    return STATUS_OK;
}

int site_tests_site(const struct site_tests *t, int row)
{
    return t->sites[t->batch + row / (SITE_CONDITION_COUNT * t->ground->programme->size_count)];
}
