# One word, one thing done. Every target prepares what it needs: a machine with Python >= 3.11, pip and make is enough.
# The environment is .venv; a stamp in it says what was installed for which checkout, so that a second run installs nothing.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# Scripts in an environment hold absolute paths: a checkout that was moved prepares itself again.
PLACE := $(shell printf %s "$(CURDIR)" | cksum | cut -d' ' -f1)
BARE := $(VENV)/.bare-$(PLACE)
BASE := $(VENV)/.base-$(PLACE)
DEV := $(VENV)/.dev-$(PLACE)
# A process for each processor.
TOGETHER := --numprocesses=auto --cov=procflow --cov-branch --cov-report=
BENCH := $(VENV)/.bench-$(PLACE)
FUZZ := $(VENV)/.fuzz-$(PLACE)
RECIPES := $(VENV)/.recipes-$(PLACE)

PYTHON ?=
CANDIDATES := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-warn-script-location --constraint constraints.txt
ROOMS := calendar clock source condition definition procedure dossier core
EMPTY :=
COMMA := ,
CORE := $(subst $(EMPTY) $(EMPTY),$(COMMA),$(ROOMS:%=src/procflow/%/*))

.PHONY: help demo test lint types contracts unit examples coverage bench mutants fuzz torture recipes docs draw portal-score format lock clean

help: ## say what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- the environment -------------------------------------------------------------------------------------------------

$(BARE):
	@for python in $(CANDIDATES); do \
	  if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
	  echo "procflow needs Python 3.11 or later with pip and venv; name one with: make PYTHON=/path/to/python $(MAKECMDGOALS)" >&2; exit 1; \
	fi; \
	echo "make: preparing $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv $(VENV)
	@touch $@

$(BASE): $(BARE) pyproject.toml constraints.txt
	@echo "make: installing procflow"
	@$(PIP) --editable .
	@touch $@

$(DEV): $(BARE) pyproject.toml constraints.txt
	@echo "make: installing procflow and the tools of its tests"
	@$(PIP) --editable '.[dev]'
	@touch $@ $(BASE)

$(BENCH): $(DEV)
	@echo "make: installing the peers the benchmarks measure against"
	@$(PIP) --editable '.[bench]'
	@touch $@

$(FUZZ): $(DEV)
	@echo "make: installing the fuzzer"
	@$(PIP) --editable '.[fuzz]'
	@touch $@

$(RECIPES): $(DEV)
	@echo "make: installing the schedulers of the recipes"
	@$(PIP) --editable '.[recipes]'
	@touch $@

# --- for everybody ---------------------------------------------------------------------------------------------------

demo: $(BASE) ## tell one construction permit's life, from receipt to verified journal
	@$(BIN)/procflow demo
	@echo "(procflow stands in $(BIN); to have it at hand: source $(BIN)/activate)"

test: lint types contracts unit examples ## everything a change must pass

# --- the parts of `make test` ------------------------------------------------------------------------------------------

lint: $(DEV)
	@echo "make: ruff"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "make: run 'make format'" >&2; exit 1; }

types: $(DEV)
	@echo "make: mypy --strict"
	@$(BIN)/mypy --no-error-summary

contracts: $(DEV)
	@echo "make: import contracts"
	@$(BIN)/lint-imports --no-logo

# The core rooms decide what the law says: no branch of them goes untested.
unit: $(DEV)
	@echo "make: tests"
	@$(BIN)/pytest --quiet $(TOGETHER)
	@$(BIN)/coverage report --skip-covered --fail-under=100 --include='$(CORE)'

examples: $(DEV)
	@echo "make: worked examples"
	@$(BIN)/procflow check procedures
	@$(BIN)/procflow test procedures

# --- for the people who build procflow -----------------------------------------------------------------------------------

format: $(DEV) ## write the code and the procedures in the house's format
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(BIN)/procflow fmt procedures src/procflow/profiles tests/examples

coverage: $(DEV) ## coverage of every room, as pages in htmlcov/
	@$(BIN)/pytest --quiet $(TOGETHER); $(BIN)/coverage html --quiet && echo "htmlcov/index.html"

bench: $(BENCH) ## procflow beside its peers, as ratios
	@for bench in legal_time procedures checking durable_commands imports command_line; do $(PY) -W ignore -m benchmarks.$$bench; done

mutants: $(DEV) ## seeded bugs in the calendar and the clock: each must be noticed
	@$(PY) -m pytest --quiet tests/clock/test_seeded_bugs.py

# Every fuzzer runs, whatever the one before it found; then a find of any of them fails the target.
fuzz: $(FUZZ) ## hostile input; each of three fuzzers runs FUZZ_SECONDS (60) or until FUZZ_RUNS, from FUZZ_SEED
	@failed=; for name in reader conditions compiler; do \
	  echo "make: tests/fuzz/$$name.py"; \
	  PYTHONPATH=tests/kit $(PY) tests/fuzz/$$name.py 2> >(grep --invert-match -E '^(==[0-9]+== )?(INFO|WARNING): ' >&2) || failed="$$failed $$name"; \
	done; \
	if [ -n "$$failed" ]; then echo "make: found something:$$failed (the inputs are in out/fuzz)" >&2; exit 1; fi

torture: $(DEV) ## the slow half of the tests: exhaustive tables, long random walks
	@PROCFLOW_TORTURE=1 $(PY) -m pytest --quiet

recipes: $(RECIPES) ## the recipes for schedulers, against the real Celery and procrastinate
	@PROCFLOW_RECIPES=1 $(PY) -m pytest --quiet tests/recipes

docs: $(DEV) ## write the generated pages of docs/reference
	@$(PY) tools/errors_page.py

draw: $(DEV) ## a picture of every procedure, in out/
	@mkdir -p out
	@$(BIN)/procflow draw procedures --out out

portal-score: $(DEV) ## what is recovered from published records, against labels written by hand
	@$(PY) tools/portal_score.py

lock: $(BARE) ## pin the newest versions of everything, in constraints.txt (then: make test)
	@fresh=$$(mktemp -d); trap 'rm -rf "$$fresh"' EXIT; \
	$(PY) -m venv "$$fresh"; "$$fresh/bin/python" -m pip install -qq --editable '.[dev,bench]'; \
	"$$fresh/bin/python" -m pip freeze --exclude-editable > constraints.txt

clean: ## remove everything make has made
	@rm -rf $(VENV) out htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks
