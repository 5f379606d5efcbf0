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

const struct proposal_options proposal_defaults = {
    .per_area = 3, .land_m2 = 30000, .step_m = 250, .margin_m = 2000, .apart_m = 500};

struct spot { /* a point of the grid */
    double east_m, north_m;
    double people, ways_m; /* people within the setback; sum of the ways */
    int usable;
};

struct anchor {
    double lon, lat;
    int settlement; /* -1: a point on the surface */
};

struct planner {
    const struct ground *ground;
    const struct proposal_options *options;
    const int *areas;
    int *anchors;         /* [area] settlement, or -1 */
    double reach_m;       /* widest setback and the land of a proposal */
    double need_kw;       /* least load of a plant: a weaker feed point is no use */
    double need_m3_day;   /* the same of water */
    struct spot *spots;   /* [thread * GRID_SIDE_MAX^2] */
    struct proposal *out; /* [area * per_area] */
    int *counts;          /* [area] */
};

struct crowd {
    const struct planner *planner;
    double people;
};

static void count_people(void *context, struct hit hit)
{
    struct crowd *c = context;
    const struct settlement *s = &c->planner->ground->programme->settlements[hit.id];
    c->people += people_within(s, hit.m, c->planner->reach_m);
}

static double way_m(struct hit hit)
{
    return hit.id < 0 ? 0 : hit.m; /* nothing listed: it decides nothing */
}

static void rate_spot(const struct planner *p, struct anchor anchor, const struct polygon *outline,
                      struct spot *s)
{
    double lon = anchor.lon, lat = anchor.lat;
    place_shift(&lon, &lat, s->east_m, s->north_m);
    s->usable = outline->edge_count == 0 || polygon_has(outline, lon, lat);
    if (!s->usable) return;
    const struct ground *g = p->ground;
    struct place place = place_of(lon, lat);
    struct crowd crowd = {p, 0};
    if (p->reach_m > 0)
        index_within(&g->settlements, place, p->reach_m + g->settlement_radius_max_m, count_people,
                     &crowd);
    s->people = crowd.people < 0.5 ? 0 : crowd.people;
    s->ways_m = hypot(s->east_m, s->north_m) +
                way_m(index_nearest(&g->transports, place, -INFINITY)) +
                way_m(index_nearest(&g->feed_points, place, p->need_kw)) +
                way_m(index_nearest(&g->water_sources, place, p->need_m3_day));
}

static int is_better(const struct spot *a, const struct spot *b)
{
    if (a->people != b->people) return a->people < b->people;
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
static int rate_grid(const struct planner *p, struct anchor anchor, const struct polygon *outline,
                     struct spot *spots)
{
    const struct settlement *s =
        anchor.settlement < 0 ? NULL : &p->ground->programme->settlements[anchor.settlement];
    double half_m = p->options->margin_m + p->reach_m + (s ? s->radius_m : 0);
    double step_m = fmax(p->options->step_m, half_m / GRID_HALF_MAX);
    int half = (int)(half_m / step_m), count = 0;
    for (int row = -half; row <= half; row++)
        for (int column = -half; column <= half; column++) {
            spots[count] = (struct spot){.east_m = column * step_m, .north_m = -row * step_m};
            rate_spot(p, anchor, outline, &spots[count++]);
        }
    return count;
}

static int take_proposals(const struct planner *p, int i, struct anchor anchor, struct spot *spots)
{
    const struct polygon *outline = &p->ground->outlines[p->areas[i]];
    int count = rate_grid(p, anchor, outline, spots), taken = 0;
    while (taken < p->options->per_area) {
        const struct spot *s = take_best(spots, count, p->options->apart_m);
        if (!s) break;
        struct proposal *out = &p->out[i * p->options->per_area + taken++];
        *out = (struct proposal){p->areas[i],       anchor.lon, anchor.lat, s->people,
                                 anchor.settlement, s->east_m,  s->north_m};
        place_shift(&out->lon, &out->lat, s->east_m, s->north_m);
    }
    return taken;
}

static void propose_in_area(void *context, int i, int thread)
{
    const struct planner *p = context;
    struct spot *spots = p->spots + (size_t)thread * GRID_SIDE_MAX * GRID_SIDE_MAX;
    int area = p->areas[i], settlement = p->anchors[area];
    if (settlement >= 0) {
        const struct settlement *s = &p->ground->programme->settlements[settlement];
        p->counts[i] = take_proposals(p, i, (struct anchor){s->lon, s->lat, settlement}, spots);
    }
    struct anchor surface = {.settlement = -1};
    if (p->counts[i] == 0 && polygon_point(&p->ground->outlines[area], &surface.lon, &surface.lat))
        p->counts[i] = take_proposals(p, i, surface, spots);
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

static void find_needs(struct planner *p)
{
    const struct programme *prog = p->ground->programme;
    double setback = 0;
    p->need_kw = p->need_m3_day = INFINITY;
    for (int i = 0; i < prog->size_count; i++) {
        const struct facility_size *s = &prog->sizes[i];
        int class = prog->types[s->type].nuisance_class;
        if (class >= 0) setback = fmax(setback, prog->nuisance_classes[class].setback_m);
        if (s->power_kw > 0) p->need_kw = fmin(p->need_kw, s->power_kw);
        if (s->water_m3_day > 0) p->need_m3_day = fmin(p->need_m3_day, s->water_m3_day);
    }
    /* the widest setback holds from the edge of the land proposed */
    p->reach_m = setback > 0 ? setback + sqrt(p->options->land_m2 / 3.14159265358979323846) : 0;
}

static enum status prepare(struct planner *p, int area_count, int threads, struct arena *a,
                           struct err *e)
{
    size_t slots = (size_t)area_count * (size_t)p->options->per_area;
    p->anchors = ARENA_ARRAY(a, int, (size_t)p->ground->programme->area_count);
    p->spots = ARENA_ARRAY(a, struct spot, (size_t)threads * GRID_SIDE_MAX * GRID_SIDE_MAX);
    p->out = ARENA_ARRAY(a, struct proposal, slots);
    p->counts = ARENA_ARRAY(a, int, (size_t)area_count);
    if (!p->anchors || !p->spots || !p->out || !p->counts)
        return err_set(e, STATUS_NOMEM, "no memory for %zu proposed sites", slots);
    find_anchors(p);
    find_needs(p);
    return STATUS_OK;
}

enum status sites_propose(struct proposal **out, int *out_count, const struct ground *g,
                          const int *areas, int area_count, const struct proposal_options *options,
                          int threads, struct arena *a, struct err *e)
{
    struct planner p = {.ground = g, .options = options, .areas = areas};
    assert(options->per_area >= 1 && options->per_area <= PROPOSAL_PER_AREA_MAX);
    TRY(prepare(&p, area_count, threads, a, e));
    team_run(threads, area_count, 1, propose_in_area, &p);
    int count = 0;
    for (int i = 0; i < area_count; i++)
        for (int k = 0; k < p.counts[i]; k++)
            p.out[count++] = p.out[i * options->per_area + k];
    *out = p.out;
    *out_count = count;
    return STATUS_OK;
}
