"""The app with the shipped documents behind its drafts and no index or model: `streamlit run tests/papers_page.py`."""

from __future__ import annotations

import runpy
import sys
from functools import cache

from builders import CORPUS, materials, shipped
from fake_page import APP, FakeAssistant, fake_build

import assistant
from assistant.currency import Currency
from assistant.tender.buyer import TenderMaterials, read_materials


@cache
def tender_materials(*_: object) -> TenderMaterials:
    """The documents' part in a tender answer, without an index."""
    texts, _passages = shipped()
    return read_materials(Currency.load(CORPUS / "law").briefing, materials().sources, lambda source, page: texts.get((source, page), ""))


if __name__ == "__main__":
    build = fake_build(FakeAssistant())
    build.drafting_materials, build.tender_materials = materials, tender_materials  # type: ignore[attr-defined]
    assistant.build = sys.modules["assistant.build"] = build
    runpy.run_path(str(APP), run_name="__main__")
