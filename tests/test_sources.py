"""What is known of the documents: which a question names, how far to believe them, and of what year they are."""

from __future__ import annotations

import pytest

from assistant.domain import Authority, ClaimKind, Kind, Source
from assistant.sources import Sources

REPORT = Source("report", "Healthy Commissioning: a study", "Social Enterprise UK", "2017", Kind.REPORT, Authority.SECONDARY, as_of="2017")
GUIDE = Source("guide", "Social value", "NCVO Knowhow", "2016-09-11", Kind.GUIDE, Authority.GUIDANCE, as_of="2016-09-11")
OWN = Source("upload-policy", "Our policy", "your own document", "2026-01-01", Kind.UPLOAD, Authority.USER, as_of="2026-01-01")
SOURCES = Sources([REPORT, GUIDE, OWN])


@pytest.mark.parametrize(("question", "named"), [
    ("What is Healthy Commissioning’s figure?", ["report"]), ("What is Knowhow's advice?", ["guide"]),
    ("What does Healthy Commissioning say of weighting?", ["report"]), ("What does the guide advise?", ["guide"]),
    ("Does Knowhow agree with the report?", ["report", "guide"]), ("What is social enterprise?", []), ("How many replied?", []),
])
def test_a_document_is_named_by_title_publisher_or_kind(question: str, named: list[str]):
    assert sorted(SOURCES.named(question)) == sorted(named)


def test_the_name_of_a_document_is_not_what_is_asked():
    assert SOURCES.unlabelled("According to Healthy Commissioning, how many replied?") == ", how many replied?"
    assert SOURCES.unlabelled("How many replied?") == "How many replied?"


def test_what_is_unknown_or_a_users_own_ranks_last():
    assert SOURCES.is_own("upload-policy")
    assert SOURCES.is_own("never seen")
    assert not SOURCES.is_own("guide")
    assert SOURCES.rank("guide") < SOURCES.rank("report") < SOURCES.rank("upload-policy")


def test_the_year_of_a_users_own_document_is_not_taken_for_that_of_the_corpus():
    assert SOURCES.year(["report", "guide"]) == "2017"
    assert SOURCES.year(["upload-policy"]) == ""


@pytest.mark.parametrize(("url", "own"), [
    ("https://www.socialenterprise.org.uk", False), ("https://www.socialenterprise.org.uk/", False), ("https://example.org/reports/healthy.pdf", True), (None, False), ("", False),
])
def test_the_front_of_a_publishers_site_is_no_page_of_the_document(url: str | None, own: bool):
    assert Source("s", "T", "P", "2017", Kind.REPORT, Authority.PRIMARY, url).has_own_page is own


def test_a_named_document_is_preferred_and_else_guidance():
    assert SOURCES.preference(["report"], ["report"]) == 1.0
    assert SOURCES.preference(["guide"], ["report"]) == 0.0
    assert SOURCES.preference(["guide"], []) == 0.5
    assert SOURCES.preference(["report"], []) == 0.0


def test_a_sum_that_a_guide_gives_is_no_duty_unless_it_names_the_law_that_sets_it():
    assert SOURCES.weight(ClaimKind.DUTY, "guide", "The threshold has been £589,148 since 1 January 2016.") is ClaimKind.GUIDANCE
    assert SOURCES.weight(ClaimKind.DUTY, "guide", "The Act applies to contracts above £100,000.") is ClaimKind.DUTY
    assert SOURCES.weight(ClaimKind.DUTY, "guide", "contracts which fall below EU procurement thresholds") is ClaimKind.DUTY


@pytest.mark.parametrize(("text", "kind"), [
    ("Ottershaw Council has used the Act to raise its local spending from 11% to 19%.", ClaimKind.EVIDENCE), ("By adopting a new process, Ottershaw was able to hear from its residents.", ClaimKind.EVIDENCE),
    ("Ottershaw Council has adopted a policy on local suppliers.", ClaimKind.LOCAL_CHOICE), ("Each body can decide what weighting to give, such as 10%.", ClaimKind.LOCAL_CHOICE),
    ("Others should follow the lead of Ottershaw.", ClaimKind.GUIDANCE)])
def test_what_came_of_a_decision_is_evidence_and_the_decision_a_local_choice(text: str, kind: ClaimKind):
    assert SOURCES.weight(ClaimKind.LOCAL_CHOICE, "guide", text) is kind
