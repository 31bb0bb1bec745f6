"""A tender answer as it goes on, on the page: kept after every change. No Streamlit here, and no logic of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assistant.currency import Currency
from assistant.errors import SocialValueError
from assistant.tender.bid import Bid, bid_of, bid_plain
from assistant.tender.buyer import TenderMaterials
from assistant.tender.check import TenderCheck, check_box
from assistant.tender.export import Bundle, bundles_of
from assistant.works import Works

KIND = "tender"


@dataclass(slots=True)
class TenderDesk:
    """An answer in the making. `id` is "" before its first change; `trouble` says why the last one could not be kept, "" when it was."""

    works: Works
    materials: Callable[[], TenderMaterials]
    currency: Currency | None = None
    bid: Bid = field(default_factory=Bid)
    id: str = ""
    trouble: str = ""
    _made: tuple[Bid, tuple[Bundle, ...]] | None = None

    @classmethod
    def again(cls, works: Works, materials: Callable[[], TenderMaterials], currency: Currency | None, name: str) -> TenderDesk:
        """An answer that was kept. Raises WorkMissing or WorkUnavailable."""
        return cls(works, materials, currency, bid_of(works.open(KIND, name)), name)

    @property
    def bundles(self) -> tuple[Bundle, ...]:
        """The drafts, one for each question, made once for each state of the bid. Raises BadBrief, CorpusError, IndexMissing and what else opens the documents."""
        if self._made is None or self._made[0] is not self.bid:
            self._made = (self.bid, bundles_of(self.bid.brief, self.materials(), currency=self.currency) if self.bid.brief else ())
        return self._made[1]

    def answer(self, number: int) -> str:
        """What stands as the answer to a question (from 1): the bidder's own words, else the draft."""
        return self.bid.answers.get(number) or self.bundles[number - 1].draft.text

    def check(self, number: int) -> TenderCheck:
        """The check of that answer. Raises BadQuestion."""
        return check_box(self.answer(number), self.bid.boxes[number - 1], currency=self.currency)

    def set(self, name: str, value: Any) -> None:
        """A field of the form. Raises BadBrief."""
        self.take(self.bid.with_said(name, value))

    def take(self, bid: Bid) -> None:
        """Another state of the bid, kept."""
        if bid == self.bid:
            return
        self.bid, self.trouble = bid, ""
        try:
            said = bid.said
            self.id = self.works.put(KIND, str(said.get("contract") or said.get("buyer") or "An answer without a contract yet"), bid_plain(bid), self.id)
        except SocialValueError as error:
            self.trouble = str(error)
