#!/usr/bin/env bash
# Runs a command with a simulator of its own: with-simulator.sh SIMULATOR COMMAND...
# The command finds out where it is, and its credentials, from ZEGOAPI_TEST_... in the environment.
set -euo pipefail

directory=$(mktemp -d)
coproc simulator { "$1" --ca-out "$directory/ca.pem" --until-stdin-closes; }
# It ends when the pipe to it does; waiting for it keeps its last words in order.
trap 'rm -rf "$directory"' EXIT
shift
read -r -t 60 ready <&"${simulator[0]}" || {
    echo "the simulator did not start" >&2
    exit 1
}
settings=$(python3 -c '
import json, shlex, sys
for name, value in json.loads(sys.argv[1]).items():
    print(f"export ZEGOAPI_TEST_{name.upper()}={shlex.quote(str(value))}")
' "$ready")
eval "$settings"
"$@"
