/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/diagnose.h"
#include "base/json.h"
#include "base/number.h"

enum {
    SHOWN_MAX = 20, /* areas */
};

static void percent(struct buf *b, double share, int width)
{
    if (isnan(share))
        buf_printf(b, "%*s  ", width, "-");
    else
        buf_printf(b, "%*.0f %%", width, 100 * share);
}

static int find_area(const struct programme *p, struct slice code)
{
    for (int i = 0; i < p->area_count; i++)
        if (slice_is(code, p->areas[i].code)) return i;
    return -1;
}

static void write_area(const struct table *t, int row, const struct programme *p, struct buf *b)
{
    int area = find_area(p, table_get_text(t, row, "area"));
    int64_t low = table_get_integer(t, row, "rank_low");
    int64_t high = table_get_integer(t, row, "rank_high");
    buf_printf(b, "%5lld", (long long)table_get_integer(t, row, "rank"));
    if (low == INTEGER_NONE)
        buf_printf(b, "  %4s %4s", "-", "");
    else
        buf_printf(b, "  %4lld-%-4lld", (long long)low, (long long)high);
    percent(b, table_get_real(t, row, "worst_share"), 9);
    buf_printf(b, "  %6.2f", table_get_real(t, row, "value"));
    percent(b, table_get_real(t, row, "supply_share"), 6);
    buf_printf(b, "   %s %s", p->areas[area].code, p->areas[area].name);
    int province = p->areas[area].province;
    if (province != area) buf_printf(b, ", %s", p->areas[province].name);
    buf_char(b, '\n');
}

/* Rows of ranks 1, 2, ... up to SHOWN_MAX. */
static void write_worst(const struct table *t, const struct programme *p, struct buf *b)
{
    int rank = table_column(t, "rank"), shown = 0;
    buf_text(b, " rank   5-95 %   in worst   index  supply   area\n");
    for (int64_t r = 1; shown < SHOWN_MAX && shown < t->row_count && r <= t->row_count; r++) {
        for (int row = 0; row < t->row_count && shown < SHOWN_MAX; row++) {
            if (table_integer(t, row, rank) != r) continue;
            write_area(t, row, p, b);
            shown++;
        }
    }
    if (shown < t->row_count) buf_printf(b, "  ... and %d more\n", t->row_count - shown);
}

static void figure(struct buf *b, double value)
{
    if (isnan(value))
        buf_printf(b, "%10s", "-");
    else
        buf_printf(b, "%10.4f", value);
}

static void write_inequality(const struct table *t, struct buf *b)
{
    buf_printf(b, "%-24s %-8s%10s%10s%10s%10s\n", "inequality of people", "measure", "total",
               "between", "within", "overlap");
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_is(table_get_text(t, row, "moment"), "before")) continue;
        struct slice measure = table_get_text(t, row, "measure");
        struct slice variable = table_get_text(t, row, "variable");
        int is_first = slice_is(measure, "gini");
        buf_printf(b, "%-24.*s %-8.*s", is_first ? (int)variable.len : 0, variable.at,
                   SLICE_ARGS(measure));
        figure(b, table_get_real(t, row, "total"));
        figure(b, table_get_real(t, row, "between"));
        figure(b, table_get_real(t, row, "within"));
        if (is_first) figure(b, table_get_real(t, row, "residual"));
        buf_char(b, '\n');
    }
}

static void write_safety(const struct diagnose_answer *x, struct buf *b)
{
    if (x->trial_count == 0) {
        buf_text(b, "How safe the ranks are was not worked out: stopped before the first trial.\n");
        return;
    }
    buf_printf(b, "Under ");
    buf_grouped(b, x->trial_count, 0);
    buf_printf(
        b,
        " random weightings %d areas are among the worst-off fifth (the worst %d) at least 95 "
        "times in 100, %d are a matter of weights, %d are not.\n",
        x->safe_count, x->worst_count, x->open_count,
        x->area_count - x->safe_count - x->open_count);
}

void diagnose_write(const struct diagnose_answer *x, const struct dataset *d,
                    const struct programme *p, const struct findings *findings, struct buf *b)
{
    buf_printf(b, "Index of living standard, 1 (worst) to 100: %d areas, %s mean of %d %s\n",
               x->area_count, x->geometric ? "geometric" : "arithmetic", x->indicator_count,
               x->from_goods ? "goods' shares of need met (there are no indicators)"
                             : "indicators");
    write_worst(&d->tables[TABLE_AREA_INDEX], p, b);
    buf_char(b, '\n');
    write_safety(x, b);
    buf_char(b, '\n');
    write_inequality(&d->tables[TABLE_INEQUALITY], b);
    if (x->gap_count > 0) buf_printf(b, "\n%d values were filled in or left out.\n", x->gap_count);
    for (int i = x->warning_first; i < findings->count; i++) {
        const struct finding *f = &findings->list[i];
        buf_printf(b, "%snote: %s: %s\n", i == x->warning_first ? "\n" : "", f->place, f->sentence);
    }
}

static void json_row(struct json *j, const struct table *t, int row)
{
    json_open(j, '{');
    for (int c = 0; c < t->def->column_count; c++) {
        json_key(j, t->def->columns[c].name);
        if (t->def->columns[c].type == COLUMN_REAL)
            json_real(j, table_real(t, row, c));
        else if (t->def->columns[c].type != COLUMN_INTEGER)
            json_text(j, table_text(t, row, c));
        else if (table_is_none(t, row, c))
            json_text(j, SLICE_NONE);
        else
            json_integer(j, table_integer(t, row, c));
    }
    json_shut(j, '}');
}

static void json_table(struct json *j, const struct dataset *d, enum table_id id)
{
    const struct table *t = &d->tables[id];
    json_key(j, t->def->name);
    json_open(j, '[');
    for (int row = 0; row < t->row_count; row++)
        json_row(j, t, row);
    json_shut(j, ']');
}

void diagnose_write_json(const struct diagnose_answer *x, const struct dataset *d,
                         const struct findings *findings, struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "summary");
    json_text(&j, slice_of(x->summary));

    const struct {
        const char *key;
        int value;
    } counts[] = {
        {"area_count", x->area_count},   {"indicator_count", x->indicator_count},
        {"trial_count", x->trial_count}, {"worst_count", x->worst_count},
        {"safe_count", x->safe_count},   {"open_count", x->open_count},
        {"gap_count", x->gap_count},
    };

    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        json_key(&j, counts[i].key);
        json_integer(&j, counts[i].value);
    }
    json_key(&j, "from_goods");
    json_flag(&j, x->from_goods);
    json_table(&j, d, TABLE_AREA_INDEX);
    json_table(&j, d, TABLE_AREA_INDICATOR);
    json_table(&j, d, TABLE_INEQUALITY);
    json_key(&j, "warnings");
    json_open(&j, '[');
    for (int i = x->warning_first; i < findings->count; i++) {
        json_open(&j, '{');
        json_key(&j, "place");
        json_text(&j, slice_of(findings->list[i].place));
        json_key(&j, "sentence");
        json_text(&j, slice_of(findings->list[i].sentence));
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
