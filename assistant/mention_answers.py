"""Where and how often something is mentioned, as statements: read from every page of the documents. Pure but for the library's reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.compose import Quote, Statement
from assistant.domain import Passage, Source
from assistant.library import Library
from assistant.mention_asks import one_or_several, sought, sought_next
from assistant.mentions import Mentions, find_all, find_mentions, find_related, find_together
from assistant.questions import Question
from assistant.sources import Sources

MOST_TOGETHER = 3
"""How many sentences are shown that have a target's words, though not as it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer about mentions: an opening line of our own, and the statements; none where nothing mentions it."""

    opening: str
    statements: tuple[Statement, ...]


class MentionAnswers:
    """Answers "where does the report mention Preston?" and "which is named more often?"."""

    def __init__(self, library: Library, sources: Sources, known: Mapping[str, Source]) -> None:
        self._library, self._sources, self._known = library, sources, known

    def answer(self, asked: Question) -> Told | None:
        """Where and how often what is looked for stands; None when the question is after something else."""
        wanted = self._sources.named(asked.text)
        look = sought_next(asked.follows, asked.asked, names_document=bool(wanted)) if asked.follows else \
            sought(asked.text, names_document=bool(wanted))
        if not look:
            return None
        targets, named = look.targets, tuple(wanted)
        # Our briefing is no evidence of what a document that is named says, but one of the documents where none is.
        everything = tuple(self._library.pages()), tuple(self._library.all_passages())
        pages, passages = everything
        if look.together and (beside := find_all(look.targets, pages, passages, named)).found:
            return Told("", tuple(self._told(beside, "Yes: " if look.yes_no else "", listed=12, manner=" together")))
        if look.together and (paged := self._on_one_page([find_mentions(target, pages, passages, named) for target in look.targets])):
            return Told(f"No sentence has {_joined(look.targets)} together.", tuple(paged))
        if look.joined:
            targets = one_or_several(look, lambda target: find_mentions(target, pages, passages).total)
        openings = [f"No sentence has {_joined(look.targets)} together. Each by itself:"] if look.together else []
        otherwise: list[str] = []
        statements: list[Statement] = []
        totals: dict[str, Mentions] = {}
        for target in targets:
            mentions = find_mentions(target, pages, passages, named)
            without = [source_id for source_id in named if source_id not in {m.passage.source_id for m in mentions.found}]
            elsewhere = mentions if mentions.found else find_mentions(target, pages, passages)
            if elsewhere.found:
                openings += [f"{_joined([self._title(i, by=True) for i in without])} {'do' if len(without) > 1 else 'does'} not mention “{target}”."] if without else []
                verdict = "Yes: " if look.yes_no and not without and len(targets) == 1 else ""
                statements += self._told(elsewhere, verdict, listed=12 if len(targets) == 1 else 0 if look.counts else 3)
                totals |= {target: mentions} if mentions.found else {}  # only what was counted in the same documents is compared
                continue
            if (together := find_together(target, pages, passages)).found:
                openings.append(f"“{target}” does not stand in the documents as it is.")
                statements += self._beside(together)
                continue
            related = find_related(target, passages, named) if not look.quoted else elsewhere
            related = related if related.found or look.quoted else find_related(target, passages)
            if not related.found and not look.plain:
                return None
            if related.found:
                otherwise.append(target)
            else:
                openings.append(f"None of the documents mentions “{target}”.")
            statements += [Statement(m.sentence, (_quote(m.passage, m.sentence),)) for m in related.found[:12]]
        if look.compares and len(totals) == 2 and len(targets) == 2:
            statements.insert(0, _more_often(*totals.values()))
        if otherwise:
            words = "words" if len(" ".join(otherwise).split()) > 1 else "word"
            openings.append(f"None of the documents has the {words} {' or '.join(f'“{t}”' for t in otherwise)}. What they say in other words:")
        return Told(" ".join(openings), tuple(dict.fromkeys(statements)))

    def counted(self, target: str, named: Sequence[str] = ()) -> list[Statement]:
        """How often, and on which pages, each document has a target, without its sentences."""
        return self._told(find_mentions(target, self._library.pages(), self._library.all_passages(), named), "", listed=0)

    def _told(self, mentions: Mentions, verdict: str, listed: int, manner: str = "") -> list[Statement]:
        """A sentence for each document that has the target, with its count and pages, and the first sentences of `listed` pages. `manner` is said with the verb."""
        statements: list[Statement] = []
        for source_id in sorted(dict.fromkeys(m.passage.source_id for m in mentions.found), key=self._sources.is_briefing):
            mine = [m for m in mentions.found if m.passage.source_id == source_id]
            times = sum(m.count for m in mine)
            labels = [m.passage.page for m in mine]
            pages = f"page{'s' if len(labels) > 1 else ''} {_joined(labels)}"
            statements.append(Statement(f"{'' if statements else verdict}{self._title(source_id)} mentions {mentions.shown}{manner} {_often(times)}, on {pages}{':' if listed else '.'}",
                                        tuple(_quote(m.passage, m.sentence) for m in mine), derived=True, counted=(times,)))
            statements.extend(Statement(m.sentence, (_quote(m.passage, m.sentence),), item=True) for m in mine[:listed])
        return statements

    def _on_one_page(self, each: Sequence[Mentions]) -> list[Statement]:
        """The pages that have every one of several targets, though in no one sentence, with the first sentence of each; none where there is no such page."""
        places = [{(m.passage.source_id, m.passage.page): m for m in mentions.found} for mentions in each]
        statements: list[Statement] = []
        for source_id in dict.fromkeys(source for source, _ in places[0]):
            shared = [key for key in places[0] if key[0] == source_id and all(key in place for place in places)]
            if not shared:
                continue
            mine = [place[key] for key in shared for place in places]
            pages = f"{'the same page' if len(shared) == 1 else 'the same pages'}, {_joined([label for _, label in shared])}"
            statements.append(Statement(f"{self._title(source_id)} mentions {_joined([m.shown for m in each])} on {pages}, though not together:", tuple(_quote(m.passage, m.sentence) for m in mine), derived=True,
                                        counted=tuple(int(label) for _, label in shared if label.isdigit())))
            statements += [Statement(m.sentence, (_quote(m.passage, m.sentence),), item=True) for m in mine[:2 * MOST_TOGETHER]]
        return statements

    def _beside(self, together: Mentions) -> list[Statement]:
        """The sentences that have the words of a target that stands nowhere as it is, each under its page."""
        statements: list[Statement] = []
        for m in together.found[:MOST_TOGETHER]:
            label = m.passage.page
            statements += [Statement(f"Its words stand together on page {label} of {self._title(m.passage.source_id)}:", (_quote(m.passage, m.sentence),), derived=True,
                                     counted=(int(label),) if label.isdigit() else ()),
                           Statement(m.sentence, (_quote(m.passage, m.sentence),), item=True)]
        return statements

    def _title(self, source_id: str, *, by: bool = False) -> str:
        """A document's title, short; the citation has it whole. `by` tells one with a headline for a title by its publisher."""
        source = self._known[source_id]
        title = source.title.split(":")[0]
        if len(title.split()) <= 8:
            return title
        return f"The {source.kind.value} item of {source.publisher}" if by and source.publisher else f"One {source.kind.value} item"


def _quote(passage: Passage, sentence: str) -> Quote:
    return Quote(passage.source_id, passage.page, sentence, passage.headings, passage.id)


def _often(times: int) -> str:
    return "once" if times == 1 else "twice" if times == 2 else f"{times} times"


def _more_often(one: Mentions, other: Mentions) -> Statement:
    """Which of two is mentioned more often, on the quotes of both."""
    more, less = (one, other) if one.total >= other.total else (other, one)
    text = f"{more.shown} is mentioned more often than {less.shown}: {_often(more.total)}; {less.shown} {_often(less.total)}." if more.total > less.total else \
        f"{more.shown} is mentioned as often as {less.shown}: {_often(more.total)}."
    quotes = tuple(_quote(m.passage, m.sentence) for m in (*more.found, *less.found))
    return Statement(text[0].upper() + text[1:], quotes, derived=True, counted=(more.total, less.total))


def _joined(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"

