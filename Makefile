# The front door. Every target does its own set-up: Rust, gcc, make, Python 3 and Node are all it takes.
# Where cargo builds (CARGO_TARGET_DIR, or target/) is cargo's to say.

CARGO ?= cargo
PREFIX ?= /usr/local
DESTDIR ?=

.DEFAULT_GOAL := help
.PHONY: help demo test test-network lint bench install

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Sends messages to a simulated room and shows who got them
	@CARGO="$(CARGO)" scripts/demo.sh

test: ## Runs every test
	$(CARGO) test --workspace --locked --no-fail-fast

# Dead addresses and name servers, made real where the machine can.
test-network:
	@CARGO="$(CARGO)" tests/network/namespaces.sh
test: test-network

lint: ## Checks form: rustfmt, clippy, rustdoc, shellcheck
	$(CARGO) fmt --all --check
	$(CARGO) fmt --manifest-path tests/no-std/Cargo.toml --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	$(CARGO) clippy --manifest-path tests/no-std/Cargo.toml --target-dir "$${CARGO_TARGET_DIR:-target}/no-std" --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked
	@if command -v shellcheck > /dev/null; then shellcheck scripts/*.sh tests/network/*.sh .ci/run; \
	else echo "NOT CHECKED: shell scripts, for shellcheck is not installed" >&2; fi

bench: ## Measures what things cost
	$(CARGO) bench -p zegoapi-bench --locked

install: ## Installs the command and libzegoapi: make install PREFIX=/usr/local
	$(CARGO) install --path cli --locked --no-track --force --root "$(DESTDIR)$(PREFIX)"

# Each language adds its own part to the targets above.
include py/py.mk
include node/node.mk
include ffi-c/ffi-c.mk
