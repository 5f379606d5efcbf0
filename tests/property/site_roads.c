/* SPDX-License-Identifier: Apache-2.0 */
/* Ways over random small networks against Floyd and Warshall on a model of their own. */
#include <math.h>

#include "base/buf.h"
#include "base/wkb.h"
#include "kit/property.h"
#include "site/way.h"

enum {
    SPOT_MAX = 14, /* vertices that lines share */
    LINE_MAX = 10,
    VERTEX_MAX = 6, /* of a line */
    PIECE_COUNT_MAX = LINE_MAX * VERTEX_MAX,
    NODE_MAX = 400,
    STATION_MAX = 4,
};

#define SAME 0.05 /* m; places a centimetre apart count as one */

struct line {
    int is_rail, count;
    int spots[VERTEX_MAX]; /* -1: a place of its own */
    double lon[VERTEX_MAX], lat[VERTEX_MAX];
};

struct piece {
    int line, from, to;
    struct place a, b;
};

struct edge {
    int piece, node, other; /* other node, or a share of a piece */
    double share, m, km_h;
};

struct region {
    struct arena arena;
    struct buf bytes;
    struct programme programme;
    struct transport transports[LINE_MAX + STATION_MAX];
    struct roads roads;
    double spot_lon[SPOT_MAX], spot_lat[SPOT_MAX];
    struct line lines[LINE_MAX];
    int spot_count, line_count, station_count;
    double station_lon[STATION_MAX], station_lat[STATION_MAX];

    /* the model */
    struct piece pieces[PIECE_COUNT_MAX];
    int piece_count, node_count;
    int roots[NODE_MAX]; /* of what is connected */
    int station_nodes[STATION_MAX];
    double marks[NODE_MAX]; /* share of mark_pieces; a node in the middle of a piece */
    int mark_pieces[NODE_MAX];
    double costs[ROADS_MEASURE_COUNT][NODE_MAX][NODE_MAX];
};

static double within(struct gen *g, double span)
{
    return span * (gen_int(g, -1000000, 1000000) / 1e6);
}

static struct slice line_wkb(struct region *r, const double *lon, const double *lat, int count)
{
    buf_reset(&r->bytes);
    wkb_add_header(&r->bytes, count == 1 ? WKB_POINT : WKB_LINESTRING);
    if (count > 1) wkb_add_count(&r->bytes, (uint32_t)count);
    for (int i = 0; i < count; i++)
        wkb_add_position(&r->bytes, lon[i], lat[i]);
    char *copy = arena_strndup(&r->arena, r->bytes.at, r->bytes.len);
    CHECK(copy != NULL);
    return (struct slice){copy, r->bytes.len};
}

/* The last vertex of a line a few metres beside the middle of another. */
static void put_end_beside(struct region *r, struct gen *g, struct line *line)
{
    const struct line *other = &r->lines[gen_int(g, 0, r->line_count - 1)];
    int i = gen_int(g, 0, other->count - 2);
    double share = 0.3 + 0.4 * gen_int(g, 0, 10) / 10;
    line->lon[line->count - 1] =
        other->lon[i] + share * (other->lon[i + 1] - other->lon[i]) + within(g, 6e-5);
    line->lat[line->count - 1] =
        other->lat[i] + share * (other->lat[i + 1] - other->lat[i]) + within(g, 6e-5);
    line->spots[line->count - 1] = -1;
}

static void make_lines(struct region *r, struct gen *g, int size)
{
    r->spot_count = 3 + gen_int(g, 0, size < SPOT_MAX - 3 ? size : SPOT_MAX - 3);
    for (int i = 0; i < r->spot_count; i++) {
        r->spot_lon[i] = 30 + within(g, 0.015);
        r->spot_lat[i] = -2 + within(g, 0.015);
    }
    r->line_count = 0;
    int count = gen_int(g, 1, size < LINE_MAX ? size : LINE_MAX);
    while (r->line_count < count) {
        struct line *line = &r->lines[r->line_count];
        *line = (struct line){.is_rail = gen_int(g, 0, 3) == 0, .count = gen_int(g, 2, VERTEX_MAX)};
        for (int k = 0; k < line->count; k++) {
            int spot = gen_int(g, 0, r->spot_count - 1);
            while (k > 0 && spot == line->spots[k - 1])
                spot = gen_int(g, 0, r->spot_count - 1);
            line->spots[k] = spot;
            line->lon[k] = r->spot_lon[spot];
            line->lat[k] = r->spot_lat[spot];
        }
        if (r->line_count > 0 && gen_int(g, 0, 2) == 0) put_end_beside(r, g, line);
        r->line_count++;
    }
}

static void make_region(struct region *r, struct gen *g, int size)
{
    static const double speeds[] = {20, 40, 90};
    *r = (struct region){.arena = ARENA_INIT((size_t)1 << 24), .bytes = BUF_INIT(1 << 12)};
    make_lines(r, g, size);
    for (int i = 0; i < r->line_count; i++) {
        const struct line *l = &r->lines[i];
        r->transports[i] =
            (struct transport){"l", "l", l->is_rail ? "rail" : "road", speeds[gen_int(g, 0, 2)],
                               line_wkb(r, l->lon, l->lat, l->count)};
    }
    r->station_count = gen_int(g, 0, STATION_MAX);
    for (int i = 0; i < r->station_count; i++) {
        int spot = gen_int(g, 0, r->spot_count - 1);
        r->station_lon[i] = r->spot_lon[spot] + within(g, 0.003);
        r->station_lat[i] = r->spot_lat[spot] + within(g, 0.003);
        r->transports[r->line_count + i] = (struct transport){
            "s", "s", "station", 40, line_wkb(r, &r->station_lon[i], &r->station_lat[i], 1)};
    }
    r->programme.transports = r->transports;
    r->programme.transport_count = r->line_count + r->station_count;
    CHECK(roads_build(&r->roads, &r->programme, &r->arena, NULL) == STATUS_OK);
    buf_clear(&r->bytes);
}

/* --- the model: every vertex a node, every link a node, no index, no chains --- */

static int root_of(const struct region *r, int node)
{
    while (r->roots[node] != node)
        node = r->roots[node];
    return node;
}

static int new_node(struct region *r)
{
    CHECK(r->node_count < NODE_MAX);
    r->roots[r->node_count] = r->node_count;
    r->mark_pieces[r->node_count] = -1;
    return r->node_count++;
}

static void put_edge(struct region *r, int a, int b, double m, double km_h)
{
    double cost[ROADS_MEASURE_COUNT] = {m, m * 3.6 / km_h};
    for (int k = 0; k < ROADS_MEASURE_COUNT; k++)
        r->costs[k][a][b] = r->costs[k][b][a] = fmin(r->costs[k][a][b], cost[k]);
    r->roots[root_of(r, a)] = root_of(r, b);
}

/* A node where a piece is nearest to a place. */
static int mark(struct region *r, int piece, struct place place)
{
    int node = new_node(r);
    r->mark_pieces[node] = piece;
    r->marks[node] = place_share(place, r->pieces[piece].a, r->pieces[piece].b);
    r->roots[root_of(r, node)] = root_of(r, r->pieces[piece].from);
    return node;
}

static double apart(const struct region *r, int piece, struct place place)
{
    return place_arc_m(sqrt(place_segment2(place, r->pieces[piece].a, r->pieces[piece].b)));
}

static void model_pieces(struct region *r)
{
    int nodes[2][SPOT_MAX];
    for (int i = 0; i < 2 * SPOT_MAX; i++)
        nodes[i / SPOT_MAX][i % SPOT_MAX] = -1;
    for (int i = 0; i < r->line_count; i++) {
        const struct line *l = &r->lines[i];
        int last = -1;
        for (int k = 0; k < l->count; k++) {
            int *shared = l->spots[k] < 0 ? NULL : &nodes[l->is_rail][l->spots[k]];
            int node = shared && *shared >= 0 ? *shared : new_node(r);
            if (shared) *shared = node;
            if (k > 0) {
                struct piece *p = &r->pieces[r->piece_count++];
                *p = (struct piece){i, last, node, place_of(l->lon[k - 1], l->lat[k - 1]),
                                    place_of(l->lon[k], l->lat[k])};
                r->roots[root_of(r, last)] = root_of(r, node);
            }
            last = node;
        }
    }
}

static int degree(const struct region *r, int node)
{
    int count = 0;
    for (int i = 0; i < r->piece_count; i++)
        count += (r->pieces[i].from == node) + (r->pieces[i].to == node);
    return count;
}

static void model_loose_end(struct region *r, int line, int node, struct place place)
{
    if (degree(r, node) > 1) return;
    for (int i = 0; i < r->piece_count; i++) {
        int other = r->pieces[i].line;
        if (other == line || r->lines[other].is_rail != r->lines[line].is_rail) continue;
        double m = apart(r, i, place);
        if (m <= ROADS_SNAP_M)
            put_edge(r, node, mark(r, i, place), m, r->transports[other].speed_km_h);
    }
}

/* Nearest piece of road (or rail), or -1; of what is connected with root, when that is >= 0. */
static int nearest_piece(const struct region *r, struct place place, int is_rail, int root,
                         double *m)
{
    int best = -1;
    for (int i = 0; i < r->piece_count; i++) {
        if (r->lines[r->pieces[i].line].is_rail != is_rail) continue;
        if (root >= 0 && root_of(r, r->pieces[i].from) != root) continue;
        double way = apart(r, i, place);
        if (way >= *m) continue;
        best = i;
        *m = way;
    }
    return best;
}

static void model_network(struct region *r)
{
    for (int k = 0; k < ROADS_MEASURE_COUNT; k++)
        for (int i = 0; i < NODE_MAX; i++)
            for (int j = 0; j < NODE_MAX; j++)
                r->costs[k][i][j] = i == j ? 0 : INFINITY;
    model_pieces(r);
    for (int i = 0, piece = 0; i < r->line_count; i++) {
        int first = r->pieces[piece].from;
        struct place a = r->pieces[piece].a;
        piece += r->lines[i].count - 1;
        if (first == r->pieces[piece - 1].to) continue;
        model_loose_end(r, i, first, a);
        model_loose_end(r, i, r->pieces[piece - 1].to, r->pieces[piece - 1].b);
    }
    for (int i = 0; i < r->station_count; i++) {
        struct place place = place_of(r->station_lon[i], r->station_lat[i]);
        r->station_nodes[i] = new_node(r);
        for (int is_rail = 0; is_rail < 2; is_rail++) {
            double m = ROADS_STATION_M;
            int piece = nearest_piece(r, place, is_rail, -1, &m);
            if (piece >= 0)
                put_edge(r, r->station_nodes[i], mark(r, piece, place), m,
                         r->transports[r->pieces[piece].line].speed_km_h);
        }
    }
}

struct access {
    int node; /* -1: none */
    double m, km_h;
};

/* A road or station of what is connected with root (-1: any). */
static struct access access_of(struct region *r, struct place place, int root)
{
    struct access a = {-1, WAY_JOIN_M, 0};
    int piece = nearest_piece(r, place, 0, root, &a.m), station = -1;
    for (int i = 0; i < r->station_count; i++) {
        if (root >= 0 && root_of(r, r->station_nodes[i]) != root) continue;
        double m = place_apart_m(place, place_of(r->station_lon[i], r->station_lat[i]));
        if (m >= a.m) continue;
        station = i;
        a.m = m;
    }
    if (station >= 0) {
        a.node = r->station_nodes[station];
        a.km_h = 40;
    } else if (piece >= 0) {
        a.node = mark(r, piece, place);
        a.km_h = r->transports[r->pieces[piece].line].speed_km_h;
    }
    return a;
}

/* Every piece from mark to mark. */
static void close_pieces(struct region *r)
{
    for (int i = 0; i < r->piece_count; i++) {
        const struct piece *p = &r->pieces[i];
        double m = place_apart_m(p->a, p->b), km_h = r->transports[p->line].speed_km_h, at = 0;
        for (int node = p->from;;) {
            int next = -1;
            for (int k = 0; k < r->node_count; k++) /* the next mark, equal ones by number */
                if (r->mark_pieces[k] == i && k != node &&
                    (r->marks[k] > at || (r->marks[k] == at && k > node) ||
                     (node == p->from && r->marks[k] == 0)) &&
                    (next < 0 || r->marks[k] < r->marks[next]))
                    next = k;
            if (next < 0) {
                put_edge(r, node, p->to, (1 - at) * m, km_h);
                break;
            }
            put_edge(r, node, next, (r->marks[next] - at) * m, km_h);
            at = r->marks[next];
            node = next;
        }
    }
}

static double model_cost(struct region *r, enum roads_measure k, int from, int to)
{
    int n = r->node_count;
    for (int via = 0; via < n; via++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                r->costs[k][i][j] =
                    fmin(r->costs[k][i][j], r->costs[k][i][via] + r->costs[k][via][j]);
    return r->costs[k][from][to];
}

static struct way model_way(struct region *r, struct place site, struct place town)
{
    struct way w = {.m = place_apart_m(site, town), .minutes = NAN, .basis = WAY_NO_ROAD};
    double any = INFINITY;
    model_network(r);
    if (nearest_piece(r, site, 0, -1, &any) < 0 && r->station_count == 0) return w;
    struct access a = access_of(r, site, -1);
    w.basis = WAY_OFF_SITE;
    if (a.node < 0) return w;
    w.basis = WAY_TOWN_NEAR;
    if (a.m >= w.m) return w;
    struct access b = access_of(r, town, -1);
    w.basis = WAY_OFF_TOWN;
    if (b.node < 0) return w;
    int site_root = root_of(r, a.node), town_root = root_of(r, b.node);
    if (site_root != town_root) {
        struct access farther_a = access_of(r, site, town_root);
        struct access farther_b = access_of(r, town, site_root);
        double by_a = farther_a.node < 0 ? INFINITY : farther_a.m + b.m;
        double by_b = farther_b.node < 0 ? INFINITY : farther_b.m + a.m;
        w.basis = WAY_APART;
        if (isinf(by_a) && isinf(by_b)) return w;
        if (by_a < by_b)
            a = farther_a;
        else
            b = farther_b;
    }
    w.basis = WAY_TOWN_NEAR;
    if (a.m >= w.m) return w;
    w.basis = WAY_BY_ROAD;
    close_pieces(r);
    w.m = a.m + model_cost(r, ROADS_METRES, a.node, b.node) + b.m;
    w.minutes =
        (a.m * 3.6 / a.km_h + model_cost(r, ROADS_SECONDS, a.node, b.node) + b.m * 3.6 / b.km_h) /
        60;
    return w;
}

static int agree(struct way w, struct way model)
{
    if (way_is_by_road(&w) != way_is_by_road(&model)) return 0;
    if (!way_is_by_road(&w))
        return w.basis == model.basis && fabs(w.m - model.m) < 1e-6 && isnan(w.minutes);
    return fabs(w.m - model.m) < SAME && fabs(w.minutes - model.minutes) < 1e-3;
}

static int ways_equal_brute_force(struct gen *g, int size)
{
    static struct region r;
    struct way_finder f;
    int holds = 1;
    make_region(&r, g, size);
    CHECK(way_finder_init(&f, &r.roads, &r.arena, NULL) == STATUS_OK);
    struct place town = place_of(30 + within(g, 0.02), -2 + within(g, 0.02));
    int number = 0;
    for (int i = 0; i < 4 && holds; i++) {
        if (gen_int(g, 0, 2) == 0) {
            town = place_of(30 + within(g, 0.02), -2 + within(g, 0.02));
            number++;
        }
        struct place site = place_of(30 + within(g, 0.02), -2 + within(g, 0.02));
        struct way w = way_find(&f, site, number, town, place_apart_m(site, town));
        r.piece_count = r.node_count = 0;
        struct way model = model_way(&r, site, town);
        holds = agree(w, model);
        if (!holds)
            fprintf(stderr, "site %d: basis %d %.3f m %.4f min, model %d %.3f m %.4f min\n", i,
                    (int)w.basis, w.m, w.minutes, (int)model.basis, model.m, model.minutes);
    }
    arena_clear(&r.arena);
    return holds;
}

/* The order of the questions, and what was asked before, do not matter to the last bit. */
static int order_does_not_matter(struct gen *g, int size)
{
    static struct region r;
    struct way_finder one, many;
    int holds = 1;
    make_region(&r, g, size);
    struct place town = place_of(30 + within(g, 0.02), -2 + within(g, 0.02));
    struct place other = place_of(30 + within(g, 0.02), -2 + within(g, 0.02));
    CHECK(way_finder_init(&many, &r.roads, &r.arena, NULL) == STATUS_OK);
    for (int i = 0; i < 5; i++) {
        struct place site = place_of(30 + within(g, 0.02), -2 + within(g, 0.02));
        double straight = place_apart_m(site, town);
        CHECK(way_finder_init(&one, &r.roads, &r.arena, NULL) == STATUS_OK);
        struct way alone = way_find(&one, site, 0, town, straight);
        if (gen_int(g, 0, 1)) (void)way_find(&many, site, 1, other, place_apart_m(site, other));
        struct way after = way_find(&many, site, 0, town, straight);
        holds &= alone.basis == after.basis && alone.m == after.m;
        holds &= alone.minutes == after.minutes || (isnan(alone.minutes) && isnan(after.minutes));
        holds &= alone.m >= straight - SAME; /* no way is shorter than the straight line */
    }
    arena_clear(&r.arena);
    return holds;
}

TEST(law_ways_equal_brute_force)
{
    property_check("ways_equal_brute_force", ways_equal_brute_force, 14, 400);
}

TEST(law_order_does_not_matter)
{
    property_check("order_does_not_matter", order_does_not_matter, 14, 400);
}

SUITE(CASE(law_ways_equal_brute_force), CASE(law_order_does_not_matter))
