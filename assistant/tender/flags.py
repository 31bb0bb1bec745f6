"""What to put right in an answer, each with its words: vague and half promises, the core service sold as extra, points left out, jargon. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.tender.criteria import NAMED
from assistant.tender.ledger import GAP
from assistant.tender.reading import Reading
from assistant.tender.wording import shipped_wording

VAGUE, INCOMPLETE, CORE, POINT, OVER, JARGON, LOCAL, CONTRADICTION, NOT_IN_EVIDENCE, PASTED, TWO_FIGURES, TO_FILL, PLACE = (
    "vague", "incomplete", "core-as-extra", "sub-point", "over-limit", "jargon", "local-only", "contradiction", "not-in-evidence", "pasted", "evidence-conflict", "gap", "place-not-named")
KINDS = (TO_FILL, OVER, PASTED, POINT, CONTRADICTION, TWO_FIGURES, NOT_IN_EVIDENCE, CORE, LOCAL, VAGUE, INCOMPLETE, PLACE, JARGON)
"""Every kind, the gravest first."""

TITLES = {
    "gap": "Still to be filled in",
    "over-limit": "Over the limit", "pasted": "Pasted in", "sub-point": "Asked and not answered", "contradiction": "Against your own evidence", "evidence-conflict": "One thing, two figures", "not-in-evidence": "Not in your evidence", "place-not-named": "Places that neither your evidence nor the question names",
    "core-as-extra": "The service itself, offered as extra", "local-only": "Local only", "vague": "Vague promises", "incomplete": "Promises with something missing", "jargon": "Jargon"}
"""What a person sees of each kind."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to put right. `quote` stands in the answer word for word, but for a point left out, where it is the question's, and for evidence that says two things."""

    kind: str
    quote: str
    advice: str
    about: tuple[str, ...] = ()


def flags(reading: Reading, limit: int | None, characters: int | None = None) -> tuple[Flag, ...]:
    """The flags of an answer, the gravest first, then in its order."""
    return tuple(sorted(_flags(reading, limit, characters), key=lambda flag: KINDS.index(flag.kind)))


def _flags(reading: Reading, limit: int | None, characters: int | None) -> Iterator[Flag]:
    wording, answer = shipped_wording(), reading.answer
    for found in {found.group(): found for found in GAP.finditer(answer.text)}.values():
        yield Flag(TO_FILL, found.group(), "Put in what is asked for, or take the sentence out: a buyer must not see this.", (found[1],))
    if limit is not None and answer.words > limit:
        last = " ".join(answer.text.split()[limit - 8 if limit > 8 else 0:limit])
        yield Flag(OVER, last, f"{answer.words} words, {answer.words - limit} over the limit of {limit}: the limit falls here, and what comes after may not be read. Cut, or move what is least asked for.", (str(answer.words - limit),))
    if characters is not None and (long := len(answer.text.strip())) > characters:
        yield Flag(OVER, answer.text.strip()[:characters][-60:].split(" ", 1)[-1], f"{long} characters, {long - characters} over the limit of {characters}: the limit falls here, and what comes after may not be read.", (str(long - characters),))
    if reading.pasted == "question":
        copied = next((said.text for said in answer.said if said.copied), answer.text[:200])
        yield Flag(PASTED, copied, "These are the question's words. Answer them: what you will do, for whom, how much and by when.")
    if reading.pasted == "policy":
        first = next((said.text for said in answer.own if any(p.search(said.text) for p in wording.policy)), answer.own[0].text)
        yield Flag(PASTED, first, "This is the text of a policy. A buyer marks what you will do in this contract; name the policy in a line, if at all.")
    for one in reading.covered:
        if one.share == 0:
            yield Flag(POINT, one.point.text, "The question asks for this and the answer does not give it. Answer it under its own heading.", (one.point.label,) if one.point.label else ())
        elif one.share < 1:
            yield Flag(POINT, one.point.text, "The question asks for this and the answer gives it in part. Say the rest, with a figure and a date.", (one.point.label,) if one.point.label else ())
    for said in reading.core:
        yield Flag(CORE, said.text, "This is the service that the contract pays for, or what you are. It is usually not scored as social value: say what you do on top of it.")
    vague = [said for said in answer.own if any(pattern.search(said.text) for pattern in wording.vague)]
    for said in answer.own:
        if any(pattern.search(said.text) for pattern in wording.local):
            yield Flag(LOCAL, said.text, "A promise to use local people or firms only can shut others out; it is lawful only in narrow cases. Say how you open the door: adverts, training, partners in the area.")
    for said in vague:
        yield Flag(VAGUE, said.text, "Say \"we will\", how many, for whom and by when; or leave it out. If you are won to it by this contract, it is a contract term.")
    told = {said.text for said in (*vague, *reading.core)}
    for promise in reading.firm:
        if promise.said.text not in told and promise.lacking and (promise.measured or len(promise.lacking) < 6):
            yield Flag(INCOMPLETE, promise.said.text, f"This promise does not say {_listed([NAMED[part] for part in promise.lacking])}.", promise.lacking)
    seen: set[str] = set()
    for pattern, plain in wording.jargon:
        for match in pattern.finditer(answer.text):
            if match.group().lower() not in seen:
                seen.add(match.group().lower())
                yield Flag(JARGON, match.group(), f"In plain words: {plain}.")


def _listed(parts: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
