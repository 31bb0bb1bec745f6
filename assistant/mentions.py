"""Where, and how often, something is mentioned: read from every page, not from the few best passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Passage
from assistant.questions import widened
from assistant.text import stems
from assistant.units import units

_SCAFFOLD = frozenset(
    ["how", "often", "many", "times", "where", "which", "what", "page", "pages", "find", "every", "place", "time", "everywhere", "mention", "mentions", "mentioned", "mentioning", "name", "named", "names", "cite", "cites", "cited", "refer", "refers", "referred", "reference", "references", "appear", "appears", "come", "comes", "up", "crop", "crops", "occur", "occurs", "touched", "touch", "discuss", "discussed", "report", "guide", "blog", "post", "article", "document", "documents", "text", "appendix", "anywhere", "healthy", "commissioning", "programme", "program", "whole", "written", "write", "does", "did", "do", "is", "are", "the", "all", "any", "anything", "something", "it", "its", "for", "tell", "give", "show", "list", "me", "please", "and", "by", "in", "on", "of", "to", "a", "an", "at", "these", "those", "this", "that", "there", "about", "say", "says", "said", "talk", "talked", "word", "words", "spot", "leaving", "thing", "things"]
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A page that names the thing: how often, and the first sentence that does."""

    passage: Passage
    sentence: str
    count: int
    marker: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """What was looked for (as the question has it) and where it stands, in the documents' order."""

    target: str
    found: tuple[Mention, ...]

    @property
    def total(self) -> int:
        """How often, over all pages."""
        return sum(m.count for m in self.found)


def target_of(question: str) -> str:
    """What a "where is X mentioned" question looks for: its quoted words, else its names, else its other words."""
    first = next((p for p in re.split(r"[?.!]\s", question) if p.strip()), question)
    if quoted := re.search(r"['\"“‘]([^'\"”’]{2,60})['\"”’]", question):
        return quoted.group(1)
    kept = [m.group() for m in re.finditer(r"[\w&’'-]+", first) if m.group().lower().removesuffix("'s") not in _SCAFFOLD]
    names = [w for w in kept if w[0].isupper()]
    if names and any(first.startswith(n) for n in names[:1]) and len(kept) > len(names) and not names[0].isupper():
        names = names[1:] or names
    if names:
        # Neighbouring capitals make one name ("Right Care"); the first run is what is meant.
        run = re.search(r"\s+".join(map(re.escape, names)), first)
        return run.group() if run else names[0]
    return " ".join(kept)


def find_mentions(target: str, passages: Iterable[Passage], sources: Sequence[str] = ()) -> Mentions:
    """Every page that mentions the target, word for word with any plural; else by its field words (Brexit, say)."""
    pool = [p for p in passages if not sources or p.source_id in sources]
    pattern = _pattern(target)
    found = _search(pattern, pool) if pattern else ()
    if not found and (more := widened(target)):
        wanted = {w for w in more if not w.isdigit()}
        found = _by_stems(wanted, pool)
    return Mentions(target, found)


def _pattern(target: str) -> re.Pattern[str] | None:
    parts = [re.escape(w) for w in target.split()]
    if not parts:
        return None
    body = r"[\s-]+".join(parts)
    capital = "" if target.islower() or not target.isupper() else "(?-i:" + body + ")"
    return re.compile(rf"(?<!\w){capital or body}(?:s|es|['’]s)?(?!\w)", re.I)


def _search(pattern: re.Pattern[str], pool: Sequence[Passage]) -> tuple[Mention, ...]:
    pages: dict[tuple[str, str], Mention] = {}
    for passage in pool:
        count = len(pattern.findall(passage.text))
        if not count:
            continue
        unit = next((u for u in units(passage.text) if pattern.search(u.text)), None)
        if unit is None:
            continue
        key = (passage.source_id, passage.page)
        before = pages.get(key)
        pages[key] = Mention(before.passage, before.sentence, before.count + count, before.marker) if before else \
            Mention(passage, unit.text, count, unit.marker)
    return tuple(pages.values())


def _by_stems(wanted: set[str], pool: Sequence[Passage]) -> tuple[Mention, ...]:
    """Sentences that hold at least two thirds of the wanted stems; the best of each page, best page only."""
    best: list[tuple[float, Mention]] = []
    for passage in pool:
        for unit in units(passage.text):
            share = len(wanted & set(stems(unit.text))) / len(wanted)
            if share >= 0.66:
                best.append((share, Mention(passage, unit.text, 1, unit.marker)))
    top = max((share for share, _ in best), default=0)
    pages: dict[tuple[str, str], Mention] = {}
    for share, mention in best:
        if share == top:
            pages.setdefault((mention.passage.source_id, mention.passage.page), mention)
    return tuple(pages.values())

