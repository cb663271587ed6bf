# Two commands matter: `make demo` shows the portal, `make test` tests it. Both work from a bare clone.

PYTHON := .venv/bin/python
MANAGE := DEBUG=1 $(PYTHON) manage.py
export PYTHONPATH := .

.DEFAULT_GOAL := help
.PHONY: help demo test run worker lint fmt messages locks bench weaken check deploy-check environment dev-environment

help: ## print these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'

demo: environment ## the portal with its record and demo accounts on PORT (8000); Ctrl-C stops it
	@exec $(PYTHON) scripts/demo.py

test: dev-environment ## every test: on SQLite, then the engines' part on PostgreSQL and Redis
	@exec $(PYTHON) scripts/run_tests.py

run: dev-environment ## web server for development, restarted when code changes
	@exec env DEBUG=1 $(PYTHON) manage.py runserver 127.0.0.1:$${PORT:-8000}

worker: environment ## queue worker with its clock, for `make run`
	@exec env DEBUG=1 $(PYTHON) -m celery -A crm_portal worker -B --concurrency 2 --loglevel INFO

lint: dev-environment ## style, templates, floors and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/djlint --quiet --lint templates
	@.venv/bin/lint-imports --no-cache
	@DEBUG=1 .venv/bin/mypy

fmt: dev-environment ## put Python files into the house's form
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

messages: dev-environment ## collect interface strings into both catalogues, and compile them
	@scripts/collect_messages
	@scripts/compile_messages

locks: dev-environment ## write requirements*.lock anew from uv.lock (needs uv)
	@scripts/export_locks

bench: dev-environment ## measure speed, print ratios and goals, write docs/BENCHMARKS.md
	@exec $(PYTHON) -m bench

weaken: dev-environment ## weaken each rule of access in turn; the suite must fail for every one
	@exec $(PYTHON) scripts/weaken_access.py

check: dev-environment ## Django's checks, migrations in step, catalogues complete, licences present
	@$(MANAGE) check --fail-level WARNING
	@$(MANAGE) makemigrations --check --dry-run
	@$(PYTHON) scripts/check_messages.py
	@$(PYTHON) scripts/check_licences.py

deploy-check: environment ## is the environment (or .env) fit for production?
	@exec scripts/deploy_check

environment:
	@scripts/environment run

dev-environment:
	@scripts/environment dev
