"""An answer out of a passage that the index of questions does not cover: its best sentence, list or table row, by the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

import numpy as np

from assistant.agreement import about, agreed, asks_agreement
from assistant.bands import spans
from assistant.by_heading import left_out, list_asked, meaning_asked, part_heading, section_asked
from assistant.compose import Quote, Statement
from assistant.domain import ClaimKind, Evidence, Passage
from assistant.keyword import Idf
from assistant.library import Library
from assistant.own_tables import (
    BAND_WORDS,
    Table,
    asks_extreme,
    banded,
    cells,
    defined_row,
    extreme_rows,
    lacks_year,
    named_rows,
    starts_table,
    year_cells,
    years_of,
)
from assistant.pinned import fits, uncounted
from assistant.planted import evidence_of, without_planted
from assistant.questions import Asks, Question, widened
from assistant.ranking import Candidate, features, log_odds, probability
from assistant.reader import Reader, SentenceScore
from assistant.sources import Sources
from assistant.text import figures, leans_back, number_words, stem_set, words
from assistant.told import LIGHT, MONEY, NOT_TOLD, OTHERWISE_TOLD, SUMS, asks_share, matter_of, tells_otherwise, worth_told
from assistant.units import Unit

MOST_PARTS = 12
"""Over how many passages on either side a table is put together."""
NOT_COUNTED = 0.4
"""What a sentence is worth that does not speak of the thing that is counted by any word for it."""
_FILE_NAME = re.compile(r"\.(md|txt|pdf|docx|html?)$", re.I)
SAID = 0.6
"""The least probability of a sentence that has every telling word of a question and the figure or year that it asks for."""
HEARD = 0.15
"""Unless the reader gives it less than this: the same words can tell of another thing."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate answer with its probability, ready to be said."""

    statements: tuple[Statement, ...]
    probability: float
    sense: str
    ask: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    vouched: bool = False
    """Whether the index's author wrote the very question for these statements: what it names was looked at by a person."""
    alike: float = 0.0
    """The probability before what the question pins down was looked for."""


def heading_of(headings: Sequence[str]) -> str:
    """What the reader is told of where a passage stands: the outermost heading and the innermost, but not the name of a file."""
    own = [heading for heading in headings if not _FILE_NAME.search(heading)]
    return ", ".join(dict.fromkeys((*own[:1], *own[-1:])))


class PassageReader:
    """Finds in passages what answers a question. `reader` None finds nothing."""

    def __init__(self, library: Library, idf: Idf, reader: Reader | None, sources: Sources) -> None:
        self._library, self._idf, self._reader, self._sources = library, idf, reader, sources

    def read(self, question: Question, best: Sequence[Evidence], named: Sequence[str]) -> list[Scored]:
        """Sentences of passages, judged by the reader, best first."""
        if not best or self._reader is None:
            return []
        readings = self._reader.read(question.text, [without_planted(e.passage.text, e.passage.headings) for e in best], [max(0.0, e.why.get("dense", 0.0)) for e in best],
                                     [heading_of(e.passage.headings) for e in best])
        scored: list[Scored] = []
        every = [evidence_of(e.passage.text, e.passage.headings) for e in best]
        terms = [t for t in question.terms if t in about(question.terms)] if asks_agreement(question.asked) else question.terms
        matters = [matter_of(terms, question.focus or question.text, self._title(e.passage)) for e in best]
        under = [part_heading(e.passage.headings, self._sources.title(e.passage.source_id)) for e in best]
        of_list = next((at for at, parts in enumerate(every) if list_asked(question, matters[at], under[at], parts) is not None), None)
        for at, (evidence, reading, parts, matter) in enumerate(zip(best, readings, every, matters, strict=True)):
            if not parts:
                continue
            weights = [_unit_score(u, reading.sentences) * fit for u, fit in zip(parts, fits(question.text, [u.text for u in parts]), strict=True)]
            denied = None
            if at == of_list:
                weights[list_asked(question, matter, under[at], parts) or 0] = 1.0
            elif (denied := left_out(question, matter, self._ground(evidence.passage), parts)) is not None:
                weights[denied] = 1.0
            top = int(np.argmax(weights))
            preferred = self._sources.preference([evidence.passage.source_id], named)
            candidate = Candidate(parts[top].text, " ".join((*evidence.passage.headings, self._sources.title(evidence.passage.source_id))),
                                  max(0.0, evidence.why.get("dense", 0.0)), "", evidence.score, False, preferred)
            values = features(question, candidate, self._idf) | {"answerable": log_odds(reading.answerable), "share": max(weights), "margin": reading.features.get("margin", 0.0)}
            likely = probability(values, "plain")
            if likely >= HEARD and question.kind in (Asks.FIGURE, Asks.WHEN) and len(question.terms) > 1 and values["said"] == values["suits"] == 1.0 and tells_more(question, parts[top].text) or at == of_list or denied is not None:
                likely = max(likely, SAID)
            rows = self._rows_asked(question, evidence.passage, parts, matter)
            if of_list is None and (part := self._part_asked(question, evidence.passage, matter, under[at], parts)):
                scored.append(Scored(part, max(likely, SAID), "plain", "", values))
                continue
            if rows:
                scored.append(Scored(rows, max(likely, SAID), "plain", "", values))
                continue
            said = self._around(question, evidence, parts, top, whole=at == of_list)
            narrower = parts[top].row and not stem_set(cells(parts[top].text)[0]) <= {*terms, *LIGHT}  # a row of "young tenants" is not that of the tenants
            if not narrower and tells_more(question, " ".join(s.text for s in said)) and _says_all(question, terms, matter, said, self._ground(evidence.passage), evidence.passage.headings):
                likely = max(likely, SAID)
            if parts[top].row and (asks_extreme(question.asked) or lacks_year(said[0].text, question.asked)):
                likely *= NOT_TOLD
            likely *= worth_told(question.text, question.kind is Asks.FIGURE, matter, [s.text for s in said], " ".join((*evidence.passage.headings, self._title(evidence.passage))))
            if question.kind is Asks.FIGURE and (
                    uncounted(question.focus, " ".join((*(s.text for s in said), *evidence.passage.headings)), widened)
                    or not parts[top].row and _LIMITED.search(question.asked) and not tells_more(question, self._ground(evidence.passage))):
                likely *= NOT_COUNTED
            if (years := years_of(question.asked)) and (there := years_of(self._ground(evidence.passage))) and not years & there:
                likely *= NOT_TOLD
            if question.kind is not Asks.YES_NO and tells_otherwise(question.asked, [s.text for s in said]):
                likely *= OTHERWISE_TOLD
            scored.append(Scored(said, likely, "plain", "", values))
        return sorted(scored, key=lambda s: -s.probability)

    def of_another(self, question: Question, top: Scored, best: Sequence[Evidence]) -> tuple[Scored, bool] | None:
        """What another document of some passages says in a sentence of the same frame, and whether with the same figures; one that differs before one that does not."""
        mine = {q.source_id for s in top.statements for q in s.quotes}
        found: list[tuple[Scored, bool]] = []
        titles = " ".join(self._title(e.passage) for e in best)
        matter = set(matter_of([t for t in question.terms if t in about(question.terms)], question.asked, titles))
        meant = [s for s in top.statements if matter & stem_set(s.text)] or top.statements
        years = [f for f in question.figures if re.fullmatch(r"(?:19|20)\d\d", f)]
        for evidence in best:
            for unit in () if evidence.passage.source_id in mine or any(y not in self._ground(evidence.passage) for y in years) else evidence_of(evidence.passage.text, evidence.passage.headings):
                same = [a for s in meant if (a := agreed(s.text, unit.text)) is not None] if not unit.row else []
                if same:
                    kind = self._sources.kind(evidence.passage.source_id, unit.text)
                    found.append((replace(top, statements=(Statement(unit.text, (quoted(evidence.passage, unit.text),), kind),)), all(same)))
        return min(found, key=lambda pair: pair[1], default=None)

    def _title(self, passage: Passage) -> str:
        """The title of a passage's document, and its outermost heading where that is none of a part."""
        title = self._sources.title(passage.source_id)
        return title if len(passage.headings) == 1 and part_heading(passage.headings, title) else " ".join((*passage.headings[:1], title))

    def _part_asked(self, question: Question, passage: Passage, matter: Sequence[str], heading: str, parts: Sequence[Unit]) -> tuple[Statement, ...]:
        """A term with its meaning, or the opening of the section that a question is after; () for none."""
        chosen = meaning_asked(question, matter, parts) or section_asked(question, matter, heading, parts)
        if chosen and chosen[0] is parts[0] and any(p.headings == passage.headings for p in self._library.neighbours(passage, before=1)):
            return ()  # the section opens before this passage
        return tuple(Statement(u.text, (quoted(passage, u.text),), self._sources.kind(passage.source_id, u.text)) for u in chosen)

    def _ground(self, passage: Passage) -> str:
        """What a passage stands in: its text, headings and title."""
        return " ".join((passage.text, *passage.headings, self._title(passage)))

    def _rows_asked(self, question: Question, passage: Passage, parts: Sequence[Unit], matter: Sequence[str]) -> tuple[Statement, ...]:
        """The rows of a table of a passage that a question names, or that have the least or the most of what it asks, under the first row; () for none."""
        for table in self._tables(passage, parts):
            found = extreme_rows(table, question.asked, matter) if asks_extreme(question.asked) else defined_row(table, matter) or named_rows(table, question.terms, matter)
            if found:
                return self._of_rows(question, found)
        runs = [[(passage, u) for u in run] for is_row, group in groupby(parts, key=lambda u: u.row) if is_row and len(run := list(group)) > 1]
        row = next((row for run in runs if (row := banded(run, question.figures)) and {t for t in matter if not t.isdigit()} <= stem_set(self._ground(passage)) | BAND_WORDS), None)
        return (Statement(row[1].text, (quoted(passage, row[1].text),), self._sources.kind(passage.source_id, row[1].text)),) if row else ()

    def _of_rows(self, question: Question, rows: Sequence[tuple[Passage, Unit]]) -> tuple[Statement, ...]:
        """Rows under the one that names the columns, as they stand; of a year that a question names, its cell alone."""
        quotes = [quoted(p, u.text) for p, u in rows]
        kinds = [self._sources.kind(q.source_id, q.text) for q in quotes]
        of_year = year_cells(cells(quotes[0].text), [cells(q.text) for q in quotes[1:]], question.asked) if len(rows) > 1 else None
        if of_year is not None:
            return tuple(Statement(said, (quote, quotes[0]), kind, derived=True) for said, quote, kind in zip(of_year, quotes[1:], kinds[1:], strict=True))
        return tuple(Statement(q.text, (q,), kind) for q, kind in zip(quotes, kinds, strict=True))

    def _tables(self, passage: Passage, parts: Sequence[Unit]) -> list[Table]:
        """The tables of a passage with a first row that names columns; one that goes over the passage's ends is put together."""
        runs: list[list[tuple[Passage, Unit]]] = []
        for before, unit in zip((None, *parts), parts, strict=False):
            if unit.row:
                if before is None or not before.row:
                    runs.append([])
                runs[-1].append((passage, unit))
        if runs and parts[0].row:
            runs[0] = self._beyond(passage, -1) + runs[0]
        if runs and parts[-1].row:
            runs[-1] += [row for row in self._beyond(passage, 1) if row[1].text != runs[-1][0][1].text]
        return [Table(tuple(run), " ".join((*passage.headings, run[0][1].lead, self._title(passage))))
                for run in runs if len(run) > 1 and starts_table([unit for _, unit in run])]

    def _beyond(self, passage: Passage, way: int) -> list[tuple[Passage, Unit]]:
        """The rows of the passages before (-1) or after (1) a passage that go on with its table, in order."""
        found: list[tuple[Passage, Unit]] = []
        near = self._library.neighbours(passage, before=MOST_PARTS) if way < 0 else self._library.neighbours(passage, after=MOST_PARTS)
        for other in near[::way]:
            parts = evidence_of(other.text, other.headings)
            run = list(takewhile(lambda unit: unit.row, parts[::way]))
            if other.headings != passage.headings or not run:
                break
            rows = [(other, unit) for unit in run[::way]]
            found = rows + found if way < 0 else found + rows
            if len(run) < len(parts):
                break
        return found

    def _around(self, question: Question, evidence: Evidence, parts: Sequence[Unit], top: int, *, whole: bool) -> tuple[Statement, ...]:
        """The best unit; with its whole list where it is in one and a list is wanted, else with what follows on it."""
        passage, unit = evidence.passage, parts[top]
        kind = self._sources.kind(passage.source_id, unit.text)
        opens = unit.text.rstrip().endswith(":")
        row = top + 1 if opens and top + 1 < len(parts) else top
        if parts[row].row:
            return self._of_rows(question, [(passage, u) for u in _rows(question, parts, row)])
        if (unit.is_item or opens) and (whole or question.kind is Asks.LIST or opens):
            return self._whole_list(passage, parts, top, kind)
        chosen = [unit]
        if unit.is_item and unit.lead:
            chosen = [u for u in parts if u.text == unit.lead][:1] + chosen
        elif top and leans_back(unit.text) and parts[top - 1].block == unit.block:
            chosen = [parts[top - 1], unit]
        return tuple(Statement(u.text, (quoted(passage, u.text),), kind, u.is_item and bool(u.lead), marker=u.marker) for u in chosen)

    def _whole_list(self, passage: Passage, parts: Sequence[Unit], at: int, kind: ClaimKind) -> tuple[Statement, ...]:
        """The opening line and every item of the list around a unit, in order, over passage ends."""
        lead = parts[at].lead or (parts[at].text if parts[at].text.endswith(":") else "")
        run: list[tuple[Passage, Unit]] = [(passage, u) for u in parts if u.text == lead][:1] if lead else []
        run += [(passage, u) for u in parts if u.is_item and u.lead == parts[at].lead or (lead and u.is_item and u.lead == lead)]
        last = run[-1][1] if run else parts[at]
        if last is parts[-1]:
            for after in self._library.neighbours(passage, after=3):
                following = evidence_of(after.text, after.headings)
                if after.headings != passage.headings or not following or not following[0].is_item or following[0].lead:
                    break
                run += [(after, u) for u in following if u.is_item]
        return tuple(Statement(u.text, (quoted(p, u.text),), kind, u.is_item, marker=u.marker) for p, u in run)


_SUM_ASKED = re.compile(r"\b(?:what|which) (?:\w+ ){0,2}(?:value|sum|amount|price|cost|threshold)\b(?<!social value)", re.I)
_AMOUNT = re.compile(r"\b(?:what|which|from what|above what|how)\b", re.I)


def _says_all(question: Question, terms: Sequence[str], matter: Sequence[str], said: Sequence[Statement], ground: str, headings: Sequence[str]) -> bool:
    """Whether statements have every word that says what a question is after, and an amount where it is one, and what they stand in has its other words."""
    text = " ".join(s.text for s in said)
    if asks_share(question.text) and "%" in text and set(terms) - LIGHT <= stem_set(ground) and set(matter) - LIGHT <= stem_set(" ".join((text, *headings[1:]))):
        return True
    if not set(terms) <= stem_set(ground) or not set(matter) - SUMS <= stem_set(text):
        return False
    if question.kind in (Asks.WHO, Asks.WHERE, Asks.WHY, Asks.WHEN):
        return False
    if set(matter) & SUMS and (question.kind is Asks.FIGURE or not set(matter) - SUMS or _AMOUNT.search(question.text)):
        return MONEY.search(text) is not None and bool(set(matter) & stem_set(f"{text} {ground}"))
    if _SUM_ASKED.search(question.text):
        return MONEY.search(text) is not None
    return question.kind is Asks.FIGURE and bool(figures(text) or number_words(text))


_LIMITED = re.compile(r"\b(?:under|over|aged|below|above|older than|younger than|more than|fewer than|less than)\b[^.?!]{0,15}\d", re.I)


def tells_more(question: Question, said: str) -> bool:
    """Whether a question for a figure is told one that it does not give itself, and the figures that it does ("under 25")."""
    if question.kind is not Asks.FIGURE:
        return True
    own = {figure for figure in figures(question.asked) if not any(figure in year for year in years_of(question.asked))}
    return own <= set(figures(said)) and bool(set(figures(said)) - own or number_words(said))


def quoted(passage: Passage, text: str) -> Quote:
    """A quote of a passage."""
    return Quote(passage.source_id, passage.page, text, passage.headings, passage.id)


def _rows(question: Question, parts: Sequence[Unit], at: int) -> list[Unit]:
    """The row of the table around a row that suits the question best, under the table's first row where that names columns.

    A row whose range has an amount of the question suits best ("£500,000 to £1,999,999" for £750,000), then the one that
    shares most words with it.
    """
    first = last = at
    while first and parts[first - 1].row:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].row:
        last += 1
    table = list(parts[first:last + 1])
    headed = starts_table(table)
    asked = set(words(question.asked)) - set(words(table[0].text) if headed else ())

    def shared(row: Unit) -> tuple[bool, int, bool]:
        return any(spans(row.text, amount) for amount in question.figures), len(asked & set(words(row.text))), row is parts[at]

    best = max(table[1:] if headed and table[1:] else table, key=shared)
    return [table[0], best] if headed and best is not table[0] else [best]


def _unit_score(unit: Unit, sentences: Sequence[SentenceScore]) -> float:
    return sum(s.score for s in sentences if s.start < unit.end and s.end > unit.start)
