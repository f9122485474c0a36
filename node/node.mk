# The Node part of the front door. Everything npm puts down stays inside node/; what is tested is what is packed.

NPM ?= npm
NODE ?= node
# The Node lines that package.json's `engines` names.
NODE_LINES ?= 20 22 24 26

.PHONY: test-node lint-node bench-node pack-node test-node-lines

node/node_modules/.package-lock.json: node/package-lock.json node/package.json
	cd node && $(NPM) ci --no-audit --no-fund
	@touch $@

test-node: node/node_modules/.package-lock.json ## Packs the Node package, installs it, tests what was installed
	cd node && $(NODE) scripts/build.mjs && $(NODE) scripts/install.mjs && $(NODE) scripts/check.mjs
	cd node && $(NODE) scripts/test.mjs

lint-node: node/node_modules/.package-lock.json ## Checks the form of the Node package
	cd node && node_modules/.bin/prettier --check --log-level warn .

pack-node: node/node_modules/.package-lock.json ## Builds the Node packages for this platform, into node/build
	cd node && $(NODE) scripts/build.mjs --release && $(NODE) scripts/install.mjs && $(NODE) scripts/check.mjs

bench-node: node/node_modules/.package-lock.json ## Measures what a send costs the event loop
	cd node && $(NODE) scripts/build.mjs --release && $(NODE) scripts/install.mjs
	cd node/build/project && $(NODE) bench/event-loop.mjs

test-node-lines: node/node_modules/.package-lock.json ## Tests the installed package on every Node line it names
	cd node && $(NODE) scripts/build.mjs && $(NODE) scripts/install.mjs
	cd node && set -e; for line in $(NODE_LINES); do \
		$(NPM) install --silent --no-save --prefix build/node-$$line node@$$line; \
		build/node-$$line/node_modules/.bin/node scripts/test.mjs; done
