/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How good is the scheduler on the public instances, how fast, and how large?
 *
 *   bench_sched solve [schedules=5000] [conflicts=0] [threads=1] [islands=0] [seed=1] [limit=SECONDS] [processor=SECONDS]
 *                     FILE ...
 *   bench_sched speed [seconds=1] FILE ...
 *   bench_sched network ACTIVITIES [seed=1]
 *   bench_sched show FILE
 *
 * solve    one JSON line an instance, put through the checker first; limit= is wall time, and
 *          processor= that of the processors; schedules=0: as many as there is time for
 * speed    schedules a processor second of the serial scheme, one list after another, and as many
 *          side by side as the search makes
 * network  a generated network with 2 links and 4 resources an activity: critical path and
 *          first schedule, in processor seconds
 * show     the instance as JSON, for other solvers
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/number.h"
#include "kit/sched_check.h"
#include "sched/decode.h"
#include "sched/first.h"
#include "sched/solve.h"
#include "sched_read.h"

#define ARENA_BYTES ((size_t)1 << 34)

struct settings {
    struct sched_options options;
    clockid_t clock; /* of the limit */
    double limit_seconds, start;
};

static double clock_seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void check(enum status s, const struct err *e)
{
    if (s == STATUS_OK) return;
    (void)fprintf(stderr, "bench_sched: %s\n", e->text);
    exit(1);
}

static int time_is_up(void *context)
{
    const struct settings *s = context;
    return clock_seconds(s->clock) - s->start > s->limit_seconds;
}

static double share_used(void *context)
{
    const struct settings *s = context;
    return (clock_seconds(s->clock) - s->start) / s->limit_seconds;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void solve_one(struct settings *s, const char *path)
{
    static const char *const outcomes[] = {"optimal", "feasible", "not found", "impossible"};
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct sched_problem p;
    struct sched_result r;
    struct err e;
    struct stop stop = {time_is_up, s};
    sched_read(&p, path, &a);
    struct sched_gauge gauge = {share_used, s};
    if (s->limit_seconds > 0) s->options.stop = &stop;
    if (s->limit_seconds > 0) s->options.gauge = &gauge;
    if (s->options.schedules < 1 && s->limit_seconds <= 0) {
        (void)fprintf(stderr, "bench_sched: schedules=0 needs limit= or processor=\n");
        exit(1);
    }
    double begun = clock_seconds(CLOCK_MONOTONIC);
    s->start = clock_seconds(s->clock);
    double used = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
    check(sched_solve(&p, &s->options, &r, &a, &e), &e);
    used = clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - used;
    int found = r.outcome == SCHED_OPTIMAL || r.outcome == SCHED_FEASIBLE;
    if (found && !sched_check(&p, r.start, r.finish, r.mode, r.makespan)) exit(1);
    (void)printf("{\"instance\":\"%s\",\"outcome\":\"%s\",\"makespan\":%d,\"bound\":%lld,"
                 "\"path\":%d,\"schedules\":%lld,\"conflicts\":%lld,\"processor_seconds\":%.3f,"
                 "\"seconds\":%.3f}\n",
                 name_of(path), outcomes[r.outcome], found ? r.makespan : -1,
                 (long long)r.lower_bound, r.critical_path, (long long)r.schedules,
                 (long long)r.conflicts, used, clock_seconds(CLOCK_MONOTONIC) - begun);
    (void)fflush(stdout);
    arena_clear(&a);
}

enum {
    LISTS = 64, /* of different noises, made again and again */
};

/* Schedules a processor second; *sum: of the makespans of all lists. */
static double speed_of(struct decoder *d, const int *lists, int together, double limit, long *sum)
{
    const struct network *net = d->net;
    long made = 0;
    double start = clock_seconds(CLOCK_PROCESS_CPUTIME_ID), used = 0;
    for (; used < limit; used = clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - start) {
        *sum = 0;
        for (int i = 0; i < LISTS; i += together, made += together) {
            const int *list[PACKED_LISTS];
            for (int k = 0; k < together; k++)
                list[k] = lists + (size_t)(i + k) * (size_t)net->activity_count;
            if (decoder_is_packed(d))
                decode_many(d, together, &net->forward, list);
            else
                for (int k = 0; k < together; k++)
                    (void)decode(&d[k], &net->forward, list[k], -1);
            for (int k = 0; k < together; k++)
                *sum += d[k].length;
        }
    }
    return (double)made / used;
}

static void measure_speed(const char *path, double limit)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct sched_problem p;
    struct network net;
    struct cpm cpm;
    struct decoder d[PACKED_LISTS];
    struct err e;
    sched_read(&p, path, &a);
    check(network_build(&net, &p, &a, &e), &e);
    check(cpm_compute(&cpm, &net, NULL, &a, &e), &e);
    check(decoder_init_many(d, PACKED_LISTS, &net, (int)net.time_bound, &a, &e), &e);
    size_t n = (size_t)p.activity_count;
    struct first_list f = {&net, &cpm, d->key, ARENA_ARRAY(&a, int, 2 * (size_t)cpm.length + 4)};
    int *lists = ARENA_ARRAY(&a, int, LISTS *n);
    if (!f.count || !lists) exit(1);
    struct rng rng = rng_new(1, 1);
    for (size_t i = 0; i < LISTS; i++)
        first_list_make(&f, cpm.length / 2, &rng, lists + i * n);
    long sum, same;
    double one = speed_of(d, lists, 1, limit, &sum);
    double many = speed_of(d, lists, PACKED_LISTS, limit, &same);
    if (sum != same) exit(1);
    (void)printf("{\"instance\":\"%s\",\"one_after_another\":%.0f,\"side_by_side\":%.0f,"
                 "\"mean_makespan\":%.1f}\n",
                 name_of(path), one, many, (double)sum / LISTS);
    arena_clear(&a);
}

/* Links go to one of the 1,000 activities before; needs leave room for about 8 at a time. */
static void generate(struct sched_problem *p, int n, uint64_t seed, struct arena *a)
{
    size_t count = (size_t)n;
    struct sched_activity *activities = ARENA_ARRAY(a, struct sched_activity, count);
    struct sched_mode *modes = ARENA_ARRAY(a, struct sched_mode, count);
    struct sched_need *needs = ARENA_ARRAY(a, struct sched_need, 4 * count);
    struct sched_link *links = ARENA_ARRAY(a, struct sched_link, 2 * count);
    struct sched_resource *resources = ARENA_ARRAY(a, struct sched_resource, 4);
    if (!activities || !modes || !needs || !links || !resources) exit(1);
    struct rng rng = rng_new(seed, 1);
    *p = (struct sched_problem){.makespan_weight = 1, .resource_count = 4, .mode_count = n};
    for (int r = 0; r < 4; r++)
        resources[r] = (struct sched_resource){40, 0, 0};
    for (int i = 0; i < n; i++) {
        activities[i] = (struct sched_activity){i, 1, 0, SCHED_NEVER, SCHED_NEVER, 0};
        modes[i] = (struct sched_mode){rng_int(&rng, 1, 10), p->need_count, 4, 0, 0};
        for (int r = 0; r < 4; r++)
            needs[p->need_count++] = (struct sched_need){r, rng_int(&rng, 0, 10)};
        for (int k = 0; k < 2 && i > 0; k++)
            links[p->link_count++] =
                (struct sched_link){rng_int(&rng, i > 1000 ? i - 1000 : 0, i - 1), i, LINK_FS, 0};
    }
    p->activities = activities;
    p->modes = modes;
    p->needs = needs;
    p->links = links;
    p->resources = resources;
    p->activity_count = n;
}

static void measure_network(int n, uint64_t seed)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct sched_problem p;
    struct network net;
    struct cpm cpm;
    struct sched_result r;
    struct err e;
    struct sched_options o = {.schedules = 1, .threads = 1, .seed = seed};
    generate(&p, n, seed, &a);
    double t0 = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
    check(network_build(&net, &p, &a, &e), &e);
    double t1 = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
    check(cpm_compute(&cpm, &net, NULL, &a, &e), &e);
    double t2 = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
    cpm_update(&cpm, &net, NULL);
    double t3 = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
    check(sched_solve(&p, &o, &r, &a, &e), &e);
    double t4 = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (!sched_check(&p, r.start, r.finish, r.mode, r.makespan)) exit(1);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    (void)printf("{\"activities\":%d,\"build_s\":%.3f,\"first_cpm_s\":%.3f,\"cpm_s\":%.3f,"
                 "\"solve_s\":%.3f,\"path\":%d,\"bound\":%lld,\"makespan\":%d,\"peak_mb\":%.0f}\n",
                 n, t1 - t0, t2 - t1, t3 - t2, t4 - t3, r.critical_path, (long long)r.lower_bound,
                 r.makespan, (double)use.ru_maxrss / 1024);
    arena_clear(&a);
}

static void show_mode(const struct sched_problem *p, const struct sched_mode *m)
{
    (void)printf("{\"duration\":%d,\"needs\":{", m->duration);
    for (int i = 0; i < m->need_count; i++) {
        const struct sched_need *need = &p->needs[m->need_first + i];
        (void)printf("%s\"%d\":%d", i ? "," : "", need->resource, need->quantity);
    }
    (void)printf("},\"uses\":{");
    for (int i = 0; i < m->use_count; i++) {
        const struct sched_use *use = &p->uses[m->use_first + i];
        (void)printf("%s\"%d\":[%d,%d]", i ? "," : "", use->stock, use->taken, use->given);
    }
    (void)printf("}}");
}

static void show(const char *path)
{
    static const char *const kinds[] = {"FS", "SS", "FF", "SF"};
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct sched_problem p;
    sched_read(&p, path, &a);
    (void)printf("{\"activities\":[");
    for (int i = 0; i < p.activity_count; i++) {
        (void)printf("%s[", i ? "," : "");
        for (int m = 0; m < p.activities[i].mode_count; m++) {
            (void)printf("%s", m ? "," : "");
            show_mode(&p, &p.modes[p.activities[i].mode_first + m]);
        }
        (void)printf("]");
    }
    (void)printf("],\"links\":[");
    for (int i = 0; i < p.link_count; i++)
        (void)printf("%s[%d,%d,\"%s\",%d]", i ? "," : "", p.links[i].from, p.links[i].to,
                     kinds[p.links[i].kind], p.links[i].lag);
    (void)printf("],\"capacities\":[");
    for (int r = 0; r < p.resource_count; r++)
        (void)printf("%s%d", r ? "," : "", p.resources[r].capacity);
    (void)printf("],\"stocks\":[");
    for (int k = 0; k < p.stock_count; k++)
        (void)printf("%s%d", k ? "," : "", p.stocks[k].initial);
    (void)printf("]}\n");
    arena_clear(&a);
}

/* name=value; returns 0 when the argument is a file. */
static int read_setting(struct settings *s, const char *argument)
{
    static const char *const names[] = {"schedules", "threads", "islands",   "seed",
                                        "limit",     "seconds", "conflicts", "processor"};
    const char *equals = strchr(argument, '=');
    double value;
    if (!equals) return 0;
    if (!number_parse_real(slice_of(equals + 1), &value)) return 0;
    size_t len = (size_t)(equals - argument), i = 0;
    while (i < sizeof names / sizeof *names &&
           (strlen(names[i]) != len || strncmp(names[i], argument, len) != 0))
        i++;
    if (i == 0) s->options.schedules = (int64_t)value;
    if (i == 1) s->options.threads = (int)value;
    if (i == 2) s->options.islands = (int)value;
    if (i == 3) s->options.seed = (uint64_t)value;
    if (i == 4 || i == 5 || i == 7) s->limit_seconds = value;
    if (i == 7) s->clock = CLOCK_PROCESS_CPUTIME_ID;
    if (i == 6) s->options.conflicts = (int64_t)value;
    return i < sizeof names / sizeof *names;
}

int main(int argc, char **argv)
{
    struct settings s = {.options = sched_options_default(), .clock = CLOCK_MONOTONIC};
    const char *what = argc > 2 ? argv[1] : "";
    s.options.schedules = 5000;
    s.options.conflicts = 0;
    for (int i = 2; i < argc; i++) {
        double n;
        if (read_setting(&s, argv[i])) continue;
        if (strcmp(what, "solve") == 0)
            solve_one(&s, argv[i]);
        else if (strcmp(what, "speed") == 0)
            measure_speed(argv[i], s.limit_seconds > 0 ? s.limit_seconds : 1);
        else if (strcmp(what, "show") == 0)
            show(argv[i]);
        else if (strcmp(what, "network") == 0 && number_parse_real(slice_of(argv[i]), &n))
            measure_network((int)n, s.options.seed);
        else
            what = "";
    }
    if (*what) return 0;
    (void)fputs("bench_sched solve|speed|network|show ...: see the head of bench/sched.c\n",
                stderr);
    return 2;
}
