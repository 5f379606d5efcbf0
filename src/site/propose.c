/* SPDX-License-Identifier: Apache-2.0 */
#include "site/propose.h"

#include <assert.h>
#include <math.h>

#include "base/team.h"
#include "site/check.h"

enum {
    GRID_HALF_MAX = 50, /* steps from the anchor to the edge of the grid */
    GRID_SIDE_MAX = 2 * GRID_HALF_MAX + 1,
};

/* To have one person fewer in the setback is worth so much longer ways. */
#define PERSON_M 50.0

/* Staff come from the town every day: the way to it counts more than the others. */
#define ANCHOR_WEIGHT 2.0

const struct proposal_request proposal_defaults = {
    .per_area = 3, .land_m2 = 30000, .step_m = 250, .margin_m = 2000, .apart_m = 500, .threads = 1};

struct spot { /* a point of the grid */
    double east_m, north_m;
    int refused_sizes;
    double ways_m; /* sum of the ways, and what the people add */
    int usable;
};

struct anchor {
    int area;
    double lon, lat;
    int settlement; /* -1: a point on the surface */
};

struct planner {
    const struct ground *ground;
    const struct proposal_request *request;
    int *anchors;            /* [area] settlement, or -1 */
    int widest_size;         /* its setback and land reach farthest; -1: none has a setback */
    struct site_view *views; /* [thread] */
    struct spot *spots;      /* [thread * GRID_SIDE_MAX^2] */
    struct proposal *out;    /* [area * per_area] */
    int *counts;             /* [area] */
};

static double way_m(struct hit hit)
{
    return hit.id < 0 ? 0 : hit.m; /* nothing listed: it decides nothing */
}

static int count_refused(const struct site_view *v)
{
    int count = 0;
    for (int i = 0; i < v->ground->programme->size_count; i++) {
        struct site_check c;
        site_check(v, i, &c);
        count += !c.admissible;
    }
    return count;
}

static void rate_spot(const struct planner *p, struct site_view *v, const struct anchor *anchor,
                      struct spot *s)
{
    const struct polygon *outline = &p->ground->outlines[anchor->area];
    struct site at = {.area = anchor->area,
                      .lon = anchor->lon,
                      .lat = anchor->lat,
                      .land_m2 = p->request->land_m2,
                      .power_kw = NAN,
                      .water_m3_day = NAN,
                      .transport_t_year = INFINITY};
    place_shift(&at.lon, &at.lat, s->east_m, s->north_m);
    int in_town = anchor->settlement >= 0 && s->east_m == 0 && s->north_m == 0;
    s->usable = !in_town && (outline->edge_count == 0 || polygon_has(outline, at.lon, at.lat));
    if (!s->usable) return;
    site_view_place(v, &at);
    s->refused_sizes = count_refused(v);
    s->ways_m = ANCHOR_WEIGHT * hypot(s->east_m, s->north_m) + way_m(v->road) +
                way_m(v->feed_point) + way_m(v->water_source);
    if (p->widest_size >= 0) s->ways_m += PERSON_M * v->people[p->widest_size];
}

static int is_better(const struct spot *a, const struct spot *b)
{
    if (a->refused_sizes != b->refused_sizes) return a->refused_sizes < b->refused_sizes;
    return a->ways_m < b->ways_m;
}

/* The best usable spot; those nearer than apart_m to it are no longer usable. */
static const struct spot *take_best(struct spot *spots, int count, double apart_m)
{
    struct spot *best = NULL;
    for (int i = 0; i < count; i++)
        if (spots[i].usable && (!best || is_better(&spots[i], best))) best = &spots[i];
    for (int i = 0; best && i < count; i++)
        if (hypot(spots[i].east_m - best->east_m, spots[i].north_m - best->north_m) < apart_m)
            spots[i].usable = 0;
    if (best) best->usable = 0;
    return best;
}

/* Rate the grid around an anchor; returns its number of spots. */
static int rate_grid(const struct planner *p, int thread, const struct anchor *anchor,
                     struct spot *spots)
{
    const struct settlement *s =
        anchor->settlement < 0 ? NULL : &p->ground->programme->settlements[anchor->settlement];
    double reach_m = p->widest_size < 0 ? 0 : p->views[thread].reach_m[p->widest_size];
    double half_m = p->request->margin_m + reach_m + (s ? s->radius_m : 0);
    double step_m = fmax(p->request->step_m, half_m / GRID_HALF_MAX);
    int half = (int)(half_m / step_m), count = 0;
    for (int row = -half; row <= half; row++)
        for (int column = -half; column <= half; column++) {
            spots[count] = (struct spot){.east_m = column * step_m, .north_m = -row * step_m};
            rate_spot(p, &p->views[thread], anchor, &spots[count++]);
        }
    return count;
}

static int take_proposals(const struct planner *p, int i, int thread, const struct anchor *anchor)
{
    struct spot *spots = p->spots + (size_t)thread * GRID_SIDE_MAX * GRID_SIDE_MAX;
    int count = rate_grid(p, thread, anchor, spots), taken = 0;
    while (taken < p->request->per_area) {
        const struct spot *s = take_best(spots, count, p->request->apart_m);
        if (!s) break;
        struct proposal *out = &p->out[i * p->request->per_area + taken++];
        *out = (struct proposal){.area = anchor->area,
                                 .lon = anchor->lon,
                                 .lat = anchor->lat,
                                 .refused_sizes = s->refused_sizes,
                                 .anchor = anchor->settlement,
                                 .east_m = s->east_m,
                                 .north_m = s->north_m};
        place_shift(&out->lon, &out->lat, s->east_m, s->north_m);
    }
    return taken;
}

static void propose_in_area(void *context, int i, int thread)
{
    const struct planner *p = context;
    struct anchor anchor = {.area = p->request->areas[i],
                            .settlement = p->anchors[p->request->areas[i]]};
    if (anchor.settlement >= 0) {
        const struct settlement *s = &p->ground->programme->settlements[anchor.settlement];
        anchor.lon = s->lon;
        anchor.lat = s->lat;
        p->counts[i] = take_proposals(p, i, thread, &anchor);
        anchor.settlement = -1;
    }
    if (p->counts[i] == 0 &&
        polygon_point(&p->ground->outlines[anchor.area], &anchor.lon, &anchor.lat))
        p->counts[i] = take_proposals(p, i, thread, &anchor);
}

/* A county town before any other settlement, then the one with more people. */
static int is_better_anchor(const struct settlement *a, const struct settlement *b)
{
    if (a->seat != b->seat) return a->seat > b->seat;
    return a->population > b->population;
}

static void find_anchors(struct planner *p)
{
    const struct programme *prog = p->ground->programme;
    for (int i = 0; i < prog->area_count; i++)
        p->anchors[i] = -1;
    for (int i = 0; i < prog->settlement_count; i++)
        for (int at = p->ground->settlement_areas[i]; at >= 0; at = prog->areas[at].parent)
            if (p->anchors[at] < 0 ||
                is_better_anchor(&prog->settlements[i], &prog->settlements[p->anchors[at]]))
                p->anchors[at] = i;
}

static void find_widest(struct planner *p)
{
    const double *reach_m = p->views[0].reach_m;
    p->widest_size = -1;
    for (int i = 0; i < p->ground->programme->size_count; i++)
        if (reach_m[i] > (p->widest_size < 0 ? 0 : reach_m[p->widest_size])) p->widest_size = i;
}

static enum status prepare(struct planner *p, struct arena *a, struct err *e)
{
    size_t threads = (size_t)p->request->threads, area_count = (size_t)p->request->area_count;
    size_t slots = area_count * (size_t)p->request->per_area;
    p->anchors = ARENA_ARRAY(a, int, (size_t)p->ground->programme->area_count);
    p->spots = ARENA_ARRAY(a, struct spot, threads * GRID_SIDE_MAX * GRID_SIDE_MAX);
    p->out = ARENA_ARRAY(a, struct proposal, slots);
    p->counts = ARENA_ARRAY(a, int, area_count);
    p->views = ARENA_ARRAY(a, struct site_view, threads);
    if (!p->anchors || !p->spots || !p->out || !p->counts || !p->views)
        return err_set(e, STATUS_NOMEM, "no memory for %zu proposed sites", slots);
    for (size_t t = 0; t < threads; t++) {
        TRY(site_view_init(&p->views[t], p->ground, a, e));
        TRY(site_view_roam(&p->views[t], a, e));
    }
    find_anchors(p);
    find_widest(p);
    return STATUS_OK;
}

enum status sites_propose(struct proposal_list *out, const struct ground *g,
                          const struct proposal_request *request, struct arena *a, struct err *e)
{
    struct planner p = {.ground = g, .request = request};
    assert(request->per_area >= 1 && request->per_area <= PROPOSAL_PER_AREA_MAX);
    TRY(prepare(&p, a, e));
    team_run(request->threads, request->area_count, 1, propose_in_area, &p);
    *out = (struct proposal_list){.items = p.out};
    for (int i = 0; i < request->area_count; i++)
        for (int k = 0; k < p.counts[i]; k++)
            out->items[out->count++] = p.out[i * request->per_area + k];
    return STATUS_OK;
}
