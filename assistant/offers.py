"""What is offered to ask next: questions that the documents answer, fit for the role. Data in data/offers.toml; pure but for reading it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.domain import Role
from assistant.errors import CorpusError
from assistant.questions import telling
from assistant.yaml_data import check_keys

OFFERS = Path(__file__).parent / "data" / "offers.toml"
ANYTHING = "."
"""What the closing of last resort is about."""
NEAR = 2
"""Telling words that a question offered shares with one that found nothing."""
MOST = 3
"""How many questions are offered under an answer."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said beside an answer under the words `about`: of the answer to `ask`, the statements that have one of the words `says`."""

    about: str
    ask: str
    says: tuple[str, ...]
    unless: re.Pattern[str] | None = None
    """What an answer says where it is not for its reader: that the Act does not reach them."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A question for a role, offered where `about` is met. `follows`: it is a wish about the answer it stands under."""

    role: Role
    question: str
    about: re.Pattern[str]
    follows: bool = False
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers of a file: `choices` by name and role ("" for anyone), the closings in order, and questions that are never offered."""

    choices: Mapping[str, Mapping[str, tuple[str, ...]]]
    closings: tuple[Closing, ...]
    never: frozenset[str] = frozenset()

    def pick(self, name: str, role: Role | None) -> tuple[str, ...]:
        """The choices of that name for a role, or for anyone where it has none of its own. Raises KeyError: no such name."""
        kinds = self.choices[name]
        return kinds.get(role.value if role else "any", kinds["any"])

    def under(self, question: str, answer: str, role: Role | None, near: Sequence[str]) -> tuple[str, ...]:
        """What is offered under an answer: for a role its own closing question first (by the words of the question, else of the answer), then questions near the one asked."""
        mine = [c for c in self.closings if c.role is role and c.question.lower() != question.strip().lower()]
        closing = next((c.question for text in (question, answer) for c in mine if c.about.search(text) and (text is answer or c.about.pattern != ANYTHING)), "")
        return tuple(dict.fromkeys(filter(None, (closing, *near))))[:MOST]


    def beside(self, offered: Sequence[str], role: Role | None) -> Beside | None:
        """What is said beside an answer under which these questions are offered to a role: what goes with its closing question, which comes first."""
        return next((c.beside for c in self.closings if c.role is role and offered and c.question == offered[0]), None)


def near(asks: Sequence[str], question: str) -> tuple[str, ...]:
    """The questions that share at least NEAR telling words with one that was not answered: any other is no nearer than chance."""
    own = set(telling(question))
    return tuple(ask for ask in asks if len(own & set(telling(ask))) >= NEAR)


_BARE = re.compile(r"^(?:Who|What|When|Where|Why|How|Which|Whose|Is|Are|Was|Were|Do|Does|Did|Can|Could|Should|Must|Has|Have|In|On|By|To|For|From|At|With|Under)\b[^?!.:;]*\?$")
_PERSONAL = re.compile(r"\b(?:I|I'm|my|me|mine|it|they|them|those|that one|this one|these)\b")


def well_put(asks: Iterable[str]) -> tuple[str, ...]:
    """The questions that can stand alone under an answer: one sentence of 4 to 16 words that asks, and tells no story of its own."""
    return tuple(ask for ask in asks if _BARE.match(ask) and 4 <= len(ask.split()) <= 16 and not _PERSONAL.search(ask))


def read_offers(path: Path = OFFERS) -> Offers:
    """The offers of a file. Raises CorpusError: it cannot be read, or a key, a role or a pattern is wrong; the message names it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path.name} cannot be read ({error}); restore it from the repository, or mend the TOML there") from error
    check_keys(path.name, data, {"choices", "closing"}, {"never"})
    roles = {role.value for role in Role}
    choices = {name: {kind: tuple(asks) for kind, asks in check_keys(f"{path.name}, [choices.{name}]", table, {"any"}, roles).items()}
               for name, table in data["choices"].items()}
    closings = []
    for number, row in enumerate(data["closing"], 1):
        where = f"{path.name}, closing {number}"
        row = check_keys(where, row, {"role", "question", "about"}, {"follows", "beside"})
        if row["role"] not in roles:
            raise CorpusError(f"{where}: role {row['role']!r}; expected one of {', '.join(sorted(roles))}")
        try:
            closings.append(Closing(Role(row["role"]), row["question"], re.compile(row["about"], re.I), bool(row.get("follows")), _beside(where, row)))
        except re.error as error:
            raise CorpusError(f"{where}: {error} in about; expected a regular expression") from error
    return Offers(choices, tuple(closings), frozenset(data.get("never", ())))


def _beside(where: str, row: Mapping[str, Any]) -> Beside | None:
    if "beside" not in row:
        return None
    found = check_keys(f"{where}, beside", row["beside"], {"about", "says"}, {"ask", "unless"})
    return Beside(found["about"], found.get("ask", row["question"]), tuple(found["says"]), re.compile(found["unless"], re.I) if "unless" in found else None)


@lru_cache(maxsize=1)
def offers() -> Offers:
    """The shipped offers."""
    return read_offers()
