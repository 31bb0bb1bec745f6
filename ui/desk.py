"""A draft as it goes on, on the page: its history, kept after every change. No Streamlit here, and no logic of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from assistant.drafting.brief import Brief, checked, with_value
from assistant.drafting.draft import Draft
from assistant.drafting.history import History, history_of, history_plain
from assistant.drafting.policy import Materials, draft_policy
from assistant.drafting.talk import PolicyTalk
from assistant.errors import SocialValueError
from assistant.works import Works

KIND = "policy"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Desk:
    """A draft in the making. `id` is "" before its first change; `trouble` says why the last one could not be kept, "" when it was."""

    works: Works
    materials: Materials
    history: History = field(default_factory=lambda: History.begun(_now()))
    id: str = ""
    trouble: str = ""
    today: Callable[[], date] = date.today
    _drafted: tuple[Brief, Draft] | None = None

    @classmethod
    def again(cls, works: Works, materials: Materials, name: str) -> Desk:
        """A draft that was kept. Raises WorkMissing or WorkUnavailable."""
        return cls(works, materials, history_of(works.open(KIND, name)), name)

    @property
    def brief(self) -> Brief:
        """The brief as it stands."""
        return self.history.brief

    @property
    def draft(self) -> Draft:
        """The draft of the brief as it stands, made once for each."""
        if self._drafted is None or self._drafted[0] is not self.brief:
            self._drafted = (self.brief, self.draft_of(self.brief))
        return self._drafted[1]

    def draft_of(self, brief: Brief) -> Draft:
        """The draft of any brief. Raises BadBrief."""
        return draft_policy(brief, self.materials, self.today())

    def set(self, name: str, value: Any) -> None:
        """A field of the form. Raises BadBrief."""
        self.change(with_value(self.brief, name, value))

    def change(self, brief: Brief, what: str = "") -> None:
        """Another brief. Raises BadBrief: there can be no such draft."""
        self._take(self.history.changed(checked(brief), _now(), what))

    def say(self, text: str) -> None:
        """A turn of the chat about the draft."""
        talk = PolicyTalk(lambda: self.materials, self.today)
        briefs, answer = talk.go_on(self.history.line, text)
        self._take(self.history.spoken(briefs, answer, _now()))

    def undo(self) -> None:
        """Back to the version before."""
        self._take(self.history.undone())

    def go_to(self, place: int) -> None:
        """To another version."""
        self._take(self.history.going_to(place))

    def _take(self, history: History) -> None:
        if history is self.history:
            return
        self.history, self.trouble = history, ""
        try:
            self.id = self.works.put(KIND, self.brief.name or "A policy without a name yet", history_plain(history), self.id)
        except SocialValueError as error:
            self.trouble = str(error)
