"""Whether a document is a social value policy, and what it is instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import CORPUS
from checking import WHOLE, checked

from assistant.drafting.review import review
from evals.policies import TODAY, evaluate, read_gold, read_policy, standard


@pytest.mark.parametrize("name, instead", [
    ("lemon-drizzle", "a recipe"), ("tarn-procurement", "a procurement policy"), ("brackley-slavery", "a modern slavery statement"), ("orchard-annual", "an annual report"),
])
def test_something_else_is_told_with_what_it_is(name: str, instead: str):
    (result,) = evaluate([gold for gold in read_gold() if gold.id == name])
    assert (result.checked.is_policy, result.checked.instead, result.checked.marks) == (False, instead, ())
    assert result.checked.why_not


@pytest.mark.parametrize("path", sorted((CORPUS / "documents").glob("*.md")), ids=lambda path: path.stem)
def test_none_of_our_own_documents_is_taken_for_a_policy(path: Path):
    assert not review(*read_policy(path), standard(), TODAY).is_policy


def test_a_procurement_policy_with_a_chapter_on_social_value_is_held_against_the_elements():
    assert checked(WHOLE.replace("# Wychmere Council: Social Value Policy", "# Wychmere Council Procurement Policy")).is_policy


def test_a_few_words_are_no_policy():
    found = checked("# Social Value Policy\n\nTo follow.\n")
    assert not found.is_policy and "too few" in found.why_not
