/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast are a million vertices of road, and ten thousand sites on them?
 *
 *   bench_roads [vertices=1000000] [between=5] [towns=200] [sites=10000] [reach=25] [seed=1]
 *       [dump=FOLDER]
 *
 * Roads between the points of a jittered grid of 1 km, a fifth of them missing, with so many vertices
 * between two junctions; towns on junctions, and sites on vertices at most `reach` km from
 * their town.  Makes the graph, finds the way of every site in metres and minutes and prints one JSON
 * line, in processor seconds.  With dump=FOLDER it writes the same graph, questions and answers for
 * bench/roads.py, which asks a rival.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/number.h"
#include "base/rng.h"
#include "site/way.h"

#define STEP 0.009 /* degrees: about 1 km near the equator */

struct bench {
    int vertices, between, towns, sites, seed;
    double reach_km;
    const char *dump;
    int side; /* junctions */
    struct arena arena;
    struct programme programme;
    double (*at)[2]; /* [vertex] junctions first, then those between */
    int vertex_count, road_count;
    int (*ends)[2]; /* [road] junctions; its other vertices follow each other */
    int *firsts;    /* [road] */
    int *town_vertex, *site_vertex, *site_town;
};

static void fail(const char *what)
{
    fprintf(stderr, "bench_roads: %s\n", what);
    exit(1);
}

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void *room(struct bench *b, size_t count, size_t size)
{
    void *p = arena_alloc(&b->arena, count, size);
    if (!p) fail("out of memory");
    return p;
}

static void put_bytes(char **at, const void *bytes, size_t count)
{
    memcpy(*at, bytes, count);
    *at += count;
}

/* Little-endian, as the machine is. */
static struct slice road_wkb(struct bench *b, int road)
{
    uint32_t kind = 2, count = (uint32_t)b->between + 2;
    size_t bytes = 9 + 16 * (size_t)count;
    char *wkb = room(b, bytes, 1), *at = wkb;
    *at++ = 1;
    put_bytes(&at, &kind, 4);
    put_bytes(&at, &count, 4);
    put_bytes(&at, b->at[b->ends[road][0]], 16);
    for (int i = 0; i < b->between; i++)
        put_bytes(&at, b->at[b->firsts[road] + i], 16);
    put_bytes(&at, b->at[b->ends[road][1]], 16);
    return (struct slice){wkb, bytes};
}

static void add_road(struct bench *b, struct rng *r, int from, int to)
{
    static const double speeds[] = {20, 40, 40, 60};
    if (rng_int(r, 0, 4) == 0) return;
    int road = b->road_count++;
    b->ends[road][0] = from;
    b->ends[road][1] = to;
    b->firsts[road] = b->vertex_count;
    for (int i = 1; i <= b->between; i++)
        for (int k = 0; k < 2; k++) {
            double share = (double)i / (b->between + 1);
            b->at[b->vertex_count + i - 1][k] = b->at[from][k] +
                                                share * (b->at[to][k] - b->at[from][k]) +
                                                0.03 * STEP * (rng_real(r) - 0.5);
        }
    b->vertex_count += b->between;
    b->programme.transports[road] =
        (struct transport){"r", "r", "road", speeds[rng_int(r, 0, 3)], road_wkb(b, road)};
}

static void make_roads(struct bench *b)
{
    struct rng r = rng_new((uint64_t)b->seed, 1);
    b->side = (int)sqrt(b->vertices / (1 + 1.6 * b->between)) + 1;
    size_t junctions = (size_t)b->side * (size_t)b->side, roads = 2 * junctions;
    b->at = room(b, junctions + roads * (size_t)b->between, sizeof *b->at);
    b->ends = room(b, roads, sizeof *b->ends);
    b->firsts = room(b, roads, sizeof *b->firsts);
    b->programme.transports = room(b, roads, sizeof *b->programme.transports);
    for (int i = 0; i < (int)junctions; i++) {
        b->at[i][0] = 20 + STEP * (i % b->side + 0.5 * rng_real(&r));
        b->at[i][1] = STEP * (i / b->side - b->side / 2 + 0.5 * rng_real(&r));
    }
    b->vertex_count = (int)junctions;
    for (int i = 0; i < (int)junctions; i++) {
        if (i % b->side + 1 < b->side) add_road(b, &r, i, i + 1);
        if (i / b->side + 1 < b->side) add_road(b, &r, i, i + b->side);
    }
    b->programme.transport_count = b->road_count;
}

/* A vertex of a road near a junction at most `reach` from the town's. */
static void make_questions(struct bench *b)
{
    struct rng r = rng_new((uint64_t)b->seed, 2);
    b->town_vertex = room(b, (size_t)b->towns, sizeof *b->town_vertex);
    b->site_vertex = room(b, (size_t)b->sites, sizeof *b->site_vertex);
    b->site_town = room(b, (size_t)b->sites, sizeof *b->site_town);
    for (int i = 0; i < b->towns; i++)
        b->town_vertex[i] = b->ends[rng_int(&r, 0, b->road_count - 1)][0];
    for (int i = 0; i < b->sites; i++) {
        int town = (int)((long)i * b->towns / b->sites), vertex;
        const double *home = b->at[b->town_vertex[town]];
        do {
            int road = rng_int(&r, 0, b->road_count - 1);
            vertex =
                b->between ? b->firsts[road] + rng_int(&r, 0, b->between - 1) : b->ends[road][0];
        } while (vertex == b->town_vertex[town] ||
                 hypot(b->at[vertex][0] - home[0], b->at[vertex][1] - home[1]) >
                     b->reach_km * STEP);
        b->site_vertex[i] = vertex;
        b->site_town[i] = town;
    }
}

static void write_numbers(FILE *f, const void *bytes, size_t size)
{
    if (fwrite(bytes, size, 1, f) != 1) fail("cannot write");
}

static FILE *open_file(const struct bench *b, const char *name)
{
    char path[1000];
    (void)snprintf(path, sizeof path, "%s/%s", b->dump, name);
    FILE *f = fopen(path, "wb");
    if (!f) fail(path);
    return f;
}

/* edges: two vertices, metres, seconds; ways: two vertices, metres, seconds; all as doubles. */
static void dump(const struct bench *b, const struct way *ways)
{
    FILE *f = open_file(b, "edges");
    for (int road = 0; road < b->road_count; road++)
        for (int i = 0, last = b->ends[road][0]; i <= b->between; i++) {
            int next = i == b->between ? b->ends[road][1] : b->firsts[road] + i;
            double m = place_apart_m(place_of(b->at[last][0], b->at[last][1]),
                                     place_of(b->at[next][0], b->at[next][1]));
            double row[4] = {last, next, m, m * 3.6 / b->programme.transports[road].speed_km_h};
            write_numbers(f, row, sizeof row);
            last = next;
        }
    if (fclose(f)) fail("cannot write edges");
    f = open_file(b, "ways");
    for (int i = 0; i < b->sites; i++) {
        double row[4] = {b->town_vertex[b->site_town[i]], b->site_vertex[i],
                         way_is_by_road(&ways[i]) ? ways[i].m : NAN, 60 * ways[i].minutes};
        write_numbers(f, row, sizeof row);
    }
    if (fclose(f)) fail("cannot write ways");
}

static struct place place_at(const struct bench *b, int vertex)
{
    return place_of(b->at[vertex][0], b->at[vertex][1]);
}

static void run(struct bench *b)
{
    struct roads roads;
    struct way_finder finder;
    struct err e;
    struct rusage use;
    struct way *ways = room(b, (size_t)b->sites, sizeof *ways);
    double start = processor_seconds(), by_road = 0;
    size_t before = b->arena.used;
    if (roads_build(&roads, &b->programme, &b->arena, &e)) fail(e.text);
    double built = processor_seconds();
    size_t after = b->arena.used;
    if (way_finder_init(&finder, &roads, &b->arena, &e)) fail(e.text);
    for (int i = 0; i < b->sites; i++) {
        struct place site = place_at(b, b->site_vertex[i]);
        struct place town = place_at(b, b->town_vertex[b->site_town[i]]);
        ways[i] = way_find(&finder, site, b->site_town[i], town, place_apart_m(site, town));
        by_road += way_is_by_road(&ways[i]);
    }
    double end = processor_seconds();
    getrusage(RUSAGE_SELF, &use);
    printf("{\"vertices\": %d, \"pieces\": %d, \"joints\": %d, \"components\": %d, \"towns\": %d, "
           "\"sites\": %d, \"by_road\": %.0f, \"build_seconds\": %.3f, \"way_seconds\": %.3f, "
           "\"graph_megabytes\": %.1f, \"finder_megabytes\": %.1f, \"peak_megabytes\": %.1f}\n",
           b->vertex_count, roads.piece_count, roads.joint_count, roads.component_count, b->towns,
           b->sites, by_road, built - start, end - built, (double)(after - before) / 1e6,
           (double)(b->arena.used - after) / 1e6, (double)use.ru_maxrss / 1e3);
    if (b->dump) dump(b, ways);
}

static void read_option(struct bench *b, const char *text)
{
    const struct {
        const char *name;
        int *value;
    } counts[] = {{"vertices=", &b->vertices},
                  {"between=", &b->between},
                  {"towns=", &b->towns},
                  {"sites=", &b->sites},
                  {"seed=", &b->seed}};

    int64_t value;
    if (strncmp(text, "dump=", 5) == 0) {
        b->dump = text + 5;
        return;
    }
    if (strncmp(text, "reach=", 6) == 0 && number_parse_real(slice_of(text + 6), &b->reach_km))
        return;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        size_t len = strlen(counts[i].name);
        if (strncmp(text, counts[i].name, len) != 0) continue;
        if (!number_parse_integer(slice_of(text + len), &value) || value < 0 || value > 100000000)
            fail(text);
        *counts[i].value = (int)value;
        return;
    }
    fail(text);
}

int main(int argc, char **argv)
{
    struct bench b = {.vertices = 1000000,
                      .between = 5,
                      .towns = 200,
                      .sites = 10000,
                      .reach_km = 25,
                      .seed = 1,
                      .arena = ARENA_INIT((size_t)64 << 30)};
    for (int i = 1; i < argc; i++)
        read_option(&b, argv[i]);
    if (b.vertices < 100 || b.towns < 1 || b.sites < b.towns) fail("too small");
    make_roads(&b);
    make_questions(&b);
    run(&b);
    arena_clear(&b.arena);
    return 0;
}
