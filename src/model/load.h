/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load - the parts of programme_load(): one file per group of tables.
 *
 * Each part fills its arrays and adds what is wrong to load->findings; a part
 * fails only for lack of memory.  Values have passed dataset_check() before, so
 * required values are there and references are found.
 */
#ifndef MODEL_LOAD_H
#define MODEL_LOAD_H

#include "model/dataset_check.h"
#include "model/programme.h"

struct load {
    struct programme *p;
    const struct dataset *d;
    const struct code_index *index;
    struct findings *findings;
    struct arena *arena;
};

static inline const struct table *load_table(const struct load *l, enum table_id id)
{
    return &l->d->tables[id];
}

/* A copy of the text, "" where there is none; NULL only when memory is out. */
const char *load_text(struct load *l, const struct table *t, int row, const char *column);

/* The same, STATUS_NOMEM when memory is out. */
CHECKED enum status load_text_into(struct load *l, const struct table *t, int row,
                                   const char *column, const char **out, struct err *e);

/* What nearly every row begins with. */
CHECKED enum status load_code_and_name(struct load *l, const struct table *t, int row,
                                       const char **code, const char **name, struct err *e);

/* The number, or `otherwise` where there is none. */
double load_real(const struct table *t, int row, const char *column, double otherwise);

/* Index of the row a reference names, or -1 where there is none. */
int load_reference(const struct load *l, const struct table *t, int row, const char *column);

/* Does a text column hold this word? */
int load_is(const struct table *t, int row, const char *column, const char *word);

/* Programme year 0.. of a calendar year column, or `otherwise` where it is empty. */
int load_year(const struct load *l, const struct table *t, int row, const char *column,
              int otherwise);

CHECKED enum status load_areas(struct load *l, struct err *e);
CHECKED enum status load_goods(struct load *l, struct err *e);
CHECKED enum status load_resources(struct load *l, struct err *e);
CHECKED enum status load_facilities(struct load *l, struct err *e);
CHECKED enum status load_places(struct load *l, struct err *e);
CHECKED enum status load_trade(struct load *l, struct err *e);
CHECKED enum status load_clauses(struct load *l, struct err *e);
CHECKED enum status load_decided(struct load *l, struct err *e);
CHECKED enum status load_adopted(struct load *l, struct err *e);

#define LOAD_ARRAY(l, pointer, count)                                                \
    do {                                                                             \
        (pointer) = arena_alloc((l)->arena, (size_t)(count) + 1, sizeof *(pointer)); \
        if (!(pointer)) return err_set(e, STATUS_NOMEM, "out of memory");            \
    } while (0)

#endif
