"""Keyword search: ids that share words, best first, and the index kept on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import passage

from assistant.keyword import VERSION, Idf, KeywordIndex
from assistant.text import stem, stems

TEXTS = {
    "weights": "A weighting of 2% was common for social value in tenders.",
    "plans": "Six transformation plans mention social value.",
    "young": "Lord Young reviewed the Act in 2015.",
}
PASSAGES = [passage(text, name) for name, text in TEXTS.items()]


def built() -> KeywordIndex:
    return KeywordIndex.build(PASSAGES)


def names(query: str, k: int = 5) -> list[str]:
    return [name for name, _ in built().search(stems(query), k)]


def test_the_passage_with_the_words_comes_first():
    assert names("What weighting is common?")[0] == "weights"
    assert names("Who reviewed the Act?") == ["young"]


def test_passages_that_share_no_word_are_left_out():
    assert set(names("social value")) == {"weights", "plans"}
    assert names("zebra crossing") == []
    assert names("") == []


def test_every_score_is_above_nothing_and_falls():
    scores = [score for _, score in built().search(stems("social value weighting plans"), 5)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_figures_are_words_too():
    assert names("2%") == ["weights"]
    assert names("2015") == ["young"]


def test_headings_are_searched_as_well():
    index = KeywordIndex.build([passage("It was common.", "p1", headings=("Weighting",)), passage("It was rare.", "p2")])
    assert [name for name, _ in index.search(stems("weighting"), 5)] == ["p1"]


def test_no_more_than_k_come_back():
    assert len(names("social value", k=1)) == 1


def test_ties_go_by_id():
    index = KeywordIndex.build([passage("the same words", name) for name in ("c", "a", "b")])
    assert [name for name, _ in index.search(stems("same words"), 3)] == ["a", "b", "c"]


def test_repeating_a_term_changes_nothing():
    assert built().search([*stems("social value")] * 2, 5) == built().search(stems("social value"), 5)


def test_an_index_of_nothing_finds_nothing():
    index = KeywordIndex.build([])
    assert index.search(["act"], 5) == []
    assert index.idf("act") > 0
    assert index.spelt == frozenset()


def test_a_passage_without_words_does_no_harm():
    index = KeywordIndex.build([passage("…", "p1"), PASSAGES[2]])
    assert [name for name, _ in index.search(stems("Lord Young"), 5)] == ["young"]


# --- how telling a word is -------------------------------------------------------------------------------


def test_rare_words_tell_more_than_common_ones_and_unseen_ones_most():
    idf = built().idf
    assert idf(stem("zebra")) > idf(stem("weighting")) > idf(stem("value"))
    assert stem("value") in idf
    assert "zebra" not in idf


def test_the_formula_is_the_one_stated():
    assert Idf({"act": 2}, 3)("act") == pytest.approx(0.47000362924573563)


def test_words_are_known_as_they_are_spelt():
    assert {"weighting", "tenders", "reviewed"} <= built().spelt
    assert "act" not in built().spelt


# --- kept on disk ----------------------------------------------------------------------------------------


def never() -> list:
    raise AssertionError("the passages were read again")
    yield


def test_an_index_is_kept_and_opened_without_reading_the_passages(tmp_path: Path):
    first = KeywordIndex.open(tmp_path, "one", PASSAGES)
    again = KeywordIndex.open(tmp_path, "one", never())
    assert again.search(stems("social value weighting"), 5) == first.search(stems("social value weighting"), 5)
    assert again.spelt == first.spelt
    assert again.idf("act") == first.idf("act")


def test_another_revision_is_built_anew_and_the_old_one_goes(tmp_path: Path):
    KeywordIndex.open(tmp_path, "one", PASSAGES)
    index = KeywordIndex.open(tmp_path, "two", PASSAGES[2:])
    assert index.search(stems("weighting"), 5) == []
    assert [path.name for path in tmp_path.iterdir()] == [f"keyword-{VERSION}-two"]


def test_an_index_cut_short_on_disk_is_built_anew(tmp_path: Path):
    KeywordIndex.open(tmp_path, "one", PASSAGES)
    for file in (tmp_path / f"keyword-{VERSION}-one").iterdir():
        file.write_bytes(file.read_bytes()[:3])
    assert [name for name, _ in KeywordIndex.open(tmp_path, "one", PASSAGES).search(stems("Lord Young"), 5)] == ["young"]


@pytest.mark.parametrize("file", ["ids.txt", "words.txt", "vocab.index.json", "indices.csc.index.npy"])
def test_an_index_that_was_changed_on_disk_is_built_anew(tmp_path: Path, file: str):
    expected = KeywordIndex.open(tmp_path, "one", PASSAGES)
    path = tmp_path / f"keyword-{VERSION}-one" / file
    path.write_bytes(path.read_bytes()[:-1] + b"0")
    index = KeywordIndex.open(tmp_path, "one", PASSAGES)
    assert index.search(stems("social value weighting"), 5) == expected.search(stems("social value weighting"), 5)
    assert index.spelt == expected.spelt


def test_a_file_in_the_place_of_the_index_is_replaced(tmp_path: Path):
    (tmp_path / f"keyword-{VERSION}-one").write_text("not a folder", encoding="utf-8")
    KeywordIndex.open(tmp_path, "one", PASSAGES)
    assert KeywordIndex.open(tmp_path, "one", never()).spelt


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert KeywordIndex.open(tmp_path / "file", "one", PASSAGES).search(stems("Lord Young"), 5)


def test_how_telling_a_stem_is_can_be_told_of_passages_without_their_index():
    told, index = Idf.of(PASSAGES), built().idf
    assert [told(s) for s in ("act", "weight", "social", "never")] == [index(s) for s in ("act", "weight", "social", "never")]
