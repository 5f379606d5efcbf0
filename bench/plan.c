/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How good is the planner, and how fast, on synthetic programmes?
 *
 *   bench_plan AREAS SEED [country|packages] [none|cohort|full]
 *       [gap=0.001] [effort=1] [limit=SECONDS] [threads=1] [tightness=0.5] [method=0] [trace=0]
 *       [mps=FILE]
 *
 * method= is the number of an enum plan_method.  Prints one JSON line; with trace=1
 * progress goes to stderr.  With mps=FILE it writes the same problem for another
 * solver instead of solving it; bench/plan.py runs both and compares.  Every
 * plan is put through the verifier before it is reported.  limit= and bound_seconds
 * are processor seconds, so that a busy machine does not change the comparison.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/number.h"
#include "model/programme.h"
#include "plan/solve.h"
#include "site/build.h"
#include "synth/synth.h"
#include "verify/verify.h"

struct run {
    struct synth_options synth;
    struct plan_options plan;
    const char *family, *decree, *mps;
    double limit_seconds, start; /* processor seconds */
    struct arena arena;
    struct dataset dataset;
    struct programme programme;
    struct siting siting;
    double *weights;
    int trace;            /* progress goes to stderr, with processor seconds */
    double bound_seconds; /* when the last round of column generation was told of */
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double peak_megabytes(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_maxrss / 1024;
}

static void fail(const char *what, const struct err *e)
{
    (void)fprintf(stderr, "bench_plan: %s: %s\n", what, e->text);
    exit(1);
}

/* As equity asks: the mean share of need met over that of the area. */
static void weigh(struct run *r)
{
    const struct programme *p = &r->programme;
    double sum = 0, people = 0;
    r->weights = ARENA_ARRAY(&r->arena, double, (size_t)p->area_count);
    if (!r->weights) exit(1);
    for (int i = 0; i < p->area_count; i++) {
        double share = 0;
        for (int g = 0; g < p->good_count; g++)
            share += fmin(
                1, p->supply[i * p->good_count + g] /
                       fmax(1, p->areas[i].population * p->need_per_head[i * p->good_count + g]));
        r->weights[i] = fmax(0.05, share / p->good_count);
        if (!p->areas[i].visitable) continue;
        sum += r->weights[i] * p->areas[i].population;
        people += p->areas[i].population;
    }
    for (int i = 0; i < p->area_count; i++)
        r->weights[i] = sum / people / r->weights[i];
}

static void prepare(struct run *r)
{
    struct err e = {0};
    struct findings findings;
    struct ground ground;
    r->arena = (struct arena)ARENA_INIT((size_t)64 << 30);
    dataset_init(&r->dataset);
    findings_init(&findings, &r->arena);
    if (synth_make(&r->synth, &r->dataset, &r->arena, &e)) fail("synth", &e);
    if (programme_load(&r->programme, &r->dataset, &findings, &r->arena, &e)) fail("load", &e);
    const struct slice *outlines = r->dataset.tables[TABLE_AREA].geometry;
    if (ground_build(&ground, &r->programme, outlines, &r->arena, &e)) fail("site", &e);
    if (siting_build(&r->siting, &ground, r->plan.threads, &r->arena, &e)) fail("site", &e);
    weigh(r);
}

static int is_time_up(void *context)
{
    const struct run *r = context;
    return processor_seconds() - r->start > r->limit_seconds;
}

static void note_progress(void *context, double done, const char *what)
{
    struct run *r = context;
    (void)done;
    double used = processor_seconds() - r->start;
    if (strncmp(what, "round", 5) == 0) r->bound_seconds = used;
    if (r->trace) (void)fprintf(stderr, "%8.3f %s\n", used, what);
}

static const char *outcome_name(enum plan_outcome outcome)
{
    static const char *const names[] = {[PLAN_OPTIMAL] = "optimal",
                                        [PLAN_FEASIBLE] = "feasible",
                                        [PLAN_INFEASIBLE] = "infeasible",
                                        [PLAN_STOPPED] = "stopped"};
    return names[outcome];
}

/* Nine digits, or null: JSON has no infinity. */
static void print_figure(const char *name, double value)
{
    if (isfinite(value))
        printf("\"%s\":%.9g,", name, value);
    else
        printf("\"%s\":null,", name);
}

/* Number of rules the plan breaks; each told on stderr. */
static int count_broken(struct run *r, const struct plan *plan)
{
    struct err e = {0};
    struct findings findings;
    findings_init(&findings, &r->arena);
    if (verify_plan(&r->programme, &r->siting, r->weights, plan, &findings, &e)) fail("check", &e);
    for (int i = 0; i < findings.count; i++)
        (void)fprintf(stderr, "%s: %s\n", findings.list[i].place, findings.list[i].sentence);
    return findings.error_count;
}

static void solve(struct run *r)
{
    struct err e = {0};
    struct plan plan;
    struct stop stop = {is_time_up, r};
    struct progress progress = {note_progress, r};
    struct plan_input in = {&r->programme, &r->siting, r->weights};
    if (r->limit_seconds > 0) r->plan.stop = &stop;
    r->plan.progress = &progress;
    r->start = processor_seconds();
    double begun = seconds();
    if (plan_solve(&in, &r->plan, &plan, &r->arena, &e)) fail("plan", &e);
    double took = seconds() - begun, used = processor_seconds() - r->start;
    double megabytes = peak_megabytes();
    int broken = count_broken(r, &plan);
    printf("{\"areas\":%d,\"seed\":%llu,\"family\":\"%s\",\"decree\":\"%s\",\"method\":\"ours\",",
           r->synth.areas, (unsigned long long)r->synth.seed, r->family, r->decree);
    int has_plan = plan.outcome == PLAN_OPTIMAL || plan.outcome == PLAN_FEASIBLE;
    double worth = has_plan ? plan.objective : NAN;
    printf("\"outcome\":\"%s\",", outcome_name(plan.outcome));
    print_figure("bound", plan.bound);
    print_figure("plan", worth);
    print_figure("gap", (plan.bound - worth) / fabs(worth));
    printf("\"bound_seconds\":%.3f,\"seconds\":%.3f,\"cpu_seconds\":%.3f,\"megabytes\":%.0f,",
           r->bound_seconds, took, used, megabytes);
    printf("\"rounds\":%d,\"columns\":%d,\"broken_rules\":%d}\n", plan.round_count,
           plan.column_count, broken);
}

static int write_bytes(void *context, const char *bytes, size_t len)
{
    return fwrite(bytes, 1, len, context) == len;
}

static void write_mps(struct run *r)
{
    struct err e = {0};
    struct plan_input in = {&r->programme, &r->siting, r->weights};
    FILE *f = fopen(r->mps, "w");
    if (!f) {
        perror(r->mps);
        exit(1);
    }
    struct plan_sink sink = {write_bytes, f};
    if (plan_write_mps(&in, &sink, &r->arena, &e)) fail("mps", &e);
    if (fclose(f) != 0) exit(1);
}

static double number_after(const char *word, const char *name)
{
    size_t len = strlen(name);
    double value;
    if (strncmp(word, name, len) != 0 || word[len] != '=') return NAN;
    if (number_parse_real(slice_of(word + len + 1), &value)) return value;
    (void)fprintf(stderr, "bench_plan: '%s' is no number\n", word);
    exit(2);
}

static void read_word(struct run *r, const char *word)
{
    static const char *const decrees[] = {"none", "cohort", "full"};
    double value;
    for (int i = 0; i < 3; i++)
        if (strcmp(word, decrees[i]) == 0) {
            r->synth.decree = (enum synth_decree)i;
            r->decree = decrees[i];
            return;
        }
    if (!isnan(value = number_after(word, "gap")))
        r->plan.gap = value;
    else if (!isnan(value = number_after(word, "effort")))
        r->plan.effort = value;
    else if (!isnan(value = number_after(word, "limit")))
        r->limit_seconds = value;
    else if (!isnan(value = number_after(word, "threads")))
        r->plan.threads = (int)value;
    else if (!isnan(value = number_after(word, "method")))
        r->plan.method = (enum plan_method)value;
    else if (!isnan(value = number_after(word, "tightness")))
        r->synth.tightness = value;
    else if (!isnan(value = number_after(word, "trace")))
        r->trace = value > 0;
    else if (strncmp(word, "mps=", 4) == 0)
        r->mps = word + 4;
    else {
        (void)fprintf(stderr, "bench_plan: what is '%s'?\n", word);
        exit(2);
    }
}

int main(int argc, char **argv)
{
    static struct run r;
    double areas = 0, seed = 0;
    if (argc < 3 || !number_parse_real(slice_of(argv[1]), &areas) ||
        !number_parse_real(slice_of(argv[2]), &seed)) {
        (void)fprintf(stderr, "usage: bench_plan AREAS SEED [country|packages] [none|cohort|full] "
                              "[gap=|effort=|limit=|threads=|tightness=|trace=|mps=]...\n");
        return 2;
    }
    int packages = argc > 3 && strcmp(argv[3], "packages") == 0;
    int named = packages || (argc > 3 && strcmp(argv[3], "country") == 0);
    r.synth = synth_default();
    synth_set_family(&r.synth, packages ? SYNTH_PACKAGES : SYNTH_COUNTRY);
    r.family = packages ? "packages" : "country";
    r.decree = packages ? "cohort" : "full";
    r.synth.areas = (int)areas;
    r.synth.seed = (uint64_t)seed;
    r.plan = plan_options_default();
    r.plan.gap = 0.001;
    for (int i = named ? 4 : 3; i < argc; i++)
        read_word(&r, argv[i]);
    prepare(&r);
    if (r.mps)
        write_mps(&r);
    else
        solve(&r);
    arena_clear(&r.arena);
    return 0;
}
