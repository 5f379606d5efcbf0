#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make examples/rwanda from the data folder.

    tools/examples/make_rwanda.py DATA_FOLDER OUT

DATA_FOLDER holds rwanda/{provinces,districts,sectors,villages}.csv and rwanda/sectors.geojson.
The same data give the same bytes.  OUT/README.md says what is real and what is assumed.
"""
import csv
import math
import os
import sys

import rwanda_plants as plants
import shapes
from folder import Folder

REGISTER = "WASAC register of administrative units"
ASSUMED = plants.ASSUMED
LINE_KM = 15                # assumed reach of a district's power lines


def read_csv(data, name):
    with open(os.path.join(data, "rwanda", name + ".csv"), encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: row["id"])


class Village:
    def __init__(self, row):
        self.code, self.name = "RW" + row["id"], row["name"]
        self.sector = "RW" + row["id"][:4]
        self.people = int(row["population"] or 0)
        self.place = (float(row["lon"]), float(row["lat"]))


class Sector:
    def __init__(self, row, outline, villages):
        self.code, self.name = "RW" + row["id"], row["name"]
        self.district, self.province = "RW" + row["id"][:2], "RW" + row["id"][:1]
        self.people, self.households = int(row["population"]), int(row["household"])
        self.outline, self.km2 = outline, shapes.area_km2(outline)
        self.villages = villages
        total = sum(v.people for v in villages)
        self.centre = tuple(sum(v.people * v.place[i] for v in villages) / total for i in (0, 1))
        self.seat = min(villages, key=lambda v: (shapes.distance_km(v.place, self.centre), v.code))
        self.spread_km = sum(v.people * shapes.distance_km(v.place, self.centre) for v in villages) / total

    @property
    def density(self):
        return self.people / self.km2

    @property
    def village_m(self):
        """Radius of a disc of the sector's area for each of its villages."""
        return 1000 * math.sqrt(self.km2 / len(self.villages) / math.pi)


def read_sectors(data):
    villages = {}
    for row in read_csv(data, "villages"):
        village = Village(row)
        villages.setdefault(village.sector, []).append(village)
    outlines = shapes.read(os.path.join(data, "rwanda", "sectors.geojson"), "id", 5)
    return [Sector(row, outlines[row["id"]], villages["RW" + row["id"]]) for row in read_csv(data, "sectors")]


def district_towns(sectors):
    """The most densely settled sector of each district, taken for its town."""
    towns = {}
    for s in sectors:
        if s.district not in towns or s.density > towns[s.district].density:
            towns[s.district] = s
    return towns


def add_areas(folder, data, sectors):
    provinces = [("RW" + r["id"], r["name"]) for r in read_csv(data, "provinces")]
    districts = [("RW" + r["id"], r["name"]) for r in read_csv(data, "districts")]
    folder.add("area", "reported", "ISO 3166", code="RW", kind="country", name="Rwanda", visitable="no")
    for code, name in provinces:
        folder.add("area", "reported", REGISTER, code=code, parent="RW", kind="province", name=name, visitable="no")
    for code, name in districts:
        folder.add("area", "reported", REGISTER, code=code, parent=code[:3], kind="district", name=name, visitable="no")
    for s in sectors:
        folder.add("area", "measured", REGISTER + "; growth and labour assumed", code=s.code, parent=s.district,
                   kind="sector", name=s.name, population=s.people, population_growth=0.02,
                   labour=round(0.02 * s.people), visitable="yes")
    folder.geometry["area"] = [(s.code, s.outline) for s in sectors]
    return provinces, districts


def add_settlements(folder, sectors):
    source = "WASAC; radius: README"
    for s in sectors:
        for v in s.villages:
            folder.add("settlement", "measured", source, code=v.code, area=s.code, name=v.name, lon=v.place[0],
                       lat=v.place[1], population=v.people, radius_m=round(s.village_m, -1),
                       seat="yes" if v is s.seat else None)


def add_supplies_of_sites(folder, sectors, towns):
    """Assumed: a substation in the town of each district, a line into every sector in reach, a spring each."""
    grid = {}
    for district, town in towns.items():
        people = sum(s.people for s in sectors if s.district == district)
        spare = round(0.004 * people, -1)
        lon, lat = town.seat.place
        folder.add("feed_point", "assumed", ASSUMED, code=district + ":S", name=town.name + " substation",
                   kind="substation", lon=lon, lat=lat, spare_kw=spare)
        grid[district] = spare
    for s in sectors:
        lon, lat = s.seat.place
        km = min(shapes.distance_km(s.seat.place, t.seat.place) for t in towns.values())
        if 0 < km < LINE_KM:
            folder.add("feed_point", "assumed", ASSUMED, code=s.code + ":L", name=s.name + " line", kind="line",
                       lon=lon, lat=lat, spare_kw=round(40 + 160 * (1 - km / LINE_KM), -1))
        folder.add("water_source", "assumed", ASSUMED, code=s.code + ":W", name=s.name + " spring", kind="spring",
                   lon=lon, lat=lat, dry_m3_day=round(8 + 0.6 * s.km2), quality="good")
    return sorted(grid.items())


def town_km(sector, towns):
    return shapes.distance_km(sector.seat.place, towns[sector.district].seat.place)


def supply_share(good, sector, km):
    """Share of need met before the programme: an assumed rule of density and way to the district's town."""
    base, dense, near = {"food": (0.25, 0.25, 0.2), "soap": (0.25, 0.3, 0.25), "garment": (0.3, 0.25, 0.2)}[good]
    return base + dense * min(1, sector.density / 3000) + near / (1 + km / 8)


def add_needs(folder, sectors, towns):
    for code, name, unit, need, weight in plants.GOODS:
        folder.add("good", "assumed", ASSUMED, code=code, name=name, unit=unit, need_per_head=need, weight=weight)
    for good, value in plants.CURVES.items():
        for share, v in ((0, 0), (0.5, value), (1, 1)):
            folder.add("satisfaction", "assumed", ASSUMED, good=good, share=share, value=v)
    for s in sectors:
        for good, _, _, need, _ in plants.GOODS:
            total = supply_share(good, s, town_km(s, towns)) * need * s.people
            local = 0.4 if good == "food" else 0.1
            for origin, part in (("local", local), ("imported", 1 - local)):
                folder.add("supply", "assumed", ASSUMED, area=s.code, good=good, origin=origin,
                           quantity=round(total * part))
        arable = 45 * s.km2  # ha: 45 % of the area
        folder.add("raw_supply", "assumed", ASSUMED, area=s.code, raw_material="crops", quantity=round(0.36 * arable))
        folder.add("raw_supply", "assumed", ASSUMED, area=s.code, raw_material="oil", quantity=round(0.02 * arable))


def add_indicators(folder, sectors, towns):
    kigali = max((t for t in towns.values() if t.province == "RW1"), key=lambda t: t.density)
    measures = [
        ("household", "People in a household", "people", "housing", 0.5, "measured", REGISTER,
         lambda s: s.people / s.households),
        ("spread_km", "Way from home to the middle of the sector", "km", "access", 0.75, "measured",
         "straight line; villages of the " + REGISTER, lambda s: s.spread_km),
        ("town_km", "Way to the town of the district", "km", "access", 1, "estimated",
         "straight line to the most densely settled sector of the district", lambda s: town_km(s, towns)),
        ("kigali_km", "Way to Kigali", "km", "access", 0.5, "estimated",
         "straight line to the most densely settled sector of Kigali City",
         lambda s: shapes.distance_km(s.seat.place, kigali.seat.place)),
    ]
    for code, name, unit, dimension, weight, evidence, source, _ in measures:
        folder.add("indicator", evidence, source, code=code, name=name, unit=unit, dimension=dimension, more_is="worse",
                   weight=weight, normalisation="minmax", missing="refuse")
    for good, name, *_ in plants.GOODS:
        folder.add("indicator", "assumed", ASSUMED, code="supply_" + good, name="Need met: " + name, unit="share",
                   dimension="supply", good=good, more_is="better", weight=0.5, normalisation="minmax", missing="refuse")
    for s in sectors:
        for code, _, _, _, _, evidence, source, measure in measures:
            folder.add("indicator_value", evidence, source, area=s.code, indicator=code, value=round(measure(s), 3))


def main(data, out):
    folder = Folder()
    sectors = read_sectors(data)
    towns = district_towns(sectors)
    folder.add("programme", "assumed", "an example on real areas and inhabitants; no real programme: see README",
               code="rwanda", title="Local workshops for Rwanda's sectors", first_year=plants.FIRST,
               year_count=plants.YEARS, discount=0.05, equity_eta=1, aggregation="geometric",
               currency="million units of account",
               description="Agro-processing, soap and garment workshops in up to 30 of 416 sectors a year."
                           " Areas, villages and inhabitants as registered; everything else assumed.")
    provinces, districts = add_areas(folder, data, sectors)
    add_settlements(folder, sectors)
    add_needs(folder, sectors, towns)
    add_indicators(folder, sectors, towns)
    plants.add_plants(folder)
    plants.add_limits(folder, add_supplies_of_sites(folder, sectors, towns))
    plants.add_clauses(folder, provinces, districts)
    folder.write(out)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: make_rwanda.py DATA_FOLDER OUT")
    main(sys.argv[1], sys.argv[2])
