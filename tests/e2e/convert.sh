#!/bin/sh
# Project files through the program: read or refused with a sentence, written in the other
# format, read again with the same activities and links.
# usage: convert.sh PROGRAM SOURCE       GROUNDWORK_DATA: the data folder (default SOURCE/../shared/data)
set -eu
program=$(realpath "$1") source=$2
data=${GROUNDWORK_DATA:-$source/../shared/data}/interop
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$source"/tests/golden/cli/mill.xer "$source"/tests/fuzz/corpus/mspdi/small.xml "$work"
cd "$work"
counts() { head -1 | cut -d, -f1-2; }
for file in mill.xer small.xml "$data"/xer/*.xer "$data"/mspdi/*links*2016* "$data"/mspdi/legacy_*; do
    [ -e "$file" ] || continue
    status=0
    "$program" convert "$file" >first 2>error || status=$?
    if [ "$status" != 0 ]; then
        grep -q "^groundwork convert: .*: ." error || { echo "$file: refused without a sentence" >&2; exit 1; }
        continue
    fi
    "$program" convert "$file" same."${file##*.}" --force --quiet >/dev/null
    "$program" convert same."${file##*.}" | counts >second
    counts <first | diff - second || { echo "$file: not the same in its own format" >&2; exit 1; }
    for to in other.xml other.xer other.csv other.ics; do
        "$program" convert "$file" "$to" --force --quiet >/dev/null
    done
    "$program" convert other.xml >/dev/null
    "$program" convert other.xer >/dev/null
    [ "$(head -c 15 other.ics)" = "BEGIN:VCALENDAR" ]
done
