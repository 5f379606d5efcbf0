/* SPDX-License-Identifier: Apache-2.0 */
/*
 * values - the figures of the compared areas, completed and normalised.
 *
 * Order    latest raw value of each indicator, or the share of need met of its good;
 *          then the missing policy; then normalisation over all values, filled ones
 *          too.  So a filled mean lies inside the range and does not move it.
 * Findings an error for each gap that the policy refuses or cannot fill, and for an area of
 *          which nothing is known; a warning for each indicator with values filled, left
 *          out, cut off, without differences, or not used.
 */
#ifndef DIAGNOSE_VALUES_H
#define DIAGNOSE_VALUES_H

#include "diagnose/areas.h"
#include "diagnose/indicators.h"

enum cell_origin {
    CELL_GIVEN,
    CELL_DERIVED,
    CELL_IMPUTED,
    CELL_OMITTED,
};

/* Cell of indicator j and compared area i: [j * area_count + i]. */
struct values {
    int area_count, indicator_count;
    double *raw;   /* NaN: none */
    double *score; /* 1..100, NaN: left out */
    enum cell_origin *origin;
    int gap_count;  /* cells imputed or omitted */
    int *area_gaps; /* [area] the same of each area, over indicators of positive weight */
};

struct values_input {
    const struct compared *areas;
    const struct indicator_list *indicators;
    const struct programme *p;
    const struct dataset *d;
};

/* With error findings the scores are not to be used.  Lives in the arena of the findings. */
CHECKED enum status values_read(struct values *out, const struct values_input *from,
                                struct findings *findings, struct err *e);

#endif
