/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clause_form - which columns each kind of clause reads.
 *
 * A filled column that a kind does not read is a mistake of the writer: it would
 * look like a rule that nobody applies.
 */
#ifndef MODEL_CLAUSE_FORM_H
#define MODEL_CLAUSE_FORM_H

#include "model/programme.h"

enum clause_field {
    FIELD_AREA = 1,
    FIELD_EACH = 2,
    FIELD_AFTER = 4,
    FIELD_STAGE = 8,
    FIELD_YEAR_FIRST = 16,
    FIELD_YEAR_LAST = 32,
    FIELD_TYPE = 64,
    FIELD_SITE = 128,
    FIELD_AT_LEAST = 256,
    FIELD_AT_MOST = 512,
    FIELD_PENALTY = 1024,
    CLAUSE_FIELD_COUNT = 11,
};

struct clause_form {
    const char *name;   /* the word in column kind */
    unsigned may, must; /* fields */
    int counts;         /* needs at_least or at_most */
};

extern const struct clause_form clause_forms[CLAUSE_KIND_COUNT];

/* Column of field 1 << i. */
extern const char *const clause_field_columns[CLAUSE_FIELD_COUNT];

#endif
