"""A wish for a reference to copy ("Harvard reference for the report", "how do I cite that?"): read, and answered in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what makes references is loaded where one is made
    from assistant.references import Reference

_FORMS = r"harvard|cite them right|oscola|bib ?la?tex|bib ?tex|\.?bib|la?tex|\.?ris|end ?note|zotero|mendeley|ref ?works"
THE_ACT = "Public Services (Social Value) Act 2012"
WHICH = "A reference to what? Ask for that of a document (“Harvard reference for the report”), or after an answer for those of its sources."
WHICH_DOCUMENT = "I know no one document by that name. A reference for which of these?"
NOT_HERE = "The Act itself is not among the documents here; read it on legislation.gov.uk before you cite it"
_ACT_ITSELF = f"{{}}: {{}}\n{NOT_HERE}{{}}."
_STYLE = re.compile(r"\b(?:(?P<harvard>harvard|cite them right)|(?P<oscola>oscola)|(?P<bibtex>bib ?la?tex|bib ?tex|\.?bib(?: file| record| entry)?|la?tex)"
                    r"|(?P<ris>\.?ris|end ?note|zotero|mendeley|ref ?works|reference manager))(?!\w)", re.I)
_WISH = re.compile(r"^\W*(?:(?:please|can you|could you|i need|i want|i(?:'d| would) like|give me|show me|make(?: me)?|export|list|what is|what are|what['’]?s)\W+)*(?:the |a |an |my |all |in )*(?:(?:full|proper|correct|whole) )?"
                   rf"(?:{_FORMS})?\W*(?:style |format |file )?(?:reference|citation|footnote|record|bibliograph(?:y|ies)|reference list|list of references)s?\b(?:\W+(?:for|of|to|in|as)\b.*)?\W*$|"
                   rf"^\W*(?:(?:please|give me|make(?: me)?|export|show me|i need|i want)\W+)*(?:the |a |an )?(?:{_FORMS})(?: file| record| entry| entries| records| format| version)* (?:for|of|to)\b|"
                   r"\bhow (?:do|should|would|can|must) (?:i|you|we|one) (?:cite|reference|footnote)\b|^\W*(?:please )?(?:cite|reference) (?:the|this|that|it)\b", re.I)
_ACT = re.compile(r"\b(?:social value|2012) act\b|\bthe act\b|\bact 2012\b", re.I)
_ALONE = re.compile(rf"^\W*(?:(?:and|now|the same|same|again|export (?:it|this|that)?|(?:please |can you |could you )?(?:give|show|put|make|have|want)(?: me)? (?:it|that|this|those|them)?)\W+)*(?:in |as |for )?(?:{_FORMS})(?: style| format| please| instead| record| file)*\W*$", re.I)
_ALL = re.compile(r"\bbibliograph(?:y|ies)\b|\breference list\b|\blist of references\b|\ball (?:the |of the |these |those |our |my |your )?(?:references|citations|sources|answers)\b|\beverything\b"
                  r"|\b(?:whole|entire|this|the|our) (?:conversation|chat|talk|session)\b|\bso far\b", re.I)

_MATTER = re.compile(rf"\b(?:references?|citations?|footnotes?|records?|{_FORMS})\s+(?:for|of|to)\s+(.+?)[\s.!?]*$|\bcite\s+(.+?)[\s.!?]*$", re.I)
_IN_STYLE = re.compile(rf"[\s,]+(?:in|as|with|using)\s+(?:an? |the )?(?:{_FORMS})(?: style| format| referencing| reference| footnote)*(?: please)?$|^(?:{_FORMS})\W+", re.I)
_POINTS = re.compile(r"(?:the|a|an|all|this|that|these|those|it|them|each|every)?\s*(?:of )?(?:the )?(?:last|first|second|third|previous|above|same|whole|entire|full)?\s*"
                     r"(?:answers?|ones?|sources?|citations?|references?|quotes?|documents?|conversation|chat|everything|of them|pages?|bibliography|style|format|file|record|list)?", re.I)
"""What points to what was answered or to the documents, and is no matter of theirs."""
_NOTES = re.compile(r"\bfootnotes?\b|\bin[- ]text\b", re.I)


def style_asked(text: str, usual: str = "harvard") -> str:
    """The style that a turn wants a reference in, `usual` where it names none; "" when it wants none."""
    named = _STYLE.search(text)
    if not (_WISH.search(text) or _ALONE.search(text) or named and re.search(r"\b(?:references?|cite|citations?|footnotes?|records?|bibliograph\w+)\b", text, re.I)):
        return ""
    return named.lastgroup if named else usual


def matter_of(text: str) -> str:
    """What a wish for a reference names as its matter ("the OSCOLA reference for the response rate"); "" where it names none, or only points back."""
    found = _MATTER.search(text)
    matter = _IN_STYLE.sub("", found[1] or found[2]).strip() if found else ""
    return "" if _POINTS.fullmatch(matter) else matter


def asks_of_all(text: str) -> bool:
    """Whether the references are to be those of the whole conversation, each document once."""
    return _ALL.search(text) is not None


def asks_for_notes(text: str) -> bool:
    """Whether what goes into the text or the footnotes is wished for, and not the list at the end alone."""
    return _NOTES.search(text) is not None


def asks_of_the_act(text: str) -> bool:
    """Whether the reference is to the Act itself."""
    return _ACT.search(text) is not None


def of_the_act(style: str) -> str:
    """How the Act is cited: by its short title and year in every style."""
    if style in AS_RECORDS:
        return f"{AS_RECORDS[style].split(',')[0]}. {NOT_HERE}."
    return _ACT_ITSELF.format("In a footnote" if style == "oscola" else "In the text and in the list of references", THE_ACT,
                              ", and give the section (s 1(3), say)" if style == "oscola" else "")


AS_RECORDS = {"bibtex": "BibTeX, a record a document; the printed pages cited stand in its note.", "ris": "RIS, a record a document, as Zotero, Mendeley and EndNote read it; "
              "the printed pages cited stand in its notes."}
"""What stands over records of a format."""
IN_LATEX = "In the text, in LaTeX:"
SHORT_FORMS = "A document cited before is short: the number after “n” is that of the footnote with its whole reference. Change it where your numbers are others."


def over_records(form: str, cites: Sequence[str]) -> str:
    """What is said over the records of a format; `cites` is how LaTeX cites them."""
    listed = "".join(f"\n- {cite}" for cite in cites)
    return f"{AS_RECORDS[form]} {IN_LATEX}\n{listed}" if cites else AS_RECORDS[form]


def as_list(references: Sequence[Reference], style: str) -> str:
    """A bibliography: each document once, in the order of a list of references."""
    from assistant.bibliography import entries

    return "\n".join(("Bibliography:" if style == "oscola" else "List of references:", "", *(f"- {entry}" for entry in entries(references))))


def in_words(references: Sequence[Reference], style: str) -> str:
    """References ready to copy, each as it stands in the text or the footnote, then the list. Several footnotes are numbered: a short form names the first of its document."""
    from assistant.bibliography import entries

    listed = entries(references)
    if style != "oscola":
        cites, inside, after = [f"- {cite}" for cite in dict.fromkeys(r.cite for r in references)], "In the text:", "In the list of references:"
    else:
        cites = [f"{n}. {r.cite}" for n, r in enumerate(references, 1)] if len(references) > 1 else [f"- {r.cite}" for r in references]
        inside, after = "In a footnote:" if len(references) == 1 else "In footnotes, in this order:", "In the bibliography:"
    short = ["", SHORT_FORMS] if style == "oscola" and len(listed) < len(references) else []
    return "\n".join((inside, "", *cites, *short, "", after, "", *(f"- {entry}" for entry in listed)))
