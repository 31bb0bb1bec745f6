"""The worked example is what the check does today, not what it once did."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import page_texts, shipped

from assistant.check import Fault
from assistant.errors import CorpusError
from assistant.worked_example import DATA, try_claim, worked_example

PAGES = page_texts(shipped()[0])


def test_the_example_shows_claims_that_pass_and_claims_that_fail_as_its_file_says():
    example = worked_example(PAGES)
    assert [one.passes for one in example.tried] == [True, True, False, False, False, False]
    assert example.quote.page == "6" and all(one.why for one in example.tried)


def test_a_sentence_of_ones_own_is_held_to_the_same_quote():
    example = worked_example(PAGES)
    assert try_claim("25 CCGs demonstrated active use of the Act.", example, PAGES).passes
    assert {problem.fault for problem in try_claim("57 CCGs demonstrated active use of the Act.", example, PAGES).problems} == {Fault.FIGURE}


def test_an_example_that_is_not_what_the_check_finds_is_an_error(tmp_path: Path):
    (tmp_path / "worked_example.yaml").write_text(DATA.read_text(encoding="utf-8").replace("Just 35 CCGs", "Just 25 CCGs"), encoding="utf-8")
    with pytest.raises(CorpusError, match="claim 3: it says figure, the check says pass"):
        worked_example(PAGES, path=tmp_path / "worked_example.yaml")


def test_a_quote_that_is_not_on_its_page_fails_every_claim():
    with pytest.raises(CorpusError, match="claim 1: it says pass, the check says quote not on its page"):
        worked_example(lambda source, page: "another page")
