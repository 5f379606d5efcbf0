/* SPDX-License-Identifier: Apache-2.0 */
#include "site/ground.h"

#include <assert.h>
#include <math.h>

#include "site/cover.h"
#include "site/ground_parts.h"

enum status ground_nomem(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "no memory for what lies around the sites");
}

static struct index_item point_item(struct place place, double weight, int id)
{
    return (struct index_item){place, place, weight, id};
}

static enum status build_sources(struct ground *g, struct arena *a, struct err *e)
{
    const struct programme *p = g->programme;
    struct index_item *feeds = ARENA_ARRAY(a, struct index_item, (size_t)p->feed_point_count);
    struct index_item *waters = ARENA_ARRAY(a, struct index_item, (size_t)p->water_source_count);
    if (!feeds || !waters) return ground_nomem(e);
    for (int i = 0; i < p->feed_point_count; i++) {
        const struct feed_point *f = &p->feed_points[i];
        feeds[i] = point_item(place_of(f->lon, f->lat), f->spare_kw, i);
    }
    for (int i = 0; i < p->water_source_count; i++) {
        const struct water_source *w = &p->water_sources[i];
        waters[i] =
            point_item(place_of(w->lon, w->lat), w->fit ? w->dry_m3_day : -(double)INFINITY, i);
    }
    TRY(index_build(&g->feed_points, feeds, p->feed_point_count, a, e));
    return index_build(&g->water_sources, waters, p->water_source_count, a, e);
}

static enum status build_settlements(struct ground *g, struct arena *a, struct err *e)
{
    const struct programme *p = g->programme;
    struct index_item *items = ARENA_ARRAY(a, struct index_item, (size_t)p->settlement_count);
    g->settlement_places = ARENA_ARRAY(a, struct place, (size_t)p->settlement_count);
    if (!items || !g->settlement_places) return ground_nomem(e);
    g->settlement_radius_max_m = 0;
    for (int i = 0; i < p->settlement_count; i++) {
        const struct settlement *s = &p->settlements[i];
        g->settlement_places[i] = place_of(s->lon, s->lat);
        items[i] = point_item(g->settlement_places[i], s->population, i);
        g->settlement_radius_max_m = fmax(g->settlement_radius_max_m, s->radius_m);
    }
    return index_build(&g->settlements, items, p->settlement_count, a, e);
}

static enum status read_outlines(struct ground *g, const struct slice *outlines, struct arena *a,
                                 struct err *e)
{
    const struct programme *p = g->programme;
    g->outlines = ARENA_ARRAY(a, struct polygon, (size_t)p->area_count);
    if (!g->outlines) return ground_nomem(e);
    for (int i = 0; outlines && i < p->area_count; i++) {
        struct err why;
        enum status s = polygon_read(&g->outlines[i], outlines[i], a, &why);
        if (s == STATUS_INVALID)
            return err_set(e, s, "area '%s': %s; import the table area again", p->areas[i].code,
                           why.text);
        if (s != STATUS_OK) return err_set(e, s, "%s", why.text);
    }
    return STATUS_OK;
}

/* The smallest unit (deepest in the tree) whose outline has the settlement. */
static int find_area(const struct ground *g, const struct cover *cover, const struct settlement *s)
{
    const int *near;
    int best = -1, count = cover_at(cover, s->lon, s->lat, &near);
    for (int i = 0; i < count; i++)
        if ((best < 0 || g->programme->areas[near[i]].depth > g->programme->areas[best].depth) &&
            polygon_has(&g->outlines[near[i]], s->lon, s->lat))
            best = near[i];
    return best;
}

static enum status place_settlements(struct ground *g, struct arena *a, struct err *e)
{
    const struct programme *p = g->programme;
    g->settlement_areas = ARENA_ARRAY(a, int, (size_t)p->settlement_count);
    g->listed_people = ARENA_ARRAY(a, double, (size_t)p->area_count);
    g->seat_starts = ARENA_ARRAY(a, int, (size_t)p->area_count + 1);
    if (!g->settlement_areas || !g->listed_people || !g->seat_starts) return ground_nomem(e);
    struct cover cover;
    TRY(cover_build(&cover, g->outlines, p->area_count, a, e));

    int seat_count = 0;
    for (int i = 0; i < p->settlement_count; i++) {
        const struct settlement *s = &p->settlements[i];
        g->settlement_areas[i] = s->area >= 0 ? s->area : find_area(g, &cover, s);
        for (int at = g->settlement_areas[i]; at >= 0; at = p->areas[at].parent) {
            g->listed_people[at] += s->population;
            if (s->seat) g->seat_starts[at + 1]++, seat_count++;
        }
    }
    for (int i = 0; i < p->area_count; i++)
        g->seat_starts[i + 1] += g->seat_starts[i];

    g->seats = ARENA_ARRAY(a, int, (size_t)seat_count);
    int *filled = ARENA_ARRAY(a, int, (size_t)p->area_count);
    if (!g->seats || !filled) return ground_nomem(e);
    for (int i = 0; i < p->settlement_count; i++)
        for (int at = g->settlement_areas[i]; p->settlements[i].seat && at >= 0;
             at = p->areas[at].parent)
            g->seats[g->seat_starts[at] + filled[at]++] = i;
    return STATUS_OK;
}

struct hit ground_seat(const struct ground *g, int area, struct place place)
{
    struct hit best = {-1, INFINITY};
    for (int at = area; at >= 0 && best.id < 0; at = g->programme->areas[at].parent)
        for (int i = g->seat_starts[at]; i < g->seat_starts[at + 1]; i++) {
            double m = place_apart_m(place, g->settlement_places[g->seats[i]]);
            if (m < best.m) best = (struct hit){g->seats[i], m};
        }
    return best;
}

enum status ground_build(struct ground *out, const struct programme *p,
                         const struct slice *outlines, struct arena *a, struct err *e)
{
    *out = (struct ground){.programme = p};
    TRY(build_sources(out, a, e));
    TRY(build_settlements(out, a, e));
    TRY(read_outlines(out, outlines, a, e));
    TRY(place_settlements(out, a, e));
    TRY(roads_build(&out->roads, p, a, e));
    return ground_ways(out, a, e);
}
