"""What has changed since a document was written: notices as data, and which of them an answer needs. Pure but for loading.

A notice stands on facts of corpus/law/facts.yaml, whose sources and dates it carries; its own file says what triggers it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.domain import Answer, Notice, Status
from assistant.errors import CorpusError
from assistant.law import DUE_DAYS, SOURCE_ID, Briefing, Fact, read_facts, spoken
from assistant.text import figures, fold
from assistant.yaml_data import read_list

MOST = 2
"""How many notices stand under one answer."""
SEVERITIES = ("body abolished", "rule changed", "figure superseded", "name changed", "pending")
"""What a notice is about, most important first."""
OWN_TEXT = "upload"
"""What a user's own text rests on, for `touched`: a document that changes of the law may have come after."""
BRIEFING_AGE = "briefing-age"
_KEYS = frozenset(["topic", "severity", "short", "text", "facts", "triggers", "today"])


@dataclass(frozen=True, slots=True)
class Rule:
    """A notice with what triggers it. `terms` and `today` are lower case; `figures` as text.figures gives them.

    `sources` are the documents it is for; () means all but our briefing. `facts` are not empty; the first gives the
    source and the dates.
    """

    topic: str
    severity: str
    short: str
    text: str
    facts: tuple[Fact, ...]
    terms: tuple[str, ...]
    figures: tuple[str, ...]
    sources: tuple[str, ...]
    today: tuple[str, ...]


class Currency:
    """Attaches notices to answers. `today` is the clock."""

    def __init__(self, rules: Sequence[Rule], briefing: Briefing, today: Callable[[], date] = date.today) -> None:
        self.rules, self.briefing, self._today = tuple(rules), briefing, today

    @classmethod
    def load(cls, folder: Path, today: Callable[[], date] = date.today) -> Currency:
        """The notices of corpus/law. Raises CorpusError when facts or notices are wrong."""
        briefing = read_facts(folder / "facts.yaml")
        return cls(read_rules(folder / "notices.yaml", briefing), briefing, today)

    def notices(self, question: str, answer: Answer, told: Collection[str] = ()) -> tuple[Notice, ...]:
        """At most MOST notices that an answer needs, most important first.

        An answer needs what its own sentences touch in documents that the change came after, and what the question asks for
        outright; a question that is not answered only the latter, and a task that is refused or met with a choice what its own
        words touch ("draft a policy for NHS Swindon CCG"). `told` are the topics that the conversation has had: they come again only when
        the question asks for them. An answer out of our briefing alone says what has changed by itself.
        """
        asked = [rule for rule in self.rules if _has_any(fold(question).lower(), rule.today)]
        fresh = [rule for rule in self.rules if rule not in asked and rule.topic not in told]
        if answer.status is Status.REFUSED or answer.status is Status.NEEDS_CLARIFICATION and answer.claims:
            touched = [rule for rule in fresh if _has_any(fold(question).lower(), rule.terms)]
        else:
            touched = [] if _briefing_alone(answer) else [rule for rule in fresh if self._touches(rule, answer) or _speaks_of(rule, question)]
        chosen = sorted(asked, key=_importance)[:MOST] + sorted(touched, key=lambda rule: (not _has_figure(rule, answer), _importance(rule)))
        made = [self._notice(rule) for rule in chosen[:MOST]]
        if (old := self.age()) and any(c.source_id == SOURCE_ID for c in answer.citations):
            made = [old, *made][:MOST]
        return tuple(made)

    def age(self, today: date | None = None) -> Notice | None:
        """That our briefing is due to be checked again, for whatever rests on it; None where it is not, on a day or by the clock."""
        checked = self.briefing.checked
        if ((today or self._today()) - checked).days <= DUE_DAYS:
            return None
        text = f"Our briefing on the law was last checked on {spoken(checked)}, over {DUE_DAYS} days ago. Check its statements before you rely on them."
        return Notice(BRIEFING_AGE, text, checked.isoformat(), self.briefing.title)

    def touched(self, said: Iterable[tuple[str, Collection[str]]]) -> tuple[Notice, ...]:
        """Every notice that a longer text needs, most important first: of each of its statements the words, and the ids of the documents it rests on."""
        folded = [(fold(text).lower(), set(sources) - {SOURCE_ID}) for text, sources in said]
        found = {rule.topic: rule for rule in self.rules if any(self._is_touched(rule, text, sources) for text, sources in folded)}
        return tuple(self._notice(rule) for rule in sorted(found.values(), key=lambda rule: (_importance(rule), self.rules.index(rule))))

    def notice(self, topic: str) -> Notice:
        """One notice by its topic. Raises KeyError."""
        return self._notice({rule.topic: rule for rule in self.rules}[topic])

    def _touches(self, rule: Rule, answer: Answer) -> bool:
        """Whether a claim of an answer that rests on one of the rule's documents has a term or figure of the rule."""
        if answer.status not in (Status.ANSWERED, Status.PARTIAL):
            return False
        cited = {c.n: c.source_id for c in answer.citations}
        for claim in answer.claims:
            if self._is_touched(rule, fold(claim.text).lower(), {cited[n] for n in claim.citations if n in cited} - {SOURCE_ID}):
                return True
        return False

    @staticmethod
    def _is_touched(rule: Rule, text: str, sources: Collection[str]) -> bool:
        """Whether a folded text that rests on documents other than our briefing has a term or figure of the rule."""
        return bool(sources) and (not rule.sources or bool(set(sources) & set(rule.sources))) and \
            (_has_any(text, rule.terms) or bool(rule.figures) and bool(set(figures(text)) & set(rule.figures)))

    def _notice(self, rule: Rule) -> Notice:
        first = rule.facts[0]
        due = f" Checked on {spoken(first.checked)}, over {DUE_DAYS} days ago: check again before you rely on it." if self._is_due(first.checked) else ""
        return Notice(rule.topic, rule.short + due, first.checked.isoformat(), "; ".join(first.sources), rule.text, rule.severity, first.since)

    def _is_due(self, checked: date) -> bool:
        return (self._today() - checked).days > DUE_DAYS


def notices_json(notices: Iterable[Notice]) -> list[dict[str, str]]:
    """Notices as plain values, for the JSON of answers, drafts and checks."""
    return [{"topic": n.topic, "text": n.text, "as_of": n.as_of, "source": n.source, "more": n.more, "severity": n.severity, "since": n.since} for n in notices]


def read_rules(path: Path, briefing: Briefing) -> tuple[Rule, ...]:
    """The notices of a file, in its order.

    Raises:
        CorpusError: the file cannot be read, a key is unknown or missing, a topic stands twice, or a fact is not known; the
            message names file, notice, key and what was expected.
    """
    rows = read_list(path)
    facts = {fact.id: fact for fact in briefing.facts}
    rules: list[Rule] = []
    for number, row in enumerate(rows, 1):
        rule = _rule(f"{path.name}, notice {row.get('topic', number) if isinstance(row, dict) else number}", row, facts)
        if any(rule.topic == other.topic for other in rules):
            raise CorpusError(f"{path.name}, notice {rule.topic}: the topic stands twice; expected one notice of each")
        rules.append(rule)
    return tuple(rules)


def _rule(where: str, row: Any, facts: Mapping[str, Fact]) -> Rule:
    if not isinstance(row, dict):
        raise CorpusError(f"{where}: expected a mapping with {', '.join(sorted(_KEYS))}, not {type(row).__name__}")
    if wrong := sorted(set(map(str, row)) ^ _KEYS):
        raise CorpusError(f"{where}: key {wrong[0]!r} is unknown or missing; expected {', '.join(sorted(_KEYS))}")
    if row["severity"] not in SEVERITIES:
        raise CorpusError(f"{where}: severity {row['severity']!r}; expected one of {', '.join(SEVERITIES)}")
    triggers = row["triggers"]
    if not isinstance(triggers, dict) or (wrong := sorted(set(map(str, triggers)) - {"terms", "figures", "sources"})):
        raise CorpusError(f"{where}: triggers must be a mapping with terms, figures and, at will, sources")
    for name in row["facts"]:
        if name not in facts:
            raise CorpusError(f"{where}: fact {name!r} is not in facts.yaml; expected the id of one that is")
    if not row["facts"]:
        raise CorpusError(f"{where}: facts is empty; a notice stands on a fact of facts.yaml")
    return Rule(row["topic"], row["severity"], " ".join(row["short"].split()), " ".join(row["text"].split()), tuple(facts[name] for name in row["facts"]),
                tuple(t.lower() for t in triggers.get("terms") or ()), tuple(f for text in triggers.get("figures") or () for f in figures(text)),
                tuple(triggers.get("sources") or ()), tuple(t.lower() for t in row["today"] or ()))


_WE_ARE = re.compile(r"\b(?:we(?:['’]re| are)|i(?:['’]m| am) (?:at|with|from|in)|i work (?:for|at)|our|my) (?:\S+ ){0,6}?$", re.I)
_MUST = re.compile(r"\b(must|should|shall|can|may|have to|has to|needs?|required|obliged|ought|expected|bound|allowed)\b", re.I)
_PAST = re.compile(r"\b(did|was|were|had)\b", re.I)


def _speaks_of(rule: Rule, question: str) -> bool:
    """Whether somebody speaks for a body that is no more ("we are NHS Wigan Borough CCG") or asks what it must do ("must CCGs consult?")."""
    folded = fold(question).lower()
    if rule.severity != "body abolished" or not rule.terms:
        return False
    met = [m.start() for m in _any_of(rule.terms).finditer(folded)]
    return any(_WE_ARE.search(folded[:start]) for start in met) or bool(met) and _MUST.search(folded) is not None and not _PAST.search(folded)


def _has_figure(rule: Rule, answer: Answer) -> bool:
    """Whether an answer says a figure of the rule: one that is out of date is told of before anything else, since it is what will be copied."""
    return bool(rule.figures) and any(set(figures(claim.text)) & set(rule.figures) for claim in answer.claims)


def _importance(rule: Rule) -> int:
    return SEVERITIES.index(rule.severity)


def _has_any(text: str, phrases: tuple[str, ...]) -> bool:
    return bool(phrases) and _any_of(phrases).search(text) is not None


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all: a question is held against every notice, so this must cost next to nothing."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


def _briefing_alone(answer: Answer) -> bool:
    return bool(answer.citations) and all(c.source_id == SOURCE_ID for c in answer.citations)
