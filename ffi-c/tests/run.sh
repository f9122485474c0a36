#!/usr/bin/env bash
# Tests of the C ABI, from C and C++: the header in every dialect, the exported symbols, every function with good and bad
# arguments, all vectors and scripts, the client and the dispatcher against the simulator, sanitizers, valgrind, threads,
# allocations, panics, the installed prefix, the examples. Called by `make test-c`; parts can be named: run.sh headers c
#
# Rust, gcc, g++ and Python 3 do. What needs more runs where it is found, and is named where it is not.
set -euo pipefail
cd "$(dirname "$0")/../.."

cargo=${CARGO:-cargo}
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
out=$target/ffi-c
tests=ffi-c/tests
mkdir -p "$out"
# shellcheck source=ffi-c/tests/parts.sh
. "$tests/parts.sh"

if [ $# -eq 0 ]; then
    set -- headers macros readme symbols c static bare cpp sanitizers valgrind threads allocations panics examples installed
fi
build
for part in "$@"; do
    echo "== $part"
    "part_$part"
done
if [ -s "$out/not-tested" ]; then
    echo "== not tested here, for want of a tool:" >&2
    cat "$out/not-tested" >&2
fi
echo "C and C++: all well"
