/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/map.h"
#include "base/near.h"
#include "base/utf8.h"
#include "model/clause_form.h"
#include "model/clause_lex.h"
#include "model/clause_text.h"

struct article { /* as far as it is read */
    struct slice code, text, evidence, source;
    int kind; /* -1: no core yet */
    unsigned fields;
    size_t places[CLAUSE_FIELD_COUNT]; /* of the modifiers */
    size_t at, core_at, per_year_at;
    int per_year;
    struct slice area, each, after, type, site;
    int stage, year_first, year_last;
    double at_least, at_most, penalty;
};

struct reader {
    struct lex lex;
    const struct dataset *d;
    struct map codes[TABLE_COUNT]; /* of areas, types and sites */
    struct table *out;
    struct article x;
    int failed; /* of this article */
};

static const char *const evidences[] = {"measured", "reported", "estimated", "assumed"};

/* --- references --------------------------------------------------------------------------- */

static enum status index_codes(struct reader *r, enum table_id id, struct arena *a, struct err *e)
{
    const struct table *t = &r->d->tables[id];
    if (!map_init(&r->codes[id], t->row_count, a))
        return err_set(e, STATUS_NOMEM, "out of memory for the decree");
    for (int row = 0; row < t->row_count; row++) {
        struct slice code = table_get_text(t, row, "code");
        if (code.at) (void)map_put(&r->codes[id], code, row);
    }
    return STATUS_OK;
}

/* The row whose name this is, the only one; -1: none, or several. */
static int row_of_name(const struct table *t, struct slice name)
{
    int found = -1;
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_equal(table_get_text(t, row, "name"), name)) continue;
        if (found >= 0) return -1;
        found = row;
    }
    return found;
}

static void tell_unknown(struct reader *r, const struct table *t, const struct lex_reference *ref)
{
    struct near near = near_start(ref->code);
    int by_name = ref->name.len > 0 ? row_of_name(t, ref->name) : -1;
    for (int row = 0; row < t->row_count; row++) {
        struct slice code = table_get_text(t, row, "code");
        const char *word = arena_strndup(r->lex.findings->arena, code.at, code.len);
        if (word) near_offer(&near, word);
    }
    if (by_name >= 0)
        lex_tell(&r->lex, ref->at, "'%.*s' is not the code of any row of %s; '%.*s' is [%.*s]",
                 SLICE_ARGS(ref->code), t->def->name, SLICE_ARGS(ref->name),
                 SLICE_ARGS(table_get_text(t, by_name, "code")));
    else if (near.best)
        lex_tell(&r->lex, ref->at, "'%.*s' is not the code of any row of %s; did you mean [%s]?",
                 SLICE_ARGS(ref->code), t->def->name, near.best);
    else
        lex_tell(&r->lex, ref->at,
                 "'%.*s' is not the code of any row of %s; add it there or correct it",
                 SLICE_ARGS(ref->code), t->def->name);
}

/* A name that is not that of the row with the code. */
static void tell_misnamed(struct reader *r, const struct table *t, int row,
                          const struct lex_reference *ref)
{
    struct slice name = table_get_text(t, row, "name");
    int other = row_of_name(t, ref->name);
    if (other >= 0)
        lex_tell(&r->lex, ref->at, "[%.*s] is '%.*s'; '%.*s' is [%.*s]: which is meant?",
                 SLICE_ARGS(ref->code), SLICE_ARGS(name), SLICE_ARGS(ref->name),
                 SLICE_ARGS(table_get_text(t, other, "code")));
    else
        lex_tell(&r->lex, ref->at, "[%.*s] is called '%.*s', not '%.*s'", SLICE_ARGS(ref->code),
                 SLICE_ARGS(name), SLICE_ARGS(ref->name));
    r->failed = 1;
}

/* The code of what is referred to; a code nobody has, or another's name, is told. */
static struct slice look_up(struct reader *r, enum table_id id, const struct lex_reference *ref)
{
    const struct table *t = &r->d->tables[id];
    int row = map_get(&r->codes[id], ref->code);
    if (row < 0) {
        tell_unknown(r, t, ref);
        r->failed = 1;
        return ref->code;
    }
    if (ref->name.len > 0 && !slice_equal(table_get_text(t, row, "name"), ref->name))
        tell_misnamed(r, t, row, ref);
    return table_get_text(t, row, "code");
}

static int read_reference(struct reader *r, enum table_id id, struct slice *out)
{
    static const char *const wanted[TABLE_COUNT] = {
        [TABLE_AREA] = "an area as NAME [CODE]",
        [TABLE_FACILITY_TYPE] = "a facility type as NAME [CODE]",
        [TABLE_SITE] = "a site as NAME [CODE]",
    };
    struct lex_reference ref;
    if (!lex_accept_reference(&r->lex, wanted[id], &ref)) return 0;
    *out = look_up(r, id, &ref);
    return 1;
}

/* --- a rule ------------------------------------------------------------------------------- */

static int set_field(struct reader *r, unsigned field, size_t at)
{
    int i = 0;
    while (field >> i != 1)
        i++;
    if (r->x.fields & field) {
        lex_tell(&r->lex, at, "this is said already; a rule says it once");
        r->failed = 1;
    }
    r->x.fields |= field;
    r->x.places[i] = at;
    return 1;
}

static int read_year(struct reader *r, const char *what, int *out)
{
    return lex_accept_integer(&r->lex, what, 0, 9999, out);
}

/* in every year, in each KIND, in YEAR, in AREA; behind the word. */
static int read_in(struct reader *r, size_t at)
{
    struct article *x = &r->x;
    if (lex_accept(&r->lex, "every year")) {
        x->per_year = 1;
        x->per_year_at = at;
        return 1;
    }
    if (lex_accept(&r->lex, "each"))
        return lex_accept_word(&r->lex, "a kind of area, such as province", &x->each) &&
               set_field(r, FIELD_EACH, at);
    if (read_year(r, "a year", &x->year_first)) {
        x->year_last = x->year_first;
        return set_field(r, FIELD_YEAR_FIRST, at) && set_field(r, FIELD_YEAR_LAST, at);
    }
    return read_reference(r, TABLE_AREA, &x->area) && set_field(r, FIELD_AREA, at);
}

/* A modifier: 1 read, 0 there is none, -1 half of one. */
static int read_modifier(struct reader *r)
{
    struct article *x = &r->x;
    struct lex *l = &r->lex;
    (void)lex_skip(l);
    size_t at = l->at;
    if (lex_accept(l, "in")) return read_in(r, at) ? 1 : -1;
    if (lex_accept(l, "of stage"))
        return lex_accept_integer(l, "a stage from 1 to 9", 1, 9, &x->stage) &&
                       set_field(r, FIELD_STAGE, at)
                   ? 1
                   : -1;
    if (lex_accept(l, "by"))
        return read_year(r, "a year", &x->year_last) && set_field(r, FIELD_YEAR_LAST, at) ? 1 : -1;
    if (lex_accept(l, "missed at"))
        return lex_accept_real(l, &x->penalty) && lex_accept(l, "each") &&
                       set_field(r, FIELD_PENALTY, at)
                   ? 1
                   : -1;
    if (!lex_accept(l, "from")) return 0;
    if (!read_year(r, "a year", &x->year_first)) return -1;
    (void)set_field(r, FIELD_YEAR_FIRST, at);
    if (!lex_accept(l, "to")) return 1;
    return read_year(r, "a year", &x->year_last) && set_field(r, FIELD_YEAR_LAST, at) ? 1 : -1;
}

static int set_core(struct reader *r, enum clause_kind kind)
{
    r->x.kind = (int)kind;
    return 1;
}

/* Behind a count: what is counted. */
static int read_counted(struct reader *r)
{
    struct lex *l = &r->lex;
    if (lex_accept(l, "visits") || lex_accept(l, "visit"))
        return set_core(r, CLAUSE_VISITS_IN_PERIOD);
    if (lex_accept(l, "per cent of the visits")) return set_core(r, CLAUSE_SHARE_IN_PERIOD);
    if ((r->x.fields & FIELD_AT_LEAST) == 0 && (lex_accept(l, "changes against the adopted plan") ||
                                                lex_accept(l, "change against the adopted plan")))
        return set_core(r, CLAUSE_LIMIT_CHANGES);
    return 0;
}

static int read_count(struct reader *r, size_t at)
{
    struct article *x = &r->x;
    struct lex *l = &r->lex;
    if (lex_accept(l, "exactly")) {
        if (!lex_accept_real(l, &x->at_least)) return 0;
        x->at_most = x->at_least;
        (void)set_field(r, FIELD_AT_LEAST, at);
        (void)set_field(r, FIELD_AT_MOST, at);
        return read_counted(r);
    }
    if (lex_accept(l, "at least")) {
        if (!lex_accept_real(l, &x->at_least)) return 0;
        (void)set_field(r, FIELD_AT_LEAST, at);
        if (!lex_accept(l, "and at most")) return read_counted(r);
    } else if (!lex_accept(l, "at most")) {
        return 0;
    }
    if (!lex_accept_real(l, &x->at_most)) return 0;
    (void)set_field(r, FIELD_AT_MOST, at);
    return read_counted(r);
}

static int read_type(struct reader *r, enum clause_kind kind, size_t at)
{
    return read_reference(r, TABLE_FACILITY_TYPE, &r->x.type) && set_field(r, FIELD_TYPE, at) &&
           set_core(r, kind);
}

static int read_site(struct reader *r, enum clause_kind kind, size_t at)
{
    return read_reference(r, TABLE_SITE, &r->x.site) && set_field(r, FIELD_SITE, at) &&
           set_core(r, kind);
}

/* Behind "every". */
static int read_every(struct reader *r, size_t at)
{
    struct lex *l = &r->lex;
    if (lex_accept(l, "area has its visit")) return set_core(r, CLAUSE_VISIT_WITHIN);
    if (lex_accept(l, "visit brings")) return read_type(r, CLAUSE_REQUIRE_FACILITY, at);
    if (lex_accept(l, "visit builds on")) return read_site(r, CLAUSE_REQUIRE_SITE, at);
    if (lex_accept(l, "facility pays its way")) return set_core(r, CLAUSE_SELF_FINANCING);
    return read_type(r, CLAUSE_SELF_FINANCING, at) && lex_accept(l, "pays its way");
}

/* Behind "visits wait". */
static int read_wait(struct reader *r, size_t at)
{
    struct lex *l = &r->lex;
    int years = 0;
    if (lex_accept_integer(l, "a number of years", 0, 1000, &years)) {
        if (!lex_accept(l, "years") && !lex_accept(l, "year")) return 0;
        r->x.at_least = years;
        (void)set_field(r, FIELD_AT_LEAST, at);
    }
    return lex_accept(l, "for all visits in") && read_reference(r, TABLE_AREA, &r->x.after) &&
           set_field(r, FIELD_AFTER, at) && set_core(r, CLAUSE_VISIT_AFTER);
}

static int read_core(struct reader *r)
{
    struct lex *l = &r->lex;
    (void)lex_skip(l);
    size_t at = r->x.core_at = l->at;
    if (lex_accept(l, "every")) return read_every(r, at);
    if (lex_accept(l, "no visit")) {
        if (lex_accept(l, "brings")) return read_type(r, CLAUSE_FORBID_FACILITY, at);
        if (lex_accept(l, "builds on")) return read_site(r, CLAUSE_FORBID_SITE, at);
        return set_core(r, CLAUSE_NO_VISIT);
    }
    if (lex_accept(l, "visits wait")) return read_wait(r, at);
    if (lex_accept(l, "losses of at most"))
        return lex_accept_real(l, &r->x.at_most) && set_field(r, FIELD_AT_MOST, at) &&
               set_core(r, CLAUSE_LIMIT_SUBSIDY);
    if (lex_accept(l, "adopted visits stay")) return set_core(r, CLAUSE_KEEP_ADOPTED);
    return read_count(r, at);
}

/* Do core and modifiers go together? */
static void check_rule(struct reader *r)
{
    struct article *x = &r->x;
    struct lex *l = &r->lex;
    if (x->kind == CLAUSE_VISITS_IN_PERIOD && x->per_year) x->kind = CLAUSE_VISITS_PER_YEAR;
    int may_year = x->kind == CLAUSE_VISITS_PER_YEAR || x->kind == CLAUSE_LIMIT_SUBSIDY;
    if (x->per_year && !may_year) {
        lex_tell(l, x->per_year_at, "'in every year' goes with counts of visits and with losses");
        r->failed = 1;
    }
    if (x->kind == CLAUSE_LIMIT_SUBSIDY && !x->per_year) {
        lex_tell(l, x->core_at, "losses are those of a year: write 'in every year losses of …'");
        r->failed = 1;
    }
    const struct clause_form *form = &clause_forms[x->kind];
    for (int i = 0; i < CLAUSE_FIELD_COUNT; i++) {
        if (!(x->fields & ~form->may & 1U << i)) continue;
        lex_tell(l, x->places[i], "a rule of kind %s says nothing about %s; remove this",
                 form->name, clause_field_columns[i]);
        r->failed = 1;
    }
    if (form->must & FIELD_AREA & ~x->fields) {
        lex_tell(l, x->core_at, "who waits? add 'in NAME [CODE]'");
        r->failed = 1;
    }
}

static int read_rule(struct reader *r)
{
    for (;;) {
        int modifier = read_modifier(r);
        if (modifier < 0) return 0;
        if (modifier > 0) continue;
        if (r->x.kind >= 0) return 1;
        if (!read_core(r)) return 0;
    }
}

/* --- articles ----------------------------------------------------------------------------- */

static int read_evidence(struct reader *r)
{
    struct lex *l = &r->lex;
    static const char wanted[] = "measured:, reported:, estimated: or assumed: with the source in "
                                 "quotes";
    (void)lex_skip(l);
    size_t start = l->at;
    if (!lex_accept_label(l, wanted, &r->x.evidence)) return 0;
    for (size_t i = 0; i < sizeof evidences / sizeof evidences[0]; i++)
        if (slice_is(r->x.evidence, evidences[i]))
            return lex_accept_text(l, "the source in quotes", &r->x.source);
    l->at = start;
    lex_want(l, wanted);
    return 0;
}

static enum status add_row(struct reader *r, struct err *e)
{
    const struct article *x = &r->x;
    struct table *t = r->out;
    struct arena *a = r->lex.findings->arena;
    int row = table_add(t, a);

    const struct {
        const char *column;
        struct slice value;
    } texts[] = {
        {"code", x->code},   {"area", x->area},          {"each", x->each},
        {"after", x->after}, {"facility_type", x->type}, {"site", x->site},
        {"text", x->text},   {"evidence", x->evidence},  {"source", x->source},
    };

    for (size_t i = 0; row >= 0 && i < sizeof texts / sizeof texts[0]; i++) {
        struct slice value = texts[i].value;
        if (!value.at || value.len == 0) continue;
        const char *copy = arena_strndup(a, value.at, value.len);
        if (!copy)
            row = -1;
        else
            table_put_text(t, row, texts[i].column, (struct slice){copy, value.len});
    }
    if (row < 0) return err_set(e, STATUS_NOMEM, "out of memory for the decree");
    table_put_text(t, row, "kind", slice_of(clause_forms[x->kind].name));
    if (x->fields & FIELD_STAGE) table_put_integer(t, row, "stage", x->stage);
    if (x->fields & FIELD_YEAR_FIRST) table_put_integer(t, row, "year_first", x->year_first);
    if (x->fields & FIELD_YEAR_LAST) table_put_integer(t, row, "year_last", x->year_last);
    if (x->fields & FIELD_AT_LEAST) table_put_real(t, row, "at_least", x->at_least);
    if (x->fields & FIELD_AT_MOST) table_put_real(t, row, "at_most", x->at_most);
    if (x->fields & FIELD_PENALTY) table_put_real(t, row, "penalty", x->penalty);
    t->lines[row] = lex_line(&r->lex, x->at);
    return STATUS_OK;
}

static int read_head(struct reader *r)
{
    struct article *x = &r->x;
    if (!lex_accept_label(&r->lex,
                          "the number of an article and a colon, such as art-1:", &x->code))
        return 0;
    if (!schema_is_code(x->code)) {
        lex_tell(&r->lex, x->at,
                 "'%.*s' is not a code; use 1 to 64 letters A-Z a-z, digits and _ . : -",
                 SLICE_ARGS(x->code));
        r->failed = 1;
    }
    return lex_accept_text(&r->lex, "the words of the decree in quotes", &x->text);
}

static enum status read_articles(struct reader *r, struct err *e)
{
    while (lex_skip(&r->lex)) {
        r->x = (struct article){.kind = -1, .at = r->lex.at};
        r->failed = 0;
        if (read_head(r) && read_rule(r) && read_evidence(r)) {
            check_rule(r);
            if (!r->failed) TRY(add_row(r, e));
        } else {
            lex_tell_wanted(&r->lex);
            lex_recover(&r->lex);
        }
    }
    return r->lex.findings->failed ? err_set(e, STATUS_NOMEM, "out of memory for the decree")
                                   : STATUS_OK;
}

enum status clause_text_read(struct table *out, const struct dataset *d, const char *name,
                             struct slice text, struct findings *f, struct err *e)
{
    struct reader r = {.lex = {.name = name, .text = text, .findings = f}, .d = d, .out = out};
    int line = 0;
    if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) r.lex.at = 3;
    if (!utf8_valid(text, &line)) {
        findings_add(f, 1, name, NULL, "line %d is not UTF-8; save the text as UTF-8", line);
        return STATUS_OK;
    }
    const char *zero = text.len > 0 ? memchr(text.at, 0, text.len) : NULL;
    if (zero) {
        lex_tell(&r.lex, (size_t)(zero - text.at), "a zero byte; this is not text");
        return STATUS_OK;
    }
    TRY(index_codes(&r, TABLE_AREA, f->arena, e));
    TRY(index_codes(&r, TABLE_FACILITY_TYPE, f->arena, e));
    TRY(index_codes(&r, TABLE_SITE, f->arena, e));
    out->origin = name;
    return read_articles(&r, e);
}
