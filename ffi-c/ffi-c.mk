# The C and C++ side: included by the root Makefile. Rust, a C and a C++ compiler and Python 3 do; what needs more (clang,
# CMake, valgrind, ...) runs where it is found and is named where it is not.

FFI_DIR := $(dir $(lastword $(MAKEFILE_LIST)))
LIBDIR ?= lib
HTTP ?= 1

.PHONY: header install-c test-c lint-c bench-c

header: ## Writes include/zegoapi.h anew from ffi-c/src
	ZEGOAPI_WRITE_HEADER=1 $(CARGO) test --quiet --package zegoapi-ffi --test header -- the_header_is

# Shared and static library, headers, files for pkg-config and CMake; HTTP=0 leaves the network out.
install-c:
	CARGO="$(CARGO)" PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" LIBDIR="$(LIBDIR)" HTTP="$(HTTP)" $(FFI_DIR)scripts/install.sh

test-c:
	CARGO="$(CARGO)" $(FFI_DIR)tests/run.sh

lint-c:
	CARGO="$(CARGO)" $(FFI_DIR)scripts/lint.sh

bench-c:
	CARGO="$(CARGO)" $(FFI_DIR)scripts/sizes.sh

# What the front door's targets do on this side.
test: test-c
lint: lint-c
bench: bench-c
install: install-c
