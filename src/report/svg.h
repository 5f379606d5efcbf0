/* SPDX-License-Identifier: Apache-2.0 */
/*
 * svg - the frame of a small chart: a box, an axis of values, an axis of years.
 *
 * Charts are drawn at about the size they are shown at (360 wide, one column of
 * a phone), so that their lettering stays readable, and set side by side on
 * wide screens.  Colours are classes of report.css, so a chart follows the
 * light or dark scheme of its page.
 */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "base/buf.h"
#include "base/slice.h"

enum {
    SVG_WIDTH = 360,
    SVG_HEIGHT = 210,
};

struct svg_frame {
    double left, right, top, bottom; /* of the plot, in the view box */
    double value_max, value_step;    /* axis from 0; max is a multiple of step */
    int band_count;                  /* years */
};

/* A frame for values 0..max over `bands` years. */
struct svg_frame svg_frame_for(double max, int bands);

/* The largest value is a multiple of a step of 1, 2, 2.5 or 5 times a power of ten, 3 to 6 steps. */
double svg_nice_step(double max);

double svg_x(const struct svg_frame *f, double band); /* middle of a band */
double svg_y(const struct svg_frame *f, double value);

/* <svg> with a name for those who do not see it; the name is escaped. */
void svg_open(struct buf *b, int width, int height, const char *name);
void svg_shut(struct buf *b);

/* Grid lines with numbers; percent: values are shares. */
void svg_value_axis(struct buf *b, const struct svg_frame *f, int percent);

/* Base line and as many years as there is room for. */
void svg_year_axis(struct buf *b, const struct svg_frame *f, int first_year);

/* A number with at most one decimal, as coordinates need it. */
void svg_number(struct buf *b, double value);

/* " x y" pairs of a line over the years, skipping none; values [band_count]. */
void svg_line(struct buf *b, const struct svg_frame *f, const double *values,
              const char *css_class);

/* The area between two lines (low may be NULL: the base line). */
void svg_band(struct buf *b, const struct svg_frame *f, const double *low, const double *high,
              const char *css_class);

#endif
