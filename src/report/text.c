/* SPDX-License-Identifier: Apache-2.0 */
#include "report/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char SPACE[] = "\xE2\x80\xAF"; /* narrow no-break space */
static const char NONE[] = "\xE2\x80\x93";  /* en dash */
static const char MINUS[] = "\xE2\x88\x92"; /* minus sign */

static size_t put(struct text *out, size_t len, const char *bytes)
{
    for (; *bytes && len + 1 < sizeof out->at; bytes++)
        out->at[len++] = *bytes;
    return len;
}

struct text text_number(double value, int decimals)
{
    struct text out = {{0}};
    char digits[400];
    if (!isfinite(value) || fabs(value) >= 1e24) {
        if (isfinite(value))
            (void)snprintf(out.at, sizeof out.at, "%.3g", value);
        else
            (void)put(&out, 0, NONE);
        return out;
    }
    int len = snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    assert(len > 0 && (size_t)len < sizeof digits);
    int whole = 0, is_zero = 1;
    for (int i = 0; i < len; i++)
        if (digits[i] != '0' && digits[i] != '.') is_zero = 0;
    while (whole < len && digits[whole] != '.')
        whole++;
    size_t used = value < 0 && !is_zero ? put(&out, 0, MINUS) : 0;
    for (int i = 0; i < len; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) used = put(&out, used, SPACE);
        used = put(&out, used, (char[2]){digits[i], '\0'});
    }
    return out;
}

struct text text_quantity(double value)
{
    double size = fabs(value);
    if (!isfinite(value) || size == floor(size) || size >= 1000) return text_number(value, 0);
    struct text out = text_number(value, size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
    size_t len = strlen(out.at);
    while (len > 0 && out.at[len - 1] == '0')
        out.at[--len] = '\0';
    if (len > 0 && out.at[len - 1] == '.') out.at[len - 1] = '\0';
    return out;
}

/* Cut where it would not fit. */
static struct text join(const char *first, const char *second, const char *third)
{
    struct text out = {{0}};
    size_t used = put(&out, 0, first);
    used = put(&out, used, second);
    (void)put(&out, used, third);
    return out;
}

static struct text scaled(double value, double unit, const char *word)
{
    double size = fabs(value / unit);
    struct text number = text_number(value / unit, size < 10 ? 2 : size < 1000 ? 1 : 0);
    return join(number.at, "\xC2\xA0", word);
}

struct text text_people(double value)
{
    if (fabs(value) >= 1e12 && isfinite(value)) return scaled(value, 1e12, "trillion");
    if (fabs(value) >= 1e9 && isfinite(value)) return scaled(value, 1e9, "billion");
    if (fabs(value) >= 1e6 && isfinite(value)) return scaled(value, 1e6, "million");
    return fabs(value) < 10 && value != floor(value) ? text_quantity(value) : text_number(value, 0);
}

struct text text_tick(double value)
{
    static const struct {
        double unit;
        const char *suffix;
    } scales[] = {{1e12, "tn"}, {1e9, "bn"}, {1e6, "M"}, {1e3, "k"}};
    struct text out;
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        if (!(fabs(value) >= scales[i].unit)) continue;
        (void)snprintf(out.at, sizeof out.at, "%.4g%s", value / scales[i].unit, scales[i].suffix);
        return out;
    }
    (void)snprintf(out.at, sizeof out.at, "%.4g", value);
    return out;
}

struct text text_share(double share)
{
    double percent = share * 100, size = fabs(percent);
    if (!isfinite(share)) return text_number(share, 0);
    if (size > 0 && size < 0.005) return join("less than 0.01", SPACE, "%");
    if (size > 99.5 && size < 100) { /* nearly all is not all */
        double down = fmin(floor(size * 100) / 100, 99.99);
        return join(text_number(percent < 0 ? -down : down, 2).at, SPACE, "%");
    }
    int decimals = size == 0 || size >= 10 ? 0 : size >= 1 ? 1 : 2;
    return join(text_number(percent, decimals).at, SPACE, "%");
}

struct text text_count(double count, const char *singular, const char *plural)
{
    struct text number = text_number(count, 0);
    if (count == 1) return join("1", " ", singular);
    if (plural) return join(number.at, " ", plural);
    struct text with_noun = join(number.at, " ", singular);
    return join(with_noun.at, "s", "");
}

double text_round_below(double value)
{
    if (!(value > 0) || !isfinite(value)) return 0;
    double power = pow(10, floor(log10(value)));
    double lead = value / power;
    return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}
