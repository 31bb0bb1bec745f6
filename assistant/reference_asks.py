"""A wish for a reference to copy ("Harvard reference for the report", "how do I cite that?"): read, and answered in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what makes references is loaded where one is made
    from assistant.references import Reference

THE_ACT = "Public Services (Social Value) Act 2012"
WHICH = "A reference to what? Ask for that of a document (“Harvard reference for the report”), or after an answer for those of its sources."
_ACT_ITSELF = ("{}: {}\nThe Act itself is not among the documents here; read it on legislation.gov.uk before you cite it{}.")
_STYLE = re.compile(r"\b(harvard|oscola)\b", re.I)
_WISH = re.compile(r"^\W*(?:(?:please|can you|could you|i need|i want|give me|show me|what is|what['’]?s)\W+)*(?:the |a |an |my |in )*(?:(?:full|proper|correct) )?(?:harvard|oscola)?"
                   r"\W*(?:style )?(?:reference|citation|footnote|bibliography)s?\b(?:\W+(?:for|of|to)\b.*)?\W*$|"
                   r"\bhow (?:do|should|would|can|must) (?:i|you|we|one) (?:cite|reference|footnote)\b|^\W*(?:please )?(?:cite|reference) (?:the|this|that|it)\b", re.I)
_ACT = re.compile(r"\b(?:social value|2012) act\b|\bthe act\b|\bact 2012\b", re.I)
_ALONE = re.compile(r"^\W*(?:in )?(?:harvard|oscola)(?: style| please)*\W*$", re.I)


def style_asked(text: str, usual: str = "harvard") -> str:
    """The style that a turn wants a reference in, `usual` where it names none; "" when it wants none."""
    if not (_WISH.search(text) or _ALONE.search(text) or _STYLE.search(text) and re.search(r"\b(?:reference|cite|citation|footnote)\b", text, re.I)):
        return ""
    named = _STYLE.search(text)
    return named[1].lower() if named else usual


def asks_of_the_act(text: str) -> bool:
    """Whether the reference is to the Act itself."""
    return _ACT.search(text) is not None


def of_the_act(style: str) -> str:
    """How the Act is cited: by its short title and year in both styles."""
    return _ACT_ITSELF.format("In a footnote" if style == "oscola" else "In the text and in the list of references", THE_ACT,
                              ", and give the section (s 1(3), say)" if style == "oscola" else "")


def in_words(references: Sequence[Reference], style: str) -> str:
    """References ready to copy, each as it stands in the text or the footnote, then the list."""
    inside, after = ("In a footnote:", "In the bibliography:") if style == "oscola" else ("In the text:", "In the list of references:")
    entries = dict.fromkeys(f"{r.entry}{f' [{r.missing}]' if r.missing else ''}" for r in references)
    return "\n".join((inside, "", *(f"- {cite}" for cite in dict.fromkeys(r.cite for r in references)), "", after, "", *(f"- {entry}" for entry in entries)))
