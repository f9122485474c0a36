#!/usr/bin/env bash
# Protects connections on networks as they are: addresses that answer nothing and a name server that is down, made real in
# a network namespace of its own. The command sends to the simulator there; the system's resolver is the measure.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [[ $(id -u) != 0 ]] || ! command -v ip > /dev/null || ! ip netns add zegoapi-probe 2> /dev/null; then
    echo "NOT RUN: tests of dead addresses and name servers, for they need root and network namespaces (iproute2)" >&2
    exit 0
fi
ip netns del zegoapi-probe

echo "building the zegoapi command ..."
built=$("${CARGO:-cargo}" build --quiet --locked -p zegoapi --message-format json-render-diagnostics)
zegoapi=$(python3 -c '
import json, sys
made = [json.loads(line).get("executable") for line in sys.stdin if line.startswith("{")]
print([path for path in made if path][-1])' <<< "$built")

space=zegoapi-$$
scratch=$(mktemp -d)
servers=()
finish() {
    for server in "${servers[@]}"; do
        kill "$server" 2> /dev/null || true
        wait "$server" 2> /dev/null || true
    done
    ip netns del "$space" 2> /dev/null || true
    rm -rf "$scratch" "/etc/netns/$space"
}
trap finish EXIT
trap 'exit 130' INT TERM

ip netns add "$space"
inside() { ip netns exec "$space" env -u HTTPS_PROXY -u https_proxy -u ALL_PROXY -u all_proxy "$@"; }
inside ip link set lo up
# What is sent to these addresses is lost without a word, like what is sent to a host that is down: nobody listens at the
# other end of the cable.
inside ip link add void type veth peer name end
inside ip address add 10.77.0.1/24 dev void
inside ip address add fd77::1/64 dev void nodad
inside ip link set void up
inside ip link set end up
for dead in 10.77.0.53 10.77.0.66 fd77::dead; do
    inside ip neighbour add "$dead" lladdr 02:00:00:00:00:77 dev void
done
# Read by `ip netns exec` in place of the machine's own files.
mkdir -p "/etc/netns/$space"
names() { printf '%s\n' "$@" > "/etc/netns/$space/hosts"; }
name_servers() { printf '%s\n' "$@" > "/etc/netns/$space/resolv.conf"; }
names "127.0.0.1 localhost"
name_servers "nameserver 127.0.0.1"

mkfifo "$scratch/stdin" "$scratch/ready"
inside "$zegoapi" simulate --room room1=u1 --ca-out "$scratch/ca.pem" --until-stdin-closes \
    < "$scratch/stdin" > "$scratch/ready" &
servers+=($!)
exec 3> "$scratch/stdin"
read -r ready < "$scratch/ready"
of() { python3 -c 'import json, sys; print(json.loads(sys.argv[1])[sys.argv[2]])' "$ready" "$1"; }
ZEGO_BASE_URL=$(of https_url)
ZEGO_APP_ID=$(of app_id)
ZEGO_SERVER_SECRET=$(of server_secret)
export ZEGO_BASE_URL ZEGO_APP_ID ZEGO_SERVER_SECRET

passed=0
milliseconds() { date +%s%3N; }
# Sends a message and holds its time against the most that it may take; the rest says what was tried.
sends_within() {
    local most=$1 began took
    shift
    began=$(milliseconds)
    inside "$zegoapi" send --room room1 --from server --to u1 --content hi --ca-file "$scratch/ca.pem" --json > "$scratch/out"
    took=$(($(milliseconds) - began))
    if ((took > most)); then
        echo "FAILED: $*: took $took ms, at most $most allowed" >&2
        exit 1
    fi
    echo "$*: $took ms"
    passed=$((passed + 1))
}

sends_within 1000 "nothing is wrong"
names "fd77::dead localhost" "127.0.0.1 localhost"
sends_within 1000 "one dead AAAA beside a good A"
names "fd77::dead localhost" "10.77.0.66 localhost" "127.0.0.1 localhost"
sends_within 1500 "two dead addresses beside a good one"

# The name is asked of a name server that is down, and then of one that is not.
names "127.0.0.1 another"
name_servers "nameserver 10.77.0.53" "nameserver 127.0.0.1" "options timeout:2"
mkfifo "$scratch/names"
inside python3 tests/network/names.py 127.0.0.1 > "$scratch/names" &
servers+=($!)
read -r _ < "$scratch/names"
began=$(milliseconds)
inside getent ahosts localhost > /dev/null
resolver=$(($(milliseconds) - began))
echo "the system's own resolver, first name server dead: $resolver ms"
sends_within "$((resolver + 1500))" "first name server dead"

echo "$passed passed, 0 failed"
