/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast is a schedule of building found, and how good is it, as works grow?
 *
 *   bench_works AREAS SEED [plants=3] [years=10] [crews=1] [tightness=1] [arrivals=4] [effort=0] [threads=1]
 *       [check=1]
 *
 * A synthetic programme; every area is visited once, in equal parts by year, and gets the smallest
 * plant of `plants` types.  The schedule goes through the verifier unless check=0.  Prints one JSON
 * line; seconds are of the processor, the jobs built first apart.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/number.h"
#include "model/programme.h"
#include "synth/synth.h"
#include "verify/works.h"
#include "works/schedule.h"

struct run {
    struct synth_options synth;
    struct schedule_options options;
    int plants, check;
    struct arena arena;
    struct dataset dataset;
    struct programme programme;
    struct works works;
    struct plan plan;
    struct job_net net;
    struct schedule schedule;
};

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fail(const char *what, const struct err *e)
{
    (void)fprintf(stderr, "bench_works: %s: %s\n", what, e->text);
    exit(1);
}

static void load(struct run *r)
{
    struct err e = {0};
    struct findings findings;
    r->arena = (struct arena)ARENA_INIT((size_t)64 << 30);
    dataset_init(&r->dataset);
    findings_init(&findings, &r->arena);
    if (synth_make(&r->synth, &r->dataset, &r->arena, &e)) fail("synth", &e);
    if (programme_load(&r->programme, &r->dataset, &findings, &r->arena, &e)) fail("load", &e);
    if (works_load(&r->works, &r->programme, &r->dataset, &findings, &r->arena, &e))
        fail("works", &e);
}

/* Smallest sizes of the first types. */
static int list_sizes(const struct programme *p, int *sizes, int most)
{
    int count = 0;
    for (int s = 0; s < p->size_count && count < most; s++)
        if (s == 0 || p->sizes[s].type != p->sizes[s - 1].type) sizes[count++] = s;
    return count;
}

static void make_plan(struct run *r)
{
    const struct programme *p = &r->programme;
    int sizes[SYNTH_TYPE_MAX], count = list_sizes(p, sizes, r->plants), visitable = 0;
    struct plan *plan = &r->plan;
    size_t most = (size_t)p->area_count;
    plan->visits = ARENA_ARRAY(&r->arena, struct visit, most);
    plan->facilities = ARENA_ARRAY(&r->arena, struct facility, most * (size_t)count);
    if (!plan->visits || !plan->facilities) exit(1);
    for (int i = 0; i < p->area_count; i++)
        visitable += p->areas[i].visitable != 0;
    for (int i = 0; i < p->area_count; i++) {
        if (!p->areas[i].visitable) continue;
        int visit = plan->visit_count++;
        int year = (int)((int64_t)visit * p->year_count / visitable);
        plan->visits[visit] = (struct visit){.area = i, .year = year};
        for (int k = 0; k < count; k++)
            plan->facilities[plan->facility_count++] = (struct facility){visit, sizes[k], -1};
    }
}

static int count_broken(struct run *r)
{
    struct err e = {0};
    struct findings findings;
    struct works_case c = {&r->programme, &r->works, &r->plan, &r->schedule, 0, 0};
    findings_init(&findings, &r->arena);
    if (verify_works(&c, &findings, &r->arena, &e)) fail("check", &e);
    for (int i = 0; i < findings.count && i < 5; i++)
        (void)fprintf(stderr, "%s: %s\n", findings.list[i].place, findings.list[i].sentence);
    return findings.error_count;
}

static void solve(struct run *r)
{
    struct err e = {0};
    struct rusage use;
    double start = processor_seconds();
    if (job_net_build(&r->net, &r->programme, &r->works, &r->plan, &r->arena, &e)) fail("jobs", &e);
    double built = processor_seconds();
    if (schedule_solve(&r->net, &r->options, &r->schedule, &r->arena, &e)) fail("schedule", &e);
    double solved = processor_seconds();
    getrusage(RUSAGE_SELF, &use);
    printf("{\"areas\":%d,\"seed\":%llu,\"activities\":%d,\"crews\":%d,\"placed\":%s,",
           r->synth.areas, (unsigned long long)r->synth.seed, r->net.job_count, r->works.crew_count,
           r->schedule.unplaced < 0 ? "true" : "false");
    printf("\"late_days\":%.0f,\"bound\":%.0f,\"travel_km\":%.0f,", r->schedule.late_days,
           r->schedule.late_days_bound, r->schedule.travel_km);
    printf("\"jobs_seconds\":%.3f,\"cpu_seconds\":%.3f,\"megabytes\":%.0f,", built - start,
           solved - built, (double)use.ru_maxrss / 1024);
    printf("\"broken_rules\":%d}\n", r->check && r->schedule.unplaced < 0 ? count_broken(r) : 0);
}

static void read_word(struct run *r, const char *word)
{
    double value = 0;
    const char *is = strchr(word, '=');
    struct slice name = {word, is ? (size_t)(is - word) : 0};
    if (!is || !number_parse_real(slice_of(is + 1), &value)) {
        (void)fprintf(stderr, "bench_works: '%s' is no NAME=NUMBER\n", word);
        exit(2);
    }
    if (slice_is(name, "plants"))
        r->plants = (int)value;
    else if (slice_is(name, "years"))
        r->synth.years = (int)value;
    else if (slice_is(name, "crews"))
        r->synth.crews = value;
    else if (slice_is(name, "tightness"))
        r->synth.tightness = value;
    else if (slice_is(name, "arrivals"))
        r->synth.arrivals = (int)value;
    else if (slice_is(name, "effort"))
        r->options.effort = value;
    else if (slice_is(name, "threads"))
        r->options.threads = (int)value;
    else if (slice_is(name, "check"))
        r->check = value > 0;
    else {
        (void)fprintf(stderr, "bench_works: what is '%s'?\n", word);
        exit(2);
    }
}

int main(int argc, char **argv)
{
    static struct run r;
    double areas = 0, seed = 0;
    if (argc < 3 || !number_parse_real(slice_of(argv[1]), &areas) ||
        !number_parse_real(slice_of(argv[2]), &seed)) {
        (void)fprintf(stderr,
                      "usage: bench_works AREAS SEED [plants=|years=|crews=|tightness=|arrivals=|"
                      "effort=|threads=|check=]...\n");
        return 2;
    }
    r.synth = synth_default();
    synth_set_family(&r.synth, SYNTH_COUNTRY);
    r.synth.areas = (int)areas;
    r.synth.seed = (uint64_t)seed;
    r.synth.sites = 1;
    r.synth.sizes = 1;
    r.synth.tightness = 1;
    r.plants = 3;
    r.check = 1;
    r.options = (struct schedule_options){.threads = 1, .seed = 1};
    for (int i = 3; i < argc; i++)
        read_word(&r, argv[i]);
    load(&r);
    make_plan(&r);
    solve(&r);
    arena_clear(&r.arena);
    return 0;
}
