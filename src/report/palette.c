/* SPDX-License-Identifier: Apache-2.0 */
#include "report/palette.h"

#include <math.h>
#include <stdio.h>

struct lab {
    double l, a, b;
};

/* [scale][dark][anchor], as sRGB 0xrrggbb */
static const unsigned anchors[2][2][3] = {
    [PALETTE_INDEX] = {{0x6b1030, 0xd2703f, 0xf6e8c9}, {0xffe3a8, 0xd4683f, 0x4d1f33}},
    [PALETTE_YEAR] = {{0x1b2f7a, 0x1f8a8f, 0xb9d66b}, {0xe3f08c, 0x2fa39b, 0x3a4fb0}},
};

static double to_linear(unsigned byte)
{
    double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static unsigned to_byte(double linear)
{
    double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055;
    return (unsigned)lround(fmin(fmax(c, 0), 1) * 255);
}

static struct lab lab_of(unsigned rgb)
{
    double r = to_linear(rgb >> 16 & 255u), g = to_linear(rgb >> 8 & 255u),
           b = to_linear(rgb & 255u);
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return (struct lab){0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

static unsigned rgb_of(struct lab c)
{
    double l = pow(c.l + 0.3963377774 * c.a + 0.2158037573 * c.b, 3);
    double m = pow(c.l - 0.1055613458 * c.a - 0.0638541728 * c.b, 3);
    double s = pow(c.l - 0.0894841775 * c.a - 1.2914855480 * c.b, 3);
    unsigned r = to_byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    unsigned g = to_byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    unsigned b = to_byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return r << 16 | g << 8 | b;
}

void palette_colour(enum palette_scale scale, int dark, double t, char out[PALETTE_COLOUR_BYTES])
{
    const unsigned *at = anchors[scale][dark];
    int half = t > 0.5;
    double u = half ? t * 2 - 1 : t * 2;
    struct lab p = lab_of(at[half]), q = lab_of(at[half + 1]);
    struct lab mixed = {p.l + u * (q.l - p.l), p.a + u * (q.a - p.a), p.b + u * (q.b - p.b)};
    (void)snprintf(out, PALETTE_COLOUR_BYTES, "#%06x", rgb_of(mixed) & 0xffffffu);
}

static void write_properties(struct buf *b, int dark, int year_count)
{
    char colour[PALETTE_COLOUR_BYTES];
    for (int i = 0; i < PALETTE_INDEX_CLASSES; i++) {
        palette_colour(PALETTE_INDEX, dark, i / (double)(PALETTE_INDEX_CLASSES - 1), colour);
        buf_printf(b, "--q%d:%s;", i, colour);
    }
    for (int y = 0; y < year_count; y++) {
        palette_colour(PALETTE_YEAR, dark, year_count > 1 ? y / (double)(year_count - 1) : 0,
                       colour);
        buf_printf(b, "--y%d:%s;", y, colour);
    }
}

void palette_write(struct buf *b, int year_count)
{
    buf_text(b, ":root{");
    write_properties(b, 0, year_count);
    buf_text(b, "}@media screen and (prefers-color-scheme:dark){:root{");
    write_properties(b, 1, year_count);
    buf_text(b, "}}");
    for (int i = 0; i < PALETTE_INDEX_CLASSES; i++)
        buf_printf(b, ".q%d{fill:var(--q%d);background:var(--q%d)}", i, i, i);
    for (int y = 0; y < year_count; y++)
        buf_printf(b, ".y%d{fill:var(--y%d);background:var(--y%d)}", y, y, y);
}
