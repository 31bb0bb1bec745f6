"""The timeline: every entry is a fact's own words with its date, source and age, and what is pending or unsure is told apart."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from builders import CORPUS

from assistant.compose import Quote
from assistant.currency import read_rules
from assistant.domain import Role
from assistant.errors import CorpusError
from assistant.events import Event
from assistant.law import Briefing, read_facts
from assistant.timeline import COLUMNS, DATA, Change, State, as_csv, as_markdown, chosen, read_timeline, source_line, topics_of

TODAY = date(2026, 11, 22)
BRIEFING = read_facts(CORPUS / "law" / "facts.yaml")
EVENT = Event("commissioning-begins", "1991", "commissioning", "General practices began to hold budgets", Quote("healthy-commissioning", "28", "…"), None)


def changes(today: date = TODAY, briefing: Briefing = BRIEFING, path: Path = DATA) -> tuple[Change, ...]:
    return read_timeline(briefing, read_rules(CORPUS / "law" / "notices.yaml", briefing), (EVENT,), {"healthy-commissioning": "Healthy Commissioning: How"}, today, path)


def one(name: str, today: date = TODAY) -> Change:
    return next(change for change in changes(today) if change.id == name)


def test_it_runs_from_1991_to_now_in_date_order():
    made = chosen(changes(), state=State.MADE)
    assert made[0].when == "1991" and made[0].sources == ("Healthy Commissioning, page 28",)
    assert [c.when for c in made] == sorted(c.when for c in made) and all(c.when and c.when[:10] <= "2026-11-22" for c in made)
    assert {"act-royal-assent", "ccgs-abolished", "pa-in-force"} <= {c.id for c in made}


def test_every_entry_of_the_briefing_is_its_facts_own_words_with_its_source():
    facts = {fact.id: fact for fact in BRIEFING.facts}
    for change in changes():
        if change.id in facts:
            fact = facts[change.id]
            assert (change.text, change.when, change.sources, change.sure, change.checked) == (fact.text, fact.since, fact.sources, fact.sure, fact.checked)


def test_what_is_on_its_way_and_what_is_unsure_are_told_apart():
    assert one("health-bill").state is one("ppn-026").state is State.PENDING
    assert one("icbs-36").state is one("local-compacts").state is State.UNCERTAIN
    assert not [c for c in chosen(changes(), state=State.MADE) if c.sure == "unconfirmed"]


def test_what_was_to_come_has_come_when_its_day_is_past():
    early = one("performance-notices", date(2025, 12, 31)), one("performance-notices", date(2026, 1, 1))
    assert [c.state for c in early] == [State.PENDING, State.MADE]


def test_a_fact_checked_over_180_days_ago_says_so():
    assert not one("ppn-002", date(2027, 5, 20)).is_due and one("ppn-002", date(2027, 5, 21)).is_due
    assert "over 180 days ago: check again before you rely on it" in source_line(one("ppn-002", date(2027, 5, 21)))


def test_topic_reader_and_words_narrow_it():
    student = chosen(changes(), reader=Role.STUDENT)
    assert student and all(Role.STUDENT in c.topic.readers for c in student) and len(student) < len(changes())
    assert {c.topic.id for c in chosen(changes(), topics=["wales"])} == {"wales"}
    assert {c.id for c in chosen(changes(), words="ROYAL assent 2012")} == {"act-royal-assent"}
    assert list(topics_of(changes()).values()) == sorted(topics_of(changes()).values())


def test_a_notice_lends_its_severity_to_the_fact_it_stands_on():
    assert one("ccgs-abolished").severity == "body abolished"


def test_it_is_taken_away_as_a_table_and_as_a_page_to_read():
    rows = list(csv.DictReader(io.StringIO(as_csv(changes()).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS and len(rows) == len(changes())
    page = as_markdown(changes(), TODAY).decode()
    assert page.index("## What has changed") < page.index("**8 March 2012: Royal Assent**") < page.index("## On its way") < page.index("## Not certain")


@pytest.mark.parametrize(("old", "new", "said"), [
    ("act-royal-assent", "act-royal-ascent", "'act-royal-ascent' is no fact of facts.yaml"), ("[act-origin,", "[act-extent, act-origin,", "'act-extent' has no date"),
    ("[act-origin,", "[act-origin, ppn-001,", "'ppn-001' stands twice"), ("[commissioner, student]", "[commissioner, pupil]", "reader 'pupil'"),
    ("pending: [", "pending: [checked-when, ", "'checked-when' is in no topic"), ("events: commissioning", "events: selling", "events 'selling'"),
])
def test_a_timeline_that_is_wrong_is_told_with_the_place(tmp_path: Path, old: str, new: str, said: str):
    text = DATA.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "timeline.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        changes(path=tmp_path / "timeline.yaml")
