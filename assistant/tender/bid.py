"""A tender answer in the making as values: what was said so far, the tender as it was handed over, and answers in the bidder's own words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.domain import Page
from assistant.drafting.fields import is_blank, is_not_known
from assistant.errors import BadBrief, WorkUnavailable
from assistant.tender.brief import TenderBrief, facts_said, read_said, tender_fields
from assistant.tender.evidence import Fact
from assistant.tender.itt import Asked, Tender, take_apart

ASKED = ("question", "limit", "characters", "pages", "questions")
"""Fields that say what is asked."""


@dataclass(frozen=True, slots=True)
class Bid:
    """What there is so far. `said` is by field of data/fields.yaml; `tender` are the pages of the invitation to tender; `answers` are own words, by the number of the question."""

    said: Mapping[str, Any] = field(default_factory=dict)
    tender: tuple[Page, ...] = ()
    answers: Mapping[int, str] = field(default_factory=dict)

    @property
    def brief(self) -> TenderBrief | None:
        """The brief; None while there is no question."""
        return TenderBrief(self.said) if self.said.get("question") or self.said.get("questions") else None

    @property
    def boxes(self) -> tuple[TenderBrief, ...]:
        """A brief for each question; () while there is none."""
        return self.brief.boxes if self.brief else ()

    @property
    def found(self) -> Tender | None:
        """What was found in the tender that was handed over; None where none was."""
        return take_apart(self.tender) if self.tender else None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The bidder's own evidence, local needs and size, as an answer is held against them."""
        return facts_said(self.said)

    def with_said(self, name: str, value: Any) -> Bid:
        """With a field as a person wrote it; blank takes it out. Raises BadBrief."""
        rest = {key: said for key, said in self.said.items() if key != name}
        return replace(self, said=rest if is_blank(value) or is_not_known(value) else {**rest, name: read_said(name, value)})

    def with_brief(self, brief: TenderBrief) -> Bid:
        """With all that another brief says in place of what this one did."""
        return replace(self, said=brief.said, answers={})

    def with_tender(self, pages: Sequence[Page]) -> Bid:
        """With a tender: its social value questions, their limits and its outcome are taken over, to be corrected. Raises BadBrief: there is no question in it."""
        found = take_apart(pages)
        if not found.boxes:
            raise BadBrief("no question was found in this; paste the buyer's question itself, word for word")
        taken = replace(self, tender=tuple(pages)).asking(found.boxes).with_said("terms", list(found.said))
        return taken.with_said("outcome", found.outcomes[0].value) if found.outcomes and not self.said.get("outcome") else taken

    def asking(self, asked: Sequence[Asked]) -> Bid:
        """With these questions of the tender, each with its limit. Raises BadBrief."""
        bare = replace(self, said={name: said for name, said in self.said.items() if name not in ASKED}, answers={})
        if len(asked) == 1:
            one = bare.with_said("question", asked[0].text)
            one = one.with_said("characters", asked[0].characters.value) if asked[0].characters else one
            one = one.with_said("pages", asked[0].pages.value) if asked[0].pages else one
            return one.with_said("limit", asked[0].words) if asked[0].words else one
        rows = []
        for one in asked:
            outcome = self.found.outcomes_of(one)[:1] if self.found else ()
            rows.append({"question": one.text, **({"limit": one.words} if one.words else {}), **({"characters": int(one.characters.value)} if one.characters else {}), **({"pages": one.pages.value} if one.pages else {}), **({"outcome": outcome[0].value} if outcome else {})})
        return bare.with_said("questions", rows)

    def with_box(self, number: int, question: str, limit: Any) -> Bid:
        """With one of several questions (from 1) worded or limited anew; a blank one is taken out. Raises BadBrief."""
        rows = [{**row} for row in self.said.get("questions", ())]
        rows[number - 1] = {**{name: said for name, said in rows[number - 1].items() if name in ("outcome", "characters", "pages")}, "question": question, **({} if is_blank(limit) else {"limit": limit})}
        return self.with_said("questions", [row for row in rows if not is_blank(row["question"])])

    def with_facts(self, facts: Sequence[Fact]) -> Bid:
        """With more of the bidder's own evidence; what is there already is not told twice. Raises BadBrief."""
        rows = [dict(row) for row in self.said.get("evidence", ())]
        known = {row["fact"] for row in rows}
        new = [{"fact": one.text, "source": one.source, "page": one.page} for one in facts if " ".join(one.text.split()) not in known]
        return self.with_said("evidence", [*rows, *new])

    def with_answer(self, number: int, text: str) -> Bid:
        """With the bidder's own words for a question; blank words go back to the draft."""
        rest = {place: said for place, said in self.answers.items() if place != number}
        return replace(self, answers={**rest, number: text} if text.strip() else rest)


def bid_plain(bid: Bid) -> dict[str, Any]:
    """A bid as plain values."""
    return {"said": said_plain(bid.said), "tender": [[page.source_id, page.label, page.text] for page in bid.tender],
            "answers": {str(number): text for number, text in bid.answers.items()}}


def said_plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a brief says as plain values, in the order of the fields: what brief_of reads."""
    return {name: [dict(one) if isinstance(one, Mapping) else one for one in said[name]] if isinstance(said[name], tuple) else said[name] for name in tender_fields() if name in said}


def bid_of(plain: Mapping[str, Any]) -> Bid:
    """The bid that bid_plain wrote. Raises WorkUnavailable."""
    try:
        bid = Bid(tender=tuple(Page(str(source), str(label), str(text)) for source, label, text in plain["tender"]),
                  answers={int(number): str(text) for number, text in plain["answers"].items()})
        for name, value in plain["said"].items():
            bid = bid.with_said(name, value)
        return bid
    except (KeyError, ValueError, TypeError, AttributeError, BadBrief) as error:
        raise WorkUnavailable(f"this answer cannot be read ({error}); it was not changed; begin anew") from error
