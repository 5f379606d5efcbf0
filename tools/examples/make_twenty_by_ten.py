#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make examples/twenty-by-ten from the data folder.

    tools/examples/make_twenty_by_ten.py DATA_FOLDER OUT

DATA_FOLDER holds dprk/{counties.csv,counties.geojson,cohorts_2021_2026.csv,power_plants_wri.csv}.
The same data give the same bytes.  OUT/README.md says what is real and what is assumed.
"""
import csv
import math
import os
import sys

import shapes
import twenty_by_ten_names as names
import twenty_by_ten_plants as plants
from folder import Folder, fail
from twenty_by_ten_rules import add_rules

CENSUS = "2008 census via KOSIS"
ASSUMED = "assumed: see README"
OUTLINE_TOLERANCE = 0.001  # degrees, about 110 m
TOWN_PEOPLE_KM2 = 5000     # assumed density of a county town
RURAL_PEOPLE_KM2 = 250     # at most: some outlines are known to be too small


def read_csv(folder, name):
    with open(os.path.join(folder, "dprk", name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def code_of(name):
    return "KP-" + name.upper().replace(" ", "-")


def kind_of(korean):
    for ending, kind in (("구역", "district"), ("지구", "district"), ("구", "district"),
                         ("시", "city"), ("군", "county")):
        if korean.endswith(ending):
            return kind
    fail("%s is neither county nor city nor district" % korean)


class County:
    def __init__(self, row, outline):
        self.wof = row["wof_id"]
        self.register_name = row["name"]
        name = names.NAMES.get(self.wof, row["name"])
        ending, self.name = names.HOMONYMS.get(self.wof, (name, name))
        self.code = code_of(ending)
        self.census_name = row["census_name_ko"]
        self.korean = names.KOREAN.get(self.wof, row["census_name_ko"])
        self.kind = kind_of(self.korean)
        self.match = row["match"]
        self.province = names.MOVED.get(self.wof) or next(
            code for code, _, _, _, register in names.PROVINCES if register == row["province"])
        self.people = int(row["pop2008"] or 0)
        self.urban = int(row["pop2008_urban"] or 0)
        self.outline = outline
        self.km2 = shapes.area_km2(outline)
        self.evidence, self.source = "measured", CENSUS
        self.place = inner_point(outline, round(float(row["lon"]), 5), round(float(row["lat"]), 5))
        self.place_source = "centre of the outline, taken for the county town"
        self.register_code = None

    @property
    def rural(self):
        return self.people - self.urban

    @property
    def urban_share(self):
        return self.urban / self.people

    @property
    def town_km(self):
        """Radius of the town; never more than half of the outline's."""
        return min(math.sqrt(self.urban / (math.pi * TOWN_PEOPLE_KM2)), 0.5 * math.sqrt(self.km2 / math.pi))

    @property
    def rural_km(self):
        return math.sqrt(max(self.km2, self.rural / RURAL_PEOPLE_KM2) / math.pi)


def inner_point(outline, lon, lat):
    """The given point, or the middle of the longest chord at its latitude."""
    if shapes.contains(outline, lon, lat):
        return lon, lat
    cuts = sorted(ax + (lat - ay) / (by - ay) * (bx - ax)
                  for polygon in outline for ring in polygon
                  for (ax, ay), (bx, by) in zip(ring, ring[1:]) if (ay > lat) != (by > lat))
    chords = [(right - left, -left) for left, right in zip(cuts[::2], cuts[1::2])]
    if not chords:
        fail("no point inside an outline at %g, %g" % (lon, lat))
    width, left = max(chords)
    return round(-left + width / 2, 5), lat


def read_counties(data):
    outlines = shapes.simplify(
        shapes.read(os.path.join(data, "dprk", "counties.geojson"), "wof_id", 5), OUTLINE_TOLERANCE)
    counties = [County(row, outlines[row["wof_id"]]) for row in read_csv(data, "counties.csv")]
    split_kaesong({c.code: c for c in counties})
    order = [code for code, *_ in names.PROVINCES]
    return sorted(counties, key=lambda c: (order.index(c.province), c.code))


def split_kaesong(by_code):
    """The census counts Kaephung and Phanmun within Kaesong: town people stay with the city, the
    rural people are shared out by area; the two have as many in their towns as Jangphung."""
    parts = [by_code[code] for code in ("KP-KAESONG", "KP-KAEPHUNG", "KP-PHANMUN")]
    city, share = parts[0], by_code["KP-JANGPHUNG"].urban_share
    rural, km2 = city.rural, sum(c.km2 for c in parts)
    given = 0
    for county in parts[1:]:
        county.people = round(rural * county.km2 / km2)
        county.urban = round(county.people * share)
        given += county.people
    city.people -= given
    for county in parts:
        county.evidence = "estimated"
        county.source = CENSUS + ", Kaesong split by area: see README"


def place_seats(counties, cohorts):
    """Coordinates of the programme's list, where they lie in the county of that name."""
    by_name = {}
    for county in counties:
        by_name.setdefault(county.korean, []).append(county)
    for row in cohorts:
        county = cohort_county(by_name, row)
        if not row["lat"] or row["county_ko"] in names.MISPLACED_SEATS:
            continue
        lon, lat = float(row["lon"]), float(row["lat"])
        if not shapes.contains(county.outline, lon, lat):
            fail("%s lies outside its outline: add it to MISPLACED_SEATS" % row["county_en"])
        county.place = (lon, lat)
        county.place_source = "open-admin-data, county seat or centroid"
        county.register_code = row["dataset_id"]


def cohort_county(by_name, row):
    korean = {"신의주": "신의주시"}.get(row["county_ko"], row["county_ko"])
    found = by_name.get(korean, [])
    if len(found) != 1:
        fail("%s: %d counties of that name" % (row["county_ko"], len(found)))
    return found[0]


def add_areas(folder, counties):
    folder.add("area", "reported", "ISO 3166", code="KP", kind="country",
               name="Democratic People's Republic of Korea", name_native="조선민주주의인민공화국", visitable="no")
    for code, name, korean, kind, _ in names.PROVINCES:
        folder.add("area", "reported", "ISO 3166-2", code=code, parent="KP", kind=kind,
                   name=name, name_native=korean, visitable="no")
    for c in counties:
        folder.add("area", c.evidence, c.source, code=c.code, parent=c.province, kind=c.kind,
                   name=c.name, name_native=c.korean, population=c.people, population_year=2008,
                   labour=round(0.03 * c.people), visitable="no" if c.code == "KP-PYONGYANG" else "yes")
    folder.geometry["area"] = [(c.code, c.outline) for c in counties]


def add_aliases(folder, counties):
    for c in counties:
        rows = [(c.wof, "wof", "Who's On First")]
        if c.register_code:
            rows.append((c.register_code, "open-admin-data", "open-admin-data"))
        if c.register_name != c.name:
            rows.append((c.register_name, "en", "Who's On First"))
        if c.census_name and c.census_name != c.korean and "*" not in c.census_name and "+" not in c.census_name:
            rows.append((c.census_name, "ko", CENSUS))
        rows += [(alias, "en", "reports of the programme")
                 for code, alias in names.SPELLINGS if code == c.code and alias not in [r[0] for r in rows]]
        for alias, language, source in rows:
            folder.add("area_alias", "reported", source, area=c.code, alias=alias, language=language)


def add_settlements(folder, counties):
    for c in counties:
        lon, lat = c.place
        source = "%s; %s" % (c.source, c.place_source)
        if c.urban:
            folder.add("settlement", "estimated", source, code=c.code + ":T", area=c.code, name=c.name + " town",
                       lon=lon, lat=lat, population=c.urban, radius_m=round(1000 * c.town_km, -1), seat="yes")
        if c.rural:
            lon, lat = inner_point(c.outline, lon, lat)
            folder.add("settlement", "estimated", "%s; spread evenly over the county" % c.source,
                       code=c.code + ":R", area=c.code, name=c.name + " countryside", lon=lon, lat=lat,
                       population=c.rural, radius_m=round(1000 * c.rural_km, -1), seat="no")


def sound_plants(data):
    rows = []
    for row in read_csv(data, "power_plants_wri.csv"):
        name = " ".join(row["Name"].split())
        if row["Latitude"] and name not in names.MISPLACED_PLANTS:
            rows.append((row["Power Plant ID"], name, float(row["Capacity (MW)"]),
                         (float(row["Longitude"]), float(row["Latitude"]))))
    return sorted(rows)


def nearest_plant_km(county, plant_rows):
    return min(shapes.distance_km(county.place, place) for _, _, mw, place in plant_rows if mw >= 10)


def spare_kw(county, plant_rows):
    """250 kW and 12 W for each of the town's people, less the farther the nearest power plant is."""
    km = nearest_plant_km(county, plant_rows)
    near = 1.0 if km <= 20 else max(0.3, 1 - 0.7 * (km - 20) / 60)
    return round(250 + 0.012 * county.urban * near, -1)


def add_supplies_of_sites(folder, counties, plant_rows):
    for key, name, mw, (lon, lat) in plant_rows:
        folder.add("feed_point", "estimated", "WRI Global Power Plant Database; spare load: 0.2 % of capacity, assumed",
                   code="WRI-" + key, name=name, kind="plant", lon=round(lon, 5), lat=round(lat, 5),
                   spare_kw=round(2 * mw, -1))
    for c in counties:
        lon, lat = c.place
        folder.add("feed_point", "assumed", ASSUMED, code=c.code + ":S", name=c.name + " substation",
                   kind="substation", lon=lon, lat=lat, spare_kw=spare_kw(c, plant_rows))
        network = c.km2 < 100
        dry = max(150, 0.6 * c.km2 + 0.004 * c.urban) if not network else max(150, 0.006 * c.urban)
        folder.add("water_source", "assumed", ASSUMED, code=c.code + ":W",
                   name=c.name + (" network" if network else " river"), kind="network" if network else "river",
                   lon=lon, lat=lat, dry_m3_day=round(dry, -1), quality="good")


def raw_supplies(county):
    """t a year that local plants can count on; see README for the rule."""
    arable = min(0.22 * county.rural, 50 * county.km2)  # ha
    slope = max(0.0, 100 * county.km2 - arable)          # ha
    maize = arable * 0.35 * 3.6 * 0.1
    soybean = arable * 0.08 * 1.2 * 0.4
    fruit = slope * 0.006
    return {
        "maize": max(maize, 420), "soybean": max(soybean, 144), "fruit": max(fruit, 72),
        "wood": slope * 0.08, "scrap": max(0.004 * county.urban + 0.0005 * county.rural, 48),
        "cereal": arable * 3.5,
    }


def capital_km(counties):
    by_code = {c.code: c for c in counties}
    return {c.code: shapes.distance_km(c.place, by_code[names.CAPITALS[c.province]].place) for c in counties}


def supply_share(good, county, km):
    """Share of need met before the programme: an assumed rule of town share and distance."""
    near = 1 / (1 + km / 60)
    base, town, access = {
        "food": (0.25, 0.30, 0.15), "garment": (0.30, 0.30, 0.10), "daily": (0.20, 0.30, 0.20),
        "care": (0.40, 0.35, 0.10), "culture": (0.25, 0.35, 0.10), "grain": (0.55, 0.10, 0),
        "paper": (0.15, 0.25, 0.10)}[good]
    return base + town * county.urban_share + access * near


def add_needs(folder, counties):
    local_part = {"food": 0.6, "garment": 0.3, "daily": 0.35, "care": 1, "culture": 1, "grain": 1, "paper": 0.2}
    for code, name, unit, need, weight in plants.GOODS:
        folder.add("good", "assumed", ASSUMED, code=code, name=name, unit=unit, need_per_head=need, weight=weight)
    for good, value in plants.CURVES.items():
        for share, v in ((0, 0), (0.5, value), (1, 1)):
            folder.add("satisfaction", "assumed", ASSUMED, good=good, share=share, value=v)
    km = capital_km(counties)
    for c in counties:
        for good, _, _, need, _ in plants.GOODS:
            total = supply_share(good, c, km[c.code]) * need * c.people
            for origin, part in (("local", local_part[good]), ("imported", 1 - local_part[good])):
                if part:
                    folder.add("supply", "assumed", ASSUMED, area=c.code, good=good, origin=origin,
                               quantity=round(total * part))
        for raw, quantity in raw_supplies(c).items():
            folder.add("raw_supply", "assumed", ASSUMED, area=c.code, raw_material=raw, quantity=round(quantity))


def add_indicators(folder, counties, plant_rows):
    rows = [
        ("urban", "People living in towns", "share", "settlement", None, "better", 0.5, "measured", CENSUS),
        ("capital_km", "Way to the seat of the province", "km", "access", None, "worse", 1, "estimated",
         "straight line between the places of the settlement table"),
        ("plant_km", "Way to the nearest power plant of 10 MW or more", "km", "energy", None, "worse", 0.5,
         "estimated", "straight line; WRI Global Power Plant Database, checked"),
    ]
    rows += [("supply_" + good, "Need met: " + good, "share", "supply", good, "better", weight, "assumed", ASSUMED)
             for good, weight in (("food", 1), ("garment", 0.5), ("daily", 0.75), ("care", 1))]
    for code, name, unit, dimension, good, more_is, weight, evidence, source in rows:
        folder.add("indicator", evidence, source, code=code, name=name, unit=unit, dimension=dimension, good=good,
                   more_is=more_is, weight=weight, normalisation="minmax", missing="refuse")
    km = capital_km(counties)
    for c in counties:
        folder.add("indicator_value", c.evidence, c.source, area=c.code, indicator="urban", year=2008,
                   value=round(c.urban_share, 4))
        folder.add("indicator_value", "estimated", c.place_source, area=c.code, indicator="capital_km",
                   value=round(km[c.code], 1))
        folder.add("indicator_value", "estimated", "WRI, checked; " + c.place_source, area=c.code,
                   indicator="plant_km", value=round(nearest_plant_km(c, plant_rows), 1))


def main(data, out):
    folder = Folder()
    counties = read_counties(data)
    cohorts = read_csv(data, "cohorts_2021_2026.csv")
    place_seats(counties, cohorts)
    by_name = {}
    for c in counties:
        by_name.setdefault(c.korean, []).append(c)
    plant_rows = sound_plants(data)
    add_areas(folder, counties)
    add_aliases(folder, counties)
    add_settlements(folder, counties)
    add_supplies_of_sites(folder, counties, plant_rows)
    add_needs(folder, counties)
    add_indicators(folder, counties, plant_rows)
    spare = {c.code: spare_kw(c, plant_rows) for c in counties}
    add_rules(folder, counties, spare, [(row, cohort_county(by_name, row)) for row in cohorts])
    folder.write(out)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: make_twenty_by_ten.py DATA_FOLDER OUT")
    main(sys.argv[1], sys.argv[2])
