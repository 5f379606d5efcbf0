#!/usr/bin/env bash
# Both example programmes from folder to plan: they import without an error, export to the same bytes,
# are made anew by their scripts to the same bytes (where the data folder is there), and get a plan
# within 1 % of the bound that the independent check finds sound.
# usage: examples.sh PROGRAM SOURCE       GROUNDWORK_DATA: the data folder (default SOURCE/../shared/data)
set -euo pipefail
program=$(realpath "$1") source=$(realpath "$2")
data=${GROUNDWORK_DATA:-$source/../shared/data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failures=0

fail() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}

same_folder() { # FOLDER OTHER WHAT
    diff -r -q -x '*.md' "$1" "$2" || fail "$3"
}

# Errors stop the script; warnings are allowed.
run_example() { # NAME FLOOR: at least so many visits are planned
    local name=$1 floor=$2 visits unproven
    echo "== $name"
    "$program" import "$source/examples/$name" "$name.gpkg" --quiet
    "$program" validate "$name.gpkg" --quiet >validate.txt || fail "$name: validate finds errors"
    "$program" export "$name.gpkg" "out-$name" --quiet
    same_folder "$source/examples/$name" "out-$name" "$name: export is not what was imported"
    "$program" diagnose "$name.gpkg" --quiet >/dev/null
    "$program" site "$name.gpkg" --quiet >/dev/null
    "$program" plan "$name.gpkg" --quiet >plan.txt
    "$program" check "$name.gpkg" || fail "$name: the plan is not sound"
    if [ -e "$source/examples/$name/phase.csv" ]; then
        "$program" schedule "$name.gpkg" --quiet --effort 0 >schedule.txt || fail "$name: no schedule"
    fi
    "$program" export "$name.gpkg" "results-$name" --quiet
    visits=$(tail -n +2 "results-$name/results/plan_visit.csv" | wc -l)
    [ "$visits" -ge "$floor" ] || fail "$name: $visits visits, at least $floor expected"
    unproven=$(python3 -c 'import csv, sys
row = next(csv.DictReader(open(sys.argv[1])))
print(row["outcome"] if row["outcome"] not in ("optimal", "feasible") or float(row["gap"]) > 0.01 else "")' "results-$name/results/plan.csv")
    [ -z "$unproven" ] || fail "$name: plan is $unproven, not within 1 % of its bound"
}

remake() { # SCRIPT NAME
    "$source/tools/examples/$1" "$data" "made-$2"
    same_folder "$source/examples/$2" "made-$2" "$2: its script makes other tables"
}

# What must be true of the real programme, whatever the assumptions.
check_facts() {
    python3 - "$source/examples/twenty-by-ten" results-twenty-by-ten/results <<'END' || fail "twenty-by-ten: facts"
import csv, sys
folder, results = sys.argv[1:]
rows = lambda path: list(csv.DictReader(open(path, encoding="utf-8")))
areas = rows(folder + "/area.csv")
people = sum(int(r["population"] or 0) for r in areas)
assert people == 23349859, people
assert len([r for r in areas if r["visitable"] == "yes"]) == 180
decided = rows(folder + "/decided.csv")
visits = {(r["area"], r["year"], r["facility_size"].split("-")[0] in ("food", "garment", "daily"),
           r["facility_size"].startswith("paper")) for r in decided}
assert len([v for v in visits if v[1] == "2024"]) == 20
assert len([v for v in visits if v[1] == "2025" and v[2]]) == 18
unsan = {r["code"]: r["name_native"] for r in areas if r["code"].startswith("KP-UNSAN")}
assert unsan == {"KP-UNSAN-NP": "운산군", "KP-UNSAN-SP": "은산군"}, unsan
assert ("KP-UNSAN-SP", "2025", False, True) in visits
planned = rows(results + "/plan_visit.csv")
first = {}
for r in planned:
    if r["stage"] == "1":
        first.setdefault(r["area"], []).append(int(r["year"]))
assert len(first) == 180 and all(len(years) == 1 for years in first.values())
for year in range(2026, 2034):
    assert sum(years == [year] for years in first.values()) <= 20, year
work = rows(results + "/schedule_activity.csv")
assert len(work) >= 20000 and {r["phase"] for r in work} >= {"frame", "frame.inspection", "trial"}
built = [r for r in work if r["phase"] == "hand-over" and r["finish"] < "2025-03-01"]
assert len(built) >= 30, len(built)  # of the 60 plants of 2024
for r in rows(folder + "/clause.csv"):
    if r["code"].startswith("10.1."):
        assert first[r["area"]] == [2026], r["area"]
END
}

run_example twenty-by-ten 200
check_facts
run_example rwanda 150
if [ -d "$data/dprk" ] && [ -d "$data/rwanda" ]; then
    remake make_twenty_by_ten.py twenty-by-ten
    remake make_rwanda.py rwanda
else
    echo "the data folder is not there: the scripts that make the examples are not tested"
fi
[ "$failures" = 0 ] && echo "both examples are whole"
exit $((failures > 0))
