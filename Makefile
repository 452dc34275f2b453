# County KG. The targets read as the data flows: files → check → build → serve; test and lint hold it.
#   make serve    set-up, build, http://127.0.0.1:8000
#   make test     set-up, then every test
PYTHON ?= python3
VENV   := .venv
KG     := $(VENV)/bin/kg
STAMP  := $(VENV)/.set-up
WEB    := api/kg_api/static/built/manifest.json

.PHONY: serve setup build check test lint format docs lock bench bench-peers clean
.DELETE_ON_ERROR:
.DEFAULT_GOAL := serve

serve: build $(WEB)
	$(KG) serve

setup: $(STAMP) $(WEB) build

build: $(STAMP)
	$(KG) build

check: $(STAMP)
	$(KG) check

# Two processes: many tests wait for time limits. A file stays in one, with its server.
test: $(STAMP) $(WEB) lint
	$(VENV)/bin/pytest --numprocesses 2 --dist loadfile

lint: $(STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(STAMP)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# The generated parts of docs and the JSON Schemas.
docs: $(STAMP)
	$(KG) schema
	$(VENV)/bin/python docs/make_docs.py

bench: $(STAMP)
	$(KG) bench

# The servers that `kg bench` compares with, in a folder of their own; Trifid needs Node.js.
bench-peers: .venv-bench/.set-up

.venv-bench/.set-up: requirements-bench.lock bench/package.json bench/package-lock.json
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.lock
	mkdir -p .venv-bench/trifid
	cp bench/package.json bench/package-lock.json .venv-bench/trifid
	npm ci --prefix .venv-bench/trifid --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# The virtual environment holds exactly what requirements.lock names.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "County KG needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# The scripts of the pages; without Node the pages are whole, and do without.
$(WEB): api/web/package-lock.json api/web/build.mjs $(wildcard api/web/src/*.js api/web/src/*/*.js)
	@if node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2> /dev/null; then \
	  cd api/web && { test node_modules/.package-lock.json -nt package-lock.json || npm ci --silent; } && node build.mjs; \
	else \
	  echo "County KG: there is no Node 20 or newer, so the pages come without scripts (no query editor, no charts, no search as you type); all else works."; \
	fi

# After a change of the dependencies in pyproject.toml.
lock:
	$(VENV)/bin/uv pip compile --quiet --universal --no-emit-index-url --no-annotate --group dev \
	  pyproject.toml --output-file requirements.lock
	$(VENV)/bin/uv pip compile --quiet --universal --no-emit-index-url --no-annotate \
	  --group pyproject.toml:bench --output-file requirements-bench.lock

clean:
	rm -rf store api/kg_api/static/built .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
