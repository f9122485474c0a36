# The Node side: included by the root Makefile. Everything that npm and the builds put down stays inside node/, and what
# is tested is what was packed and installed.

NPM ?= npm
NODE ?= node
# The lines of Node that package.json's `engines` names.
NODE_LINES ?= 20 22 24 26
NODE_DIR := $(dir $(lastword $(MAKEFILE_LIST)))
NODE_MODULES := $(NODE_DIR)node_modules/.package-lock.json

.PHONY: packages-node project-node test-node test-node-lines lint-node bench-node clean-node

$(NODE_MODULES): $(NODE_DIR)package-lock.json $(NODE_DIR)package.json
	cd $(NODE_DIR) && $(NPM) ci --no-audit --no-fund --loglevel=error
	touch $@

# The two packages as they are given away, in node/dist.
packages-node: $(NODE_MODULES)
	cd $(NODE_DIR) && $(NODE) scripts/build.mjs --release && $(NODE) scripts/pack.mjs

# The two packages, fast to build, installed into a project of their own in node/build.
project-node: $(NODE_MODULES)
	cd $(NODE_DIR) && $(NODE) scripts/build.mjs $(NODE_BUILD) && $(NODE) scripts/install.mjs

test-node: project-node
	cd $(NODE_DIR) && $(NODE) scripts/check.mjs
	cd $(NODE_DIR) && $(NODE) scripts/test.mjs

# The registry has Node itself as the package `node`.
test-node-lines: project-node
	cd $(NODE_DIR) && set -e; for line in $(NODE_LINES); do \
		$(NPM) install --silent --no-save --prefix build/node-$$line node@$$line; \
		build/node-$$line/node_modules/.bin/node scripts/test.mjs; done

lint-node: $(NODE_MODULES)
	cd $(NODE_DIR) && node_modules/.bin/prettier --check --log-level warn .

bench-node: NODE_BUILD = --release
bench-node: project-node
	cd $(NODE_DIR)build/project && $(NODE) bench/event-loop.mjs && $(NODE) bench/overload.mjs

clean-node:
	rm -rf $(NODE_DIR)build $(NODE_DIR)dist $(NODE_DIR)node_modules $(NODE_DIR)*.node $(NODE_DIR)simulator/bin

# What the front door's targets do on this side.
test: test-node
lint: lint-node
bench: bench-node
