#!/bin/sh
# clang-tidy and cppcheck over src/, as strict as .clang-tidy says.  Needs a configured dev build.
set -eu
cd "$(dirname "$0")/.."
[ -e build/dev/compile_commands.json ] || cmake --preset dev >/dev/null
files=${*:-$(find src -name '*.c' | sort)}
echo "$files" | xargs -P "$(nproc)" -n 1 clang-tidy-14 -p build/dev --quiet --extra-arg=-Wno-unknown-warning-option 2>/dev/null
cppcheck --std=c17 -q --enable=warning,performance,portability --inline-suppr \
    --suppressions-list=.cppcheck-suppressions --error-exitcode=1 -I src src
echo "lint: ok"
