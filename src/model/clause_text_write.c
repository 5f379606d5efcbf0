/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/clause_form.h"
#include "model/clause_text.h"

struct writer {
    struct buf *out;
    const struct dataset *d;
    const struct table *t;
    int row;
};

static struct slice text_of(const struct writer *w, const char *column)
{
    return table_get_text(w->t, w->row, column);
}

static void put_quoted(struct buf *b, struct slice s)
{
    static const char special[] = "\"\\\n\r\t", letters[] = "\"\\nrt";
    buf_char(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        const char *found = c ? strchr(special, c) : NULL;
        if (found)
            buf_printf(b, "\\%c", letters[found - special]);
        else if ((unsigned char)c < 0x20 || c == 0x7F)
            buf_printf(b, "\\x%02X", (unsigned)(unsigned char)c);
        else
            buf_char(b, c);
    }
    buf_char(b, '"');
}

/* Could the name be taken for something else, or not be read back? */
static int is_unfit(struct slice name)
{
    static const char *const reserved[] = {"every", "each", "visit", "area", "facility"};
    if (name.len == 0 || (name.at[0] >= '0' && name.at[0] <= '9')) return 1;
    if (strchr(" ,#", name.at[0]) || strchr(" ,", name.at[name.len - 1])) return 1;
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] == '[' || (unsigned char)name.at[i] < 0x20) return 1;
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        size_t len = strlen(reserved[i]), k = 0;
        while (k < len && k < name.len && (name.at[k] | 0x20) == reserved[i][k])
            k++;
        if (k == len && (name.len == len || strchr(" ,\"]", name.at[len]))) return 1;
    }
    return 0;
}

/* NAME [CODE], or [CODE] where the name would mislead. */
static void put_reference(const struct writer *w, enum table_id id, struct slice code)
{
    const struct table *t = &w->d->tables[id];
    struct slice name = SLICE_NONE;
    for (int row = 0; row < t->row_count && !name.at; row++)
        if (slice_equal(table_get_text(t, row, "code"), code))
            name = table_get_text(t, row, "name");
    if (name.at && !is_unfit(name)) {
        buf_slice(w->out, name);
        buf_char(w->out, ' ');
    }
    buf_char(w->out, '[');
    buf_slice(w->out, code);
    buf_char(w->out, ']');
}

static int kind_of(const struct writer *w)
{
    int kind = 0;
    while (kind < CLAUSE_KIND_COUNT - 1 && !slice_is(text_of(w, "kind"), clause_forms[kind].name))
        kind++;
    return kind;
}

/* A kind of area that is one plain word needs no quotes. */
static void put_kind(struct buf *b, struct slice kind)
{
    int plain = kind.len > 0 && kind.at[0] != '#';
    for (size_t i = 0; i < kind.len; i++)
        plain = plain && !strchr(" \t\n\r,\"[]", kind.at[i]) && (unsigned char)kind.at[i] > 0x20 &&
                kind.at[i] != 0x7F;
    if (plain)
        buf_slice(b, kind);
    else
        put_quoted(b, kind);
}

static void put_scope(const struct writer *w, int kind)
{
    struct slice each = text_of(w, "each"), area = text_of(w, "area");
    if (kind == CLAUSE_VISITS_PER_YEAR || kind == CLAUSE_LIMIT_SUBSIDY)
        buf_text(w->out, "in every year ");
    if (each.at) {
        buf_text(w->out, "in each ");
        put_kind(w->out, each);
        buf_char(w->out, ' ');
    }
    if (!area.at) return;
    buf_text(w->out, "in ");
    put_reference(w, TABLE_AREA, area);
    buf_char(w->out, ' ');
}

static void put_count(const struct writer *w, const char *what)
{
    double least = table_get_real(w->t, w->row, "at_least");
    double most = table_get_real(w->t, w->row, "at_most");
    struct buf *b = w->out;
    buf_text(b, least == most ? "exactly " : isnan(least) ? "at most " : "at least ");
    buf_real(b, isnan(least) ? most : least);
    if (!isnan(least) && !isnan(most) && least != most) {
        buf_text(b, " and at most ");
        buf_real(b, most);
    }
    buf_text(b, what);
}

static void put_wait(const struct writer *w)
{
    double years = table_get_real(w->t, w->row, "at_least");
    buf_text(w->out, "visits wait ");
    if (!isnan(years)) {
        buf_real(w->out, years);
        buf_text(w->out, " years ");
    }
    buf_text(w->out, "for all visits in ");
    put_reference(w, TABLE_AREA, text_of(w, "after"));
}

static void put_financing(const struct writer *w)
{
    struct slice type = text_of(w, "facility_type");
    buf_text(w->out, "every ");
    if (type.at)
        put_reference(w, TABLE_FACILITY_TYPE, type);
    else
        buf_text(w->out, "facility");
    buf_text(w->out, " pays its way");
}

static void put_about(const struct writer *w, const char *words, enum table_id id,
                      const char *column)
{
    buf_text(w->out, words);
    put_reference(w, id, text_of(w, column));
}

static void put_core(const struct writer *w, int kind)
{
    switch ((enum clause_kind)kind) {
    case CLAUSE_VISIT_WITHIN:
        buf_text(w->out, "every area has its visit");
        return;
    case CLAUSE_NO_VISIT:
        buf_text(w->out, "no visit");
        return;
    case CLAUSE_REQUIRE_FACILITY:
        put_about(w, "every visit brings ", TABLE_FACILITY_TYPE, "facility_type");
        return;
    case CLAUSE_FORBID_FACILITY:
        put_about(w, "no visit brings ", TABLE_FACILITY_TYPE, "facility_type");
        return;
    case CLAUSE_REQUIRE_SITE:
        put_about(w, "every visit builds on ", TABLE_SITE, "site");
        return;
    case CLAUSE_FORBID_SITE:
        put_about(w, "no visit builds on ", TABLE_SITE, "site");
        return;
    case CLAUSE_LIMIT_SUBSIDY:
        buf_text(w->out, "losses of at most ");
        buf_real(w->out, table_get_real(w->t, w->row, "at_most"));
        return;
    case CLAUSE_SHARE_IN_PERIOD:
        put_count(w, " per cent of the visits");
        return;
    case CLAUSE_VISIT_AFTER:
        put_wait(w);
        return;
    case CLAUSE_SELF_FINANCING:
        put_financing(w);
        return;
    case CLAUSE_LIMIT_CHANGES:
        put_count(w, " changes against the adopted plan");
        return;
    case CLAUSE_KEEP_ADOPTED:
        buf_text(w->out, "adopted visits stay");
        return;
    default:
        put_count(w, " visits");
    }
}

static void put_when(const struct writer *w)
{
    int64_t stage = table_get_integer(w->t, w->row, "stage");
    int64_t first = table_get_integer(w->t, w->row, "year_first");
    int64_t last = table_get_integer(w->t, w->row, "year_last");
    struct buf *b = w->out;
    if (stage != INTEGER_NONE) buf_printf(b, " of stage %lld", (long long)stage);
    if (first != INTEGER_NONE && first == last)
        buf_printf(b, " in %lld", (long long)first);
    else if (first != INTEGER_NONE && last != INTEGER_NONE)
        buf_printf(b, " from %lld to %lld", (long long)first, (long long)last);
    else if (first != INTEGER_NONE)
        buf_printf(b, " from %lld", (long long)first);
    else if (last != INTEGER_NONE)
        buf_printf(b, " by %lld", (long long)last);
}

static void put_penalty(const struct writer *w)
{
    double penalty = table_get_real(w->t, w->row, "penalty");
    if (isnan(penalty)) return;
    buf_text(w->out, ", missed at ");
    buf_real(w->out, penalty);
    buf_text(w->out, " each");
}

void clause_text_write_rule(struct buf *b, const struct dataset *d, int row)
{
    struct writer w = {b, d, &d->tables[TABLE_CLAUSE], row};
    int kind = kind_of(&w);
    put_scope(&w, kind);
    put_core(&w, kind);
    put_when(&w);
    put_penalty(&w);
}

void clause_text_write(struct buf *b, const struct dataset *d, int row)
{
    struct writer w = {b, d, &d->tables[TABLE_CLAUSE], row};
    buf_slice(b, text_of(&w, "code"));
    buf_text(b, ": ");
    put_quoted(b, text_of(&w, "text"));
    buf_text(b, "\n    ");
    clause_text_write_rule(b, d, row);
    buf_text(b, "\n    ");
    buf_slice(b, text_of(&w, "evidence"));
    buf_text(b, ": ");
    put_quoted(b, text_of(&w, "source"));
    buf_char(b, '\n');
}

void clause_text_write_all(struct buf *b, const struct dataset *d)
{
    for (int row = 0; row < d->tables[TABLE_CLAUSE].row_count; row++) {
        if (row > 0) buf_char(b, '\n');
        clause_text_write(b, d, row);
    }
}
