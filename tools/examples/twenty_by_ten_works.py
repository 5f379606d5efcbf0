# SPDX-License-Identifier: Apache-2.0
"""How the plants of twenty-by-ten are built: crews, phases, calendars, arrivals of materials.

The order of the phases and their shares of the time follow what was reported of 2024: ground broken
between 28 February and 10 March, frames done after a little over three months, outer walls near the
end on 8 July, equipment and trial runs in autumn, 296 to 338 days in all.  Days, people and the
share of material in each phase are assumed.
"""
import twenty_by_ten_names as names
import twenty_by_ten_plants as plants

ASSUMED = "assumed: see README"
REPORTED = ("20 regiments of the 124th, one a county; strength: 40,000 soldiers reported for 2024 (weak source); "
            "home assumed")
LATER = "assumed: as many more regiments from 2026 on as the limit of regiment-years needs"

# code, name, days of a medium plant, trade, people, calendar, condition, days of inspection
# Phases of no days are gates: the condition is met and, where it says so, inspected.
PHASES = [
    ("clearing", "Site clearing and road", 6, "building", 200, "open-air", "", 0),
    ("earthworks", "Earthworks", 14, "building", 300, "open-air", "", 0),
    ("footings", "Footings", 14, "building", 400, "open-air", "", 0),
    ("foundations", "Foundation walls and ground slab", 16, "building", 400, "open-air", "", 2),
    ("frame-lower", "Frame, lower part", 20, "building", 450, "open-air", "", 0),
    ("frame", "Frame, upper part", 20, "building", 450, "open-air", "", 3),
    ("roof", "Roof", 14, "building", 250, "open-air", "", 0),
    ("roofing", "Roof covering", 8, "building", 250, "open-air", "", 0),
    ("walls", "Outer walls", 20, "building", 250, "open-air", "", 0),
    ("exterior", "Tiles, windows and doors", 15, "building", 250, "open-air", "", 0),
    ("power-line", "Power line and substation", 20, "building", 60, "open-air", "", 0),
    ("water-main", "Water main", 20, "building", 60, "open-air", "", 0),
    ("drains", "Drains and sewage", 16, "building", 80, "open-air", "", 0),
    ("partitions", "Partitions", 15, "building", 300, "indoors", "", 0),
    ("mains", "Electricity, water and heating inside", 25, "building", 250, "indoors", "", 2),
    ("floors", "Floors, plaster and paint", 15, "building", 300, "indoors", "", 0),
    ("grounds", "Grounds and fence", 16, "building", 100, "open-air", "", 0),
    ("power-on", "Electricity connected", 0, "fitting", 0, "indoors", "power", 1),
    ("water-on", "Water connected", 0, "fitting", 0, "indoors", "water", 0),
    ("equipment", "Equipment", 22, "fitting", 60, "indoors", "", 0),
    ("wiring", "Machines wired and set", 10, "fitting", 60, "indoors", "", 0),
    ("raw-in", "Raw materials secured", 0, "fitting", 0, "indoors", "raw_materials", 0),
    ("staff-in", "Staff trained", 0, "fitting", 0, "indoors", "staff", 0),
    ("trial", "Trial run", 20, "fitting", 20, "indoors", "", 0),
    ("hand-over", "Hand-over", 0, "fitting", 0, "indoors", "", 3),
]
LINKS = [
    ("clearing", "earthworks", "", 0), ("earthworks", "footings", "", 0), ("footings", "foundations", "", 0),
    ("foundations", "frame-lower", "", 7), ("frame-lower", "frame", "", 0), ("frame", "roof", "", 0),
    ("roof", "roofing", "", 0), ("frame", "walls", "", 0), ("walls", "exterior", "SS", 10),
    ("foundations", "power-line", "", 0), ("foundations", "water-main", "", 0), ("earthworks", "drains", "", 0),
    ("roofing", "partitions", "", 0), ("walls", "partitions", "SS", 10), ("partitions", "mains", "SS", 7),
    ("partitions", "floors", "", 0), ("mains", "floors", "", 0), ("exterior", "grounds", "SS", 7),
    ("drains", "grounds", "", 0), ("power-line", "power-on", "", 0), ("mains", "power-on", "", 0),
    ("water-main", "water-on", "", 0), ("mains", "water-on", "", 0), ("floors", "equipment", "", 0),
    ("equipment", "wiring", "", 0), ("power-on", "wiring", "", 0), ("equipment", "raw-in", "", 0),
    ("equipment", "staff-in", "", 0), ("wiring", "trial", "", 0), ("water-on", "trial", "", 0),
    ("raw-in", "trial", "", 0), ("staff-in", "trial", "", 0), ("trial", "hand-over", "", 0),
    ("grounds", "hand-over", "", 0), ("exterior", "hand-over", "", 0),
]
SHARES = {  # of the material of a plant, by phase
    "cement": {"footings": 0.2, "foundations": 0.15, "frame-lower": 0.25, "frame": 0.2, "walls": 0.05,
               "exterior": 0.05, "partitions": 0.05, "floors": 0.05},
    "steel": {"footings": 0.1, "foundations": 0.1, "frame-lower": 0.3, "frame": 0.3, "roof": 0.2},
}
LENGTH = {"s": 0.85, "m": 1.0, "l": 1.2, "4": 0.8, "3": 0.95, "2": 1.1, "1": 1.3}
QUARTERS = ("01-20", "03-10", "06-01", "09-01")
SPARE = 1.1  # of what the visits decided already take, in the years without a limit


def add_works(folder, first, last):
    add_calendars(folder)
    add_crews(folder)
    for kind, size, *_ in plants.SIZES:
        # reported: the provinces build the paper mills themselves
        add_phases(folder, kind + "-" + size, LENGTH[size], "provincial" if kind == "paper" else "building")
    add_arrivals(folder, first, last)


def add_calendars(folder):
    folder.add("work_calendar", "assumed", ASSUMED, code="open-air", name="In the open")
    folder.add("work_calendar", "assumed", ASSUMED, code="indoors", name="Under a roof", days_off="Sun")
    folder.add("work_pause", "assumed", ASSUMED, work_calendar="open-air", first="12-10", last="02-20", reason="frost")
    folder.add("work_pause", "assumed", ASSUMED, work_calendar="open-air", first="07-24", last="07-31",
               reason="heaviest rains")
    for calendar in ("open-air", "indoors"):
        for day, reason in (("01-01", "New Year"), ("02-16", "Day of the Shining Star"), ("04-15", "Day of the Sun"),
                            ("09-09", "Foundation Day"), ("10-10", "Party Foundation Day")):
            folder.add("work_pause", "reported", "public holidays of the DPRK", work_calendar=calendar, first=day,
                       last=day, reason=reason)


def add_crews(folder):
    """At home in the seats of the units of the first level, in turn."""
    homes = list(names.CAPITALS.values())
    for i in range(1, 35):
        first = i <= 20
        folder.add("crew", "estimated" if first else "assumed", REPORTED if first else LATER,
                   code="REG-%02d" % i, name="Regiment %d" % i, home=homes[i % len(homes)],
                   parent_body="not published", strength=2000, trades="building",
                   year_from=None if first else 2026, travel_km_day=150, camp_days=3)
    for count, code, name, strength, trade, km, days in (
            (10, "PRO", "Provincial builders", 800, "provincial", 150, 3),
            (16, "FIT", "Fitters", 180, "fitting", 300, 1), (10, "INS", "Inspectors", 4, "inspection", 400, None)):
        for i in range(1, count + 1):
            folder.add("crew", "assumed", ASSUMED, code="%s-%02d" % (code, i), name="%s %d" % (name, i),
                       home=homes[i % len(homes)], strength=strength, trades=trade, travel_km_day=km, camp_days=days)


def add_phases(folder, code, length, builders):
    taken = {row["resource"]: row["quantity"] for row in folder.rows["construction"]
             if row["facility_size"] == code and row["year_offset"] == 0}
    for phase, name, days, trade, people, calendar, condition, inspection in PHASES:
        trade = builders if trade == "building" else trade
        folder.add("phase", "assumed", ASSUMED, facility_size=code, phase=phase, name=name, days=round(days * length),
                   trade=trade, people=people, work_calendar=calendar, condition=condition or None,
                   inspection_days=inspection or None)
        for material, shares in SHARES.items():
            if phase in shares:
                folder.add("phase_material", "assumed", ASSUMED, facility_size=code, phase=phase, resource=material,
                           quantity=round(taken[material] * shares[phase], 2))
    for before, after, kind, lag in LINKS:
        folder.add("phase_link", "assumed", ASSUMED, facility_size=code, predecessor=before, successor=after,
                   kind=kind or None, lag_days=lag or None)


def taken_by_decided(folder, material, year):
    sizes = [row["facility_size"] for row in folder.rows["decided"] if row["year"] == year]
    return sum(row["quantity"] for size in sizes for row in folder.rows["phase_material"]
               if row["facility_size"] == size and row["resource"] == material)


def add_arrivals(folder, first, last):
    limits = {(row["resource"], row["year"]): row["quantity"] for row in folder.rows["resource_limit"]
              if row.get("area") is None}
    for material in SHARES:
        for year in range(first, last + 1):
            quantity = limits.get((material, year)) or SPARE * taken_by_decided(folder, material, year)
            for quarter in QUARTERS:
                folder.add("arrival", "assumed", ASSUMED, resource=material, date="%d-%s" % (year, quarter),
                           quantity=round(quantity / len(QUARTERS), 1))
