# One command sets up and runs the main job, one sets up and passes the tests; both need Python 3.11 and make only.
PYTHON ?= python3.11
ifeq ($(shell command -v $(PYTHON) 2>/dev/null),)
PYTHON := python3
endif
VENV := .venv
BIN := $(VENV)/bin
NAMES ?= $(error NAMES must name a folder with the files movies-*.json of prust/wikipedia-movie-data)

.PHONY: try test check gate bench train crossval docs clean

try: $(VENV)/installed ## follow the bundled sample press, show the record of a film, and serve the app on this machine
	@mkdir -p build
	BIGPICTURE_DB=build/try.db $(BIN)/bigpicture add src/bigpicture/data/press
	BIGPICTURE_DB=build/try.db $(BIN)/bigpicture update --force
	BIGPICTURE_DB=build/try.db $(BIN)/bigpicture film "Dune: Part Two" --evidence
	BIGPICTURE_DB=build/try.db $(BIN)/bigpicture serve

test: $(VENV)/developed ## all checks and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check src tests training bench
	$(BIN)/mypy
	$(BIN)/python -m training.gate
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

gate: $(VENV)/developed ## the reader's figures against their floors
	$(BIN)/python -m training.gate

bench: $(VENV)/benched ## speed, memory and size beside peers: reading, then the press coming in
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.intake

docs: $(VENV)/developed ## rewrite the generated parts of the docs
	$(BIN)/python -m docs.generate

train: $(VENV)/trained ## train the shipped model again: make train NAMES=folder
	$(BIN)/python -m training.train --silver $(NAMES) --count 2700 --synthetic 14600 --epochs 1 --batch 10 --out build/silver.pt
	$(BIN)/python -m training.train --start build/silver.pt --names $(NAMES) --epochs 4 --out build/model.pt
	$(BIN)/python -m training.export build/model.pt --into src/bigpicture/data/model

crossval: $(VENV)/trained ## leave kinds of articles out, one fold after the other: make crossval NAMES=folder
	$(BIN)/python -m training.train --silver $(NAMES) --count 2700 --synthetic 14600 --epochs 1 --batch 10 --out build/silver.pt
	$(BIN)/python -m training.crossval --start build/silver.pt --names $(NAMES) --epochs 4

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/developed: $(VENV)/installed requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@

$(VENV)/trained: $(VENV)/developed requirements/train.txt requirements/base.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/train.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements/base.txt
	@touch $@

$(VENV)/benched: $(VENV)/installed requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/bench.txt
	@touch $@

clean:
	rm -rf $(VENV) build
