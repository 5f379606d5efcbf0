#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Indexed layers of a real programme edited by sqlite3, ogrinfo and ogr2ogr: after each edit the spatial index
# is what one made afresh would be, the file is sound and valid, and the next run notices.
# usage: edit.sh PROGRAM SOURCE
set -eu
program=$(realpath "$1") source=$(realpath "$2")
for tool in ogrinfo ogr2ogr sqlite3; do
    command -v $tool >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "edit.sh: $*" >&2; exit 1; }
groundwork() { "$program" "$@"; }

# quiet COMMAND...: it succeeds and says nothing on stderr.
quiet() {
    "$@" >out 2>err || fail "$* fails: $(cat err)"
    [ ! -s err ] || fail "$* warns: $(cat err)"
}

# The index of each layer holds its rows and no others, each where its row is; nothing is damaged or odd.
sound() {
    for layer in area settlement feed_point water_source transport site; do
        index=rtree_${layer}_geom
        odd=$(ogrinfo -ro -q p.gpkg -sql "SELECT
            (SELECT count(*) FROM $index) - (SELECT count(*) FROM $layer WHERE geom NOTNULL AND NOT ST_IsEmpty(geom)),
            (SELECT count(*) FROM $layer t LEFT JOIN $index r ON r.id = t.fid WHERE t.geom NOTNULL AND
             (r.id IS NULL OR NOT (ST_MinX(geom) - minx BETWEEN 0 AND 1e-4 AND maxx - ST_MaxX(geom) BETWEEN 0 AND 1e-4
              AND ST_MinY(geom) - miny BETWEEN 0 AND 1e-4 AND maxy - ST_MaxY(geom) BETWEEN 0 AND 1e-4))),
            rtreecheck('$index') <> 'ok'" | grep -c ' = 0$') || true
        [ "$odd" = 3 ] || fail "after '$1': the index of $layer is not that of its rows"
    done
    [ "$(sqlite3 p.gpkg 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ] || fail "after '$1': not sound"
    quiet ogrinfo -ro -al -so p.gpkg
    if PYTHONPATH=/usr/lib/python3/dist-packages /usr/bin/python3 -c 'import osgeo_utils.samples.validate_gpkg' 2>/dev/null; then
        PYTHONPATH=/usr/lib/python3/dist-packages quiet /usr/bin/python3 -m osgeo_utils.samples.validate_gpkg p.gpkg
        [ ! -s out ] || fail "after '$1': no valid GeoPackage: $(cat out)"
    fi
    groundwork validate p.gpkg >out 2>&1 || fail "after '$1': $(head -5 out)"
}

# noticed VERB EDIT: its result is out of date.
noticed() {
    groundwork status p.gpkg | grep -q "^$1: out of date" || fail "'$2' is not noticed"
}

groundwork import "$source/examples/twenty-by-ten" p.gpkg -q >/dev/null
groundwork site p.gpkg -q >/dev/null
groundwork diagnose p.gpkg --trials 100 -q >/dev/null
[ "$(groundwork status p.gpkg | grep -c ': up to date$')" = 2 ] || fail "not up to date"
sound import

# the plain shell: an attribute, a number of a row, a row
quiet sqlite3 p.gpkg "UPDATE settlement SET population = population + 1 WHERE fid = 3"
sound "sqlite3: attribute"
noticed site "sqlite3: attribute"
quiet sqlite3 p.gpkg "UPDATE site SET land_m2 = 2 * land_m2; UPDATE area SET name = upper(name)"
sound "sqlite3: every row"
quiet sqlite3 p.gpkg "UPDATE settlement SET fid = fid + 1000 WHERE fid BETWEEN 5 AND 9"
sound "sqlite3: fid"
quiet sqlite3 p.gpkg "DELETE FROM settlement WHERE fid BETWEEN 351 AND 360; DELETE FROM feed_point WHERE fid % 10 = 0"
sound "sqlite3: rows deleted"
[ "$(sqlite3 p.gpkg "SELECT count(*) FROM settlement")" = 350 ] || fail "rows"
cp p.gpkg before.gpkg
quiet sqlite3 p.gpkg "UPDATE settlement SET population = 'many' WHERE fid IN (3, 1009)"
groundwork validate p.gpkg >out 2>&1 && fail "a word is no number"
grep -q "settlement row 3: population: 'many'" out || fail "$(cat out)"
grep -q "settlement row 350 (fid 1009): population: 'many'" out || fail "$(cat out)"
cp before.gpkg p.gpkg

# a site that a result names: a warning, and the verb that made the result runs
quiet sqlite3 p.gpkg "DELETE FROM site WHERE fid = 7"
groundwork validate p.gpkg >out 2>&1 || fail "$(head -5 out)"
grep -q "^warning: site_option .* is not in site any more" out || fail "no warning: $(head -5 out)"
groundwork site p.gpkg -q >/dev/null || fail "site does not run again"
groundwork validate p.gpkg 2>&1 | grep -q 'any more' && fail "site leaves what is gone"
cp before.gpkg p.gpkg

# it has no ST_ functions: what needs the place of a row is refused as a whole
cp p.gpkg before.gpkg
for sql in "INSERT INTO settlement (code) VALUES ('X')" "UPDATE settlement SET geom = NULL" \
    "UPDATE settlement SET population = 1, geom = geom"; do
    if sqlite3 p.gpkg "$sql" 2>err; then fail "this shell has functions of its own"; fi
    grep -q 'no such function: ST_' err || fail "$(cat err)"
    cmp p.gpkg before.gpkg || fail "'$sql' was half done"
done

# GDAL: an attribute, a place, a row
quiet ogrinfo -q p.gpkg -sql "UPDATE area SET population = population + 1 WHERE fid = 20"
sound "ogrinfo: attribute"
noticed diagnose "ogrinfo: attribute"
quiet ogrinfo -q p.gpkg -sql "UPDATE settlement SET geom = (SELECT geom FROM site WHERE fid = 7) WHERE fid = 1"
sound "ogrinfo: geometry of a point"
[ "$(sqlite3 p.gpkg "SELECT lon, lat FROM settlement WHERE fid = 1")" = \
    "$(sqlite3 p.gpkg "SELECT lon, lat FROM site WHERE fid = 7")" ] || fail "the columns stay behind the point"
quiet ogrinfo -q p.gpkg -sql "UPDATE area SET geom = (SELECT geom FROM area WHERE fid = 100) WHERE fid = 101"
sound "ogrinfo: geometry of an area"
quiet ogrinfo -q p.gpkg -sql "DELETE FROM water_source WHERE fid = 9"
sound "ogrinfo: row deleted"

# ogr2ogr: rows from elsewhere appended; a layer written anew
ogr2ogr -f GeoJSON more.geojson before.gpkg settlement -where "fid < 4" 2>err
sed -i 's/"code": "/"code": "more-/' more.geojson
quiet ogr2ogr -update -append -nln settlement p.gpkg more.geojson
sound "ogr2ogr: appended"
[ "$(sqlite3 p.gpkg "SELECT count(*) FROM settlement WHERE code LIKE 'more-%' AND lon NOTNULL")" = 3 ] || fail "append"
quiet ogr2ogr -update -overwrite -nln feed_point p.gpkg before.gpkg feed_point
sound "ogr2ogr: written anew"

# after all that the plain shell still edits what GDAL has not written anew, and a run writes its tables
quiet sqlite3 p.gpkg "UPDATE settlement SET name = 'x' WHERE fid = 1; DELETE FROM settlement WHERE fid = 2"
sound "sqlite3: after GDAL"
groundwork site p.gpkg -q >/dev/null
sound "groundwork site"
groundwork status p.gpkg | grep -q '^site: up to date' || fail "a run is not enough"
echo "edit: ok"
