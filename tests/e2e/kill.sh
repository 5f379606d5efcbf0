#!/usr/bin/env bash
# kill -9 of an import at 200 random moments, and of a plan at 100: the file is the old one or the
# new one, never anything between, and what is left beside it harms nobody.
# usage: kill.sh PROGRAM SOURCE [TIMES]
set -euo pipefail
program=$1 source=$2 times=${3:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "kill.sh: $*"; exit 1; }

# strike PID MICROSECONDS: kill it at a random moment before.  What a run takes (whole) follows those that were over
# before: other work on the machine comes and goes.
strike() {
    local wait_us=$(((RANDOM * 32768 + RANDOM) % $2))
    sleep "$(printf '%d.%06d' $((wait_us / 1000000)) $((wait_us % 1000000)))"
    if kill -9 "$1" 2>/dev/null; then
        killed=$((killed + 1))
        whole=$((whole + whole / 16))
    else
        whole=$((whole - whole / 16))
    fi
}

# two programmes of middle size: the old one in the file, the new one in the folder
cp -r "$source/examples/twenty-by-ten" old
rm -f old/*.md
cp -r old new
sed -i '1,$s/,reported,/,estimated,/' new/*.csv
cmp -s old/area.csv new/area.csv && fail "the two programmes are the same"
"$program" import -q old old.gpkg
"$program" import -q new new.gpkg
cmp -s old.gpkg new.gpkg && fail "the two files are the same"

start=$(date +%s%N)
"$program" import -q new timed.gpkg
whole=$((($(date +%s%N) - start) / 1000)) # microseconds
before=0 after=0 none=0 leftover=0 killed=0
for i in $(seq "$times"); do
    if [ $((i % 2)) = 0 ]; then cp old.gpkg p.gpkg; else rm -f p.gpkg; fi
    "$program" import -q --force new p.gpkg 2>/dev/null &
    pid=$!
    strike "$pid" $((2 * whole))
    wait "$pid" 2>/dev/null || true
    [ "$(find . -maxdepth 1 -name 'p.gpkg.*' -o -maxdepth 1 -name 'p.gpkg-*' | wc -l)" = 0 ] || leftover=$((leftover + 1))
    if [ ! -e p.gpkg ]; then
        [ $((i % 2)) = 1 ] || fail "run $i: the old file is gone"
        none=$((none + 1))
    elif cmp -s p.gpkg new.gpkg; then
        after=$((after + 1))
    elif [ $((i % 2)) = 0 ] && cmp -s p.gpkg old.gpkg; then
        before=$((before + 1))
    else
        fail "run $i: the file is neither the old one nor the new one"
    fi
done
# with whatever the last kills left behind, the next import succeeds and cleans up
"$program" import -q --force new p.gpkg
cmp p.gpkg new.gpkg || fail "an import after the kills gives another file"
"$program" validate -q p.gpkg >/dev/null
[ "$(find . -maxdepth 1 -name 'p.gpkg?*' | wc -l)" = 0 ] || fail "something is left behind: $(ls p.gpkg?*)"
[ "$killed" -ge $((times / 4)) ] || fail "only $killed of $times were killed in time"
echo "kill: $times imports, $killed killed: $none without a file, $before before, $after after; $leftover times something was left behind"

# a plan: read back, the file holds what it held without the plan, or with the whole of it
"$program" synth -q base.gpkg --areas 12 --provinces 3 --types 2 --sizes 1 --sites 2 --seed 5
"$program" site -q base.gpkg >/dev/null
"$program" diagnose -q base.gpkg >/dev/null
make_plan() { "$program" plan -q "$1" --effort 0 --threads 1 >/dev/null; }
held() { rm -rf out && "$program" export -q "$1" out && (cd out && cat $(find . -type f | sort)) | sha256sum; }
cp base.gpkg timed.gpkg
start=$(date +%s%N)
make_plan timed.gpkg
whole=$((($(date +%s%N) - start) / 1000))
without=$(held base.gpkg) with=$(held timed.gpkg)
[ "$without" != "$with" ] || fail "a plan changes nothing"
before=0 after=0 killed=0
plans=$((times / 2))
for i in $(seq "$plans"); do
    rm -f q.gpkg q.gpkg-journal
    cp base.gpkg q.gpkg
    "$program" plan -q q.gpkg --effort 0 --threads 1 >/dev/null 2>&1 &
    pid=$!
    strike "$pid" $((whole + whole / 4))
    wait "$pid" 2>/dev/null || true
    case $(held q.gpkg) in
    "$without") before=$((before + 1)) ;;
    "$with") after=$((after + 1)) ;;
    *) fail "plan $i: the file holds neither what it held before nor the plan" ;;
    esac
done
make_plan q.gpkg
[ "$(held q.gpkg)" = "$with" ] || fail "a plan after the kills is another"
[ "$killed" -ge $((plans / 4)) ] || fail "only $killed of $plans plans were killed in time"
echo "kill: $plans plans, $killed killed: $before before, $after after"
