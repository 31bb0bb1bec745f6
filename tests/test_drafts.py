"""The check of drafts: the shipped briefs pass it, and each kind of fault is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import materials

from assistant.domain import ClaimKind
from assistant.drafting.draft import Draft, DraftClause
from assistant.drafting.policy import draft_policy
from evals.drafts import TODAY, faults, footnotes, read_cases, to_word

CASES = read_cases()
FULL = next(case for case in CASES if case.full)


def drafted(case=FULL) -> Draft:
    return draft_policy(case.brief, materials(), TODAY)


def with_clause(draft: Draft, name: str, **fields: object) -> Draft:
    """A draft with one clause changed."""
    def put(clause: DraftClause) -> DraftClause:
        return replace(clause, **fields) if clause.id == name else clause

    return replace(draft, sections=tuple(replace(s, clauses=tuple(put(c) for c in s.clauses)) for s in draft.sections))


def test_there_are_at_least_12_briefs_of_many_kinds_a_third_of_them_held_out():
    assert len(CASES) >= 12 and {case.brief.kind for case in CASES} >= {"ccg", "icb", "nhs-trust", "local-authority", "central-government", "housing-association", "police-fire", "other"}
    assert any(case.brief.joint_with for case in CASES) and sum(case.split == "held_out" for case in CASES) >= len(CASES) / 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_draft_of_every_brief_is_right(case):
    assert faults(case, drafted(case), materials()) == []


@pytest.mark.parametrize(("name", "change", "fault"), [
    ("weighting-floor", {"text": "Social value carries at least 25% of the total score.", "drafted": "Social value carries at least 25% of the total score."}, "the figure 25% is nobody's"),
    ("purpose-vision", {"text": "We work with Acme Holdings.", "drafted": "We work with Acme Holdings."}, "the name 'Acme Holdings' is nobody's"),
    ("weighting-difference", {"text": "A weighting above 5% must be set.", "drafted": "A weighting above 5% must be set."}, "stronger"),
    ("weighting-difference", {"citations": ()}, "evidence without a source"),
    ("weighting-floor", {"text": "It gives {floor}.", "drafted": "It gives {floor}."}, "unfilled slot"),
    ("weighting-floor", {"text": "The Act requires 10%.", "drafted": "The Act requires 10%."}, "says 'Act requires 10%'"),
    ("weighting-floor", {"kind": ClaimKind.USERS_OWN}, "has the weight"),
    ("consult-partners", {"text": "We meet [to be agreed: them].", "drafted": "We meet [to be agreed: them]."}, "a full brief leaves ['them']"),
    ("weighting-floor", {"citations": (999,)}, "which is no footnote")])
def test_a_fault_in_a_clause_is_found(name: str, change: dict, fault: str):
    found = faults(FULL, with_clause(drafted(), name, **change), materials())
    assert any(fault in one for one in found), found


def test_a_quote_off_its_page_a_lost_section_and_a_lost_notice_are_found():
    draft = drafted()
    moved = replace(draft, citations=(replace(draft.citations[0], page="3" if draft.citations[0].page != "3" else "4"), *draft.citations[1:]))
    assert any("is not on page" in fault for fault in faults(FULL, moved, materials()))
    assert any("sections" in fault for fault in faults(FULL, replace(draft, sections=draft.sections[1:]), materials()))
    assert any("annexes" in fault for fault in faults(FULL, replace(draft, annexes=draft.annexes[:-1]), materials()))
    assert any("notices" in fault for fault in faults(FULL, replace(draft, notices=()), materials()))


def test_a_brief_becomes_word_with_a_footnote_for_every_clause_with_a_source():
    seconds, processors, made = to_word(FULL, materials())
    assert footnotes(made) == sum(bool(clause.citations) for clause in drafted().clauses) and seconds > 0 and processors > 0
