# SPDX-License-Identifier: Apache-2.0
"""Goods, plants, limits and clauses of the Rwanda example.  All assumed: see its README."""

ASSUMED = "assumed: see README"
FIRST, YEARS = 2026, 10
LAST = FIRST + YEARS - 1

GOODS = [  # code, name, unit, need of a person and year, weight
    ("food", "Processed food (flour, oil, juice)", "kg", 40, 0.5),
    ("soap", "Soap and daily goods", "kg", 5, 0.25),
    ("garment", "Garments", "piece", 4, 0.25),
]
CURVES = {"food": 0.65}  # satisfaction at half of the need met
NUISANCE = [  # code, name, setback m, people tolerated in it
    ("quiet", "Quiet work", 30, 15),
    ("light", "Some noise and traffic", 60, 25),
    ("works", "Smell, noise and lorries", 120, 45),
]
TYPES = [  # code, name, nuisance class
    ("agro", "Agro-processing plant", "works"),
    ("soap", "Soap and daily-goods workshop", "light"),
    ("garment", "Garment workshop", "quiet"),
]
# type, size, word, people supplied in full, floor m2, land m2, kW, m3 of water a day, staff, equipment
SIZES = [
    ("agro", "s", "small", 7500, 300, 1500, 25, 10, 12, 0.35),
    ("agro", "m", "medium", 16000, 600, 3000, 60, 25, 25, 0.75),
    ("agro", "l", "large", 32000, 1100, 6000, 120, 50, 45, 1.4),
    ("soap", "s", "small", 7500, 150, 800, 15, 6, 8, 0.12),
    ("soap", "m", "medium", 20000, 350, 1800, 40, 15, 18, 0.3),
    ("garment", "s", "small", 6000, 200, 800, 10, 2, 20, 0.08),
    ("garment", "m", "medium", 14000, 400, 1500, 25, 4, 45, 0.18),
    ("garment", "l", "large", 28000, 800, 3000, 50, 8, 85, 0.35),
]
GOOD_OF = {"agro": "food", "soap": "soap", "garment": "garment"}
RAW = [("crops", "Crops marketed (maize, potatoes, bananas)"), ("oil", "Oil seeds and fat")]
INPUTS = {"agro": ("crops", 1.3), "soap": ("oil", 0.5)}  # t for a t of output
T_PER_1000 = {"agro": 1.0, "soap": 1.0, "garment": 0.3}  # t for a thousand units of output
REVENUE = {"agro": 0.022, "soap": 0.0065, "garment": 0.019}  # million units a year for 1,000 people supplied
RUNNING_SHARE, WAGE, FIXED = 0.72, 0.0016, 0.008
MONEY_M2, CEMENT_M2, TEAM_M2 = 0.0011, 0.35, 0.001


def add_plants(folder):
    for code, name in RAW:
        folder.add("raw_material", "assumed", ASSUMED, code=code, name=name, unit="t")
    for code, name, setback, people in NUISANCE:
        folder.add("nuisance_class", "assumed", ASSUMED, code=code, name=name, setback_m=setback, people_max=people,
                   displaced_max=0)
    for code, name, nuisance in TYPES:
        folder.add("facility_type", "assumed", ASSUMED, code=code, name=name, stage=1, nuisance_class=nuisance)
    need = {code: need for code, _, _, need, _ in GOODS}
    titles = {code: name for code, name, _ in TYPES}
    for kind, size, word, supplied, floor, land, kw, water, staff, equipment in SIZES:
        code, output = kind + "-" + size, supplied * need[GOOD_OF[kind]]
        raw, ratio = INPUTS.get(kind, (None, 0))
        tonnes = ratio * output / 1000
        revenue = REVENUE[kind] * supplied / 1000
        far = {"s": 3, "m": 5, "l": 8}[size]
        folder.add("facility_size", "assumed", ASSUMED, code=code, facility_type=kind,
                   name="%s, %s" % (titles[kind], word), build_years=1, power_kw=kw, water_m3_day=water, land_m2=land,
                   staff=staff, transport_t_year=round(tonnes + T_PER_1000[kind] * output / 1000), power_km_max=far,
                   water_km_max=far, seat_km_max=6, revenue=round(revenue, 4),
                   running_cost=round(RUNNING_SHARE * revenue + WAGE * staff + FIXED, 4))
        folder.add("output", "assumed", ASSUMED, facility_size=code, good=GOOD_OF[kind], quantity=output)
        if raw:
            folder.add("input", "assumed", ASSUMED, facility_size=code, raw_material=raw, quantity=round(tonnes, 1))
        for resource, offset, quantity in (
                ("money", 0, MONEY_M2 * floor + equipment / 2), ("money", 1, equipment / 2),
                ("cement", 0, CEMENT_M2 * floor), ("team", 0, TEAM_M2 * floor), ("grid", 1, kw)):
            folder.add("construction", "assumed", ASSUMED, facility_size=code, resource=resource, year_offset=offset,
                       quantity=round(quantity, 4))
    for kind, resource, fixed, per_km, per_unit in (
            ("power", "money", 0.01, 0.03, 0.0002), ("water", "money", 0.01, 0.04, 0.0005),
            ("transport", "money", 0.01, 0.06, None), ("transport", "cement", 2, 30, None)):
        folder.add("connection", "assumed", ASSUMED, kind=kind, resource=resource, fixed=fixed, per_km=per_km,
                   per_unit=per_unit)


def add_limits(folder, grid_by_district):
    for code, name, unit, kind in (
            ("money", "Money", "million units of account", "yearly"),
            ("cement", "Cement", "t", "yearly"), ("team", "Building teams", "team-years", "yearly"),
            ("grid", "Grid capacity", "kW", "lasting")):
        folder.add("resource", "assumed", ASSUMED, code=code, name=name, unit=unit, kind=kind)
    for year in range(FIRST, LAST + 1):
        grown = 1.01 ** (year - FIRST)
        folder.add("resource_limit", "assumed", ASSUMED, resource="money", year=year, quantity=round(54 * grown, 1))
        folder.add("resource_limit", "assumed", ASSUMED, resource="cement", year=year, quantity=9600)
    folder.add("resource_limit", "assumed", ASSUMED, resource="team", quantity=26)
    for district, kw in grid_by_district:
        folder.add("resource_limit", "assumed", ASSUMED, resource="grid", area=district, quantity=kw)


def add_clauses(folder, provinces, districts):
    def clause(code, kind, text, **values):
        folder.add("clause", "assumed", ASSUMED, code=code, kind=kind, text=text, **values)

    clause("1", "visits_per_year", "At most 30 sectors are served a year.", year_first=FIRST, year_last=LAST, at_most=30)
    for code, name in provinces:
        least = 1 if code == "RW1" else 4
        clause("2." + code, "visits_per_year", "%s: at least %d a year." % (name, least), area=code, year_first=FIRST,
               year_last=LAST, at_least=least)
    for code, name in districts:
        clause("3." + code, "visits_in_period", "%s: at least one sector in the first four years." % name, area=code,
               year_first=FIRST, year_last=FIRST + 3, at_least=1)
        clause("4." + code, "visits_per_year", "%s: at most two sectors a year." % name, area=code, year_first=FIRST,
               year_last=LAST, at_most=2)
    clause("5", "forbid_facility", "No processing plants in Kigali City.", area="RW1", facility_type="agro",
           year_first=FIRST, year_last=LAST)
    clause("6", "limit_subsidy", "The yearly losses of all plants stay small.", year_first=FIRST, year_last=LAST, at_most=2)
