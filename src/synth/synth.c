/* SPDX-License-Identifier: Apache-2.0 */
#include "synth/synth.h"

#include <inttypes.h>
#include <math.h>

#include "synth/parts.h"

struct synth_options synth_default(void)
{
    return (struct synth_options){.seed = 1,
                                  .family = SYNTH_COUNTRY,
                                  .decree = SYNTH_DECREE_FULL,
                                  .areas = 200,
                                  .first_year = 2026,
                                  .years = 10,
                                  .stages = 1,
                                  .types = 6,
                                  .sizes = 3,
                                  .goods = 6,
                                  .sites = 4,
                                  .raw_materials = 3,
                                  .tightness = 0.5,
                                  .correlation = 0.5,
                                  .stated = 0.5,
                                  .road_vertices = 3,
                                  .provincial_limit = 1,
                                  .phases = 10,
                                  .crews = 1,
                                  .arrivals = 4};
}

void synth_set_family(struct synth_options *o, enum synth_family family)
{
    o->family = family;
    if (family != SYNTH_PACKAGES) return;
    o->decree = SYNTH_DECREE_COHORT;
    o->stages = o->types = 1;
    o->sizes = 12;
    o->sites = 1;
    o->raw_materials = 0;
    o->provincial_limit = 0;
}

enum status synth_check(const struct synth_options *o, struct err *e)
{
    int province_max = o->areas < SYNTH_PROVINCE_MAX ? o->areas : SYNTH_PROVINCE_MAX;

    const struct {
        const char *name;
        double value, min, max;
    } ranges[] = {
        {"areas", o->areas, 1, SYNTH_AREA_MAX},
        {"provinces", o->provinces, 0, province_max},
        {"years", o->years, 1, SYNTH_YEAR_MAX},
        {"first_year", o->first_year, 1900, 2150},
        {"stages", o->stages, 1, 9},
        {"types", o->types, o->stages, SYNTH_TYPE_MAX},
        {"goods", o->goods, o->stages, SYNTH_GOOD_MAX},
        {"sizes", o->sizes, 1, SYNTH_SIZE_MAX},
        {"sites", o->sites, 1, SYNTH_SITE_MAX},
        {"raw_materials", o->raw_materials, 0, SYNTH_RAW_MAX},
        {"decided", o->decided, 0, o->areas},
        {"tightness", o->tightness, 0, 1000},
        {"correlation", o->correlation, 0, 1},
        {"stated", o->stated, 0, 1},
        {"road_vertices", o->road_vertices, 0, SYNTH_ROAD_VERTEX_MAX},
        {"phases", o->phases, 0, SYNTH_PHASE_MAX},
        {"crews", o->crews, 0.01, 100},
        {"arrivals", o->arrivals, 0, SYNTH_ARRIVAL_MAX},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (!(ranges[i].value >= ranges[i].min && ranges[i].value <= ranges[i].max))
            return err_set(e, STATUS_USAGE, "%s is %g; it must be %g to %g", ranges[i].name,
                           ranges[i].value, ranges[i].min, ranges[i].max);
    if (o->road_vertices == 1)
        return err_set(e, STATUS_USAGE,
                       "road_vertices is 1, but a road has two ends; give 0 for "
                       "none, or 2 and more");
    if (o->phases == 1)
        return err_set(e, STATUS_USAGE,
                       "phases is 1, but the last phase is the hand-over; give 0 for nothing about "
                       "building, or 2 and more");
    return STATUS_OK;
}

static int default_provinces(int areas)
{
    int count = (areas + 10) / 20;
    return count < 1 ? 1 : count > 40 ? 40 : count;
}

static void make_programme(struct synth *s)
{
    struct row r = row_new(s, TABLE_PROGRAMME);
    row_text(r, "code", text_new(s, "synth-%d-%" PRIu64, s->o->areas, s->o->seed));
    row_text(r, "title", text_new(s, "Synthetic programme of %d areas", s->o->areas));
    row_integer(r, "first_year", s->o->first_year);
    row_integer(r, "year_count", s->o->years);
    row_real(r, "discount", 0.05);
    row_real(r, "equity_eta", 1);
    row_text(r, "aggregation", "geometric");
    row_text(r, "currency", "1000 crowns");
    row_text(r, "description",
             text_new(s,
                      "made by a generator, for tests and benchmarks; no figure is of a real place "
                      "(areas %d, provinces %d, stages %d, types %d, sizes %d, sites %d, "
                      "tightness %g, correlation %g)",
                      s->o->areas, s->province_count, s->o->stages, s->o->types, s->o->sizes,
                      s->o->sites, s->o->tightness, s->o->correlation));
}

enum status synth_make(const struct synth_options *o, struct dataset *d, struct arena *a,
                       struct err *e)
{
    TRY(synth_check(o, e));
    struct synth s = {.o = o, .d = d, .a = a};
    s.province_count = o->provinces ? o->provinces : default_provinces(o->areas);
    s.cohort = (o->areas + o->years - 1) / o->years;
    s.source = slice_of(text_new(&s, "synthetic, seed %" PRIu64, o->seed));
    void (*const steps[])(struct synth *) = {make_land,   make_programme, make_industry,
                                             make_sizes,  make_people,    make_places,
                                             make_decree, make_phases,    make_builders};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !s.failed; i++)
        steps[i](&s);
    if (s.failed)
        return err_set(e, STATUS_NOMEM, "out of memory for a synthetic programme of %d areas",
                       o->areas);
    return STATUS_OK;
}
