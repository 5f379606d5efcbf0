#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Diagnose the programmes in examples/ and work every figure out again from their CSV files.

    diagnose_examples.py GROUNDWORK SOURCE

What the engine's reference cannot see is tested here: which areas, which values, weights,
directions and provinces reach it, and what reaches the tables.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

import diagnose_reference as reference
from diagnose_reference import NAN, a_amean, a_gmean, is_nan, same

METHODS = {"": 0, "minmax": 0, "zscore": 1, "rank": 2}
POLICIES = {"": 0, "refuse": 0, "omit": 1, "mean": 2, "province_mean": 3}


def rows(folder, table):
    path = os.path.join(folder, table + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text, otherwise=NAN):
    return float(text) if text else otherwise


class Programme:
    """What diagnose reads, straight from the CSV files."""

    def __init__(self, folder):
        self.head = rows(folder, "programme")[0]
        everyone = rows(folder, "area")
        parent = {a["code"]: a["parent"] for a in everyone}
        has_parts = {p for p in parent.values() if p}
        self.areas = [a for a in everyone
                      if (a.get("visitable") or ("no" if a["code"] in has_parts else "yes")) == "yes"
                      and number(a["population"], 0) > 0]
        self.people = [float(a["population"]) for a in self.areas]
        self.province = [self.province_of(a["code"], parent) for a in self.areas]
        self.goods = rows(folder, "good")
        need = {(n["area"], n["good"]): float(n["need_per_head"]) for n in rows(folder, "need")}
        supply = {}
        for s in rows(folder, "supply"):
            key = (s["area"], s["good"])
            supply[key] = supply.get(key, 0) + float(s["quantity"])
        self.share = {}
        for g in self.goods:
            per_head = float(g["need_per_head"])
            self.share[g["code"]] = [
                min(1, supply.get((a["code"], g["code"]), 0) /
                    (float(a["population"]) * need.get((a["code"], g["code"]), per_head)))
                for a in self.areas]
        self.indicators = [self.indicator(i, folder) for i in rows(folder, "indicator")]

    @staticmethod
    def province_of(code, parent):
        chain = [code]
        while parent[chain[-1]]:
            chain.append(parent[chain[-1]])
        return chain[-2] if len(chain) > 1 else chain[-1]

    def indicator(self, row, folder):
        value, year = {}, {}
        for v in rows(folder, "indicator_value"):
            if v["indicator"] == row["code"] and number(v.get("year"), 0) >= year.get(v["area"], 0):
                value[v["area"]], year[v["area"]] = float(v["value"]), number(v.get("year"), 0)
        x = self.share[row["good"]] if row["good"] else [value.get(a["code"], NAN)
                                                         for a in self.areas]
        rule = (METHODS[row["normalisation"]], int(row["more_is"] == "worse"),
                number(row["goal_low"]), number(row["goal_high"]))
        x = reference.impute(x, POLICIES[row["missing"]], self.province)
        return {"code": row["code"], "weight": number(row["weight"], 1.0), "raw": x,
                "score": reference.score({"rule": rule}, x)}


def check_index(p, out):
    used = [i for i in p.indicators if i["weight"] > 0]
    mean = a_gmean if p.head["aggregation"] == "geometric" else a_amean
    index = [mean([i["score"][k] for i in used], [i["weight"] for i in used])
             for k in range(len(p.areas))]
    by_area = {r["area"]: r for r in out["area_index"]}
    ours = [by_area[a["code"]] for a in p.areas]
    same("index", [r["value"] for r in ours], index)
    same("rank", [r["rank"] for r in ours],
         [1 + sum(v["value"] < r["value"] for v in ours) for r in ours])
    weights = [number(g["weight"], 1.0) for g in p.goods]
    same("supply_share", [r["supply_share"] for r in ours],
         [a_amean([p.share[g["code"]][k] for g in p.goods], weights)
          for k in range(len(p.areas))])
    cells = {(c["area"], c["indicator"]): c for c in out["area_indicator"]}
    for i in p.indicators:
        for key in ("raw", "score"):
            column = "value" if key == "raw" else "normalised"
            same(i["code"], [number_of(cells[a["code"], i["code"]][column]) for a in p.areas],
                 i[key])
    return index


def number_of(value):
    return NAN if value is None else value


def check_inequality(p, out, variable, x):
    found = {r["measure"]: [number_of(r[c]) for c in ("total", "between", "within", "residual")]
             for r in out["inequality"] if r["variable"] == variable and r["moment"] == "before"}
    for measure, formula in (("gini", reference.gini_pairs), ("theil_t", reference.theil_t),
                             ("theil_l", reference.theil_l)):
        same(f"{variable} {measure}", found[measure], formula(x, p.people, p.province))


def check(program, folder):
    p = Programme(folder)
    with tempfile.TemporaryDirectory() as here:
        file = os.path.join(here, "x.gpkg")
        subprocess.run([program, "import", folder, file, "-q"], check=True, capture_output=True)
        run = subprocess.run([program, "diagnose", file, "--json", "-q", "--trials", "100"],
                             check=True, capture_output=True, text=True)
    out = json.loads(run.stdout)
    assert out["area_count"] == len(p.areas)
    index = check_index(p, out)
    check_inequality(p, out, "index", index)
    for code, share in p.share.items():
        check_inequality(p, out, "supply:" + code, share)
    assert not any(is_nan(v) for v in index)
    print(f"{os.path.basename(folder)}: {len(p.areas)} areas, {len(p.indicators)} indicators, "
          f"{len(set(p.province))} provinces")


def main():
    program, source = sys.argv[1:3]
    for name in ("twenty-by-ten", "rwanda"):
        try:
            check(program, os.path.join(source, "examples", name))
        except AssertionError as problem:
            print(f"{name}: {problem}")
            return 1
        except subprocess.CalledProcessError as problem:
            print(f"{name}: {problem.stderr}")
            return 1
    print(f"{reference.checked} numbers equal to {reference.TOLERANCE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
