# Two commands do everything: `make demo` shows rmentor at work, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The demo speaks French where the reader's locale does, else English.
SPEAKS := $(if $(filter fr%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG))),fr,en)

.PHONY: demo test check lint types tools unit golden messages docs bench bench-peers bench-growth bench-huge bench-planning bench-history bench-status bench-page bench-reports torture mutants lowest clean

demo: $(READY)
	@rm -rf demo
	@$(BIN)/rmentor init --sample demo --lang $(SPEAKS)
	@echo; echo "== rmentor check"; $(BIN)/rmentor check --program demo
	@echo; echo "== rmentor pair"; $(BIN)/rmentor pair --program demo
	@echo; echo "== rmentor plan"; $(BIN)/rmentor plan --program demo
	@echo; echo "== rmentor report"; $(BIN)/rmentor report --program demo
	@echo
	@echo "Look at demo/reports/sponsor.md and demo/reports/program.md, at a session plan in"
	@echo "demo/sessions/, and open demo/calendars/program.ics in your calendar."

test: lint types unit

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "rmentor needs Python 3.11 or later")'
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

# A browser and two npm packages, where the machine lets them be installed.
tools:
	@sh tests/tools.sh .tools

unit: $(READY) tools
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# Write the golden files anew after a wanted change, then read their diff.
golden: $(READY)
	@RMENTOR_GOLDEN=1 $(BIN)/python -m pytest -q tests/folder tests/reporting tests/journey tests/cli/test_errors.py

# Compile the French catalogue after a change in rmentor/language/fr/*.po.
messages: $(READY)
	@$(BIN)/python -m rmentor.language.compile

# Write the reference of all commands and of all names of templates anew after a change of them.
docs: $(READY)
	@RMENTOR_LANG=en $(BIN)/python -m rmentor.cli.reference page > docs/cli.md
	@RMENTOR_LANG=fr $(BIN)/python -m rmentor.cli.reference page > docs/commandes.md
	@RMENTOR_LANG=en $(BIN)/python -m rmentor.cli.reference man > docs/rmentor.1
	@RMENTOR_LANG=en $(BIN)/python -m tests.reporting.examples > examples.new
	@mv examples.new rmentor/reporting/examples.json
	@RMENTOR_LANG=en $(BIN)/python -m rmentor.cli.reports.names < docs/templates.md > templates.new
	@mv templates.new docs/templates.md

bench: $(READY)
	@$(BIN)/python benchmarks/run.py

# Public solvers and matchers on the same people; they go into benchmarks/.venv, not into rmentor's.
bench-peers: $(READY)
	@$(BIN)/python benchmarks/peers.py --large

bench-growth: $(READY)
	@$(BIN)/python benchmarks/growth.py

# 10,000 to 100,000 people; with BENCH=--million up to a million, which takes 6 GiB and ten minutes.
bench-huge: $(READY)
	@$(BIN)/python benchmarks/huge.py $(BENCH)

# 100 to 5,000 pairs; with BENCH=--largest 50,000, which write half a million files.
bench-planning: $(READY)
	@$(BIN)/python benchmarks/planning.py $(BENCH)

# 500 commits of 300 pairs against reading the folder once; BENCH="--commits 100 --pairs 50" for others.
bench-history: $(READY)
	@$(BIN)/python benchmarks/history.py $(BENCH)

# 300 pairs of six sessions under way; BENCH="--pairs 1000" for more.
bench-status: $(READY)
	@$(BIN)/python benchmarks/status.py $(BENCH)

# The page of all reports of 500 pairs: making it, and what it does in a browser; BENCH="--pairs 100" for fewer.
bench-page: $(READY) tools
	@$(BIN)/python benchmarks/page.py $(BENCH)

# All reports and pictures of 500 pairs at mid-year against reading their folder; BENCH="--pairs 100" for fewer.
bench-reports: $(READY)
	@$(BIN)/python benchmarks/reports.py $(BENCH)

# Every write-side system call of the writing commands killed and failed; needs strace, takes half an hour.
torture: $(READY)
	@$(BIN)/python -m tests.torture.writers
	@$(BIN)/python -m tests.torture.faults $(TORTURE)
	@$(BIN)/python -m tests.torture.power
	@$(BIN)/python -m tests.torture.disks
	@RMENTOR_TORTURE=1 $(BIN)/python -m pytest -q tests/hostile
	@$(BIN)/python -m tests.torture.fuzz $(FUZZ)

# Small changes of the code that decides, each of which a test must notice; hours for all, so that
# MUTANTS="--sample 20" tries so many of each module. What is known is kept in build/mutants.
mutants: $(READY)
	@nice -n 15 $(BIN)/python -m tests.torture.mutants $(MUTANTS)

# The tests again with the lowest versions that pyproject.toml allows.
lowest:
	@$(PYTHON) -m venv .venv-lowest
	@.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' -c tests/lowest.txt
	@.venv-lowest/bin/python -m pytest -q

clean:
	@rm -rf $(VENV) .venv-lowest benchmarks/.venv .tools demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
