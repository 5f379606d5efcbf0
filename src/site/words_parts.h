/* SPDX-License-Identifier: Apache-2.0 */
/*
 * words_parts - what the files of words share: figures as people read them.
 */
#ifndef SITE_WORDS_PARTS_H
#define SITE_WORDS_PARTS_H

#include "site/words.h"

void words_supply(struct buf *b, const struct ground *g, const struct site_check *c, int is_water);
void words_access(struct buf *b, const struct ground *g, const struct site_check *c);
void words_neighbours(struct buf *b, const struct ground *g, const struct site_check *c);

void words_supply_source(struct buf *b, const struct ground *g, const struct site_check *c,
                         int is_water);
void words_access_source(struct buf *b, const struct ground *g, const struct site_check *c);
void words_neighbours_source(struct buf *b, const struct ground *g, const struct site_check *c);

/* About three figures, without zeros at the end. */
void words_figure(struct buf *b, double value);

/* As many decimals as it takes to see that the two differ. */
int words_decimals(double value, double limit);
int words_decimals_from(int decimals, double value, double limit);
void words_at(struct buf *b, double value, int decimals, const char *unit);

void words_km(struct buf *b, struct hit hit);

/* Code of the plant. */
const char *words_size(const struct ground *g, const struct site_check *c);

#endif
