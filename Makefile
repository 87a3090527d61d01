# Every command sets up what it needs; nothing has to be run first. `make help` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
PY := $(VENV)/bin/python
ORACLE_VENV := .venv-oracle
OPY := $(ORACLE_VENV)/bin/python
export PYTHONDONTWRITEBYTECODE ?=
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help serve test build bench oracle golden assets check clean pins setup

help:  ## what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

serve: setup  ## the site on this machine, rebuilt on every change
	$(PY) -m explainers.serve

build: assets  ## the finished site in site/, checked and sealed
	$(PY) -m mkdocs --quiet build --strict
	$(PY) -m explainers.seal site

test: build check  ## everything: unit, property, docs, Pyodide, browser, accessibility
	CHROMIUM="$$(VENV=$(VENV) scripts/browser.sh)" $(PY) -m pytest $(PYTEST)

check: setup  ## style and types, without running anything
	$(VENV)/bin/ruff check .
	npm run --silent types

oracle: $(ORACLE_VENV)/.stamp  ## the live comparison with PyTorch Geometric
	MPCORE_ORACLE=live $(OPY) -m pytest tests/oracle $(PYTEST)

bench: build  ## our numbers beside the alternatives', from one run
	CHROMIUM="$$(VENV=$(VENV) scripts/browser.sh)" $(PY) -m bench

golden: assets $(ORACLE_VENV)/.stamp  ## rewrite the recorded outputs; look at the diff before you commit
	PYTHONPATH=.:tests $(OPY) tests/oracle/record_pyg.py
	MPCORE_GOLDEN=write $(PY) -m pytest tests/docs/test_snippets.py -m "not site" $(PYTEST)

assets: setup  ## what the site needs besides its pages: typefaces, colours, Python for the browser, precomputed runs
	$(PY) -m explainers.assets

setup: $(VENV)/.stamp node_modules/.stamp

$(VENV)/.stamp: requirements/dev.txt
	@python="$$(scripts/doctor.sh)" && { test -x $(PY) || "$$python" -m venv $(VENV); }
	$(PY) -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.stamp: package-lock.json
	@scripts/doctor.sh >/dev/null
	npm ci --silent --no-audit --no-fund
	@touch $@

$(ORACLE_VENV)/.stamp: requirements/oracle.txt requirements/dev.txt
	@python="$$(scripts/doctor.sh)" && { test -x $(OPY) || "$$python" -m venv $(ORACLE_VENV); }
	$(OPY) -m pip install --quiet -r requirements/oracle.txt
	@touch $@

pins: setup  # renew the pins from requirements/dev.in, for every platform and every Python from 3.11 on
	@test -x .cache/pins/bin/uv || { $(PY) -m venv .cache/pins && .cache/pins/bin/python -m pip install --quiet uv==0.13.9; }
	.cache/pins/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  $(PINS) --quiet requirements/dev.in --output-file requirements/dev.txt

clean:  ## remove what was built (downloads and environments stay)
	rm -rf site docs/assets/generated build dist *.egg-info .pytest_cache .hypothesis
