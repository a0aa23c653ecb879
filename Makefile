# Every target sets itself up first: tools/setup.sh makes .venv and installs the pinned packages.
# Paths stay relative, so a folder whose name contains a space works too.

PYTHON   ?=        # an interpreter for .venv; empty: the first usable one is chosen
PORT     ?= 8888
STUDENTS ?= 30
WORKERS  ?= 2

COURSE := .venv/bin/python
# Tests that share a browser, a server or an executed notebook carry a group mark: one worker runs a group.
PYTEST := $(COURSE) -m pytest -n $(WORKERS) --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help setup demo test lab check lint format soak lessons constraints

help:
	@echo "make demo     check a lesson as its student would, then grade a practice class of $(STUDENTS)"
	@echo "make lab      open the course in JupyterLab (PORT=$(PORT))"
	@echo "make test     every test; browser tests where Chromium is found"
	@echo "make check    the fast tests and the linter, under a minute"
	@echo "make soak     long runs: interrupted work, repeated work"
	@echo "make lessons  write lessons/ anew from solutions/"
	@echo "make format   put code and notebooks in their committed form"
	@echo "make constraints   renew the pinned versions"
	@echo "Each one sets itself up. PYTHON=/path/to/python3.12 chooses the interpreter."

setup:
	@sh tools/setup.sh "$(strip $(PYTHON))"

demo: setup
	@$(COURSE) -m grader demo --students $(STUDENTS)

lab: setup
	@$(COURSE) -m grader lab --port $(PORT)

test: setup
	$(PYTEST) -rs -m "not soak"

check: lint
	$(PYTEST) -m "not slow and not browser and not soak"

soak: setup
	$(COURSE) -m pytest -rs -m soak

lint: setup
	$(COURSE) -m ruff check .
	$(COURSE) -m ruff format --check .

format: setup
	$(COURSE) -m ruff check --fix .
	$(COURSE) -m ruff format .
	$(COURSE) tools/clean_notebooks.py

lessons: setup
	@$(COURSE) -m grader release

constraints:
	@sh tools/renew_constraints.sh "$(strip $(PYTHON))"
