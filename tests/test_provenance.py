"""Chains and disagreements: the shipped data against the pages, how they are looked up, and what a wrong file says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from builders import CORPUS, REPORT, citation, page_texts, shipped

from assistant.errors import CorpusError
from assistant.provenance import STEPS, Provenance


@cache
def known() -> Provenance:
    return Provenance.load(CORPUS / "provenance")


def test_every_quote_stands_on_its_page_and_every_sentence_passes_the_check():
    checked = known().check(page_texts(shipped()[0]))
    assert len(checked.chains) >= 20 and len(checked.disagreements) >= 15


def test_the_chain_of_the_reports_figures_says_who_how_from_how_many_and_with_which_caution():
    chain = known().behind([citation("43% of respondents had a passive approach to social value.", source_id=REPORT, page="17")])
    links = known().links(chain)
    assert [step for step, _ in links] == sorted((step for step, _ in links), key=list(STEPS).index)
    assert {step for step, _ in links} == set(STEPS)
    told = " ".join(said.text for _, said in links)
    assert "209 Clinical Commissioning Groups" in told and "192 responses" in told and "blunt instrument" in told
    assert all(said.quotes[0].page in ("14", "15", "16") for _, said in links)


def test_a_chain_hands_on_to_the_one_it_stands_on_and_says_nothing_twice():
    chain = known().behind([citation("Just 25 CCGs (13%) demonstrated what the authors define as ‘highly committed, evidenced and active’ use of the Social Value Act.",
                                     source_id="commissioning-bulletin-2017", page="1")])
    texts = [said.text for _, said in known().links(chain)]
    assert texts[0].startswith("New research conducted by National Voices") and any("192 responses" in text for text in texts)
    assert len(texts) == len(set(texts))


def test_a_figure_alone_finds_the_chain_whose_words_are_most_like_those_it_is_named_in():
    assert known().behind([], "the 13% of CCGs").id == "survey" and known().behind([], "13% of STPs mention social value").id == "stps"
    assert known().behind([], "99%") is None and known().behind([]) is None


def test_a_statement_on_another_page_or_of_other_words_has_no_chain():
    assert known().behind([citation("43% of respondents had a passive approach to social value.", source_id=REPORT, page="18")]) is None
    assert known().behind([citation("I welcome the national level work", source_id=REPORT, page="3")]) is None


def test_disagreements_are_found_by_a_side_by_a_figure_and_by_words():
    assert [d.id for d in known().differing([citation("57% say they have a social value policy or reference social value in one or more of their procurement policies.",
                                                      source_id="bssec-2017", page="1")])] == ["base", "what-57"]
    assert known().differing([], "£589,148")[0].id == "threshold"
    assert known().differing([], "response rate")[0].id == "response-rate"
    assert known().differing([], "the moon") == ()


def test_a_share_is_reckoned_by_the_program_and_not_typed():
    (one,) = [d for d in known().disagreements if d.id == "stp-share"]
    assert one.reading[0].text.startswith("6 of 44 is 13.6%;") and "13.6%" in one.reading[0].counted


CHAIN = "- id: a\n  about: b\n  of: [{source: s, page: 1, quote: q}]\n"
SIDES = "- id: a\n  about: b\n  sides: [{source: s, page: 1, quote: q}, {source: s, page: 2, quote: r}]\n"


@pytest.mark.parametrize(("chains", "differing", "said"), [
    (CHAIN, "[]", "expected links"), (f"{CHAIN}  links: [{{step: why, source: s, page: 1, quote: q}}]", "[]", "expected one of who"),
    (f"{CHAIN}  note: n\n  goes_on: z", "[]", "goes_on 'z'"), (f"{CHAIN}  note: n\n  colour: z", "[]", "colour"), (f"{CHAIN}  note: n\n{CHAIN}  note: n", "[]", "twice"),
    ("[]", "- {id: a, about: b, sides: [{source: s, page: 1, quote: q}], reading: [{says: x, passages: [{source: s, page: 1, quote: q}]}]}", "one side"),
    ("[]", SIDES + "  reading: [{says: '{share}', passages: [{source: s, page: 1, quote: q}]}]", "share_of"), ("a: b", "[]", "expected a list"), ("{", "[]", "cannot be read")])
def test_a_wrong_file_is_an_error_that_says_where(tmp_path: Path, chains: str, differing: str, said: str):
    (tmp_path / "chains.yaml").write_text(chains, encoding="utf-8")
    (tmp_path / "disagreements.yaml").write_text(differing, encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        Provenance.load(tmp_path)


@pytest.mark.parametrize(("chains", "said"), [
    (f"{CHAIN}  note: n", "does not stand on page 1"),
    ("- {id: a, about: b, of: [{source: s, page: 1}], links: [{step: who, source: s, page: 1, quote: Seven boards met., says: Eight boards met.}]}", "8")])
def test_what_no_page_says_is_an_error_when_it_is_checked(tmp_path: Path, chains: str, said: str):
    (tmp_path / "chains.yaml").write_text(chains.replace("says: Eight", "says: 8"), encoding="utf-8")
    (tmp_path / "disagreements.yaml").write_text("[]", encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        Provenance.load(tmp_path).check(page_texts({("s", "1"): "Seven boards met."}))
