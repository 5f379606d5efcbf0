#!/usr/bin/env bash
# Import and export are exact inverses; tables come from and go to files of other programs.
# usage: import.sh PROGRAM SOURCE
set -euo pipefail
program=$1 source=$2
data=${GROUNDWORK_DATA:-$source/../shared/data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { echo "import.sh: $*"; exit 1; }

for name in twenty-by-ten rwanda; do
    [ -d "$source/examples/$name" ] || continue
    mkdir "$name"
    cd "$name"
    "$program" import -q "$source/examples/$name" a.gpkg
    "$program" export -q a.gpkg once
    "$program" import -q once b.gpkg
    "$program" export -q b.gpkg twice
    cmp a.gpkg b.gpkg || fail "$name: the file differs after a round trip"
    diff -r once twice || fail "$name: the folder differs after a round trip"
    # the example is canonical, but for its README
    diff -r -x '*.md' -x '*.txt' "$source/examples/$name" once >/dev/null || echo "note: examples/$name is not canonical"
    ogrinfo -so a.gpkg area 2>&1 | grep -qi warning && fail "$name: GDAL warns"
    cd ..
done

cd twenty-by-ten
"$program" export -q a.gpkg folder
"$program" import -q folder c.gpkg && "$program" import -q --force folder c.gpkg
! "$program" import -q folder c.gpkg 2>/dev/null || fail "an existing file is overwritten"

# every foreign format gives the table back
for file in area.csv area.xlsx area.ods area.gpkg area.geojson settlement.xlsx settlement.gpkg good.ods; do
    table=${file%.*}
    "$program" export -q a.gpkg "$file" --table "$table"
    cp a.gpkg t.gpkg
    "$program" import -q --table "$table" "$file" t.gpkg --replace 2>/dev/null || fail "$file is refused"
    "$program" export -q t.gpkg back.csv --table "$table" --force
    cmp back.csv "once/$table.csv" || fail "$file: rows differ"
done
for format in gpkg geojson; do # polygons come back too
    cp a.gpkg t.gpkg
    "$program" import -q --table area "area.$format" t.gpkg --replace 2>/dev/null
    rm -rf back && "$program" export -q t.gpkg back
    cmp back/area.geojson once/area.geojson || fail "area.$format: polygons differ"
done
"$program" export -q a.gpkg s.fgb --table settlement
ogr2ogr -f "ESRI Shapefile" -lco ENCODING=UTF-8 -t_srs EPSG:32652 towns.shp settlement.gpkg settlement 2>/dev/null
cp a.gpkg t.gpkg # places come from the geometry, brought back from another reference system
"$program" import -q --table settlement towns.shp t.gpkg --replace 2>/dev/null || fail "the Shapefile is refused"
"$program" export -q t.gpkg back.csv --table settlement --force
[ "$(wc -l <back.csv)" = "$(wc -l <once/settlement.csv)" ] || fail "rows are missing from the Shapefile"
cmp -s back.csv once/settlement.csv && fail "the Shapefile's own places were not used"
ogr2ogr -f CSV mine.csv t.gpkg -sql 'SELECT lon, lat FROM settlement ORDER BY code' 2>/dev/null
ogr2ogr -f CSV hers.csv a.gpkg -sql 'SELECT lon, lat FROM settlement ORDER BY code' 2>/dev/null
paste -d, mine.csv hers.csv | awk -F, 'function off(x, y) { return x > y ? x - y : y - x }
    NR > 1 && (off($1, $3) > 1e-7 || off($2, $4) > 1e-7) { bad++ } END { exit bad > 0 }' || fail "places moved"
"$program" import -q --table settlement towns.shp t.gpkg --replace --set 'lon=;lat=' 2>/dev/null && fail "rows without a place pass"
cd ..

if [ -d "$data" ]; then # real data of others
    "$program" new real.gpkg >/dev/null
    "$program" import -q --table settlement "$data/rwanda/villages.csv" real.gpkg --map code=id --set 'evidence=reported;source=WASAC'
    "$program" export -q real.gpkg v.csv --table settlement
    [ "$(wc -l <v.csv)" = 14815 ] || fail "villages are missing"
    "$program" import -q --table transport "$data/grid_nepal/osm_brut_power_line.gpkg" real.gpkg --map code=fid --set 'kind=road;name=;evidence=reported;source=OSM' 2>err.txt ||
        fail "$(tail -1 err.txt)"
    rm -rf nepal && "$program" export -q real.gpkg nepal
    grep -c '"Feature"' nepal/transport.geojson
fi
echo "import: ok"
