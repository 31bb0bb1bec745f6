"""Which body it is and what binds it: data that stand on facts, and questions that find them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import CORPUS, shipped

from assistant.assistant import Assistant
from assistant.bodies import Bodies
from assistant.buyers import GOODS, HEALTH, LIGHT_TOUCH, PAGE, SERVICES, WORKS, Body, heading, read_bodies, rule_lines, statements
from assistant.domain import ClaimKind, Status
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID, read_facts
from assistant.text import figures, stands_in

FACTS = read_facts(CORPUS / "law" / "facts.yaml")
BODIES = Bodies.load(CORPUS / "law", FACTS)
BY_ID = {body.id: body for body in BODIES.all}
PAGES, _ = shipped()


def test_the_bodies_are_those_that_buy_and_only_the_ccg_is_gone():
    assert list(BY_ID) == ["ccg", "icb", "nhs-trust", "local-authority", "central-government", "housing-association", "police-fire", "welsh-body", "other"]
    assert [body.id for body in BODIES.all if not body.exists] == ["ccg"]
    assert BODIES.successor(BY_ID["ccg"]) is BY_ID["icb"]


@pytest.mark.parametrize("body", BODIES.all, ids=lambda body: body.id)
def test_a_bodys_rules_say_no_figure_that_their_fact_does_not_and_are_cautious_where_it_is(body: Body):
    for purchase in body.buys:
        for rule in (*purchase.rules, *([purchase.floor] if purchase.floor else [])):
            assert set(figures(rule.duty)) <= set(figures(rule.fact.text)) | {"1"}, rule.duty
            if rule.fact.sure == "unconfirmed":
                assert re.search(r"uncertain|reportedly|check", rule.duty), rule.duty
    assert len({purchase.named for purchase in body.buys}) == len(body.buys)


@pytest.mark.parametrize("body", BODIES.all, ids=lambda body: body.id)
def test_every_statement_of_a_body_stands_word_for_word_on_its_page(body: Body):
    for purchase in body.buys:
        for statement in statements(body, purchase):
            assert stands_in(statement.text, PAGES[SOURCE_ID, PAGE]), statement.text
        assert f"### {heading(body, purchase)}" in (CORPUS / "documents" / f"{SOURCE_ID}.md").read_text(encoding="utf-8")
        assert len(statements(body, purchase)) == len(rule_lines(purchase)) + 1


def test_an_icb_buys_health_care_under_the_provider_selection_regime_and_goods_under_the_procurement_act():
    regimes = {(p.what, p.above): p.rules[0].regime for p in BY_ID["icb"].buys}
    assert regimes[HEALTH, None] == "Provider Selection Regime"
    assert regimes[GOODS, True] == "Procurement Act 2023"


@pytest.mark.parametrize(("question", "body", "bought"), [
    ("Which rules apply to an ICB buying health care services?", "icb", "health care services"),
    ("Does the Procurement Act apply when our ICB is buying furniture?", "icb", "goods at or above the threshold"),
    ("We are a council letting a small contract for cleaning services. Does the Act apply?", "local-authority", "other services below the threshold"),
    ("Is there a floor that binds a government department tendering for consultancy?", "central-government", "other services at or above the threshold"),
    ("Must we follow the PSR? We're a district council procuring social care, light touch", "local-authority", "light-touch services at or above the threshold"),
    ("Does the Social Value Act apply to a university buying laptops?", "other", "goods at or above the threshold"),
    ("What law binds a county council that commissions clinical services?", "local-authority", "health care services"),
])
def test_a_buyers_rules_are_found_by_who_buys_what(question: str, body: str, bought: str):
    asked = BODIES.asked(question)
    assert asked and asked.body is BY_ID[body]
    assert [purchase.named for purchase in asked.purchases] == [bought]


@pytest.mark.parametrize("question", [
    "Must councils consider social value?", "What do councils buy?", "How did Preston Council double its spend with local companies?",
    "Which rules bind a council and an ICB that buy health care services?", "Which rules bound a CCG that bought goods?",
    "What does the Act say about services?", "How many housing associations are there?", "Which CCGs have rules on buying goods?"])
def test_other_questions_are_left_alone(question: str):
    assert BODIES.asked(question) is None


@pytest.mark.parametrize("body", [body for body in BODIES.all if body.exists], ids=lambda body: body.id)
def test_the_choices_on_offer_are_understood(body: Body):
    (mine,) = [q for q in BODIES.questions() if q.endswith(f" {body.with_article}?")]
    assert BODIES.asked(mine) and BODIES.asked(mine).body is body and not BODIES.asked(mine).purchases
    found = [BODIES.asked(question) for question in BODIES.questions(body)]
    assert [asked.purchases if asked else None for asked in found] == [(purchase,) for purchase in body.buys]


# --- in the whole product --------------------------------------------------------------------------------


def test_the_rules_of_a_buyer_are_quoted_with_duty_and_guidance_told_apart(assistant: Assistant):
    answer = assistant.ask("We're an ICB about to buy health care services. Which rules apply?")
    assert answer.status is Status.ANSWERED and {(c.source_id, c.page) for c in answer.citations} == {(SOURCE_ID, PAGE)}
    kinds = {claim.text: claim.kind for claim in answer.claims}
    assert kinds["Provider Selection Regime: Social value is weighed in every route that uses the key criteria."] is ClaimKind.DUTY
    assert kinds["Least weighting: NHS policy: at least 10% for net zero and social value together."] is ClaimKind.GUIDANCE
    uncertain = next(kind for text, kind in kinds.items() if "uncertain" in text)
    assert uncertain is ClaimKind.GUIDANCE


def test_which_body_it_is_is_asked_before_rules_are_told(assistant: Assistant):
    first = assistant.ask("Which body am I?")
    assert first.status is Status.NEEDS_CLARIFICATION and "Which rules bind a housing association?" in first.suggestions
    second = assistant.ask("Which rules bind a housing association?")
    assert second.status is Status.NEEDS_CLARIFICATION and all("housing association" in choice for choice in second.suggestions)
    third = assistant.ask(second.suggestions[0])
    assert third.status is Status.ANSWERED


@pytest.mark.parametrize("task", ["Draft a policy for NHS Swindon CCG", "write a social value policy for our clinical commissioning group please"])
def test_a_draft_for_a_body_that_is_no_more_is_met_with_its_end_and_the_choice(assistant: Assistant, task: str):
    answer = assistant.ask(task)
    assert answer.status is Status.NEEDS_CLARIFICATION
    assert "abolished on 1 July 2022" in answer.answer and "as at 2017 for study" in answer.answer and "for the successor" in answer.answer
    assert answer.citations[0].source_id == SOURCE_ID
    assert [notice.topic for notice in answer.notices] == ["ccg-abolition"]


def test_a_tender_for_a_body_that_is_no_more_is_met_with_its_end_and_what_to_ask_instead(assistant: Assistant):
    answer = assistant.ask("Write our bid for NHS Swindon CCG")
    assert answer.status is Status.NEEDS_CLARIFICATION and "abolished on 1 July 2022" in answer.answer
    assert any("integrated care board" in choice for choice in answer.suggestions) and answer.suggestions[0] in answer.answer


def test_a_draft_for_a_body_that_exists_is_made(assistant: Assistant):
    answer = assistant.ask("Draft a policy for our council")
    assert answer.status is Status.ANSWERED and "Kind of body: council" in answer.answer


def test_the_end_of_a_body_stands_on_its_page_and_one_that_exists_has_none():
    ends = BODIES.end_of(BY_ID["ccg"])
    assert ends and all(stands_in(s.text, PAGES[SOURCE_ID, s.quotes[0].page]) for s in ends)
    assert BODIES.end_of(BY_ID["icb"]) == []


# --- the file --------------------------------------------------------------------------------------------

GOOD = """\
- id: council
  name: council
  article: a
  called: [council]
  today: exists
  buys:
    - {what: goods, above: true, regimes: [{name: Procurement Act 2023, duty: "It applies.", fact: pa-in-force}], floor: null}
"""


def test_a_good_file_is_read(tmp_path: Path):
    (tmp_path / "bodies.yaml").write_text(GOOD, encoding="utf-8")
    (body,) = read_bodies(tmp_path / "bodies.yaml", FACTS)
    assert (body.id, body.buys[0].what, body.buys[0].floor) == ("council", GOODS, None)


@pytest.mark.parametrize(("old", "new", "message"), [
    ("  article: a\n", "", "body council: 'article' is missing"),
    ("article: a", "articles: a", "body council: unknown key 'articles'"),
    ("today: exists", "today: maybe", "today 'maybe'; expected exists or abolished"),
    ("today: exists", "today: abolished", "expected both for a body that is abolished"),
    ("what: goods", "what: cake", "purchase 1: what 'cake'; expected one of health care services"),
    ("above: true", "above: often", "purchase 1: above 'often'"),
    ("fact: pa-in-force", "fact: pa", "fact 'pa' is not in facts.yaml"),
    ("floor: null", "floor: {text: some}", "purchase 1: 'fact' is missing"),
    ("called: [council]", "called: [council, council]", "called 'council' stands twice"),
    ("- id: council", "id: council", "cannot be read|expected a list"),
])
def test_a_wrong_file_is_told_with_body_key_and_what_was_expected(tmp_path: Path, old: str, new: str, message: str):
    assert old in GOOD
    (tmp_path / "bodies.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_bodies(tmp_path / "bodies.yaml", FACTS)


def test_other_services_stand_in_where_a_body_has_no_line_of_its_own():
    asked = BODIES.asked("Which rules bind a housing association that procures social care?")
    assert asked and {purchase.what for purchase in asked.purchases} == {SERVICES}


@pytest.mark.parametrize(("question", "latest", "body", "bought"), [
    ("Do we have to give social value 10% when an ICB buys audiology services?", "", "icb", {HEALTH}),
    ("Does an ICB that buys hospice care need 10%? and for goods?", "and for goods?", "icb", {GOODS}),
    ("Must a district council use the floor of 10%?", "", "local-authority", {HEALTH, SERVICES, LIGHT_TOUCH, GOODS, WORKS})])
def test_the_least_weighting_of_a_body_is_found_without_its_other_rules(question: str, latest: str, body: str, bought: set[str]):
    asked = BODIES.asked(question, latest)
    assert asked and asked.floor and asked.body is BY_ID[body] and {p.what for p in asked.purchases} <= bought and asked.purchases
    told = [s.text for p in asked.purchases for s in statements(BY_ID[body], p, floor=True)]
    assert any(t.startswith("Least weighting") for t in told) and not any(t.startswith("Social Value Act") for t in told)


def test_somebody_who_names_their_body_and_purchase_is_told_which_rules_bind_it():
    asked = BODIES.asked("Which body am I: a fire and rescue authority buying cleaning worth 300k?")
    assert asked and asked.body and asked.body.id == "police-fire" and {p.what for p in asked.purchases} == {SERVICES}
    assert BODIES.asked("We are a university, are we covered?").body.id == "other"


@pytest.mark.parametrize(("question", "sides"), [
    ("Does the Act bind a district council buying cleaning services for £50,000?", [False]), ("Does the Act bind a council letting a cleaning contract worth £300k?", [True]),
    ("Which rules apply to a council buying cleaning for £190,000?", [True, False]), ("Which rules apply to a council buying cleaning for £60,000 a year?", [True, False]),
    ("Which rules apply to an ICB buying cleaning services for £150,000?", [True, False]), ("Which rules apply to an ICB buying cleaning services for £0.1m?", [False]),
    ("Which rules apply to a council buying cleaning?", [True]),
])
def test_a_sum_is_held_against_the_threshold_and_both_sides_are_told_where_it_does_not_decide(question: str, sides: list[bool]):
    asked = BODIES.asked(question)
    assert asked and [purchase.above for purchase in asked.purchases] == sides
    assert bool(asked.thresholds) is ("£" in question)


def test_the_threshold_that_a_sum_is_held_against_is_told_with_its_page_and_what_is_open(assistant: Assistant):
    answer = assistant.ask("We are a district council buying a service for £50,000, does the Act bind us?")
    assert "£207,720" in answer.claims[0].text and "uncertain" in answer.claims[1].text
    assert "below the threshold" in answer.answer and "at or above the threshold" not in answer.answer
    assert answer.standalone_question.startswith("A district council buying a service")


def test_somebody_of_an_abolished_body_is_told_what_bound_it_and_what_took_its_place(assistant: Assistant):
    answer = assistant.ask("We are NHS Swindon CCG, what must we do before tendering?")
    assert answer.status is Status.NEEDS_CLARIFICATION and "1 July 2022" in answer.answer
    assert "A CCG had to consider social value before it started the procurement." in answer.answer
    assert any("integrated care board" in choice for choice in answer.suggestions)


def test_a_sum_without_a_body_gets_both_thresholds_and_what_is_open():
    told = [statement.text for statement in BODIES.reach("Does the Social Value Act apply to a social care contract of £400,000?")]
    assert [("£135,018" in text, "£207,720" in text, "uncertain" in text) for text in told] == [(True, False, False), (False, True, False), (False, False, True)]
    assert not BODIES.reach("Does the threshold of £589,148 still apply?") and not BODIES.reach("Does the Act apply to a council's contract of £400,000?")


@pytest.mark.parametrize(("question", "floor"), [
    ("We are a housing association, do we have to weight social value?", "none that we know of"), ("How much must social value weigh for a government department?", "PPN 002: at least 10%"),
    ("What weighting must an ICB give?", "at least 10% for net zero and social value together"),
])
def test_a_weighting_that_somebody_must_give_is_their_floor(assistant: Assistant, question: str, floor: str):
    assert floor in assistant.ask(question).answer


def test_a_body_of_wales_is_one_whatever_else_it_is_called_and_a_sum_is_remembered_with_what_is_bought(assistant: Assistant):
    assert BODIES.named("Cardiff Council") is BY_ID["welsh-body"] and BODIES.named("Leeds City Council") is BY_ID["local-authority"]
    answer = assistant.ask("We are a council buying cleaning services for £205,000. Are we caught by the Act?")
    assert "£207,720" in answer.answer and "below the threshold" in answer.answer and "at or above the threshold" in answer.answer


@pytest.mark.parametrize(("question", "topic"), [
    ("Since consultation is mandatory under the Act, how long must it last?", "act-consultation"), ("Does the Act say commissioners must prioritise social value over cost?", "act-priority")])
def test_what_the_guide_makes_more_of_than_the_act_is_put_right_beside_it(assistant: Assistant, question: str, topic: str):
    assert topic in [notice.topic for notice in assistant.ask(question).notices]


@pytest.mark.parametrize(("question", "bought"), [
    ("ICB buying mental health services worth £300,000. Does the 2012 Act bite?", ["health care services"]), ("District council, £100,000 cleaning, is the Act engaged?", ["other services below the threshold"]),
    ("Did Durham Council spend £5 million on services?", []), ("How much did the council save on its £2m cleaning contract?", []),
])
def test_a_body_with_what_it_buys_and_a_sum_asks_for_its_rules_and_what_was_spent_does_not(question: str, bought: list[str]):
    asked = BODIES.asked(question)
    assert [purchase.named for purchase in asked.purchases] == bought if asked else not bought


def test_the_weighting_that_one_must_use_is_the_floor_of_who_one_said_one_is(assistant: Assistant):
    answer = assistant.ask("What is the weighting we must use?", history=["I am a commissioner at an ICB"])
    assert "NHS policy: at least 10% for net zero and social value together." in answer.answer


@pytest.mark.parametrize(("question", "said"), [
    ("As an ICB buying hip replacements for £2m, must we consider social value?", "What binds an integrated care board (ICB) that buys health care services"),
    ("An ICB is buying community nursing. Which rules apply?", "What binds an integrated care board (ICB) that buys health care services"),
    ("Betsi Cadwaladr University Health Board buying IT: what law?", "What binds a devolved public body in Wales"),
    ("Which rules apply to a Welsh council?", "What binds a devolved public body in Wales"),
    ("Which body succeeded NHS Swindon CCG?", "Integrated care boards (ICBs) took the place of CCGs"),
])
def test_care_and_bodies_are_known_by_the_names_that_people_use(assistant: Assistant, question: str, said: str):
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED and said in answer.answer


@pytest.mark.parametrize("question", ["Are ICBs bound by the Social Value Act?", "Is an ICB covered by the Act?", "Does the Social Value Act apply to ICBs?", "Does the Act cover ICBs?",
                                      "Must ICBs follow the Social Value Act?", "What are ICBs’ duties under the Social Value Act?"])
def test_whether_the_act_binds_a_body_newer_than_the_documents_is_met_with_what_it_buys_to_choose_from(assistant: Assistant, question: str):
    answer = assistant.ask(question)
    assert answer.status is Status.NEEDS_CLARIFICATION and answer.suggestions == BODIES.questions(BODIES.named("an ICB"))


@pytest.mark.parametrize(("body", "listed"), [("CCGs", "clinical commissioning groups"), ("housing associations", "housing associations"), ("councils", "relevant authorities")])
def test_whether_the_act_applies_to_a_body_of_the_guides_list_is_left_to_the_guide(assistant: Assistant, body: str, listed: str):
    answer = assistant.ask(f"Does the Act apply to {body}?")
    assert answer.status is Status.ANSWERED and listed in answer.answer


def test_what_a_body_must_do_under_the_act_is_told_from_its_rules_and_mere_services_of_the_nhs_are_health_care_too(assistant: Assistant):
    text = assistant.ask("What do ICBs have to do under the Social Value Act when they buy services?").answer
    assert "buys health care services:" in text and "buys other services at or above the threshold:" in text
    assert "An ICB must consider social value before it starts the procurement." in text
    cleaning = assistant.ask("What must an ICB do under the Act when it buys cleaning?").answer
    assert "health care services" not in cleaning and "buys other services at or above the threshold:" in cleaning
    assert "health care services" not in assistant.ask("Which rules bind an ICB that buys other services?").answer


@pytest.mark.parametrize("asked", ["Must an ICB follow PPN 002?", "Does PPN 06/20 still apply to councils?", "Is an NHS trust bound by procurement policy notes?"])
def test_a_note_is_said_not_to_bind_councils_and_the_nhs(assistant: Assistant, asked: str):
    answer = assistant.ask(asked)
    assert answer.answer.startswith("Councils and NHS bodies may adopt a procurement policy note but are not bound by it")
    assert {(c.source_id, c.page) for c in answer.citations} == {("law-as-it-stands", "8")}


def test_a_note_is_not_denied_to_bind_central_government(assistant: Assistant):
    assert not assistant.ask("Must a government department follow PPN 002?").answer.startswith("Councils")


def test_what_a_note_says_of_a_body_itself_comes_before_what_all_notes_do():
    trusts, councils = BODIES.by_note("Are NHS foundation trusts bound by PPN 001?"), BODIES.by_note("Does PPN 001 bind councils?")
    assert trusts[0].text == "NHS trusts and NHS foundation trusts are outside PPN 001." and trusts[1:] == councils
    assert BODIES.by_note("Are NHS trusts bound by PPN 1?")[0] == trusts[0] and BODIES.by_note("Are NHS trusts bound by PPN 002?") == councils


@pytest.mark.parametrize("question", [
    "What percentage do ICBs give to social value today?", "What percentage must an ICB give to social value?", "How much weight must an ICB give social value?",
    "What share of the score does an NHS trust have to give social value?",
])
def test_the_share_that_a_body_gives_is_its_floor_and_opens_with_the_policy_that_sets_it(assistant: Assistant, question: str):
    answer = assistant.ask(question)
    assert answer.claims[0].text.startswith("Since 1 April 2022 NHS policy has been") and answer.citations[0].page == "7"


def test_the_share_of_bodies_that_do_something_is_no_floor():
    assert BODIES.asked("What percentage of ICBs have to give reasons?") is None and BODIES.asked("What percentage do NHS trusts put into reserves?") is None


def test_a_sum_below_every_threshold_is_outside_the_act_and_one_that_vat_may_lift_is_left_open():
    assert BODIES.reach("Does the Act apply to a £90,000 services contract?")[0].text.startswith("A contract whose value is below")
    assert not any("is below" in s.text for s in BODIES.reach("Does the Act apply to a £130,000 services contract?"))
