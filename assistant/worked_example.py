"""How the check works, shown on one quote: claims that pass and claims that fail, each put to the check anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.check import Fault, Problem, check_claim
from assistant.domain import Citation
from assistant.errors import CorpusError
from assistant.yaml_data import check_keys, read_yaml

DATA = Path(__file__).parent / "data" / "worked_example.yaml"
PageText = Callable[[str, str], str]
PASS = "pass"


@dataclass(frozen=True, slots=True)
class Tried:
    """A claim, what the check found wrong with it (() when it passes), and why in a few words ("" for a user's own)."""

    text: str
    problems: tuple[Problem, ...]
    why: str = ""

    @property
    def passes(self) -> bool:
        """Whether it would be shown."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Example:
    """The quote, where it stands, and the claims about it."""

    quote: Citation
    tried: tuple[Tried, ...]


def worked_example(page_text: PageText, title: str = "", path: Path = DATA) -> Example:
    """The example of a file, put to the check now. Raises CorpusError: the file is wrong, or the check finds something else than it says."""
    data = check_keys(path.name, read_yaml(path), {"source", "page", "quote", "claims"})
    quote = Citation(1, data["source"], title, data["page"], (), data["quote"], "")
    tried = []
    for number, row in enumerate(data["claims"], 1):
        row = check_keys(f"{path.name}, claim {number}", row, {"text", "verdict", "why"})
        one = Tried(row["text"], check_claim(row["text"], (quote,), page_text), row["why"])
        found = {problem.fault for problem in one.problems}
        wanted = set() if row["verdict"] == PASS else {Fault[row["verdict"].upper()]}
        if bool(found) != bool(wanted) or not wanted <= found:
            raise CorpusError(f"{path.name}, claim {number}: it says {row['verdict']}, the check says {', '.join(sorted(found)) or PASS}; put the two right")
        tried.append(one)
    return Example(quote, tuple(tried))


def try_claim(text: str, example: Example, page_text: PageText) -> Tried:
    """A user's own sentence put to the check with the example's quote."""
    return Tried(text, check_claim(text, (example.quote,), page_text))
