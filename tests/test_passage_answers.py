"""What a passage of a user's own document answers: the row of a table that an amount falls in, the sentence with the number that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.bands import spans
from assistant.domain import Status
from assistant.settings import Settings
from evals.systems import open_system


@pytest.mark.parametrize(("row", "figure", "inside"), [
    ("£500,000 to £1,999,999  15%", "£750000", True), ("£500,000 to £1,999,999  15%", "£1.5 million", True),
    ("£500,000 to £1,999,999  15%", "£2.5 million", False), ("£50,000–£99,999  5%", "£75000", True),
    ("£2,000,000 and over  20%", "£2.5 million", True), ("£2,000,000 and over  20%", "£750000", False),
    ("over £100,000  10%", "£750000", True), ("under £100,000  5%", "£75000", True), ("under £100,000  5%", "£750000", False),
    ("10 to 49 staff  bronze", "25", True), ("10 to 49 staff  bronze", "50", False),
    ("£500,000 to £1,999,999  15%", "750000", False), ("10 to 49 staff  bronze", "£25", False), ("5% to 10%", "7%", False),
    ("a plain sentence", "25", False)])
def test_a_range_has_the_amounts_between_its_ends_in_its_own_unit(row: str, figure: str, inside: bool):
    assert spans(row, figure) is inside


GRIT = "# Grit stations of Brackwater\n\n" + "\n\n".join(f"The station at mile {n} keeps {3 * n} barrels of grit." for n in range(1, 120))
STRATEGY = """# Brackwater strategy

For contracts above £75,000 social value carries 15% of the total score. For contracts below £75,000 it carries 5%.

In 2024 the Council let 38 contracts under this strategy. They brought 112 apprenticeships and 40 work placements.
"""
REVIEW = "# Tarn Valley annual review\n\nWe answer every complaint within 12 working days.\n"


@pytest.fixture(scope="module")
def own(corpus_settings: Settings, assistant: Assistant) -> Iterator[Assistant]:
    documents = {"grit.md": GRIT, "strategy.md": STRATEGY, "review.md": REVIEW}
    with open_system("product", corpus_settings, documents, assistant._embedder()) as system:
        yield system._assistant


@pytest.mark.parametrize(("question", "said"), [
    ("How many barrels of grit does the station at mile 37 keep?", "mile 37 keeps 111"),
    ("How many barrels does the station at mile 3 keep?", "mile 3 keeps 9"),
    ("What weighting does Brackwater give to social value below £75,000?", "below £75,000 it carries 5%"),
    ("What weighting does Brackwater give to social value above £75,000?", "carries 15%"),
    ("How many apprenticeships did Brackwater's contracts bring in 2024?", "112 apprenticeships"),
])
def test_what_is_pinned_down_decides_between_sentences_that_are_alike(own: Assistant, question: str, said: str):
    answer = own.ask(question)
    assert answer.status is Status.ANSWERED and said in answer.answer


@pytest.mark.parametrize("question", ["How many barrels of grit does the station at mile 12345 keep?", "How long does Brackwater take to answer a complaint?"])
def test_a_number_that_is_not_there_and_another_body_are_not_answered(own: Assistant, question: str):
    assert own.ask(question).status is Status.NOT_IN_CORPUS
