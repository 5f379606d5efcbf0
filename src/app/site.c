/* SPDX-License-Identifier: Apache-2.0 */
#include "app/site.h"

#include <stdio.h>
#include <string.h>

#include "app/runs.h"
#include "app/site_tables.h"
#include "app/site_tests.h"
#include "site/build.h"

enum {
    SUMMARY_BYTES = 400,
};

void site_digest(const struct dataset *d, char text[DIGEST_TEXT_BYTES])
{
    static const enum table_id tables[] = {TABLE_AREA,          TABLE_NUISANCE_CLASS,
                                           TABLE_FACILITY_TYPE, TABLE_FACILITY_SIZE,
                                           TABLE_CONNECTION,    TABLE_SETTLEMENT,
                                           TABLE_FEED_POINT,    TABLE_WATER_SOURCE,
                                           TABLE_TRANSPORT,     TABLE_SITE};

    dataset_digest_of(d, tables, sizeof tables / sizeof tables[0], text);
}

enum status site_ground(struct ground *out, const struct dataset *d, const struct programme *p,
                        struct arena *a, struct err *e)
{
    const struct table *areas = &d->tables[TABLE_AREA];
    return ground_build(out, p, areas->row_count ? areas->geometry : NULL, a, e);
}

enum status siting_obtain(struct siting *out, const struct dataset *d, const struct programme *p,
                          int threads, struct arena *a, struct err *e)
{
    char hash[DIGEST_TEXT_BYTES];
    struct ground ground;
    site_digest(d, hash);
    if (runs_state(d, "site", hash) == RUN_CURRENT) return siting_from_tables(out, d, p, a, e);
    TRY(site_ground(&ground, d, p, a, e));
    return siting_build(out, &ground, threads, a, e);
}

/* Sites of areas that can be visited. */
static int count_usable_sites(const struct programme *p)
{
    int count = 0;
    for (int i = 0; i < p->site_count; i++)
        count += p->areas[p->sites[i].area].visitable;
    return count;
}

static enum status list_areas(struct site_report *out, const struct programme *p, struct arena *a,
                              struct err *e)
{
    out->areas = ARENA_ARRAY(a, struct site_area, (size_t)p->area_count);
    if (!out->areas) return err_set(e, STATUS_NOMEM, "out of memory");
    for (int i = 0; i < p->area_count; i++)
        if (p->areas[i].visitable) out->areas[out->area_count++].area = i;
    return STATUS_OK;
}

static enum status summarise(struct site_report *r, struct arena *a, struct err *e)
{
    int sites = 0, options = 0, admissible = 0, served = 0;
    for (int i = 0; i < r->area_count; i++) {
        sites += r->areas[i].site_count;
        options += r->areas[i].option_count;
        admissible += r->areas[i].admissible_count;
        served += r->areas[i].admissible_count > 0;
        r->blank_count += r->areas[i].site_count == 0;
    }
    char text[SUMMARY_BYTES], proposed[80] = "";
    if (r->proposed_count)
        (void)snprintf(proposed, sizeof proposed, ", %d of them proposed by this run",
                       r->proposed_count);
    int len = snprintf(text, sizeof text,
                       "%d site%s in %d area%s%s: %d of %d options of plant and site meet every "
                       "condition; areas with at least one: %d, without a site: %d",
                       sites, sites == 1 ? "" : "s", r->area_count, r->area_count == 1 ? "" : "s",
                       proposed, admissible, options, served, r->blank_count);
    r->summary = arena_strndup(a, text, (size_t)len);
    return r->summary ? STATUS_OK : err_set(e, STATUS_NOMEM, "out of memory");
}

static enum status note_run(struct dataset *d, const struct site_report *r,
                            const struct site_request *request, struct arena *a, struct err *e)
{
    char hash[DIGEST_TEXT_BYTES];
    site_digest(d, hash);
    struct run_note note = {.verb = "site",
                            .input_hash = hash,
                            .options = request->options ? request->options : "",
                            .seed = INTEGER_NONE,
                            .summary = r->summary};
    return runs_note(d, &note, a, e);
}

enum status site_run(struct site_report *out, struct dataset *d, struct programme *p,
                     const struct site_request *request, struct arena *a, struct err *e)
{
    struct ground *ground = ARENA_NEW(a, struct ground);
    struct siting siting;
    *out = (struct site_report){.ground = ground, .threads = request->threads};
    if (!ground) return err_set(e, STATUS_NOMEM, "out of memory");
    if (request->propose > 0 || (request->propose == SITE_PROPOSE_AUTO && !count_usable_sites(p)))
        TRY(site_propose(d, p, request, a, out, e));
    TRY(site_ground(ground, d, p, a, e));
    TRY(siting_build(&siting, ground, request->threads, a, e));
    TRY(roads_extent(&out->roads, &ground->roads, a, e));
    TRY(list_areas(out, p, a, e));
    TRY(site_tables_write(d, ground, &siting, out, a, e));
    TRY(summarise(out, a, e));
    return note_run(d, out, request, a, e);
}

static enum status next_tests(void *context, struct table *rows, struct arena *a, struct err *e)
{
    return site_tests_next(context, rows, a, e);
}

enum status site_keep(struct session *s, const struct site_report *r, struct err *e)
{
    static const enum table_id ids[] = {TABLE_SITE, TABLE_SITE_OPTION, TABLE_SITE_COST, TABLE_RUN};
    struct site_tests tests;
    struct store_stream stream = {TABLE_SITE_TEST, next_tests, &tests};
    int skipped = !r->sites_changed, count = (int)(sizeof ids / sizeof ids[0]);
    enum status status = site_tests_init(&tests, r->ground, -1, r->threads, s->arena, e);
    tests.refused_only = 1;
    if (status == STATUS_OK)
        status =
            store_replace_streaming(s->store, &s->data, ids + skipped, count - skipped, &stream, e);
    site_tests_clear(&tests);
    return status;
}
