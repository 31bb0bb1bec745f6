"""What a reader of a role should know beside an answer: statements of the answer to another question, chosen in data/offers.toml. Pure."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Answer, Aside
from assistant.offers import Beside


def aside(wanted: Beside, told: Answer, answer: Answer) -> Aside | None:
    """What is wanted out of `told`, the answer to its question, numbered on from the citations of `answer`; None where `answer` says all of it
    already, or that it is not for its reader."""
    if wanted.unless and wanted.unless.search(answer.answer):
        return None
    cited, said = {citation.n: citation for citation in told.citations}, {citation.quote for citation in answer.citations}
    claims = [claim for claim in told.claims if any(part in claim.text for part in wanted.says) and not said & {cited[n].quote for n in claim.citations}]
    used = dict.fromkeys(n for claim in claims for n in claim.citations)
    if not claims:
        return None
    number = {n: place for place, n in enumerate(used, max((c.n for c in answer.citations), default=0) + 1)}
    return Aside(wanted.about, tuple(replace(claim, citations=tuple(number[n] for n in claim.citations), marker="") for claim in claims),
                 tuple(replace(cited[n], n=place) for n, place in number.items()))
