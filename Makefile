# What people type every day; `make` alone lists it. Everything runs in .venv, which `make setup` makes.
PYTHON ?= python3
BIN = .venv/bin

help:
	@echo "make setup | test | lint | format | types | docs | bench | check"

setup:
	$(PYTHON) .ci/setup.py test

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup
	$(BIN)/mypy

docs: setup
	$(BIN)/python -m tests.tools.docs

bench: setup
	$(BIN)/python -m tests.bench

check:
	bash .ci/run

.PHONY: help setup test lint format types docs bench check
