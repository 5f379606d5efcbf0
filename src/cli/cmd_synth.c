/* SPDX-License-Identifier: Apache-2.0 */
#include "app/synth.h"
#include "cli/cmd.h"

static enum status read_count(const struct invocation *in, const char *name, int *value, int max,
                              struct err *e)
{
    int64_t number;
    TRY(option_integer(in, name, *value, 0, max, &number, e));
    *value = (int)number;
    return STATUS_OK;
}

static enum status read_sizes(const struct invocation *in, struct synth_options *o, struct err *e)
{
    TRY(read_count(in, "areas", &o->areas, SYNTH_AREA_MAX, e));
    TRY(read_count(in, "provinces", &o->provinces, SYNTH_PROVINCE_MAX, e));
    TRY(read_count(in, "first-year", &o->first_year, 2150, e));
    TRY(read_count(in, "years", &o->years, SYNTH_YEAR_MAX, e));
    TRY(read_count(in, "stages", &o->stages, 9, e));
    TRY(read_count(in, "types", &o->types, SYNTH_TYPE_MAX, e));
    TRY(read_count(in, "sizes", &o->sizes, SYNTH_SIZE_MAX, e));
    TRY(read_count(in, "goods", &o->goods, SYNTH_GOOD_MAX, e));
    TRY(read_count(in, "sites", &o->sites, SYNTH_SITE_MAX, e));
    TRY(read_count(in, "raw-materials", &o->raw_materials, SYNTH_RAW_MAX, e));
    TRY(read_count(in, "road-vertices", &o->road_vertices, SYNTH_ROAD_VERTEX_MAX, e));
    TRY(read_count(in, "phases", &o->phases, SYNTH_PHASE_MAX, e));
    TRY(read_count(in, "arrivals", &o->arrivals, SYNTH_ARRIVAL_MAX, e));
    return read_count(in, "decided", &o->decided, SYNTH_AREA_MAX, e);
}

static enum status read_options(const struct invocation *in, struct synth_options *o, struct err *e)
{
    const char *family = option_text(in, "family"), *decree = option_text(in, "decree");
    enum synth_family chosen = SYNTH_COUNTRY;
    *o = synth_default();
    if (family) TRY(synth_family_parse(family, &chosen, e));
    synth_set_family(o, chosen);
    if (decree) TRY(synth_decree_parse(decree, &o->decree, e));
    if (option_flag(in, "no-province-limits")) o->provincial_limit = 0;
    if (option_flag(in, "stations")) o->stations = 1;
    TRY(option_real(in, "tightness", o->tightness, 0, 1000, &o->tightness, e));
    TRY(option_real(in, "correlation", o->correlation, 0, 1, &o->correlation, e));
    TRY(option_real(in, "stated", o->stated, 0, 1, &o->stated, e));
    TRY(option_real(in, "crews", o->crews, 0.01, 100, &o->crews, e));
    TRY(option_seed(in, &o->seed, e));
    TRY(read_sizes(in, o, e));
    return synth_check(o, e);
}

static enum status run(struct invocation *in, struct err *e)
{
    struct synth_options options;
    struct synth_report report;
    const char *file = in->operands[0];
    TRY(read_options(in, &options, e));
    TRY(synth_file(file, &options, option_flag(in, "force"), &report, in->arena, e));
    say(in, "%s: programme %s, %ld rows in %d tables; no figure in it is of a real place", file,
        report.code, report.row_count, report.table_count);
    return STATUS_OK;
}

static const struct option_def options[] = {
    {"areas", 0, "N", "areas that can be visited (default 200)"},
    {"provinces", 0, "N", "provinces (default: one for 20 areas, at most 40)"},
    {"first-year", 0, "YEAR", "first programme year (default 2026)"},
    {"years", 0, "N", "programme years (default 10)"},
    {"stages", 0, "N", "stages, each with types and goods of its own (default 1)"},
    {"types", 0, "N", "facility types (default 6)"},
    {"sizes", 0, "N", "sizes of each type (default 3)"},
    {"goods", 0, "N", "goods (default 6)"},
    {"sites", 0, "N", "sites in each area (default 4)"},
    {"raw-materials", 0, "N", "raw materials (default 3)"},
    {"decided", 0, "N", "visits decided already (default 0)"},
    {"tightness", 0, "SHARE", "share of what everybody would like that there is (default 0.5)"},
    {"correlation", 0, "SHARE", "share of deprivation that provinces have in common (default 0.5)"},
    {"stated", 0, "SHARE", "share of sites with a stated supply (default 0.5)"},
    {"family", 0, "NAME", "country (default), or packages: a harder family for planners"},
    {"decree", 0, "NAME", "none, cohort, or full: clauses of nine kinds (default for country)"},
    {"road-vertices", 0, "N", "vertices of each road and railway; 0: no roads (default 3)"},
    {"stations", 0, NULL, "stations at the ends of railways, so that ways can go by rail"},
    {"no-province-limits", 0, NULL, "limit grid capacity only in the whole"},
    {"phases", 0, "N", "phases of building each plant; 0: nothing about building (default 10)"},
    {"crews", 0, "SHARE", "crews, of those the work keeps busy (default 1)"},
    {"arrivals", 0, "N", "arrivals of each material a year; 0: never short (default 4)"},
    {"force", 'f', NULL, "replace FILE.gpkg when it exists"},
    OPTION_SEED,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_synth = {
    .name = "synth",
    .usage = "FILE.gpkg",
    .brief = "make a programme that nobody surveyed, of any size",
    .details = "For trying out, tests and benchmarks: every input table, with magnitudes of a real "
               "country, limits that bind and a plan that is known to exist.\n"
               "The same options and seed give the same tables.",
    .example = "groundwork synth country.gpkg --areas 200 --seed 7",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
