#!/usr/bin/env bash
# Install what Groundwork needs on Debian 12: packages by apt, HiGHS from the
# system or else from a pinned PyPI wheel into build/deps, for the browser test
# what package-lock.json pins.  Quick when nothing is missing.  usage: tools/setup.sh [run|test]
set -euo pipefail
cd "$(dirname "$0")/.."
level=${1:-run}

packages=(gcc cmake ninja-build ccache pkg-config python3 python3-pip
          libsqlite3-dev libgdal-dev libgeos-dev libproj-dev proj-data
          libjansson-dev libxlsxwriter-dev librandom123-dev libsodium-dev libexpat1-dev)
if [ "$level" = test ]; then
    packages+=(clang-14 clang-format-14 clang-tidy-14 cppcheck llvm-14 libclang-rt-14-dev libfuzzer-14-dev
               libcmocka-dev sqlite3 gdal-bin chromium poppler-utils fonts-noto-core fonts-noto-cjk)
    command -v node >/dev/null || packages+=(nodejs)
    command -v npm >/dev/null || packages+=(npm)
fi

missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    echo "setup: installing ${missing[*]}" >&2
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

highs_version=1.15.1
highs_sha256=17f30d23ef37488467732b45f141146f7c287826a576b4514ae39a8cc4068b28
highs=build/deps/highs-$highs_version
if ! pkg-config --exists highs && [ ! -e "$highs/lib/libhighs.so" ]; then
    echo "setup: fetching HiGHS $highs_version" >&2
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    echo "highsbox==$highs_version --hash=sha256:$highs_sha256" >"$work/pin"
    python3 -m pip download -q --disable-pip-version-check --no-deps --require-hashes \
        --only-binary :all: --platform manylinux2014_x86_64 -r "$work/pin" -d "$work" >&2
    python3 -m zipfile -e "$work"/highsbox-*.whl "$work/wheel"
    mkdir -p build/deps
    rm -rf "$highs.new"
    cp -r "$work/wheel/highsbox-$highs_version.data/purelib/highsbox/highs_dist" "$highs.new"
    chmod +x "$highs.new"/bin/* # the archive's permissions are lost
    mv "$highs.new" "$highs"
fi

# What the browser tests need, as pinned in package-lock.json.
if [ "$level" = test ] && [ package-lock.json -nt node_modules/.package-lock.json ]; then
    echo "setup: fetching the browser tests' packages" >&2
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    touch node_modules/.package-lock.json
fi

stamp=node_modules/.package-lock.stamp
if [ "$level" = test ] && ! cmp -s package-lock.json "$stamp"; then
    echo "setup: installing what package-lock.json pins" >&2
    npm ci --silent --no-audit --no-fund
    cp package-lock.json "$stamp"
fi
