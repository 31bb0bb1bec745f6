"""Which document a lay name is for, where a reference is wished for."""

from __future__ import annotations

import pytest
from builders import CORPUS

from assistant.glossary import glossary
from assistant.papers_meant import papers_meant
from ingest.catalogue import read_catalogue

SOURCES = [listed.source for listed in read_catalogue(CORPUS)]


@pytest.mark.parametrize(("text", "meant"), [
    ("Cite the library bulletin in Harvard", "commissioning-bulletin-2017"), ("cite the commissioning bulletin", "commissioning-bulletin-2017"), ("Cite the SEUK report", "healthy-commissioning"),
    ("cite the National Voices report", "healthy-commissioning"), ("cite the 2017 report", "healthy-commissioning"), ("reference for the law briefing", "law-as-it-stands"),
    ("Reference for your summary of the law", "law-as-it-stands"), ("Cite the BSSEC blog", "bssec-2017"), ("how do I cite the NHS for Yes post", "nhs-for-yes-2017"),
    ("cite the social value guide", "knowhow-social-value"), ("Harvard reference for The law as it stands", "law-as-it-stands")])
def test_a_document_is_known_by_its_title_its_publisher_its_year_and_what_it_is(text: str, meant: str):
    assert papers_meant(text, SOURCES, glossary()) == (meant,)


@pytest.mark.parametrize("text", ["Cite the Smith paper", "cite the HealthWatch report", "cite the Compact guide"])
def test_a_name_of_no_document_here_is_told_from_no_name(text: str):
    assert papers_meant(text, SOURCES, glossary()) == ()


@pytest.mark.parametrize("text", ["cite that report", "cite this source", "cite that document", "Harvard reference", "cite the last one", "Give me a reference for that figure", "cite the news article"])
def test_what_points_to_an_answer_or_may_be_several_names_none(text: str):
    assert papers_meant(text, SOURCES, glossary()) is None
