"""Evaluation cases as data: read from YAML and validated, so that a wrong case cannot pass for a wrong answer.

A dataset is a YAML file with `cases`, and at will `about` (a line) and `documents` (texts that its cases are asked over,
beside the index). The shipped ones are in evals/datasets, one a theme. Every case belongs to
a split: `tuned` and `second` may be looked at while the product is changed, `held_out` may not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.domain import ClaimKind, Role, Status
from assistant.errors import SocialValueError
from assistant.text import stands_in
from assistant.yaml_data import read_yaml

DATASETS = Path(__file__).parent / "datasets"
THEMES = ("facts", "lists_and_tables", "not_in_corpus", "follow_ups", "false_premise_and_injection", "currency", "roles", "uploads")
SPLITS = ("tuned", "second", "held_out")
KINDS = frozenset([
    "figure", "definition", "list", "table", "comparison", "principle", "mention", "who", "when", "where", "why", "how", "false_premise",
    "near_miss", "far", "vague", "injection", "follow_up", "lay_words", "misspelling", "currency"])
STATUSES = frozenset(s.value for s in Status)
DIFFICULTIES = ("easy", "medium", "hard")
_UNANSWERABLE = frozenset(["near_miss", "far", "vague"])


class DatasetError(SocialValueError):
    """A case is wrong: the message names file, case, key and what was expected."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A place where the answer stands: source id, printed page, and some of its words there."""

    source: str
    page: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what a right answer has: every fact (any variant of it), no forbidden string, a gold page cited."""

    id: str
    kind: str
    question: str
    status: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[Gold, ...] = ()
    difficulty: str = "medium"
    role: str | None = None
    history: tuple[str, ...] = ()
    split: str = "tuned"
    dataset: str = ""
    claim_kind: str | None = None
    """What the gold statement is (duty, guidance, evidence, local choice), where the case is about that."""
    notices: tuple[str, ...] = ()
    """Topics of the notices that the answer must carry."""
    every_role: bool = False
    """Asked in all three roles, whose answers must have the same figures."""
    standalone: str = ""
    """Of a follow-up: the same question as somebody would ask it who had asked nothing before."""

    @property
    def held_out(self) -> bool:
        """Whether nobody may look at it while the product is changed."""
        return self.split == "held_out"

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return "answered" in self.status and self.kind not in _UNANSWERABLE


@dataclass(frozen=True, slots=True)
class Dataset:
    """A file of cases, with the documents (file name -> text) that they are asked over beside the index."""

    name: str
    cases: tuple[Case, ...]
    documents: Mapping[str, str]
    about: str = ""


def load_cases(name: str) -> tuple[Case, ...]:
    """The cases of load_datasets that are asked over the index alone, in order. Raises DatasetError."""
    return tuple(case for dataset in load_datasets(name) if not dataset.documents for case in dataset.cases)


def load_datasets(name: str, split: str | None = None) -> tuple[Dataset, ...]:
    """A theme, a YAML file by its path, "all" themes, or one split of all of them; of a split only, where it is given.

    Raises:
        DatasetError: the file, a key, a kind, a status or an id is wrong, there is no such set or split, or nothing in it.
    """
    if name in SPLITS:
        name, split = "all", name
    if split and split not in SPLITS:
        raise DatasetError(f"there is no split {split!r}; use one of {', '.join(SPLITS)}")
    whole = [load_dataset(theme) for theme in shipped()] if name == "all" else [load_dataset(name)]
    seen: dict[str, str] = {}
    for dataset in whole:
        for case in dataset.cases:
            if case.question.startswith(TO_WRITE):
                raise DatasetError(f"{dataset.name}.yaml, case {case.id}: 'question' is a draft that nobody has reviewed; expected what a colleague would ask, or delete the case")
            if case.id in seen:
                raise DatasetError(f"{dataset.name}.yaml, case {case.id}: the id stands in {seen[case.id]}.yaml, too; expected one of its own, as a run is kept by it")
        seen |= {case.id: dataset.name for case in dataset.cases}
    kept = [replace(d, cases=tuple(case for case in d.cases if split in (None, case.split))) for d in whole]
    if not any(d.cases for d in kept):
        raise DatasetError(f"{whole[0].name}.yaml has no case of the split {split}; expected one, or another --split" if split and len(whole) == 1 else f"the set {name} has no case; expected one")
    return tuple(d for d in kept if d.cases)


def shipped() -> tuple[str, ...]:
    """The themes that there is a file for, in order."""
    return tuple(theme for theme in THEMES if (DATASETS / f"{theme}.yaml").exists())


def load_dataset(name: str) -> Dataset:
    """The dataset of a theme, or of the YAML file at that path. Raises DatasetError."""
    path = Path(name) if name.endswith((".yaml", ".yml")) else DATASETS / f"{name}.yaml"
    if path.parent == DATASETS and name not in THEMES:
        raise DatasetError(f"there is no set {name!r}; use all, {', '.join((*SPLITS, *shipped()))}, or the path of a YAML file")
    data = read_yaml(path, DatasetError, "expected a YAML mapping with a list `cases`")
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise DatasetError(f"{path.name}: expected a mapping with a list `cases`")
    _known(path.name, data, {"about", "documents", "cases"})
    documents = data.get("documents") or {}
    if not isinstance(documents, dict) or not all(isinstance(k, str) and isinstance(v, str) and v.strip() for k, v in documents.items()):
        raise DatasetError(f"{path.name}: `documents` must be a mapping of file names to texts")
    if not data["cases"]:
        raise DatasetError(f"{path.name}: `cases` is empty; expected at least one case")
    cases: list[Case] = []
    for number, row in enumerate(data["cases"], 1):
        cases.append(_case(path, number, row))
        if any(cases[-1].id == case.id for case in cases[:-1]):
            raise DatasetError(f"{path.name}, case {cases[-1].id}: the id stands twice; give each case its own")
    return Dataset(path.stem, tuple(cases), documents, str(data.get("about") or ""))


def check_gold(cases: Collection[Case], sources: Collection[str], page_text: Callable[[str, str], str]) -> None:
    """That every gold quote stands on its page. `page_text` gives "" for a page that is not there.

    Raises:
        DatasetError: a source is not in the index, or a quote not on its page; the message names the first.
    """
    for case in cases:
        for gold in case.evidence:
            where = f"{case.dataset}.yaml, case {case.id}, evidence"
            if gold.source not in sources:
                raise DatasetError(f"{where}: source {gold.source!r} is not in the index; expected one of {', '.join(sorted(sources))} (a document of your own is there after `social-value ingest FILE`)")
            if not (page := page_text(gold.source, gold.page)):
                raise DatasetError(f"{where}: {gold.source} has no page {gold.page!r}; expected a page as printed, as `social-value search` names it")
            if not stands_in(gold.quote, page):
                raise DatasetError(f"{where}: the quote {gold.quote[:60]!r} does not stand on page {gold.page} of {gold.source}; expected its words as printed")


_KEYS = frozenset(["id", "kind", "split", "question", "role", "every_role", "history", "status", "facts", "forbidden", "evidence", "claim_kind", "notices", "difficulty", "standalone"])
TO_WRITE = "[write the question]"
"""What a drafted case's question opens with until a person has written it."""
_CHOICES: Mapping[str, Collection[str]] = {
    "kind": KINDS, "split": SPLITS, "role": [r.value for r in Role], "claim_kind": [k.value for k in ClaimKind], "difficulty": DIFFICULTIES}


def _case(path: Path, number: int, row: Any) -> Case:
    where = f"{path.name}, case {row.get('id', number) if isinstance(row, dict) else number}"
    if not isinstance(row, dict):
        raise DatasetError(f"{where}: expected a mapping with id, kind, question and status, not {type(row).__name__}")
    _known(where, row, _KEYS)
    for key in ("id", "kind", "question", "status"):
        if not row.get(key):
            raise DatasetError(f"{where}: {key!r} is missing; expected {'a list of ways to end' if key == 'status' else 'a text'}")
    if not isinstance(row.get("every_role", False), bool):
        raise DatasetError(f"{where}: every_role {row['every_role']!r}; expected true or false")
    for key, choices in _CHOICES.items():
        if row.get(key) is not None and row[key] not in choices:
            raise DatasetError(f"{where}: {key} {row[key]!r}; expected one of {', '.join(sorted(choices))}")
    for key in ("status", "facts", "forbidden", "evidence", "history", "notices"):
        if not isinstance(row.get(key) or [], list):
            raise DatasetError(f"{where}: {key} must be a list, not {type(row[key]).__name__}")
    if wrong := sorted(set(map(str, row["status"])) - STATUSES):
        raise DatasetError(f"{where}: status {wrong[0]!r}; expected one of {', '.join(sorted(STATUSES))}")
    if row.get("standalone") and not row.get("history"):
        raise DatasetError(f"{where}: `standalone` is for a follow-up; expected `history` as well")
    return Case(
        str(row["id"]), row["kind"], str(row["question"]), tuple(row["status"]), tuple(_variants(where, f) for f in row.get("facts") or ()),
        tuple(map(str, row.get("forbidden") or ())), tuple(_gold(where, g) for g in row.get("evidence") or ()),
        row.get("difficulty", "medium"), row.get("role"), tuple(map(str, row.get("history") or ())), row.get("split", "tuned"), path.stem,
        row.get("claim_kind"), tuple(map(str, row.get("notices") or ())), bool(row.get("every_role")), str(row.get("standalone") or ""))


def _variants(where: str, fact: Any) -> tuple[str, ...]:
    """A fact's variants; a fact with one way to say it may stand alone."""
    variants = tuple(map(str, fact if isinstance(fact, list) else [fact]))
    if not variants or not all(v.strip() for v in variants):
        raise DatasetError(f"{where}: a fact is empty; expected a text, or a list of the ways to say it")
    return variants


def _gold(where: str, row: Any) -> Gold:
    if not isinstance(row, dict):
        raise DatasetError(f"{where}: evidence must be mappings with source, page and quote, not {type(row).__name__}")
    _known(f"{where}, evidence", row, {"source", "page", "quote"})
    for key in ("source", "page", "quote"):
        if not str(row.get(key) or "").strip():
            raise DatasetError(f"{where}, evidence: {key!r} is missing; expected a source's id, a printed page and words of it")
    return Gold(str(row["source"]), str(row["page"]), str(row["quote"]))


def _known(where: str, row: Mapping[str, Any], keys: Collection[str]) -> None:
    if unknown := sorted(set(map(str, row)) - set(keys)):
        raise DatasetError(f"{where}: unknown key {unknown[0]!r}; expected one of {', '.join(sorted(keys))}")
