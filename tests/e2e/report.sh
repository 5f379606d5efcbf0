#!/bin/sh
# The report of the real example from import to page, workbook and layers; then the page in a browser.
# usage: report.sh PROGRAM SOURCE
set -eu
program=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "report.sh: $*" >&2; exit 1; }
groundwork() { "$program" "$@"; }

groundwork import "$source/examples/twenty-by-ten" p.gpkg >/dev/null
groundwork diagnose p.gpkg --trials 500 >/dev/null
groundwork site p.gpkg >/dev/null
groundwork report p.gpkg -o bare.html 2>bare.err >bare.out
grep -q 'no plan' bare.err || fail "does not say that there is no plan"
[ "$(cat bare.out)" = bare.html ] || fail "does not print the path"

groundwork plan p.gpkg --effort 0 --gap 0.2 >/dev/null 2>&1 || fail "no plan"
groundwork schedule p.gpkg --effort 0 >/dev/null || fail "no schedule"
groundwork report p.gpkg --xlsx p.xlsx --layers layers -q >out
printf 'p.html\np.xlsx\nlayers/plan_by_area.geojson\nlayers/plan_by_area.qml\nlayers/plan_by_area_index.qml\nlayers/sites.geojson\nlayers/sites.qml\nlayers/layers.gpkg\n' | diff - out

# same file, same bytes
groundwork report p.gpkg -o again.html --xlsx again.xlsx -q >/dev/null
cmp p.html again.html
cmp p.xlsx again.xlsx

# others can read what was written
sheets=$(ogrinfo -ro -q p.xlsx | grep -c '^[0-9]')
[ "$sheets" = 13 ] || fail "$sheets sheets, not 13"
areas=$(ogrinfo -ro -so layers/plan_by_area.geojson plan_by_area | sed -n 's/Feature Count: //p')
[ "$areas" -ge 180 ] || fail "$areas areas in the layer"
ogrinfo -ro -so layers/sites.geojson sites | grep -q 'refused_because: String' || fail "no reasons"

# the package of layers: no word of warning, the same rows, the same looks
package=layers/layers.gpkg
ogrinfo -ro -al "$package" >all 2>err || fail "ogrinfo: $(cat err)"
[ ! -s err ] || fail "ogrinfo warns: $(cat err)"
for layer in plan_by_area sites; do
    ogr2ogr -f CSV /vsistdout/ "$package" "$layer" | tr -d '"' >package.csv
    ogr2ogr -f CSV /vsistdout/ "layers/$layer.geojson" "$layer" | tr -d '"' >json.csv
    cmp package.csv json.csv || fail "$layer is not the same in GeoPackage and GeoJSON"
    [ "$(wc -l <package.csv)" -ge 180 ] || fail "$layer is empty"
done
[ "$(sqlite3 "$package" "SELECT f_table_name || '.' || styleName || useAsDefault FROM layer_styles ORDER BY id" | tr '\n' ' ')" = \
    "plan_by_area.First visit1 plan_by_area.Index0 sites.State1 " ] || fail "the styles in $package"
[ "$(sqlite3 "$package" "SELECT styleQML FROM layer_styles WHERE id = 1")" = "$(cat layers/plan_by_area.qml)" ] || fail "another look"
[ "$(sqlite3 "$package" "PRAGMA integrity_check; SELECT rtreecheck('rtree_sites_geom')" | tr '\n' ' ')" = "ok ok " ] || fail "$package is not sound"
cp "$package" first.gpkg
groundwork report p.gpkg --layers layers -q >/dev/null
cmp "$package" first.gpkg # same programme, same bytes
cp p.gpkg layers.gpkg
code=0; groundwork report p.gpkg -o q.html --layers . >/dev/null 2>err || code=$?
[ "$code" = 5 ] && cmp p.gpkg layers.gpkg && grep -q 'not written over' err || fail "layers over a programme"
[ ! -e q.html ] && [ ! -e sites.geojson ] && [ ! -e sites.qml.new ] || fail "something is left of refused layers"
groundwork report p.gpkg --json -q | grep -q '"has_plan":true' || fail "JSON"

# nothing half-written, no programme written over, sentences
code=0; groundwork report p.gpkg -o nowhere/x.html >/dev/null 2>err || code=$?
[ "$code" = 4 ] || [ "$code" = 8 ] || fail "exit $code for a folder that is not there"
grep -q "nowhere/x.html" err || fail "does not name the path"
code=0; groundwork report p.gpkg -o q.html --layers p.html >/dev/null 2>err || code=$?
[ "$code" != 0 ] || fail "a file taken for a folder"
[ ! -e q.html ] && [ ! -e q.html.new ] || fail "something is left of a failed report"
code=0; groundwork report p.gpkg -o p.gpkg >/dev/null 2>err || code=$?
[ "$code" = 2 ] || fail "would write over a programme"
code=0; groundwork report p.gpkg --plan other >/dev/null 2>err || code=$?
[ "$code" = 4 ] && grep -q "no plan 'other'" err || fail "unknown plan"
groundwork status p.gpkg >/dev/null

# a changed figure is noticed
sqlite3 p.gpkg "update good set need_per_head = need_per_head * 1.01"
groundwork report p.gpkg -o stale.html >/dev/null 2>err
grep -q 'figures in the file have changed' err || fail "a stale plan is not noticed"
grep -q 'figures in the file have changed' stale.html || fail "the page hides that it is stale"

NODE_PATH=$source/node_modules node "$source/tests/e2e/report_browser.mjs" "$source" p.html bare.html stale.html
