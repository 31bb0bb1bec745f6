"""The values that every room passes around. Standard library only; all frozen.

Names and fields are a contract (see README, "Commands and JSON"): fields may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit


class Kind(StrEnum):
    """What a document is."""

    REPORT = "report"
    GUIDE = "guide"
    NEWS = "news"
    BRIEFING = "briefing"
    UPLOAD = "upload"


class Authority(StrEnum):
    """How far a document is to be believed where two disagree, strongest first."""

    PRIMARY = "primary"
    GUIDANCE = "guidance"
    SECONDARY = "secondary"
    USER = "user"


class Status(StrEnum):
    """How a question ended. A refusal is a value, not a phrase to search for."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_IN_CORPUS = "not_in_corpus"
    NEEDS_CLARIFICATION = "needs_clarification"
    REFUSED = "refused"


class Role(StrEnum):
    """Who asks. A role changes order, tone and what is offered next; never a fact."""

    COMMISSIONER = "commissioner"
    VCSE = "vcse"
    STUDENT = "student"


class ClaimKind(StrEnum):
    """What weight a claim carries: law, advice, finding, or somebody's own decision."""

    DUTY = "duty"
    GUIDANCE = "guidance"
    EVIDENCE = "evidence"
    LOCAL_CHOICE = "local choice"
    USERS_OWN = "user's own"


@dataclass(frozen=True, slots=True)
class Source:
    """A document. `published` and `as_of` are ISO dates, as exact as is known ("2017", "2017-05-31")."""

    id: str
    title: str
    publisher: str
    published: str
    kind: Kind
    authority: Authority
    url: str | None = None
    rights: str = ""
    as_of: str = ""

    @property
    def has_own_page(self) -> bool:
        """Whether its URL leads to a page of its own, and not just to the front of its publisher's site."""
        return bool(self.url and urlsplit(self.url).path.strip("/"))


@dataclass(frozen=True, slots=True)
class Page:
    """One page as printed. `label` is the printed page number or, on the web, "1"."""

    source_id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text on one page. `start` and `end` are 0-based offsets into that page's text, end excluded.

    `text` is exactly `page.text[start:end]`. `headings` is the path down to it, outermost first.
    """

    id: str
    source_id: str
    page: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that may help, with its fused score (0..1, higher is better) and what made it."""

    passage: Passage
    score: float
    why: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a claim stands. `quote` is word for word on `page`; `context` is that whole page's text.

    `n` is 1-based and is the [n] of the answer's text.
    """

    n: int
    source_id: str
    title: str
    page: str
    headings: tuple[str, ...]
    quote: str
    passage_id: str
    context: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer. `citations` are the 1-based numbers of the citations it stands on."""

    text: str
    citations: tuple[int, ...]
    kind: ClaimKind
    verified: bool
    marker: str = ""
    """"" for a sentence; "-" or "1." for an entry of the list that the sentence before it opens."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What a reader of a role should know beside an answer, such as what to record: checked statements, numbered on from the answer's citations.

    It is no part of the answer, which is the same for every role.
    """

    about: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What has changed since a document was written: `text` in a sentence, `more` at length.

    `as_of` is the ISO date it was last checked; `since`, as exact as is known, when the change took effect ("" while pending).
    """

    topic: str
    text: str
    as_of: str
    source: str
    more: str = ""
    severity: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read for an answer: passages read, of all passages in the index."""

    read: int
    of: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer. `answer` is Markdown with [n] markers; every claim in it has passed the check."""

    question: str
    standalone_question: str
    status: Status
    answer: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    coverage: Coverage = Coverage(0, 0)
    mode: str = "extractive"
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    removed: int = 0
    """How many claims the check took out before anyone saw them."""
    suggestions: tuple[str, ...] = ()
    """Questions to ask instead or next, each answerable from the corpus."""
    role: Role | None = None
    """Whom it was put for: as the user said in the conversation, else as was chosen."""
    aside: Aside | None = None
    confidence: float = 0.0
    """How sure it is that the documents answer this, 0..1; below the product's threshold it is not answered."""
    intent: str = "ask"
    """What the turn was taken to want (a value of assistant.intents.Intent), so that a page can open what is meant for it."""
    note: str = ""
    """A line on how the answer was made, such as why a chat model that was asked is not in it; "" when there is nothing to say."""
    verbatim: str = ""
    """Lines to copy or to save as they are, such as BibTeX records; "" for none. The answer's text says what they are."""
    terms: tuple[str, ...] = ()
    """The terms of the glossary that stand in its text, by their short names in the order of the text, so that a page or a file can link them."""
    usage: Mapping[str, int] = field(default_factory=dict)
    """What a chat model did for it, {} where none was asked: `tokens_in`, `tokens_out` and `evidence_tokens`; `written`, the sentences it
    wrote; `removed`, those of them that nobody saw; `stripped`, the unknown citation tokens, links and markup taken out of them; `failed`, 1
    where it did not answer or broke off (`note` says how)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer that is still being written: checked, so it may be shown. `text` has its [n] markers, as Answer.answer will."""

    text: str
    claim: Claim
    citations: tuple[Citation, ...]
    """Those that this sentence brings in, in order; one that an earlier sentence brought is not among them."""
    taken_as: str = ""
    """What the question was taken as, where that is not how it was typed: to be shown before the first sentence."""
