# make        the site from seeds/
# make test   the tests
# make serve  the site on this machine, rebuilt when seeds/ or templates/ change
# Everything is installed into .venv, from constraints.txt, by the first command that needs it.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: site test serve verify screenshots clean

site: $(VENV)/.site
	$(BIN)/briefings build

test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2

serve: $(VENV)/.site
	$(BIN)/briefings serve

verify: $(VENV)/.site
	$(BIN)/briefings verify

# Pictures of each kind of page into screenshots/; Chromium must be there.
screenshots: $(VENV)/.test
	$(BIN)/python tests/browser/screenshots.py

clean:
	rm -rf site .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
