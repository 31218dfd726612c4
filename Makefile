# Everything is set up in .venv by the first command that needs it.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SPHINX = $(BIN)/python -m sphinx -n -W --keep-going

.PHONY: demo test lint types docs browser oldest screenshots benchmark translations package clean

demo: $(VENV)/.docs
	$(SPHINX) -b html notes notes/_build/html
	@echo "Open notes/_build/html/index.html in a browser."

test: $(VENV)/.test
	$(BIN)/python -m pytest -n auto --junit-xml=_build/reports/test.xml

lint: $(VENV)/.lint
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(VENV)/.lint $(VENV)/.test $(VENV)/.browser
	$(BIN)/python -m mypy

docs: $(VENV)/.docs
	$(SPHINX) -b html docs docs/_build/html

browser: $(VENV)/.test $(VENV)/.browser
	$(BIN)/python -m pytest tests/browser --junit-xml=_build/reports/browser.xml

# The tests of builds again, on the oldest Sphinx that is supported.
oldest: $(VENV)-oldest/.done
	$(VENV)-oldest/bin/python -m pytest -n auto tests/build --junit-xml=_build/reports/oldest.xml

$(VENV)-oldest/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)-oldest
	$(VENV)-oldest/bin/python -m pip install --quiet --editable ".[test]" "Sphinx==7.4.*"
	@touch $@

screenshots: $(VENV)/.test $(VENV)/.browser
	$(BIN)/python tests/browser/screenshots.py _build/screenshots

benchmark: $(VENV)/.test
	$(BIN)/python tests/benchmarks/whole_build.py

translations: $(VENV)/.test
	$(BIN)/pybabel compile --domain tagpages --directory sphinxext/tagpages/locale

package: $(VENV)/.package
	$(BIN)/python tests/package/check_distributions.py

# One stamp for each extra, renewed when the requirements change.
$(VENV)/.%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[$*]"
	@touch $@

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

clean:
	rm -rf $(VENV) $(VENV)-oldest _build docs/_build notes/_build dist
