/* SPDX-License-Identifier: Apache-2.0 */
#include "model/programme.h"

#include <assert.h>
#include <math.h>
#include <string.h>

double area_people(const struct area *area, int year)
{
    return area->growth == 0 ? area->population : area->population * pow(1 + area->growth, year);
}

int area_is_within(const struct programme *p, int area, int scope)
{
    if (scope < 0) return 1;
    while (area >= 0 && area != scope)
        area = p->areas[area].parent;
    return area == scope;
}

double good_satisfaction(const struct good *good, double share)
{
    assert(good->point_count >= 2 && share >= 0);
    if (share >= 1) return good->value[good->point_count - 1];
    int i = 1;
    while (good->share[i] < share)
        i++;
    double width = good->share[i] - good->share[i - 1];
    double part = width > 0 ? (share - good->share[i - 1]) / width : 0;
    return good->value[i - 1] + part * (good->value[i] - good->value[i - 1]);
}

const struct trade_way *trade_way_find(const struct programme *p, int from, int to)
{
    int first = 0, last = p->trade_way_count - 1;
    while (first <= last) {
        int middle = first + (last - first) / 2;
        const struct trade_way *way = &p->trade_ways[middle];
        if (way->from == from && way->to == to) return way;
        if (way->from < from || (way->from == from && way->to < to))
            first = middle + 1;
        else
            last = middle - 1;
    }
    return NULL;
}

int clause_next_scope(const struct programme *p, const struct clause *c, int previous)
{
    if (!c->each) return previous == CLAUSE_SCOPE_FIRST ? c->area : CLAUSE_SCOPE_END;
    for (int i = previous == CLAUSE_SCOPE_FIRST ? 0 : previous + 1; i < p->area_count; i++) {
        const struct area *area = &p->areas[i];
        if (area->visitable_count == 0 || !area->kind || strcmp(area->kind, c->each) != 0) continue;
        if (area_is_within(p, i, c->area)) return i;
    }
    return CLAUSE_SCOPE_END;
}

int clause_visits_possible(const struct programme *p, const struct clause *c, int scope)
{
    int stages = 0, areas = 0, seen[STAGE_MAX + 1] = {0};
    for (int t = 0; t < p->type_count; t++) {
        int stage = p->types[t].stage;
        if (c->stage == 0 || c->stage == stage) stages += !seen[stage];
        seen[stage] = 1;
    }
    for (int i = 0; scope < 0 && i < p->area_count; i++)
        areas += p->areas[i].visitable;
    return stages * (scope < 0 ? areas : p->areas[scope].visitable_count);
}
