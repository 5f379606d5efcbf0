#!/bin/sh
# The schedule of a programme as a project file: dates worked out anew from the file alone, links, calendars
# and constraints, are those of the schedule, activity by activity, in both formats and after both.
# usage: convert_programme.sh PROGRAM SOURCE
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# code,start,finish of every activity: by the schedule; by a table the program writes of dates computed
stored() {
    sqlite3 -csv "$1" "SELECT area || '/' || facility_size || '/' || phase, start,
        CASE WHEN finish > start THEN date(finish, '-1 day') ELSE 'milestone' END
        FROM schedule_activity" | sort
}
computed() {
    sqlite3 -csv :memory: -cmd ".import --csv '$1' t" "SELECT code, date(start),
        CASE WHEN duration_h = '0' THEN 'milestone' ELSE date(finish) END
        FROM t WHERE kind NOT IN ('summary', 'project') AND code NOT LIKE '%/ready'" | sort
}
same() { # NAME PROGRAMME TABLE; a milestone in the evening is one on the next working morning
    stored "$2" >want
    computed "$3" >have
    grep -v milestone want >want.tasks
    grep -v milestone have >have.tasks
    diff want.tasks have.tasks >differences || {
        echo "$1: dates differ" >&2
        head -5 differences >&2
        exit 1
    }
    [ "$(wc -l <want)" = "$(wc -l <have)" ] || { echo "$1: activities are missing" >&2; exit 1; }
}

for seed in 1 2 3; do
    phases=$((4 + 5 * seed))
    "$program" synth -q "$seed.gpkg" --areas 8 --provinces 2 --years 4 --types 3 --seed $seed --phases $phases
    "$program" plan -q "$seed.gpkg" --effort 0.1 >/dev/null
    "$program" schedule -q "$seed.gpkg" --effort 0.1 >/dev/null
    for to in xml xer; do
        "$program" convert "$seed.gpkg" "$seed.$to" --quiet >told
        grep -q "calendars" told
        "$program" convert "$seed.$to" "$to.csv" --compute --force --quiet >/dev/null
        same "seed $seed, $to" "$seed.gpkg" "$to.csv"
    done
    "$program" convert "$seed.xml" both.xer --force --quiet >/dev/null
    "$program" convert both.xer both.csv --compute --force --quiet >/dev/null
    same "seed $seed, xml and xer" "$seed.gpkg" both.csv
    "$program" convert "$seed.gpkg" "$seed.ics" --quiet >/dev/null
    plants=$(sqlite3 "$seed.gpkg" "SELECT count(DISTINCT area || facility_size) FROM schedule_activity")
    visits=$(sqlite3 "$seed.gpkg" "SELECT count(*) FROM schedule_activity
        WHERE phase LIKE '%.inspection' OR start = finish")
    # each plant: ready and due; each inspection and hand-over
    [ "$(grep -c '^BEGIN:VEVENT' "$seed.ics")" = $((2 * plants + visits)) ] || { echo "events are missing" >&2; exit 1; }
    [ "$(grep '^UID:' "$seed.ics" | sort -u | wc -l)" = $((2 * plants + visits)) ] || { echo "names are not unique" >&2; exit 1; }
    grep -q '^CONTACT:inspection team' "$seed.ics"
done

# Work done as planned until a day in the middle: actual dates, what remains, the same dates in both formats
# and nothing missed; a phase that ended late is missed.
now=$(sqlite3 2.gpkg "SELECT date(min(start), '+500 days') FROM schedule_activity")
sqlite3 2.gpkg "UPDATE schedule SET status_date = '$now';
    INSERT INTO progress (area, facility_size, phase, actual_start, actual_finish, evidence, source)
    SELECT area, facility_size, phase, start, CASE WHEN finish <= '$now' THEN finish END, 'measured', 'test'
    FROM schedule_activity WHERE start < '$now'"
for to in xml xer; do
    "$program" convert 2.gpkg "done.$to" --force --quiet >/dev/null
    "$program" convert "done.$to" "$to.csv" --compute --force --quiet >/dev/null
    same "progress, $to" 2.gpkg "$to.csv"
    "$program" audit "done.$to" --json | tr '{' '\n' >audit
    for check in missed bei dates; do
        grep "\"check\":\"$check\"" audit | grep -q '"verdict":"met"' || {
            echo "progress, $to: $check" >&2
            grep "\"check\":\"$check\"" audit >&2
            exit 1
        }
    done
done
begun=$(sqlite3 2.gpkg "SELECT count(*) FROM progress WHERE actual_finish IS NULL")
[ "$begun" -gt 0 ] && [ "$(grep -c '<Stop>\|TK_Active' done.xer)" -ge "$begun" ]
# P6 and MS Project measure by the schedule, so this one is late by a month
sqlite3 2.gpkg "UPDATE progress SET actual_finish = date(actual_finish, '+30 days')
    WHERE rowid = (SELECT min(rowid) FROM progress WHERE actual_finish > actual_start
                   AND facility_size || phase NOT LIKE '%inspection')"
"$program" convert 2.gpkg late.xml --force --quiet >/dev/null
"$program" audit late.xml --json | tr '{' '\n' | grep '"check":"missed"' | grep -q '"count":1,'

# Work done late and out of order, and the rest planned again: for MS Project the dates are the same; P6
# counts lags from the start of running work from the status date on, so there only most are.
now=$(sqlite3 3.gpkg "SELECT date(min(start), '+500 days') FROM schedule_activity")
sqlite3 3.gpkg "INSERT INTO progress (area, facility_size, phase, actual_start, actual_finish, evidence, source)
    SELECT area, facility_size, phase, date(start, '+9 days'),
    CASE WHEN date(finish, '+20 days') <= '$now' THEN date(finish, '+20 days') END, 'measured', 'test'
    FROM schedule_activity WHERE date(start, '+9 days') < '$now'"
"$program" reschedule -q 3.gpkg --date "$now" --effort 0 >/dev/null
for to in xml xer; do
    "$program" convert 3.gpkg "again.$to" --force --quiet >/dev/null
    "$program" convert "again.$to" "$to.csv" --compute --force --quiet >/dev/null
done
same "planned again, xml" 3.gpkg xml.csv
stored 3.gpkg | grep -v milestone >want
computed xer.csv | grep -v milestone >have
differ=$(diff want have | grep -c '^<') || true
[ $((10 * differ)) -lt "$(wc -l <want)" ] || { echo "planned again, xer: $differ dates differ" >&2; exit 1; }

# Identity outlives another schedule of the same plan.
grep '^UID:' 1.ics | sort >before
"$program" schedule -q 1.gpkg --effort 0.3 --seed 9 >/dev/null
"$program" convert 1.gpkg 1.ics --force --quiet >/dev/null
grep '^UID:' 1.ics | sort | diff before - >/dev/null || { echo "names of events have changed" >&2; exit 1; }

# Work is that of the phases, materials those of the tables.
[ "$(grep -c '<Assignment>' 1.xml)" -gt "$(sqlite3 1.gpkg 'SELECT count(*) FROM schedule_activity')" ]

# What cannot be is refused with a sentence.
"$program" synth -q none.gpkg --areas 4 >/dev/null
if "$program" convert none.gpkg x.xml 2>error; then exit 1; fi
grep -q "has no schedule yet; 'groundwork schedule none.gpkg' makes one" error
if "$program" convert 1.gpkg x.gpkg 2>error; then exit 1; fi
grep -q "the ending tells the format" error
if "$program" convert 1.xml x.xer --plan plan 2>error; then exit 1; fi
grep -q "goes with a programme" error
if "$program" convert 1.gpkg x.xer --plan other 2>error; then exit 1; fi
grep -q "has no schedule of plan 'other'" error
[ ! -e x.xer ] && [ ! -e x.xml ]

# A device or a pipe is no place for a file, whoever one is: it would be gone.
mkfifo pipe.csv pipe.html
for command in "convert 1.gpkg pipe.csv --force" "export 1.gpkg pipe.csv --table area --force" "report 1.gpkg -o pipe.html"; do
    # shellcheck disable=SC2086
    if "$program" $command >out 2>error; then echo "$command: wrote" >&2; exit 1; fi
    grep -q "'pipe.*is a device or a pipe" error || { cat error >&2; exit 1; }
done
[ -p pipe.csv ] && [ -p pipe.html ]
