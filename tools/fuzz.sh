#!/usr/bin/env bash
# Run every fuzz target for some time, from its corpus.  usage: tools/fuzz.sh [SECONDS] [TARGET...]
# Files that targets write lie in memory where the system has /dev/shm.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
seconds=${1:-60}
shift || true
cmake --preset fuzz >/dev/null
targets=("$@")
cmake --build --preset fuzz ${targets[@]+--target "${targets[@]/#/fuzz_}"} >/dev/null
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(find build/fuzz/tests -maxdepth 1 -name 'fuzz_*' -type f -perm -u+x -printf '%f\n' | sed 's/^fuzz_//' | sort)
memory=/dev/shm
[ -w "$memory" ] || memory=${TMPDIR:-/tmp}
work=$(mktemp -d "$memory/groundwork-fuzz.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
for target in "${targets[@]}"; do
    found=$root/build/fuzz/found/$target
    mkdir -p "$found"
    echo "fuzz: $target for $seconds s"
    "$root/build/fuzz/tests/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$found/" "$found" "$root/tests/fuzz/corpus/$target" 2>&1 | grep -E 'ERROR|SUMMARY|stat::number_of_executed_units|crash-|timeout-' || true
    if ls "$found"/crash-* "$found"/timeout-* "$found"/oom-* >/dev/null 2>&1; then
        echo "fuzz: $target has a finding in $found" >&2
        exit 1
    fi
done
echo "fuzz: no findings"
