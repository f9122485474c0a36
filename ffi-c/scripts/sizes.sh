#!/usr/bin/env bash
# Says how large the shared library is, stripped, with and without HTTP.
set -euo pipefail
cd "$(dirname "$0")/../.."

target=${CARGO_TARGET_DIR:-target}
for features in "" --no-default-features; do
    # shellcheck disable=SC2086 # no features are no argument
    "${CARGO:-cargo}" build --quiet --locked --release --package zegoapi-ffi $features
    strip --strip-unneeded -o "$target/release/libzegoapi-stripped.so" "$target/release/libzegoapi.so"
    size=$(wc -c < "$target/release/libzegoapi-stripped.so")
    printf 'libzegoapi.so, stripped, %-13s %5d kB\n' "${features:+without HTTP:}${features:-with HTTP:}" $((size / 1000)) |
        sed 's/--no-default-features//'
    rm "$target/release/libzegoapi-stripped.so"
done
