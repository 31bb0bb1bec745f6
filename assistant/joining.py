"""The statements of an answer put together: the direct one first, near equals beside it, and what is nearest where nothing answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.compose import Quote, Statement
from assistant.domain import Passage
from assistant.passage_answers import Scored
from assistant.pinned import other_side
from assistant.questions import Asks, Question, asks_several
from assistant.ranking import log_odds, suits
from assistant.text import figures, leans_back, sentence_spans, stems

MOST_WORDS = 110
"""An answer stops taking in further statements at this many words; a list is always whole."""
IN_DOUBT = 0.3
"""Below this probability of the best statement near equals are shown beside it."""
JOIN, JOIN_SEVERAL = 0.8, 2.0
"""A further candidate joins the answer when its log-odds are at most this much below the best one's; the second where a
question asks for several things."""
JOIN_BESIDE = 2.0
"""How much further below one of the passage that answers may be, for it stands beside what is said."""
LIKELY_BESIDE = 0.3
"""The least probability at which one of that passage need add nothing that is asked for."""
NEARLY_AS = 0.5
"""How likely, beside the best answer, one of the document that a question names must be."""
MOST_OF_EACH = 3
"""Statements of each further document that a question names."""
COMPARES = re.compile(r"\b(compare\w*|comparison|differ\w*|agree|disagree|same|versus|vs|line up|lines up|next to|both|conflict|contradict\w*|whereas|"
                       r"side by side|square with|match|tally|against|each (document|source)|two documents|all (the )?(documents|sources))\b", re.I)
"""A question for two things side by side, or for whether they agree."""
_ADDRESS = re.compile(r"\b(?:https?://|www\.)|\b(?:viewed|read|found|seen|downloaded|accessed|available|click) here\b", re.I)
"""An address, or what once was a link to one: it says where to read and not what is asked."""
_ASKS_SOURCE = re.compile(r"\b(sources?|links?|url|urls|web ?(?:site|page|address)|footnotes?|references?|cited?|citations?|where|read|online|published?|find|evidence|feedback|"
                          r"who (?:carried out|conducted|did|says?|said|found|claims?)|whose|(?:which|what) (?:stud(?:y|ies)|research|programme|previous work|earlier work))\b", re.I)


def joined(question: Question, pool: Sequence[Scored]) -> tuple[Statement, ...]:
    """The best candidate's statements, then those of near equals that add something, up to MOST_WORDS."""
    chosen = list(_direct_first(question, pool[0].statements))
    chosen = [s for s in chosen if s.item or not _is_address(question, s)] or chosen
    said = {q.text for s in chosen for q in s.quotes}
    seen = set(stems(" ".join(said)))
    count = sum(len(s.text.split()) for s in chosen)
    if len(chosen) > 3:
        return tuple(chosen)
    wanted = set(question.terms)
    least = log_odds(pool[0].probability) - (JOIN_SEVERAL if asks_several(question.text) else JOIN)
    places = {q.passage_id for s in chosen for q in s.quotes}
    for other in pool[1:8]:
        beside = all(q.passage_id in places for s in other.statements for q in s.quotes)
        if log_odds(other.probability) < least - (JOIN_BESIDE if beside else 0):
            continue
        new = [s for s in other.statements if not any(q.text in told or told in q.text for q in s.quotes for told in said)]
        length = sum(len(s.text.split()) for s in new)
        fresh = set(stems(" ".join(s.text for s in new)))
        # A further statement must add something asked for, unless the best one is itself in doubt.
        adds = (fresh & wanted) - seen or pool[0].probability < IN_DOUBT or beside and other.probability >= LIKELY_BESIDE
        if not new or not adds or any(_is_row(s) or _is_address(question, s) or other_side(question.text, s.text) for s in new) or len(new) > 3 or count + length > MOST_WORDS or len(fresh & seen) > 0.7 * len(fresh):
            continue
        chosen += _as_listed(new)
        said |= {q.text for s in new for q in s.quotes}
        seen |= fresh
        count += length
    return tuple(chosen)


def leaning_behind(statements: Sequence[Statement], passages: Mapping[str, Passage]) -> tuple[Statement, ...]:
    """The statements, with one that leans on the sentence before it ("Where it is not, ...") behind that sentence: those of its passage in its order, and the sentence put in where it is missing.

    The passages are by id.
    """
    made = list(statements)
    for statement in statements:
        quote = statement.quotes[0] if len(statement.quotes) == 1 and not statement.item else None
        passage = passages.get(quote.passage_id) if quote else None
        if passage is None or not _CONDITION_LEANS.match(statement.text) or statement.text != quote.text:
            continue
        mine = [s for s in made if len(s.quotes) == 1 and s.quotes[0].passage_id == quote.passage_id and s.quotes[0].text in passage.text]
        before = [passage.text[a:b].strip() for a, b in sentence_spans(passage.text[:passage.text.index(quote.text)])][-1:] if quote.text in passage.text else []
        if before and not any(before[0] in q.text for s in mine for q in s.quotes) and re.match(r"[A-Z].*\.$", before[0]):
            mine.append(replace(statement, text=before[0], quotes=(replace(quote, text=before[0]),)))
        at = min(n for n, s in enumerate(made) if s in mine)
        rest = [s for s in made if s not in mine]
        made = [*rest[:at], *sorted(mine, key=lambda s: passage.text.index(s.quotes[0].text)), *rest[at:]]
    return tuple(made)


_CONDITION_LEANS = re.compile(r"(?:Where|If|When|While|As|Of|In) (?:it|this|that|these|those|they)\b")
"""How a sentence opens whose condition is in the one before it, without which it says something else."""


def with_each(named: Sequence[str], chosen: Sequence[Statement], pool: Sequence[Scored], same: Callable[[str, str], Quote | None]) -> tuple[Statement, ...]:
    """The same with what each further document that a question names says: the same words, where it has them, else its best candidate.

    `same` finds the words of a statement in a document.
    """
    made = list(chosen)
    for source in named if len(named) > 1 else ():
        if any(q.source_id == source for s in made for q in s.quotes):
            continue
        if quote := next(filter(None, (same(s.text, source) for s in made[:1])), None):
            made[0] = replace(made[0], quotes=(*made[0].quotes, quote))
        elif best := next((other for other in pool if {q.source_id for s in other.statements for q in s.quotes} == {source} and other.probability >= LIKELY_BESIDE), None):
            made += best.statements[:MOST_OF_EACH]
    return tuple(made)


def of_the_named(named: Sequence[str], answers: Sequence[Scored]) -> list[Scored]:
    """The answers, with the best of the only document that a question names first, where it has one nearly as likely."""
    top = next(iter(answers), None)
    if top is None or len(named) != 1 or top.vouched or any(q.source_id in named for s in top.statements for q in s.quotes):
        return list(answers)
    own = next((a for a in answers if a.probability >= max(LIKELY_BESIDE, top.probability * NEARLY_AS) and all(q.source_id in named for s in a.statements for q in s.quotes)), None)
    return [own, *(a for a in answers if a is not own)] if own else list(answers)


def side_by_side(question: Question, named: Sequence[str], answers: Sequence[Scored], counterpart: Callable[[Statement, str], Quote | None]) -> list[Scored]:
    """The answers to a comparison of two documents, with the first that has its counterpart in the other one in front, and that beside it.

    `counterpart` finds what a document says of the same with the same figure.
    """
    top = next(iter(answers), None)
    if top is None or len(named) != 2 or not COMPARES.search(question.text) or {q.source_id for s in top.statements for q in s.quotes} >= set(named):
        return list(answers)
    for one in answers:
        at = {q.source_id for s in one.statements for q in s.quotes}
        if one.probability < LIKELY_BESIDE or len(one.statements) > MOST_OF_EACH or len(at) != 1 or not at <= set(named):
            continue
        (other,) = set(named) - at
        if found := next(filter(None, (counterpart(s, other) for s in one.statements if not s.text.rstrip().endswith(":"))), None):
            both = replace(one, statements=(*one.statements, Statement(found.text, (found,), one.statements[0].kind)), probability=max(one.probability, top.probability))
            return [both, *(a for a in answers if a is not one)]
    return list(answers)


def nearest(question: Question, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The two statements that share most with the question (its figures count double), in their order."""
    def shared(statement: Statement) -> int:
        return len(set(question.terms) & set(stems(statement.text))) + 2 * sum(f in figures(statement.text) for f in question.figures)

    best = sorted(statements, key=lambda s: -shared(s))[:2]
    return _as_listed([s for s in statements if s in best])


def _as_listed(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements taken out of a whole: an item stays one beside another or under its opening line; by itself it is a sentence."""
    made = []
    for at, statement in enumerate(statements):
        before, after = statements[at - 1] if at else None, statements[at + 1] if at + 1 < len(statements) else None
        listed = before and (before.item or before.text.rstrip().endswith(":")) or after and after.item
        made.append(replace(statement, item=bool(statement.item and listed)))
    return tuple(made)


def _direct_first(question: Question, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with the one first that has the figure or the year asked for, one with the question's own figures before others, where it stands alone."""
    direct = sorted((s for s in statements if suits(question, s.text) == 1), key=lambda s: -sum(f in figures(s.text) for f in question.figures))
    if question.kind not in (Asks.FIGURE, Asks.WHEN):
        terms = set(question.terms)
        share = [len(terms & set(stems(s.text))) for s in statements]
        top = max(range(len(statements)), key=lambda n: share[n])
        direct = [statements[top]] if question.kind is not Asks.WHY and share[top] - share[0] >= 2 else []
    if not direct or any(s.item for s in statements) or leans_back(direct[0].text) or COMPARES.search(question.text):
        return tuple(statements)
    return (direct[0], *(s for s in statements if s is not direct[0]))


def _is_row(statement: Statement) -> bool:
    """Whether a statement is a line of a table or a heading, which says nothing beside a sentence."""
    return not statement.marker and len(statement.text.split()) <= 10 and re.search(r"[.:;!?][”\"’')]*$", statement.text) is None


def _is_address(question: Question, statement: Statement) -> bool:
    """Whether a statement is a footnote with a web address, which says nothing beside a sentence, unless a source or a link is asked for."""
    return _ADDRESS.search(statement.text) is not None and _ASKS_SOURCE.search(question.text) is None
