# SPDX-License-Identifier: Apache-2.0
"""Who makes cement and steel for twenty-by-ten, where they lie, who carries them.

The works are named in reports, and stand at their town; what they make for the programme is
assumed: a year's cement and steel, as in table arrival, by stated shares. Depots in the chief
towns of the provinces, railway and lorries are assumed.
"""
ASSUMED = "assumed: see README"
NAMED = "works named in kcna.kp 59ff1673..., cemnet.com 179374, oananews.org/node/677046; placed at its town"

# code, name, town, material, share of the year's amount from 2024 and from 2028
WORKS = (
    ("SANGWON", "Sangwon Cement Complex", "KP-SANGWON", "cement", 0.45, 0.42),
    ("SUNCHON", "Sunchon Cement Complex", "KP-SUNCHON", "cement", 0.35, 0.32),
    ("CHONNAERI", "Chonnaeri Cement Factory", "KP-CHONNAE", "cement", 0.12, 0.18),
    ("UNPHA", "Unpha Cement Factory", "KP-UNPHA", "cement", 0.08, 0.08),
    ("HWANGHAE", "Hwanghae Iron and Steel Complex", "KP-HWANGJU", "steel", 0.5, 0.5),
    ("CHOLLIMA", "Chollima Steel Complex", "KP-CHOLLIMA", "steel", 0.3, 0.3),
    ("KIMCHAEK", "Kim Chaek Iron and Steel Complex", "KP-CHONGJIN", "steel", 0.2, 0.2),
)
DEPOTS = ("SARIWON", "HAEJU", "SINUIJU", "KANGGYE", "HAMHUNG", "HYESAN", "WONSAN", "CHONGJIN", "SUNCHON")
# of a year's amount made in each quarter, so that as much is there by when table arrival has it
QUARTERS = (("01-01", 0.5), ("04-01", 0.25), ("07-01", 0.25), ("10-01", 0))
PRICES = {"cement": 0.00012, "steel": 0.0008}  # million units a t


def add_supply(folder, first, last):
    towns = {row["area"]: row for row in folder.rows["settlement"] if row["seat"] == "yes"}
    years = {}
    for row in folder.rows["arrival"]:
        key = (row["resource"], int(row["date"][:4]))
        years[key] = years.get(key, 0) + row["quantity"]
    folder.add("material", "assumed", ASSUMED, resource="cement", stock_cost=0.000002, early_days=90)
    folder.add("material", "assumed", ASSUMED, resource="steel", stock_cost=0.000002, early_days=182)
    for code, name, area, material, share, later in WORKS:
        town = towns[area]
        folder.add("producer", "estimated", NAMED, code=code, name=name, lon=town["lon"], lat=town["lat"])
        for year in range(first, last + 1):
            part = share if year < 2028 else later
            for quarter, of_year in QUARTERS:
                folder.add("production", "assumed", ASSUMED, producer=code, resource=material,
                           first="%d-%s" % (year, quarter),
                           per_month=round(years[material, year] / 3 * of_year * part, 1), price=PRICES[material])
    for name in DEPOTS:
        town = towns["KP-" + name]
        folder.add("depot", "assumed", ASSUMED, code="DEPOT-" + name, name=name.capitalize() + " depot", lon=town["lon"],
                   lat=town["lat"], capacity_t=8000)
    folder.add("carrier", "assumed", ASSUMED, code="rail", name="Railway", origin="producer", destination="depot",
               detour=1.3, km_day=150, load_days=2, cost_t_km=1e-07)
    folder.add("carrier", "assumed", ASSUMED, code="lorry", name="Lorries", origin="depot", destination="site", km_max=170,
               detour=1.4, km_day=100, load_days=1, cost_t_km=6e-07)
    for year, part in ((first, 1), (2026, 1.6)):
        folder.add("carrier_capacity", "assumed", ASSUMED, carrier="rail", first="%d-01-01" % year,
                   t_km_month=round(2000000 * part))
    folder.add("material_priority", "assumed", ASSUMED, resource=None, area=None, **{"class": 5})
