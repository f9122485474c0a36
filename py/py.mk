# The Python side: included by the root Makefile. Everything happens in venvs under .venv, from pinned tools.

PYTHON ?= python3
PY_DIR := $(dir $(lastword $(MAKEFILE_LIST)))
PY_VENVS := $(abspath $(PY_DIR)../.venv)
PY_DEV := $(PY_VENVS)/dev
PY_WHEELS := $(PY_VENVS)/wheels
PY_TOOLS := $(PY_DEV)/.tools
# Which profile the tested wheel is built with; a release passes `release`.
PY_PROFILE ?= dev

.PHONY: test-py lint-py bench-py wheels-py clean-py

$(PY_TOOLS): $(PY_DIR)requirements-dev.txt
	$(PYTHON) -m venv --clear $(PY_DEV)
	$(PY_DEV)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Wheels of the package and of the simulator, into an emptied directory: what is installed is what was built now.
wheels-py: $(PY_TOOLS)
	rm -rf $(PY_WHEELS)
	cd $(PY_DIR) && $(PY_DEV)/bin/maturin build --quiet --locked --profile $(PY_PROFILE) --out $(PY_WHEELS)
	cd $(PY_DIR)../tests/simulator && $(PY_DEV)/bin/maturin build --quiet --locked --profile $(PY_PROFILE) --out $(PY_WHEELS)
	$(PY_DEV)/bin/pip install --quiet --disable-pip-version-check --no-index --no-deps --force-reinstall $(PY_WHEELS)/*.whl

# Against the installed wheels, and types against what was installed.
test-py: wheels-py
	cd $(PY_DIR) && PYTHONDONTWRITEBYTECODE=1 $(PY_DEV)/bin/python -m pytest -q
	cd $(PY_VENVS) && $(PY_DEV)/bin/python -m mypy.stubtest zegoapi --allowlist $(abspath $(PY_DIR))/stubtest-allowlist.txt
	cd $(PY_DIR) && $(PY_DEV)/bin/mypy --cache-dir $(PY_VENVS)/mypy --strict examples tests
	PYTHON="$(PYTHON)" $(PY_DIR)scripts/install.sh $(PY_DEV) $(PY_WHEELS) $(PY_VENVS)

lint-py: $(PY_TOOLS)
	cd $(PY_DIR) && $(PY_DEV)/bin/ruff format --no-cache --check .
	cd $(PY_DIR) && $(PY_DEV)/bin/ruff check --no-cache .
	cd $(PY_DIR) && $(PY_DEV)/bin/mypy --cache-dir $(PY_VENVS)/mypy --strict python/zegoapi
	@if command -v shellcheck > /dev/null; then shellcheck $(PY_DIR)scripts/*.sh; \
	else echo "NOT CHECKED: shell scripts, for shellcheck is not installed" >&2; fi

bench-py: PY_PROFILE = release
bench-py: wheels-py
	$(PY_DEV)/bin/python $(PY_DIR)bench/import_time.py
	$(PY_DEV)/bin/python $(PY_DIR)bench/per_call.py
	$(PY_DEV)/bin/python $(PY_DIR)bench/overload.py

clean-py:
	rm -rf $(PY_VENVS)

# What the front door's targets do on this side.
test: test-py
lint: lint-py
bench: bench-py
