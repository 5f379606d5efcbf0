#!/bin/sh
# Golden test: run the commands of CASE.in, one a line, in a folder of their own and compare what they
# say with CASE.out.  $SOURCE is the source tree.   usage: run.sh PROGRAM SOURCE CASE.in
# UPDATE=1 rewrites CASE.out.
set -eu
program=$(realpath "$1") source=$2 input=$(realpath "$3")
expected=${input%.in}.out
work=$(mktemp -d)
actual=$(mktemp)
trap 'rm -rf "$work" "$actual"' EXIT
SOURCE=$source
export SOURCE
groundwork() { "$program" "$@"; }
cd "$work"
while IFS= read -r line; do
    case $line in '' | '#'*) continue ;; esac
    printf '%s\n' "\$ $line" >>"$actual"
    status=0
    eval "$line" >>"$actual" 2>&1 </dev/null || status=$?
    [ "$status" = 0 ] || echo "exit $status" >>"$actual"
done <"$input"
if [ "${UPDATE:-0}" = 1 ]; then
    cp "$actual" "$expected"
else
    diff -u "$expected" "$actual"
fi
