# Two commands do everything: `make run` and `make test`. Doing either again costs seconds.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test install index clean

run: $(VENV)/.ready
	$(BIN)/social-value ingest
	$(BIN)/social-value serve --port $(PORT)

test: $(VENV)/.ready $(VENV)/.tests-ready
	$(BIN)/python -m ruff check .
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

install: $(VENV)/.ready

index: $(VENV)/.ready
	$(BIN)/social-value ingest

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "Installing Python packages into $(VENV) (some 3 GB, most of it PyTorch): two to five minutes, and pip says nothing meanwhile."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The embedding model's files are checked whole against their authors' checksum, once.
$(VENV)/.ready: $(VENV)/.installed
	$(BIN)/python -m assistant.models
	@touch $@

$(VENV)/.tests-ready: requirements-test.lock $(VENV)/.installed tests/install-browser.sh tests/install-model.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.lock
	sh tests/install-browser.sh
	sh tests/install-model.sh $(VENV)
	@touch $@

clean:
	rm -rf $(VENV)
