# SPDX-License-Identifier: Apache-2.0
"""Names and codes of twenty-by-ten: what was corrected in the registers, and why.

Keys are Who's On First identifiers, the only key that all 181 outlines have.
"""

# ISO 3166-2:KP code, English name, Korean name, kind, name in the outline register.
PROVINCES = [
    ("KP-01", "Pyongyang", "평양직할시", "city", "P'yŏngyang"),
    ("KP-02", "South Phyongan", "평안남도", "province", "South P'yŏngan"),
    ("KP-03", "North Phyongan", "평안북도", "province", "North P'yŏngan"),
    ("KP-04", "Jagang", "자강도", "province", "Chagang"),
    ("KP-05", "South Hwanghae", "황해남도", "province", "South Hwanghae"),
    ("KP-06", "North Hwanghae", "황해북도", "province", "North Hwanghae"),
    ("KP-07", "Kangwon", "강원도", "province", "Kangwŏn"),
    ("KP-08", "South Hamgyong", "함경남도", "province", "South Hamgyŏng"),
    ("KP-09", "North Hamgyong", "함경북도", "province", "North Hamgyŏng"),
    ("KP-10", "Ryanggang", "량강도", "province", "Ryanggang"),
    ("KP-13", "Rason", "라선특별시", "city", "Rasŏn"),
    ("KP-14", "Nampho", "남포특별시", "city", "Namp´o"),
    ("KP-15", "Kaesong", "개성특별시", "city", ""),
]

# The seat of each unit of the first level, as the code of an area.
CAPITALS = {
    "KP-01": "KP-PYONGYANG", "KP-02": "KP-PYONGSONG", "KP-03": "KP-SINUIJU", "KP-04": "KP-KANGGYE",
    "KP-05": "KP-HAEJU", "KP-06": "KP-SARIWON", "KP-07": "KP-WONSAN", "KP-08": "KP-HAMHUNG",
    "KP-09": "KP-CHONGJIN", "KP-10": "KP-HYESAN", "KP-13": "KP-RASON", "KP-14": "KP-NAMPHO",
    "KP-15": "KP-KAESONG",
}

# Reports of the programme put these elsewhere than the outline register does.
MOVED = {
    "1108747807": "KP-15",  # Kaesong
    "1108746915": "KP-15",  # Jangphung
    "1108747805": "KP-15",  # Kaephung
    "1108747043": "KP-15",  # Phanmun
    "1108747815": "KP-01",  # Kangnam: returned to Pyongyang in 2011
    "1108747021": "KP-14",  # Nampho: no province given
    "1108747969": "KP-14",  # Ryonggang: no province given
    "1108748037": "KP-14",  # Taean: no province given
}

# Romanised names corrected or brought to the spelling of the programme's reports.
NAMES = {
    "1108746965": "Kim Hyong Jik",  # register: Kimh Yong Jik
    "1108747725": "Cholsan",        # register: Cholwan; Korean 철산
    "1108747957": "Rangnim",        # register: Rangrim
    "1108747967": "Ryongyon",       # register: Ryongchon, which is in North Phyongan
    "1108748109": "Yonggwang",      # register: Yonggwan
    "1108747805": "Kaephung",       # register: Kaepung
    "1108747043": "Phanmun",        # register: Panmun
    "1108748003": "Sinpho",         # register: Sinpo
}

# Korean names corrected: misread in the census table, or a list of city districts.
KOREAN = {
    "1108746885": "회령시",    # census table: 회경시
    "1108747103": "룡림군",    # census table: 롱림군
    "1108747967": "룡연군",    # census table: 룡천군, the county in North Phyongan
    "1108748045": "대홍단군",  # census table: 대흥단군
    "1108746863": "청진시",
    "1108747745": "함흥시",
    "1108747949": "평양시",
    "1108747805": "개풍구역",
    "1108747043": "판문구역",
    "1108748037": "대안구역",  # census: 대안군; a district today
    "1108747723": "천리마구역",
    "1108746951": "강서구역",
}

# Same English name twice: a suffix for the code and for the name.
HOMONYMS = {
    "1108748089": ("UNSAN-NP", "Unsan (N. Phyongan)"),
    "1108748091": ("UNSAN-SP", "Unsan (S. Phyongan)"),
}

# Other spellings met in reports: (code, alias).
SPELLINGS = [
    ("KP-YONTHAN", "Yontan"), ("KP-JAERYONG", "Jaerong"), ("KP-JAERYONG", "Chaeryong"),
    ("KP-RANGNIM", "Rangrim"), ("KP-UNRYUL", "Unnyul"), ("KP-PAECHON", "Baechon"),
    ("KP-PHYONGWON", "Pyongwon"), ("KP-KAEPHUNG", "Kaepung"), ("KP-PHANMUN", "Panmun"),
    ("KP-KIM-HYONG-JIK", "Kimhyongjik"), ("KP-KIM-JONG-SUK", "Kimjongsuk"),
    ("KP-UNSAN-NP", "Unsan"), ("KP-UNSAN-SP", "Unsan"), ("KP-UNSAN-SP", "Eunsan"),
    ("KP-HOERYONG", "Hoeryeong"), ("KP-SINPHO", "Sinpo"), ("KP-YONGGWANG", "Yonggwan"),
    ("KP-CHOLSAN", "Cholwan"), ("KP-RYONGYON", "Ryongchon"), ("KP-SINKYE", "Singye"),
]

# Coordinates of the programme's list that lie in another county: not used.
MISPLACED_SEATS = {"대관군": "39.933, 125.516 lies in Thaechon, 40 km away"}

# Power plants whose coordinates contradict their names: not used.
MISPLACED_PLANTS = {
    "Unbong": "lies in Unchon on the west coast; the dam is on the Amnok river, where the same"
              " plant is listed as Yunfeng",
    "Huichon": "lies in Anju; Huichon is 70 km to the north-east",
    "River Changja": "lies in Sinwon; the Jangja river is in Jagang",
    "River Chongchon": "lies in Phihyon; the Chongchon river is 70 km to the south",
    "River Taedong": "lies in Unjon, on another river",
    "Rajin": "lies in Chongjin; Rajin is 70 km to the north-east",
    "Pochon": "lies in Kosan; Pochon is in Ryanggang, 300 km to the north",
}
