#!/usr/bin/env bash
# The whole way of a message on one machine: the simulator takes the vendor's part, over real HTTP and TLS.
# Uses the simulator's own credentials, whatever the environment holds, and leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
if [[ ! -t 1 ]]; then
    say() { printf '\n%s\n' "$*"; }
fi

echo "building the zegoapi command ..."
built=$("${CARGO:-cargo}" build --quiet --locked -p zegoapi --message-format json-render-diagnostics)
zegoapi=$(python3 -c '
import json, sys
made = [json.loads(line).get("executable") for line in sys.stdin if line.startswith("{")]
print([path for path in made if path][-1])' <<< "$built")

scratch=$(mktemp -d)
simulator=
finish() {
    if [[ -n $simulator ]]; then
        kill "$simulator" 2> /dev/null || true
        wait "$simulator" 2> /dev/null || true
    fi
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT TERM

# The simulator also ends when its standard input does, so that it cannot outlive this script.
mkfifo "$scratch/stdin" "$scratch/ready"
"$zegoapi" simulate --room den=ann,ben,cat,dan,eve --ca-out "$scratch/ca.pem" --until-stdin-closes \
    < "$scratch/stdin" > "$scratch/ready" &
simulator=$!
exec 3> "$scratch/stdin"
if ! read -r ready < "$scratch/ready"; then
    echo "demo: the simulator did not start" >&2
    exit 1
fi
field() { python3 -c 'import json, sys; print(json.loads(sys.argv[1])[sys.argv[2]])' "$ready" "$1"; }

unset ZEGO_REGION
ZEGO_APP_ID=$(field app_id)
ZEGO_SERVER_SECRET=$(field server_secret)
ZEGO_BASE_URL=$(field https_url)
ZEGO_CA_FILE=$scratch/ca.pem
export ZEGO_APP_ID ZEGO_SERVER_SECRET ZEGO_BASE_URL ZEGO_CA_FILE
admin=$(field admin_url)

# Runs a command, shows it, and insists on its exit code.
expect() {
    local wanted=$1 code=0
    shift
    printf '$ zegoapi'
    local word
    for word in "$@"; do
        if [[ $word == *' '* ]]; then word="\"$word\""; fi
        printf ' %s' "$word"
    done
    printf '\n'
    "$zegoapi" "$@" --no-proxy || code=$?
    printf '(exit code %s)\n' "$code"
    if [[ $code -ne $wanted ]]; then
        echo "demo: expected exit code $wanted" >&2
        exit 1
    fi
}

say "Ann, Ben, Cat, Dan and Eve are in the room 'den'. One message to everyone:"
expect 0 send --room den --from server --everyone --content "Dinner is ready"

say "Another to Ann, Ben and Zoe, who is offline. The server accepts it all the same; exit code 6 says so:"
expect 6 send --room den --from server --to ann --to ben --to zoe --content "你的外卖到了"

say "What each of them got:"
python3 - "$admin" << 'PY'
import json, sys, urllib.parse, urllib.request

direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
got = {}
for user in ["ann", "ben", "cat", "dan", "eve", "zoe"]:
    query = urllib.parse.urlencode({"room_id": "den", "user_id": user})
    with direct.open(f"{sys.argv[1]}/messages?{query}", timeout=30) as answer:
        got[user] = [message["content"] for message in json.load(answer)]
    print(f"  {user}  {' | '.join(got[user]) or 'nothing: offline'}")

everyone, some = "Dinner is ready", "你的外卖到了"
expected = {user: [everyone] for user in ["cat", "dan", "eve"]}
expected |= {user: [everyone, some] for user in ["ann", "ben"]} | {"zoe": []}
if got != expected:
    sys.exit("demo: these are not the messages that were sent")
PY

say "Every message reached exactly those who were there, and the one who was not is known by name."
