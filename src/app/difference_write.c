/* SPDX-License-Identifier: Apache-2.0 */
/* The difference of two plans for people and for programs. */
#include <math.h>
#include <stdio.h>

#include "app/columns.h"
#include "app/difference.h"
#include "base/number.h"

enum {
    AREAS_SHOWN = 5,
    CELL = 10, /* width of a figure in a table */
};

/* --- areas that move ---------------------------------------------------------------------- */

static void write_year(struct buf *b, const struct programme *p, int year)
{
    if (year < 0)
        buf_text(b, "not visited");
    else
        buf_integer(b, p->first_year + year);
}

static void write_move(const struct difference *x, const struct move *m, struct buf *b)
{
    const struct programme *p = x->programme;
    buf_text(b, "  ");
    buf_left(b, p->areas[m->area].name, 22);
    buf_printf(b, " stage %d  ", m->stage);
    write_year(b, p, m->year_a);
    if (m->year_a != m->year_b) {
        buf_text(b, " -> ");
        write_year(b, p, m->year_b);
    } else if (m->facility_count_a != m->facility_count_b) {
        buf_printf(b, ", %d plants -> %d", m->facility_count_a, m->facility_count_b);
    } else {
        buf_text(b, ", other sizes or sites");
    }
    buf_text(b, ", worth ");
    buf_signed(b, m->worth_b - m->worth_a, 0);
    buf_char(b, '\n');
}

static void write_moves(const struct difference *x, int moves_max, struct buf *b)
{
    if (x->move_count == 0) {
        buf_text(b, "no area is served otherwise\n");
        return;
    }
    buf_text(b, "served otherwise: ");
    buf_counted(b, x->move_count, "visit", "visits");
    buf_printf(b, ", %d of them in another year or not at all\n", x->year_count);
    int shown = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < x->move_count && shown < moves_max; i++) {
            const struct move *m = &x->moves[i];
            if ((pass == 0) != (m->year_a != m->year_b)) continue;
            write_move(x, m, b);
            shown++;
        }
    if (shown < x->move_count) buf_printf(b, "  ... and %d more\n", x->move_count - shown);
}

/* --- people ------------------------------------------------------------------------------- */

static void write_people(const struct difference *x, struct buf *b)
{
    const struct programme *p = x->programme;
    int shown = 0;
    for (int g = 0; g < p->good_count; g++) {
        double change = x->people_b[g] - x->people_a[g];
        if (fabs(change) < 0.5) continue;
        if (shown++ == 0) buf_text(b, "people fully supplied, person-years over all years\n");
        buf_text(b, "  ");
        buf_left(b, p->goods[g].name, 22);
        buf_right_signed(b, change, 0, CELL);
        if (x->people_a[g] > 0) {
            buf_text(b, "  (");
            buf_signed(b, 100 * change / x->people_a[g], 2);
            buf_text(b, " %)");
        }
        buf_char(b, '\n');
    }
    if (shown == 0) buf_text(b, "people supplied: the same with every good\n");
}

static void write_area_names(const struct difference *x, int gain, struct buf *b)
{
    const struct programme *p = x->programme;
    int shown = 0, count = 0;
    for (int i = 0; i < x->area_count; i++)
        count += (x->areas[i].people > 0) == gain;
    for (int k = 0; k < x->area_count && shown < AREAS_SHOWN; k++) {
        const struct area_change *c = &x->areas[gain ? k : x->area_count - 1 - k];
        if ((c->people > 0) != gain) break;
        buf_text(b, shown++ == 0 ? (gain ? "gain: " : "lose: ") : ", ");
        buf_text(b, p->areas[c->area].name);
        buf_char(b, ' ');
        buf_signed(b, c->people, 0);
    }
    if (shown == 0) return;
    if (shown < count) buf_printf(b, " and %d more", count - shown);
    buf_text(b, " person-years\n");
}

static int has_trade(const struct difference *x)
{
    return x->trade_a != 0 || x->trade_b != 0;
}

static void write_trade(const struct difference *x, struct buf *b)
{
    if (!has_trade(x)) return;
    buf_text(b, "gained by what areas send each other: ");
    buf_grouped(b, x->trade_a, 0);
    buf_text(b, " -> ");
    buf_grouped(b, x->trade_b, 0);
    buf_text(b, " weighted person-years\n");
}

/* --- resources ---------------------------------------------------------------------------- */

static int differs(double a, double b)
{
    return fabs(a - b) > 1e-6 * fmax(1, fmax(fabs(a), fabs(b)));
}

static int year_differs(const struct difference *x, int year)
{
    const struct programme *p = x->programme;
    for (int r = 0; r < p->resource_count; r++)
        if (differs(x->use_a[r * p->year_count + year], x->use_b[r * p->year_count + year]))
            return 1;
    return 0;
}

static int decimals_of(const struct difference *x, int resource)
{
    const struct programme *p = x->programme;
    double most = 0;
    for (int y = 0; y < p->year_count; y++)
        most = fmax(most, fabs(x->use_b[resource * p->year_count + y] -
                               x->use_a[resource * p->year_count + y]));
    return most < 100 ? 2 : 0;
}

static void write_resources(const struct difference *x, struct buf *b)
{
    const struct programme *p = x->programme;
    int years = 0;
    for (int y = 0; y < p->year_count; y++)
        years += year_differs(x, y);
    if (years == 0) {
        buf_text(b, "resources: the same in every year\n");
        return;
    }
    buf_left(b, "resources, more or less", 24);
    for (int y = 0; y < p->year_count; y++)
        if (year_differs(x, y)) buf_printf(b, "%*d", CELL, p->first_year + y);
    buf_char(b, '\n');
    for (int r = 0; r < p->resource_count; r++) {
        int any = 0;
        const double *a = x->use_a + (ptrdiff_t)r * p->year_count;
        const double *c = x->use_b + (ptrdiff_t)r * p->year_count;
        for (int y = 0; y < p->year_count; y++)
            any |= differs(a[y], c[y]);
        if (!any) continue;
        buf_text(b, "  ");
        buf_left(b, p->resources[r].name, 22);
        for (int y = 0; y < p->year_count; y++)
            if (year_differs(x, y)) buf_right_signed(b, c[y] - a[y], decimals_of(x, r), CELL);
        buf_printf(b, "  %s\n", p->resources[r].unit);
    }
}

void difference_write(const struct difference *x, int moves_max, struct buf *b)
{
    write_moves(x, moves_max, b);
    write_people(x, b);
    write_area_names(x, 1, b);
    write_area_names(x, 0, b);
    write_trade(x, b);
    write_resources(x, b);
}

/* --- JSON --------------------------------------------------------------------------------- */

static void year_json(struct json *j, const char *key, const struct programme *p, int year)
{
    json_key(j, key);
    if (year < 0)
        json_text(j, SLICE_NONE);
    else
        json_integer(j, p->first_year + year);
}

static void number_json(struct json *j, const char *key, double value)
{
    json_key(j, key);
    json_real(j, value);
}

static void moves_json(const struct difference *x, struct json *j)
{
    json_key(j, "moves");
    json_open(j, '[');
    for (int i = 0; i < x->move_count; i++) {
        const struct move *m = &x->moves[i];
        json_open(j, '{');
        json_key(j, "area");
        json_text(j, slice_of(x->programme->areas[m->area].code));
        json_key(j, "stage");
        json_integer(j, m->stage);
        year_json(j, "year_a", x->programme, m->year_a);
        year_json(j, "year_b", x->programme, m->year_b);
        number_json(j, "worth_a", m->worth_a);
        number_json(j, "worth_b", m->worth_b);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

static void resources_json(const struct difference *x, struct json *j)
{
    const struct programme *p = x->programme;
    json_key(j, "resources");
    json_open(j, '[');
    for (int i = 0; i < p->resource_count * p->year_count; i++) {
        if (!differs(x->use_a[i], x->use_b[i])) continue;
        json_open(j, '{');
        json_key(j, "resource");
        json_text(j, slice_of(p->resources[i / p->year_count].code));
        year_json(j, "year", p, i % p->year_count);
        number_json(j, "used_a", x->use_a[i]);
        number_json(j, "used_b", x->use_b[i]);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

void difference_write_json(const struct difference *x, struct json *j)
{
    moves_json(x, j);
    json_key(j, "goods");
    json_open(j, '[');
    for (int g = 0; g < x->programme->good_count; g++) {
        json_open(j, '{');
        json_key(j, "good");
        json_text(j, slice_of(x->programme->goods[g].code));
        number_json(j, "person_years_a", x->people_a[g]);
        number_json(j, "person_years_b", x->people_b[g]);
        json_shut(j, '}');
    }
    json_shut(j, ']');
    json_key(j, "areas");
    json_open(j, '[');
    for (int i = 0; i < x->area_count; i++) {
        json_open(j, '{');
        json_key(j, "area");
        json_text(j, slice_of(x->programme->areas[x->areas[i].area].code));
        number_json(j, "person_years", x->areas[i].people);
        json_shut(j, '}');
    }
    json_shut(j, ']');
    if (has_trade(x)) {
        number_json(j, "trade_a", x->trade_a);
        number_json(j, "trade_b", x->trade_b);
    }
    resources_json(x, j);
}
