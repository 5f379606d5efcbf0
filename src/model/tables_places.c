/* SPDX-License-Identifier: Apache-2.0 */
/* tables_places - where things are: settlements, networks, sites. */
#include "model/schema_columns.h"

static const struct column_def settlement_columns[] = {
    CODE_KEY("town, village or ward"),
    REF_OPTIONAL("area", "area", "area it lies in; empty: found by its place"),
    NAME,
    LON,
    LAT,
    REAL("population", REQ, NON_NEGATIVE, "people", "inhabitants"),
    REAL("radius_m", 0, NON_NEGATIVE, "m",
         "radius within which the inhabitants live evenly; empty: all at the point"),
    CHOICE("seat", 0, YES_NO, "is it the area's chief town; empty: no"),
    PROVENANCE,
};
INPUT_TABLE(settlement, "Settlements", GEOMETRY_POINT);

static const struct column_def feed_point_columns[] = {
    CODE_KEY("place where electricity can be taken"),
    NAME,
    CHOICE("kind", REQ, "substation|plant|line|local", "what stands there"),
    LON,
    LAT,
    REAL("spare_kw", REQ, NON_NEGATIVE, "kW", "load that can still be connected"),
    REAL("voltage_kv", 0, NON_NEGATIVE, "kV", "voltage"),
    PROVENANCE,
};
INPUT_TABLE(feed_point, "Feed points of electricity", GEOMETRY_POINT);

static const struct column_def water_source_columns[] = {
    CODE_KEY("place where industrial water can be taken"),
    NAME,
    CHOICE("kind", REQ, "river|reservoir|lake|well|spring|network", "what it is"),
    LON,
    LAT,
    REAL("dry_m3_day", REQ, NON_NEGATIVE, "m³/day", "dependable yield in the driest month"),
    CHOICE("quality", 0, "good|treatable|unfit", "quality for industry; empty: good"),
    PROVENANCE,
};
INPUT_TABLE(water_source, "Water sources", GEOMETRY_POINT);

static const struct column_def transport_columns[] = {
    CODE_KEY("road, railway or station"),
    CHOICE("kind", REQ, "road|rail|station|port", "what it is"),
    TEXT("name", "name for people"),
    {"speed_km_h", COLUMN_REAL, 0, 1, 500, "km/h", NULL, NULL, "speed of goods on it; empty: 40"},
    PROVENANCE,
};
INPUT_TABLE(transport, "Roads and railways", GEOMETRY_ANY);

static const struct column_def site_columns[] = {
    CODE_KEY("place where plants can stand"),
    REF("area", "area", "area it lies in"),
    TEXT("name", "name for people"),
    LON,
    LAT,
    REAL("land_m2", REQ, NON_NEGATIVE, "m²", "usable land"),
    REAL("power_kw", 0, NON_NEGATIVE, "kW",
         "stated supply at the site; empty: taken from the nearest feed point"),
    REAL("water_m3_day", 0, NON_NEGATIVE, "m³/day",
         "stated dry-season supply at the site; empty: taken from the nearest water source"),
    REAL("transport_t_year", 0, NON_NEGATIVE, "t/year",
         "goods that can reach it; empty: not limited"),
    REAL("displaced", 0, NON_NEGATIVE, "people", "people who would have to move; empty: 0"),
    TEXT("former_use", "what the land is used for now"),
    CHOICE("proposed", 0, YES_NO, "a proposal of the program, not a surveyed place; empty: no"),
    PROVENANCE,
};
INPUT_TABLE(site, "Sites", GEOMETRY_POINT);
