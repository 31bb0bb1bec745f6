"""Notices: which answers carry which, at most two, the most important first, once a conversation, and with their age."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import CORPUS

from assistant.assistant import Assistant
from assistant.currency import BRIEFING_AGE, MOST, SEVERITIES, Currency, read_rules
from assistant.domain import Answer, Citation, Claim, ClaimKind, Status
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID, read_facts

LAW = CORPUS / "law"
SOON = date(2026, 12, 1)


@pytest.fixture(scope="module")
def currency() -> Currency:
    return Currency.load(LAW, lambda: SOON)


def answer(*texts: str, source: str = "healthy-commissioning", status: Status = Status.ANSWERED) -> Answer:
    """Each text a claim on a citation of its own."""
    cited = tuple(Citation(n, source, "", "6", (), text, "p") for n, text in enumerate(texts, 1))
    claims = tuple(Claim(text, (n,), ClaimKind.EVIDENCE, True) for n, text in enumerate(texts, 1))
    return Answer("q", "q", status, " ".join(texts), claims, cited)


def topics(currency: Currency, given: Answer, question: str = "How many?", told: tuple[str, ...] = ()) -> list[str]:
    return [n.topic for n in currency.notices(question, given, told)]


def test_an_answer_about_a_body_that_is_gone_says_so(currency: Currency):
    (notice,) = currency.notices("How many?", answer("Just 25 CCGs (13%) did."))
    assert notice.topic == "ccg-abolition" and "1 July 2022" in notice.text
    assert notice.as_of == "2026-11-21" and notice.since == "2022-07-01" and notice.source and notice.more
    assert notice.severity == "body abolished"


def test_an_answer_that_touches_nothing_that_changed_carries_no_notice(currency: Currency):
    assert topics(currency, answer("Most of them gave an example from mental health.")) == []


def test_a_term_counts_as_a_whole_word_only(currency: Currency):
    assert "compact-covenant" in topics(currency, answer("The Compact sets out principles.", source="knowhow-social-value"))
    assert topics(currency, answer("The compactor was bought.", source="knowhow-social-value")) == []


def test_the_guides_threshold_carries_what_the_trigger_really_was(currency: Currency):
    given = answer("The threshold for social and other specific services, has been £589,148 since 1 January 2016.", source="knowhow-social-value")
    assert "act-threshold" in topics(currency, given)


def test_there_are_never_more_than_two_and_the_most_important_comes_first(currency: Currency):
    given = answer("CCGs in each STP follow the Public Contracts Regulations.", "The Compact and the NHS Standard Contract, above EU thresholds.")
    found = currency.notices("How?", given)
    assert len(found) == MOST
    places = [SEVERITIES.index(n.severity) for n in found]
    assert places == sorted(places) and found[0].topic == "ccg-abolition"


def test_a_figure_that_is_out_of_date_is_told_of_before_a_rule(currency: Currency):
    given = answer("The threshold has been £589,148 since 1 January 2016.", "The Act applies under the Public Contracts Regulations 2006.", source="knowhow-social-value")
    assert topics(currency, given) == ["act-threshold", "light-touch-threshold"]


def test_the_age_of_the_briefing_is_told_from_the_day_after_half_a_year(currency: Currency):
    checked = currency.briefing.checked
    assert currency.age(checked + timedelta(days=180)) is None
    assert (old := currency.age(checked + timedelta(days=181))) and old.topic == BRIEFING_AGE and "over 180 days ago" in old.text


def test_a_notice_comes_once_a_conversation_unless_it_is_asked_for(currency: Currency):
    given = answer("Just 25 CCGs (13%) did.")
    assert topics(currency, given, told=("ccg-abolition",)) == []
    assert topics(currency, given, "Do CCGs still exist?", ("ccg-abolition",)) == ["ccg-abolition"]


def test_a_refusal_carries_only_what_is_asked_for(currency: Currency):
    refusal = answer("Just 25 CCGs (13%) did.", status=Status.NOT_IN_CORPUS)
    assert topics(currency, refusal) == []
    assert topics(currency, refusal, "What happened to CCGs?") == ["ccg-abolition"]


def test_a_task_that_is_refused_says_when_its_body_is_gone(currency: Currency):
    refusal = answer(status=Status.REFUSED)
    assert topics(currency, refusal, "Draft a policy for NHS Swindon CCG") == ["ccg-abolition"]
    assert topics(currency, refusal, "Draft a poem") == []


def test_an_answer_out_of_the_briefing_alone_says_what_changed_by_itself(currency: Currency):
    assert topics(currency, answer("CCGs were abolished on 1 July 2022.", source=SOURCE_ID)) == []


def test_after_half_a_year_notices_and_answers_on_the_briefing_say_how_old_they_are():
    old = Currency.load(LAW, lambda: date(2027, 6, 1))
    (notice,) = old.notices("How many?", answer("Just 25 CCGs (13%) did."))
    assert notice.text.endswith("Checked on 21 November 2026, over 180 days ago: check again before you rely on it.")
    assert topics(old, answer("The Act received Royal Assent.", source=SOURCE_ID)) == [BRIEFING_AGE]


@pytest.mark.parametrize(("days", "due"), [(180, False), (181, True)])
def test_due_means_more_than_180_days(days: int, due: bool):
    day = date.fromordinal(date(2026, 11, 21).toordinal() + days)
    (notice,) = Currency.load(LAW, lambda: day).notices("How many?", answer("Just 25 CCGs did."))
    assert ("check again" in notice.text) is due


def test_a_notice_can_be_had_by_its_topic(currency: Currency):
    assert currency.notice("wales").topic == "wales"
    with pytest.raises(KeyError):
        currency.notice("scotland")


GOOD = """
- topic: ccg-abolition
  severity: body abolished
  short: CCGs were abolished.
  text: CCGs were abolished on 1 July 2022.
  facts: [ccgs-abolished]
  triggers: {terms: [ccg], figures: ["£589,148"]}
  today: [ccgs today]
"""


@pytest.mark.parametrize(("old", "new", "message"), [
    ("severity: body abolished", "severity: grave", "notice ccg-abolition: severity 'grave'; expected one of body abolished"),
    ("  short: CCGs were abolished.\n", "", "notice ccg-abolition: key 'short' is unknown or missing"),
    ("  today:", "  tomorrow:", "is unknown or missing; expected facts"),
    ("[ccgs-abolished]", "[ccgs-gone]", "fact 'ccgs-gone' is not in facts.yaml"),
    ("[ccgs-abolished]", "[]", "facts is empty"),
    ("terms: [ccg]", "words: [ccg]", "triggers must be a mapping"),
    ("- topic", "topic", "cannot be read|expected a list"),
    ("today: [ccgs today]", "today: [ccgs today", "cannot be read"),
])
def test_a_wrong_notice_is_named_with_what_was_expected(tmp_path: Path, old: str, new: str, message: str):
    assert old in GOOD
    (tmp_path / "notices.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_rules(tmp_path / "notices.yaml", read_facts(LAW / "facts.yaml"))


def test_a_topic_that_stands_twice_is_an_error(tmp_path: Path):
    (tmp_path / "notices.yaml").write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(CorpusError, match="the topic stands twice"):
        read_rules(tmp_path / "notices.yaml", read_facts(LAW / "facts.yaml"))


@pytest.mark.parametrize(("question", "told"), [("We are NHS Wigan Borough CCG, what must we do first?", True), ("I work for NHS Leeds West CCG. What is the duty?", True),
                                                ("What must a buyer do first?", False), ("Must CCGs consult under the Act?", True), ("What did NHS Wigan Borough CCG do?", False)])
def test_somebody_who_speaks_for_a_body_that_is_no_more_is_told_so(assistant: Assistant, question: str, told: bool):
    currency = Currency.load(CORPUS / "law")
    answer = assistant.ask("What does the Social Value Act ask commissioners to do?")
    assert ("ccg-abolition" in {n.topic for n in currency.notices(question, answer)}) is told
