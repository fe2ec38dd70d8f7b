# Everything a fresh machine needs is Python 3.10+, git and make; `make test` also installs what the tests use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: help demo test lint docs bench fuzz clean

help:
	@echo "make demo   build a small ML repo with one of each problem, and check it"
	@echo "make test   lint, types and every test"
	@echo "make docs   write the rule pages from the rules' docstrings"
	@echo "make bench  speed and memory beside the peers, as ratios"
	@echo "make fuzz   100,000 mutated files through every rule and the fixer"

$(BIN)/labcoat: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip
	$(PIP) install --editable .
	@touch $@

$(VENV)/tested: $(BIN)/labcoat
	$(PIP) install --group lint --group test
	@touch $@

demo: $(BIN)/labcoat
	$(BIN)/python examples/demo.py

lint: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: lint
	$(BIN)/pytest --numprocesses auto --dist worksteal

docs: $(BIN)/labcoat
	$(BIN)/python docs/generate.py

bench: $(VENV)/tested
	$(PIP) install --group bench
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/tested
	$(BIN)/python -m benchmarks.fuzz --files 100000

clean:
	rm -rf $(VENV) demo build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
