#!/usr/bin/env bash
# Checks the form of the C and C++ side: clang-format, the scripts, and what clippy says of a library without HTTP.
set -euo pipefail
cd "$(dirname "$0")/../.."

"${CARGO:-cargo}" clippy --quiet --locked --package zegoapi-ffi --all-targets --no-default-features -- -D warnings
if command -v clang-format > /dev/null; then
    clang-format --dry-run -Werror include/zegoapi.hpp ffi-c/tests/c/*.[ch] ffi-c/tests/cpp/*.cpp ffi-c/examples/*
else
    echo "NOT CHECKED: the form of C and C++, for clang-format is not installed" >&2
fi
if command -v shellcheck > /dev/null; then
    # With what run.sh reads.
    shellcheck -x ffi-c/scripts/*.sh ffi-c/tests/run.sh ffi-c/tests/with-simulator.sh
else
    echo "NOT CHECKED: shell scripts, for shellcheck is not installed" >&2
fi
