/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/mspdi_value.h"

#include <limits.h>
#include <math.h>

#include "base/number.h"

struct slice trimmed(struct slice s)
{
    while (s.len && (unsigned char)s.at[0] <= ' ') {
        s.at++;
        s.len--;
    }
    while (s.len && (unsigned char)s.at[s.len - 1] <= ' ')
        s.len--;
    return s;
}

int mspdi_int_parse(struct slice s, int *out)
{
    int64_t value;
    if (!number_parse_integer(s, &value) || value < INT_MIN || value > INT_MAX) return 0;
    *out = (int)value;
    return 1;
}

/* Digits at *at, at most 12 of them; 0 when there are none. */
static int take_digits(struct slice s, size_t *at, int64_t *out)
{
    size_t from = *at;
    *out = 0;
    while (*at < s.len && s.at[*at] >= '0' && s.at[*at] <= '9' && *at - from < 12)
        *out = *out * 10 + (s.at[(*at)++] - '0');
    return *at > from;
}

int mspdi_duration_parse(struct slice s, int64_t *out_s)
{
    static const char units[] = {'D', 'H', 'M', 'S'};
    static const int64_t seconds[] = {DAY_SECONDS, 3600, 60, 1};
    size_t at = 0, next = 0, parts = 0;
    int64_t sum = 0, value;
    int negative = s.len && s.at[0] == '-';
    at += (size_t)negative;
    if (at >= s.len || s.at[at++] != 'P') return 0;
    while (at < s.len) {
        if (s.at[at] == 'T') {
            if (next > 1 || ++at == s.len) return 0;
            next = 1;
        }
        if (!take_digits(s, &at, &value)) return 0;
        if (at < s.len && s.at[at] == '.') { /* parts of a second are dropped */
            int64_t part;
            at++;
            if (!take_digits(s, &at, &part) || at >= s.len || s.at[at] != 'S') return 0;
        }
        if (at >= s.len) return 0;
        while (next < sizeof units && units[next] != s.at[at])
            next++;
        if (next == sizeof units) return 0;
        sum += value * seconds[next++];
        at++;
        parts++;
    }
    *out_s = negative ? -sum : sum;
    return parts > 0;
}

void mspdi_duration_write(struct buf *out, int64_t s)
{
    if (s < 0) buf_char(out, '-');
    int64_t size = s < 0 ? -s : s;
    buf_printf(out, "PT%lldH%lldM%lldS", (long long)(size / 3600), (long long)(size / 60 % 60),
               (long long)(size % 60));
}

void xml_text(struct buf *out, struct slice text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *instead = NULL;
        unsigned char c = (unsigned char)text.at[i];
        if (c == '&') instead = "&amp;";
        if (c == '<') instead = "&lt;";
        if (c == '>') instead = "&gt;";
        if (c == '\r') instead = "&#13;";
        if (c < ' ' && c != '\n' && c != '\t' && c != '\r') instead = " "; /* XML has no such */
        if (!instead) continue;
        buf_add(out, text.at + from, i - from);
        buf_text(out, instead);
        from = i + 1;
    }
    buf_add(out, text.at + from, text.len - from);
}

static int set_word(const struct mspdi_element *x, struct slice text, int *out)
{
    int number;
    if (!mspdi_int_parse(text, &number)) return 0;
    for (const struct mspdi_word *w = x->words; w->file >= 0; w++) {
        if (w->file != number) continue;
        *out = w->ours;
        return 1;
    }
    return 0;
}

static int set_scaled(struct slice text, double scale, double *out)
{
    double value;
    if (!number_parse_real(text, &value) || fabs(value) > 1e300) return 0;
    *out = value / scale;
    return 1;
}

static int set_tenths(struct slice text, int64_t *out)
{
    double value;
    if (!number_parse_real(text, &value) || fabs(value) > 1e12) return 0;
    *out = (int64_t)llround(value * 6);
    return 1;
}

static int set_flag(struct slice text, int opposite, int *out)
{
    int on = slice_is(text, "1") || slice_is(text, "true");
    if (!on && !slice_is(text, "0") && !slice_is(text, "false")) return 0;
    *out = opposite ? !on : on;
    return 1;
}

static int set_text(struct slice text, struct slice *out, struct arena *a)
{
    char *copy = arena_strndup(a, text.at, text.len);
    if (!copy) return -1;
    *out = (struct slice){copy, text.len};
    return 1;
}

int mspdi_set(const struct mspdi_record *r, const struct mspdi_element *x, void *record,
              struct slice text, struct arena *a)
{
    void *at = field_at(&r->fields[x->field], record);
    if (x->code == AS_TEXT) return text.len ? set_text(text, at, a) : 1;
    text = trimmed(text);
    if (!text.len) return 1;
    switch (x->code) {
    case AS_INTEGER:
        return mspdi_int_parse(text, at);
    case AS_FLAG:
    case AS_NOT:
        return set_flag(text, x->code == AS_NOT, at);
    case AS_WORD:
        return set_word(x, text, at);
    case AS_INSTANT:
        return time_parse(text, at);
    case AS_CLOCK:
        return time_parse_of_day(text, at);
    case AS_DURATION:
        return mspdi_duration_parse(text, at);
    case AS_TENTHS:
        return set_tenths(text, at);
    case AS_REAL:
        return set_scaled(text, 1, at);
    case AS_COST:
        return set_scaled(text, 100, at);
    default:
        return 0;
    }
}

static int put_word(struct buf *out, const struct mspdi_element *x, int value)
{
    for (const struct mspdi_word *w = x->words; w->file >= 0; w++) {
        if (w->ours != value) continue;
        buf_integer(out, w->file);
        return 1;
    }
    return -1;
}

static int put_real(struct buf *out, double value, double scale)
{
    if (isnan(value)) return 0;
    /* hundredths of a hundredth of a cent are noise of the scaling */
    buf_real(out, scale > 1 ? round(value * scale * 1e4) / 1e4 : value);
    return 1;
}

static int put_time(struct buf *out, int code, int64_t value)
{
    char text[DATE_TEXT_MAX];
    if (value == TIME_NONE) return 0;
    if (code == AS_DURATION) {
        mspdi_duration_write(out, value);
    } else if (code == AS_TENTHS) {
        buf_real(out, round((double)value / 6 * 1e4) / 1e4);
    } else {
        time_write(text, value);
        buf_text(out, text);
    }
    return 1;
}

int mspdi_put(struct buf *out, const struct mspdi_record *r, const struct mspdi_element *x,
              const void *record)
{
    const void *at = field_in(&r->fields[x->field], record);
    const struct slice *text = at;
    const int *number = at;
    switch (x->code) {
    case AS_TEXT:
        if (!text->len) return 0;
        xml_text(out, *text);
        return 1;
    case AS_FLAG:
        buf_char(out, *number ? '1' : '0');
        return 1;
    case AS_NOT:
        buf_char(out, *number ? '0' : '1');
        return 1;
    case AS_WORD:
        return put_word(out, x, *number);
    case AS_INTEGER:
        buf_integer(out, *number);
        return 1;
    case AS_CLOCK:
        buf_printf(out, "%02d:%02d:%02d", *number / 3600, *number / 60 % 60, *number % 60);
        return 1;
    case AS_INSTANT:
    case AS_DURATION:
    case AS_TENTHS:
        return put_time(out, x->code, *(const int64_t *)at);
    case AS_REAL:
        return put_real(out, *(const double *)at, 1);
    case AS_COST:
        return put_real(out, *(const double *)at, 100);
    default:
        return 0;
    }
}
