/* SPDX-License-Identifier: Apache-2.0 */
#include "report/tally.h"

#include <string.h>

const char *tally_condition_name(int condition)
{
    static const char *const names[CONDITION_COUNT] = {"electricity", "industrial water",
                                                       "transport", "inhabitants", "land"};
    return names[condition];
}

int tally_failed(const struct view *v, const struct view_option *option, int condition)
{
    const struct table *t = view_table(v, TABLE_SITE_TEST);
    int row = option->test[condition];
    return row >= 0 && slice_is(table_get_text(t, row, "passed"), "no");
}

static void tally_areas(struct tally *t, const struct view *v)
{
    for (int i = 0; i < v->unit_count; i++) {
        const struct view_area *area = &v->areas[v->ranking[i]];
        double people = area->population > 0 ? area->population : 0;
        t->all_people += people;
        t->closed_areas += area->option_count > 0 && area->admissible_count == 0;
        if (area->visit_count == 0) {
            t->unvisited_areas++;
            continue;
        }
        t->visited_areas++;
        t->visited_people += people;
    }
    for (int i = 0; i < v->province_count; i++) {
        int found = 0;
        for (int k = 0; k < v->visit_count && !found; k++)
            found = v->areas[v->visits[k].area].province == v->provinces[i];
        t->visited_provinces += found;
    }
}

static void tally_visits(struct tally *t, const struct view *v)
{
    unsigned stages = 0;
    for (int i = 0; i < v->visit_count; i++) {
        t->decided_visits += v->visits[i].decided;
        stages |= 1u << v->visits[i].stage;
    }
    for (; stages; stages &= stages - 1)
        t->stage_count++;
}

static void tally_options(struct tally *t, const struct view *v)
{
    int last_site[CONDITION_COUNT];
    for (int c = 0; c < CONDITION_COUNT; c++)
        last_site[c] = -1;
    t->option_count = v->option_count;
    for (int i = 0; i < v->option_count; i++) {
        const struct view_option *o = &v->options[i];
        if (o->admissible) continue;
        t->refused_count++;
        for (int c = 0; c < CONDITION_COUNT; c++) {
            if (!tally_failed(v, o, c)) continue;
            t->refused[c]++;
            t->refused_sites[c] += last_site[c] != o->site;
            last_site[c] = o->site;
        }
    }
    for (int i = 0; i < v->site_count; i++) {
        t->closed_sites += v->sites[i].option_count > 0 && v->sites[i].admissible_count == 0;
        t->proposed_sites += v->sites[i].proposed;
    }
}

void tally_make(struct tally *out, const struct view *v)
{
    memset(out, 0, sizeof *out);
    tally_areas(out, v);
    tally_visits(out, v);
    tally_options(out, v);
    for (int i = 0; i < v->use_count; i++)
        out->bound_series += v->uses[i].bound_years > 0;
    for (int i = 0; i < v->rule_count; i++)
        out->broken_rules += !v->rules[i].kept && isnan(v->rules[i].missed);
}
