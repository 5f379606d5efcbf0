/* SPDX-License-Identifier: Apache-2.0 */
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
    return STATUS_OK;
}
