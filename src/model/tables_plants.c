/* SPDX-License-Identifier: Apache-2.0 */
/* tables_plants - raw materials, resources and the plants that use them. */
#include "model/schema_columns.h"

static const struct column_def raw_material_columns[] = {
    CODE_KEY("local raw material"),
    NAME,
    {"unit", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "unit of quantity, such as t"},
    PROVENANCE,
};
INPUT_TABLE(raw_material, "Raw materials", GEOMETRY_NONE);

static const struct column_def raw_supply_columns[] = {
    REF_KEY("area", "area", "where it grows or is dug"),
    REF_KEY("raw_material", "raw_material", "the raw material"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of raw material per year",
         "what local plants can count on in a year"),
    PROVENANCE,
};
INPUT_TABLE(raw_supply, "Local raw materials", GEOMETRY_NONE);

static const struct column_def resource_columns[] = {
    CODE_KEY("what is limited: money, cement, crew-months, grid capacity …"),
    NAME,
    {"unit", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "unit of quantity"},
    CHOICE("kind", REQ, "yearly|lasting", "used up in a year, or held from a year on"),
    PROVENANCE,
};
INPUT_TABLE(resource, "Resources", GEOMETRY_NONE);

static const struct column_def resource_limit_columns[] = {
    REF_KEY("resource", "resource", "the resource"),
    {"area", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "area", NULL,
     "limit for the visits within this area; empty: the whole programme"},
    INTEGER("year", OPTIONAL_KEY, YEAR_RANGE,
            "year of the limit; empty: every year without a row of its own"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "what there is"),
    PROVENANCE,
};
INPUT_TABLE(resource_limit, "Limits of resources", GEOMETRY_NONE);

static const struct column_def nuisance_class_columns[] = {
    CODE_KEY("class of noise, smell and danger"),
    NAME,
    REAL("setback_m", REQ, NON_NEGATIVE, "m", "distance that must be kept from inhabitants"),
    REAL("people_max", 0, NON_NEGATIVE, "people", "people tolerated within the setback; empty: 0"),
    REAL("displaced_max", 0, NON_NEGATIVE, "people",
         "people that may be moved for the site; empty: 0"),
    PROVENANCE,
};
INPUT_TABLE(nuisance_class, "Nuisance classes", GEOMETRY_NONE);

static const struct column_def facility_type_columns[] = {
    CODE_KEY("kind of plant or service"),
    NAME,
    TEXT("name_native", "name in the country's own script"),
    {"stage", COLUMN_INTEGER, REQ, 1, 9, NULL, NULL, NULL,
     "bundle it belongs to; an area is visited at most once for each stage"},
    REF_OPTIONAL("nuisance_class", "nuisance_class", "setback from inhabitants; empty: none"),
    PROVENANCE,
};
INPUT_TABLE(facility_type, "Facility types", GEOMETRY_NONE);

static const struct column_def facility_size_columns[] = {
    CODE_KEY("type in one size, such as food-s"),
    REF("facility_type", "facility_type", "the type"),
    NAME,
    {"build_years", COLUMN_INTEGER, REQ, 0, 20, "years", NULL, NULL,
     "years from the start of the visit until it supplies people, as is likeliest"},
    {"build_years_low", COLUMN_REAL, 0, 0, 20, "years", NULL, NULL,
     "at the shortest; empty: build_years"},
    {"build_years_high", COLUMN_REAL, 0, 0, 20, "years", NULL, NULL,
     "at the longest; empty: build_years"},
    REAL("power_kw", 0, NON_NEGATIVE, "kW", "electric load; empty: 0"),
    REAL("water_m3_day", 0, NON_NEGATIVE, "m³/day", "industrial water; empty: 0"),
    REAL("land_m2", 0, NON_NEGATIVE, "m²", "land; empty: 0"),
    REAL("staff", 0, NON_NEGATIVE, "people", "staff; empty: 0"),
    REAL("transport_t_year", 0, NON_NEGATIVE, "t/year", "goods in and out; empty: 0"),
    REAL("power_km_max", 0, NON_NEGATIVE, "km", "farthest feed point; empty: no limit"),
    REAL("water_km_max", 0, NON_NEGATIVE, "km", "farthest water source; empty: no limit"),
    REAL("transport_km_max", 0, NON_NEGATIVE, "km", "farthest road or railway; empty: no limit"),
    REAL("seat_km_max", 0, NON_NEGATIVE, "km",
         "longest way to the county town, by road where roads lead there; empty: no limit"),
    REAL("revenue", 0, NON_NEGATIVE, "currency/year", "sales at full output; empty: 0"),
    REAL("running_cost", 0, NON_NEGATIVE, "currency/year",
         "cost of a year at full output; empty: 0"),
    PROVENANCE,
};
INPUT_TABLE(facility_size, "Facility sizes", GEOMETRY_NONE);

static const struct column_def output_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_KEY("good", "good", "what it makes"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of good per year", "output of a year"),
    PROVENANCE,
};
INPUT_TABLE(output, "What facilities make", GEOMETRY_NONE);

static const struct column_def input_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_KEY("raw_material", "raw_material", "what it needs from its own area"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of raw material per year", "need of a year"),
    PROVENANCE,
};
INPUT_TABLE(input, "What facilities need", GEOMETRY_NONE);

static const struct column_def construction_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_KEY("resource", "resource", "what building and running it takes"),
    {"year_offset", COLUMN_INTEGER, KEY, 0, 49, "years", NULL, NULL,
     "0: the year of the visit; a lasting resource is held from then on"},
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount"),
    PROVENANCE,
};
INPUT_TABLE(construction, "What building takes", GEOMETRY_NONE);

static const struct column_def connection_columns[] = {
    CHOICE("kind", KEY, "power|water|transport", "what the site is connected to"),
    REF_KEY("resource", "resource", "what the connection takes, in the year of the visit"),
    REAL("fixed", 0, NON_NEGATIVE, "unit of resource", "for any connection; empty: 0"),
    REAL("per_km", 0, NON_NEGATIVE, "unit of resource per km", "per kilometre; empty: 0"),
    REAL("per_unit", 0, NON_NEGATIVE, "unit of resource per kW, m³/day or t/year",
         "per unit of load; empty: 0"),
    PROVENANCE,
};
INPUT_TABLE(connection, "What connecting a site takes", GEOMETRY_NONE);
