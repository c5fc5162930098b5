# What to do with the project. Each target sets up what it needs; a second run spends no time on that.
PYTHON ?= python3
BIN = .venv/bin
A_FEW = inputs:2000 kills:14 edits:5 at_once:3 reproducibility:31
export NO_MKDOCS_2_WARNING = 1

.PHONY: help site serve test types behaviour check format lock screenshots compare coverage mutants campaign setup clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## set up what a build needs, without building
	@$(PYTHON) tools/setup.py site

site: setup ## build the site into site/
	@$(BIN)/mkdocs build --strict
	@echo "The site is complete. Open $(CURDIR)/site/index.html"

serve: setup ## live preview; picks up edits under content/ and docs/
	@$(BIN)/mkdocs serve

test: ## set up what the tests need, and run them all
	@$(PYTHON) tools/setup.py test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/codespell
	@$(MAKE) --no-print-directory --jobs=2 types behaviour

types:
	@$(BIN)/mypy
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm test --silent # where set-up has installed npm, it is beside Python

behaviour: # on every core, up to four: each test process has a browser of its own
	@$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadgroup --no-loadscope-reorder $(PYTEST_OPTIONS)

check: setup ## report every problem of the guide
	@$(BIN)/studyguide check

format: ## format the code
	@$(PYTHON) tools/setup.py test
	@$(BIN)/ruff check --fix --quiet . && $(BIN)/ruff format .

lock: ## write the lock files anew from pyproject.toml and package.json
	@$(PYTHON) tools/lock.py

screenshots: site ## take a picture of every kind of page, into screenshots/
	@$(PYTHON) tools/setup.py test
	@$(BIN)/python tools/screenshots.py screenshots

compare: setup ## list how this tree's site differs from that of the commit REV
	@$(BIN)/python tools/compare_sites.py --against $(or $(REV),HEAD)

coverage: ## say what of the checks, the rendering and the imports no test runs; at least 95 % must be run
	@$(PYTHON) tools/setup.py campaign
	@$(BIN)/coverage run -m pytest -q $(IN_PROCESS)
	@for part in checks render importing; do $(BIN)/coverage report --include="hooks/studyguide/$$part/*" || exit 1; done

# Tests that call the code rather than start it, so that what they run of it is seen.
IN_PROCESS = tests/checks tests/parsing tests/importing tests/commands/test_check.py \
	tests/glossary/test_glossary_text.py tests/glossary/test_term_links.py \
	tests/paths/test_paths_text.py $(addprefix tests/render/, \
	test_formulas.py test_hostile_answers.py test_isolation.py test_limits.py test_sanitise.py test_search_marks.py)

mutants: ## change the parser, the checks, the sanitiser and decisions in one place after the other; tests must notice
	@$(PYTHON) tools/setup.py campaign
	@$(BIN)/python benchmarks/campaigns/mutation.py

campaign: ## look for faults with inputs, edits, kills and surroundings from a seed; see benchmarks/README.md
	@$(PYTHON) tools/setup.py test
	@failed=; for run in $(or $(CAMPAIGNS),$(A_FEW)); do \
		name=$${run%:*}; count=$${run#*:}; \
		$(BIN)/python benchmarks/campaigns/$$name.py --count $$count --seed $(or $(SEED),1) || failed="$$failed $$name"; \
	done; test -z "$$failed" || { echo "Faults were found by:$$failed" >&2; exit 1; }

clean: ## remove everything that was installed or built
	rm -rf .venv node_modules site .site.next .site.last .site.lock .cache
