"""Bibliographies of the six shipped documents in four formats, held against records written by hand, and read back by pandoc."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pypandoc
import pytest
from builders import CORPUS, citation, source
from talks import SOURCES as TALKED_OF
from talks import answer

from assistant.bibliography import FORMATS, bibliography, in_text, key
from assistant.domain import Authority, Citation, Kind, Source
from assistant.errors import ExportError
from assistant.export import alone, export_conversation
from ingest.catalogue import read_catalogue

DAY = date(2026, 11, 22)
SOURCES: tuple[Source, ...] = tuple(listed.source for listed in read_catalogue(CORPUS))
PAGES = {"healthy-commissioning": ("17", "6", "17"), "law-as-it-stands": ("3",)}
"""The printed pages cited of each; the others are web pages."""
NO_ADDRESS = "its web address is not in our catalogue: add the one you read it at, and the day"
ADD = f"[{NO_ADDRESS}]"

# Written by hand, by the rules of Cite Them Right and OSCOLA (fourth edition), and by what BibTeX and RIS say of their fields.
HARVARD = f"""\
BSSEC (2017) New SEUK research on use of social value in health finds only 13% of CCGs making ‘highly committed, active’ use of the legislation. {ADD}
Knowhow Nonprofit (2017) Social value in commissioning and procurement. {ADD}
Library bulletin on commissioning: social value (2017). {ADD}
NHS for Yes (2017) Damning Report on Social Value of CCG Commissioning in England. {ADD}
Social Enterprise UK and National Voices (2017) Healthy Commissioning: How the Social Value Act is being used by Clinical Commissioning Groups. Available at: https://www.socialenterprise.org.uk (Accessed: 22 November 2026).
Social Value Assistant (2026) The law as it stands: our briefing, a summary and not the text of the law. Briefing of 21 November 2026."""
OSCOLA = f"""\
‘Damning Report on Social Value of CCG Commissioning in England’ (NHS for Yes, 31 May 2017) {ADD}
‘Library Bulletin on Commissioning: Social Value’ (2017) {ADD}
‘New SEUK Research on Use of Social Value in Health Finds Only 13% of CCGs Making “Highly Committed, Active” Use of the Legislation’ (BSSEC, 2017) {ADD}
Social Enterprise UK and National Voices, ‘Healthy Commissioning: How the Social Value Act Is Being Used by Clinical Commissioning Groups’ (2017) <https://www.socialenterprise.org.uk> accessed 22 November 2026
Social Value Assistant, ‘The Law as It Stands: Our Briefing, a Summary and Not the Text of the Law’ (21 November 2026)
‘Social Value in Commissioning and Procurement’ (Knowhow Nonprofit, 11 September 2017) {ADD}"""
BIBTEX = f"""\
% bssec-2017: {NO_ADDRESS}
@misc{{bssec-2017,
  author = {{{{BSSEC}}}},
  title = {{{{New SEUK research on use of social value in health finds only 13\\% of CCGs making ‘highly committed, active’ use of the legislation}}}},
  year = {{2017}}
}}

% commissioning-bulletin-2017: {NO_ADDRESS}
@misc{{commissioning-bulletin-2017,
  title = {{{{Library bulletin on commissioning: social value}}}},
  year = {{2017}}
}}

@techreport{{healthy-commissioning,
  author = {{{{Social Enterprise UK and National Voices}}}},
  title = {{{{Healthy Commissioning: How the Social Value Act is being used by Clinical Commissioning Groups}}}},
  institution = {{{{Social Enterprise UK and National Voices}}}},
  year = {{2017}},
  url = {{https://www.socialenterprise.org.uk}},
  urldate = {{2026-11-22}},
  note = {{Cited at pp. 6, 17}}
}}

% knowhow-social-value: {NO_ADDRESS}
@misc{{knowhow-social-value,
  author = {{{{Knowhow Nonprofit}}}},
  title = {{{{Social value in commissioning and procurement}}}},
  year = {{2017}},
  month = sep,
  day = {{11}}
}}

@techreport{{law-as-it-stands,
  author = {{{{Social Value Assistant}}}},
  title = {{{{The law as it stands: our briefing, a summary and not the text of the law}}}},
  institution = {{{{Social Value Assistant}}}},
  type = {{Briefing}},
  year = {{2026}},
  month = nov,
  day = {{21}},
  note = {{Cited at p. 3}}
}}

% nhs-for-yes-2017: {NO_ADDRESS}
@misc{{nhs-for-yes-2017,
  author = {{{{NHS for Yes}}}},
  title = {{{{Damning Report on Social Value of CCG Commissioning in England}}}},
  year = {{2017}},
  month = may,
  day = {{31}}
}}"""
NOTE = f"N1  - I{NO_ADDRESS[1:]}"
RIS = f"""\
TY  - ELEC
ID  - bssec-2017
AU  - BSSEC
TI  - New SEUK research on use of social value in health finds only 13% of CCGs making ‘highly committed, active’ use of the legislation
PB  - BSSEC
PY  - 2017
{NOTE}
LA  - en-GB
ER  -{' '}

TY  - ELEC
ID  - commissioning-bulletin-2017
TI  - Library bulletin on commissioning: social value
PY  - 2017
{NOTE}
LA  - en-GB
ER  -{' '}

TY  - RPRT
ID  - healthy-commissioning
AU  - Social Enterprise UK and National Voices
TI  - Healthy Commissioning: How the Social Value Act is being used by Clinical Commissioning Groups
PB  - Social Enterprise UK and National Voices
PY  - 2017
UR  - https://www.socialenterprise.org.uk
Y2  - 2026/11/22
N1  - Cited at pp. 6, 17
LA  - en-GB
ER  -{' '}

TY  - ELEC
ID  - knowhow-social-value
AU  - Knowhow Nonprofit
TI  - Social value in commissioning and procurement
PB  - Knowhow Nonprofit
PY  - 2017
DA  - 2017/09/11
{NOTE}
LA  - en-GB
ER  -{' '}

TY  - RPRT
ID  - law-as-it-stands
AU  - Social Value Assistant
TI  - The law as it stands: our briefing, a summary and not the text of the law
PB  - Social Value Assistant
PY  - 2026
DA  - 2026/11/21
N1  - Cited at p. 3
LA  - en-GB
ER  -{' '}

TY  - ELEC
ID  - nhs-for-yes-2017
AU  - NHS for Yes
TI  - Damning Report on Social Value of CCG Commissioning in England
PB  - NHS for Yes
PY  - 2017
DA  - 2017/05/31
{NOTE}
LA  - en-GB
ER  -{' '}"""


def cited() -> list[Citation]:
    pairs = [(s.id, page) for s in SOURCES for page in PAGES.get(s.id, ("1",))]
    return [citation("q", n=n, source_id=name, page=page) for n, (name, page) in enumerate(pairs, 1)]


@pytest.mark.parametrize(("form", "by_hand"), [("harvard", HARVARD), ("oscola", OSCOLA), ("bibtex", BIBTEX), ("ris", RIS)])
def test_the_bibliography_of_all_six_documents_is_as_one_made_by_hand_each_document_once(form: str, by_hand: str):
    assert bibliography(cited(), SOURCES, form, DAY) == by_hand


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_a_reference_manager_reads_the_records_back_as_they_were(form: str):
    read = json.loads(pypandoc.convert_text(bibliography(cited(), SOURCES, form, DAY), to="csljson", format=form))
    titles = {re.sub(r"<[^>]+>", "", item["title"]).translate(str.maketrans("“”", "‘’")) for item in read}  # pandoc's LaTeX has its own marks for quotes in quotes
    assert titles == {s.title for s in SOURCES}
    assert {str(item["issued"]["date-parts"][0][0]) for item in read} == {"2017", "2026"}


def test_latex_cites_a_document_at_its_printed_page_and_a_web_page_whole():
    assert in_text(cited()[:4], SOURCES) == (r"\cite[p.~17]{healthy-commissioning}", r"\cite[p.~6]{healthy-commissioning}", r"\cite{knowhow-social-value}")


def test_text_that_looks_like_a_command_or_a_new_record_stays_text():
    odd = source("a/b c", title="50% of \\input{x} & #1 {y}\nTY  - HACK\nER  - ", publisher="Me_and_you", kind=Kind.UPLOAD, authority=Authority.USER)
    mine = [citation("q", source_id="a/b c", page="2}")]
    made = bibliography(mine, [odd], "bibtex", DAY)
    assert r"50\% of \textbackslash{}input\{x\} \& \#1 \{y\} TY" in made and made.count("\n@") == 1 and key("a/b c") == "a-b-c"
    assert [line[:2] for line in bibliography(mine, [odd], "ris", DAY).splitlines()].count("TY") == 1


def test_nothing_cited_is_nothing_and_a_format_that_is_not_there_is_told_with_those_that_are():
    assert {bibliography((), SOURCES, form, DAY) for form in FORMATS} == {""}
    with pytest.raises(ExportError, match="harvard, oscola, bibtex, ris"):
        bibliography(cited(), SOURCES, "chicago", DAY)


@pytest.mark.parametrize(("ending", "begins"), [(".bib", b"@techreport{healthy-commissioning,"), (".ris", b"TY  - RPRT\r\nID  - healthy-commissioning\r\n"), (".txt", b"Knowhow Nonprofit (2017)")])
def test_a_conversation_is_exported_as_its_bibliography(tmp_path: Path, ending: str, begins: bytes):
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    written = export_conversation(alone(answer(), None, now), tmp_path / f"talk{ending}", TALKED_OF, now=now)
    assert written.read_bytes().startswith(begins)


def test_a_conversation_that_cites_nothing_has_no_bibliography(tmp_path: Path):
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with pytest.raises(ExportError, match="nothing is cited"):
        export_conversation(alone(answer(citations=(), claims=()), None, now), tmp_path / "talk.bib", SOURCES, now=now)
    assert not list(tmp_path.iterdir())
