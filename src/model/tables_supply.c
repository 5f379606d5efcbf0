/* SPDX-License-Identifier: Apache-2.0 */
/* tables_supply - who makes building materials, where they lie, how they come to the sites. */
#include "model/schema_columns.h"

static const struct column_def material_columns[] = {
    REF_KEY("resource", "resource", "the material"),
    REAL("weight_t", 0, POSITIVE, "t/unit of resource", "what is carried; empty: 1"),
    REAL("stock_cost", 0, NON_NEGATIVE, "currency/unit of resource and month",
         "of lying at a depot or a site; empty: 0"),
    {"early_days", COLUMN_INTEGER, 0, 0, 3660, "days", NULL, NULL,
     "how long it may lie at a site before it is used; empty: 182"},
    PROVENANCE,
};
INPUT_TABLE(material, "Materials", GEOMETRY_NONE);

static const struct column_def producer_columns[] = {
    CODE_KEY("works that makes materials"), NAME, LON, LAT, PROVENANCE,
};
INPUT_TABLE(producer, "Producers of materials", GEOMETRY_POINT);

static const struct column_def production_columns[] = {
    REF_KEY("producer", "producer", "who makes it"),
    REF_KEY("resource", "resource",
            "what; a material with rows here is shipped, and table arrival does not count for it"),
    TEXT_KEY("first", "day from which it makes so much, until the next row: 2026-03-01"),
    REAL("per_month", REQ, NON_NEGATIVE, "unit of resource/month",
         "for the programme; a month is a twelfth of a year"),
    REAL("price", 0, NON_NEGATIVE, "currency/unit of resource", "at its gate; empty: 0"),
    PROVENANCE,
};
INPUT_TABLE(production, "What producers make", GEOMETRY_NONE);

static const struct column_def depot_columns[] = {
    CODE_KEY("place where materials lie and change carrier"),
    NAME,
    LON,
    LAT,
    REAL("capacity_t", 0, NON_NEGATIVE, "t", "of all materials together; empty: no limit"),
    PROVENANCE,
};
INPUT_TABLE(depot, "Depots", GEOMETRY_POINT);

static const struct column_def carrier_columns[] = {
    CODE_KEY("railway, lorries …"),
    NAME,
    CHOICE("origin", 0, "producer|depot", "where it loads; empty: at both"),
    CHOICE("destination", 0, "depot|site", "where it unloads; empty: at both"),
    REAL("km_max", 0, POSITIVE, "km", "how far it goes, by its way; empty: no limit"),
    {"detour", COLUMN_REAL, 0, 1, 10, NULL, NULL, NULL,
     "its way as a multiple of the straight line; empty: 1"},
    REAL("km_day", 0, POSITIVE, "km/day", "how far it comes in a day; empty: in no time"),
    {"load_days", COLUMN_INTEGER, 0, 0, 366, "days", NULL, NULL,
     "to load and unload, besides; empty: 0"},
    REAL("cost_t_km", 0, NON_NEGATIVE, "currency/t·km", "of the way; empty: 0"),
    PROVENANCE,
};
INPUT_TABLE(carrier, "Carriers", GEOMETRY_NONE);

static const struct column_def carrier_capacity_columns[] = {
    REF_KEY("carrier", "carrier", "whose; a carrier without rows has no limit"),
    TEXT_KEY("first", "day from which it can do so much, until the next row: 2026-03-01"),
    REAL("t_km_month", REQ, NON_NEGATIVE, "t·km/month", "of all its ways together"),
    PROVENANCE,
};
INPUT_TABLE(carrier_capacity, "What carriers can do", GEOMETRY_NONE);

static const struct column_def lane_columns[] = {
    {"origin", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "code of a producer or a depot"},
    {"destination", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL,
     "code of a depot or an area; between the two, this row holds instead of all carriers"},
    REF_OPTIONAL("carrier", "carrier", "whose capacity it takes; empty: of none"),
    REAL("km", REQ, NON_NEGATIVE, "km", "way"),
    {"days", COLUMN_INTEGER, REQ, 0, 366, "days", NULL, NULL, "on the way"},
    REAL("cost_t", 0, NON_NEGATIVE, "currency/t", "of the way; empty: 0"),
    REAL("t_month", 0, NON_NEGATIVE, "t/month", "it can carry; empty: no limit of its own"),
    PROVENANCE,
};
INPUT_TABLE(lane, "Lanes", GEOMETRY_NONE);

static const struct column_def material_priority_columns[] = {
    {"resource", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "resource", NULL, "material; empty: every"},
    {"area", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "area", NULL,
     "for sites within this area; empty: all"},
    {"class", COLUMN_INTEGER, REQ, 1, 9, NULL, NULL, NULL,
     "1 is served before 2 …; the smallest of all rows that fit; 5 where none does"},
    PROVENANCE,
};
INPUT_TABLE(material_priority, "Who gets scarce materials first", GEOMETRY_NONE);
