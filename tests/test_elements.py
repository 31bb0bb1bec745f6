"""The elements as data: what is wrong in the file is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.drafting.clauses import ELEMENTS
from assistant.drafting.elements import DATA, load_elements
from assistant.errors import CorpusError
from evals.claims import corpus_pages


def written(tmp_path: Path, change: object) -> Path:
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    change(data)  # type: ignore[operator]
    path = tmp_path / "elements.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def test_the_shipped_elements_are_the_ten_and_every_reason_stands_on_its_page():
    elements = load_elements(corpus_pages().text)
    assert tuple(element.id for element in elements) == ELEMENTS
    assert all(element.why and element.must and element.do and len(element.signs) >= 3 for element in elements)


@pytest.mark.parametrize("change, message", [
    (lambda d: d["elements"][0]["why"][0].update(quote="Nobody ever wrote this."), "does not stand on page 3 of law-as-it-stands"),
    (lambda d: d["elements"][0]["why"][0].update(page="4"), "does not stand on page 4"),
    (lambda d: d["elements"][5]["met"].update(needs=["ceiling"]), "needs names 'ceiling'"),
    (lambda d: d["elements"][5].update(colour="red"), "unknown key 'colour'"),
    (lambda d: d["elements"].pop(), "expected legal-basis, definition"),
    (lambda d: d["elements"][0]["signs"].append(d["elements"][0]["signs"][0]), "stands twice"),
])
def test_a_wrong_element_is_told_with_its_place(tmp_path: Path, change: object, message: str):
    with pytest.raises(CorpusError, match=message):
        load_elements(corpus_pages().text, written(tmp_path, change))
