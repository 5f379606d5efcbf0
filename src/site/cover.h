/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cover - which outlines can hold a place, without asking all of them.
 *
 * Method   a grid over all outlines, about as many cells as there are outlines;
 *          each cell lists those whose box touches it.
 * Cost     O(n) to build, where boxes overlap a few times (a tree of units does);
 *          a question asks the outlines of one cell.
 * Owner    the arena; the outlines must outlive it.
 */
#ifndef SITE_COVER_H
#define SITE_COVER_H

#include "site/polygon.h"

struct cover {
    double west, south, width, height; /* width, height: of a cell, degrees */
    int side;                          /* cells; 0: no outline */
    int *starts;                       /* [cell + 1] */
    int *outlines;                     /* ascending within a cell */
};

CHECKED enum status cover_build(struct cover *out, const struct polygon *outlines, int count,
                                struct arena *a, struct err *e);

/* The outlines that can hold the place; returns how many. */
int cover_at(const struct cover *c, double x, double y, const int **outlines);

#endif
