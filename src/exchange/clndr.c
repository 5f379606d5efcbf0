/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/clndr.h"

#include <limits.h>
#include <stdlib.h>

#include "base/number.h"
#include "exchange/rows.h"
#include "exchange/spans.h"

struct node {
    struct slice name, attributes;
    struct node *children, *next;
};

struct parser {
    struct slice text;
    size_t at;
    int count; /* nodes so far */
    struct arena *arena;
    int no_memory;
};

static void skip_white(struct parser *p)
{
    while (p->at < p->text.len) {
        unsigned char c = (unsigned char)p->text.at[p->at];
        if (c > ' ' && c != 0x7f) return;
        p->at++;
    }
}

static int take(struct parser *p, char c)
{
    skip_white(p);
    if (p->at >= p->text.len || p->text.at[p->at] != c) return 0;
    p->at++;
    return 1;
}

static int take_pair(struct parser *p, char c)
{
    if (!take(p, c)) return 0;
    return take(p, c);
}

/* Characters up to, not with, one of those given. */
static struct slice take_until(struct parser *p, const char *ends)
{
    skip_white(p);
    size_t from = p->at;
    while (p->at < p->text.len && !strchr(ends, p->text.at[p->at]))
        p->at++;
    return (struct slice){p->text.at + from, p->at - from};
}

static int parse_head(struct parser *p, struct node *n)
{
    if (!take(p, '(')) return 0;
    (void)take_until(p, "|()");
    if (!take_pair(p, '|')) return 0;
    n->name = take_until(p, "()");
    if (!take(p, '(')) return 0;
    n->attributes = take_until(p, "()");
    return take(p, ')') && take(p, '(');
}

static int peek(struct parser *p, char c)
{
    skip_white(p);
    return p->at < p->text.len && p->text.at[p->at] == c;
}

/* One node with all below it; NULL when the text is not of the grammar. */
static struct node *parse_node(struct parser *p)
{
    struct node *open[CLNDR_DEPTH_MAX], **tail[CLNDR_DEPTH_MAX], *root = NULL;
    int depth = 0;
    do {
        struct node *n = ARENA_NEW(p->arena, struct node);
        p->no_memory |= !n;
        if (!n || ++p->count > CLNDR_NODES_MAX || depth == CLNDR_DEPTH_MAX || !parse_head(p, n))
            return NULL;
        if (depth) {
            *tail[depth - 1] = n;
            tail[depth - 1] = &n->next;
        } else {
            root = n;
        }
        open[depth] = n;
        tail[depth] = &open[depth]->children;
        depth++;
        while (depth && !peek(p, '(')) {
            if (!take_pair(p, ')')) return NULL; /* its children, itself */
            depth--;
        }
    } while (depth);
    return root;
}

/* The value of a key among attributes "s|08:00|f|12:00". */
static struct slice attribute(struct slice attributes, char key)
{
    size_t at = 0;
    int is_value = 0, found = 0;
    while (at <= attributes.len) {
        size_t from = at;
        while (at < attributes.len && attributes.at[at] != '|')
            at++;
        struct slice word = {attributes.at + from, at - from};
        if (is_value && found) return word;
        found = !is_value && word.len == 1 && word.at[0] == key;
        is_value = !is_value;
        at++;
    }
    return SLICE_NONE;
}

struct reading {
    struct notes *notes;
    struct arena *arena;
    int line;
};

static void note(struct reading *r, const char *what, struct slice value)
{
    notes_add(r->notes, NOTE_VALUE, slice_of(what), r->line, value);
}

static int read_shifts(struct reading *r, const struct node *n, struct work_span **out, int *count)
{
    struct spans spans;
    spans_init(&spans);
    for (const struct node *c = n->children; c; c = c->next) {
        int from, to;
        if (!time_parse_of_day(attribute(c->attributes, 's'), &from) ||
            !time_parse_of_day(attribute(c->attributes, 'f'), &to)) {
            note(r, "CALENDAR.clndr_data shift", c->attributes);
            continue;
        }
        if (to == 0) to = DAY_SECONDS;
        if (!spans_add(&spans, from, to)) note(r, "CALENDAR.clndr_data shift", c->attributes);
    }
    return spans_keep(&spans, out, count, r->arena);
}

static int read_days(struct reading *r, struct calendar *c, const struct node *n)
{
    for (const struct node *day = n->children; day; day = day->next) {
        int64_t number;
        if (!number_parse_integer(day->name, &number) || number < 1 || number > WEEK_DAYS) {
            note(r, "CALENDAR.clndr_data day", day->name);
            continue;
        }
        struct work_day *d = &c->days[number - 1];
        if (!read_shifts(r, day, &d->spans, &d->span_count)) return 0;
        d->kind = d->span_count ? DAY_WORK : DAY_OFF;
    }
    return 1;
}

static int by_day(const void *a, const void *b)
{
    const struct calendar_exception *x = a, *y = b;
    if (x->from_day != y->from_day) return x->from_day < y->from_day ? -1 : 1;
    return (x->occurrences > y->occurrences) - (x->occurrences < y->occurrences);
}

/* In the order of days; of several for one day the first in the file holds, the others are told. */
static void sort_exceptions(struct reading *r, struct calendar *c)
{
    int kept = 0;
    for (int i = 0; i < c->exception_count; i++)
        c->exceptions[i].occurrences = i; /* only while sorting */
    if (c->exception_count)
        qsort(c->exceptions, (size_t)c->exception_count, sizeof *c->exceptions, by_day);
    for (int i = 0; i < c->exception_count; i++) {
        c->exceptions[i].occurrences = 0;
        if (kept && c->exceptions[kept - 1].from_day == c->exceptions[i].from_day)
            note(r, "CALENDAR.clndr_data day twice", SLICE_NONE);
        else
            c->exceptions[kept++] = c->exceptions[i];
    }
    c->exception_count = kept;
}

static int read_exceptions(struct reading *r, struct calendar *c, const struct node *n)
{
    int room = c->exception_count;
    int epoch = date_day(1899, 12, 30);
    for (const struct node *x = n->children; x; x = x->next) {
        int64_t serial;
        struct calendar_exception one = {.period = 1};
        if (!number_parse_integer(attribute(x->attributes, 'd'), &serial) || serial < 1 ||
            serial > 2900000) {
            note(r, "CALENDAR.clndr_data exception", x->attributes);
            continue;
        }
        one.from_day = one.to_day = epoch + (int)serial;
        if (!read_shifts(r, x, &one.spans, &one.span_count)) return 0;
        c->exceptions = rows_grow(c->exceptions, c->exception_count, &room, sizeof one, r->arena);
        if (!c->exceptions) return 0;
        c->exceptions[c->exception_count++] = one;
    }
    sort_exceptions(r, c);
    return 1;
}

int clndr_read(struct calendar *c, struct slice text, int line, struct notes *notes,
               struct arena *a)
{
    struct parser p = {.text = text, .arena = a};
    struct reading r = {notes, a, line};
    struct calendar read = *c;
    const struct node *root = parse_node(&p);
    if (p.no_memory) return -1;
    skip_white(&p);
    if (!root || p.at != text.len || !slice_is(root->name, "CalendarData")) return 0;
    for (int d = 0; d < WEEK_DAYS; d++)
        read.days[d] = (struct work_day){.kind = DAY_OFF};
    for (const struct node *part = root->children; part; part = part->next) {
        int fine = 1;
        if (slice_is(part->name, "DaysOfWeek"))
            fine = read_days(&r, &read, part);
        else if (slice_is(part->name, "Exceptions"))
            fine = read_exceptions(&r, &read, part);
        else if (!slice_is(part->name, "VIEW")) /* how the dialogue shows it */
            notes_add_in(notes, NOTE_UNKNOWN, "CALENDAR.clndr_data", part->name, line, SLICE_NONE);
        if (!fine) return -1;
    }
    *c = read;
    return 1;
}

/* --- writing --- */

/* Days that an exception or a working week of a calendar covers. */
struct covered {
    int first_day, count;
    char *days;
};

static void cover(void *context, int day)
{
    struct covered *k = context;
    int64_t i = (int64_t)day - k->first_day;
    if (i >= 0 && i < k->count) k->days[i] = 1;
}

/* Bounds of the days of a calendar's exceptions and of the working weeks it may inherit: those
 * become exceptions of P6, and would then go before the week of a calendar derived from it. */
static void find_bounds(const struct project *p, int calendar, int *first, int *last)
{
    const struct calendar *own = &p->calendars[calendar];
    for (int x = 0; x < own->exception_count; x++) {
        if (own->exceptions[x].from_day < *first) *first = own->exceptions[x].from_day;
        if (own->exceptions[x].to_day > *last) *last = own->exceptions[x].to_day;
    }
    for (int at = calendar; at >= 0; at = p->calendars[at].base) {
        const struct calendar *c = &p->calendars[at];
        for (int w = 0; w < c->week_count; w++) {
            if (c->weeks[w].from_day < *first) *first = c->weeks[w].from_day;
            if (c->weeks[w].to_day > *last) *last = c->weeks[w].to_day;
        }
    }
}

static enum status find_covered(struct covered *k, const struct project *p, int calendar,
                                struct arena *a, struct err *e)
{
    const struct calendar *own = &p->calendars[calendar];
    int first = INT_MAX, last = INT_MIN;
    find_bounds(p, calendar, &first, &last);
    *k = (struct covered){.first_day = first};
    if (last < first) return STATUS_OK;
    if ((int64_t)last - first >= WORKTIME_DAYS_MAX)
        return err_set(e, STATUS_LIMIT, "calendar '%.*s': exceptions lie more than %d days apart",
                       SLICE_ARGS(own->name), WORKTIME_DAYS_MAX);
    k->count = last - first + 1;
    k->days = ARENA_ARRAY(a, char, (size_t)k->count);
    if (!k->days) return err_set(e, STATUS_NOMEM, "out of memory for writing a calendar");
    for (int x = 0; x < own->exception_count; x++)
        exception_days(&own->exceptions[x], p->week_start, cover, k);
    for (int at = calendar; at >= 0; at = p->calendars[at].base)
        for (int w = 0; w < p->calendars[at].week_count; w++)
            for (int d = p->calendars[at].weeks[w].from_day; d <= p->calendars[at].weeks[w].to_day;
                 d++)
                cover(k, d);
    return STATUS_OK;
}

static void write_shifts(struct buf *out, struct day_pattern day)
{
    buf_char(out, '(');
    for (int i = 0; i < day.span_count; i++) {
        int from = day.spans[i].from_s / 60, to = day.spans[i].to_s / 60 % 1440;
        buf_printf(out, "(0||%d(s|%02d:%02d|f|%02d:%02d)())", i, from / 60, from % 60, to / 60,
                   to % 60);
    }
    buf_char(out, ')');
}

enum status clndr_write(struct buf *out, const struct project *p, int calendar,
                        struct arena *scratch, struct err *e)
{
    struct worktime time;
    struct covered covered;
    TRY(worktime_build(&time, p, calendar, scratch, e));
    TRY(find_covered(&covered, p, calendar, scratch, e));
    buf_text(out, "(0||CalendarData()((0||DaysOfWeek()(");
    for (int d = 0; d < WEEK_DAYS; d++) {
        buf_printf(out, "(0||%d()", d + 1);
        write_shifts(out, time.patterns[d]);
        buf_char(out, ')');
    }
    buf_text(out, "))(0||Exceptions()(");
    int number = 0;
    for (int i = 0; i < covered.count; i++) {
        if (!covered.days[i]) continue;
        int day = covered.first_day + i;
        buf_printf(out, "(0||%d(d|%d)", number++, day - date_day(1899, 12, 30));
        write_shifts(out, worktime_day(&time, day));
        buf_char(out, ')');
    }
    buf_text(out, "))))");
    return buf_ok(out, e);
}
