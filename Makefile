# Everything is set up in .venv by the first command that needs it.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SPHINX = $(BIN)/python -m sphinx -n -W --keep-going
# TypeScript, axe-core and types of schema.org, as package-lock.json has them; npm writes this file last.
NODE = node_modules/.package-lock.json

.PHONY: demo test test-all lint types docs browser versions ends pdf pdf-pages histories mutants fuzz kills faults hostile bad-files broken mutation same moving screenshots speed pictures benchmark translations collation package clean

demo: $(VENV)/.docs
	$(SPHINX) -b html notes notes/_build/html
	@echo "Open notes/_build/html/index.html in a browser."

test: $(VENV)/.test
	$(BIN)/python -m pytest -n auto -m "not long" --junit-xml=_build/reports/test.xml

# That, and what it leaves out: long tests, and more examples of each property.
test-all: test
	$(BIN)/python -m pytest -n auto -m "long or hypothesis" --hypothesis-profile long \
		--junit-xml=_build/reports/test-long.xml

lint: $(VENV)/.lint
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(VENV)/.lint $(VENV)/.test $(VENV)/.browser $(VENV)/.versions $(VENV)/.pdf $(NODE)
	$(BIN)/python -m mypy
	node_modules/.bin/tsc

docs: $(VENV)/.docs
	$(SPHINX) -b html docs docs/_build/html

browser: $(VENV)/.test $(VENV)/.browser $(NODE)
	$(BIN)/python -m pytest tests/browser --junit-xml=_build/reports/browser.xml

# The tests of builds again, on each Sphinx with each Python at hand; on the oldest and the newest.
versions: $(VENV)/.versions
	$(BIN)/python -m nox

ends: $(VENV)/.versions
	$(BIN)/python -m nox --tags ends

# With a real TeX, which is too heavy for every change.
pdf: $(VENV)/.test $(VENV)/.pdf
	$(BIN)/python -m pytest tests/pdf --junit-xml=_build/reports/pdf.xml

pdf-pages: $(VENV)/.pdf
	$(BIN)/python tests/pdf/count_pages.py

# Longer than every change can wait for.
histories: $(VENV)/.test
	TAGPAGES_HISTORIES=60 $(BIN)/python -m pytest tests/build/test_random_histories.py

mutants: $(VENV)/.test
	$(BIN)/python -m tests.mutants
	$(BIN)/python -m tests.fuzz.mutants 10000

# Ten minutes over all targets; ARGS="SECONDS TARGET …" for others, ARGS=keep to keep what was found.
fuzz: $(VENV)/.test $(VENV)/.fuzz
	$(BIN)/python -m tests.fuzz $(ARGS)

kills: $(VENV)/.test
	$(BIN)/python -m tests.faults.kills $(ARGS)

faults: $(VENV)/.test
	$(BIN)/python -m tests.faults.moments $(ARGS)

hostile: $(VENV)/.test $(VENV)/.browser
	TAGPAGES_HOSTILE=all $(BIN)/python -m pytest tests/build/test_safety.py tests/browser/test_policy.py tests/core/test_file_names.py

broken: $(VENV)/.test
	$(BIN)/python tests/broken_on_purpose.py

# `.venv/bin/mutmut browse` shows what is left.
mutation: $(VENV)/.test $(VENV)/.mutation
	$(BIN)/mutmut run $(ARGS)
	$(BIN)/mutmut export-cicd-stats
	@cat mutants/mutmut-cicd-stats.json

# After a change of messages: what is said of each bad file now.
bad-files: $(VENV)/.test
	$(BIN)/python -m tests.bad_files

# REF=REVISION: with the outputs of another revision's code; ARGS="FILE …" adds a site of each file.
same: $(VENV)/.test $(VENV)/.docs
	$(BIN)/python -m tests.same $(REF) $(ARGS)

# Beside builds by sphinx-tags itself.
moving: $(VENV)/.test $(VENV)/.moving
	$(BIN)/python -m tests.moving.compare $(ARGS)

screenshots: $(VENV)/.test $(VENV)/.browser
	$(BIN)/python -m tests.browser.screenshots _build/screenshots

speed: $(VENV)/.test $(VENV)/.browser
	$(BIN)/python -m tests.browser.speed

# Those in README and on the first page of the manual, after a change of how pages look.
pictures: $(VENV)/.test $(VENV)/.browser
	$(BIN)/python -m tests.browser.pictures

benchmark: $(VENV)/.test
	$(BIN)/python -m tests.benchmarks $(ARGS)

# With PyICU, which is built as it is installed (Debian: libicu-dev pkg-config g++).
collation: $(VENV)/.test $(VENV)/.collation
	$(BIN)/python -m pytest tests/collation --junit-xml=_build/reports/collation.xml

# After a change of texts that readers see: what is left to translate.
translations: $(VENV)/.test
	$(BIN)/python -m tests.catalogues

package: $(VENV)/.package
	$(BIN)/python tests/package/check_distributions.py

# One stamp for each extra, renewed when the requirements change.
$(VENV)/.%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[$*]"
	@touch $@

$(NODE): package.json package-lock.json
	npm ci --loglevel=error --no-audit --no-fund
	@touch $@

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

clean:
	rm -rf $(VENV) node_modules .nox _build mutants docs/_build notes/_build dist
