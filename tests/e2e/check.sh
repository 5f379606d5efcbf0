#!/bin/sh
# A plan is checked sound; then one thing at a time is changed behind the program's back, and
# `groundwork check` must name it.     check.sh PROGRAM SOURCE
set -eu
groundwork=$1
command -v sqlite3 >/dev/null || { echo "skipped: no sqlite3"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

"$groundwork" synth base.gpkg --areas 12 --years 4 --decided 2 --seed 3 --quiet
"$groundwork" diagnose base.gpkg --quiet >out
"$groundwork" site base.gpkg >out
"$groundwork" plan base.gpkg --quiet >out

fail() {
    echo "FAILED: $1"
    cat out
    exit 1
}

"$groundwork" check base.gpkg >out || fail "a fresh plan is refused"
grep -q '^sound:' out || fail "a fresh plan is not called sound"
"$groundwork" check base.gpkg --json >out || fail "a fresh plan is refused as JSON"
grep -q '"sound":true,"input_changed":false' out || fail "JSON does not say sound"

"$groundwork" check -q base.gpkg >quiet && [ ! -s quiet ] || fail "-q says something of a sound plan"

# tamper WHAT EXPECTED SQL: exit code 3, and a line that starts with the rule or row
tamper() {
    cp base.gpkg t.gpkg
    sqlite3 t.gpkg "$3"
    code=0
    "$groundwork" check t.gpkg >out || code=$?
    [ $code = 3 ] || fail "$1: exit code $code"
    grep -q "^$2" out || fail "$1: no line starts with '$2'"
    grep -q '^NOT SOUND' out || fail "$1: called sound"
}

planned="(select area from plan_visit where decided = 'no' limit 1)"
tamper "worth" objective "update plan set objective = objective * 1.01"
tamper "bound" bound "update plan set bound = objective * 0.9"
tamper "gap" "plan row 1: gap" "update plan set gap = gap + 0.5"
tamper "benefit" "plan_visit row 1: benefit" \
    "update plan_visit set benefit = benefit + 1 where fid = (select min(fid) from plan_visit)"
tamper "use" "plan_use row 1: used" \
    "update plan_use set used = used + 1 where fid = (select min(fid) from plan_use)"
tamper "a use left out" "plan_use: the programme has" \
    "delete from plan_use where fid = (select min(fid) from plan_use)"
tamper "people supplied" "plan_gain row 1: people_after" \
    "update plan_gain set people_after = people_after + 10 where fid = (select min(fid) from plan_gain)"
tamper "share supplied" "plan_area_gain row 1: share_after" \
    "update plan_area_gain set share_after = 0 where fid = (select min(fid) from plan_area_gain)"
tamper "inequality" "inequality row [0-9]*: total: the file has" \
    "update inequality set total = total * 1.01, \"between\" = \"between\" * 1.01, within = within * 1.01,
     residual = residual * 1.01 where fid = (select min(fid) from inequality where moment like 'without:%')"
tamper "parts of inequality" "inequality row [0-9]*: total: .*its parts add up to" \
    "update inequality set within = within + 0.1
     where fid = (select max(fid) from inequality where moment like 'after:%')"
tamper "a year of inequality left out" "inequality: [0-9]* rows tell" \
    "delete from inequality where fid = (select min(fid) from inequality where moment like 'year:%')"
tamper "kept clause" "plan_clause row 1: kept" \
    "update plan_clause set kept = 'no' where fid = (select min(fid) from plan_clause)"
tamper "operating year" "plan_facility row 1: operating_year" \
    "update plan_facility set operating_year = operating_year + 1
     where fid = (select min(fid) from plan_facility)"
tamper "an area left out" visit_within \
    "delete from plan_facility where area = $planned; delete from plan_visit where area = $planned"
tamper "no site" site_given \
    "update plan_facility set site = null where fid =
     (select max(fid) from plan_facility where area = $planned)"
tamper "a foreign site" site_area \
    "update plan_facility set site = (select code from site where area != $planned limit 1)
     where fid = (select max(fid) from plan_facility where area = $planned)"
tamper "a decided visit moved" decided \
    "update plan_visit set year = year + 1 where decided = 'yes'"
tamper "a limit lowered" limit "update resource_limit set quantity = 1 where resource = 'money'"
grep -q '^figures have changed since the plan was made' out || fail "changed input unnoticed"
code=0
"$groundwork" check -q t.gpkg >quiet || code=$?
[ $code = 3 ] && sed '/^plan /,$d' out | cmp - quiet || fail "-q: not what is wrong alone"
tamper "a clause added" no_visit \
    "insert into clause (code, kind, area, text, evidence, source)
     values ('x', 'no_visit', $planned, 'not there', 'assumed', 'test')"

cp base.gpkg t.gpkg
sqlite3 t.gpkg "update plan_facility set facility_size = 'x' where fid =
    (select min(fid) from plan_facility)"
code=0
"$groundwork" check t.gpkg >out 2>&1 || code=$?
[ $code = 3 ] || fail "an unknown plant: exit code $code"
grep -q "plan_facility row 1: facility_size: 'x'" out || fail "an unknown plant is not named"

code=0
"$groundwork" check base.gpkg --plan other >out 2>&1 || code=$?
[ $code = 4 ] || fail "an unknown plan: exit code $code"
"$groundwork" synth none.gpkg --areas 2 --quiet
code=0
"$groundwork" check none.gpkg >out 2>&1 || code=$?
[ $code = 4 ] || fail "no plan: exit code $code"
echo "check: ok"
