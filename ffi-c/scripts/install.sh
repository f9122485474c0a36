#!/bin/sh
# Builds libzegoapi and installs it: shared and static library, headers, files for pkg-config and CMake. Needs cargo and a
# C linker. Called by `make install-c`; from the environment: CARGO, PREFIX, DESTDIR, LIBDIR (below PREFIX), and HTTP=0 for
# a library without HTTP.
set -eu
cd "$(dirname "$0")/../.."

cargo=${CARGO:-cargo}
prefix=${PREFIX:-/usr/local}
libdir=${LIBDIR:-lib}
root=${DESTDIR:-}$prefix
target=${CARGO_TARGET_DIR:-target}

case $(uname -s) in
Linux | FreeBSD | NetBSD | OpenBSD | DragonFly) ;;
*)
    echo "this installs shared libraries of ELF systems; here, use: cargo install cargo-c && cd ffi-c &&" \
        "cargo cinstall --release --prefix=$prefix" >&2
    exit 1
    ;;
esac
case $prefix in
/*) ;;
*)
    echo "PREFIX must be an absolute path, not $prefix" >&2
    exit 1
    ;;
esac

features='' defines='' cmake_defines=''
if [ "${HTTP:-1}" = 0 ]; then
    features=--no-default-features defines=' -DZEGOAPI_NO_HTTP' cmake_defines=ZEGOAPI_NO_HTTP
fi

# Both libraries from one build, and what a static one has to be linked with.
# shellcheck disable=SC2086 # no features are no argument
said=$($cargo rustc --release --locked --package zegoapi-ffi --lib $features \
    --crate-type cdylib --crate-type staticlib -- --print native-static-libs 2>&1) || {
    echo "$said" >&2
    exit 1
}
native_libs=$(echo "$said" | sed -n 's/^note: native-static-libs: //p' | tail -n 1)
if [ -z "$native_libs" ]; then
    echo "rustc did not say what a static library has to be linked with" >&2
    exit 1
fi

version=$(sed -n 's/^#define ZEGOAPI_VERSION "\(.*\)"$/\1/p' include/zegoapi.h)
# While the version begins with 0, its second number stands for breaking changes; build.rs says the same.
case $version in
0.*) soversion=${version%.*} ;;
*) soversion=${version%%.*} ;;
esac
# From the CMake files back to the prefix.
up=$(echo "$libdir/cmake/zegoapi" | sed 's,[^/][^/]*,..,g')

fill() {
    sed -e "s,@PREFIX@,$prefix,g" -e "s,@LIBDIR@,$libdir,g" -e "s,@VERSION@,$version,g" -e "s,@SOVERSION@,$soversion,g" \
        -e "s,@NATIVE_LIBS@,$native_libs,g" -e "s,@DEFINES@,$defines,g" -e "s,@CMAKE_DEFINES@,$cmake_defines,g" \
        -e "s,@UP@,$up,g" "ffi-c/packaging/$1.in" > "$2/$1"
}

mkdir -p "$root/include" "$root/$libdir/pkgconfig" "$root/$libdir/cmake/zegoapi"
cp include/zegoapi.h include/zegoapi.hpp "$root/include/"
# A running program has the old file open: replace the name, not the contents.
rm -f "$root/$libdir/libzegoapi.so.$version"
cp "$target/release/libzegoapi.so" "$root/$libdir/libzegoapi.so.$version"
cp "$target/release/libzegoapi.a" "$root/$libdir/libzegoapi.a"
if command -v strip > /dev/null; then
    strip --strip-unneeded "$root/$libdir/libzegoapi.so.$version"
    strip --strip-debug "$root/$libdir/libzegoapi.a"
fi
ln -sf "libzegoapi.so.$version" "$root/$libdir/libzegoapi.so.$soversion"
ln -sf "libzegoapi.so.$soversion" "$root/$libdir/libzegoapi.so"
fill zegoapi.pc "$root/$libdir/pkgconfig"
fill zegoapi-static.pc "$root/$libdir/pkgconfig"
fill zegoapi-config.cmake "$root/$libdir/cmake/zegoapi"
fill zegoapi-config-version.cmake "$root/$libdir/cmake/zegoapi"
echo "installed libzegoapi $version below $root"
