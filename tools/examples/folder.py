# SPDX-License-Identifier: Apache-2.0
"""Write a programme folder: one CSV file for each table, canonical, checked against the schema.

The columns come from src/model/tables_*.c themselves, so that an example cannot drift from the
program: a missing column, a wrong choice, a number out of range, a double key or a code that
refers to nothing stops the script with a sentence.
"""
import glob
import json
import math
import os
import re
import sys

MODEL = os.path.join(os.path.dirname(__file__), "..", "..", "src", "model")
CODE = re.compile(r"^[A-Za-z0-9_.:-]{1,64}$")
RANGES = {"NON_NEGATIVE": (0, 1e18), "POSITIVE": (1e-9, 1e18), "SHARE": (0, 1), "YEAR_RANGE": (1900, 2200), "ANY": (0, 0)}


def fail(sentence):
    sys.exit("examples: " + sentence)


class Column:
    def __init__(self, name, kind, required, key, limits=(0, 0), refers=None, choices=None):
        self.name, self.kind, self.required, self.key = name, kind, required, key
        self.limits, self.refers, self.choices = limits, refers, choices


def strip_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def split_top(text):
    """Split at commas outside brackets and strings."""
    parts, depth, start, i = [], 0, 0, 0
    while i < len(text):
        c = text[i]
        if c == '"':
            i += 1
            while text[i] != '"':
                i += 2 if text[i] == "\\" else 1
        elif c in "({[":
            depth += 1
        elif c in ")}]":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(text[start:i].strip())
            start = i + 1
        i += 1
    parts.append(text[start:].strip())
    return [p for p in parts if p]


def unquote(text):
    if text == "NULL":
        return None
    return "".join(json.loads(m) for m in re.findall(r'"(?:[^"\\]|\\.)*"', text))


def flag_words(text):
    required = bool(re.search(r"REQUIRED|\bREQ\b|\bKEY\b", text))
    key = bool(re.search(r"COLUMN_KEY|\bKEY\b|OPTIONAL_KEY", text))
    if "OPTIONAL_KEY" in text:
        required = False
    return required, key


def limits_of(words):
    if words[0] in RANGES:
        return RANGES[words[0]], 1
    return (float(words[0]), float(words[1])), 2


def parse_braces(text):
    words = split_top(text[1:-1])
    kind = words[1].replace("COLUMN_", "").lower()
    required, key = flag_words(words[2])
    limits, used = limits_of(words[3:])
    rest = words[3 + used:]
    return Column(unquote(words[0]), kind, required, key, limits, unquote(rest[1]), unquote(rest[2]))


def parse_macro(text):
    name, inner = text, ""
    if "(" in text:
        name, inner = text[: text.index("(")].strip(), text[text.index("(") + 1 : text.rindex(")")]
    words = split_top(inner)
    first = unquote(words[0]) if words and words[0].startswith('"') else None
    if name == "CODE_KEY":
        return Column("code", "code", True, True)
    if name == "NAME":
        return Column("name", "text", True, False)
    if name in ("REF", "REF_KEY", "REF_OPTIONAL"):
        return Column(first, "code", name != "REF_OPTIONAL", name == "REF_KEY", refers=unquote(words[1]))
    if name in ("TEXT", "TEXT_KEY"):
        return Column(first, "text", name == "TEXT_KEY", name == "TEXT_KEY")
    if name == "CHOICE":
        choices = "yes|no" if words[2] == "YES_NO" else unquote(words[2])
        return Column(first, "text", *flag_words(words[1]), choices=choices)
    if name in ("INTEGER", "REAL"):
        limits, _ = limits_of(words[2:])
        return Column(first, name.lower(), *flag_words(words[1]), limits)
    if name in ("LON", "LAT"):
        return Column(name.lower(), "real", True, False, (-180, 180) if name == "LON" else (-90, 90))
    if name == "PROVENANCE":
        return [
            Column("evidence", "text", True, False, choices="measured|reported|estimated|assumed"),
            Column("source", "text", True, False),
        ]
    fail("cannot read %r in %s" % (text, MODEL))


def schema_tables():
    """Input tables in the program's order: {name: [Column]}."""
    files = [os.path.join(MODEL, "schema.h")] + sorted(glob.glob(os.path.join(MODEL, "tables_*.c")))
    text = strip_comments("\n".join(open(name, encoding="utf-8").read() for name in files))
    inputs = set(re.findall(r"INPUT_TABLE\((\w+),", text))
    tables = {}
    for name in re.findall(r"X\(\w+, (\w+)\)", text):
        if name not in inputs:
            continue
        match = re.search(r"struct column_def %s_columns\[\] = \{(.*?)\n\};" % name, text, re.S)
        columns = []
        for part in split_top(match.group(1)):
            column = parse_braces(part) if part.startswith("{") else parse_macro(part)
            columns += column if isinstance(column, list) else [column]
        tables[name] = columns
    return tables


def number(value):
    """The fewest digits that read back as the same number, as the program writes it."""
    if isinstance(value, int):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def quote(text):
    if re.search(r'[",\r\n]', text) or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


class Folder:
    """Rows by table; add() checks each row, write() checks keys and references."""

    def __init__(self):
        self.tables = schema_tables()
        self.rows = {name: [] for name in self.tables}
        self.geometry = {}

    def add(self, table, evidence, source, **values):
        values.update(evidence=evidence, source=source)
        known = {c.name for c in self.tables[table]}
        for name in values:
            if name not in known:
                fail("table %s has no column %s" % (table, name))
        for column in self.tables[table]:
            self.check(table, column, values.get(column.name))
        self.rows[table].append(values)

    def check(self, table, column, value):
        where = "%s.%s = %r" % (table, column.name, value)
        if value is None or value == "":
            if column.required:
                fail(where + ": a value is needed")
        elif column.kind in ("integer", "real"):
            if isinstance(value, (str, bool)) or not math.isfinite(value):
                fail(where + ": not a number")
            if column.kind == "integer" and value != int(value):
                fail(where + ": not whole")
            low, high = column.limits
            if (low, high) != (0, 0) and not low <= value <= high:
                fail(where + ": outside %g to %g" % (low, high))
        else:
            if not isinstance(value, str):
                fail(where + ": not text")
            if column.kind == "code" and not CODE.match(value):
                fail(where + ": not a code")
            if column.choices and value not in column.choices.split("|"):
                fail(where + ": none of " + column.choices)

    def check_table(self, table):
        keys = [c.name for c in self.tables[table] if c.key]
        seen = set()
        for row in self.rows[table]:
            key = tuple(row.get(k) for k in keys)
            if key in seen:
                fail("%s: %r is there twice" % (table, key))
            seen.add(key)
            for column in self.tables[table]:
                value = row.get(column.name)
                if column.refers and value and value not in self.codes(column.refers):
                    fail("%s.%s: %r is no code of %s" % (table, column.name, value, column.refers))

    def codes(self, table):
        cache = self.__dict__.setdefault("code_cache", {})
        if table not in cache:
            cache[table] = {row["code"] for row in self.rows[table]}
        return cache[table]

    def write_table(self, table, path):
        columns = self.tables[table]
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(",".join(c.name for c in columns) + "\n")
            for row in self.rows[table]:
                cells = []
                for column in columns:
                    value = row.get(column.name)
                    if value is None or value == "":
                        cells.append("")
                    elif column.kind in ("integer", "real"):
                        cells.append(number(value))
                    else:
                        cells.append(quote(value))
                out.write(",".join(cells) + "\n")

    def write(self, path):
        for table in self.rows:
            self.check_table(table)
        os.makedirs(path, exist_ok=True)
        for name in os.listdir(path):
            if name.endswith((".csv", ".geojson")):
                os.remove(os.path.join(path, name))
        for table, rows in self.rows.items():
            if rows:
                self.write_table(table, os.path.join(path, table + ".csv"))
        for table, shapes in self.geometry.items():
            write_geojson(os.path.join(path, table + ".geojson"), shapes)


def write_geojson(path, shapes):
    """shapes: [(code, MultiPolygon coordinates)], one feature a line."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write('{"type":"FeatureCollection","features":[\n')
        lines = []
        for code, polygons in shapes:
            rings = ",".join(
                "[" + ",".join("[" + ",".join("[%s,%s]" % (number(x), number(y)) for x, y in ring) + "]"
                               for ring in polygon) + "]"
                for polygon in polygons)
            lines.append('{"type":"Feature","properties":{"code":%s},"geometry":{"type":"MultiPolygon",'
                         '"coordinates":[%s]}}' % (json.dumps(code), rings))
        out.write(",\n".join(lines) + "\n]}\n")
