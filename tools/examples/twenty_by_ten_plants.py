# SPDX-License-Identifier: Apache-2.0
"""Plants of twenty-by-ten: sizes, recipes and what building takes.  All assumed.

Scale is set by what is reported of a site with three plants: 1.5-4 ha of land, 3,000-7,000 m2
of floors, about 2,000 builders for ten months.  Everything else follows from floors and output by
the ratios named here, so that one figure can be replaced and the rest redone.
"""

GOODS = [  # code, name, unit, need of a person and year, weight
    ("food", "Foodstuffs (processed)", "kg", 60, 0.4),
    ("garment", "Garments", "piece", 6, 0.2),
    ("daily", "Daily necessities", "kg", 8, 0.25),
    ("care", "Medical care", "consultation", 10, 0.3),
    ("culture", "Services and culture", "visit", 6, 0.1),
    ("grain", "Grain stored and milled", "kg", 150, 0.1),
    ("paper", "Paper", "kg", 4, 0.05),
]
CURVES = {  # satisfaction at half of the need met; the first half matters more
    "food": 0.7, "care": 0.65, "daily": 0.6,
}
RAW = [
    ("maize", "Maize for processing"), ("soybean", "Soybeans"), ("fruit", "Cultivated and wild fruit"),
    ("wood", "Wood for pulp"), ("scrap", "Collected scrap (plastic, paper, metal)"),
    ("cereal", "Cereals harvested"),
]
NUISANCE = [  # code, name, setback m, people tolerated in it
    ("quiet", "Quiet work, little traffic", 20, 40),
    ("works", "Smell, noise and lorries", 150, 120),
    ("heavy", "Waste water, smell and heavy traffic", 400, 400),
]
TYPES = [  # code, name, Korean name, stage, nuisance class
    ("food", "Foodstuff factory", "식료공장", 1, "works"),
    ("garment", "Garment factory", "옷공장", 1, "quiet"),
    ("daily", "Daily-necessities factory", "일용품공장", 1, "works"),
    ("hospital", "Hospital", "병원", 2, None),
    ("service", "Service centre", "종합봉사소", 2, None),
    ("grain", "Grain-management facility", "량곡관리시설", 2, "works"),
    ("paper", "Paper mill", "종이공장", 3, "heavy"),
]

# type, size, name, people supplied in full, floor m2, land m2, kW, m3 of water a day, staff
SIZES = [
    ("food", "s", "small", 20000, 1400, 6000, 120, 80, 60),
    ("food", "m", "medium", 45000, 2000, 9000, 250, 180, 120),
    ("food", "l", "large", 90000, 3000, 15000, 450, 350, 210),
    ("garment", "s", "small", 20000, 900, 4000, 40, 15, 70),
    ("garment", "m", "medium", 45000, 1300, 6000, 80, 30, 140),
    ("garment", "l", "large", 90000, 1900, 10000, 140, 60, 260),
    ("daily", "s", "small", 20000, 900, 5000, 80, 45, 50),
    ("daily", "m", "medium", 45000, 1300, 7000, 160, 90, 100),
    ("daily", "l", "large", 90000, 2000, 12000, 300, 180, 180),
    ("hospital", "4", "class 4", 20000, 2500, 5000, 60, 30, 60),
    ("hospital", "3", "class 3", 40000, 4000, 8000, 110, 60, 110),
    ("hospital", "2", "class 2", 80000, 6500, 12000, 190, 110, 190),
    ("hospital", "1", "class 1", 140000, 9500, 18000, 300, 180, 300),
    ("service", "s", "small", 40000, 1200, 3000, 30, 10, 20),
    ("service", "l", "large", 100000, 2400, 6000, 70, 25, 40),
    ("grain", "s", "small", 40000, 1000, 4000, 40, 10, 15),
    ("grain", "l", "large", 100000, 2200, 8000, 90, 20, 30),
    ("paper", "s", "small", 250000, 2600, 12000, 380, 420, 90),
    ("paper", "l", "large", 750000, 5500, 26000, 1000, 1200, 220),
]
BUNDLE = {"food", "garment", "daily"}
INPUTS = {  # t of raw material for a thousand units of output
    "food": {"maize": 0.35, "soybean": 0.12, "fruit": 0.06},
    "daily": {"scrap": 0.3},
    "grain": {"cereal": 1.0},
    "paper": {"wood": 2.2},
}
T_PER_1000 = {"food": 1.0, "garment": 0.3, "daily": 1.0, "care": 0, "culture": 0, "grain": 1.0, "paper": 1.0}
EQUIPMENT = {  # million units of account for a thousand people supplied
    "food": 0.062, "garment": 0.02, "daily": 0.034, "hospital": 0.045, "service": 0.004,
    "grain": 0.008, "paper": 0.006,
}
REVENUE = {  # million units of account a year for a thousand people supplied; none: free of charge
    "food": 0.036, "garment": 0.024, "daily": 0.02, "service": 0.001, "grain": 0.006, "paper": 0.003,
}
RUNNING_SHARE = {"food": 0.62, "garment": 0.6, "daily": 0.62, "service": 0.9, "grain": 0.7, "paper": 0.72}
WAGE = 0.0018  # million units of account a year for a person of staff, with power and repairs

MONEY_M2 = 0.001  # million units of account for a square metre of floor
# t of cement, t of steel and regiment-years for a square metre: halls with machines take more steel,
# wards more walls and more hands
HALL_M2 = {"cement": 0.38, "steel": 0.05, "regiment": 0.00018}
WARD_M2 = {"cement": 0.45, "steel": 0.035, "regiment": 0.00022}
WARDS = {"hospital", "service"}
