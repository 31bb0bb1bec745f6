"""Evaluation cases as data: read from YAML and validated, so that a wrong case cannot pass for a wrong answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SocialValueError

DATASETS = Path(__file__).parent / "datasets"
KINDS = frozenset(
    ["figure", "definition", "list", "table", "comparison", "principle", "mention", "who", "when", "where", "why", "how", "false_premise", "near_miss", "far", "vague", "injection", "follow_up", "lay_words", "misspelling"])
STATUSES = frozenset(["answered", "partial", "not_in_corpus", "needs_clarification", "refused"])
_KEYS = {"id", "kind", "question", "role", "history", "status", "facts", "forbidden", "evidence", "difficulty"}


class DatasetError(SocialValueError):
    """A case is wrong: the message names file, case, key and what was expected."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A place where the answer stands."""

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
    facts: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    evidence: tuple[Gold, ...]
    difficulty: str
    role: str | None = None
    history: tuple[str, ...] = ()
    held_out: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return "answered" in self.status and self.kind not in ("near_miss", "far", "vague")


def load_cases(name: str) -> tuple[Case, ...]:
    """The cases of datasets/NAME.yaml, or of the YAML file at that path, in order.

    Raises:
        DatasetError: the file, a key, a kind, a status or an id is wrong.
    """
    import yaml

    path = Path(name) if name.endswith((".yaml", ".yml")) else DATASETS / f"{name}.yaml"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise DatasetError(f"the dataset {path} cannot be read ({error}); expected a YAML mapping with `set` and `cases`") from error
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise DatasetError(f"{path.name}: expected a mapping with `set`, `held_out` and a list `cases`")
    cases: list[Case] = []
    for number, row in enumerate(data["cases"], 1):
        where = f"{path.name}, case {row.get('id', number)}"
        if unknown := sorted(set(row) - _KEYS):
            raise DatasetError(f"{where}: unknown key {unknown[0]!r}; expected one of {', '.join(sorted(_KEYS))}")
        for key in ("id", "kind", "question", "status"):
            if not row.get(key):
                raise DatasetError(f"{where}: {key!r} is missing")
        if row["kind"] not in KINDS:
            raise DatasetError(f"{where}: kind {row['kind']!r}; expected one of {', '.join(sorted(KINDS))}")
        if wrong := sorted(set(row["status"]) - STATUSES):
            raise DatasetError(f"{where}: status {wrong[0]!r}; expected one of {', '.join(sorted(STATUSES))}")
        if any(row["id"] == case.id for case in cases):
            raise DatasetError(f"{where}: the id stands twice")
        cases.append(Case(
            row["id"], row["kind"], row["question"], tuple(row["status"]), tuple(tuple(map(str, f)) for f in row.get("facts") or ()),
            tuple(map(str, row.get("forbidden") or ())), tuple(Gold(g["source"], str(g["page"]), g["quote"]) for g in row.get("evidence") or ()),
            row.get("difficulty", "medium"), row.get("role"), tuple(row.get("history") or ()), bool(data.get("held_out"))))
    return tuple(cases)
