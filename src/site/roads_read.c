/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of table transport as pieces between nodes. */
#include <assert.h>
#include <math.h>

#include "base/wkb.h"
#include "site/roads_parts.h"

/* A chord of PIECE_M runs at most 0.4 m under the ground. */
#define PIECE_M 4000.0

enum {
    PIECE_MAX = 1 << 29,
    PIECE_OF_SEGMENT_MAX = 10000,
};

/* Lines over the date line may go on beyond 180. */
#define LON_MAX 360.0

/* Vertices that agree to so many parts of a degree (1 cm) are the same. */
#define PER_DEGREE 1e7

struct vertex {
    double lon, lat;
    struct place place;
    uint64_t key;
    int node;
};

enum line_kind roads_kind(const struct transport *t)
{
    return slice_is(slice_of(t->kind), "rail")      ? LINE_RAIL
           : slice_is(slice_of(t->kind), "station") ? LINE_STATION
           : slice_is(slice_of(t->kind), "port")    ? LINE_PORT
                                                    : LINE_ROAD;
}

/* The same for what is one place to the two kinds of line; 190° east is 170° west. */
static uint64_t key_of(double lon, double lat, int is_rail)
{
    int64_t x = llround(remainder(lon, 360) * PER_DEGREE), y = llround(lat * PER_DEGREE);
    if (x == -180 * (int64_t)PER_DEGREE) x = -x;
    return (uint64_t)(uint32_t)x << 32 | (uint32_t)(2 * y + is_rail);
}

/* The node of a shared vertex: that of the first with its key. */
static int node_of(struct roads_maker *m, uint64_t key)
{
    uint32_t at = (uint32_t)((key * 0x9e3779b97f4a7c15u) >> 32) & m->vertex_mask;
    while (m->vertices[at].node && m->vertices[at].key != key)
        at = (at + 1) & m->vertex_mask;
    if (!m->vertices[at].node) m->vertices[at] = (struct roads_vertex){key, ++m->node_count};
    return m->vertices[at].node - 1;
}

static void add_piece(struct roads_maker *m, int line, struct index_item item, int from, int to)
{
    if (m->items) {
        item.id = m->piece_count;
        m->items[m->piece_count] = item;
        m->out->lines[m->piece_count] = line;
        m->from[m->piece_count] = from;
        m->to[m->piece_count] = to;
        m->parts[m->piece_count] = m->part_count;
        m->out->joinable_count += item.weight > 0;
    }
    m->piece_count++;
}

/* East or west, the shorter way around. */
static double lon_between(double from, double to, double share)
{
    double apart = remainder(to - from, 360);
    return from + share * apart;
}

static void add_segment(struct roads_maker *m, int line, const struct vertex *from,
                        const struct vertex *to, enum line_kind kind)
{
    double pieces = ceil(sqrt(place_chord2(from->place, to->place)) / PIECE_M);
    int count = pieces < 1 ? 1 : pieces > PIECE_OF_SEGMENT_MAX ? PIECE_OF_SEGMENT_MAX : (int)pieces;
    int is_way = kind == LINE_ROAD || kind == LINE_RAIL;
    if (m->piece_count > PIECE_MAX) return; /* told after the line */
    struct place start = from->place;
    int start_node = from->node;
    for (int i = 1; i <= count; i++) {
        double share = (double)i / count;
        struct place end = to->place;
        if (i < count)
            end = place_of(lon_between(from->lon, to->lon, share),
                           from->lat + share * (to->lat - from->lat));
        int end_node = i == count ? to->node : is_way && m->items ? m->node_count++ : -1;
        add_piece(m, line, (struct index_item){start, end, kind == LINE_ROAD, 0}, start_node,
                  end_node);
        start = end;
        start_node = end_node;
    }
}

static struct vertex vertex_at(struct roads_maker *m, const struct wkb_part *part, int i,
                               enum line_kind kind)
{
    struct vertex v = {.lon = wkb_x(part, i), .lat = wkb_y(part, i), .node = -1};
    v.place = place_of(v.lon, v.lat);
    v.key = key_of(v.lon, v.lat, kind == LINE_RAIL);
    if (m->items && (kind == LINE_ROAD || kind == LINE_RAIL)) v.node = node_of(m, v.key);
    return v;
}

/* A place alone: a station is a node, anything else only something near. */
static void add_point(struct roads_maker *m, int line, struct place place, enum line_kind kind)
{
    int is_station = kind == LINE_STATION;
    int node = is_station && m->items ? m->node_count++ : -1;
    add_piece(m, line, (struct index_item){place, place, is_station, 0}, node, node);
}

/* A station drawn as a line or an outline stands in the middle of its vertices. */
static void add_middle(struct roads_maker *m, int line, const struct wkb_part *part)
{
    struct place sum = {0, 0, 0};
    for (int i = 0; i < part->count; i++) {
        struct place p = place_of(wkb_x(part, i), wkb_y(part, i));
        sum = (struct place){sum.x + p.x, sum.y + p.y, sum.z + p.z};
    }
    double share = 1.0 / part->count;
    add_point(m, line, (struct place){share * sum.x, share * sum.y, share * sum.z}, LINE_STATION);
}

static void add_end(struct roads_maker *m, int piece, int is_last)
{
    if (m->items) m->ends[m->end_count] = (struct roads_end){piece, is_last};
    m->end_count++;
}

static void add_part(struct roads_maker *m, int line, const struct wkb_part *part,
                     enum line_kind kind)
{
    int first_piece = m->piece_count;
    if (part->count == 0) return;
    struct vertex first = vertex_at(m, part, 0, kind), from = first;
    for (int i = 1; i < part->count; i++) {
        struct vertex to = vertex_at(m, part, i, kind);
        if (to.key == from.key) continue; /* there twice */
        add_segment(m, line, &from, &to, kind);
        from = to;
    }
    m->vertex_count += part->count < PIECE_MAX ? part->count : PIECE_MAX;
    m->part_count++;
    if (m->piece_count == first_piece) {
        add_point(m, line, first.place, kind);
    } else if (kind == LINE_STATION) {
        add_middle(m, line, part);
    } else if (kind != LINE_PORT && from.key != first.key) {
        add_end(m, first_piece, 0);
        add_end(m, m->piece_count - 1, 1);
    }
}

/* Positions that are degrees; the sentence names the first that is not. */
static enum status check_degrees(const struct transport *t, const struct wkb_part *part,
                                 struct err *e)
{
    for (int i = 0; i < part->count; i++) {
        double lon = wkb_x(part, i), lat = wkb_y(part, i);
        if (fabs(lon) <= LON_MAX && fabs(lat) <= 90) continue;
        return err_set(e, STATUS_INVALID,
                       "transport '%s': position %g %g is no longitude and latitude; import the "
                       "table transport again, in WGS 84",
                       t->code, lon, lat);
    }
    return STATUS_OK;
}

static enum status walk_lines(struct roads_maker *m, struct err *e)
{
    m->piece_count = m->part_count = m->vertex_count = m->end_count = 0;
    for (int i = 0; i < m->programme->transport_count; i++) {
        const struct transport *t = &m->programme->transports[i];
        struct wkb_walk walk = wkb_walk_start(t->wkb);
        struct wkb_part part;
        if (!t->wkb.at) continue;
        while (wkb_walk_next(&walk, &part)) {
            TRY(check_degrees(t, &part, e));
            add_part(m, i, &part, roads_kind(t));
            if (m->piece_count > PIECE_MAX || m->vertex_count > PIECE_MAX)
                return err_set(e, STATUS_LIMIT,
                               "transport '%s': more than %d pieces of line up to it", t->code,
                               PIECE_MAX);
        }
        if (walk.problem)
            return err_set(e, STATUS_INVALID,
                           "transport '%s': its course %s; import the table transport again",
                           t->code, walk.problem);
    }
    return STATUS_OK;
}

/* How big everything gets is known from the first walk. */
static enum status make_room(struct roads_maker *m, struct err *e)
{
    size_t pieces = (size_t)m->piece_count, slots = 16;
    while (slots < 2 * (size_t)m->vertex_count)
        slots *= 2;
    m->vertex_mask = (uint32_t)(slots - 1);
    m->out->lines = ARENA_ARRAY(m->arena, int, pieces);
    m->out->items = ARENA_ARRAY(m->arena, int, pieces);
    m->from = ARENA_ARRAY(m->scratch, int, pieces);
    m->to = ARENA_ARRAY(m->scratch, int, pieces);
    m->parts = ARENA_ARRAY(m->scratch, int, pieces);
    m->ends = ARENA_ARRAY(m->scratch, struct roads_end, (size_t)m->end_count);
    m->vertices = ARENA_ARRAY(m->scratch, struct roads_vertex, slots);
    m->items = ARENA_ARRAY(m->arena, struct index_item, pieces);
    int is_all = m->out->lines && m->out->items && m->from && m->to && m->parts && m->ends &&
                 m->vertices && m->items;
    return is_all ? STATUS_OK : roads_nomem(e);
}

enum status roads_read(struct roads_maker *m, struct err *e)
{
    TRY(walk_lines(m, e));
    TRY(make_room(m, e));
    int counted = m->piece_count;
    TRY(walk_lines(m, e));
    assert(m->piece_count == counted);
    m->out->piece_count = m->piece_count;
    TRY(index_build(&m->out->index, m->items, m->piece_count, m->arena, e));
    for (int i = 0; i < m->piece_count; i++)
        m->out->items[m->items[i].id] = i;
    return STATUS_OK;
}
