#!/bin/sh
# Is every C file formatted as .clang-format says?  tools/check_format.sh --fix mends it.
set -eu
cd "$(dirname "$0")/.."
files=$(find src tests bench -name '*.[ch]')
if [ "${1:-}" = --fix ]; then
    # shellcheck disable=SC2086
    exec clang-format-14 -i $files
fi
# shellcheck disable=SC2086
clang-format-14 --dry-run -Werror $files && echo "format: ok"
