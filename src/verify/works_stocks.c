/* SPDX-License-Identifier: Apache-2.0 */
#include "verify/works_parts.h"

enum {
    UNKNOWN = -3, /* a stock area not looked up yet */
};

/* The area whose arrivals a site of `area` draws on; -2: none limits the material there. */
static int stock_area(const struct works_check *k, int resource, int area)
{
    int at = area, everywhere = 0;
    for (int i = 0; i < k->c->works->arrival_count; i++)
        everywhere |=
            k->c->works->arrivals[i].resource == resource && k->c->works->arrivals[i].area < 0;
    for (; at >= 0; at = k->c->programme->areas[at].parent)
        for (int i = 0; i < k->c->works->arrival_count; i++)
            if (k->c->works->arrivals[i].resource == resource &&
                k->c->works->arrivals[i].area == at)
                return at;
    return everywhere ? -1 : -2;
}

static int known_stock_area(struct works_check *k, int resource, int area)
{
    int *known = &k->stock_area[resource * k->c->programme->area_count + area];
    if (*known == UNKNOWN) *known = stock_area(k, resource, area);
    return *known;
}

/* Arrived and used of one material for one area, on the days on which planned work takes some. */
static void check_stock(struct works_check *k, int resource, int area, double *left, char *is_used)
{
    const struct works *w = k->c->works;
    const struct schedule *sc = k->c->schedule;
    double size = 0;
    for (int day = 0; day <= w->day_count; day++)
        left[day] = is_used[day] = 0;
    for (int i = 0; i < w->arrival_count; i++) {
        if (w->arrivals[i].resource != resource || w->arrivals[i].area != area) continue;
        left[w->arrivals[i].day < 0 ? 0 : w->arrivals[i].day] += w->arrivals[i].quantity;
        size += w->arrivals[i].quantity;
    }
    for (int i = 0; i < sc->activity_count; i++) {
        const struct activity *at = &sc->activities[i];
        const struct phase *phase = &w->phases[at->phase];
        if (at->is_inspection) continue;
        for (int m = phase->material_first; m < phase->material_first + phase->material_count; m++)
            if (w->materials[m].resource == resource &&
                known_stock_area(k, resource, visit_of(k, at)->area) == area) {
                left[at->start < 0 ? 0 : at->start] -= w->materials[m].quantity;
                is_used[at->start < 0 ? 0 : at->start] |= !k->done[i];
            }
    }
    double sum = 0;
    for (int day = 0; day <= w->day_count; day++) {
        sum += left[day];
        if (sum >= -1e-6 * (1 + size) || !is_used[day]) continue;
        findings_add(k->findings, 1, k->c->programme->resources[resource].code, NULL,
                     "%g more is used by day %d than has arrived", -sum, day);
        return;
    }
}

enum status works_check_stocks(struct works_check *k, struct err *e)
{
    const struct works *w = k->c->works;
    double *left = ARENA_ARRAY(k->arena, double, (size_t)w->day_count + 2);
    char *is_used = ARENA_ARRAY(k->arena, char, (size_t)w->day_count + 2);
    size_t pairs = (size_t)k->c->programme->area_count * (size_t)k->c->programme->resource_count;
    k->stock_area = ARENA_ARRAY(k->arena, int, pairs + 1);
    if (!left || !is_used || !k->stock_area)
        return err_set(e, STATUS_NOMEM, "out of memory for the check of a schedule");
    for (size_t i = 0; i < pairs; i++)
        k->stock_area[i] = UNKNOWN;
    for (int i = 0; i < w->arrival_count; i++) {
        int is_first = 1;
        for (int j = 0; j < i; j++)
            is_first &= w->arrivals[j].resource != w->arrivals[i].resource ||
                        w->arrivals[j].area != w->arrivals[i].area;
        if (is_first) check_stock(k, w->arrivals[i].resource, w->arrivals[i].area, left, is_used);
    }
    return STATUS_OK;
}
