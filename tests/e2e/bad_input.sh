#!/usr/bin/env bash
# Every kind of bad input: one sentence that names file, line or row, column, value and what to
# do; an exit code that is not 0; and nothing written or changed.
# usage: bad_input.sh PROGRAM SOURCE
set -uo pipefail
program=$1
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0 cases=0

base() { # a small sound programme
    rm -rf in && mkdir in
    cat >in/programme.csv <<'END'
code,title,first_year,year_count,discount,evidence,source
P,Test,2024,3,0.05,assumed,test
END
    cat >in/area.csv <<'END'
code,parent,kind,name,population,visitable,evidence,source
K,,country,Land,,no,assumed,test
A,K,county,Usi,1000,,measured,test
B,K,county,Anju,2000,,measured,test
END
    cat >in/area.geojson <<'END'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[125,39],[126,39],[126,40],[125,40],[125,39]]]}},
{"type":"Feature","properties":{"code":"B"},"geometry":{"type":"Polygon","coordinates":[[[126,39],[127,39],[127,40],[126,40],[126,39]]]}}
]}
END
    cat >in/good.csv <<'END'
code,name,unit,need_per_head,evidence,source
food,Foodstuffs,kg,120,estimated,test
END
    cat >in/supply.csv <<'END'
area,good,origin,quantity,evidence,source
A,food,local,50000,reported,test
B,food,imported,80000,reported,test
END
    cat >in/facility_type.csv <<'END'
code,name,stage,evidence,source
mill,Food factory,1,assumed,test
END
    cat >in/facility_size.csv <<'END'
code,facility_type,name,build_years,power_kw,evidence,source
mill-s,mill,small,1,300,assumed,test
END
    cat >in/output.csv <<'END'
facility_size,good,quantity,evidence,source
mill-s,food,60000,assumed,test
END
    cat >in/settlement.csv <<'END'
code,area,name,lon,lat,population,evidence,source
T,A,Usi town,125.5,39.5,1000,measured,test
U,B,Anju town,126.5,39.5,2000,measured,test
END
    cat >in/site.csv <<'END'
code,area,lon,lat,land_m2,evidence,source
S,A,125.4,39.4,20000,estimated,test
END
    cat >in/clause.csv <<'END'
code,kind,at_most,text,evidence,source
1,visits_per_year,1,One county a year.,assumed,test
END
}

# refuse NAME EXIT WORD... -- COMMAND...: the command fails with the exit code, its message has
# every word, and the folder holds the same bytes before and after.
refuse() {
    local name=$1 code=$2 words=() before after got said
    shift 2
    while [ "$1" != -- ]; do words+=("$1"); shift; done
    shift
    cases=$((cases + 1))
    before=$(state)
    said=$("$@" 2>&1 >/dev/null)
    got=$?
    after=$(state)
    if [ "$got" != "$code" ]; then
        echo "$name: exit code $got, not $code: $said"; failures=$((failures + 1)); return
    fi
    for word in "${words[@]}"; do
        case $said in
        *"$word"*) ;;
        *) echo "$name: '$word' is missing in: $said"; failures=$((failures + 1)); return ;;
        esac
    done
    if [ "$before" != "$after" ]; then
        echo "$name: something was written"; diff <(echo "$before") <(echo "$after"); failures=$((failures + 1))
    fi
}
state() { find . -type f ! -name 'huge*' -exec cksum {} + 2>/dev/null | sort -k3; }
import() { "$program" import in out.gpkg; }
# bad NAME FILE SED-EXPRESSION WORD...: change one line of the sound programme, then import it.
bad() {
    local name=$1 file=$2 change=$3
    shift 3
    base
    cp "in/$file" before
    sed -i "$change" "in/$file"
    if cmp -s before "in/$file"; then echo "$name: the test changes nothing"; failures=$((failures + 1)); fi
    rm before
    refuse "$name" 3 "$@" -- import
}

base
"$program" import -q in sound.gpkg || { echo "the sound programme is refused"; exit 1; }

# values
bad 'wrong reference'      area.csv     's/^A,K/A,Q/'          area.csv:3 parent "'Q'" 'add it there or correct it'
bad 'misspelt reference'   output.csv   's/food/foot/'         output.csv:2 good "'foot'" "did you mean 'food'"
bad 'not a code'           area.csv     's/^A,/A b,/'          area.csv:3 code "'A b'" 'letters A-Z'
bad 'duplicate'            area.csv     's/^B,/A,/'            area.csv:4 "'A'" 'there twice' 'line 3'
bad 'cycle of areas'       area.csv     's/^K,,/K,A,/'         area.csv:2 parent "'K'" 'own ancestor' 'correct one'
bad 'negative need'        good.csv     's/,120,/,-120,/'      good.csv:2 need_per_head -120
bad 'negative people'      settlement.csv 's/,1000,/,-1,/'     settlement.csv:2 population -1 'negative'
bad 'unit clash'           facility_size.csv 's/,300,/,0.3 MW,/' facility_size.csv:2 power_kw "'0.3 MW'" 'kW' 'convert'
bad 'unit in the number'   facility_size.csv 's/,300,/,300 kW,/' facility_size.csv:2 power_kw 'write 300 alone'
bad 'decimal comma'        good.csv     's/,120,/,"120,5",/'   good.csv:2 need_per_head 'decimal comma' 'write 120.5'
bad 'grouped digits'       supply.csv   's/,50000,/,50 000,/'  supply.csv:2 quantity 'write 50000'
bad 'percentage'           programme.csv 's/,0.05,/,5%,/'      programme.csv:2 discount 'write the share: 0.05'
bad 'share above one'      programme.csv 's/,0.05,/,5,/'       programme.csv:2 discount 'outside 0 to 1'
bad 'year out of range'    programme.csv 's/,2024,/,20240,/'   programme.csv:2 first_year 20240 'outside'
bad 'a date for a year'    programme.csv 's/,2024,/,2024-01-01,/' programme.csv:2 first_year 'the year alone'
bad 'not finite'           site.csv     's/,20000,/,inf,/'     site.csv:2 land_m2 'not a finite number'
bad 'not a number'         site.csv     's/,20000,/,large,/'   site.csv:2 land_m2 "'large'" 'write digits'
bad 'too large a number'   site.csv     's/,20000,/,1e999,/'   site.csv:2 land_m2 'too large'
bad 'not a whole number'   programme.csv 's/,3,/,3.5,/'        programme.csv:2 year_count "'3.5'" 'whole number'
bad 'required is missing'  good.csv     's/,120,/,,/'          good.csv:2 need_per_head 'no value'
bad 'unknown choice'       supply.csv   's/,local,/,home,/'    supply.csv:2 origin "'home'" 'local|imported'
bad 'unknown evidence'     good.csv     's/,estimated,/,guessed,/' good.csv:2 evidence "'guessed'"
bad 'clause over nothing'  clause.csv   's/,visits_per_year,/,visits_a_year,/' clause.csv:2 kind
bad 'longitude range'      site.csv     's/,125.4,/,225.4,/'   site.csv:2 lon 225.4
# texts
bad 'missing column'       good.csv     '1s/need_per_head/weight/' good.csv:1 need_per_head 'is missing'
bad 'unknown column'       good.csv     '1s/need_per_head/need_per_hed/' good.csv:1 "did you mean 'need_per_head'"
bad 'column twice'         good.csv     '1s/unit/name/'        good.csv:1 name twice
bad 'ragged row'           good.csv     '2s/,test$//'          good.csv:2 '5 fields, but the header has 6'
bad 'too many fields'      good.csv     '2s/$/,more/'          good.csv:2 '7 fields'
bad 'not UTF-8'            good.csv     's/Foodstuffs/K\xf6ln/' good.csv:2 'not UTF-8'
bad 'zero byte'            good.csv     's/Foodstuffs/\x00/'   good.csv:2 'zero byte'
bad 'quote left open'      good.csv     's/Foodstuffs/"Foodstuffs/' good.csv:2 'never closed'
bad 'quote inside'         good.csv     's/Foodstuffs/Food"stuffs/' good.csv:2 'quote stands inside'
bad 'semicolons'           good.csv     's/,/;/g'              good.csv:1 'unknown column'
bad 'empty file'           good.csv     '1,$d'                 good.csv 'is empty'
# geometry
bad 'not JSON'             area.geojson '2s/{/[/'              area.geojson:2 'is not JSON'
bad 'not a collection'     area.geojson '1s/FeatureCollection/Feature/' area.geojson 'FeatureCollection'
bad 'feature without row'  area.geojson 's/"B"/"C"/'           'area.geojson feature 2' "'C'" 'add the row'
bad 'feature without key'  area.geojson 's/"code":"B"/"id":"B"/' 'area.geojson feature 2' 'names its row'
bad 'feature twice'        area.geojson 's/"B"/"A"/'           'area.geojson feature 2' "'A'" 'already'
bad 'ring not closed'      area.geojson '2s/,\[125,39\]\]\]/]]/' 'area.geojson feature 1' 'not closed'
bad 'polygon crosses itself' area.geojson '2s/\[126,40\],\[125,40\]/[125,40],[126,40]/' area.csv:3 "'A'" Self-intersection
bad 'swapped in polygons'  area.geojson '2s/\[\(12[0-9]\),\([0-9]*\)\]/[\2,\1]/g' 'area.geojson feature 1' swapped
bad 'point for an area'    area.geojson '2s/"type":"Polygon","coordinates":.*/"type":"Point","coordinates":[125,39]}},/' 'area.geojson feature 1' 'needs a Polygon'
bad 'other reference system' area.geojson '1s/,"features"/,"crs":{"properties":{"name":"EPSG:5179"}},"features"/' "'EPSG:5179'" 4326
bad 'coordinate not a number' area.geojson '2s/125,39/"125",39/' 'area.geojson feature 1' 'not a number'
bad 'swapped in a column'  settlement.csv '2s/125.5,39.5/39.5,125.5/' settlement.csv:2 lat 125.5
bad 'site in another area' site.csv     's/125.4,39.4/126.9,39.4/' site.csv:2 "'B'" "'A'" 'correct the area'

# files and folders
base; echo x >in/aera.csv;          refuse 'unknown table' 3 aera.csv "did you mean 'area.csv'" -- import
base; echo x >in/good.geojson;      refuse 'geometry of none' 3 good.geojson 'no geometry' -- import
base; echo x >in/area.xlsx;         refuse 'a foreign file' 3 area.xlsx 'does not belong' -- import
base; mkdir in/old;                 refuse 'a foreign folder' 3 old 'does not belong' -- import
base; rm in/programme.csv;          refuse 'no programme' 3 programme 'needs one' -- import
base; rm in/area.csv;               refuse 'no areas' 3 'area' -- import
base; rm -rf in;                    refuse 'no folder' 4 "'in'" 'No such file' -- import
base; rm -rf in; echo x >in;        refuse 'a file for a folder' 3 "'in' is a file" -- import
rm -f in; base
truncate -s 3G huge.csv; ln -s ../huge.csv in/need.csv
                                    refuse 'huge file' 3 need.csv '3221225472 bytes' 'not read' -- import
if [ "$(id -u)" != 0 ]; then
    base; chmod 0 in/good.csv;      refuse 'no permission' 3 good.csv 'Permission denied' -- import
fi
base; rm in/good.csv; mkfifo in/good.csv; refuse 'a pipe for a file' 3 good.csv 'not a file' -- import
base
refuse 'target exists' 5 sound.gpkg --force -- "$program" import in sound.gpkg
refuse 'target in no folder' 4 nowhere -- "$program" import in nowhere/out.gpkg
refuse 'wrong ending' 2 .gpkg -- "$program" import in out.db
refuse 'no programme file' 4 nothing.gpkg -- "$program" validate nothing.gpkg
head -c 20000 sound.gpkg >cut.gpkg
refuse 'truncated GeoPackage' 3 cut.gpkg -- "$program" export cut.gpkg out
cp in/area.csv text.gpkg
refuse 'not a GeoPackage' 3 text.gpkg -- "$program" export text.gpkg out
: >empty.gpkg
refuse 'empty GeoPackage' 3 empty.gpkg -- "$program" export empty.gpkg out
mkdir full; echo x >full/thesis.tex
refuse 'export over other work' 5 full 'not empty' -- "$program" export sound.gpkg full

# single tables
refuse 'unknown table name' 2 "did you mean 'area'" -- "$program" import --table aera in/area.csv sound.gpkg
refuse 'result as input' 2 plan 'only the program' -- "$program" import --table plan in/area.csv sound.gpkg
refuse 'table not empty' 5 'area' --append --replace -- "$program" import --table area in/area.csv sound.gpkg
refuse 'no source' 4 nosuch.xlsx -- "$program" import --table crew nosuch.xlsx sound.gpkg
refuse 'source of no kind' 3 text.doc 'Shapefile' -- sh -c "echo hello >text.doc; '$program' import --table crew text.doc sound.gpkg; s=\$?; rm text.doc; exit \$s"
refuse 'unknown layer' 4 "'nolayer'" -- "$program" import --table crew in/site.csv,nolayer sound.gpkg
refuse 'unknown field' 2 "'nofield'" 'it has' -- "$program" import --table crew in/site.csv sound.gpkg --map name=nofield
refuse 'unknown column to map' 2 "'nam'" "did you mean 'name'" -- "$program" import --table crew in/site.csv sound.gpkg --map nam=code
refuse 'polygons for points' 3 'needs points' -- "$program" import --table water_source in/area.geojson sound.gpkg --set 'name=n;kind=river;dry_m3_day=1;evidence=assumed;source=x'
refuse 'mistakes in a table' 3 in/site.csv:2 strength -- "$program" import --table crew in/site.csv sound.gpkg --set 'name=n;strength=many;evidence=assumed;source=x'
refuse 'references broken by a table' 3 "'A'" -- "$program" import --table area in/area.csv sound.gpkg --replace --set 'code=Z;parent='

"$program" validate --json in | grep -q '"errors":0' || { echo "validate --json fails"; failures=$((failures + 1)); }
sed -i 's/,120,/,-1,/' in/good.csv
refuse 'validate' 3 -- "$program" validate in
said=$("$program" validate --json in)
grep -q '"severity":"error","place":"good.csv:2","column":"need_per_head"' <<<"$said" ||
    { echo "validate --json does not name the place"; failures=$((failures + 1)); }

echo "$cases kinds of bad input, $failures failures"
[ "$failures" = 0 ] && [ "$cases" -ge 60 ]
