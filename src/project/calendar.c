/* SPDX-License-Identifier: Apache-2.0 */
#include "project/calendar.h"

#include <assert.h>

enum {
    CHAIN_MAX = 64,         /* calendars derived from each other */
    OFFERED_MAX = 20000000, /* days of all exceptions of a chain, counted with repetition */
};

static const struct work_span usual_spans[] = {{8 * 3600, 12 * 3600}, {13 * 3600, 17 * 3600}};
static const struct work_span all_day[] = {{0, DAY_SECONDS}};

static int total_s(const struct work_span *spans, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += spans[i].to_s - spans[i].from_s;
    return sum;
}

static struct day_pattern pattern_from(const struct work_span *spans, int count)
{
    return (struct day_pattern){spans, count, total_s(spans, count)};
}

/* A calendar and those it is derived from, its own first. */
struct chain {
    const struct calendar *at[CHAIN_MAX];
    int count;
};

/* Bounds of the days that differ from the week. */
struct bounds {
    int first, last;
    int64_t offered; /* days of all exceptions together */
};

static void widen(struct bounds *b, int from_day, int to_day)
{
    if (to_day < from_day) return;
    if (from_day < b->first) b->first = from_day;
    if (to_day > b->last) b->last = to_day;
    b->offered += (int64_t)to_day - from_day + 1;
}

static struct bounds chain_bounds(const struct chain *chain)
{
    struct bounds b = {INT32_MAX, INT32_MIN, 0};
    for (int i = 0; i < chain->count; i++) {
        const struct calendar *c = chain->at[i];
        for (int x = 0; x < c->exception_count; x++)
            widen(&b, c->exceptions[x].from_day, c->exceptions[x].to_day);
        for (int k = 0; k < c->week_count; k++)
            widen(&b, c->weeks[k].from_day, c->weeks[k].to_day);
    }
    return b;
}

/* The pattern of an ordinary weekday. */
static struct day_pattern usual_day(const struct chain *chain, int weekday)
{
    for (int i = 0; i < chain->count; i++) {
        const struct work_day *d = &chain->at[i]->days[weekday];
        if (d->kind != DAY_INHERIT) return pattern_from(d->spans, d->span_count);
    }
    if (chain->count) return pattern_from(NULL, 0);
    return weekday >= 1 && weekday <= 5 ? pattern_from(usual_spans, 2) : pattern_from(NULL, 0);
}

struct builder {
    struct worktime *out;
    int pattern; /* what the days offered next get */
    int next;    /* first pattern not yet taken */
};

static void set_day(void *context, int day)
{
    struct builder *b = context;
    int i = day - b->out->first_day;
    if (i >= 0 && i < b->out->day_count) b->out->pattern_of[i] = b->pattern;
}

/* Working weeks of one calendar; those of calendars derived from it come later and win.  A day
 * of the week that a derived calendar sets itself is not changed by the base's working weeks. */
static void apply_weeks(struct builder *b, const struct chain *chain, int at)
{
    const struct calendar *c = chain->at[at];
    for (int k = c->week_count - 1; k >= 0; k--) {
        const struct work_week *week = &c->weeks[k];
        for (int d = 0; d < WEEK_DAYS; d++) {
            const struct work_day *own = &week->days[d];
            int hidden = own->kind == DAY_INHERIT;
            for (int i = 0; i < at; i++)
                hidden |= chain->at[i]->days[d].kind != DAY_INHERIT;
            if (hidden) continue;
            b->pattern = b->next++;
            b->out->patterns[b->pattern] = pattern_from(own->spans, own->span_count);
            int ahead = (d - date_weekday(week->from_day) + WEEK_DAYS) % WEEK_DAYS;
            for (int day = week->from_day + ahead; day <= week->to_day; day += WEEK_DAYS)
                set_day(b, day);
        }
    }
}

static void apply_exceptions(struct builder *b, const struct calendar *c, int week_start)
{
    for (int x = c->exception_count - 1; x >= 0; x--) {
        const struct calendar_exception *own = &c->exceptions[x];
        b->pattern = b->next++;
        b->out->patterns[b->pattern] = pattern_from(own->spans, own->span_count);
        exception_days(own, week_start, set_day, b);
    }
}

static size_t pattern_count(const struct chain *chain)
{
    size_t count = WEEK_DAYS;
    for (int i = 0; i < chain->count; i++)
        count +=
            (size_t)chain->at[i]->exception_count + (size_t)chain->at[i]->week_count * WEEK_DAYS;
    return count;
}

static enum status allocate(struct worktime *out, const struct chain *chain, struct arena *a,
                            struct err *e)
{
    struct bounds b = chain_bounds(chain);
    if (b.last >= b.first) {
        if ((int64_t)b.last - b.first >= WORKTIME_DAYS_MAX)
            return err_set(e, STATUS_LIMIT,
                           "calendar '%.*s': exceptions lie more than %d days apart",
                           SLICE_ARGS(chain->at[0]->name), WORKTIME_DAYS_MAX);
        if (b.offered > OFFERED_MAX)
            return err_set(e, STATUS_LIMIT, "calendar '%.*s': its exceptions cover over %d days",
                           SLICE_ARGS(chain->at[0]->name), OFFERED_MAX);
        out->first_day = b.first;
        out->day_count = b.last - b.first + 1;
    }
    out->patterns = ARENA_ARRAY(a, struct day_pattern, pattern_count(chain));
    out->pattern_of = ARENA_ARRAY(a, int, (size_t)out->day_count + 1);
    out->before_s = ARENA_ARRAY(a, int64_t, (size_t)out->day_count + 1);
    if (!out->patterns || !out->pattern_of || !out->before_s)
        return err_set(e, STATUS_NOMEM, "out of memory for the index of a calendar");
    return STATUS_OK;
}

static void add_up(struct worktime *w)
{
    int64_t sum = 0;
    for (int i = 0; i < w->day_count; i++) {
        w->before_s[i] = sum;
        sum += w->patterns[w->pattern_of[i]].total_s;
    }
    w->before_s[w->day_count] = sum;
    w->week_s = 0;
    for (int d = 0; d < WEEK_DAYS; d++)
        w->week_s += w->patterns[d].total_s;
}

enum status worktime_build(struct worktime *out, const struct project *p, int calendar,
                           struct arena *a, struct err *e)
{
    struct chain chain = {.count = 0};
    *out = (struct worktime){0};
    if (calendar < 0) calendar = p->calendar;
    for (int c = calendar; c >= 0; c = p->calendars[c].base) {
        assert(c < p->calendar_count);
        if (chain.count == CHAIN_MAX)
            return err_set(e, STATUS_INVALID, "calendar '%.*s' is derived over more than %d others",
                           SLICE_ARGS(p->calendars[calendar].name), CHAIN_MAX);
        chain.at[chain.count++] = &p->calendars[c];
    }
    TRY(allocate(out, &chain, a, e));
    for (int d = 0; d < WEEK_DAYS; d++)
        out->patterns[d] = usual_day(&chain, d);
    for (int i = 0; i < out->day_count; i++)
        out->pattern_of[i] = date_weekday(out->first_day + i);
    struct builder b = {out, 0, WEEK_DAYS};
    for (int i = chain.count - 1; i >= 0; i--)
        apply_weeks(&b, &chain, i);
    for (int i = chain.count - 1; i >= 0; i--)
        apply_exceptions(&b, chain.at[i], p->week_start);
    add_up(out);
    return STATUS_OK;
}

enum status worktime_build_always(struct worktime *out, struct arena *a, struct err *e)
{
    struct chain none = {.count = 0};
    *out = (struct worktime){0};
    TRY(allocate(out, &none, a, e));
    for (int d = 0; d < WEEK_DAYS; d++)
        out->patterns[d] = pattern_from(all_day, 1);
    add_up(out);
    return STATUS_OK;
}
