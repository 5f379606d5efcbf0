#!/bin/sh
# Twenty programmes through the whole program on 1, 2 and 4 threads: the files, the exported
# folders and every answer are the same, byte for byte.                    threads.sh PROGRAM SOURCE
set -eu
groundwork=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() {
    echo "FAILED: $1"
    exit 1
}

# Stated in no synthetic programme: goods are traded, and what the decree wishes at a price.
add_trade() {
    "$groundwork" export -q start.gpkg traded
    sed -i 's/,,,assumed/,3,0.05,assumed/' traded/good.csv
    sed -i 's/,geometric,,/,geometric,30,/' traded/programme.csv
    "$groundwork" import -q --force traded start.gpkg
    rm -rf traded
}

add_wishes() {
    echo 'wish-1: "Four visits a year would be best." in every year at least 4 visits missed at 40 each assumed: "made up"' |
        "$groundwork" clause add start.gpkg - -q
    echo 'wish-2: "The first county is served at once." in [P01-001] every area has its visit in 2026, missed at 3000 each assumed: "made up"' |
        "$groundwork" clause add start.gpkg - -q
}

# run THREADS PLAN_OPTIONS: everything that one programme goes through, answers in THREADS/said.
run() {
    mkdir "$1"
    cp start.gpkg "$1/p.gpkg"
    (
        cd "$1"
        shift
        "$groundwork" site p.gpkg -q --threads "$threads" >said
        "$groundwork" plan p.gpkg -q --effort 0.02 --threads "$threads" --json >>said
        "$groundwork" plan p.gpkg -q --effort 0 --gap 0.05 --name other --threads "$threads" "$@" >>said
        "$groundwork" why p.gpkg P01-001 --threads "$threads" >>said
        "$groundwork" compare p.gpkg:plan p.gpkg:other --threads "$threads" >>said
        "$groundwork" export -q p.gpkg once
    )
}

# try NAME CHANGES PLAN_OPTIONS SYNTH_OPTIONS...
try() {
    name=$1 changes=$2 plan=$3
    shift 3
    echo "$name"
    "$groundwork" synth start.gpkg -q --force "$@"
    for change in $changes; do "add_$change"; done
    for threads in 1 2 4; do
        # shellcheck disable=SC2086 # options, one word each
        run "$threads" $plan
    done
    for threads in 2 4; do
        cmp 1/said "$threads/said" || fail "$name: answers differ on 1 and $threads threads"
        diff -r 1/once "$threads/once" || fail "$name: folders differ on 1 and $threads threads"
        cmp 1/p.gpkg "$threads/p.gpkg" || fail "$name: files differ on 1 and $threads threads"
    done
    count=$((count + 1))
    visits=$((visits + $(wc -l <1/once/results/plan_visit.csv) - 1))
    [ ! -e 1/once/results/plan_flow.csv ] || flows=$((flows + 1))
    rm -rf 1 2 4
}

count=0 visits=0 flows=0
seed=101
while [ $seed -le 106 ]; do
    try "country, seed $seed" "" "" --areas $((6 + 2 * (seed - 101))) --years 5 --types 4 --sizes 2 --seed $seed
    seed=$((seed + 1))
done
while [ $seed -le 110 ]; do
    try "packages, seed $seed" "" "" --family packages --years 6 --areas $((8 + 2 * (seed - 107))) --seed $seed
    seed=$((seed + 1))
done
try "no decree" "" "" --areas 40 --years 3 --types 2 --sites 2 --decree none --seed 111
try "tight" "" "" --areas 16 --years 4 --tightness 0.2 --seed 112
try "two stages" "" "" --areas 8 --stages 2 --years 4 --seed 113
try "three stages, decided" "" "" --areas 5 --stages 3 --years 4 --decided 3 --seed 114
try "trade" trade "" --areas 10 --years 4 --decree cohort --seed 115
try "trade, two stages" trade "" --areas 8 --stages 2 --years 4 --seed 116
try "wishes" wishes "" --areas 10 --years 4 --seed 117
try "wishes and trade" "wishes trade" "" --areas 10 --years 4 --seed 118
try "max-min" "" "--max-min" --areas 8 --years 4 --seed 119
try "max-min with wishes, railways" wishes "--max-min" --areas 8 --years 4 --stations --seed 120

[ $count = 20 ] || fail "$count programmes"
[ $visits -gt 200 ] || fail "$visits visits planned in all"
[ $flows -ge 2 ] || fail "nothing is traded"
echo "threads: ok, $count programmes, $visits visits"
