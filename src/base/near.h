/* SPDX-License-Identifier: Apache-2.0 */
/*
 * near - which of these words was meant: the one at the smallest edit distance.
 *
 * Method   Damerau-Levenshtein, optimal string alignment; a word counts as
 *          near when at most a third of its letters must change.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include "base/slice.h"

struct near {
    struct slice wanted;
    const char *best; /* NULL: nothing near yet */
    int distance;
};

struct near near_start(struct slice wanted);
void near_offer(struct near *n, const char *word);

#endif
