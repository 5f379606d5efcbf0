#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# store_gdal - the programme file in the hands of other programs: GDAL opens it without
# a warning, its edits and those of the sqlite3 shell are seen, and the file stays sound.
#
#     store_gdal.sh STORE_TOOL
set -eu
tool=$1
for program in ogrinfo ogr2ogr sqlite3; do
    command -v $program >/dev/null || { echo "skipped: $program is missing"; exit 77; }
done
folder=$(mktemp -d ./store-gdal-XXXXXX)
trap 'rm -rf "$folder"' EXIT
file=$folder/p.gpkg
copy=$folder/copy.gpkg

fail() {
    echo "store_gdal: $*" >&2
    exit 1
}

# run COMMAND...: it succeeds and says nothing on stderr.
run() {
    "$@" >"$folder/out" 2>"$folder/err" || fail "$* fails: $(cat "$folder/err")"
    [ ! -s "$folder/err" ] || fail "$* warns: $(cat "$folder/err")"
}

# cell TABLE ROW COLUMN VALUE: that is what the store reads.
cell() {
    value=$("$tool" cell "$file" "$1" "$2" "$3")
    [ "$value" = "$4" ] || fail "$1 row $2: $3 is '$value', not '$4'"
}

digest() {
    "$tool" read "$file" | sed -n 's/^digest //p'
}

# Each spatial index holds what its table holds, and SQLite finds it sound.
sound() {
    for table in area settlement feed_point water_source transport site; do
        state=$(sqlite3 "$file" "SELECT rtreecheck('rtree_${table}_geom'), (SELECT count(*) FROM
            rtree_${table}_geom) - (SELECT count(*) FROM $table WHERE geom IS NOT NULL)")
        [ "$state" = "ok|0" ] || fail "the index of $table: $state"
    done
    [ "$(sqlite3 "$file" "PRAGMA integrity_check; PRAGMA foreign_key_check")" = ok ] ||
        fail "the file is not sound"
}

"$tool" make "$file" 1 12
cp "$file" "$copy"

# Opens, every layer of it, without a word on stderr.
run ogrinfo "$file"
for layer in area site plan_visit_map plan_facility_map layer_styles; do
    grep -q "^[0-9]*: $layer " "$folder/out" || fail "ogrinfo does not list $layer"
done
run ogrinfo -al "$file"
run ogrinfo -so "$file" site
grep -q 'proposed: String (0.0), domain name=yes|no' "$folder/out" || fail "no choices for QGIS"
run ogr2ogr -f GeoJSON "$folder/out.geojson" "$file" plan_visit_map
grep -q '"year": 2027' "$folder/out.geojson" || fail "the map of visits lacks the year"
[ "$(ogrinfo -q -spat 124 38 125 39 "$file" area | grep -c OGRFeature)" -gt 0 ] ||
    fail "a spatial query finds nothing"
cmp -s "$file" "$copy" || fail "looking at the file changed it"

# GDAL edits an indexed layer: an attribute, a place.
before=$(digest)
run ogrinfo -q "$file" -sql "UPDATE site SET land_m2 = 12345 WHERE code = 'P2'"
cell site 3 land_m2 12345
[ "$(digest)" != "$before" ] || fail "the digest does not notice the edit"
if [ "$(ogrinfo -q "$file" -sql "SELECT AsGPB(ST_GeomFromText('POINT(1 2)', 4326))" 2>/dev/null |
    grep -c OGRFeature)" -gt 0 ]; then
    run ogrinfo -q "$file" -sql \
        "UPDATE site SET geom = AsGPB(ST_GeomFromText('POINT(126.5 39.5)', 4326)) WHERE code = 'P3'"
    cell site 4 lon 126.5
    cell site 4 lat 39.5
fi
run ogrinfo -q "$file" -sql "DELETE FROM site WHERE code = 'P11'"
sound

# ogr2ogr appends to a layer, and writes one anew.
cat >"$folder/new.csv" <<END
code,area,name,land_m2,x,y
N1,A1,"by the river",500,127.25,38.5
END
run ogr2ogr -update -append -nln site -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y \
    -oo AUTODETECT_TYPE=YES -s_srs EPSG:4326 -t_srs EPSG:4326 \
    -sql "SELECT code, area, name, land_m2 FROM new" "$file" "$folder/new.csv"
cell site 12 code N1
cell site 12 lon 127.25
cell site 12 lat 38.5
run ogr2ogr -update -overwrite -nln water_source "$file" "$copy" water_source
cell water_source 12 code P11
sound

# The sqlite3 shell edits tables without places.
sqlite3 "$file" "INSERT INTO good (code, name, unit, need_per_head) VALUES ('soap', 'Soap', 'kg', 2)"
cell good 1 need_per_head 2
# Of an indexed layer it edits what is not a place; an insert needs ST_ functions and is refused as a whole.
sqlite3 "$file" "UPDATE site SET land_m2 = 1 WHERE code = 'P2'"
cell site 3 land_m2 1
before=$(digest)
if sqlite3 "$file" "INSERT INTO site (code) VALUES ('X')" 2>/dev/null; then
    sqlite3 "$file" "DELETE FROM site WHERE code = 'X'" # a shell that has them
fi
[ "$(digest)" = "$before" ] || fail "a refused edit changed something"
sound
# A value of a wrong kind is told with its place.
sqlite3 "$file" "UPDATE good SET need_per_head = 'much'"
if "$tool" read "$file" >/dev/null 2>"$folder/err"; then fail "'much' was read as a number"; fi
grep -q "good row 1: need_per_head: 'much' is stored where a finite number" "$folder/err" ||
    fail "$(cat "$folder/err")"
sqlite3 "$file" "UPDATE good SET need_per_head = 2"

# After all that, the store replaces tables, and GDAL still has nothing to say.
"$tool" replace "$file" 2 20
[ "$("$tool" read "$file" | sed -n 's/^site //p')" = 20 ] || fail "replacing sites failed"
run ogrinfo -al "$file"
sound
[ -z "$(find "$folder" -name 'p.gpkg?*')" ] || fail "something is left beside the file"
echo "store_gdal: ok"
