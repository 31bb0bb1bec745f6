"""An answer at three depths, the chain behind it, how sure it is, and whether the sources agree; first by itself, then in the whole product."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import CORPUS, REPORT, citation, page_texts, report_page, shipped

from assistant import build
from assistant.assistant import Assistant
from assistant.compose import compose
from assistant.domain import Answer, Claim, ClaimKind, Role, Source, Status
from assistant.errors import CorpusError
from assistant.explain import AGREED, EVERYWHERE, UNSURE, UNTRACED, around, explainable, explained
from assistant.explain_asks import asked_inside, read_asks
from assistant.followups import LookBack, Wish, look_back
from assistant.glossary import glossary
from assistant.plain_statements import plain_statement, plain_statements
from assistant.provenance import Provenance
from ingest.catalogue import read_catalogue
from ui.commands.asking import ask
from ui.depths import Depth

KNOWN = Provenance.load(CORPUS / "provenance")
SOURCES: dict[str, Source] = {listed.source.id: listed.source for listed in read_catalogue(CORPUS)}
PASSIVE = "43% of respondents had a passive approach to social value."


def answer(quote: str = PASSIVE, page: str = "17", source_id: str = REPORT) -> Answer:
    """An answer of one quote, with its page behind it."""
    cited = replace(citation(quote, source_id=source_id, page=page), context=shipped()[0][source_id, page])
    return Answer("q", "q", Status.ANSWERED, f"{quote} [1]", (Claim(quote, (1,), ClaimKind.EVIDENCE, True),), (cited,))


def told(wish: Wish, before: Answer | None = None, about: str = "") -> str:
    """What is said, put together and checked; nothing may be removed."""
    opening, statements = explained(LookBack(wish, about=about), before, KNOWN, SOURCES, glossary())
    composed = compose(statements, SOURCES, page_texts(shipped()[0]), opening=opening)
    assert composed.removed == ()
    return composed.text


@pytest.mark.parametrize(("text", "wish", "about"), [
    ("where does that figure come from?", Wish.CHAIN, ""), ("how was this found?", Wish.CHAIN, ""), ("out of how many?", Wish.CHAIN, ""), ("Where does the 57% come from?", Wish.CHAIN, "57%"),
    ("how sure is that?", Wish.SURE, ""), ("can I trust that number?", Wish.SURE, ""), ("how reliable is the 13% figure?", Wish.SURE, "13%"),
    ("do the sources agree?", Wish.AGREE, ""), ("Do the sources agree on the threshold?", Wish.AGREE, "threshold"), ("is that figure disputed?", Wish.AGREE, ""),
    ("What disagreements are there between the sources?", Wish.AGREE, ""), ("Where do the sources disagree?", Wish.AGREE, ""), ("Do any of the documents contradict each other?", Wish.AGREE, ""),
    ("List the contradictions between the documents", Wish.AGREE, ""), ("Are there any discrepancies in the sources?", Wish.AGREE, ""), ("Which figures do the documents give differently?", Wish.AGREE, ""),
    ("What differences are there between the sources on the 57%?", Wish.AGREE, "57%"),
    ("what disagreements are there on the 13%?", Wish.AGREE, "13%"), ("Are there any contradictions about the threshold?", Wish.AGREE, "threshold"),
    ("explain it in depth", Wish.DEEP, ""), ("more detail please", Wish.DEEP, ""), ("explain that", Wish.EXPLAIN, ""), ("explain it simply", Wish.SIMPLE, "")])
def test_a_wish_to_have_an_answer_explained_is_told(text: str, wish: Wish, about: str):
    assert look_back(text) == LookBack(wish, about=about)


@pytest.mark.parametrize("text", ["How was the Act passed?", "explain the Compact", "Where does the Act apply?", "How reliable are FOI requests?", "Do CCGs agree with the report?",
                                  "What are the limits of Freedom of Information requests?", "How is social value measured?", "In depth interviews: were there any?",
                                  "What differences are there between CCGs and councils?", "What conflicts of interest do the documents name?", "What differences did the policies make?"])
def test_a_question_to_the_documents_is_no_such_wish(text: str):
    assert look_back(text) is None


def test_the_chain_stands_under_the_statement_step_by_step():
    said = told(Wish.CHAIN, answer())
    places = [said.index(part) for part in (PASSIVE, "Who found it:", "How it was found:", "From how many:", "192 responses", "With which caution:", "blunt instrument")]
    assert places == sorted(places)


def test_how_sure_it_is_tells_the_base_and_the_cautions_and_not_the_rest():
    said = told(Wish.SURE, answer())
    assert "192 responses" in said and "informed estimate" in said and "Who found it:" not in said


def test_a_statement_without_a_chain_is_told_to_have_none():
    plain = answer("I welcome the national level work that the NHS Sustainable Development Unit has done to promote the Act", "3")
    assert told(Wish.CHAIN, plain).startswith(UNTRACED) and "page 3 of Healthy Commissioning, primary source of 2017" in told(Wish.CHAIN, plain)
    assert told(Wish.SURE, plain).startswith(UNSURE)


def test_a_fact_of_our_briefing_rests_on_the_line_below_it():
    law = answer("The Public Services (Social Value) Act 2012 received Royal Assent on 8 March 2012.", "3", "law-as-it-stands")
    said = told(Wish.SURE, law)
    assert "Source: zoomlaw.co.uk/2012-3-ukpga.html; vlex 817103537; checked 21 November 2026; sure: primary." in said and 'A fact marked "primary" was read' in said


def test_what_two_sources_give_differently_stands_side_by_side_with_which_to_follow():
    said = told(Wish.AGREE, answer("57% say they have a social value policy or reference social value in one or more of their procurement policies.", "1", "bssec-2017"))
    assert "(secondary source, 2017, page 1): “This finds that of the 209 CCGs in England:”" in said
    assert "Healthy Commissioning (primary source, 2017, page 6): “The remaining 43% of our respondents" in said
    assert "Which to follow: The shares are of the 192 that replied to the report's authors: 25 of 192 is 13.0%." in said


def test_where_nothing_differs_that_is_said():
    assert told(Wish.AGREE, answer("I welcome the national level work that the NHS Sustainable Development Unit has done to promote the Act", "3")).startswith(AGREED)


def test_with_no_answer_before_every_disagreement_is_listed_and_each_can_be_told():
    said = told(Wish.AGREE)
    assert said.startswith(EVERYWHERE) and said.count("\n- ") == len(KNOWN.disagreements)
    for one in KNOWN.disagreements:
        assert explained(LookBack(Wish.AGREE, about=one.about), None, KNOWN, SOURCES, glossary())[1], one.id


def test_every_chain_can_be_told_whole():
    for chain in KNOWN.chains:
        key = next(q for q in chain.of if q.text)
        told(Wish.CHAIN, answer(key.text, key.page, key.source_id))
        told(Wish.DEEP, answer(key.text, key.page, key.source_id))


def test_in_depth_has_the_answer_its_surroundings_the_chain_and_where_the_documents_differ():
    said = told(Wish.DEEP, answer("A minority, the 13% of highly committed, evidenced and active CCGs, were significantly bolder in their weighting, citing up to 10% of the total weighting.", "20"))
    assert "After it on page 20:" in said and "- Previous work suggests that a weighting above 5%" in said
    assert said.index("After it") < said.index("How it was found:") < said.index("Where the document does not say it the same way throughout:") < said.index("How to read that:")
    assert "they may be" not in said and "Where the documents differ" not in said and "Which to follow" not in said
    two = told(Wish.DEEP, answer("57% say they have a social value policy or reference social value in one or more of their procurement policies.", "1", "bssec-2017"))
    assert two.index("Where the documents differ:") < two.index("Which to follow:")


def test_simply_is_one_sentence_with_what_its_abbreviations_stand_for():
    said = told(Wish.SIMPLE, answer("Of the 44 STPs, just 6 mention social value, or 13%.", "24"))
    assert said == "Of the 44 STPs, just 6 mention social value, or 13%. [1]\n\n- STP: sustainability and transformation plan [2]"


HALVES = ("Under section 1(3)(a) of the Social Value Act the authority must consider how what it plans to buy might improve the relevant area's economic, social and environmental well-being.",
          "Under section 1(3)(b) of the Social Value Act the authority must consider how it might run the procurement so as to bring that improvement about.")


def test_simply_says_the_duty_in_one_plain_sentence_that_stands_on_both_its_halves():
    first = "In our summary, section 1(3) of the Social Value Act holds the duty itself, in two halves."
    cited = tuple(replace(citation(text, source_id="law-as-it-stands", page="3"), n=n, context=shipped()[0]["law-as-it-stands", "3"]) for n, text in enumerate((first, *HALVES), 1))
    law = replace(answer(), claims=tuple(Claim(c.quote, (c.n,), ClaimKind.DUTY, True) for c in cited), citations=cited)
    said = told(Wish.SIMPLE, law).split("\n")[0]
    assert "consider how what it buys might improve" in said and "in two halves" not in said and "[1][2]" in said.replace(" ", "") and len(said.split()) < 50


def test_every_plain_sentence_passes_the_check_on_its_quotes():
    for one in plain_statements():
        assert not compose([one], SOURCES, page_texts(shipped()[0])).removed and plain_statement([replace(citation(q.text, source_id=q.source_id, page=q.page), n=n) for n, q in enumerate(one.quotes, 1)]) is one
    assert plain_statement([citation(HALVES[0], source_id="law-as-it-stands", page="3")]) is None


def test_what_only_announces_the_rest_is_not_the_main_statement():
    claims = tuple(Claim(text, (1,), ClaimKind.EVIDENCE, True) for text in ("The report sorts CCGs into 4 groups.", "It is said at length, " * 12 + "that 25 of them did."))
    said = explained(LookBack(Wish.SIMPLE), replace(answer(), claims=(replace(claims[0], text="In 2017 the report put CCGs in four groups."), claims[1])), KNOWN, SOURCES, glossary())[1]
    assert said[0].text == claims[1].text


def test_simply_leaves_a_list_and_a_short_answer_whole_and_a_long_one_by_its_statement():
    def of(*texts: str, marker: str = "") -> str:
        claims = tuple(Claim(text, (1,), ClaimKind.EVIDENCE, True, marker=marker) for text in texts)
        return " ".join(s.text for s in explained(LookBack(Wish.SIMPLE), replace(answer(), claims=claims), KNOWN, SOURCES, glossary())[1])

    assert of("It is so.", "No: 2 are not.") == "It is so. No: 2 are not."
    long = ("It is said at length, " * 12 + "so.", "They are 2.")
    assert of(*long) == "They are 2." and of(*long, marker="-") == " ".join(long) == of(*long, "As follows:").removesuffix(" As follows:")


def test_what_leans_on_a_sentence_stands_right_after_it_and_on_none_that_is_not_told():
    just = "Just 25 CCGs (13%) demonstrated what we define as ‘highly committed, evidenced and active’ use of the Act."
    said = told(Wish.DEEP, answer(just, "6"))
    assert said.index("The remaining 43%") < said.index("After it on page 6:\n\n- Of these, the majority weighted")
    page = "Many were asked. Of these, few replied. The rest did not. It was 2016."
    assert around(replace(citation("The rest did not."), context=page)) == (("Many were asked.", "Of these, few replied."), ("It was 2016.",))
    assert around(replace(citation("The rest did not."), context=page.removeprefix("Many were asked. "))) == ((), ("It was 2016.",))


@pytest.mark.parametrize(("question", "changed", "wanted"), [
    ("q", {}, True), ("explain it in depth", {}, False), ("explain simply how many replied", {}, False), ("q", {"status": Status.NOT_IN_CORPUS}, False), ("q", {"mode": "draft"}, False),
    ("q", {"claims": ()}, False), ("shorter", {}, True)])
def test_an_answer_that_states_what_documents_say_can_be_had_simpler_or_deeper(question: str, changed: dict, wanted: bool):
    assert explainable(replace(answer(), question=question, **changed)) is wanted


def test_the_surroundings_end_at_a_heading_and_leave_tables_out():
    cited = replace(citation(PASSIVE, page="17"), context=report_page(17))
    assert around(cited) == ((), ("While some of them might have a written policy, these CCGs did not or could not produce evidence of using the Act, and did not seem to be actively engaged in procurement exercises.",))
    rows = replace(citation("NHS Ashford CCG  Kent and Medway STP", page="30"), context=report_page(30))
    assert around(rows) == around(citation("not there")) == ((), ())


def test_a_figure_named_is_looked_for_in_the_answer_and_then_by_itself():
    assert told(Wish.CHAIN, answer(), "43%").startswith(PASSIVE)
    assert told(Wish.CHAIN, answer(), "52%").startswith("Behind the councils and housing associations that see savings:")
    assert explained(LookBack(Wish.CHAIN, about="99%"), None, KNOWN, SOURCES, glossary()) == ("", ())


@pytest.mark.parametrize(("rows", "said"), [
    ("words: {end: x}\ninside: {}\nwishes: {deep: [a]}", "missing"), ("words: {end: x}\ninside: {}\nwishes: {deep: ['('], explain: [a], simple: [a], chain: [a], sure: [a], agree: [a]}", "deep"),
    ("words: {end: x}\ninside: {}\nwishes: {deep: ['{nobody}'], explain: [a], simple: [a], chain: [a], sure: [a], agree: [a]}", "nobody"), ("{", "cannot be read")])
def test_a_wrong_file_of_wishes_is_an_error_that_says_where(tmp_path: Path, rows: str, said: str):
    path = tmp_path / "explain.yaml"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        read_asks(path)


@pytest.mark.parametrize(("text", "kind", "question"), [
    ("explain in depth how many CCGs replied", "deep", "How many CCGs replied?"), ("Explain how many CCGs replied in depth", "deep", "How many CCGs replied?"),
    ("Could you explain in more detail what the Act requires?", "deep", "What the Act requires?"), ("In depth: how many CCGs were there?", "deep", "How many CCGs were there?"),
    ("explain simply what a weighting is", "simple", "What a weighting is?"), ("In plain English, what does the Act require?", "simple", "What does the Act require?")])
def test_a_question_may_say_at_which_depth_it_wants_its_answer(text: str, kind: str, question: str):
    assert asked_inside(text) == (kind, question)


@pytest.mark.parametrize("text", ["explain it in depth", "explain how the Act was passed", "Which CCGs explain in detail how they score?", "What was found in depth interviews?"])
def test_a_question_that_says_no_depth_has_none(text: str):
    assert asked_inside(text) is None


# --- in the whole product --------------------------------------------------------------------------------

ASKED_OF_CCGS = "How many CCGs did the requests go to?"
ASKED = "What share of respondents had a passive approach to social value?"


def test_the_chain_is_told_after_an_answer_and_each_sentence_has_its_own_citation(assistant: Assistant):
    made = assistant.ask("how was this found?", history=[ASKED])
    assert made.intent == "provenance" and made.standalone_question == ASKED and made.removed == 0
    assert "192 responses" in made.answer and {c.page for c in made.citations} == {"17", "14", "15", "16"}
    assert all(claim.citations for claim in made.claims)


def test_wishes_follow_each_other(assistant: Assistant):
    made = assistant.ask("do the sources agree?", history=[ASKED, "explain it in depth", "how sure is that?"])
    assert made.intent == "agreement" and "Of how many CCGs the 57%, 43% and 13% are shares:" in made.answer


def test_a_named_figure_is_traced_with_no_answer_before(assistant: Assistant):
    made = assistant.ask("Where does the 57% come from?")
    assert made.status is Status.ANSWERED and "blunt instrument" in made.answer


def test_a_figure_that_the_answer_before_has_not_is_traced_by_itself(assistant: Assistant):
    made = assistant.ask("what disagreements are there on the 57%?", history=["When did the Act receive Royal Assent?"])
    assert made.standalone_question == made.question and "What the 57% of CCGs have:" in made.answer


@pytest.mark.parametrize("wish", ["explain that in depth", "how sure is that?", "shorter"])
def test_references_asked_for_in_between_do_not_hide_the_answer_before(assistant: Assistant, wish: str):
    assert assistant.ask(wish, history=[ASKED, "OSCOLA references for everything"]).answer == assistant.ask(wish, history=[ASKED]).answer


def test_a_refusal_is_not_explained(assistant: Assistant):
    assert assistant.ask("how was this found?", history=["What did Durham's policy save in pounds?"]).status is not Status.ANSWERED


@pytest.mark.parametrize("wish", ["explain that simply", "explain that in depth", "shorter"])
def test_what_stands_beside_an_answer_does_not_stand_beside_the_same_explained(assistant: Assistant, wish: str):
    assert assistant.ask(ASKED_OF_CCGS, Role.COMMISSIONER).aside is not None
    assert assistant.ask(wish, Role.COMMISSIONER, history=[ASKED_OF_CCGS]).aside is None


@pytest.mark.parametrize("wish", ["explain that simply", "explain that in depth"])
def test_a_first_answer_has_its_notice_at_any_depth_and_a_conversation_is_told_once(assistant: Assistant, wish: str):
    assert [notice.topic for notice in assistant.ask(wish, history=[ASKED_OF_CCGS]).notices] == ["ccg-abolition"]
    assert assistant.ask(wish, history=[ASKED_OF_CCGS], told={"ccg-abolition"}).notices == ()


def test_a_question_that_says_its_depth_is_answered_at_it_with_its_notice(assistant: Assistant):
    made = assistant.ask(f"explain in depth {ASKED_OF_CCGS[0].lower()}{ASKED_OF_CCGS[1:]}")
    assert made.answer == assistant.ask("explain that in depth", history=[ASKED_OF_CCGS]).answer and made.standalone_question == ASKED_OF_CCGS
    assert [notice.topic for notice in made.notices] == ["ccg-abolition"]


@pytest.mark.parametrize("depth", ["simple", "deep"])
def test_an_answer_at_a_depth_in_the_terminal_has_its_notice_and_does_not_say_what_it_was_taken_as(assistant: Assistant, depth: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    monkeypatch.setattr(build, "build_assistant", lambda: assistant)
    ask(ASKED_OF_CCGS, depth=Depth(depth))
    said = capsys.readouterr().out
    assert "abolished on 1 July 2022" in said.split("Since this was written:")[1] and "I took this as" not in said
    ask(ASKED_OF_CCGS, depth=Depth(depth), as_json=True)
    assert json.loads(capsys.readouterr().out)["question"] == ASKED_OF_CCGS
