#!/usr/bin/env bash
# No two modules define the same global name: of two in static libraries the linker takes one and
# says nothing.   usage: tools/check_symbols.sh BUILD_FOLDER
set -euo pipefail
cd "$1"
twice=$(find src -name 'lib*.a' ! -name '*_torture.a' -print0 |
    xargs -0 nm --defined-only --extern-only --print-file-name 2>/dev/null |
    awk 'NF == 3 && $2 ~ /[TDBRVWC]/ && $3 !~ /^__/ { split($1, file, ":"); print $3, file[1] }' |
    sort -u | awk '{ if ($1 == name) print "  " $1 " in " last " and " $2; name = $1; last = $2 }')
if [ -n "$twice" ]; then
    printf 'defined in two modules; rename one:\n%s\n' "$twice" >&2
    exit 1
fi
echo "symbols: no name is defined twice"
