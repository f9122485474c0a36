# shellcheck shell=bash
# The parts of run.sh that build programs as users do: the examples, and programs against an installed prefix.

# The environment that the examples read, from that of the tests.
as_user() {
    export ZEGO_APP_ID=$ZEGOAPI_TEST_APP_ID ZEGO_SERVER_SECRET=$ZEGOAPI_TEST_SERVER_SECRET
    export ZEGO_BASE_URL=$ZEGOAPI_TEST_HTTP_URL
}

admin() {
    python3 - "$ZEGOAPI_TEST_ADMIN_URL$1" "$2" << 'PYTHON'
import sys
import urllib.request

request = urllib.request.Request(sys.argv[1], sys.argv[2].encode(), {"Content-Type": "application/json"})
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).read()
PYTHON
}

# No tick of the game loop waits for the server, which takes two seconds for every answer. The worst tick is printed, and a
# millisecond is what it should stay below; but on a busy machine other programs take the processor away in the midst of a
# tick, so that only a tick that waited fails.
quick_ticks() {
    local program=$1 worst
    as_user
    admin /login '{"room_id":"room1","user_ids":["u1"]}'
    admin /settings '{"answer_delay_ms":2000}'
    nice -n -15 "$program" room1 u1 4 2> "$out/nice" | tee "$out/game-loop"
    grep -q '^24 messages: 24 reached, ' "$out/game-loop"
    worst=$(sed -n 's/^worst tick: \(.*\) ms$/\1/p' "$out/game-loop")
    if awk "BEGIN { exit !($worst >= 1) }"; then
        echo "NOTE: a tick took a millisecond or longer; on a busy machine, run it again" >&2
    fi
    awk "BEGIN { exit !($worst < 1000) }"
}

example_runs() {
    local program=$1
    as_user
    admin /login '{"room_id":"room1","user_ids":["u1"]}'
    "$program" room1 u1 hi | grep '^accepted, request id [0-9]'
    "$program" room1 nobody hi | grep '^nobody did not get it: code 50003$'
    if "$program" nowhere u1 hi 2> "$out/refused"; then
        return 1
    fi
    grep -q 'code 104 (absent)' "$out/refused"
}

# A token opens to what was asked for, and its text is on standard output alone.
token_runs() {
    as_user
    "$1" user1 room1 > "$out/token" 2> "$out/token-says"
    grep -q '^04AAAA' "$out/token"
    grep -q '^04\.\.\.([0-9]* bytes) is for user1, in room1, for 3600 seconds; publishing not allowed$' "$out/token-says"
    if "$1" '' room1 2> "$out/refused"; then
        return 1
    fi
    grep -q '^InvalidInput: .*user_id' "$out/refused"
}

# A callback of now is taken; one that somebody else signed, and one that is no callback, are not.
callback_runs() {
    local program=$1 now signature
    export ZEGO_CALLBACK_SECRET=s3cret
    now=$(date +%s)
    signature=$(printf '%s\n' s3cret "$now" 42 | LC_ALL=C sort | tr -d '\n' | sha1sum | cut -d ' ' -f 1)
    body="{\"event\":\"room_login\",\"timestamp\":$now,\"nonce\":42,\"room_id\":\"r\",\"user_account\":\"rose\",\"signature\""
    [ "$(echo "$body:\"$signature\"}" | "$program" | tr '\n' ' ')" = 'rose came into r 200 ' ]
    [ "$(echo "$body:\"${signature//[0-9]/0}\"}" | "$program" 2> "$out/refused" || true)" = 401 ]
    [ "$(echo '<xml/>' | "$program" 2>> "$out/refused" || true)" = 400 ]
    [ "$(grep -c '^callback refused: ' "$out/refused")" -eq 2 ]
}

part_examples() {
    local directory=$out/examples link=("-L$out/full" "-Wl,-rpath,$out/full" -lzegoapi)
    mkdir -p "$directory"
    gcc -std=c99 "${C_WARNINGS[@]}" -Iinclude ffi-c/examples/blocking_client.c -o "$directory/blocking_client" "${link[@]}"
    gcc -std=c99 "${C_WARNINGS[@]}" -Iinclude ffi-c/examples/token.c -o "$directory/token" "${link[@]}"
    g++ -std=c++17 "${C_WARNINGS[@]}" -Iinclude ffi-c/examples/callback.cpp -o "$directory/callback" "${link[@]}"
    # Without anything in the environment, an example says what is missing.
    if env -i "$directory/blocking_client" room1 u1 hi 2> "$out/refused"; then
        return 1
    fi
    grep -q '^[A-Za-z]*: [a-z_]* .' "$out/refused"
    (callback_runs "$directory/callback")
    export out
    export -f example_runs as_user admin quick_ticks token_runs
    with_simulator bash -euc "token_runs '$directory/token'"
    with_simulator bash -euc "example_runs '$directory/blocking_client'"
    # Time is measured as users will have it: optimised.
    "$cargo" build --quiet --locked --release --package zegoapi-ffi
    stage release "$target/release"
    g++ -std=c++17 "${C_WARNINGS[@]}" -O2 -Iinclude ffi-c/examples/game_loop.cpp -o "$directory/game_loop" \
        "-L$out/release" "-Wl,-rpath,$out/release" -lzegoapi -lpthread
    with_simulator bash -euc "quick_ticks '$directory/game_loop'"
    if ! have pkg-config || ! pkg-config --exists libcurl; then
        not_tested "the example that brings its own HTTP (libcurl)"
        return
    fi
    # With the library that has no HTTP: the example needs none of it.
    # shellcheck disable=SC2046 # lists of options
    gcc -std=c99 "${C_WARNINGS[@]}" -DZEGOAPI_NO_HTTP -Iinclude $(pkg-config --cflags libcurl) \
        ffi-c/examples/bring_your_own_http.c -o "$directory/bring_your_own_http" \
        -L"$out/bare" -Wl,-rpath,"$out/bare" -lzegoapi $(pkg-config --libs libcurl)
    with_simulator bash -euc "example_runs '$directory/bring_your_own_http'"
}

# The pieces of code in README.md compile, with around them what a reader would have by then.
part_readme() {
    python3 - README.md "$out/readme.c" "$out/readme.cpp" << 'PYTHON'
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
c, cpp = (re.search(rf"^```{language}$(.*?)^```$", text, re.M | re.S).group(1) for language in ("c", "cpp"))
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.write("#include <stdio.h>\n#include <stdlib.h>\n#include <zegoapi.h>\n")
    out.write("int example(uint32_t app_id);\nint example(uint32_t app_id) {\n")
    for name in ("app", "client", "command", "reply"):
        out.write(f"zegoapi_{name}_t *{name} = NULL;\n")
    out.write(c + "return 0;\n}\n")
with open(sys.argv[3], "w", encoding="utf-8") as out:
    out.write("#include <zegoapi.hpp>\nvoid log(std::string_view);\n")
    out.write("void example(const zegoapi::Dispatcher &dispatcher);\n")
    out.write("void example(const zegoapi::Dispatcher &dispatcher) {\n" + cpp + "}\n")
PYTHON
    gcc -std=c99 "${C_WARNINGS[@]}" -Iinclude -fsyntax-only "$out/readme.c"
    g++ -std=c++17 "${C_WARNINGS[@]}" -Iinclude -fsyntax-only "$out/readme.cpp"
}

# Runs a consumer of each language, of each kind of library: programs NAME_OF_C NAME_OF_C++
consumers_run() {
    with_simulator bash -euc "example_runs '$1'"
    with_simulator bash -euc "as_user; admin /login '{\"room_id\":\"room1\",\"user_ids\":[\"u1\"]}'
        '$2' room1 u1 1 | grep '^6 messages: 6 reached, '"
}

is_static() {
    if readelf -d "$1" | grep -q libzegoapi; then
        echo "$1 needs the shared library" >&2
        return 1
    fi
}

by_pkg_config() {
    local prefix=$1 directory=$2 kind package
    export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
    [ "$(pkg-config --cflags zegoapi | xargs)" = "-I$prefix/include" ]
    [ "$(pkg-config --libs zegoapi | xargs)" = "-L$prefix/lib -lzegoapi" ]
    # What rustc says that a static library needs; some systems do without, so no program here would miss it.
    pkg-config --libs zegoapi-static | grep -e '-lpthread' | grep -e '-lm' > /dev/null
    pkg-config --static --libs zegoapi | grep -e '-lpthread' | grep -e '-lm' > /dev/null
    mkdir -p "$directory"
    for kind in shared static; do
        package=zegoapi
        [ $kind = shared ] || package=zegoapi-static
        # shellcheck disable=SC2046 # lists of options
        gcc -std=c99 ffi-c/examples/blocking_client.c -o "$directory/c_$kind" $(pkg-config --cflags --libs $package)
        # shellcheck disable=SC2046
        g++ -std=c++17 ffi-c/examples/game_loop.cpp -o "$directory/cpp_$kind" $(pkg-config --cflags --libs $package) -lpthread
    done
    is_static "$directory/c_static"
    is_static "$directory/cpp_static"
    LD_LIBRARY_PATH=$prefix/lib consumers_run "$directory/c_shared" "$directory/cpp_shared"
    consumers_run "$directory/c_static" "$directory/cpp_static"
}

by_cmake() {
    local prefix=$1 directory=$2
    rm -rf "$directory"
    cmake -S "$tests/consumer" -B "$directory" -DCMAKE_PREFIX_PATH="$prefix" > "$out/cmake.log"
    cmake --build "$directory" >> "$out/cmake.log"
    is_static "$directory/c_static"
    is_static "$directory/cpp_static"
    consumers_run "$directory/c_shared" "$directory/cpp_shared"
    consumers_run "$directory/c_static" "$directory/cpp_static"
}

# A library without HTTP installs a package that says so to the header.
without_http() {
    local prefix=$1 program=$out/pkg-config-programs/without-http
    [ "$(PKG_CONFIG_PATH=$prefix/lib/pkgconfig pkg-config --cflags zegoapi | xargs)" = \
        "-I$prefix/include -DZEGOAPI_NO_HTTP" ]
    # shellcheck disable=SC2046 # lists of options
    gcc -std=c99 "$tests/c/vectors.c" -o "$program" \
        $(PKG_CONFIG_PATH=$prefix/lib/pkgconfig pkg-config --cflags --libs zegoapi-static)
    "$program" "$out"
}

# From an empty prefix, out of which everything is taken: the examples are only source text here.
part_installed() {
    local prefix=$out/prefix
    rm -rf "$prefix" "$prefix-without-http"
    CARGO=$cargo PREFIX=$prefix ffi-c/scripts/install.sh
    export out
    export -f example_runs as_user admin
    if have pkg-config; then
        by_pkg_config "$prefix" "$out/pkg-config-programs"
        CARGO=$cargo PREFIX=$prefix-without-http HTTP=0 ffi-c/scripts/install.sh
        without_http "$prefix-without-http"
    else
        not_tested "programs by pkg-config"
    fi
    if have cmake; then
        by_cmake "$prefix" "$out/cmake-programs"
    else
        not_tested "programs by CMake"
    fi
}
