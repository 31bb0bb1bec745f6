"""The index of questions: finds statements by what they answer, and takes no quote that is not on its page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from builders import CORPUS, FakeEmbedder, passage, shipped

from assistant.domain import ClaimKind
from assistant.errors import CorpusError, IndexDamaged
from assistant.question_index import ANSWERS, CORRECTS, SILENT, Entry, Hit, QuestionIndex, Quoted, read_entries
from assistant.text import stands_in, stems

LIST = passage("The Act covers:\n- services\n- frameworks", "p1", headings=("What is covered",))
PLANS = passage("Of the 44 STPs, just 6 mention social value, or 13%.", "p2", page="2")
ENTRIES = [Entry((Quoted("report", "1", "services"),), ClaimKind.DUTY), Entry((Quoted("report", "2", PLANS.text),), ClaimKind.EVIDENCE)]
ASKS = [("What does the Act cover?", 0, ANSWERS), ("Which contracts are covered?", 0, ANSWERS),
        ("How many plans mention social value?", 1, ANSWERS), ("Why did most plans mention social value?", 1, CORRECTS),
        ("Which minister wrote the plans?", 1, SILENT)]


def index() -> QuestionIndex:
    return QuestionIndex(ENTRIES, ASKS, FakeEmbedder().embed([ask for ask, _, _ in ASKS]))


def find(made: QuestionIndex, question: str, k: int = 12) -> list[Hit]:
    return made.search(frozenset(stems(question)), FakeEmbedder().embed([question])[0], lambda _: 1.0, k)


# --- finding ---------------------------------------------------------------------------------------------


def test_a_question_finds_the_entry_that_answers_it():
    best = find(index(), "How many plans mention social value?")[0]
    assert (best.entry, best.sense) == (ENTRIES[1], ANSWERS)
    assert best.score == pytest.approx(1.0, abs=5e-3)
    assert best.cosine == pytest.approx(1.0, abs=5e-3)


def test_a_question_is_known_but_for_capitals_and_marks_unless_the_documents_are_silent_on_it():
    assert index().has("what does the act cover") and not index().has("What does an Act cover?")
    assert not index().has("Which minister wrote the plans?")


def test_a_false_premise_finds_its_correction():
    assert find(index(), "Why did most plans mention social value?")[0].sense == CORRECTS


def test_an_entry_counts_once_for_each_sense_by_its_best_ask():
    found = find(index(), "What contracts does the Act cover?")
    assert len({(h.entry.quotes, h.sense) for h in found}) == len(found) == 4


def test_hits_fall_in_score_and_are_cut_at_k():
    found = [h for h in find(index(), "Which plans mention social value?", k=2) if h.sense != SILENT]
    assert len(found) == 2
    assert found[0].score >= found[1].score


def test_silences_do_not_crowd_out_answers():
    found = find(index(), "Which minister wrote the plans?", k=2)
    assert [h.sense for h in found].count(SILENT) == 1
    assert len(found) == 3


def test_the_score_is_the_formula_stated():
    made = index()
    question = "How many plans mention cake?"
    vector = FakeEmbedder().embed([question])[0]
    hit = next(h for h in find(made, question) if h.ask == ASKS[2][0])
    own, its = frozenset(stems(question)), frozenset(stems(ASKS[2][0]))
    cosine = float(FakeEmbedder().embed([ASKS[2][0]])[0] @ vector)
    assert hit.score == pytest.approx(0.7 * cosine + 0.3 * 2 * len(own & its) / (len(own) + len(its)), abs=5e-3)


def test_rare_words_weigh_more():
    plain = find(index(), "cover value")
    heavy = index().search(frozenset(stems("cover value")), FakeEmbedder().embed(["cover value"])[0], lambda s: 9.0 if s == "cover" else 0.1)
    score = {h.ask: h.score for h in plain}
    assert all(h.score > score[h.ask] for h in heavy if "cover" in h.ask and h.ask in score)


def test_the_rough_first_look_loses_no_near_question():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(5000, 384)) * np.linspace(2, 0.2, 384)  # some directions tell more than others, as in real embeddings
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    entries = [Entry((Quoted("report", "1", str(n)),), ClaimKind.EVIDENCE) for n in range(5000)]
    made = QuestionIndex(entries, [(f"ask {n}", n, ANSWERS) for n in range(5000)], rows)
    for n in range(0, 5000, 250):
        vector = rows[n] + 0.5 * rows[n + 1]
        vector = vector / np.linalg.norm(vector)
        nearest = np.argsort(-(rows @ vector))[:3]
        found = made.search(frozenset(), vector, lambda _: 1.0)
        assert {f"ask {i}" for i in nearest[:2]} == {h.ask for h in found[:2]}
        assert found[0].cosine == pytest.approx(float(rows[nearest[0]] @ vector), abs=0.005)


def test_an_empty_index_finds_nothing():
    assert find(QuestionIndex.empty(), "anything") == []


def test_a_question_of_no_telling_words_is_no_error():
    assert all(0 <= hit.score <= 1 for hit in index().search(frozenset(), FakeEmbedder().embed([""])[0], lambda _: 1.0))


# --- kept on disk ----------------------------------------------------------------------------------------


def test_an_index_is_kept_whole(tmp_path: Path):
    index().save(tmp_path)
    loaded = QuestionIndex.load(tmp_path)
    assert (loaded.entries, loaded.asks) == (index().entries, index().asks)
    for question in ("How many plans mention social value?", "What does the Act cover?"):
        before, after = find(index(), question), find(loaded, question)
        assert [(h.entry, h.sense) for h in before][:1] == [(h.entry, h.sense) for h in after][:1]
        assert after[0].cosine == pytest.approx(before[0].cosine, abs=1e-6)


def test_no_index_kept_is_an_empty_one(tmp_path: Path):
    assert QuestionIndex.load(tmp_path).asks == ()


def test_an_empty_index_can_be_kept(tmp_path: Path):
    QuestionIndex((), (), np.zeros((0, 64), dtype=np.float32)).save(tmp_path)
    assert QuestionIndex.load(tmp_path).entries == ()


# --- the files that people write -------------------------------------------------------------------------

GOOD = """
- source: report
  page: 2
  kind: evidence
  quotes: ["Of the 44 STPs, just 6 mention social value, or 13%."]
  asks: [How many plans mention it?]
  corrects: [Why did most mention it?]
  silent: [Who wrote them?]
"""


def written(folder: Path, text: str) -> tuple[list[Entry], list[tuple[str, int, str]]]:
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    return read_entries(sorted(folder.glob("*.yaml")), [LIST, PLANS])


def test_an_entry_is_read_with_its_senses_and_its_passage(tmp_path: Path):
    entries, asks = written(tmp_path, GOOD)
    assert entries == [Entry((Quoted("report", "2", PLANS.text, (), "p2"),), ClaimKind.EVIDENCE)]
    assert asks == [("How many plans mention it?", 0, ANSWERS), ("Why did most mention it?", 0, CORRECTS), ("Who wrote them?", 0, SILENT)]


def test_a_list_items_quote_knows_its_sign_and_headings(tmp_path: Path):
    entries, _ = written(tmp_path, "- {source: report, page: 1, kind: duty, quotes: [services], asks: [What is covered?]}")
    assert entries[0].quotes[0] == Quoted("report", "1", "services", ("What is covered",), "p1", "-")


def test_a_heading_may_be_quoted(tmp_path: Path):
    entries, _ = written(tmp_path, "- {source: report, page: 1, kind: duty, quotes: [What is covered], asks: [What?]}")
    assert entries[0].quotes[0].passage_id == "p1"


def test_an_entry_may_go_on_in_another_place(tmp_path: Path):
    more = GOOD + "  also:\n    - {page: 1, quotes: [frameworks]}\n"
    assert [q.page for q in written(tmp_path, more)[0][0].quotes] == ["2", "1"]


@pytest.mark.parametrize(("old", "new", "message"), [
    ("kind: evidence", "kind: rumour", "report.yaml, entry 1: 'rumour' is not a valid ClaimKind"),
    ("page: 2", "pages: 2", "report.yaml, entry 1: unknown key 'pages'"),
    ("  page: 2\n", "", "report.yaml, entry 1: 'page' is missing"),
    ("just 6 mention", "just 7 mention", "does not stand in one passage of page 2 of report; correct the quote"),
    ("page: 2", "page: 1", "does not stand in one passage of page 1 of report"),
    ("source: report", "source: guide", "of guide; correct the quote"),
    ("- source: report", "- source: [report", "report.yaml cannot be read"),
])
def test_a_wrong_entry_is_an_error_that_names_file_and_entry(tmp_path: Path, old: str, new: str, message: str):
    assert old in GOOD
    with pytest.raises(CorpusError) as caught:
        written(tmp_path, GOOD.replace(old, new))
    assert message in str(caught.value)


def test_every_shipped_quote_stands_on_its_page():
    texts, passages = shipped()
    entries, asks = read_entries(sorted((CORPUS / "questions").glob("*.yaml")), passages)
    assert len(asks) > 1000
    assert all(0 <= number < len(entries) for _, number, _ in asks)
    off = [q.text for e in entries for q in e.quotes if not stands_in(q.text, texts[q.source_id, q.page])]
    assert off == []


DAMAGES = {
    "garbage": lambda folder: (folder / "questions.npz").write_bytes(b"not a zip"),
    "cut short": lambda folder: (folder / "questions.json").write_bytes((folder / "questions.json").read_bytes()[:40]),
    "other keys": lambda folder: (folder / "questions.json").write_text('{"entries": []}', encoding="utf-8"),
    "a question of no entry": lambda folder: (folder / "questions.json").write_text(
        '{"entries": [], "asks": [["Who?", 0, "answers"], ["Why?", 0, "answers"], ["How?", 0, "answers"]]}', encoding="utf-8"),
    "vectors of another index": lambda folder: np.savez(folder / "questions.npz", rows=np.ones((99, 3), dtype=np.int8), scale=np.ones((99, 1)), axes=np.eye(3)),
    "half of it gone": lambda folder: (folder / "questions.npz").unlink(),
    "all but its stamp gone": lambda folder: [(folder / name).unlink() for name in ("questions.npz", "questions.json")],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_named_with_its_remedy(tmp_path: Path, damage):
    asks = [("Who?", 0, ANSWERS), ("Why?", 0, ANSWERS), ("How?", 0, SILENT)]
    QuestionIndex([Entry((Quoted("report", "1", "It is so."),), ClaimKind.EVIDENCE)], asks, np.eye(3, dtype=np.float32)).save(tmp_path)
    (tmp_path / "questions.stamp").write_text("stamp", encoding="utf-8")
    assert len(QuestionIndex.load(tmp_path).asks) == 3
    damage(tmp_path)
    with pytest.raises(IndexDamaged, match="run `social-value ingest`"):
        QuestionIndex.load(tmp_path)
