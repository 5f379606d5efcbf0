#!/bin/sh
# Project files levelled: refused with a sentence, or written; what is written has the dates that its
# delays give, and levelled once more it has the same finish or an earlier one and no more overloads.
# usage: level.sh PROGRAM SOURCE       GROUNDWORK_DATA: the data folder (default SOURCE/../shared/data)
set -eu
program=$(realpath "$1") source=$2
data=${GROUNDWORK_DATA:-$source/../shared/data}/interop
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$source"/tests/golden/cli/mill.xer "$source"/tests/golden/cli/workshop.xml "$work"
cd "$work"
number() { sed "s/.*\"$1\":\([0-9]*\).*/\1/"; }
overloads() { sed 's/.*"overloads":\[\(.*\)\],"missed".*/\1/' | tr '{' '\n' | grep -c '"resource"' || true; }
for file in mill.xer workshop.xml "$data"/xer/*.xer "$data"/mspdi/*links*2016* "$data"/mspdi/assign*2019* \
    "$data"/mspdi/legacy_*; do
    [ -e "$file" ] || continue
    status=0
    "$program" level "$file" out.xml --effort 0.1 --json --force --quiet >first 2>error || status=$?
    case $status in
    0 | 6) ;;
    *)
        grep -q "^groundwork level: .*: ." error || { echo "$file: refused without a sentence" >&2; exit 1; }
        continue
        ;;
    esac
    [ "$status" = 0 ] && left=0 || left=1
    count=$(overloads <first)
    [ "$left" = "$([ "$count" = 0 ] && echo 0 || echo 1)" ] ||
        { echo "$file: exit $status with $count overloads" >&2; exit 1; }
    # P6 counts progress in another way, which MS Project's format cannot say
    if [ "${file##*.}" = xml ] && [ "$(number late <first)" = 0 ]; then
        equal=$("$program" convert out.xml --check | sed -n 's/.*early dates \([0-9]*\)/\1/p')
        compared=$("$program" convert out.xml --check | sed -n 's/.*: [0-9]* of \([0-9]*\) activities.*/\1/p')
        [ "$equal" = "$compared" ] || { echo "$file: $equal of $compared dates are what the delays give" >&2; exit 1; }
    fi
    "$program" level out.xml --effort 0.1 --json --quiet >second || [ $? = 6 ]
    [ "$(overloads <second)" -le "$count" ] || { echo "$file: more overloads the second time" >&2; exit 1; }
done
"$program" level workshop.xml held.xer --hold --quiet >/dev/null
"$program" convert held.xer --check | grep -q "early dates 8$" || { echo "held.xer: dates are not held" >&2; exit 1; }
