/* SPDX-License-Identifier: Apache-2.0 */
/*
 * palette - colours whose lightness alone tells the order, so that they hold for
 * colour-blind readers and on a black-and-white printer.
 *
 * Method   three anchors a scale, joined in OKLab (Ottosson 2020), in which equal
 *          steps look equal.  The dark scheme has anchors of its own.
 */
#ifndef REPORT_PALETTE_H
#define REPORT_PALETTE_H

#include "base/buf.h"

enum {
    PALETTE_INDEX_CLASSES = 7, /* classes of the index map: .q0 (worst off) … .q6 */
    PALETTE_COLOUR_BYTES = 8,
};

enum palette_scale {
    PALETTE_INDEX, /* worst off is the strongest */
    PALETTE_YEAR,  /* early is the strongest */
};

/* "#rrggbb" at t in 0..1. */
void palette_colour(enum palette_scale scale, int dark, double t, char out[PALETTE_COLOUR_BYTES]);

/* Custom properties and classes .q0… and .y0…, for light, dark and print. */
void palette_write(struct buf *b, int year_count);

#endif
