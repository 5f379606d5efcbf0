#!/usr/bin/env python3
"""Write the small hand-picked seeds of tests/fuzz/corpus/{csv,geojson,table_csv,wkb} again."""
import json, pathlib, struct

corpus = pathlib.Path(__file__).resolve().parent.parent / "tests/fuzz/corpus"


def put(folder, name, data):
    (corpus / folder).mkdir(parents=True, exist_ok=True)
    (corpus / folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def feature(code, geometry):
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
geometries = {
    "point": {"type": "Point", "coordinates": [125.5, -39.25]},
    "line": {"type": "LineString", "coordinates": [[0, 0], [1e-7, 2.5]]},
    "polygon": {"type": "Polygon", "coordinates": [ring, [[0.1, 0.2], [0.3, 0.2], [0.3, 0.3], [0.1, 0.2]]]},
    "multipoint": {"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]},
    "multiline": {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]]]},
    "multipolygon": {"type": "MultiPolygon", "coordinates": [[ring], [ring]]},
    "height": {"type": "Point", "coordinates": [1, 2, 3]},
    "null": None,
    "open_ring": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]},
    "swapped": {"type": "Point", "coordinates": [39, 127]},
    "flat_ring": {"type": "Polygon", "coordinates": ring},
}
geometries["collection"] = {"type": "GeometryCollection", "geometries": [geometries["point"], geometries["polygon"]]}
for name, geometry in geometries.items():
    put("geojson", name, json.dumps({"type": "FeatureCollection", "features": [feature("A", geometry), feature(7, geometry)]}))
put("geojson", "crs", json.dumps({"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:5179"}}, "features": []}))
put("geojson", "nested", "[" * 3000)
put("geojson", "empty", "")
put("geojson", "twice", '{"type":"FeatureCollection","type":1,"features":[]}')


def head(kind):
    return struct.pack("<BI", 1, kind)


def positions(*pairs):
    return b"".join(struct.pack("<dd", *pair) for pair in pairs)


count = lambda n: struct.pack("<I", n)
point = head(1) + positions((1, 2))
line = head(2) + count(2) + positions((0, 0), (1, 1))
polygon = head(3) + count(1) + count(4) + positions(*ring)
put("wkb", "point", point)
put("wkb", "line", line)
put("wkb", "polygon", polygon)
put("wkb", "multipoint", head(4) + count(2) + point + point)
put("wkb", "multiline", head(5) + count(1) + line)
put("wkb", "multipolygon", head(6) + count(2) + polygon + polygon)
put("wkb", "collection", head(7) + count(3) + point + line + head(7) + count(1) + polygon)
put("wkb", "huge_count", head(2) + count(0xFFFFFFFF) + positions((0, 0)))
put("wkb", "huge_rings", head(3) + count(0xFFFFFFFF))
put("wkb", "big_endian", struct.pack(">BIdd", 0, 1, 1, 2))
put("wkb", "height", struct.pack("<BIddd", 1, 1001, 1, 2, 3))
put("wkb", "nan", head(1) + positions((float("nan"), 2)))
put("wkb", "empty_point", head(1) + positions((float("nan"), float("nan"))))
put("wkb", "empty_polygon", head(3) + count(0))
put("wkb", "big_endian_line", struct.pack(">BII4d", 0, 2, 2, 0, 0, 1, 1))
put("wkb", "line_zm", struct.pack("<BII8d", 1, 3002, 2, 0, 0, 9, 9, 1, 1, 9, 9))
put("wkb", "ewkb", struct.pack("<BII3d", 1, 0xA0000001, 4326, 1, 2, 3))
put("wkb", "mixed_order", head(4) + count(2) + point + struct.pack(">BIdd", 0, 1, 1, 2))
put("wkb", "deep", (head(7) + count(1)) * 20 + point)

for name, text in {
    "plain": "code,name\nA,Usi\nB,Anju\n",
    "quoted": 'a,"b,c","d""e"\n"two\nlines",,""\n',
    "crlf": "a,b\r\nc,d\r\n",
    "bom": "\ufeffa,b\n",
    "open": 'a,"b\nc',
    "inside": 'a,b"c\n',
    "behind": '"a"b,c\n',
    "blank": "\n\na\n\n\n",
    "no_end": "a,b",
    "empty": "",
    "return": 'a,"b\r",\rc\n',
}.items():
    put("csv", name, text)
put("csv", "latin", b"a,K\xf6ln\n")
put("csv", "zero", b"a,\0\n")
put("csv", "wide", "," * 5000)

# table_csv: the first byte is the number of the table in model/schema.h
FEED_POINT, GOOD, PROGRAMME = 21, 3, 0
head = "code,name,kind,lon,lat,spare_kw,evidence,source\n"
for name, cell in {
    "plain": "12.5", "comma": '"12,5"', "grouped": '"1,234,567"', "unit": "12 kW", "other_unit": "0.5 MW", "percent": "5%",
    "date": "2024-05-01", "nothing": "n/a", "infinite": "inf", "blank": " 12 ", "huge": "1e999", "spaces": "1\u202f234",
    "apostrophe": "1'234.5", "negative": "-0",
}.items():
    put("table_csv", name, bytes([FEED_POINT]) + f"{head}A,a,plant,1,2,{cell},assumed,x\n".encode())
put("table_csv", "year", bytes([PROGRAMME]) + b"code,first_year,year_count,evidence,source\nP,2024.5,99999999999999999999,assumed,x\n")
put("table_csv", "header", bytes([GOOD]) + b"code,name,unit,need_per_hed,need_per_head,code\n")
put("table_csv", "ragged", bytes([GOOD]) + b"code,name,unit,need_per_head,evidence,source\nA,b\nA,b,c,1,e,s,t\n")
