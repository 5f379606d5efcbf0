/* SPDX-License-Identifier: Apache-2.0 */
#include "report/svg.h"

#include <math.h>

#include "report/html.h"
#include "report/text.h"

double svg_nice_step(double max)
{
    if (!(max > 0) || !isfinite(max)) return 0.25;
    static const double leads[] = {1, 2, 2.5, 5, 10};
    double raw = max / 5, power = pow(10, floor(log10(raw)));
    for (int i = 0; i < 5; i++)
        if (leads[i] * power >= raw * (1 - 1e-9)) return leads[i] * power;
    return 10 * power;
}

struct svg_frame svg_frame_for(double max, int bands)
{
    struct svg_frame f = {46, SVG_WIDTH - 8, 10, SVG_HEIGHT - 24, 1, 0.25, bands};
    f.value_step = svg_nice_step(max);
    f.value_max = max > 0 && isfinite(max) ? ceil(max / f.value_step - 1e-9) * f.value_step : 1;
    return f;
}

double svg_x(const struct svg_frame *f, double band)
{
    return f->left + (band + 0.5) * (f->right - f->left) / f->band_count;
}

double svg_y(const struct svg_frame *f, double value)
{
    double share = fmin(fmax(value / f->value_max, 0), 1);
    return f->bottom - share * (f->bottom - f->top);
}

void svg_number(struct buf *b, double value)
{
    double rounded = round(value * 10) / 10;
    if (rounded == floor(rounded))
        buf_printf(b, "%.0f", rounded + 0.0);
    else
        buf_printf(b, "%.1f", rounded);
}

void svg_open(struct buf *b, int width, int height, const char *name)
{
    html_add(b, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", width,
             height, name);
}

void svg_shut(struct buf *b)
{
    buf_text(b, "</svg>");
}

void svg_value_axis(struct buf *b, const struct svg_frame *f, int percent)
{
    int steps = (int)lround(f->value_max / f->value_step);
    for (int i = 0; i <= steps; i++) {
        double value = i * f->value_step, y = svg_y(f, value);
        struct text label = percent ? text_share(value) : text_tick(value);
        html_add(b, "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>", f->left, y, f->right);
        html_add(b, "<text class=\"tick end\" x=\"%.1f\" y=\"%.1f\">%s</text>", f->left - 5,
                 y + 3.5, label.at);
    }
}

void svg_year_axis(struct buf *b, const struct svg_frame *f, int first_year)
{
    double band = (f->right - f->left) / f->band_count;
    int every = (int)ceil(32 / band);
    if (every > 2 && every < 5) every = 5;
    if (every > 5 && every < 10) every = 10;
    html_add(b, "<path class=\"base\" d=\"M%.1f %.1fH%.1f\"/>", f->left, f->bottom, f->right);
    for (int i = 0; i < f->band_count; i += every)
        html_add(b, "<text class=\"tick mid\" x=\"%.1f\" y=\"%.1f\">%d</text>", svg_x(f, i),
                 f->bottom + 15, first_year + i);
}

static void add_points(struct buf *b, const struct svg_frame *f, const double *values,
                       int backwards)
{
    for (int k = 0; k < f->band_count; k++) {
        int i = backwards ? f->band_count - 1 - k : k;
        if (isnan(values[i])) continue;
        svg_number(b, svg_x(f, i));
        buf_char(b, ' ');
        svg_number(b, svg_y(f, values[i]));
        buf_char(b, ' ');
    }
}

void svg_line(struct buf *b, const struct svg_frame *f, const double *values, const char *css_class)
{
    html_add(b, "<polyline class=\"%s\" points=\"", css_class);
    add_points(b, f, values, 0);
    buf_text(b, "\"/>");
}

void svg_band(struct buf *b, const struct svg_frame *f, const double *low, const double *high,
              const char *css_class)
{
    html_add(b, "<polygon class=\"%s\" points=\"", css_class);
    add_points(b, f, high, 0);
    if (low) {
        add_points(b, f, low, 1);
    } else {
        html_add(b, "%.1f %.1f %.1f %.1f", svg_x(f, f->band_count - 1), f->bottom, svg_x(f, 0),
                 f->bottom);
    }
    buf_text(b, "\"/>");
}
