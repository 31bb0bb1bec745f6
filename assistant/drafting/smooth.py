"""A chat model's wording of a draft's own clauses, taken only where it says the same: no figure, name, date or promise more or less.

Only what is a local choice is offered to the model: the words of a duty, of guidance and of evidence stand as they were checked against their
sources. A clause in the user's own words, or with something still to be agreed, is the user's and is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.chat_model import ChatModel
from assistant.check import check_claim
from assistant.domain import Citation, ClaimKind
from assistant.drafting.draft import DraftClause, DraftSection
from assistant.errors import ModelUnavailable, SocialValueError
from assistant.faithful import unfaithful
from assistant.reword import reworded
from assistant.text import figures

OWN_WORDS = frozenset(["purpose-vision", "definition-own", "definition-local-examples", "weighting-reason"])
"""Clauses that hold a sentence of the brief's as it was written."""
_OF = "clause of a public body's policy"


@dataclass
class Smoother:
    """Has a chat model word the clauses of a draft. `taken` and `refused` count, `wrong` says why it was given up, "" where it was not."""

    chat: ChatModel | None
    offered: int = field(default=0, init=False)
    taken: int = field(default=0, init=False)
    refused: int = field(default=0, init=False)
    wrong: str = ""

    def __call__(self, sections: Sequence[DraftSection]) -> tuple[DraftSection, ...]:
        """The sections with the wordings that were taken. Never raises for what a model does: what it did not give keeps the words it had."""
        return tuple(replace(section, clauses=tuple(self._clause(clause) for clause in section.clauses)) for section in sections)

    @property
    def note(self) -> str:
        """What came of it, in a line."""
        if self.wrong:
            return f"{self.wrong[:1].upper()}{self.wrong[1:]}: {'the other clauses keep' if self.taken else 'every clause keeps'} the words it was drafted in."
        kept = f"; {self.refused} said something else and {'was' if self.refused == 1 else 'were'} not taken" if self.refused else ""
        return f"The chat model worded {self.taken} of {self.offered} clauses of local choice anew{kept}."

    def _clause(self, clause: DraftClause) -> DraftClause:
        if self.chat is None or self.wrong or not is_ours(clause):
            return clause
        self.offered += 1
        try:
            wording = reworded(self.chat, clause.text, _OF).strip("\"“” ")
        except SocialValueError as error:
            self.wrong = str(error)
            return clause
        except Exception as error:  # a fault in reading a model must not cost the user the draft
            self.wrong = f"the chat model's answer could not be read ({type(error).__name__})"
            return clause
        if not wording or wording == clause.text:
            return clause
        if not same(wording, clause.text):
            self.refused += 1
            return clause
        self.taken += 1
        return replace(clause, text=wording, drafted=wording)


def smoother_of(load: Callable[[], ChatModel | None]) -> Smoother | None:
    """The smoother of the chat model that is set, None where none is; one that only says so where the model cannot be had."""
    try:
        chat = load()
    except ModelUnavailable as error:
        return Smoother(None, wrong=str(error))
    return Smoother(chat) if chat else None


def is_ours(clause: DraftClause) -> bool:
    """Whether a clause is ours to word: a local choice, whole, that nobody edited and that is not in the brief's own words; the line before a table stays as it is."""
    return clause.kind is ClaimKind.LOCAL_CHOICE and clause.id not in OWN_WORDS and not clause.edited and not clause.gaps and not clause.table and clause.text.endswith(".")


def same(wording: str, text: str) -> bool:
    """Whether a wording says what a text says, no more and no less: each is held to the other as a claim is to its quote."""
    if sorted(figures(wording)) != sorted(figures(text)):
        return False
    return all(not unfaithful(one, other) and not check_claim(one, [Citation(1, "draft", "", "", (), other, "")], lambda *_, other=other: other)
               for one, other in ((wording, text), (text, wording)))
