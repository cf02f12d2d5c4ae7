# All set-up and every check. `make help` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INDEX ?= example-index
PORT ?= 7860
# Where the evaluation's documents and questions are; only tests, eval and bench look there.
REFERATSVAR_CORPUS ?= ../shared
export REFERATSVAR_CORPUS

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: example-index ## Set up, index the example collection, start the web app and print its address
	$(BIN)/referatsvar serve --index $(INDEX) --port $(PORT) --suggestions examples/suggestions.txt

# Exit code 3: some files could not be read; 4: another version made the index. Only the example's own
# index is then rebuilt: another may hold documents that are not here.
.PHONY: example-index
example-index: $(VENV)/installed ## Index the example collection
	$(BIN)/referatsvar ingest examples/collection --index $(INDEX) || code=$$?; \
	if test "$$code" = 4 && test "$(INDEX)" = example-index; then code=0; \
		$(BIN)/referatsvar ingest examples/collection --index $(INDEX) --rebuild || code=$$?; fi; \
	test "$${code:-0}" = 0 || test "$$code" = 3

.PHONY: test
test: $(VENV)/installed-test system ## Install what the tests need and run them all
	$(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: lint
lint: $(VENV)/installed-lint ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy examples/typeset.py
	$(BIN)/lint-imports

.PHONY: format
format: $(VENV)/installed-lint ## Set all files as the style wants them
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: eval
eval: $(VENV)/installed-test ## Measure retrieval, its parts, citations and abstention on the collections in REFERATSVAR_CORPUS
	$(BIN)/python -m eval

.PHONY: eval-structure
eval-structure: $(VENV)/installed-test ## Measure how well minutes are understood, on the meetings in REFERATSVAR_CORPUS
	$(BIN)/referatsvar ingest $(REFERATSVAR_CORPUS)/corpus/greve-2022 --index build/eval-cache/greve || test $$? -eq 3 || \
		$(BIN)/referatsvar ingest $(REFERATSVAR_CORPUS)/corpus/greve-2022 --index build/eval-cache/greve --rebuild
	$(BIN)/referatsvar eval-structure $(REFERATSVAR_CORPUS)/eval/greve-2022-structure.jsonl \
		--decisions $(REFERATSVAR_CORPUS)/eval/greve-2022-decisions.jsonl --index build/eval-cache/greve

.PHONY: bench
bench: $(VENV)/installed-test ## Measure reading, embedding, ingest and answer times
	$(BIN)/python -m eval.bench --large

.PHONY: examples
examples: $(VENV)/installed-test ## Typeset the example collection again from its sources
	$(BIN)/python examples/typeset.py

.PHONY: system
system: ## Install Debian's Chromium, Tesseract and fonts for the tests, where this may be done
	@tests/system.sh

.PHONY: clean
clean: ## Remove the virtual environment and what was built
	rm -rf $(VENV) $(INDEX) out build *.egg-info

# The virtual environment grows in three steps; each is done again when what it follows from changes.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .[test]
	touch $@

$(VENV)/installed-lint: $(VENV)/installed-test
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .[test,lint]
	touch $@
