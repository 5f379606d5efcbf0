# SPDX-License-Identifier: Apache-2.0
"""Programme, plants, limits, crews, clauses and decided visits of twenty-by-ten."""
import twenty_by_ten_names as names
import twenty_by_ten_plants as plants
from twenty_by_ten_supply import add_supply
from twenty_by_ten_works import add_works

ASSUMED = "assumed: see README"
NINE = ["KP-02", "KP-03", "KP-04", "KP-05", "KP-06", "KP-07", "KP-08", "KP-09", "KP-10"]
FIRST, LAST, DEADLINE = 2024, 2033, 2033
OPEN = 2026  # first year the plan may still choose


def add_rules(folder, counties, spare, cohorts):
    add_programme(folder)
    add_plants(folder)
    add_limits(folder, counties, spare)
    add_clauses(folder, cohorts)
    add_decided(folder, cohorts)
    add_works(folder, FIRST, LAST)
    add_supply(folder, FIRST, LAST)


def add_programme(folder):
    folder.add("programme", "reported", "Politburo decision of 23-24 January 2024; economics assumed: see README",
               code="twenty-by-ten", title="Regional Development 20×10", first_year=FIRST,
               year_count=LAST - FIRST + 1, discount=0.03, equity_eta=0.7, aggregation="arithmetic",
               currency="million units of account",
               description="Local-industry plants in 20 cities and counties a year for ten years (DPRK), with hospitals,"
                           " service centres and grain facilities from 2026 and a paper mill for each province."
                           " Visits of 2024 and 2025 as reported; plants, limits and supply assumed.")


def size_figures(kind, supplied, floor, staff):
    equipment = plants.EQUIPMENT[kind] * supplied / 1000
    revenue = plants.REVENUE.get(kind, 0) * supplied / 1000
    running = plants.RUNNING_SHARE.get(kind, 0) * revenue + plants.WAGE * staff * (2.5 if kind == "hospital" else 1) + 0.06
    return equipment, revenue, running


def goods_of(kind):
    return {"food": "food", "garment": "garment", "daily": "daily", "hospital": "care", "service": "culture",
            "grain": "grain", "paper": "paper"}[kind]


def add_plants(folder):
    for code, name in plants.RAW:
        folder.add("raw_material", "assumed", ASSUMED, code=code, name=name, unit="t")
    for code, name, setback, people in plants.NUISANCE:
        folder.add("nuisance_class", "assumed", ASSUMED, code=code, name=name, setback_m=setback,
                   people_max=people, displaced_max=0)
    for code, name, korean, stage, nuisance in plants.TYPES:
        folder.add("facility_type", "reported", "reports of the programme; nuisance class assumed", code=code, name=name,
                   name_native=korean, stage=stage, nuisance_class=nuisance)
    need = {code: need for code, _, _, need, _ in plants.GOODS}
    titles = {code: name for code, name, *_ in plants.TYPES}
    for kind, size, word, supplied, floor, land, kw, water, staff in plants.SIZES:
        code, good = kind + "-" + size, goods_of(kind)
        output = supplied * need[good]
        equipment, revenue, running = size_figures(kind, supplied, floor, staff)
        inputs = {raw: t * output / 1000 for raw, t in plants.INPUTS.get(kind, {}).items()}
        far = {"s": 8, "m": 12, "l": 20}.get(size, 8)
        folder.add("facility_size", "assumed", ASSUMED, code=code, facility_type=kind,
                   name="%s, %s" % (titles[kind], word), build_years=1, power_kw=kw, water_m3_day=water, land_m2=land,
                   staff=staff, transport_t_year=round(sum(inputs.values()) + plants.T_PER_1000[good] * output / 1000),
                   power_km_max=far, water_km_max=far, seat_km_max=12, revenue=round(revenue, 3),
                   running_cost=round(running, 3))
        folder.add("output", "assumed", ASSUMED, facility_size=code, good=good, quantity=output)
        for raw, t in inputs.items():
            folder.add("input", "assumed", ASSUMED, facility_size=code, raw_material=raw, quantity=round(t, 1))
        for resource, offset, quantity in (
                ("money", 0, plants.MONEY_M2 * floor + equipment / 2), ("money", 1, equipment / 2),
                *((what, 0, ratio * floor)
                  for what, ratio in (plants.WARD_M2 if kind in plants.WARDS else plants.HALL_M2).items()),
                ("grid", 1, kw)):
            if kind == "paper" and resource == "regiment":
                continue  # reported: the provinces build the paper mills themselves
            folder.add("construction", "assumed", ASSUMED, facility_size=code, resource=resource, year_offset=offset,
                       quantity=round(quantity, 3))
    for kind, resource, fixed, per_km, per_unit in (
            ("power", "money", 0.03, 0.05, 0.0001), ("power", "steel", 0.5, 1.5, None),
            ("water", "money", 0.02, 0.06, 0.0001), ("water", "steel", 0.5, 1.5, None),
            ("transport", "money", 0.01, 0.04, None), ("transport", "cement", 5, 40, None)):
        folder.add("connection", "assumed", ASSUMED, kind=kind, resource=resource, fixed=fixed, per_km=per_km,
                   per_unit=per_unit)


def add_limits(folder, counties, spare):
    for code, name, unit, kind in (
            ("money", "Money", "million units of account", "yearly"),
            ("cement", "Cement", "t", "yearly"), ("steel", "Steel", "t", "yearly"),
            ("regiment", "Building regiments", "regiment-years", "yearly"),
            ("grid", "Grid capacity", "kW", "lasting")):
        folder.add("resource", "assumed", ASSUMED, code=code, name=name, unit=unit, kind=kind)
    for year in range(OPEN, LAST + 1):
        for resource, quantity, growth, digits in (("money", 330, 0.02, 0), ("cement", 76000, 0.01, -2),
                                                   ("steel", 8400, 0, 0), ("regiment", 33, 0, 1)):
            folder.add("resource_limit", "assumed", ASSUMED, resource=resource, year=year,
                       quantity=round(quantity * (1 + growth) ** (year - OPEN), digits))
    for province, *_ in names.PROVINCES:
        total = sum(spare[c.code] for c in counties if c.province == province and c.code != "KP-PYONGYANG")
        folder.add("resource_limit", "assumed", ASSUMED, resource="grid", area=province, quantity=round(0.9 * total, -2))


def add_clauses(folder, cohorts):
    def clause(code, kind, text, source, evidence="reported", **values):
        folder.add("clause", evidence, source, code=code, kind=kind, text=text, **values)

    clause("1", "visits_per_year", "Every year plants are built in 20 cities and counties.",
           "Politburo decision of 23-24 January 2024", stage=1, year_first=OPEN, year_last=LAST, at_most=20)
    clause("2", "visit_within", "Within ten years every city and county has been served.",
           "Politburo decision of 23-24 January 2024", stage=1, year_first=FIRST, year_last=DEADLINE)
    clause("3", "no_visit", "2024 and 2025 are past: nothing is added to what was built.",
           "the visits of both years are in the table of decided visits", year_first=FIRST, year_last=OPEN - 1)
    for n, (kind, name) in enumerate((("food", "foodstuff"), ("garment", "garment"), ("daily", "daily-necessities")), 1):
        clause("4.%d" % n, "require_facility", "Every visited city or county gets a %s factory." % name,
               "38 North, June 2025: three factories in each of the 20", facility_type=kind,
               year_first=OPEN, year_last=LAST)
    clause("5", "visits_per_year", "From 2026 hospitals and service centres in 20 cities and counties a year.",
           "koreajoongangdaily 2025-12-30", stage=2, year_first=OPEN, year_last=LAST, at_most=20)
    for n, (kind, name) in enumerate((("hospital", "hospital"), ("service", "service centre")), 1):
        clause("6.%d" % n, "require_facility", "Where health and culture are built, there is a %s." % name,
               "koreajoongangdaily 2026-02-04", facility_type=kind, year_first=OPEN, year_last=LAST)
    for province, name, *_ in names.PROVINCES:
        whole = province in NINE
        if whole:
            clause("7." + province, "visits_per_year", "About two visits a year in %s: one to three." % name,
                   "pattern of 2024 and 2025 (rodongshinmunwatching); floor and ceiling assumed", "estimated", area=province,
                   stage=1, year_first=OPEN, year_last=2032, at_least=1, at_most=3)
        clause("8." + province, "visits_in_period",
               "%s paper mill for %s." % ("One" if whole else "At most one", name),
               "news1global 432458, December 2025: one for each province; by 2030: assumed", area=province, stage=3,
               year_first=2025, year_last=2030, at_least=1 if whole else None, at_most=1)
    clause("9", "no_visit", "All paper mills are begun by 2030.", ASSUMED, "assumed", stage=3, year_first=2031,
           year_last=LAST)
    for row, county in cohorts:
        if row["year"] != "2026":
            continue
        for stage, what in ((1, "factories"), (2, "hospital and service centre")):
            clause("10.%d.%s" % (stage, county.code[3:]), "visit_within",
                   "%s: %s started in 2026." % (county.name, what),
                   "%s (ground-breaking %s); see README" % (row["source_keys"], row["start"]), area=county.code, stage=stage,
                   year_first=2026, year_last=2026)
    clause("11", "limit_subsidy", "The yearly losses of all plants and services stay within what the state can carry.",
           ASSUMED, "assumed", year_first=OPEN, year_last=LAST, at_most=50)


def bundle_size(people):
    return "s" if people < 60000 else "m" if people < 120000 else "l"


def hospital_class(people):
    return "4" if people < 50000 else "3" if people < 100000 else "2" if people < 200000 else "1"


def sizes_brought(row, county):
    """What a reported visit brought, in sizes by population (the sizes are not published)."""
    text, out = row["facilities"], []
    if "food" in text or "factories" in text:
        out += [kind + "-" + bundle_size(county.people) for kind in ("food", "garment", "daily")]
    if "hospital" in text:
        out.append("hospital-" + hospital_class(county.people))
    if "service-centre" in text:
        out.append("service-" + ("s" if county.people < 100000 else "l"))
    if "paper mill" in text:
        out.append("paper-s")
    return out


def add_decided(folder, cohorts):
    for row, county in cohorts:
        year = int(row["year"])
        if year not in (2024, 2025):
            continue
        for size in sizes_brought(row, county):
            folder.add("decided", "reported", "%s; size by population, assumed" % row["source_keys"], area=county.code,
                       year=year, facility_size=size, status="completed" if row["inaugurated"] else "started")

