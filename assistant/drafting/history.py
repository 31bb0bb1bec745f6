"""A draft in the making as values: every version of its brief, which one stands, and what was said of it. Pure.

A version is never lost: undoing goes back to the one that it was made from, and a change then makes a new one beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assistant.domain import Answer
from assistant.drafting.brief import Brief, brief_of, brief_plain
from assistant.drafting.changes import summary
from assistant.errors import BadBrief, WorkUnavailable
from assistant.plain import answer_from_text, answer_to_text

MOST_VERSIONS, MOST_SAID = 300, 60
"""What is kept; the oldest go first."""
BEGUN = "Begun"


@dataclass(frozen=True, slots=True)
class Version:
    """A brief as it was. `what` says in a line what was done; `before` is the place of the version that it was made from, None for a first one."""

    brief: Brief
    what: str
    made: datetime
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn of the chat about a draft."""

    asked: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class History:
    """The versions in the order made, at least one; `at` is the place of the one that stands."""

    versions: tuple[Version, ...]
    at: int = 0
    talk: tuple[Exchange, ...] = ()

    @classmethod
    def begun(cls, now: datetime, brief: Brief | None = None, what: str = BEGUN) -> History:
        """A new draft, of an empty brief or of one that is there."""
        return cls((Version(brief or Brief(), what, now),))

    @property
    def brief(self) -> Brief:
        """The brief as it stands."""
        return self.versions[self.at].brief

    @property
    def line(self) -> tuple[Brief, ...]:
        """The briefs from the first to the one that stands, each made from the one before."""
        made: list[Brief] = []
        place: int | None = self.at
        while place is not None:
            made.append(self.versions[place].brief)
            place = self.versions[place].before
        return tuple(reversed(made))

    @property
    def can_undo(self) -> bool:
        """Whether there is a version before the one that stands."""
        return self.versions[self.at].before is not None

    @property
    def next(self) -> int | None:
        """The newest version that was made from the one that stands, for taking an undo back; None where there is none."""
        return max((place for place, version in enumerate(self.versions) if version.before == self.at), default=None)

    def changed(self, brief: Brief, now: datetime, what: str = "") -> History:
        """With a new version; itself where nothing is different. `what` is worked out where it is not given."""
        if brief == self.brief:
            return self
        made = (*self.versions, Version(brief, what or summary(self.brief, brief), now, self.at))
        return replace(self, versions=made, at=len(made) - 1)._short()

    def undone(self) -> History:
        """As it was before the last change; itself where there was none."""
        before = self.versions[self.at].before
        return self if before is None else replace(self, at=before)

    def going_to(self, place: int) -> History:
        """With another of its versions as the one that stands. Raises IndexError."""
        if not 0 <= place < len(self.versions):
            raise IndexError(place)
        return replace(self, at=place)

    def spoken(self, briefs: Sequence[Brief], answer: Answer, now: datetime) -> History:
        """After a turn of the chat: `briefs` are its line afterwards, as PolicyTalk.go_on gives it."""
        mine = self.undone() if len(briefs) < len(self.line) else self.changed(briefs[-1], now, answer.question)
        bare = replace(answer, citations=tuple(replace(citation, context="") for citation in answer.citations))
        return replace(mine, talk=(*mine.talk, Exchange(answer.question, bare))[-MOST_SAID:])

    def _short(self) -> History:
        """Without the oldest versions where there are too many; what was made from one of these is then a first one."""
        gone = len(self.versions) - MOST_VERSIONS
        if gone <= 0:
            return self
        kept = tuple(replace(v, before=v.before - gone if v.before is not None and v.before >= gone else None) for v in self.versions[gone:])
        return replace(self, versions=kept, at=self.at - gone)


def history_plain(history: History) -> dict[str, Any]:
    """A history as plain values."""
    return {"versions": [{"brief": brief_plain(v.brief), "what": v.what, "made": v.made.isoformat(), "before": v.before} for v in history.versions],
            "at": history.at, "talk": [{"asked": one.asked, "answer": answer_to_text(one.answer)} for one in history.talk]}


def history_of(plain: Mapping[str, Any]) -> History:
    """The history that history_plain wrote. Raises WorkUnavailable."""
    try:
        versions = tuple(Version(brief_of(row["brief"]), str(row["what"]), datetime.fromisoformat(row["made"]), row["before"]) for row in plain["versions"])
        talk = tuple(Exchange(str(row["asked"]), answer_from_text(row["answer"])) for row in plain["talk"])
        made = History(versions, 0, talk).going_to(int(plain["at"]))
        if any(v.before is not None and not 0 <= v.before < place for place, v in enumerate(versions)):
            raise ValueError("its versions are out of order")
        return made
    except (KeyError, ValueError, TypeError, IndexError, BadBrief) as error:
        raise WorkUnavailable(f"this draft cannot be read ({error}); it was not changed; begin anew") from error
