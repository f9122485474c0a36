# shellcheck shell=bash
# The parts of run.sh, which sets cargo, target, out and tests.

C_WARNINGS=(-Wall -Wextra -pedantic -Werror)
# POSIX is for the tests alone: threads, sockets, sleeping.
C_FLAGS=(-std=c99 -D_POSIX_C_SOURCE=200809L "${C_WARNINGS[@]}" -g -Iinclude -I"$tests/c")
CPP_FLAGS=(-std=c++17 -fno-exceptions -fno-rtti "${C_WARNINGS[@]}" -g -Iinclude)
# Programs that take the directory of the packed vectors, that take nothing, and that need a simulator.
WITH_VECTORS=(vectors tokens callbacks script_calls script_limiter script_fanout)
ALONE=(behaviour bad_arguments)
LIVE=(live_client live_dispatcher live_hanging)
: > "$out/not-tested"

have() {
    command -v "$1" > /dev/null
}

not_tested() {
    echo "NOT TESTED: $*" | tee -a "$out/not-tested" >&2
}

with_simulator() {
    timeout 600 "$tests/with-simulator.sh" "$target/debug/zegoapi-simulator" "$@"
}

# Puts the library that was built last into a place of its own, under the names that an installed one has.
stage() {
    local version
    version=$(sed -n 's/^#define ZEGOAPI_VERSION "\(.*\)"$/\1/p' include/zegoapi.h)
    mkdir -p "$out/$1"
    cp -f "$2/libzegoapi.so" "$out/$1/libzegoapi.so.$version"
    if [ -e "$2/libzegoapi.a" ]; then
        cp -f "$2/libzegoapi.a" "$out/$1/"
    fi
    ln -sf "libzegoapi.so.$version" "$out/$1/libzegoapi.so.${version%.*}"
    ln -sf "libzegoapi.so.$version" "$out/$1/libzegoapi.so"
}

build() {
    "$cargo" build --quiet --locked --package zegoapi-ffi --no-default-features
    stage bare "$target/debug"
    "$cargo" build --quiet --locked --package zegoapi-ffi
    stage full "$target/debug"
    "$cargo" build --quiet --locked --package zegoapi-simulator
    python3 "$tests/generate/pack.py" "$out"
    python3 "$tests/generate/bad_arguments.py" > "$out/bad_arguments.c"
}

source_of() {
    if [ -e "$out/$1.c" ]; then echo "$out/$1.c"; else echo "$tests/c/$1.c"; fi
}

# Builds a C test with the library in $out/LIBRARY: compile NAME LIBRARY DIRECTORY FLAGS...
compile() {
    local name=$1 library=$2 directory=$out/$3
    shift 3
    mkdir -p "$directory"
    "${CC:-gcc}" "${C_FLAGS[@]}" "$@" "$(source_of "$name")" -o "$directory/$name" \
        -L"$out/$library" -Wl,-rpath,"$out/$library" -lzegoapi -lpthread
}

# Runs the programs that were compiled into a directory, under a command if one is named: run DIRECTORY COMMAND...
run() {
    local directory=$out/$1 name
    shift
    for name in "${WITH_VECTORS[@]}"; do
        "$@" "$directory/$name" "$out"
    done
    for name in "${ALONE[@]}"; do
        "$@" "$directory/$name"
    done
    for name in "${LIVE[@]}" threaded; do
        if [ -e "$directory/$name" ]; then
            with_simulator "$@" "$directory/$name"
        fi
    done
}

part_headers() {
    local compiler dialect
    for compiler in gcc clang; do
        if ! have "$compiler"; then
            not_tested "the headers with $compiler"
            continue
        fi
        # c2x is what compilers before GCC 14 call C23.
        for dialect in c99 c11 c2x; do
            echo '#include <zegoapi.h>' | $compiler -std=$dialect "${C_WARNINGS[@]}" -Iinclude -x c -fsyntax-only -
            echo '#include <zegoapi.h>' |
                $compiler -std=$dialect "${C_WARNINGS[@]}" -DZEGOAPI_NO_HTTP -Iinclude -x c -fsyntax-only -
        done
        for dialect in c++11 c++17 c++20; do
            echo '#include <zegoapi.h>' | $compiler -std=$dialect "${C_WARNINGS[@]}" -Iinclude -x c++ -fsyntax-only -
        done
        for dialect in c++17 c++20; do
            echo '#include <zegoapi.hpp>' | $compiler -std=$dialect "${C_WARNINGS[@]}" -fno-exceptions -fno-rtti \
                -Iinclude -x c++ -fsyntax-only -
            echo '#include <zegoapi.hpp>' | $compiler -std=$dialect "${C_WARNINGS[@]}" -DZEGOAPI_NO_HTTP \
                -Iinclude -x c++ -fsyntax-only -
        done
    done
}

# Names that engines and systems own as macros do not stand in the way of the C++ face.
part_macros() {
    {
        printf '#include <%s>\n' array chrono functional iterator memory optional string string_view variant vector
        # Unreal, Apple, Windows, Qt, X11.
        printf '#define %s(expression) owned\n' check checkf verify verifyf ensure require TEXT
        printf '#define %s(a, b) owned\n' min max
        printf '#define %s owned\n' interface small near far IN OUT ERROR DELETE signals slots emit None Status Success Bool
        echo '#include <zegoapi.hpp>'
    } > "$out/macros.cpp"
    g++ -std=c++17 "${C_WARNINGS[@]}" -Iinclude -fsyntax-only "$out/macros.cpp"
}

exported() {
    nm -D --defined-only "$out/$1/libzegoapi.so" | awk '{ print $3 }' | LC_ALL=C sort
}

# The committed list says what is exported; those marked `http` are not in a library without HTTP.
part_symbols() {
    local symbol
    diff <(awk '{ print $1 }' ffi-c/symbols.txt) <(exported full)
    diff <(grep -v ' http$' ffi-c/symbols.txt) <(exported bare)
    # Every one has a face in C++; a text of C's is not needed there.
    for symbol in $(exported full); do
        grep -qw "$symbol" include/zegoapi.hpp || [ "$symbol" = zegoapi_str ] || {
            echo "$symbol has no face in zegoapi.hpp" >&2
            return 1
        }
    done
    if exported full | grep -v '^zegoapi_'; then
        echo "symbols that do not begin with zegoapi_" >&2
        return 1
    fi
    # Without HTTP there is no socket to open and no name to resolve.
    if nm -D --undefined-only "$out/bare/libzegoapi.so" | grep -wE 'socket|connect|getaddrinfo|sendto?|recv(from)?'; then
        echo "network functions in the library without HTTP" >&2
        return 1
    fi
}

compile_all() {
    local directory=$1 library=$2 name
    shift 2
    for name in "${WITH_VECTORS[@]}" "${ALONE[@]}" "${LIVE[@]}" threaded; do
        compile "$name" "$library" "$directory" "$@"
    done
}

part_c() {
    compile_all c full
    run c
}

part_static() {
    local native
    mkdir -p "$out/static"
    native=$("$cargo" rustc --quiet --locked --package zegoapi-ffi --lib --crate-type staticlib -- \
        --print native-static-libs 2>&1 | sed -n 's/^note: native-static-libs: //p' | tail -n 1)
    # shellcheck disable=SC2086 # a list of options
    gcc "${C_FLAGS[@]}" "$tests/c/vectors.c" "$out/full/libzegoapi.a" $native -o "$out/static/vectors"
    if readelf -d "$out/static/vectors" | grep -q libzegoapi; then
        echo "not static" >&2
        return 1
    fi
    "$out/static/vectors" "$out"
}

part_bare() {
    local name
    for name in "${WITH_VECTORS[@]}" behaviour; do
        compile "$name" bare bare-programs -DZEGOAPI_NO_HTTP
    done
    for name in "${WITH_VECTORS[@]}"; do
        "$out/bare-programs/$name" "$out"
    done
    "$out/bare-programs/behaviour"
}

part_cpp() {
    local compiler name
    for compiler in g++ clang++; do
        if ! have "$compiler"; then
            not_tested "the C++ tests with $compiler"
            continue
        fi
        mkdir -p "$out/$compiler"
        for name in vectors scripts traffic tokens_and_callbacks live; do
            $compiler "${CPP_FLAGS[@]}" "$tests/cpp/$name.cpp" -o "$out/$compiler/$name" \
                -L"$out/full" -Wl,-rpath,"$out/full" -lzegoapi -lpthread
        done
        "$out/$compiler/vectors" "$out"
        "$out/$compiler/scripts" "$out"
        "$out/$compiler/traffic" "$out"
        "$out/$compiler/tokens_and_callbacks" "$out"
        with_simulator "$out/$compiler/live"
    done
}

# Finds out whether a compiler can link and run with a sanitizer here.
sanitizes() {
    echo 'int main(void) { return 0; }' > "$out/probe.c"
    "$1" "$2" "$out/probe.c" -o "$out/probe" 2> /dev/null && "$out/probe" 2> /dev/null
}

part_sanitizers() {
    if ! sanitizes gcc -fsanitize=address,undefined; then
        not_tested "ASan and UBSan"
        return
    fi
    compile_all asan full -fsanitize=address,undefined -fno-sanitize-recover=all
    # The sanitizers are really in.
    nm "$out/asan/vectors" | grep __asan_init > /dev/null
    # The child of a fork has not got what the threads held that it has not got; its leaks are no faults.
    ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 LSAN_OPTIONS=exitcode=23 ZEGOAPI_TEST_NO_FORK=1 run asan
}

part_valgrind() {
    if ! have valgrind; then
        not_tested "valgrind"
        return
    fi
    compile_all c full
    ZEGOAPI_TEST_NO_FORK=1 run c valgrind --quiet --num-callers=40 --leak-check=full --error-exitcode=9 \
        --suppressions="$tests/valgrind.supp"
}

# Races, with the library and Rust's own instrumented, so that nothing has to be suppressed: that takes a nightly toolchain
# with Rust's sources, and its runtime, for an older clang's lacks some of what a newer compiler calls.
part_threads() {
    local triple runtime name build=$target/tsan directory=$out/tsan
    triple=$(rustc -vV | sed -n 's/^host: //p')
    if ! have clang; then
        not_tested "threads under TSan (clang)"
        return
    fi
    if ! have rustup || ! rustup component list --toolchain nightly 2> /dev/null | grep '^rust-src (installed)' > /dev/null; then
        not_tested "threads under TSan (a nightly toolchain with rust-src)"
        return
    fi
    runtime=$(rustup run nightly rustc --print sysroot)/lib/rustlib/$triple/lib/librustc-nightly_rt.tsan.a
    if ! [ -e "$runtime" ]; then
        not_tested "threads under TSan (its runtime, $runtime)"
        return
    fi
    RUSTFLAGS="-Zsanitizer=thread" CARGO_TARGET_DIR=$build rustup run nightly cargo build --quiet --locked \
        -Zbuild-std --target "$triple" --package zegoapi-ffi
    # The library is really instrumented. (No -q: nm would fail on the pipe that is closed on it.)
    nm "$build/$triple/debug/libzegoapi.a" 2> /dev/null | grep __tsan_write8 > /dev/null
    mkdir -p "$directory"
    for name in threaded "${LIVE[@]}"; do
        clang "${C_FLAGS[@]}" -fsanitize=thread -c "$tests/c/$name.c" -o "$directory/$name.o"
        clang "$directory/$name.o" "$build/$triple/debug/libzegoapi.a" -o "$directory/$name" -Wl,--export-dynamic \
            -Wl,--whole-archive "$runtime" -Wl,--no-whole-archive -lpthread -ldl -lm -lrt -lgcc_s -lresolv
        ZEGOAPI_TEST_NO_FORK=1 TSAN_OPTIONS=halt_on_error=1:exitcode=66 with_simulator "$directory/$name"
    done
}

part_allocations() {
    if ! ldd --version 2>&1 | grep -qi -e glibc -e 'gnu libc'; then
        not_tested "allocations (the hook is for glibc)"
        return
    fi
    compile allocations full c
    "$out/c/allocations"
}

# In a release build: what is optimised away must not be the guard.
part_panics() {
    "$cargo" build --quiet --locked --release --package zegoapi-ffi --no-default-features --features test-panic
    stage panicking "$target/release"
    compile panics panicking panicking-programs
    # Three times two panics say so on standard error, as Rust's do.
    "$out/panicking-programs/panics" 2> "$out/panics"
    [ "$(grep -c 'panicked at' "$out/panics")" -eq 9 ]
}

# shellcheck source=ffi-c/tests/programs.sh
. "$tests/programs.sh"
