/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "model/load_works.h"

static uint64_t read_trades(struct works_load *l, const struct table *t, int row)
{
    struct slice rest = table_get_text(t, row, "trades"), word;
    uint64_t trades = 0;
    while (works_word(&rest, &word)) {
        int trade = word.len ? works_trade(l, t, row, word) : -1;
        if (trade >= 0) trades |= UINT64_C(1) << trade;
    }
    return trades;
}

static void read_years(struct works_load *l, const struct table *t, int row, struct crew *c)
{
    const struct programme *p = l->load.p;
    int first = load_year(&l->load, t, row, "year_from", 0);
    int last = load_year(&l->load, t, row, "year_to", p->year_count - 1);
    if (last < first)
        findings_row(l->load.findings, 1, t, row, "year_to", "%d is before year_from %d",
                     p->first_year + last, p->first_year + first);
    c->day_from = works_year_day(p, first);
    int has_end = table_get_integer(t, row, "year_to") != INTEGER_NONE;
    c->day_to = has_end ? works_year_day(p, last + 1) : l->w->day_count;
}

/* Ways from a place that is not known count as nothing: better said than believed. */
static void tell_homeless(struct works_load *l, const struct table *t)
{
    int first = -1, count = 0;
    for (int i = 0; i < l->w->crew_count; i++) {
        const struct crew *c = &l->w->crews[i];
        if (c->home >= 0 || isinf(c->travel_km_day)) continue;
        if (count++ == 0) first = i;
    }
    if (count == 0) return;
    findings_row(l->load.findings, 0, t, first, "home",
                 "%d %s no home: the way to the first place of work counts as nothing", count,
                 count == 1 ? "crew has" : "crews have");
}

/* Where crews go without a known place: an area without settlement and site. */
static enum status tell_placeless(struct works_load *l, struct err *e)
{
    const struct programme *p = l->load.p;
    int first = -1, count = 0;
    char *has_place = NULL;
    LOAD_ARRAY(&l->load, has_place, p->area_count);
    for (int i = 0; i < p->settlement_count; i++)
        if (p->settlements[i].area >= 0) has_place[p->settlements[i].area] = 1;
    for (int i = 0; i < p->site_count; i++)
        has_place[p->sites[i].area] = 1;
    for (int area = 0; area < p->area_count; area++)
        if (p->areas[area].visitable && !has_place[area] && count++ == 0) first = area;
    if (count == 0 || l->w->crew_count == 0) return STATUS_OK;
    findings_add(
        l->load.findings, 0, "settlement", NULL,
        "%d %s no settlement and no site, '%s' first: ways of crews there count as nothing", count,
        count == 1 ? "area to visit has" : "areas to visit have", p->areas[first].code);
    return STATUS_OK;
}

enum status load_crews(struct works_load *l, struct err *e)
{
    const struct table *t = load_table(&l->load, TABLE_CREW);
    struct works *w = l->w;
    w->crew_count = t->row_count;
    LOAD_ARRAY(&l->load, w->crews, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct crew *c = &w->crews[i];
        TRY(load_code_and_name(&l->load, t, i, &c->code, &c->name, e));
        c->home = load_reference(&l->load, t, i, "home");
        c->strength = table_get_real(t, i, "strength");
        c->trades = read_trades(l, t, i);
        c->travel_km_day = load_real(t, i, "travel_km_day", INFINITY);
        int64_t camp = table_get_integer(t, i, "camp_days");
        c->camp_days = camp == INTEGER_NONE ? 0 : (int)camp;
        read_years(l, t, i, c);
    }
    tell_homeless(l, t);
    return tell_placeless(l, e);
}
