"""What is known of the documents beside their text: their names, weight and dates, and which of them a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.compose import Quote
from assistant.domain import Authority, ClaimKind, Kind, Source
from assistant.text import words

_ADVISES = re.compile(r"\b(?:should|ought to|recommend(?:s|ed)? that|we recommend|encouraged? to|good practice|consider \w+ing)\b", re.I)
_RECOMMENDS = re.compile(r"^\W*(?:\d+\W+)?(?:recommend(?:ations?|ed)|suggested actions|advice|top tips)\b", re.I)
"""A heading that advice stands under."""
_SUM = re.compile(r"[£€]\s?\d")
_OF_LAW = re.compile(r"\b(?:Acts?|law|legislation|Regulations|must|requir\w+|duty|oblig\w+|statut\w+)\b", re.I)
_LEAVES = re.compile(r"\b(?:may|can|could|free to|up to (?:each|them|you|the|individual|local|every)|discretion|cho(?:se|os\w+|ice)|whether to)\b", re.I)
"""What leaves something to each body."""
_DECIDES = re.compile(r"\b(?:decid\w+|adopt\w*|agree\w*|commit\w*|set(?:ting)? up|embedded|integrated|introduc\w+|widen\w+|establish\w*|(?:plan(?:s|ned)?|resolved|opted) to|(?:is|are|put) in place)\b", re.I)
"""What one body decided for itself."""
_BY_WAY = re.compile(r"^(?:By|Through|With|In|After|Following) [^,]+,\s*")
_SHARE = re.compile(r"\d\s?%|[£€]\s?\d")
_OWNER = re.compile(r"[’']s\b")
_COMMON_PUBLISHER_WORDS = frozenset(["social", "enterprise", "national", "voices", "library", "commissioning", "bulletin", "publisher", "named", "document", "nonprofit", "value", "assistant"])

_SORTS = ("bulletin", "newsletter", "blog")
"""What a document can be called by, where it stands in the title of one alone."""


class Sources:
    """The documents of an index, by id. An id that is not among them counts as a user's own."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {s.id: s for s in sources}
        names = {n for s in sources for n in (s.title.split(":")[0], s.publisher) if 1 <= len(n.split()) <= 4 and s.kind is not Kind.UPLOAD}
        options = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
        self._labels = re.compile(
            rf"(\b(according to|as per|going by|in|from|of|does|per)\s+)?(the\s+)?((2017|original|full|whole|knowhow|bssec)\s+)?"
            rf"(\b({options})('s)?\b\s*)+((guide|report|post|blog|page|article|document)\b)?"
            rf"|(\b(according to|as per|going by|in|from|per)\s+)(the|this|that)\s+((2017|original|full|whole|knowhow)\s+)?(report|guide|study|documents?)\b",
            re.I) if options else None

    def authority(self, source_id: str) -> Authority:
        """How far to believe a document."""
        source = self._sources.get(source_id)
        return source.authority if source else Authority.USER

    def rank(self, source_id: str) -> int:
        """The place of a document's authority, 0 the highest."""
        return list(Authority).index(self.authority(source_id))

    def is_own(self, source_id: str) -> bool:
        """Whether a document is a user's own."""
        return self.authority(source_id) is Authority.USER

    def is_briefing(self, source_id: str) -> bool:
        """Whether a document is our own briefing on how things stand, which is no evidence of what others found or said."""
        return source_id in self._sources and self._sources[source_id].kind is Kind.BRIEFING

    def title(self, source_id: str) -> str:
        """A document's title and publisher; "" when it is not known."""
        source = self._sources.get(source_id)
        return f"{source.title} {source.publisher}" if source else ""

    def year(self, source_ids: Iterable[str]) -> str:
        """The latest year of documents; "" when there is none, as of a user's own, whose date is not known."""
        sources = [self._sources[i] for i in source_ids if i in self._sources]
        return max((s.as_of[:4] for s in sources if s.authority is not Authority.USER), default="")

    def years(self, source_ids: Iterable[str]) -> str:
        """The years of documents, each of them: one that a question sets beside today is not a year that they lack."""
        return " ".join(sorted({self.year([i]) for i in source_ids} - {""}))

    def named(self, text: str) -> list[str]:
        """The documents that a question names, by a word of their publisher or title or by what they are."""
        low = f" {' '.join(words(_OWNER.sub(' ', text)))} "
        found = []
        for source in self._sources.values():
            label = source.title.split(":")[0] if len(source.title.split(":")[0].split()) <= 4 else ""
            names = [" ".join(words(n)) for n in (label, source.publisher) if n and len(n.split()) <= 4 and n != "your own document"]
            sorts = [sort for sort in _SORTS if sort in words(source.title) and sum(sort in words(s.title) for s in self._sources.values()) == 1]
            owners = [w for w in words(source.publisher) if len(w) > 4 and w not in _COMMON_PUBLISHER_WORDS]
            if any(f" {n} " in low for n in (*names, *sorts, *owners) if n) or f" the {source.kind.value} " in low and self._only(source):
                found.append(source.id)
        return found

    def unlabelled(self, text: str) -> str:
        """The text without the names of the documents ("in the Knowhow guide", "according to BSSEC")."""
        return " ".join(self._labels.sub(" ", text).split()) if self._labels else text

    def _only(self, source: Source) -> bool:
        return sum(s.kind is source.kind for s in self._sources.values()) == 1

    def preference(self, ids: Sequence[str], named: Sequence[str]) -> float:
        """1 when a document that a question names is among them, 0.5 for a primary source or guidance where it names none, else 0."""
        if named:
            return 1.0 if any(i in named for i in ids) else 0.0
        return 0.5 if any((s := self._sources.get(i)) and s.authority in (Authority.PRIMARY, Authority.GUIDANCE) for i in ids) else 0.0

    def weight(self, told: ClaimKind, source_id: str, text: str, headings: Sequence[str] = (), *, mixed: bool = False) -> ClaimKind:
        """What weight a quote carries among others that were given one weight as a whole (`told`).

        What a document recommends or advises is guidance wherever it stands among findings; of an entry over several documents (`mixed`)
        a quote that is not from the briefing is no duty for standing beside one. A sum that a guide gives is what the guide says, unless it names the
        law that sets it. What a body decided for itself is a local choice; what came of it, or a figure of it, is evidence.
        """
        if told is ClaimKind.LOCAL_CHOICE and not _LEAVES.search(text) and (_SHARE.search(text) or not _DECIDES.search(_BY_WAY.sub("", text))):
            return ClaimKind.GUIDANCE if _ADVISES.search(text) else ClaimKind.EVIDENCE
        source = self._sources.get(source_id)
        advises = _ADVISES.search(text) and source and source.authority is Authority.GUIDANCE or _RECOMMENDS.search(headings[-1] if headings else "")
        if told is ClaimKind.EVIDENCE and advises:
            return ClaimKind.GUIDANCE
        guides = source and source.authority is Authority.GUIDANCE and not self.is_briefing(source_id)
        if told is ClaimKind.DUTY and guides and _SUM.search(text) and not _OF_LAW.search(text):
            return ClaimKind.GUIDANCE
        return self.kind(source_id, text) if mixed and told is ClaimKind.DUTY and not self.is_briefing(source_id) else told

    def weight_of(self, quote: Quote) -> ClaimKind:
        """What weight an item of a document's own list carries: guidance where it is advised or recommended, else by its words."""
        return self.weight(self.kind(quote.source_id, quote.text), quote.source_id, quote.text, quote.headings)

    def kind(self, source_id: str, text: str) -> ClaimKind:
        """What weight a sentence carries, by its words and its document."""
        if re.search(r"\b(Act|law|legislation|Regulations)\b", text) and re.search(r"\b(must|required?|requires|duty|obliged)\b", text, re.I):
            return ClaimKind.DUTY
        source = self._sources.get(source_id)
        if re.search(r"\b(should|recommend\w*|encourag\w+|advice|advised?|suggest\w*|good practice)\b", text, re.I) or \
                (source and source.authority is Authority.GUIDANCE):
            return ClaimKind.GUIDANCE
        return ClaimKind.EVIDENCE
