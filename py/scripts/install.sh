#!/usr/bin/env bash
# How users install it: from the sources with a compiler, and as a wheel without one and without other packages; and
# the source distribution has all that a wheel is built from. Arguments: a venv with the tools, the wheels, scratch room.
set -euo pipefail
dev=$1
wheels=$2
scratch=$3/install
sources=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
check='import zegoapi, sys; assert zegoapi.explain(50003, scope="room").kind == "absent"; print(zegoapi.__version__, "in", sys.prefix)'

rm -rf "$scratch"
mkdir -p "$scratch"

venv() {
    "$python" -m venv "$scratch/$1"
    # No room for a package that slipped in: the wheel has to do without.
    "$scratch/$1/bin/pip" config --site set global.disable-pip-version-check true > /dev/null
}

echo "# the wheel, with no other package, no index and no compiler"
venv wheel
env -i PATH="$scratch/wheel/bin" "$scratch/wheel/bin/pip" install --quiet --no-index --no-deps "$wheels"/zegoapi-[0-9]*.whl
cd "$scratch"
env -i PATH="$scratch/wheel/bin" "$scratch/wheel/bin/python" -c "$check"

echo "# from the sources: pip install ./py"
venv sources
"$scratch/sources/bin/pip" install --quiet "$sources"
"$scratch/sources/bin/python" -c "$check"

echo "# a wheel from the source distribution alone"
(cd "$sources" && "$dev/bin/maturin" sdist --out "$scratch/sdist" 2> /dev/null)
venv sdist
# Unpacked elsewhere, so that nothing of the tree around it is within reach.
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$scratch/target} \
    "$scratch/sdist/bin/pip" install --quiet "$scratch"/sdist/zegoapi-*.tar.gz
"$scratch/sdist/bin/python" -c "$check"
