"""References ready to copy, held to what Cite Them Right and OSCOLA ask for."""

from __future__ import annotations

from datetime import date

import pytest
from builders import CORPUS, citation, source
from talks import BRIEFING, GUIDE, REPORT, answer

from assistant import pandoc, references
from assistant.domain import Authority, Kind
from assistant.errors import ExportError
from assistant.references import STYLES, Reference, references_of
from ingest.catalogue import read_catalogue

DAY = date(2026, 11, 22)
CATALOGUE = {listed.source.id: listed.source for listed in read_catalogue(CORPUS)}
TITLE = "Healthy Commissioning: How the Social Value Act is being used by Clinical Commissioning Groups"
TITLE_CASE = "Healthy Commissioning: How the Social Value Act Is Being Used by Clinical Commissioning Groups"
BY = "Social Enterprise UK and National Voices"
SITE = "https://www.socialenterprise.org.uk"


def cited(source_id: str, page: str, style: str) -> Reference:
    (one,) = references_of([citation("q", source_id=source_id, page=page)], CATALOGUE.values(), style, DAY)
    return one


@pytest.mark.parametrize(("name", "page", "style", "cite", "entry"), [
    ("healthy-commissioning", "17", "harvard", f"({BY}, 2017, p. 17)", f"{BY} (2017) {TITLE}. Available at: {SITE} (Accessed: 22 November 2026)."),
    ("healthy-commissioning", "17", "oscola", f"{BY}, ‘{TITLE_CASE}’ (2017) 17 <{SITE}> accessed 22 November 2026.",
     f"{BY}, ‘{TITLE_CASE}’ (2017) <{SITE}> accessed 22 November 2026"),
    ("knowhow-social-value", "1", "harvard", "(Knowhow Nonprofit, 2017)", "Knowhow Nonprofit (2017) Social value in commissioning and procurement."),
    ("knowhow-social-value", "1", "oscola", "‘Social Value in Commissioning and Procurement’ (Knowhow Nonprofit, 11 September 2017).",
     "‘Social Value in Commissioning and Procurement’ (Knowhow Nonprofit, 11 September 2017)"),
    ("bssec-2017", "1", "oscola", "‘New SEUK Research on Use of Social Value in Health Finds Only 13% of CCGs Making “Highly Committed, Active” Use of the "
     "Legislation’ (BSSEC, 2017).", None),
    ("commissioning-bulletin-2017", "1", "harvard", "(Library bulletin on commissioning: social value, 2017)", "Library bulletin on commissioning: social value (2017)."),
    ("law-as-it-stands", "3", "harvard", "(Social Value Assistant, 2026, p. 3)",
     "Social Value Assistant (2026) The law as it stands: our briefing, a summary and not the text of the law. Briefing of 21 November 2026."),
    ("law-as-it-stands", "3", "oscola", "Social Value Assistant, ‘The Law as It Stands: Our Briefing, a Summary and Not the Text of the Law’ (21 November 2026) 3.", None),
])
def test_a_document_is_cited_as_the_style_asks(name: str, page: str, style: str, cite: str, entry: str | None):
    made = cited(name, page, style)
    assert made.cite == cite
    if entry:
        assert made.entry == entry


def test_the_title_of_a_report_is_in_italics_in_harvard():
    assert (TITLE, True) in cited("healthy-commissioning", "17", "harvard").entry_runs
    assert "".join(text for text, _ in cited("healthy-commissioning", "17", "harvard").entry_runs) == cited("healthy-commissioning", "17", "harvard").entry


def test_what_the_catalogue_does_not_know_is_said_not_made_up():
    assert cited("healthy-commissioning", "17", "harvard").missing == ""
    assert "web address is not in our catalogue" in cited("nhs-for-yes-2017", "1", "harvard").missing
    assert "http" not in cited("nhs-for-yes-2017", "1", "harvard").entry
    own = source("upload-policy", title="Our policy", publisher="your own document", published="", kind=Kind.UPLOAD, authority=Authority.USER)
    (made,) = references_of([citation("q", source_id="upload-policy", page="2")], [own], "harvard", DAY)
    assert made.entry == "Our policy (no date)." and made.cite == "(Our policy, no date, p. 2)" and "add who wrote it" in made.missing


def test_every_shipped_document_has_a_reference_in_every_style():
    cites = [citation("q", n=n, source_id=name, page="3") for n, name in enumerate(CATALOGUE, 1)]
    for style in STYLES:
        made = references_of(cites, CATALOGUE.values(), style, DAY)
        assert len(made) == len(CATALOGUE)
        assert all(r.entry and r.cite and "???" not in r.cite and "——" not in r.entry for r in made), "no dash for an author said before"


def test_citations_of_one_page_share_a_reference_and_of_two_pages_do_not():
    cites = [citation("a", n=1, page="20"), citation("b", n=2, page="22"), citation("c", n=3, page="20")]
    for style in STYLES:
        made = references_of(cites, [source(publisher="Somebody")], style, DAY)
        assert [(r.page, r.numbers) for r in made] == [("20", (1, 3)), ("22", (2,))]
        assert made[0].entry == made[1].entry and "20" in made[0].cite and "22" in made[1].cite


def test_in_oscola_a_document_cited_before_is_short_and_names_the_footnote_with_the_whole():
    cites = [citation("a", n=4, page="20"), citation("b", n=5, source_id="b", page="2"), citation("c", n=6, page="22"), citation("d", n=7, page="20")]
    first, second, other = references_of(cites, [source(publisher="Somebody"), source("b", publisher="Another")], "oscola", DAY)
    assert first.cite.startswith("Somebody, ‘") and "20" in first.cite and first.again == "Somebody (n 4) 20."
    assert second.cite == second.again == "Somebody (n 4) 22." and second.numbers == (6,)
    assert other.cite.startswith("Another, ‘") and other.again == "Another (n 5) 2."


def test_in_harvard_a_document_cited_again_is_cited_as_before():
    (made,) = references_of([citation("a", n=1, page="20")], [source(publisher="Somebody")], "harvard", DAY)
    assert made.again == made.cite == "(Somebody, 2017, p. 20)"


def test_two_works_of_one_author_and_year_are_told_apart():
    two = [source("a", publisher="Somebody"), source("b", publisher="Somebody")]
    made = references_of([citation("x", n=1, source_id="a"), citation("y", n=2, source_id="b")], two, "harvard", DAY)
    assert [r.cite for r in made] == ["(Somebody, 2017a, p. 1)", "(Somebody, 2017b, p. 1)"]


def test_text_that_looks_like_markup_stays_text():
    odd = source(title="A <b>bold</b> *title* $x$ [link](http://evil.example) \\textbf{y} @cite", publisher="Nobody <i>at all</i>")
    for style in STYLES:
        (made,) = references_of([citation("q")], [odd], style, DAY)
        for sign in ("<b>", "*", "$x$", "](http://evil.example)", "\\textbf{y}", "<i>"):
            assert sign.lower() in made.entry.lower(), (style, sign)


def test_a_document_that_is_no_longer_in_the_index_is_cited_by_what_the_answer_knows():
    made = references_of(answer().citations, [REPORT, BRIEFING], "harvard", DAY)
    assert made[1].source_id == GUIDE.id and "Social value in commissioning and procurement" in made[1].entry


def test_pandoc_is_started_once_for_all_and_not_again_for_the_same(monkeypatch: pytest.MonkeyPatch):
    runs: list[int] = []
    real = pandoc.run
    monkeypatch.setattr(references.pandoc, "run", lambda *a, **k: runs.append(1) or real(*a, **k))
    references.references.cache_clear()
    for _ in range(3):
        references_of(answer().citations, (REPORT, GUIDE), "harvard", DAY)
    assert len(runs) == 1


def test_a_style_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(ExportError, match="there are: harvard, oscola"):
        references_of(answer().citations, (REPORT,), "chicago", DAY)


def test_nothing_cited_is_nothing():
    assert references_of((), (REPORT,), "harvard", DAY) == ()
