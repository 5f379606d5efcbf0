/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dataset_check - does every value keep what the schema says of its column?
 *
 * Required values, ranges, choices, characters of codes, uniqueness of keys and
 * references to other tables; every fault is a finding of its own.  Only results may name what
 * is gone since they were made: that is one warning a column, and no fault.  What values
 * mean together is programme_load()'s to judge.
 */
#ifndef MODEL_DATASET_CHECK_H
#define MODEL_DATASET_CHECK_H

#include "base/map.h"
#include "model/dataset.h"
#include "model/findings.h"

/* Row of each code, for the tables that have a column 'code'; keys borrow from the dataset. */
struct code_index {
    struct map codes[TABLE_COUNT];
};

CHECKED enum status code_index_build(struct code_index *index, const struct dataset *d,
                                     struct arena *a, struct err *e);

CHECKED enum status dataset_check(const struct dataset *d, const struct code_index *index,
                                  struct findings *f, struct arena *a, struct err *e);

#endif
