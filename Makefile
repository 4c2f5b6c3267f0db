# The only set-up there is: Python 3.11 or newer, git and make. `make help` lists the targets.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test test-full lint bench lock messages clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 14

setup: $(VENV)/dev.stamp  ## everything that development and the tests need, in .venv

run: $(VENV)/run.stamp  ## the application with its demonstration on http://127.0.0.1:8000
	@$(BIN)/consult run

test: $(VENV)/dev.stamp  ## lint and every test but the long tier, within ten minutes
	@$(BIN)/python -m scripts.check test

test-full: $(VENV)/dev.stamp  ## lint and every test
	@$(BIN)/python -m scripts.check full

lint: $(VENV)/dev.stamp  ## ruff, mypy, import contracts, template lint
	@$(BIN)/python -m scripts.check lint

bench: $(VENV)/dev.stamp  ## speed and memory as ratios: the engine and Word files against yardsticks, pages against an empty one
	@$(BIN)/python -m benchmarks

messages: $(VENV)/dev.stamp  ## catalogues follow the source
	@$(BIN)/python -m scripts.messages

lock: $(VENV)/run.stamp  ## requirements*.txt follow pyproject.toml
	@$(BIN)/python -m scripts.lock

clean:  ## remove what was installed and built; var/ with its data stays
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist test-results

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) scripts/environment.py $(VENV)

$(VENV)/run.stamp: requirements.txt scripts/link.py | $(VENV)/bin/python
	@echo "installing what consult needs to run"
	@$(PIP) -r requirements.txt
	@$(BIN)/python -m scripts.link
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "installing what the tests need"
	@$(PIP) -r requirements-dev.txt
	@touch $@
