#!/bin/sh
# The frontier between total and the worst-off: its points are plans the planner would make, the
# same on any number of threads, shown by the report, and stale when figures change.
#                                                                     frontier.sh PROGRAM SOURCE
set -eu
groundwork=$1
command -v sqlite3 >/dev/null || { echo "skipped: no sqlite3"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() {
    echo "FAILED: $1"
    cat out
    exit 1
}

"$groundwork" synth a.gpkg --areas 10 --years 4 --decided 2 --seed 5 --quiet
"$groundwork" plan a.gpkg --quiet >out
cp a.gpkg b.gpkg
"$groundwork" frontier a.gpkg --quiet --eta 0,1,3 --gap 0.005 --json --threads 1 >one.json
"$groundwork" frontier b.gpkg --quiet --eta 3,1,0 --gap 0.005 --json --threads 2 >two.json
cmp one.json two.json || { cat one.json two.json >out; fail "threads or order change the answer"; }

# with eta 0 the worth is the total, and the plan of the verb plan is worth the same
sqlite3 a.gpkg "select round(objective, 3), round(total, 3) from frontier where point = 'eta:0'" >out
sqlite3 a.gpkg "update programme set equity_eta = 0"
"$groundwork" plan a.gpkg --quiet --gap 0.005 --name flat >/dev/null
flat=$(sqlite3 a.gpkg "select round(objective, 3) from plan where code = 'flat'")
[ "$(cat out)" = "$flat|$flat" ] || fail "the plan of eta 0 is worth $flat"

# nothing has a larger total than the proven bound of eta 0
sqlite3 b.gpkg "select count(*) from frontier where total > 1.000001 *
                (select bound from frontier where point = 'eta:0')" >out
[ "$(cat out)" = 0 ] || fail "a total above what is proven"

# areas moved: none against the plan that was made with the same weight
"$groundwork" plan b.gpkg --quiet --gap 0.005 --name same >out
eta=$(sqlite3 b.gpkg "select equity_eta from programme")
"$groundwork" frontier b.gpkg --quiet --eta "0,$eta" --gap 0.005 --plan same >out
sqlite3 b.gpkg "select moved, plan from frontier where eta = $eta" >out
[ "$(cat out)" = "0|same" ] || fail "areas moved against the same plan"

# the report shows it, and says when figures have changed since
"$groundwork" report b.gpkg -o r.html --quiet >out
grep -q 'Total and fairness' r.html || fail "no section in the report"
grep -q 'need met, worst-off fifth' r.html || fail "no chart in the report"
grep -q 'groundwork frontier' r.html && fail "called stale or missing"
sqlite3 b.gpkg "update resource_limit set quantity = quantity * 1.1"
"$groundwork" report b.gpkg -o r.html --quiet >out
grep -q 'run again: .*groundwork frontier' r.html || fail "not called stale"

# what cannot be
code=0; "$groundwork" frontier b.gpkg --plan nobody >out 2>&1 || code=$?
[ $code = 4 ] || fail "no such plan: exit code $code"
code=0; "$groundwork" frontier b.gpkg --eta 1,x >out 2>&1 || code=$?
[ $code = 2 ] || fail "no exponent: exit code $code"
# without time there is a poor plan, or none
code=0; "$groundwork" frontier b.gpkg --time-limit 0 --quiet >out 2>&1 || code=$?
[ $code = 0 ] || [ $code = 7 ] || fail "no time: exit code $code"
sqlite3 b.gpkg "update resource_limit set quantity = 0"
code=0; "$groundwork" frontier b.gpkg --quiet >out 2>&1 || code=$?
[ $code = 6 ] || fail "no plan at all: exit code $code"
grep -q '^No plan keeps every limit and clause, whatever the weights: ' out || fail "no reason given"
echo "frontier: ok"
