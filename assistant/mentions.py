"""Where, and how often, something is mentioned: read from every page, headings and all, not from the few best passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Page, Passage
from assistant.questions import widened
from assistant.text import stems
from assistant.units import units


@dataclass(frozen=True, slots=True)
class Mention:
    """A page that names the thing: how often, and the first sentence that does (a heading where no sentence does)."""

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

    @property
    def shown(self) -> str:
        """The target as the question has it, or as the first page does where no sentence has it so ("charities")."""
        if not self.found or any(self.target.lower() in m.sentence.lower() for m in self.found):
            return self.target
        pattern = _pattern(self.target)
        first = pattern.search(self.found[0].sentence) if pattern else None
        return first.group() if first else self.target


def find_mentions(target: str, pages: Iterable[Page], passages: Iterable[Passage], sources: Sequence[str] = ()) -> Mentions:
    """Every page that has the target word for word, in singular or plural, counted over the page's whole text.

    A page's text holds each heading once, where it stands, so that one is not counted again for every passage under it.
    Only an abbreviation in capitals is told from the same letters in small.
    """
    pattern = _pattern(target)
    if not pattern:
        return Mentions(target, ())
    homes = _by_page(passages)
    found: dict[tuple[str, str], Mention] = {}
    for page in pages:
        key = (page.source_id, page.label)
        count = len(pattern.findall(page.text)) if not sources or page.source_id in sources else 0
        if not count:
            continue
        if key in found:
            before = found[key]
            found[key] = Mention(before.passage, before.sentence, before.count + count, before.marker)
        elif mention := _first(pattern.search, page, homes.get(key, []), count):
            found[key] = mention
    return Mentions(target, tuple(found.values()))


def find_related(target: str, passages: Iterable[Passage], sources: Sequence[str] = ()) -> Mentions:
    """Sentences that have the field's own words for a target that stands nowhere (Brexit, say)."""
    if any(not widened(word) for word in re.findall(r"\b[A-Z][\w’'-]+", target)) and len(target.split()) > 1:
        return Mentions(target, ())  # a name of its own ("Leeds City Council") has no other words
    wanted = {w for w in widened(target) if not w.isdigit()}
    pool = [p for p in passages if not sources or p.source_id in sources]
    return Mentions(target, _by_stems(wanted, pool) if wanted else ())


def find_together(target: str, pages: Iterable[Page], passages: Iterable[Passage], sources: Sequence[str] = ()) -> Mentions:
    """The first sentence of each page that has every telling word of a target of several, in any order and form; else its heading that does."""
    wanted = set(stems(target))
    if len(wanted) < 2:
        return Mentions(target, ())
    homes = _by_page(passages)
    found: dict[tuple[str, str], Mention] = {}
    for page in pages:
        key = (page.source_id, page.label)
        if key in found or sources and page.source_id not in sources:
            continue
        if (told := _first(lambda text: wanted.issubset(stems(text)), page, homes.get(key, []), 1)):
            found[key] = told
    return Mentions(target, tuple(found.values()))


def find_all(targets: Sequence[str], pages: Iterable[Page], passages: Iterable[Passage], sources: Sequence[str] = ()) -> Mentions:
    """The sentences that have every one of several targets, each page's first one, counted by sentence."""
    patterns = [p for target in targets if (p := _pattern(target))]
    homes = _by_page(passages)
    found: dict[tuple[str, str], Mention] = {}
    for page in pages:
        key = (page.source_id, page.label)
        if key in found or sources and page.source_id not in sources:
            continue
        has = [u for u in units(page.text) if all(p.search(u.text) for p in patterns)]
        if has and (told := _first(lambda text: all(p.search(text) for p in patterns), page, homes.get(key, []), len(has))):
            found[key] = told
    return Mentions(_listed(targets), tuple(found.values()))


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _by_page(passages: Iterable[Passage]) -> dict[tuple[str, str], list[Passage]]:
    homes: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages:
        homes.setdefault((passage.source_id, passage.page), []).append(passage)
    return homes


def _first(has: Callable[[str], object], page: Page, passages: Sequence[Passage], count: int) -> Mention | None:
    """A page's first sentence, or heading, that `has` what is looked for; None where none has."""
    for passage in passages:
        for unit in units(passage.text):
            if has(unit.text):
                return Mention(passage, unit.text, count, unit.marker)
    heading = next((u for u in units(page.text) if has(u.text)), None)
    if heading is None:
        return None
    under = next((p for p in passages if any(heading.text in h for h in p.headings)), None)
    home = under or Passage("", page.source_id, page.label, (heading.text,), heading.text, 0, len(heading.text))
    return Mention(home, heading.text, count, heading.marker)


def _pattern(target: str) -> re.Pattern[str] | None:
    """The target with any hyphen or space between its words, its last word in singular or plural, possessive or not."""
    parts = target.split()
    if not parts:
        return None
    single = _singular(parts[-1])
    abbreviation = single.isupper() and single.isalpha() and len(parts) == 1
    last = rf"(?:{re.escape(single[:-1])}(?:y|ies)|{re.escape(parts[-1])})" if re.search(r"[^aeiou]y$", single) else \
        rf"(?:{re.escape(single)}(?:s|es)?|{re.escape(parts[-1])})"
    body = r"(?:[^\S\n]|-)+".join([*(re.escape(w).replace(r"\-", r"(?:[^\S\n]|-)+") for w in parts[:-1]), last.replace(r"\-", r"(?:[^\S\n]|-)+")])
    return re.compile(rf"(?<!\w){body}(?:['’]s|['’])?(?!\w)", 0 if abbreviation else re.I)


def _singular(word: str) -> str:
    """A word without its plural ending; as it is where it has none. "CCGs" -> "CCG", "charities" -> "charity"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and re.search(r"[^siu]s$", word) else word


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
