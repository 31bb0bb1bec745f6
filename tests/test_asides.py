"""What stands beside an answer for a role: checked statements, the same answer for all, no notice needed."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from assistant.asides import aside
from assistant.assistant import Assistant
from assistant.domain import Answer, Citation, Claim, ClaimKind, Role, Status
from assistant.export import answer_json
from assistant.offers import Beside, offers
from assistant.plain import answer_from_text, answer_to_text
from assistant.text import stands_in
from ui.terminal import print_answer

DUTY = "What does the Social Value Act require commissioners to consider?"
TOLD = Answer("q", "q", Status.ANSWERED, "", (Claim("Keep a record.", (1,), ClaimKind.GUIDANCE, True, "-"), Claim("Buy well.", (2,), ClaimKind.GUIDANCE, True)),
              (Citation(1, "guide", "The guide", "1", (), "Keep a record.", "p"), Citation(2, "guide", "The guide", "2", (), "Buy well.", "p")))
WANTED = Beside("What to record", "q", ("record",))


def test_it_is_numbered_on_from_the_answers_citations_and_is_no_part_of_it():
    found = aside(WANTED, TOLD, replace(TOLD, claims=(), citations=(replace(TOLD.citations[1], n=4),)))
    assert found and found.about == "What to record" and [(c.text, c.citations) for c in found.claims] == [("Keep a record.", (5,))]
    assert [(c.n, c.quote) for c in found.citations] == [(5, "Keep a record.")]


def test_what_the_answer_says_already_is_not_said_beside_it():
    assert aside(WANTED, TOLD, TOLD) is None
    assert aside(replace(WANTED, says=("nothing of it",)), TOLD, replace(TOLD, citations=())) is None


@pytest.mark.parametrize("wanted", [c.beside for c in offers().closings if c.beside], ids=lambda b: b.ask)
def test_each_of_the_file_is_found_checked_on_its_page_and_needs_no_notice(assistant: Assistant, wanted: Beside):
    told = assistant.ask(wanted.ask)
    found = aside(wanted, told, replace(told, citations=()))
    assert found and len(found.claims) == len(wanted.says) and all(claim.verified for claim in found.claims)
    assert all(stands_in(c.quote, assistant.page_text(c.source_id, c.page)) for c in found.citations)
    alone = replace(told, claims=found.claims, citations=found.citations)
    assert assistant._currency and assistant._currency.notices("", alone) == ()


def test_a_commissioner_is_told_what_to_record_a_bidder_what_to_do_first_and_a_student_the_reference(assistant: Assistant):
    answers = {role: assistant.ask(DUTY, role) for role in Role}
    assert len({(a.answer, a.claims, a.citations, a.notices) for a in answers.values()}) == 1
    asides = {role: answer.aside for role, answer in answers.items()}
    assert asides[Role.COMMISSIONER] and asides[Role.COMMISSIONER].about == "What to record" and "documenting" in asides[Role.COMMISSIONER].claims[-1].text
    assert asides[Role.VCSE] and asides[Role.VCSE].about == "Before you bid" and asides[Role.STUDENT] is None
    assert assistant.ask(DUTY).aside is None
    assert assistant.ask(DUTY, history=("I am a bidder",)).role is Role.VCSE


def test_it_is_kept_printed_and_in_the_json(assistant: Assistant):
    answer = assistant.ask(DUTY, Role.COMMISSIONER)
    assert answer_from_text(answer_to_text(answer)) == answer
    out = io.StringIO()
    print_answer(answer, Console(file=out, width=400))
    assert answer.aside
    n = answer.aside.citations[0].n
    assert f"What to record: {answer.aside.claims[0].text} [{n}]" in out.getvalue() and f"[{n}] Healthy Commissioning, page 9" in out.getvalue()
    plain = answer_json(answer)
    assert plain["role"] == "commissioner" and plain["aside"]["about"] == "What to record" and plain["aside"]["citations"][0]["n"] == n
