"""Today's law as data: wrong facts are told, the document is what the facts render to, notices and bodies stand on facts."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from builders import CORPUS, LIMITS

from assistant.buyers import PAGE
from assistant.errors import CorpusError
from assistant.settings import Settings
from assistant.text import figures, sentence_spans, words
from ingest import law
from ingest.catalogue import read_catalogue
from ingest.chunk import chunk
from ingest.readers import read
from ui.doctor import _law

FACTS = law.read_facts(CORPUS / "law" / "facts.yaml")
BY_ID = {fact.id: fact for fact in FACTS.facts}
NOTICES = yaml.safe_load((CORPUS / "law" / "notices.yaml").read_text(encoding="utf-8"))
TOPICS = {"act-priority", "act-consultation", 
    "ccg-abolition", "stp-to-ics", "icb-mergers", "nhs-england-future", "procurement-act-2023", "provider-selection-regime", "act-threshold",
    "light-touch-threshold", "compact-covenant", "nhs-weighting-floor", "central-government-ppns", "most-advantageous-tender", "standard-contract",
    "eu-thresholds", "act-wording-2025", "wales"}
SEVERITIES = {"name changed", "rule changed", "body abolished", "figure superseded", "pending"}

SMALL = """\
checked: 2026-11-21
title: A briefing
sections:
  - page: "1"
    title: The Act
    facts:
      - id: assent
        title: Royal Assent
        text: The Act received Royal Assent on 8 March 2012.
        sure: primary
        sources: [legislation.gov.uk]
        from: 2012-03-08
      - id: challenge
        title: Challenge
        text: The usual challenge is reportedly judicial review. We could not confirm that route.
        sure: unconfirmed
        sources: [general knowledge]
  - page: "2"
    title: What has changed
    facts:
      - {id: first, title: "2013: start", text: "2013: the Act began.", sure: primary, sources: [a], from: 2013}
      - {id: second, title: "2014: more", text: "April 2014: more began.", sure: secondary, sources: [b, c], from: 2014-04}
"""


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def small(folder: Path, old: str = "", new: str = "") -> Path:
    """A small file of facts with one thing changed."""
    assert old in SMALL
    path = folder / "facts.yaml"
    path.write_text(SMALL.replace(old, new, 1) if old else SMALL, encoding="utf-8")
    return path


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(CORPUS, folder / "corpus", ignore=shutil.ignore_patterns("questions")))


# --- reading ---------------------------------------------------------------------------------------------


def test_facts_come_with_their_date_of_check_and_their_start(tmp_path: Path):
    briefing = law.read_facts(small(tmp_path, "from: 2012-03-08", "from: 2012-03-08\n        checked: 2026-12-01"))
    assert [fact.id for fact in briefing.facts] == ["assent", "challenge", "first", "second"]
    assert [fact.checked for fact in briefing.facts] == [date(2026, 12, 1), *[date(2026, 11, 21)] * 3]
    assert [fact.since for fact in briefing.facts] == ["2012-03-08", "", "2013", "2014-04"]


@pytest.mark.parametrize(("old", "new", "message"), [
    ("checked: 2026-11-21\n", "checked: 2026-11-21\nowner: us\n", "facts.yaml: unknown key 'owner'; expected one of checked, sections, title"),
    ("title: A briefing\n", "", "facts.yaml: 'title' is missing"),
    ("title: The Act\n", "title: The Act\n    colour: red\n", "facts.yaml, section 1: unknown key 'colour'"),
    ('page: "1"', 'page: "one"', "page 'one'; expected a number"),
    ('page: "2"', 'page: "1"', "page '1' stands twice"),
    ("        sure: primary\n", "        sure: primary\n        url: x\n", "fact assent: unknown key 'url'; expected one of checked, from, id"),
    ("        title: Royal Assent\n", "", "facts.yaml, fact assent: 'title' is missing"),
    ("      - id: assent\n        title", "      - title", "facts.yaml, section 1, fact 1: 'id' is missing"),
    ("id: assent", "id: Royal Assent", "id 'Royal Assent'; expected small letters, figures and hyphens"),
    ("id: challenge", "id: assent", "facts.yaml: id 'assent' stands twice"),
    ("id: first", "id: challenge", "facts.yaml: id 'challenge' stands twice"),
    ("sure: primary", "sure: certain", "fact assent: sure 'certain'; expected one of primary, secondary, unconfirmed"),
    ("sources: [legislation.gov.uk]", "sources: legislation.gov.uk", "fact assent: sources must be a list, not str"),
    ("sources: [legislation.gov.uk]", "sources: []", "fact assent: 'sources' is missing"),
    ("sources: [legislation.gov.uk]", "sources: [2012]", "fact assent: sources 2012; expected a text"),
    ("from: 2012-03-08", "from: 2012-13", "fact assent: from '2012-13'; expected a day, month or year such as"),
    ("from: 2012-03-08", "from: March 2012", "fact assent: from 'March 2012'; expected a day"),
    ("checked: 2026-11-21", "checked: last autumn", "facts.yaml: checked 'last autumn'; expected a day such as 2026-11-21"),
    ("from: 2012-03-08", "checked: 2026-11", "fact assent: checked '2026-11'; expected a day"),
    ("8 March 2012.", "8 March 2012", "fact assent: text has 1 sentences; expected 1 to 4 whole sentences, the last with its full stop"),
    ("8 March 2012.", "8 March 2012. One came. Two came. Three came. Four came.", "fact assent: text has 5 sentences"),
    ("text: The Act received Royal Assent on 8 March 2012.", "text: 2012", "fact assent: text 2012; expected a text"),
    ("from: 2014-04", "from: 2012-04", "fact second: from 2012-04 stands below 2013; expected the timeline in date order"),
    (", sources: [a], from: 2013", ", sources: [a]", "fact first: 'from' is missing; expected a date"),
    ("sections:", "sections: [", "facts.yaml cannot be read"),
])
def test_a_wrong_fact_is_an_error_that_names_it_and_what_was_expected(tmp_path: Path, old: str, new: str, message: str):
    with pytest.raises(CorpusError, match=re.escape(message)):
        law.read_facts(small(tmp_path, old, new))


@pytest.mark.parametrize("text", [
    "The usual challenge is judicial review.",
    "The usual challenge is reportedly judicial review. The court is in London.",
])
def test_an_unconfirmed_sentence_without_a_word_of_caution_is_an_error_that_shows_it(tmp_path: Path, text: str):
    with pytest.raises(CorpusError, match="fact challenge: text is unconfirmed, but nothing in .*expected a word of caution in each sentence"):
        law.read_facts(small(tmp_path, "The usual challenge is reportedly judicial review. We could not confirm that route.", text))


def test_missing_facts_are_an_error_with_its_remedy(tmp_path: Path):
    with pytest.raises(CorpusError, match="facts.yaml cannot be read .*restore it from the repository"):
        law.read_facts(tmp_path / "facts.yaml")


# --- the document ----------------------------------------------------------------------------------------


def test_a_fact_is_a_heading_its_text_and_a_source_line_and_a_timeline_is_a_list(tmp_path: Path):
    assert law.markdown(law.read_facts(small(tmp_path))) == """\
<!-- page: 1 -->

# A briefing

## The Act

### Royal Assent

The Act received Royal Assent on 8 March 2012.

Source: legislation.gov.uk; checked 21 November 2026; sure: primary.

### Challenge

The usual challenge is reportedly judicial review. We could not confirm that route.

Source: general knowledge; checked 21 November 2026; sure: unconfirmed.

<!-- page: 2 -->

## What has changed

- 2013: the Act began.
- April 2014: more began.

### Sources of these lines

Source: 2013, a (primary); April 2014, b, c (secondary); checked 21 November 2026 or later.
"""


def test_the_shipped_document_is_what_the_facts_render_to(capsys: pytest.CaptureFixture[str]):
    assert law.main(["--check"]) == 0
    assert capsys.readouterr().out == "nothing to do\n"


def test_a_fact_is_changed_in_one_place_and_document_and_catalogue_follow(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    corpus = copied(tmp_path)
    facts = corpus / "law" / "facts.yaml"
    changed = facts.read_text(encoding="utf-8").replace("checked: 2026-11-21", "checked: 2027-02-01").replace("£207,720", "£210,000")
    facts.write_text(changed, encoding="utf-8")
    assert law.main(["--check"], corpus) == 1
    assert capsys.readouterr().out == "differs: documents/law-as-it-stands.md\ndiffers: catalogue.toml\n"
    assert law.main([], corpus) == 0
    assert law.main(["--check"], corpus) == 0
    document = (corpus / "documents" / "law-as-it-stands.md").read_text(encoding="utf-8")
    assert "£210,000" in document and "£207,720" not in document
    before, after = read_catalogue(CORPUS), read_catalogue(corpus)
    assert [item.source for item in after[:-1]] == [item.source for item in before[:-1]]
    assert (after[-1].source.id, after[-1].source.as_of) == ("law-as-it-stands", "2027-02-01")


def test_the_catalogue_gets_the_briefings_entry_when_it_has_none_and_keeps_the_others_as_they_are(tmp_path: Path):
    corpus = copied(tmp_path)
    path = corpus / "catalogue.toml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:whole.rindex("\n[[source]]")], encoding="utf-8")
    assert law.main([], corpus) == 0
    assert path.read_text(encoding="utf-8") == whole


def test_every_fact_is_a_passage_of_its_own_whose_source_line_is_another_sentence():
    pages, passages = chunk(law.SOURCE_ID, read(CORPUS / "documents" / "law-as-it-stands.md", LIMITS), FACTS.title)
    assert [page.label for page in pages] == [*(section.page for section in FACTS.sections), PAGE]
    for section in FACTS.sections:
        if section.page == law.TIMELINE:
            continue
        for fact in section.facts:
            found = [p for p in passages if p.page == section.page and p.headings == (FACTS.title, section.title, fact.title)]
            assert [sentences(p.text) for p in found] == [[*sentences(fact.text), law.source_line(fact)]]


def test_every_line_of_the_timeline_begins_with_its_date_as_its_title_does():
    section = next(section for section in FACTS.sections if section.page == law.TIMELINE)
    assert 15 <= len(section.facts) <= 25
    for fact in section.facts:
        day = fact.text.split(":")[0]
        assert fact.title.startswith(f"{day}: ") or fact.id == "line-playbook"
        assert law.spoken_since(fact.since) == day or day == "June or July 2025"


# --- what the facts say ----------------------------------------------------------------------------------


def test_every_subsection_of_section_1_and_every_other_section_has_a_fact():
    titles = " | ".join(fact.title for fact in FACTS.facts)
    assert [n for n in range(1, 17) if not re.search(rf"\b1\({n}\)", titles)] == []
    assert all(f"Section {n}: " in titles for n in (2, 3, 4))


def test_a_statement_about_a_section_says_that_it_is_our_summary():
    section = next(section for section in FACTS.sections if section.page == "3")
    told = [fact for fact in section.facts if re.match(r"Section \d", fact.title)]
    without = {"s1-3-only-consider", "s1-9", "s1-13", "s1-14"}
    assert {fact.id for fact in told if not fact.text.startswith("In our summary, ")} == without


def test_every_sentence_can_stand_alone():
    leaning = re.compile(r"(It|Its|This|They|Their|These|That|Those|Such|He|She|Here|There)\b")
    assert [(fact.id, s) for fact in FACTS.facts for s in sentences(fact.text) if leaning.match(s)] == []


def test_no_title_stands_twice_in_a_section():
    for section in FACTS.sections:
        assert len({fact.title for fact in section.facts}) == len(section.facts)


def test_the_guides_threshold_is_never_given_as_the_acts():
    for fact in FACTS.facts:
        for sentence in sentences(fact.text):
            if "589,148" in sentence and "Social Value Act" in sentence:
                assert "did not decide" in sentence


# --- ages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "due"), [(0, False), (180, False), (181, True)])
def test_a_fact_is_due_when_it_was_checked_over_180_days_ago(tmp_path: Path, days: int, due: bool):
    briefing = law.read_facts(small(tmp_path))
    found = law.ages(briefing, briefing.checked + timedelta(days))
    assert [(age.days, age.is_due) for age in found] == [(days, due)] * len(briefing.facts)


def test_the_list_of_ages_has_every_fact_with_source_and_age_and_says_what_is_due(capsys: pytest.CaptureFixture[str]):
    assert law.main(["--ages"], today=date(2027, 6, 1)) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("act-royal-assent: The Public Services (Social Value) Act 2012 received Royal Assent on 8 March 2012.")
    assert lines[at + 1] == "    checked 2026-11-21, 192 days old, DUE; primary; from zoomlaw.co.uk/2012-3-ukpga.html; vlex 817103537"
    assert len(lines) == 2 * len(FACTS.facts) + 1
    assert lines[-1] == f"{len(FACTS.facts)} facts, {len(FACTS.facts)} due (over 180 days)"


# --- notices ---------------------------------------------------------------------------------------------


def test_there_is_one_notice_for_each_topic():
    assert len(NOTICES) == len(TOPICS)
    assert {notice["topic"] for notice in NOTICES} == TOPICS


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice["topic"])
def test_a_notice_is_short_stands_on_facts_and_says_no_figure_that_they_do_not(notice: dict):
    assert set(notice) == {"topic", "severity", "short", "text", "facts", "triggers", "today"}
    assert notice["severity"] in SEVERITIES
    assert len(sentences(notice["short"])) == 1 and len(notice["short"].split()) <= 30
    assert 2 <= len(sentences(notice["text"])) <= 4
    assert set(notice["facts"]) <= set(BY_ID)
    first = BY_ID[notice["facts"][0]]
    assert first.sure != "unconfirmed" and "" < first.since <= FACTS.checked.isoformat()
    known = set(figures(" ".join(BY_ID[fact].text for fact in notice["facts"]))) | {"2017"}
    assert set(figures(f"{notice['short']} {notice['text']}")) <= known


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice["topic"])
def test_what_sets_a_notice_off_is_in_lower_case_once_and_cites_documents_that_exist(notice: dict):
    triggers = notice["triggers"]
    assert {"terms", "figures"} <= set(triggers) <= {"terms", "figures", "sources"}
    assert triggers["terms"] and notice["today"]
    for phrases in (triggers["terms"], notice["today"]):
        assert all(isinstance(phrase, str) and phrase == phrase.lower().strip() and words(phrase) for phrase in phrases)
        assert len(set(phrases)) == len(phrases)
    assert set(triggers.get("sources", [])) <= {item.source.id for item in read_catalogue(CORPUS)}


def test_no_two_notices_are_asked_for_by_the_same_phrase():
    phrases = [phrase for notice in NOTICES for phrase in notice["today"]]
    assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []


def test_doctor_names_the_facts_that_are_due():
    fresh, due = (_law(Settings(), day) for day in (date(2026, 12, 1), date(2027, 6, 1)))
    assert fresh.ok and "0 due" in fresh.found
    assert not due.ok and not due.needed and "due for a check: what-the-briefing-is" in due.found and "facts.yaml" in due.remedy


def test_a_changed_fact_is_carried_to_the_questions_that_quote_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    corpus = copied(tmp_path)
    (corpus / "questions").mkdir()
    facts, asks = corpus / "law" / "facts.yaml", corpus / "questions" / "law.yaml"
    asks.write_text('- "The Public Services (Social Value) Act 2012 received Royal Assent on 8 March 2012."\n', encoding="utf-8")
    facts.write_text(facts.read_text(encoding="utf-8").replace("received Royal Assent on 8 March 2012", "received Royal Assent on 9 March 2012"), encoding="utf-8")
    assert law.main([], corpus) == 0
    assert "9 March 2012" in asks.read_text(encoding="utf-8") and "carried: corpus/questions/law.yaml (1)" in capsys.readouterr().out
    assert law.main([], corpus) == 0 and capsys.readouterr().out == "nothing to do\n"
