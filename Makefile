# Two commands need nothing but Python >= 3.11 with venv, and make:
#   make example   the environment, then the sample log: printed, explained, drawn
#   make test      lint, types, import contracts, tests, doctests
# Development: make fmt | bench | full | clean

VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
# The first of these that is 3.11 or newer and can make environments.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo $$p; break; }; done)
EXTRAS := pandas geo excel testing locale html cartopy zstd morphology
SKIP := printf '\n*** SKIPPED, LOUDLY: %s\n\n'
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := test
.PHONY: example test fmt bench full clean

example: $(VENV)/.core
	$(BIN)/python examples/minsk_kyiv_2022.py

# What is installed is run; what could not be installed is named, and fails in CI.
test: $(VENV)/.dev
	@set -e; \
	for step in "ruff check" "ruff format --check" "mypy" "lint-imports"; do \
	  tool=$${step%% *}; \
	  if [ -x $(BIN)/$$tool ]; then echo "== $$step"; $(BIN)/$$step; \
	  elif [ -n "$(CONFLICTLOG_CI)" ]; then echo "$$tool is not installed, and CI must run it"; exit 1; \
	  else $(SKIP) "$$step (it is not installed)"; fi; \
	done; \
	{ command -v chromium && command -v chromedriver; } >/dev/null \
	|| $(SKIP) "pages in a browser (Debian: apt-get install chromium chromium-driver)"; \
	workers="-n $(JOBS)"; \
	$(BIN)/python -c 'import xdist' 2>/dev/null || { workers=; $(SKIP) "pytest-xdist: one worker"; }; \
	echo "== pytest $$workers"; $(BIN)/python -m pytest $$workers $(ARGS)

fmt: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.dev
	@set -e; for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script; done

full: $(VENV)/.dev
	HYPOTHESIS_PROFILE=full $(BIN)/python -m pytest $(ARGS)

clean:
	rm -rf $(VENV) build dist examples/output .mypy_cache .pytest_cache .ruff_cache \
	  .hypothesis .import_linter_cache
	find src tests tools benchmarks examples -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/.core: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python >= 3.11 with venv was not found:" \
	  "install it (Debian: apt-get install python3-venv) or say make PYTHON=/path/to/python3"; exit 1; }
	@test -x $(BIN)/python || { echo "== environment in $(VENV), by $$($(PYTHON) --version)"; \
	  $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install -q --upgrade "pip>=25.1" \
	  || $(SKIP) "pip could not be upgraded; going on with $$($(BIN)/python -m pip --version)"
	$(BIN)/python -m pip install -q -e .
	@touch $@

# All at once where possible; else one by one, naming what is missing. Not stamped then: tried again.
$(VENV)/.dev: $(VENV)/.core
	@echo "== extras and development tools"
	@$(BIN)/python -m pip install -q -e ".[all]" --group dev && touch $@ || { \
	  for extra in $(EXTRAS); do $(BIN)/python -m pip install -q -e ".[$$extra]" \
	    || $(SKIP) "the extra '$$extra' could not be installed"; done; \
	  $(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' \
	  | while read -r package; do $(BIN)/python -m pip install -q "$$package" \
	    || $(SKIP) "$$package could not be installed"; done; }
